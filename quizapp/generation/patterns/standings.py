"""Questions about places in rankings, and about what an index is made of.

"A B became world number one in the C rankings", "D has climbed to 17th position", "the index is
based on 97 indicators". May import the other data types of the engine and the gazetteers.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from quizapp.generation.knowledge.gazetteer import Gazetteer
from quizapp.generation.patterns.surfaces import Surface, headline_of, plainly, surfaces, the_state
from quizapp.generation.types import Article, Draft, EntityValue, Fact, Sentence
from quizapp.generation.values import FigureValue

__all__ = ["drafts"]

_INDEX = (
    r"(?:(?!Index|Survey|Ranking)[A-Z][\w&'-]*,? (?:(?:of|and|for|on) )?){1,6}"
    r"(?:Index|Rankings?|Survey)\b"
    r"(?:,? 20\d\d(?:-\d\d)?)?"
)
_TODAY = r"(?: today| yesterday| on \w+day)?"
FIRST = re.compile(
    rf"^,?{_TODAY} (?:became|becomes|has become|has been ranked|was ranked)(?: the)? "
    r"(?:(?:new )?[Ww]orld(?:'s|\u2019s)? (?:[Nn]o\.? ?1|[Nn]umber (?:[Oo]ne|1)))"
    r"(?P<rest> (?:in|on) [^;:]+?)(?:,? (?:after|with|following|by)\b.*)?\.?$"
)
RANKINGS = re.compile(
    r"\b(?:the )?(?:latest )?(?P<name>(?:[A-Z][\w.&'\u2019-]*(?: \([A-Z]+\))? |of |and |for ){1,7})"
    r"[Rr]ankings\b"
)
POSITION = re.compile(
    r"^,? (?:has |have |is |was )?(?:also )?(?:managed to )?(?:"
    r"(?:climbed|jumped|moved|risen|rose|slipped|dropped|fell|fallen|placed|ranked|static|steady|"
    r"retain(?:ed)?|remain(?:ed|s)?)\b[^,;.]{0,40}?)"
    r"\b(?P<rank>\d{1,3})(?:st|nd|rd|th) (?:position|spot|place|rank)\b"
)
RANKED = re.compile(
    r"\b(?P<rank>\d{1,3})(?:st|nd|rd|th)(?: (?:position|place|rank|spot))?"
    r"(?: (?:out of|among) (?:the )?\d+ \w+)? (?:in|on) (?:the )?"
    rf"(?P<index>{_INDEX})"
)
INDICATORS = re.compile(
    r"\b(?:based on|using|across|through|on) (?P<number>\d{2,3}) "
    r"(?P<what>(?:[a-z-]+ )?(?:indicators|parameters))\b"
)
INDEX = re.compile(rf"\b{_INDEX}")
FELL_FROM = re.compile(r"\bfrom (?:the )?$|\b(?:last year|previous|earlier|was)\b")
RANK = re.compile(r"\b\d{1,3}(?:st|nd|rd|th)\b")


def drafts(
    article: Article,
    sentences: Sequence[Sentence],
    facts: Sequence[Fact],
    label: str,
    knowledge: Gazetteer,
) -> Iterator[Draft]:
    """All drafts of this module for an article of the month and year `label`."""
    told = surfaces(sentences, facts, label)
    whole = " ".join((headline_of(article), *(surface.text for surface in told)))
    rankings = {plainly(match["name"]).removeprefix("The ") for match in RANKINGS.finditer(whole)}
    name = max(rankings, key=len, default="")
    index = _only_index(whole)
    for surface in told:
        yield from _first(surface)
        if len(name.split()) > 1 and not surface.elsewhen:
            yield from _position(surface, name)
        if index and not knowledge.lookup(index):
            yield from _indicators(surface, index)
        yield from _ranked(surface, knowledge)


def _only_index(text: str) -> str:
    """The one index that a text names, in its longest form; empty where there are two."""
    names = sorted({plainly(m.group()) for m in INDEX.finditer(text)}, key=len)
    if not names or any(_bare(name) not in names[-1] for name in names):
        return ""
    return names[-1]


def _bare(name: str) -> str:
    return re.sub(r" 20\d\d(?:-\d\d)?$", "", name.removeprefix("The "))


def _first(surface: Surface) -> Iterator[Draft]:
    """From "A B has become world number one in the C rankings": who is asked for, not the place."""
    for fact in surface.facts:
        value = fact.value
        if not isinstance(value, EntityValue) or " " not in value.name:
            continue
        match = FIRST.match(surface.text[fact.span.end - surface.sentence.span.start :])
        if surface.person_at(fact.span.start - surface.sentence.span.start) is None or not match:
            continue
        rest = re.sub(r"\b(the )(?:latest|new) ", r"\1", plainly(match["rest"]))
        if "ranking" in rest.casefold():
            stem = f"{surface.when()}, who became world number one {rest}?"
            yield Draft(fact, stem, value.name, "world-first", focus="person", strength=0.75)


def _position(surface: Surface, rankings: str) -> Iterator[Draft]:
    """From "A B has climbed to 33rd position": at which position was A B in the rankings?"""
    if re.search(r"\b(?:under-?\d+|junior|doubles)\b", surface.text, re.IGNORECASE):
        return
    start = surface.sentence.span.start
    for fact in surface.facts:
        value = fact.value
        if not isinstance(value, EntityValue) or " " not in value.name:
            continue
        match = POSITION.match(surface.text[fact.span.end - start :])
        if match is None or surface.person_at(fact.span.start - start) is None:
            continue
        figure = FigureValue(Decimal(match["rank"]), ordinal=True)
        first = fact.span.end - start + match.start("rank")
        rank = surface.made(figure, "rank", first, first + len(match["rank"]) + 2)
        stem = (
            f"As reported in {surface.label}, at which position was {value.name} "
            f"in the {rankings} rankings?"
        )
        yield Draft(rank, stem, figure.text(), "position", focus="position", strength=0.6)


def _ranked(surface: Surface, knowledge: Gazetteer) -> Iterator[Draft]:
    """From "A ranks 48th in the B Index": at which rank was A placed in the B Index?"""
    match = RANKED.search(surface.text)
    if match is None or FELL_FROM.search(surface.text[: match.start()]):
        return
    before = surface.text[: match.start()]
    placed = {
        m.entry.name for m in knowledge.find(before) if m.entry.sub_kind in {"country", "state"}
    }
    if len(placed) != 1 or len(list(RANK.finditer(before))) > 0:
        return
    figure = FigureValue(Decimal(match["rank"]), ordinal=True)
    first = match.start("rank")
    rank = surface.made(figure, "rank", first, first + len(figure.text()))
    name = the_state(placed.pop(), knowledge)
    index = plainly(match["index"]).removeprefix("The ")
    stem = f"As reported in {surface.label}, at which position was {name} in the {index}?"
    yield Draft(rank, stem, figure.text(), "ranked", focus="position", strength=0.75)


def _indicators(surface: Surface, index: str) -> Iterator[Draft]:
    """From "based on 97 indicators": on how many indicators was the index based?"""
    match = INDICATORS.search(surface.text)
    fact = surface.figure(match.span("number")) if match else None
    if match is None or fact is None or not re.search(r"\b[Ii]ndex|[Rr]anking", surface.text):
        return
    stem = f"As reported in {surface.label}, on how many {match['what']} was the {index} based?"
    yield Draft(fact, stem, match["number"], "indicators", strength=0.7)
