"""Questions about what is said of a name in passing, by patterns of words rather than by parse.

"The Kenyan runner A B", "Norway-based airline C", "the 55-member D", "E, F's capital": each tells
a fact that is asked for in a sentence of ours. Where the gazetteers can check the fact they must
confirm it. May import the other data types of the engine and the gazetteers.
"""

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import cast

from quizapp.domain.items import FactKind
from quizapp.generation.knowledge.gazetteer import Gazetteer
from quizapp.generation.types import Draft, EntityValue, Entry, Fact, Sentence, Span
from quizapp.generation.values import SMALL_NUMBERS, DateValue, FigureValue

__all__ = ["drafts"]

NATIONAL = re.compile(
    r"(?<![\w-])(?P<adjective>(?:[A-Z][a-z]+ )?[A-Z][a-z]+)(?P<what>(?: [a-z]+){1,3}) $"
)
BASED = re.compile(
    r"(?<![\w-])(?P<place>[A-Z][\w.]*(?: [A-Z]\w+)?)-based (?P<what>(?:[a-z]+ ){1,3})$"
)
BASED_BEHIND = re.compile(
    r"^, (?:the|an?) (?P<place>[A-Z][\w.]*(?: [A-Z]\w+)?)-based (?P<what>(?:[a-z]+ ){0,3}[a-z]+)"
    r"(?=,|\.| (?:that|which|carrying|running|behind)\b)"
)
"""As in ", the Bergen-based software firm", right behind a name."""
MEMBERS = re.compile(r"(?<![\w-])(?P<number>\d+|[a-z]+)-(?:member|nation|country) $")
PARTY = re.compile(
    r"^(?: \([A-Z()]+\))?(?:['’]s)?(?: (?:senior|veteran))?(?: (?P<role>[A-Za-z]+))? $"
)
OF_PARTY = re.compile(r",? (?:of|from) (?:the )?")
CAPITALS = (
    re.compile(r"(?P<city>[A-Z][\w' -]+?), (?:the )?(?P<country>[A-Z][\w' -]+?)['’]s? capital\b"),
    re.compile(
        r"(?P<city>[A-Z][\w' -]+?), (?:the )?capital (?:city )?of (?P<country>[A-Z][\w' -]+)"
    ),
    re.compile(r"\bcapital (?:city )?of (?P<country>[A-Z][\w' -]+?), (?P<city>[A-Z][\w' -]+)"),
    re.compile(r"\bthe (?P<country>[A-Z]\w+) capital,? (?:of |city )?(?P<city>[A-Z][\w' -]+)"),
)
FOUNDED = re.compile(
    r"^,? (?:which (?:was|had been) |that was |was )?(?:first )?"
    r"(?P<verb>founded|established|set up|formed|created|launched|registered|inaugurated) in $"
)
BORN = re.compile(r"^Born (?P<preposition>on|in) $")
BORN_WHERE = re.compile(r"^,?(?: (?:in|at) [^,]+(?:, [A-Z]\w+)?)?, $")
NO_LONGER = re.compile(r"\b(?:former|late|then|ex)\b", re.IGNORECASE)
FULL_NAME = 2
STRONG, FAIR, WEAK = 0.7, 0.55, 0.3


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence with its facts, and when the article was written ("January 2020" or empty)."""

    sentence: Sentence
    facts: Sequence[Fact]
    label: str

    def before(self, fact: Fact) -> str:
        """The sentence up to the fact."""
        return self.sentence.text[: fact.span.start - self.sentence.span.start]

    def between(self, first: Fact, second: Fact) -> str:
        """What stands between two facts."""
        start = self.sentence.span.start
        return self.sentence.text[first.span.end - start : second.span.start - start]

    def named(self, entry: Entry, start: int, end: int) -> Fact:
        """A fact for an entry named at these offsets into the sentence."""
        offset = self.sentence.span.start
        span = Span(start + offset, end + offset)
        value = EntityValue(entry.name, entry.sub_kind, entry)
        surface = self.sentence.text[start:end]
        words = _words_at(self.sentence, span)
        return Fact(entry.kind, entry.sub_kind, value, surface, span, self.sentence, words)


def drafts(
    sentence: Sentence, facts: Sequence[Fact], label: str, knowledge: Gazetteer
) -> Iterator[Draft]:
    """All drafts of this module for a sentence; `label` is the month and year of the article."""
    told = Told(sentence, facts, label)
    yield from _capital(told, knowledge)
    yield from _where(told, knowledge)
    for fact in facts:
        value = fact.value
        if not isinstance(value, EntityValue):
            continue
        if fact.kind is FactKind.PERSON and len(value.name.split()) >= FULL_NAME:
            yield from _nationality(told, fact, value, knowledge)
            yield from _party(told, fact, value, knowledge)
            yield from _birth(told, fact, value)
        elif fact.kind is FactKind.BODY:
            yield from _base(told, fact, value, knowledge)
            yield from _members(told, fact, value)
            yield from _founding(told, fact, value)


def _nationality(
    told: Told, person: Fact, value: EntityValue, knowledge: Gazetteer
) -> Iterator[Draft]:
    """From "Kenyan marathon runner A B": from which country is the marathon runner A B?"""
    match = NATIONAL.search(told.before(person))
    if match is None or match["what"].split()[-1] not in _words("occupations"):
        return
    if (
        NO_LONGER.search(match["what"])
        or "-" in told.before(person)[-match.end() + match.start() :]
    ):
        return
    for adjective in (match["adjective"], match["adjective"].split()[-1]):
        country = knowledge.adjective(adjective)
        if country is not None and country.sub_kind == "country":
            end = match.start("adjective") + len(match["adjective"])
            fact = told.named(country, end - len(adjective), end)
            stem = f"From which country is the{match['what']} {value.name}?"
            yield _draft(fact, stem, country.name, "nationality", focus="country")
            return


def _party(told: Told, person: Fact, value: EntityValue, knowledge: Gazetteer) -> Iterator[Draft]:
    """From "XYZ legislator A B": to which political party did A B belong?"""
    for party in told.facts:
        entry = party.value.entry if isinstance(party.value, EntityValue) else None
        if entry is None or entry.sub_kind != "party" or not told.label:
            continue
        if not _is_member(told, person, party) or NO_LONGER.search(told.before(party)[-40:]):
            continue
        stem = f"As of {told.label}, to which political party did {value.name} belong?"
        yield _draft(party, stem, entry.name, "party", focus=knowledge.focus(entry))


def _is_member(told: Told, person: Fact, party: Fact) -> bool:
    """Whether the words between the two say so, whichever comes first."""
    if person.span.end <= party.span.start:
        between = told.between(person, party)
        after = told.sentence.text[party.span.end - told.sentence.span.start :]
        past = NO_LONGER.search(told.before(person)[-20:]) is not None
        return not past and bool(
            OF_PARTY.fullmatch(between) or (between == " (" and after.startswith(")"))
        )
    match = PARTY.match(told.between(party, person))
    if match is None:
        return False
    return not match["role"] or match["role"] in _words("party_roles")


def _birth(told: Told, person: Fact, value: EntityValue) -> Iterator[Draft]:
    """From "Born on 4 May 1950 in C, A B …": on which date was A B born?"""
    for day in told.facts:
        if not isinstance(day.value, DateValue) or day.value.resolved or not day.value.year:
            continue
        match = BORN.match(told.before(day))
        if match is None or BORN_WHERE.match(told.between(day, person)) is None:
            continue
        noun = {"day": "date", "year": "year", "month": "month"}.get(day.value.precision, "year")
        stem = f"{match['preposition'].title()} which {noun} was {value.name} born?"
        yield _draft(day, stem, day.value.text(), "born", focus=noun)


def _base(told: Told, body: Fact, value: EntityValue, knowledge: Gazetteer) -> Iterator[Draft]:
    """From "Norway-based airline C": in which country is the airline C based?"""
    before, shift = told.before(body), 0
    match = BASED.search(before)
    if match is None:
        shift = body.span.end - told.sentence.span.start
        match = BASED_BEHIND.match(told.sentence.text[shift:])
    if match is None:
        return
    place = knowledge.lookup(match["place"])
    if place is None or place.sub_kind not in {"country", "city", "world-city"}:
        return
    fact = told.named(place, match.start("place") + shift, match.end("place") + shift)
    noun = "country" if place.sub_kind == "country" else "city"
    stem = f"In which {noun} is the {match['what'].strip()} {value.name} based?"
    yield _draft(fact, stem, place.name, "based", focus=noun)


def _members(told: Told, body: Fact, value: EntityValue) -> Iterator[Draft]:
    """From "the 55-member D": how many members did D have?"""
    match = MEMBERS.search(told.before(body))
    if match is None or not told.label:
        return
    number = match["number"]
    in_words = not number.isdigit()
    if in_words and number not in SMALL_NUMBERS[2:]:
        return
    amount = Decimal(SMALL_NUMBERS.index(number) if in_words else number)
    figure = FigureValue(amount, unit="member", in_words=in_words)
    start = told.sentence.span.start
    span = Span(match.start("number") + start, match.end("number") + start)
    words = _words_at(told.sentence, span)
    fact = Fact(FactKind.FIGURE, "count", figure, number, span, told.sentence, words)
    name = value.entry.name if value.entry else value.name
    the = "" if name.startswith(("The ", "NATO", "BRICS")) else "the "
    stem = f"As of {told.label}, how many members did {the}{name} have?"
    yield _draft(fact, stem, figure.text(), "members")


def _founding(told: Told, body: Fact, value: EntityValue) -> Iterator[Draft]:
    """From "C, founded in 1993, …": in which year was C founded?"""
    for day in told.facts:
        if not isinstance(day.value, DateValue) or day.value.resolved:
            continue
        if day.span.start < body.span.end or day.value.precision not in {"year", "month"}:
            continue
        match = FOUNDED.match(told.between(body, day))
        if match is None or (" " not in value.name and value.entry is None):
            continue
        noun = "year" if day.value.precision == "year" else "month and year"
        the = "the " if told.before(body).casefold().endswith("the ") else ""
        stem = f"In which {noun} was {the}{value.name} {match['verb']}?"
        yield _draft(day, stem, day.value.text(), "founded", focus=noun)


def _capital(told: Told, knowledge: Gazetteer) -> Iterator[Draft]:
    """From "E, F's capital": which city is the capital of F? Only where the gazetteers agree."""
    for pattern in CAPITALS:
        for match in pattern.finditer(told.sentence.text):
            country = _entry_in(match["country"], knowledge) or knowledge.adjective(
                match["country"]
            )
            city = _entry_in(match["city"], knowledge)
            record = knowledge.countries.get(country.name) if country else None
            if (
                record is None
                or city is None
                or record.capital != city.name
                or city.group == "Delhi"
            ):
                continue
            start = match.start("city") + match["city"].rfind(city.name)
            fact = told.named(city, start, start + len(city.name))
            the = "the " if record.entry.name.startswith(("United", "Netherlands")) else ""
            stem = f"Which city is the capital of {the}{record.entry.name}?"
            yield _draft(fact, stem, city.name, "capital", focus="city")
            return


def _where(told: Told, knowledge: Gazetteer) -> Iterator[Draft]:
    """From "Osaka, Japan": in which country is the city of Osaka? Only for cities we know."""
    mentions = knowledge.find(told.sentence.text)
    for city, region in pairwise(mentions):
        if told.sentence.text[city.end : region.start] not in {", ", " in "}:
            continue
        if not _lies_in(city.entry, region.entry, knowledge):
            continue
        fact = told.named(region.entry, region.start, region.end)
        noun = knowledge.focus(region.entry)
        stem = f"In which {noun} is the city of {city.entry.name} located?"
        yield _draft(fact, stem, region.entry.name, "located", focus=noun)


def _lies_in(city: Entry, region: Entry, knowledge: Gazetteer) -> bool:
    """Whether the gazetteers say so; a capital is too well known to be asked for."""
    if region.sub_kind == "country":
        capital = knowledge.countries[region.name].capital
        return (
            city.sub_kind == "world-city" and city.country == region.name and capital != city.name
        )
    capital_of_state = knowledge.standing(city) == 1
    return region.sub_kind == "state" and city.group == region.name and not capital_of_state


def _entry_in(text: str, knowledge: Gazetteer) -> Entry | None:
    """The only entry named in the words."""
    mentions = knowledge.find(text)
    return mentions[0].entry if len(mentions) == 1 else None


def _draft(fact: Fact, stem: str, key: str, pattern: str, *, focus: str = "") -> Draft:
    strength = STRONG if pattern in {"members", "party", "founded", "born"} else FAIR
    strength = WEAK if pattern == "located" else strength
    return Draft(fact, stem, key, pattern, focus=focus, strength=strength)


def _words_at(sentence: Sentence, span: Span) -> tuple[int, int]:
    inside = [word.index for word in sentence.words if word.span.overlaps(span)]
    return (inside[0], inside[-1] + 1) if inside else (0, 0)


@cache
def _words(name: str) -> frozenset[str]:
    text = (files("quizapp.generation") / "attributes.toml").read_text(encoding="utf-8")
    return frozenset(cast("list[str]", tomllib.loads(text)[name]))
