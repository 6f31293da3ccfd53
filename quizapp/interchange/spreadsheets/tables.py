"""A sheet as rows of texts, whatever file it came in, and which texts a program would run."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

from quizapp.errors import Problem
from quizapp.interchange.banks import Finding, Place

__all__ = [
    "COLUMNS_MAXIMUM",
    "ROWS_MAXIMUM",
    "Cell",
    "Row",
    "Table",
    "guarded",
    "is_formula_like",
    "unguarded",
]

ROWS_MAXIMUM = 20_000
COLUMNS_MAXIMUM = 200

#: What is written into a cell: a text, which stays one, or a number to reckon with.
Cell: TypeAlias = str | Decimal

_FORMULA_LIKE = re.compile(r"[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
_GUARD = "'"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a sheet: `number` counts from 1 as the program shows it, `line` those of the file.

    `formulas` are the positions of cells whose value is not known, since a formula gives it.
    """

    number: int
    cells: list[str]
    line: int = 0
    formulas: tuple[int, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands in it."""
        return not self.formulas and not any(map(str.strip, self.cells))


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet. `name` is "" where the file has only one."""

    rows: Sequence[Row]
    name: str = ""
    findings: tuple[Finding, ...] = ()

    def place(self, row: Row) -> Place:
        """Say where a row stands."""
        element = f"row {row.number}"
        return Place(line=row.line, element=f"{self.name}, {element}" if self.name else element)

    def problem(
        self, row: Row, filename: str, message: str, part: str | None = None, **params: object
    ) -> Problem:
        """Say what is wrong with a row."""
        return Problem(message, params, part, filename, row.line or row.number)


def is_formula_like(text: str) -> bool:
    """Whether a spreadsheet program might run the text as a formula."""
    return _FORMULA_LIKE.match(text.lstrip(_GUARD)) is not None


def guarded(text: str) -> str:
    """Put an apostrophe before what might be run; `unguarded` takes it away again."""
    return _GUARD + text if is_formula_like(text) else text


def unguarded(text: str) -> str:
    """Take away the apostrophe that keeps a text from being run."""
    return text[1:] if text.startswith(_GUARD) and is_formula_like(text) else text
