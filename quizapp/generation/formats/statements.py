"""Two or three statements: which of them are correct, how many, or which one is not."""

from collections.abc import Sequence
from itertools import combinations
from random import Random

from quizapp.domain.items import ItemFormat, OptionOrder
from quizapp.generation.formats.composed import Composed, Statement, said
from quizapp.generation.selection import Candidate

__all__ = ["how_many", "not_correct", "which"]

_OPENING = "Consider the following statements:"
_BOTH = ("1 only", "2 only", "Both 1 and 2", "Neither 1 nor 2")
_COUNTS = ("Only one", "Only two", "All three", "None")
_LONGEST_KEY = 1.25


def which(of: Sequence[Candidate], rng: Random, options: int) -> Composed | None:
    """As in UPSC papers: "Which of the statements given above is/are correct?"."""
    if options < len(_BOTH):
        return None
    statements = _drawn(of, rng, at_least_one=len(of) > 2)  # noqa: PLR2004 — "none" is no option of three
    right = tuple(i for i, each in enumerate(statements, start=1) if each.true)
    if len(statements) == 2:  # noqa: PLR2004 — a pair of statements
        shown: tuple[str, ...] = _BOTH
        key = {(1,): 0, (2,): 1, (1, 2): 2, (): 3}[right]
    else:
        others = [c for n in (1, 2, 3) for c in combinations((1, 2, 3), n) if c != right]
        codes = sorted([right, *rng.sample(others, options - 1)], key=lambda c: (len(c), c))
        shown = tuple(_code(code) for code in codes)
        key = codes.index(right)
    asked = "Which of the statements given above is/are correct?"
    return _composed(ItemFormat.STATEMENTS, statements, asked, shown, key)


def how_many(of: Sequence[Candidate], rng: Random, options: int) -> Composed | None:
    """As in UPSC papers since 2023: "How many of the above statements are correct?"."""
    if options < len(_COUNTS) or len(of) != 3:  # noqa: PLR2004 — the options count to three
        return None
    statements = _drawn(of, rng, at_least_one=False)
    right = sum(each.true for each in statements)
    asked = "How many of the above statements are correct?"
    return _composed(ItemFormat.HOW_MANY, statements, asked, _COUNTS, (right - 1) % len(_COUNTS))


def not_correct(of: Sequence[Candidate], rng: Random, options: int) -> Composed | None:
    """As in SSC papers: "Which of the following statements is NOT correct?"."""
    if len(of) < options:
        return None
    false = rng.randrange(options)
    statements = [said(each, true=i != false) for i, each in enumerate(of[:options])]
    texts = tuple(each.text for each in statements)
    longest = max(len(text) for i, text in enumerate(texts) if i != false)
    if len(texts[false]) > _LONGEST_KEY * longest:
        return None
    return Composed(
        ItemFormat.NEGATIVE,
        "Which of the following statements is NOT correct?",
        texts,
        false,
        OptionOrder.SHUFFLE,
        _explained([statements[false]], numbered=False),
        (of[false], *(each for i, each in enumerate(of[:options]) if i != false)),
    )


def _drawn(of: Sequence[Candidate], rng: Random, *, at_least_one: bool) -> list[Statement]:
    """Each true or false by lot, one of them true where that is needed."""
    truths = [rng.random() < 0.5 for _ in of]  # noqa: PLR2004 — a coin
    if at_least_one and not any(truths):
        truths[rng.randrange(len(truths))] = True
    return [said(each, true=true) for each, true in zip(of, truths, strict=True)]


def _code(numbers: tuple[int, ...]) -> str:
    if len(numbers) == 3:  # noqa: PLR2004 — all of them
        return "1, 2 and 3"
    return " and ".join(map(str, numbers)) + " only"


def _composed(
    form: ItemFormat,
    statements: Sequence[Statement],
    asked: str,
    options: tuple[str, ...],
    key: int,
) -> Composed:
    lines = [f"{number}. {each.text}" for number, each in enumerate(statements, start=1)]
    first = next((s for s in statements if not s.true), statements[0]).candidate
    rest = (s.candidate for s in statements if s.candidate is not first)
    return Composed(
        form,
        "\n".join([_OPENING, *lines, asked]),
        options,
        key,
        OptionOrder.FIXED,
        _explained(statements, numbered=True),
        (first, *rest),
    )


def _explained(statements: Sequence[Statement], *, numbered: bool) -> str:
    """What each statement is by the article, and its sentence."""
    parts = []
    for number, each in enumerate(statements, start=1):
        name = f"Statement {number}" if numbered else "It"
        draft = each.candidate.draft
        told = " ".join(draft.fact.sentence.text.split())
        verdict = "is correct" if each.true else f"is not correct: {draft.key}, not {each.wrong}"
        parts.append(f"{name} {verdict}. The article says: \u201c{told}\u201d")
    return "\n".join(parts)
