"""Reading named values of a question file, and collecting everything that is wrong with them."""

import re
from collections.abc import Collection, Sequence
from datetime import date
from difflib import get_close_matches
from typing import TypeVar

from quizapp.errors import N_, Problem
from quizapp.interchange.own_format import yaml_tree
from quizapp.interchange.own_format.yaml_tree import Mapping, Node, Scalar

__all__ = ["Fields", "Problems", "shortened"]

PROBLEMS_MAXIMUM = 500
"""How many problems of one file are reported; who has more does not read them."""

SHOWN_MAXIMUM = 60
"""How much of a value a message repeats, in characters."""

_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_NUMBER = re.compile(r"\d{1,9}", re.ASCII)

NodeT = TypeVar("NodeT", Scalar, yaml_tree.Sequence, Mapping)

_KIND_NAMES = {
    Scalar: N_("A text was expected here, not a list or named values."),
    yaml_tree.Sequence: N_("A list was expected here: one line with “- ” for each entry."),
    Mapping: N_("Named values were expected here, such as “name: value”."),
}


class Problems:
    """The problems of one file, in the order in which they were found."""

    def __init__(self, filename: str) -> None:
        self._filename = filename
        self._found: list[Problem] = []

    def add(self, message: str, line: int, field: str, **params: object) -> None:
        """Note a problem; `message` is an `N_` msgid, `line` counts from 1."""
        self._found.append(Problem(message, params, field or None, self._filename, line))

    def in_order(self) -> list[Problem]:
        """Give the problems from the top of the file to its end, and say if there are too many."""
        found = sorted(self._found, key=lambda problem: problem.line or 0)
        more = len(found) - PROBLEMS_MAXIMUM
        if more > 0:
            message = N_("More problems after these: %(more)d.")
            found[PROBLEMS_MAXIMUM:] = [Problem(message, {"more": more}, None, self._filename)]
        return found

    def __len__(self) -> int:
        return len(self._found)


