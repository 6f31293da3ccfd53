"""What a life or a post is told with: years in office, how long, elections, the place of death.

"A B, who served as governor of C for ten years", "A B was mayor of D from 1990 to 1998", "He died
in E": read from the words of a sentence, with the pronouns that `resolution` has put
names for. May import the other data types of the engine and the gazetteers.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from quizapp.domain.items import FactKind
from quizapp.generation.knowledge.gazetteer import Gazetteer
from quizapp.generation.types import (
    Article,
    BlockKind,
    Draft,
    EntityValue,
    Entry,
    Fact,
    Mention,
    Sentence,
    Span,
    Value,
)
from quizapp.generation.values import SMALL_NUMBERS, DateValue, FigureValue

__all__ = ["ages", "dead_of", "deaths", "drafts", "reading"]

_CAP = r"[A-Z][\w\u00c0-\u024f'\u2019-]+"
_NAME = rf"(?P<name>{_CAP}(?: (?:bin |al |de |van |von )?{_CAP}){{1,4}})"
_POST = (
    rf"(?P<post>(?:the )?(?:[A-Za-z][\w-]* ){{0,3}}?(?:[Pp]resident|[Pp]rime [Mm]inister|[Mm]ayor|"
    rf"[Gg]overnor|[Mm]inister|[Cc]hairman|[Cc]hairperson|CEO|[Dd]irector|[Ss]ecretary|[Ss]peaker|"
    rf"[Cc]hancellor|[Cc]ommissioner|[Aa]mbassador)(?: [Gg]eneral)?"
    rf"(?: (?:of|for) (?:the )?(?:{_CAP} )?(?:nation|country|island nation)|"
    rf" (?:of|for) (?:the )?{_CAP}(?: (?:of |and )?{_CAP})*)?)"
)
_YEAR = r"(?:1[5-9]|20)\d\d"
FOR_YEARS = re.compile(
    rf"{_NAME},? (?:(?:an?|the) [^,]+,? )?(?:who )?(?:had )?served as {_POST} for "
    rf"(?:nearly |over |about )?(?P<number>\d+|[a-z]+) years\b"
)
YEARS_AS = re.compile(
    rf"^{_NAME} (?:then |also )?served (?:for )?(?P<number>\d+|[a-z]+) years as {_POST}"
)
FROM_TO = re.compile(
    rf"^(?:[A-Z][a-z]+, )?{_NAME} (?:also )?(?:was|served as) {_POST},? from (?P<first>{_YEAR}) "
    rf"(?:to|until|till) (?P<last>{_YEAR})\b"
)
MADE = re.compile(
    rf"^(?:[A-Z][a-z]+, )?{_NAME} "
    r"(?P<how>was elected|was re-elected|was appointed|was named|became|"
    rf"was sworn in as) (?:as )?{_POST} in (?P<year>{_YEAR})(?=,? and\b|,|\.| before| after|$)"
)
OF_THE_NATION = re.compile(r" (?:of|for) (?:the )?(?:[A-Z]\w+ )?(?:island )?(?:nation|country)$")
PLAIN = {
    "was elected": ("was", "elected"),
    "was re-elected": ("was", "re-elected"),
    "was appointed": ("was", "appointed"),
    "was named": ("was", "named"),
    "became": ("did", "become"),
    "was sworn in as": ("was", "sworn in as"),
}
DIED = re.compile(r"\b(?:died|passed away)\b")
OTHERS = re.compile(r"\b(?:wife|husband|father|mother|son|daughter|brother|sister|people)\b")
DIES_AT = re.compile(r"\bdies,? (?:aged|at|at age|at the age of) (?P<age>\d{2,3})\b")
FARTHEST = 12
"""So many words may stand between the name and "died"."""
BARE_TITLE = 3
AREAS = frozenset({"city", "world-city", "us-state", "state", "province", "country"})


def reading(sentence: Sentence) -> str:
    """The words of a sentence as text, with the names that resolution put in."""
    words = [word for word in sentence.words if word.text]
    return "".join(f"{word.text}{' ' if word.space else ''}" for word in words).strip()


def drafts(
    sentence: Sentence,
    facts: Sequence[Fact],
    about: tuple[str, str],
    label: str,
    knowledge: Gazetteer,
) -> Iterator[Draft]:
    """Drafts about the posts of persons.

    `about` are the person whose death the article tells, who alone may have a bare title, and the
    country that the article is about; `label` is its month and year.
    """
    texts = dict.fromkeys([reading(sentence), sentence.text])
    for text in texts:
        for pattern in (FOR_YEARS, YEARS_AS):
            match = pattern.search(text)
            if label and match is not None and (asked := _asked_for(match, about, knowledge)):
                yield from _length(sentence, match, asked, label)
        match = FROM_TO.match(text)
        if match is not None and (asked := _asked_for(match, about, knowledge)):
            stem = f"Until which year did {match['name']} serve as {asked}?"
            yield from _year(facts, match["last"], stem)
        match = MADE.match(text)
        if match is not None and (asked := _asked_for(match, about, knowledge)):
            first, then = PLAIN[match["how"]]
            stem = f"In which year {first} {match['name']} {then} {asked}?"
            yield from _year(facts, match["year"], stem)


def _asked_for(match: re.Match[str], about: tuple[str, str], knowledge: Gazetteer) -> str:
    """The post with what it is of, or nothing; a bare "President" is of the article's country."""
    post = OF_THE_NATION.sub("", match["post"])
    if re.search(r"\b(?:of|for) (?:the )?[A-Z]", post):
        return post
    person, country = about
    if not country or match["name"] != person:
        return ""
    if knowledge.find(post) or len(post.split()) > BARE_TITLE:
        return ""
    the = "the " if country.startswith("United") else ""
    return f"{post} of {the}{country}"


