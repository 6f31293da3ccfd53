"""The data files turned into entries.

Shapes of file: `countries.csv` and `indian_states.csv` (a row each, lists inside a cell are parted
by semicolons, an alias follows its name after "="); `observed_days.toml`, `headquarters.toml`,
`publishers.toml`, `parts.toml`, `leaders.toml` and `validity.toml` (name = what is told of it); and
the rest: TOML with `[[list]]` tables of names that share kind, sub-kind, focus, country and group,
each name written as "Name | other name | abbreviation".
"""

import csv
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TypedDict, cast

from quizapp.domain.items import FactKind
from quizapp.generation.types import Entry

FIRST_YEAR, LAST_YEAR = 0, 9999
"""The years of an entry of which `validity.toml` says nothing."""
DATA = files("quizapp.generation.knowledge") / "data"
LISTS = (
    "indian_government.toml",
    "indian_bodies.toml",
    "international.toml",
    "companies.toml",
    "places.toml",
    "schemes.toml",
    "culture_sport.toml",
    "things.toml",
    "persons.toml",
    "posts.toml",
)


class NameList(TypedDict, total=False):
    """One `[[list]]` table of a data file."""

    kind: str
    sub_kind: str
    focus: str
    country: str
    group: str
    find: bool
    names: list[str]


@dataclass(frozen=True, slots=True)
class Country:
    """A country beyond its name. `standing` is 1 (often in the news), 2 or 3 (seldom)."""

    entry: Entry
    region: str
    standing: int
    capital: str
    currency: str


@dataclass(frozen=True, slots=True)
class Named:
    """An entry with the noun that asks for it; `find` tells whether texts are searched for it."""

    entry: Entry
    focus: str
    find: bool = True


def read_countries() -> Iterator[Country]:
    """Give the countries, in the order of the file."""
    for row in _rows("countries.csv"):
        entry = Entry(
            name=row["name"],
            kind=FactKind.BODY,
            sub_kind="country",
            aliases=_cell(row["aliases"]),
            adjectives=_cell(row["adjectives"]),
            country=row["name"],
            group=row["region"],
            **_validity(row["name"]),
        )
        yield Country(entry, row["region"], int(row["standing"]), row["capital"], row["currency"])


def capital_cities(countries: list[Country]) -> Iterator[Named]:
    """Give the capitals that do not bear the name of their country; New Delhi is with India's."""
    for country in countries:
        if country.entry.name in {country.capital, "India"}:
            continue
        name, _, other = country.capital.partition(", ")
        yield Named(
            Entry(
                name=country.capital,
                kind=FactKind.PLACE,
                sub_kind="world-city",
                aliases=(name,) if other else (),
                country=country.entry.name,
                group=country.region,
            ),
            "city",
        )


def read_states() -> Iterator[Named]:
    """Give the states and union territories of India, each followed by its cities."""
    for row in _rows("indian_states.csv"):
        yield Named(
            Entry(
                name=row["name"],
                kind=FactKind.PLACE,
                sub_kind="state",
                aliases=_cell(row["aliases"]),
                adjectives=_cell(row["adjectives"]),
                country="India",
                group=row["type"] if row["type"] == "union territory" else row["zone"],
                **_validity(row["name"]),
            ),
            row["type"],
        )
        for city in (*_cell(row["capital"]), *_cell(row["cities"])):
            name, *others = city.split("=")
            yield Named(
                Entry(
                    name=name,
                    kind=FactKind.PLACE,
                    sub_kind="city",
                    aliases=tuple(others),
                    country="India",
                    group=row["name"],
                ),
                "city",
            )


def state_capitals() -> Mapping[str, str]:
    """Indian state → its capital, where it has one of its own."""
    return {
        row["name"]: row["capital"].split("=")[0]
        for row in _rows("indian_states.csv")
        if row["capital"]
    }


