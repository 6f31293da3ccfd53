"""Learn from an article what sort of thing each name names that no gazetteer knows.

Its own words tell it ("… Hospital"), or the noun that the article puts beside it once: "the
retailer Tesco", "the D8 strain", "51 Pegasi b, an exoplanet". What was learnt of a name in one
place holds for it everywhere in the article.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from quizapp.domain.items import FactKind
from quizapp.generation.knowledge.classes import (
    NameClass,
    class_of_name,
    class_of_noun,
    nouns,
)
from quizapp.generation.language.units import Unit
from quizapp.generation.types import EntityValue, Knowledge, Sentence, Span, Word

PLACE = "place"
"""What asks for a town of which only its state or country is known."""
_NEAR = 90
"""How far an apposition may reach, in characters."""
_LONG_NAME = 3
"""Words from which on a person's name does not end in a common noun by chance."""
_STATES = frozenset({"state", "us-state", "province", "country", "uk-nation"})
_CITIES = {"state": "city"}
"""Whose towns are listed under the state; others are listed under the country."""
_BETWEEN = r"(?:[\w’'-]+ ){0,4}?"


def classed(units: Mapping[Span, Unit], text: str, knowledge: Knowledge) -> dict[Span, Unit]:
    """The units with kind, sub-kind and focus of the names that could be told."""
    unknown = {
        span: unit
        for span, unit in units.items()
        if isinstance(unit.value, EntityValue)
        and unit.value.entry is None
        and not (unit.kind is FactKind.PERSON and unit.title)
    }
    learnt: dict[str, EntityValue] = {}
    kinds: dict[str, FactKind] = {}
    for unit in unknown.values():
        value = unit.value
        if not isinstance(value, EntityValue) or value.name in learnt:
            continue
        found = class_of_name(value.name)
        if unit.kind is FactKind.PERSON and not _is_no_person(value.name, found):
            found = None
        found = found or _beside(unit, text)
        if found is not None:
            learnt[value.name] = _with(value, found)
            kinds[value.name] = found.kind
        elif unit.kind is FactKind.PLACE and (place := _placed(unit, text, knowledge)):
            learnt[value.name] = place
    return {
        **units,
        **{span: _as_learnt(unit, learnt, kinds) for span, unit in unknown.items()},
    }


def _is_no_person(name: str, found: NameClass | None) -> bool:
    """Whether what the recogniser takes for a person is a prize or a plan by its last word."""
    long = len(name.split()) >= _LONG_NAME
    return long and found is not None and found.kind in {FactKind.OTHER, FactKind.SCHEME}


def relabelled(sentence: Sentence, units: Mapping[Span, Unit]) -> Sentence:
    """The sentence with the kinds that were learnt of its names, and in its statements."""

    def told(words: tuple[Word, ...]) -> tuple[Word, ...]:
        return tuple(
            replace(w, entity=units[w.span].kind.value) if w.span in units else w for w in words
        )

    statements = tuple(
        replace(s, words=told(s.words), speaker=told(s.speaker), when=told(s.when))
        for s in sentence.statements
    )
    return replace(sentence, words=told(sentence.words), statements=statements)


def _as_learnt(
    unit: Unit, learnt: Mapping[str, EntityValue], kinds: Mapping[str, FactKind]
) -> Unit:
    if not isinstance(unit.value, EntityValue):
        return unit
    name = unit.value.name
    return replace(unit, value=learnt.get(name, unit.value), kind=kinds.get(name, unit.kind))


def _with(value: EntityValue, found: NameClass) -> EntityValue:
    return replace(value, sub_kind=found.sub_kind, focus=found.focus, group=found.group)


def _beside(unit: Unit, text: str) -> NameClass | None:
    """The class of the common noun right before the name, right after it, or in apposition."""
    start, end = unit.inner.start, unit.inner.end
    after = " ".join(text[end : end + _NEAR].split("\n", maxsplit=1)[0].split(" "))
    before = text[max(0, start - _NEAR) : start].rsplit("\n", maxsplit=1)[-1]
    for pattern, place in ((_after(), after), (_before(), before), (_apposed(), after)):
        match = pattern.search(place)
        found = class_of_noun(match["noun"]) if match else None
        owned = (
            pattern is _after() and unit.kind not in {found.kind, FactKind.OTHER}
            if found
            else False
        )
        if found is not None and not owned:
            return found
    return None


@cache
def _noun() -> str:
    return "|".join(re.escape(noun) for noun in nouns())


@cache
def _after() -> re.Pattern[str]:
    return re.compile(rf"^\s(?P<noun>{_noun()})\b(?!\s[A-Z])")


@cache
def _before() -> re.Pattern[str]:
    return re.compile(rf"\b(?:[Tt]he|[Aa]n?|[a-z]+) (?:[\w’'-]+ )?(?P<noun>{_noun()})\s$")


@cache
def _apposed() -> re.Pattern[str]:
    return re.compile(
        rf"^(?:,\s(?:which|that)?|\s(?=is|was))\s?(?:is |was )?(?:an?|the) {_BETWEEN}"
        rf"(?P<noun>{_noun()})\b(?=[,.]| (?:of|in|that|which|with|from|based|for)\b)"
    )


def _placed(unit: Unit, text: str, knowledge: Knowledge) -> EntityValue | None:
    """As in "in Bakkal, Jammu and Kashmir": one of the towns of that state or country."""
    after = text[unit.span.end : unit.span.end + _NEAR]
    if not isinstance(unit.value, EntityValue) or not re.match(r",? (?:in )?[A-Z]", after):
        return None
    held = re.match(r",? (?:in )?", after)
    for mention in knowledge.find(after):
        entry = mention.entry
        if held is None or mention.start != held.end() or entry.sub_kind not in _STATES:
            return None
        within = entry.name if entry.sub_kind == "state" else (entry.country or entry.name)
        sub_kind = _CITIES.get(entry.sub_kind, "world-city")
        return replace(unit.value, sub_kind=sub_kind, focus=PLACE, group=within)
    return None
