"""In which order a page is read: one column, or two with headings across them."""

import re
from collections.abc import Sequence
from itertools import groupby
from typing import TypeAlias

from quizapp.interchange.pdf.glyphs import Glyph, Page
from quizapp.interchange.pdf.rows import Row, rows_of

__all__ = ["ordered_rows"]

ROWS_MINIMUM = 6
"""A page with fewer rows has no columns,"""
COLUMN_MINIMUM = 3
"""and one with fewer rows on either side neither."""
CROSSING_MAXIMUM = 0.2
"""Of all rows, those that may run across the gutter: headings and tables."""
GUTTER_MINIMUM = 6.0
"""In points."""
WORD_SPACE = 0.9
"""Gaps narrower than this many sizes are spaces between words."""
OPTIONS_MAXIMUM = 0.5
"""Of the rows on the right, the share that may be options however they stand."""
BESIDE_MAXIMUM = 0.6
"""Of the options on the right, the share that may stand beside the option before them."""
ABOVE_TABLE = 0.2
BESIDE_TABLE = 0.5
"""Shares of the rows on the left: more of them above, and fewer rows beside them, are no column."""
CELL_MAXIMUM = 25
"""Characters: of a column of questions some row is longer."""
SAME_HEIGHT = 3.0
"""In points."""
_SERIES = ("abcdefgh", "12345678", "कखगघङ", "अबसद")
_OPTION = re.compile(r"[(\[]?\s*([a-hA-H1-8]|[कखगघङअबसद])\s*[)\].]")

_Stripes: TypeAlias = list[tuple[float, float]]
"""Where a row is covered, from left to right."""


def ordered_rows(page: Page, expected: float | None = None) -> tuple[list[Row], float | None]:
    """Give the rows of a page in reading order, and where its gutter is, None for one column.

    `expected` is where the pages before had theirs: a last page may have too little text to tell.
    """
    stripes = [_stripes(row) for row in _glyph_rows(page.glyphs)]
    gutter = _gutter(stripes)
    if gutter is None or not _has_columns(page.glyphs, gutter):
        gutter = expected if expected is not None and _is_free(stripes, expected) else None
    if gutter is None:
        return rows_of(page.glyphs), None
    across, left, right = _parted(page.glyphs, gutter)
    ordered: list[Row] = []
    lefts, rights = rows_of(left), rows_of(right)
    for heading in rows_of(across):
        for column in (lefts, rights):
            above = [row for row in column if row.bottom <= heading.bottom]
            ordered += above
            del column[: len(above)]
        ordered.append(heading)
    return ordered + lefts + rights, gutter


def _is_free(stripes: Sequence[_Stripes], place: float) -> bool:
    crossing = sum(any(start < place < end for start, end in row) for row in stripes)
    return crossing <= CROSSING_MAXIMUM * len(stripes)


def _gutter(stripes: Sequence[_Stripes]) -> float | None:
    """Find the middle of a strip that hardly any row crosses."""
    if len(stripes) < ROWS_MINIMUM:
        return None
    left = min(stripe[0][0] for stripe in stripes)
    right = max(stripe[-1][1] for stripe in stripes)
    crossed = [0] * (int(right - left) + 2)
    for row in stripes:
        for start, end in row:
            crossed[int(start - left)] += 1
            crossed[int(end - left) + 1] -= 1
    for position in range(1, len(crossed)):
        crossed[position] += crossed[position - 1]
    middle = range(int(0.3 * (right - left)), int(0.7 * (right - left)))
    lowest = min((crossed[x] for x in middle), default=len(stripes))
    if lowest > CROSSING_MAXIMUM * len(stripes):
        return None
    free = [x for x in middle if crossed[x] <= lowest]
    strip = _widest(free)
    if len(strip) < GUTTER_MINIMUM:
        return None
    return left + (strip[0] + strip[-1]) / 2


def _glyph_rows(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Group characters by height, roughly: enough to see where rows have gaps."""
    rows: dict[int, list[Glyph]] = {}
    for glyph in glyphs:
        rows.setdefault(int(glyph.middle // max(glyph.size * 0.6, 1)), []).append(glyph)
    return [
        sorted(row, key=lambda glyph: glyph.x0)
        for row in rows.values()
        if any(not glyph.text.isspace() for glyph in row)
    ]


def _stripes(row: Sequence[Glyph]) -> _Stripes:
    """Give the stretches of a row that are covered, spaces between words included."""
    stripes: _Stripes = []
    for glyph in row:
        if glyph.text.isspace():
            continue
        if stripes and glyph.x0 - stripes[-1][1] < WORD_SPACE * glyph.size:
            stripes[-1] = (stripes[-1][0], max(stripes[-1][1], glyph.x1))
        else:
            stripes.append((glyph.x0, glyph.x1))
    return stripes


def _widest(positions: Sequence[int]) -> Sequence[int]:
    """Give the longest run of neighbours."""
    runs = groupby(enumerate(positions), key=lambda each: each[1] - each[0])
    return max(([position for _, position in run] for _, run in runs), key=len, default=[])


def _has_columns(glyphs: Sequence[Glyph], gutter: float) -> bool:
    """Whether both sides are columns: options in two columns stand beside one another too.

    There (b) stands beside (a), or (c) does; in columns of a page that is a matter of chance.
    """
    _, left, right = _parted(glyphs, gutter)
    lefts, rights = rows_of(left), rows_of(right)
    if min(len(lefts), len(rights)) < COLUMN_MINIMUM or _is_table(lefts, rights):
        return False
    options = [(row, place) for row in rights if (place := _option(row)) is not None]
    beside = sum(
        any(
            abs(row.top - other.top) < SAME_HEIGHT and place - before in {1, 2}
            for other in lefts
            if (before := _option(other)) is not None
        )
        for row, place in options
    )
    return len(options) < len(rights) * OPTIONS_MAXIMUM or beside < len(options) * BESIDE_MAXIMUM


def _is_table(lefts: Sequence[Row], rights: Sequence[Row]) -> bool:
    """Whether the right side is a table's: few rows, which are short or begin far below the top."""
    if len(rights) >= len(lefts) * BESIDE_TABLE:
        return False
    above = sum(row.bottom <= rights[0].top for row in lefts)
    longest = max(len(row.text.strip()) for row in rights)
    return above > len(lefts) * ABOVE_TABLE or longest <= CELL_MAXIMUM


def _option(row: Row) -> int | None:
    """Give the position of the option that a row begins with."""
    found = _OPTION.match(row.text.strip())
    if found is None:
        return None
    label = found[1].casefold()
    return next(series.index(label) for series in _SERIES if label in series)


def _parted(glyphs: Sequence[Glyph], gutter: float) -> tuple[list[Glyph], list[Glyph], list[Glyph]]:
    """Part characters into those of rows across the gutter, left of it and right of it."""
    across: list[Glyph] = []
    left: list[Glyph] = []
    right: list[Glyph] = []
    for row in _glyph_rows(glyphs):
        is_across = any(start < gutter < end for start, end in _stripes(row))
        for glyph in row:
            if is_across:
                across.append(glyph)
            else:
                (left if glyph.x1 <= gutter else right).append(glyph)
    return across, left, right
