"""What sort of thing a name names, by its own words or by a common noun beside it."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TypedDict, cast

from quizapp.domain.items import FactKind
from quizapp.generation.knowledge.records import DATA

_LONGEST = 3
"""Words of the longest head or noun."""
_BETWEEN = frozenset({"of", "for", "on"})


class _Row(TypedDict, total=False):
    """One `[[class]]` table of the data file."""

    kind: str
    sub_kind: str
    group: str
    focus: str
    heads: list[str]
    openers: list[str]
    nouns: list[str]


@dataclass(frozen=True, slots=True)
class NameClass:
    """A sort of named things: the kind and sub-kind of its facts, and the noun that asks for it.

    `group` is the part of the sub-kind's entries that are like it, empty for all of them.
    """

    kind: FactKind
    sub_kind: str
    focus: str
    group: str = ""


def class_of_name(name: str) -> NameClass | None:
    """The class that the name's own words tell: "University of X", "X Bridge", "Exercise X"."""
    words = name.split()
    for count in range(min(_LONGEST, len(words) - 1), 0, -1):
        found = _openers().get(" ".join(words[:count]))
        if found is not None:
            return found
    ends = [i for i, word in enumerate(words) if word in _BETWEEN and i]
    for end in (*ends[:1], len(words)):
        for count in range(min(_LONGEST, end), 0, -1):
            if count == len(words):
                continue
            found = _heads().get(" ".join(words[end - count : end]))
            if found is not None:
                return found
    return None


def class_of_noun(noun: str) -> NameClass | None:
    """The class that a common noun in small letters names: "retailer", "cruise missile"."""
    return _nouns().get(noun)


def opening_words() -> tuple[str, ...]:
    """The words that begin names and tell their class: "Cyclone", "Exercise"."""
    return tuple(_openers())


def nouns() -> tuple[str, ...]:
    """All common nouns that tell a class, the longest first."""
    return tuple(sorted(_nouns(), key=lambda noun: (-len(noun), noun)))


@cache
def _rows() -> tuple[_Row, ...]:
    table = tomllib.loads((DATA / "classes.toml").read_text(encoding="utf-8"))["class"]
    return tuple(cast("list[_Row]", table))


def _classes() -> Iterator[tuple[_Row, NameClass]]:
    for row in _rows():
        kind = FactKind(row["kind"])
        yield row, NameClass(kind, row["sub_kind"], row["focus"], row.get("group", ""))


@cache
def _heads() -> Mapping[str, NameClass]:
    return {head: made for row, made in _classes() for head in row.get("heads", ())}


@cache
def _openers() -> Mapping[str, NameClass]:
    return {word: made for row, made in _classes() for word in row.get("openers", ())}


@cache
def _nouns() -> Mapping[str, NameClass]:
    return {
        noun: NameClass(made.kind, made.sub_kind, noun, made.group)
        for row, made in _classes()
        for noun in row.get("nouns", ())
    }
