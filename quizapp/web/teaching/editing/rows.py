"""Rows of a form: lists of fields that grow and shrink together."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

Data = dict[str, object]


@dataclass(frozen=True, slots=True)
class Rows:
    """Lists of fields of which each row has one field.

    `words` are the names of lists that there are once for each language, `own` of those that there
    are once. There are `minimum` to `maximum` rows; `name` is what the buttons call one of them.
    """

    name: str
    words: tuple[str, ...]
    own: tuple[str, ...]
    minimum: int
    maximum: int

    def lists(self, suffixes: tuple[str, ...]) -> list[str]:
        """Name all lists, given what the names end in for each language."""
        return [f"{word}{suffix}" for word in self.words for suffix in suffixes] + [*self.own]


def with_row(data: Mapping[str, object], lists: list[str]) -> Data:
    """Return a form's data with one more, empty row."""
    return {
        name: [*cast("list[object]", value), ""] if name in lists else value
        for name, value in data.items()
        if name != "csrf_token"
    }


def without_row(data: Mapping[str, object], lists: list[str], place: int) -> Data:
    """Return a form's data without one row."""
    return {
        name: _without(cast("list[object]", value), place) if name in lists else value
        for name, value in data.items()
        if name != "csrf_token"
    }


def moved(position: int, removed: int) -> int | None:
    """Say where a position is once another is removed; None if it was that one."""
    if position == removed:
        return None
    return position - (position > removed)


def _without(values: list[object], place: int) -> list[object]:
    return values[:place] + values[place + 1 :]