def read_lists() -> Iterator[Named]:
    """Give every entry of the TOML lists."""
    leaders = {
        name: country
        for country, names in _table("leaders.toml", "countries").items()
        for name in names
    }
    for filename in LISTS:
        tables = tomllib.loads((DATA / filename).read_text(encoding="utf-8"))["list"]
        for table in cast("list[NameList]", tables):
            for line in table["names"]:
                name, *aliases = (part.strip() for part in line.split(" | "))
                yield Named(
                    Entry(
                        name=name,
                        kind=FactKind(table["kind"]),
                        sub_kind=table["sub_kind"],
                        aliases=tuple(aliases),
                        country=table.get("country", "") or leaders.get(name, ""),
                        group=table.get("group", ""),
                        **_validity(name),
                    ),
                    table["focus"],
                    table.get("find", True),
                )


def read_days() -> Iterator[tuple[Named, str]]:
    """Give the observed days, each with its date ("5 June")."""
    tables = tomllib.loads((DATA / "observed_days.toml").read_text(encoding="utf-8"))
    for group, days in cast("dict[str, dict[str, str]]", tables).items():
        for name, date in days.items():
            entry = Entry(
                name=name,
                kind=FactKind.OTHER,
                sub_kind="observed-day",
                country="India" if group == "india" else "",
                group=group,
                **_validity(name),
            )
            yield Named(entry, "day"), date


def read_parts() -> Mapping[str, list[str]]:
    """Whole → its parts, by name."""
    return _table("parts.toml", "parts")


def read_publishers() -> Mapping[str, list[str]]:
    """Index, report or survey → who publishes it, by name."""
    return _table("publishers.toml", "publishers")


def read_headquarters() -> Mapping[str, str]:
    """International organisation → the city of its seat, by name."""
    return cast("Mapping[str, str]", _table("headquarters.toml", "headquarters"))


@cache
def read_holders() -> tuple[Mapping[str, Mapping[str, str]], str]:
    """Post → first month ("2017-01") → who held it from then on; and the last month it knows."""
    text = (DATA / "holders.toml").read_text(encoding="utf-8")
    tables = tomllib.loads(text)
    return cast("Mapping[str, Mapping[str, str]]", tables["holders"]), cast("str", tables["known"])


class Validity(TypedDict):
    """The years of an entry."""

    since: int
    until: int


def _validity(name: str) -> Validity:
    since, until = read_validity().get(name, (FIRST_YEAR, LAST_YEAR))
    return {"since": since, "until": until}


@cache
def read_validity() -> Mapping[str, tuple[int, int]]:
    """Name → the first and the last year in which a thing existed under it."""
    parts = (_table("validity.toml", part) for part in ("since", "until"))
    since, until = cast("Iterator[Mapping[str, int]]", parts)
    return {
        name: (since.get(name, FIRST_YEAR), until.get(name, LAST_YEAR)) for name in (*since, *until)
    }


@cache
def nouns_for(name: str) -> frozenset[str]:
    """Common nouns by which an article may go on to call the thing: an "… Expo 2021", "event"."""
    words = [word.casefold() for word in name.split() if not word[0].isdigit()]
    heads = words[-1:] + [words[i - 1] for i, word in enumerate(words) if i and word == "of"]
    nouns = _table("nouns.toml", "nouns")
    return frozenset(noun for head in heads for noun in nouns.get(head, ()))


@cache
def generic_words() -> frozenset[str]:
    """Words of names that say what sort of thing is named, not which: ministry, bank, national."""
    text = (DATA / "generic_words.txt").read_text(encoding="utf-8")
    return frozenset(word for word in text.split() if not word.startswith("#"))


@cache
def _table(filename: str, name: str) -> dict[str, list[str]]:
    tables = tomllib.loads((DATA / filename).read_text(encoding="utf-8"))
    return cast("dict[str, list[str]]", tables[name])


def _rows(filename: str) -> Iterator[dict[str, str]]:
    with (DATA / filename).open(encoding="utf-8") as file:
        yield from csv.DictReader(file)


def _cell(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(";") if part.strip())
