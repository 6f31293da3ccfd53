"""Blocks → columns and pages: whole where they fit, split only where they are taller."""

from collections.abc import Sequence
from dataclasses import dataclass

from quizapp.interchange.print.blocks import Block, Piece
from quizapp.interchange.print.canvas import PAGE_HEIGHT, PAGE_WIDTH

__all__ = ["BOTTOM", "COLUMN_GAP", "MARGIN", "TOP", "Placed", "column_width", "flow"]

MARGIN = 15.0
TOP = 20.0
BOTTOM = PAGE_HEIGHT - 17.0
COLUMN_GAP = 8.0
EPSILON = 0.01


@dataclass(frozen=True, slots=True)
class Placed:
    """A piece on a page (from 0), at its left upper corner."""

    page: int
    x: float
    y: float
    piece: Piece


def column_width(columns: int) -> float:
    """Give the width of one of so many columns."""
    return (PAGE_WIDTH - 2 * MARGIN - (columns - 1) * COLUMN_GAP) / columns


def flow(blocks: Sequence[Block], columns: int, first_top: float) -> list[Placed]:
    """Place blocks from the top of the first page on, which begins at `first_top`."""
    place = _Place(columns, first_top)
    for group in _groups(blocks):
        height = sum(block.height for block in group)
        if height > place.left and not place.is_at_top and height <= place.whole:
            place.next_column()
        for block in group:
            _put(block, place)
    return place.placed


def _groups(blocks: Sequence[Block]) -> list[list[Block]]:
    """Put each block with those that it clings to."""
    groups: list[list[Block]] = []
    clings = False
    for block in blocks:
        if clings:
            groups[-1].append(block)
        else:
            groups.append([block])
        clings = block.clings
    return groups


def _put(block: Block, place: "_Place") -> None:
    fits = block.height <= place.left
    if not fits and block.height <= place.whole and not place.is_at_top:
        place.next_column()
    for piece in block.pieces:
        if piece.height > place.left + EPSILON and not place.is_at_top:
            place.next_column()
        place.put(piece)


class _Place:
    """Where the next piece goes."""

    def __init__(self, columns: int, first_top: float) -> None:
        self.placed: list[Placed] = []
        self._columns = columns
        self._first_top = first_top
        self._page = self._column = 0
        self._y = first_top

    @property
    def _top(self) -> float:
        return TOP if self._page else self._first_top

    @property
    def left(self) -> float:
        """The height that is left in the column."""
        return BOTTOM - self._y

    @property
    def whole(self) -> float:
        """The height of the column that comes next."""
        is_last = self._column + 1 == self._columns
        return BOTTOM - (TOP if is_last or self._page else self._first_top)

    @property
    def is_at_top(self) -> bool:
        """Whether nothing stands in the column."""
        return self._y == self._top

    def next_column(self) -> None:
        """Go on in the next column, or on the next page."""
        self._column += 1
        if self._column == self._columns:
            self._column = 0
            self._page += 1
        self._y = self._top

    def put(self, piece: Piece) -> None:
        """Place a piece."""
        x = MARGIN + self._column * (column_width(self._columns) + COLUMN_GAP)
        self.placed.append(Placed(self._page, x, self._y, piece))
        self._y += piece.height
