"""What the generator would give, made by hand for a small article of ours."""

from quizapp.domain.items import FactKind, OptionOrder
from quizapp.generation.types import (
    Article,
    Draft,
    EntityValue,
    Evidence,
    Fact,
    Generated,
    Question,
    Rejection,
    Sentence,
    Span,
)

TEXT = (
    "Ferry returns to Lake Sarus\r\n\n"
    "The ferry Heron crossed Lake Sarus again on 4 May 2025 after nine years. "
    "It carried 312 people — most of them pupils. 🦢\n"
    "Mayor Lata Bose steered it herself."
)


def question(answer: str, stem: str, wrong: tuple[str, ...], sentence: str) -> Question:
    """Make a question whose key is the words of the text that answer it."""
    start = TEXT.index(sentence)
    span = Span(start, start + len(sentence))
    at = TEXT.index(answer, start)
    fact = Fact(
        kind=FactKind.OTHER,
        sub_kind="",
        value=EntityValue(answer),
        surface=answer,
        span=Span(at, at + len(answer)),
        sentence=Sentence(sentence, span, (), 0, 0),
        words=(0, 0),
    )
    return Question(
        kind=FactKind.OTHER,
        format="single",
        stem=stem,
        options=(answer, *wrong),
        key=0,
        order=OptionOrder.SHUFFLE,
        explanation=sentence,
        evidence=Evidence(sentence, span, fact.span),
        quality=0.75,
        topics=("infrastructure",),
        draft=Draft(fact, stem, answer, "by-hand"),
    )


FIRST = "The ferry Heron crossed Lake Sarus again on 4 May 2025 after nine years."
SECOND = "It carried 312 people — most of them pupils."
THIRD = "Mayor Lata Bose steered it herself."

WHEN = question(
    "4 May 2025",
    "On which day of 2025 did the ferry Heron return to Lake Sarus?",
    ("5 May 2025", "14 May 2025", "4 June 2025"),
    FIRST,
)
WHAT = question(
    "Heron",
    "Which ferry returned to Lake Sarus in May 2025?",
    ("Egret", "Stork", "Crane"),
    FIRST,
)
WHO = question(
    "Lata Bose",
    "Who steered the ferry Heron across Lake Sarus in May 2025?",
    ("Usha Sen", "Mira Das", "Rina Pal"),
    THIRD,
)


def generated(*questions: Question, text: str = TEXT) -> Generated:
    """Make what the generator returns."""
    return Generated(
        Article(text, (), title="Ferry returns to Lake Sarus", source="Lake News"),
        questions,
        (Rejection("unresolved pronoun", "“It” at the start", SECOND),),
    )