class Fields:
    """The named values of one mapping. Unknown and repeated names are reported at once.

    `path` is the dotted path of the mapping in the file, empty for the file as a whole. A value
    that is missing or wrong is reported and read as None (or as what the method says).
    """

    def __init__(self, problems: Problems, node: Node, path: str, known: Collection[str]) -> None:
        self.problems = problems
        self.line = node.line
        self._path = path
        self._values: dict[str, Node] = {}
        self.usable = isinstance(node, Mapping)
        """False where something else stood in the place of named values; that was reported."""
        if isinstance(node, Mapping):
            self._take(node, known)
        else:
            problems.add(_KIND_NAMES[Mapping], node.line, path)

    def _take(self, node: Mapping, known: Collection[str]) -> None:
        for name, value in node.pairs:
            where = self.path(shortened(name.text))
            if name.text in self._values:
                first = self._values[name.text].line
                message = N_("“%(name)s” is given twice, first on line %(first)d; keep one.")
                self.problems.add(message, name.line, where, name=name.text, first=first)
            elif name.text not in known:
                self._unknown(name, where, known)
            else:
                self._values[name.text] = value

    def _unknown(self, name: Scalar, where: str, known: Collection[str]) -> None:
        close = _closest(name.text, known)
        if close is not None:
            message = N_("There is no field “%(name)s”. Did you mean “%(close)s”?")
            self.problems.add(message, name.line, where, name=shortened(name.text), close=close)
        else:
            message = N_("There is no field “%(name)s” here. The fields are: %(known)s.")
            params = {"name": shortened(name.text), "known": ", ".join(known)}
            self.problems.add(message, name.line, where, **params)

    def path(self, name: str) -> str:
        """Give the dotted path of a field."""
        return f"{self._path}.{name}" if self._path else name

    def line_of(self, name: str) -> int:
        """Give the line of a value, and of the mapping where the value is missing."""
        return self._values[name].line if name in self._values else self.line

    def has(self, name: str) -> bool:
        """Whether the field is there, even if it is empty."""
        return name in self._values

    def names(self) -> list[str]:
        """Name the fields that are there, in the order of the file."""
        return list(self._values)

    def node(self, name: str) -> Node | None:
        """Give a value as it stands."""
        return self._values.get(name)

    def missing(self, name: str) -> None:
        """Report that a field is missing."""
        message = N_("The field “%(name)s” is missing.")
        self.problems.add(message, self.line, self.path(name), name=name)

    def text(self, name: str, *, required: bool = False) -> str | None:
        """Read a text; None where there is none."""
        scalar = self._typed(name, Scalar, required=required)
        return None if scalar is None else scalar.text

    def entries(self, name: str, *, required: bool = False) -> tuple[Node, ...]:
        """Read a list; empty where there is none."""
        sequence = self._typed(name, yaml_tree.Sequence, required=required)
        return () if sequence is None else sequence.items

    def below(
        self, name: str, known: Collection[str], *, required: bool = False
    ) -> "Fields | None":
        """Read named values inside these; None where there are none."""
        mapping = self._typed(name, Mapping, required=required)
        return None if mapping is None else Fields(self.problems, mapping, self.path(name), known)

    def texts(self, name: str) -> list[tuple[int, str]]:
        """Read a list of texts, as (line, text); entries that are no texts are reported."""
        found = []
        for position, entry in enumerate(self.entries(name)):
            if isinstance(entry, Scalar):
                found.append((entry.line, entry.text))
            else:
                where = f"{self.path(name)}.{position}"
                self.problems.add(_KIND_NAMES[Scalar], entry.line, where)
        return found

    def choice(self, name: str, choices: Collection[str]) -> str | None:
        """Read one of several words; None where it is missing or none of them."""
        text = self.text(name)
        if not text:
            return None
        return self.one_of(text, choices, self.line_of(name), self.path(name))

    def one_of(self, text: str, choices: Collection[str], line: int, where: str) -> str | None:
        """Give the text if it is one of the choices; otherwise report it."""
        if text in choices:
            return text
        listed = ", ".join(choices)
        close = _closest(text, choices)
        if close is not None:
            message = N_(
                "“%(text)s” is not known here. Did you mean “%(close)s”? Possible: %(choices)s."
            )
            self.problems.add(
                message, line, where, text=shortened(text), close=close, choices=listed
            )
        else:
            message = N_("“%(text)s” is not known here. Possible: %(choices)s.")
            self.problems.add(message, line, where, text=shortened(text), choices=listed)
        return None

    def date(self, name: str) -> date | None:
        """Read a day written as 2020-10-07; None where there is none."""
        text = self.text(name)
        if not text:
            return None
        try:
            # The pattern first: `fromisoformat` also takes week dates and days without hyphens.
            if _ISO_DATE.fullmatch(text):
                return date.fromisoformat(text)
        except ValueError:
            pass
        message = N_("“%(text)s” is not a day of the calendar written as in 2020-10-07.")
        self.problems.add(message, self.line_of(name), self.path(name), text=shortened(text))
        return None

    def number(self, name: str) -> int | None:
        """Read a whole number from 0 on; None where there is none."""
        text = self.text(name)
        if not text:
            return None
        if _NUMBER.fullmatch(text):
            return int(text)
        message = N_("“%(text)s” is not a whole number from 0 on.")
        self.problems.add(message, self.line_of(name), self.path(name), text=shortened(text))
        return None

    def _typed(self, name: str, kind: type[NodeT], *, required: bool) -> NodeT | None:
        node = self._values.get(name)
        if node is None:
            if required and self.usable:
                self.missing(name)
            return None
        if isinstance(node, kind):
            return node
        if isinstance(node, Scalar) and not node.text:
            if required:
                self.missing(name)
            return None
        self.problems.add(_KIND_NAMES[kind], node.line, self.path(name))
        return None


def shortened(text: str) -> str:
    """Give a text as a message repeats it: not more than its beginning."""
    return text if len(text) <= SHOWN_MAXIMUM else f"{text[:SHOWN_MAXIMUM]}…"


def _closest(text: str, choices: Collection[str]) -> str | None:
    names: Sequence[str] = get_close_matches(shortened(text.casefold()), list(choices), n=1)
    return names[0] if names else None
