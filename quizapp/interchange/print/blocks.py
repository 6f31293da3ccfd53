"""What stands on a page: blocks of pieces, and the setter that makes them of texts and pictures."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from quizapp.interchange.print.canvas import POINT, Canvas, Picture
from quizapp.interchange.print.lines import break_lines
from quizapp.interchange.print.rich_text import Paragraph, RichText, TableOfRuns
from quizapp.interchange.print.runs import Run

__all__ = ["Block", "Piece", "Setter", "beside", "indented", "spaced"]

LINE_HEIGHT = 1.42
"""Of the font's size: Devanagari reaches far above and below its line."""
BASELINE = 1.02
CELL_PADDING = 1.2
COLUMN_MINIMUM = 8.0
INDENT = 5.0

Draw = Callable[[Canvas, float, float], None]


@dataclass(frozen=True, slots=True)
class Piece:
    """What cannot be split: a line, a row, a picture. `draw` gets its left upper corner."""

    height: float
    draw: Draw


@dataclass(frozen=True, slots=True)
class Block:
    """Pieces that stay together where they can; `clings` keeps them with the next block."""

    pieces: tuple[Piece, ...]
    clings: bool = False

    @property
    def height(self) -> float:
        """The height of all pieces."""
        return sum(piece.height for piece in self.pieces)


def spaced(height: float) -> Piece:
    """Leave a space."""
    return Piece(height, lambda _canvas, _x, _y: None)


def indented(pieces: Iterable[Piece], by: float) -> list[Piece]:
    """Move pieces to the right."""
    return [Piece(piece.height, _moved(piece.draw, by)) for piece in pieces]


def beside(columns: Sequence[tuple[float, Sequence[Piece]]]) -> Piece:
    """Put columns side by side, each at its distance from the left."""

    def draw(canvas: Canvas, x: float, y: float) -> None:
        for left, pieces in columns:
            top = y
            for piece in pieces:
                piece.draw(canvas, x + left, top)
                top += piece.height

    return Piece(max(sum(piece.height for piece in pieces) for _, pieces in columns), draw)


def _moved(draw: Draw, by: float) -> Draw:
    return lambda canvas, x, y: draw(canvas, x + by, y)


@dataclass(frozen=True, slots=True)
class Setter:
    """Sets texts in a font of `size` points."""

    canvas: Canvas
    size: float

    @property
    def line_height(self) -> float:
        """The height of a line, in millimetres."""
        return self.size * POINT * LINE_HEIGHT

    def resized(self, size: float) -> "Setter":
        """Give a setter for another size."""
        return Setter(self.canvas, size)

    def text_width(self, runs: Iterable[Run]) -> float:
        """Measure runs on one line."""
        return sum(self.canvas.width(run, self.size) for run in runs)

    def text(
        self, text: str, width: float, *, bold: bool = False, italic: bool = False, align: float = 0
    ) -> list[Piece]:
        """Set plain words; `align` is 0 for left, 0.5 for centred, 1 for right."""
        return self.runs([Run(text, bold, italic)], width, align=align)

    def runs(self, runs: Sequence[Run], width: float, *, align: float = 0) -> list[Piece]:
        """Set runs as lines."""
        return [
            Piece(self.line_height, self._line(line.runs, (width - line.width) * align))
            for line in break_lines(self.canvas, runs, width, self.size)
        ]

    def rich(self, text: RichText, width: float) -> list[Piece]:
        """Set paragraphs and tables, one below the other."""
        pieces: list[Piece] = []
        for part in text:
            if isinstance(part, Paragraph):
                pieces += self._paragraph(part, width)
            else:
                pieces += [spaced(1), *self.table(part, width), spaced(1)]
        return pieces

    def hanging(self, marker: Sequence[Run], pieces: Sequence[Piece], by: float) -> list[Piece]:
        """Hang pieces beside a marker, such as the number of a question."""
        if not pieces:
            pieces = [spaced(self.line_height)]
        mark = Piece(self.line_height, self._line(tuple(marker), 0))
        return [beside([(0, [mark]), (by, [pieces[0]])]), *indented(pieces[1:], by)]

    def table(self, table: TableOfRuns, width: float, columns: Sequence[float] = ()) -> list[Piece]:
        """Set a table; unless `columns` tell their widths, they take what stands in them."""
        widths = columns or self._column_widths(table, width)
        return [self._row(row, widths) for row in table.rows]

    def picture(self, picture: Picture, width: float, height: float) -> Piece:
        """Set a picture in at most this width and height."""
        scale = min(width / picture.width, height / picture.height, 1)
        wide, high = picture.width * scale, picture.height * scale
        return Piece(
            high + 1.5, lambda canvas, x, y: canvas.picture(picture, x, y + 0.5, wide, high)
        )

    def _paragraph(self, part: Paragraph, width: float) -> list[Piece]:
        left = part.indent * INDENT
        if not part.marker:
            return indented(self.runs(part.runs, width - left), left)
        marker = (Run(part.marker),)
        by = max(INDENT, self.text_width(marker) + 1.5)
        pieces = self.hanging(marker, self.runs(part.runs, width - left - by), by)
        return indented(pieces, left)

    def _line(self, runs: tuple[Run, ...], left: float) -> Draw:
        size = self.size

        def draw(canvas: Canvas, x: float, y: float) -> None:
            at = x + left
            for run in runs:
                canvas.text(at, y + size * POINT * BASELINE, run, size)
                at += canvas.width(run, size)

        return draw

    def _column_widths(self, table: TableOfRuns, width: float) -> list[float]:
        count = max(map(len, table.rows))
        wishes = [
            max(
                (self.text_width(row[place]) for row in table.rows if place < len(row)), default=0.0
            )
            + 2 * CELL_PADDING
            + 0.5
            for place in range(count)
        ]
        if sum(wishes) <= width:
            return wishes
        least = min(COLUMN_MINIMUM, width / count)
        narrow = [wish for wish in wishes if wish <= width / count]
        rest = width - sum(narrow)
        wide = sum(wish for wish in wishes if wish > width / count)
        return [
            wish if wish <= width / count else max(least, rest * wish / wide) for wish in wishes
        ]

    def _row(self, row: Sequence[tuple[Run, ...]], columns: Sequence[float]) -> Piece:
        cells: list[tuple[float, list[Piece]]] = []
        left = 0.0
        for place, wide in enumerate(columns):
            runs = row[place] if place < len(row) else ()
            inside = self.runs(runs, wide - 2 * CELL_PADDING)
            cells.append((left + CELL_PADDING, inside or [spaced(self.line_height)]))
            left += wide
        content = beside(cells)
        height = content.height + 1

        def draw(canvas: Canvas, x: float, y: float) -> None:
            content.draw(canvas, x, y + 0.4)
            at = x
            for wide in columns[: len(row)]:
                canvas.box(at, y, wide, height)
                at += wide

        return Piece(height, draw)
