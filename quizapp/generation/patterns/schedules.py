"""From when to when, and where, a named event is to be held.

"The A Expo will be held in B from April 11 to 14", "… from 4th to 8th of this month". May import
the other data types of the engine and the gazetteers.
"""

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from quizapp.domain.items import FactKind
from quizapp.generation.knowledge.gazetteer import Gazetteer
from quizapp.generation.patterns.surfaces import Surface, plainly, surfaces
from quizapp.generation.types import Article, Draft, Fact, Sentence, Span
from quizapp.generation.values import MONTHS, DateValue

__all__ = ["drafts"]

_MONTH = rf"(?:{'|'.join(MONTHS)}|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_RANGE = (
    rf"(?P<start>(?P<m1>{_MONTH} )?(?P<d1>{_DAY})(?: (?:of )?(?P<m2>{_MONTH}))?)"
    r" (?:to|till|until|-) "
    rf"(?P<end>(?P<m3>{_MONTH} )?(?P<d2>{_DAY})"
    rf"(?: (?:of )?(?P<m4>{_MONTH}|this month|next month))?)"
    r"(?:,? (?P<year>20\d\d))?(?![\d:]| ?(?:am|pm|per))"
)
HELD = re.compile(
    r"^(?P<subject>[^,;:]+?) (?P<will>will|would|shall|is (?:scheduled|set|expected) to|"
    r"are (?:scheduled|set|expected) to) (?:now |also )?"
    r"(?P<verb>be held|be organi[sz]ed|be conducted|be celebrated|be observed|take place|run|"
    r"continue)(?P<middle>(?: (?!from\b)[\w'\u2019.-]+){0,10}?)(?: in)? from "
    rf"{_RANGE}"
)
SAID = re.compile(
    r"^.*?\b(?:said|informed|announced|added|stated|told [^,]{1,40})(?:,| that)? (?=\w)"
)
NAME = re.compile(
    r"(?<=\w )[A-Z]|^[A-Z]\w*[a-z]\w* [A-Z]|\b[A-Z]{2,}\b|\b20\d\d\b|\d(?:st|nd|rd|th)\b"
)
UNNAMED = re.compile(
    r"\b(?:it|they|this|these|which|who|he|she|and)\b|^(?:[Tt]he )?(?:\w+ )?(?:event|festival|"
    r"programme|exhibition|congress|session|summit|conference|exercise|campaign|drive)$",
    re.IGNORECASE,
)
SHORT = 3
"""Letters that tell the months apart."""


@dataclass(frozen=True, slots=True)
class Place:
    """The city of an event and where the sentence says it."""

    name: str
    fact: Fact


def drafts(
    article: Article,
    sentences: Sequence[Sentence],
    facts: Sequence[Fact],
    label: str,
    knowledge: Gazetteer,
) -> Iterator[Draft]:
    """The first and the last day and the city of each event that is to be held."""
    del article
    for surface in surfaces(sentences, facts, label):
        said = SAID.match(surface.text)
        start = said.end() if said is not None else 0
        match = HELD.match(surface.text[start:])
        if match is not None:
            yield from _event(surface, match, start, knowledge)


def _event(
    surface: Surface, match: re.Match[str], offset: int, knowledge: Gazetteer
) -> Iterator[Draft]:
    subject = plainly(match["subject"])
    days = _days(match, surface.label)
    if days is None or UNNAMED.search(subject) or not NAME.search(subject):
        return
    first, last = days
    subject = re.sub(r"^The ", "the ", subject)
    plural = re.search(r"(?:^|\s)[a-z]+s$", subject.split(" of ", maxsplit=1)[0]) is not None
    be = "were" if plural else "was"
    place = _place(surface, match, offset, knowledge)
    held = f"{be} {subject} to {match['verb']}"
    where = f" in {place.name}" if place is not None else ""
    for value, group, word in ((first, "start", "From"), (last, "end", "Till")):
        begin, end = (edge + offset for edge in match.span(group))
        fact = _fact(surface, value, begin, end)
        key = replace(value, year=None).text()
        year = "" if str(value.year) in subject else f" in {value.year}"
        stem = f"{word} which date{year} {held}{where}?"
        yield Draft(fact, stem, key, "scheduled", focus="date", strength=0.7)
    if place is not None:
        month = f"{MONTHS[(first.month or 1) - 1]} {first.year}"
        stem = f"In which city {held} in {month}?"
        yield Draft(place.fact, stem, place.name, "venue", focus="city", strength=0.75)


def _days(match: re.Match[str], label: str) -> tuple[DateValue, DateValue] | None:
    """The first and last day; None where the months are not clear or the days not in order."""
    month_of_label, _, year_of_label = label.partition(" ")
    if month_of_label not in MONTHS:
        return None
    now = MONTHS.index(month_of_label) + 1
    start = _month(match["m1"] or match["m2"], now)
    end = _month(match["m3"] or match["m4"], now)
    start, end = start or end, end or start
    if start is None or end is None:
        return None
    year = int(match["year"] or year_of_label)
    if match["year"] is None and start < now:
        year += 1
    days = []
    for month, written in ((start, match["d1"]), (end, match["d2"])):
        number = int(re.sub(r"\D", "", written))
        if not 1 <= number <= monthrange(year, month)[1]:
            return None
        days.append(DateValue(year, month, number, month_first=bool(match["m1"])))
    first, last = days
    return (first, last) if (start, first.day or 0) < (end, last.day or 0) else None


def _month(name: str | None, now: int) -> int | None:
    if name is None:
        return None
    if name.endswith(" month"):
        return now if name.startswith("this") else now % 12 + 1
    short = [month[:SHORT] for month in MONTHS]
    return short.index(name.strip()[:SHORT]) + 1


def _place(
    surface: Surface, match: re.Match[str], offset: int, knowledge: Gazetteer
) -> Place | None:
    """The only city in the words around the verb, after "in" or "at"."""
    begin, end = match.start("middle") + offset, len(surface.text)
    cities = [
        mention
        for mention in knowledge.find(surface.text[begin:end])
        if mention.entry.sub_kind in {"city", "world-city", "capital-city"}
        and re.search(r"\b(?:in|at) $", surface.text[: begin + mention.start])
    ]
    if len(cities) != 1:
        return None
    city = cities[0]
    return Place(city.entry.name, surface.entity(city.entry, begin + city.start, begin + city.end))


def _fact(surface: Surface, value: DateValue, start: int, end: int) -> Fact:
    offset = surface.sentence.span.start
    span = Span(start + offset, end + offset)
    text = surface.text[start:end]
    return Fact(FactKind.DATE, "day", value, text, span, surface.sentence, (0, 0))