def _length(sentence: Sentence, match: re.Match[str], post: str, label: str) -> Iterator[Draft]:
    number = match["number"]
    in_words = not number.isdigit()
    at = sentence.text.find(f"{number} years")
    if (in_words and number not in SMALL_NUMBERS[2:]) or at < 0:
        return
    amount = Decimal(SMALL_NUMBERS.index(number) if in_words else number)
    figure = FigureValue(amount, unit="year", in_words=in_words)
    kind = FactKind.FIGURE
    fact = _fact(sentence, kind, "duration", figure, at, at + len(number))
    stem = f"As reported in {label}, for how many years did {match['name']} serve as {post}?"
    yield Draft(fact, stem, figure.text(), "years-in-office", strength=0.7)


def _year(facts: Sequence[Fact], year: str, stem: str) -> Iterator[Draft]:
    for fact in facts:
        value = fact.value
        if isinstance(value, DateValue) and fact.surface == year and value.precision == "year":
            yield Draft(fact, stem, year, "year-in-office", focus="year", strength=0.75)
            return


def dead_of(article: Article, facts: Sequence[Fact]) -> str:
    """The full name of the only person whom the title of an obituary names; else nothing."""
    names = {
        fact.value.name
        for fact in facts
        if fact.kind is FactKind.PERSON
        and isinstance(fact.value, EntityValue)
        and " " in fact.value.name
        and fact.value.name in article.title
    }
    return names.pop() if len(names) == 1 else ""


def ages(article: Article, person: str, label: str) -> Iterator[Draft]:
    """From a headline "A B dies at 78": at what age did A B die?"""
    block = next((b for b in article.blocks if b.kind is BlockKind.HEADLINE), None)
    match = DIES_AT.search(block.text) if block else None
    if block is None or match is None or not person or not label or person not in block.text:
        return
    sentence = Sentence(block.text, block.span, (), article.blocks.index(block), -1)
    figure = FigureValue(Decimal(match["age"]), unit="year")
    fact = _fact(sentence, FactKind.FIGURE, "count", figure, match.start("age"), match.end("age"))
    stem = f"As reported in {label}, at what age did {person} die?"
    yield Draft(fact, stem, match["age"], "age-headline", strength=0.75)


def deaths(sentence: Sentence, person: str, label: str, knowledge: Gazetteer) -> Iterator[Draft]:
    """From "He died of malaria in E": where the person of an obituary died."""
    match = DIED.search(sentence.text)
    if not person or not label or match is None:
        return
    before = sentence.text[: match.start()]
    last = person.rsplit(" ", 1)[-1]
    named = last in before or before.startswith(("He ", "She "))
    if not named or OTHERS.search(before) or len(before.split()) > FARTHEST:
        return
    places = [m for m in knowledge.find(sentence.text) if m.start > match.end()]
    for place in places:
        lead = sentence.text[match.end() : place.start]
        if re.search(r"(?:^|[ ,])(?:in|at) (?:[A-Z][\w ]+, )?$", lead) is None or "." in lead:
            continue
        if place.entry.sub_kind not in AREAS or re.search(r"\b(?:and|who|where)\b|\d{4}", lead):
            continue
        noun = "city" if "city" in place.entry.sub_kind else knowledge.focus(place.entry)
        stem = f"As reported in {label}, in which {noun} did {person} die?"
        yield _place(sentence, place, stem, noun)
        break


def _place(sentence: Sentence, place: Mention, stem: str, noun: str) -> Draft:
    entry: Entry = place.entry
    value = EntityValue(entry.name, entry.sub_kind, entry)
    fact = _fact(sentence, entry.kind, entry.sub_kind, value, place.start, place.end)
    return Draft(fact, stem, entry.name, "death-place", focus=noun, strength=0.6)


def _fact(  # noqa: PLR0917 — the fields of a Fact
    sentence: Sentence, kind: FactKind, sub_kind: str, value: Value, start: int, end: int
) -> Fact:
    span = Span(start + sentence.span.start, end + sentence.span.start)
    inside = [word.index for word in sentence.words if word.span.overlaps(span)]
    words = (inside[0], inside[-1] + 1) if inside else (0, 0)
    return Fact(kind, sub_kind, value, sentence.text[start:end], span, sentence, words)
