"""Which lines are rows of a table that was pasted as text."""

import re
from collections.abc import Iterator, Sequence

from quizapp.generation.reading.lines import Line, bullet_marker, heading_marker

SIGNS = (re.compile(r"\t+"), re.compile(r"\|"))
SPACES = re.compile(r" {3,}")
FEWEST_ROWS = 2
LONGEST_CELL = 25
"""Words. Longer ones are the columns of a page, not the cells of a table."""
CELL_LINES = 5
"""So many short lines below each other without a full stop are cells pasted one a line."""
CELL_LINE_WORDS = 6
CELL_LINE_LENGTH = 80
SINGLE_FIGURES = re.compile(
    r"[\W\d]*\d[\W\d]*(?:%|per cent|crore|lakh|million|billion)?\W*", re.IGNORECASE
)


def rows(lines: Sequence[Line]) -> frozenset[int]:
    """The positions of the lines that are rows or cells of a table."""
    found: set[int] = set()
    for separator in (*SIGNS, SPACES):
        for start, end in _runs([_cells(line, separator) > 1 for line in lines]):
            if end - start >= FEWEST_ROWS and _tabular(lines[start:end], separator):
                found.update(range(start, end))
    for start, end in _runs([_is_cell(line) for line in lines]):
        column = lines[start:end]
        if end - start >= CELL_LINES and any(SINGLE_FIGURES.fullmatch(c.text) for c in column):
            found.update(range(start, end))
    return frozenset(found)


def _runs(flags: Sequence[bool]) -> Iterator[tuple[int, int]]:
    start = 0
    for position, flag in enumerate((*flags, False)):
        if not flag:
            if position > start:
                yield start, position
            start = position + 1


def _cells(line: Line, separator: re.Pattern[str]) -> int:
    return len([cell for cell in separator.split(line.text.strip("| ")) if cell.strip()])


def _tabular(lines: Sequence[Line], separator: re.Pattern[str]) -> bool:
    """Whether the lines are cut into cells, not sentences that the separators merely stand in.

    Spaces also fill the lines of justified text, so they have to cut all lines alike.
    """
    cells = [cell for line in lines for cell in separator.split(line.text)]
    if any(len(cell.split()) > LONGEST_CELL for cell in cells):
        return False
    return separator is not SPACES or len({_cells(line, separator) for line in lines}) == 1


def _is_cell(line: Line) -> bool:
    return (
        len(line.text) <= CELL_LINE_LENGTH
        and len(line.text.split()) <= CELL_LINE_WORDS
        and not line.ends_sentence
        and not line.text.endswith(":")
        and not heading_marker(line)
        and (not bullet_marker(line) or bool(SINGLE_FIGURES.fullmatch(line.text)))
    )
