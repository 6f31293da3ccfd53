"""What stands above and below the questions: the head of the paper, and each page's two lines."""

from quizapp.domain.items import TextFormat
from quizapp.interchange.print.blocks import Piece, Setter, indented, spaced
from quizapp.interchange.print.canvas import PAGE_HEIGHT, PAGE_WIDTH, Canvas
from quizapp.interchange.print.flow import BOTTOM, COLUMN_GAP, MARGIN, TOP, column_width
from quizapp.interchange.print.labels import label, time_and_marks
from quizapp.interchange.print.layout import PaperLayout
from quizapp.interchange.print.rich_text import read_text
from quizapp.interchange.print.runs import Run

__all__ = ["draw_page", "draw_rules", "head_of_key", "head_of_paper"]

WIDTH = PAGE_WIDTH - 2 * MARGIN
INSTITUTE_SIZE = 15
TITLE_SIZE = 12.5
SMALL_SIZE = 8.5
LETTER_SIZE = 15
LETTER_BOX = 22.0


def head_of_paper(canvas: Canvas, layout: PaperLayout, letter: str, size: float) -> list[Piece]:
    """Set institute, title, time, marks, the line for name and roll number, and instructions."""
    setter = Setter(canvas, size)
    pieces = _names(canvas, layout, letter)
    time, marks = time_and_marks(layout)
    if time or marks:
        pieces += [spaced(1.5), _ends(setter, time, marks)]
    if layout.name_line:
        pieces += [spaced(3), _name_line(setter, layout)]
    if layout.instructions.strip():
        pieces += [spaced(2), _rule()]
        pieces += setter.text(label("instructions", layout.languages), WIDTH, bold=True)
        pieces += setter.rich(read_text(layout.instructions, TextFormat.PLAIN), WIDTH)
    return [*pieces, spaced(1.5), _rule(), spaced(3)]


def head_of_key(canvas: Canvas, layout: PaperLayout, letter: str) -> list[Piece]:
    """Set institute, title and what this is: the key of a set."""
    pieces = _names(canvas, layout, letter)
    words = label("answer-key", layout.languages)
    return [
        *pieces,
        *Setter(canvas, TITLE_SIZE).text(words, WIDTH, align=0.5),
        spaced(1.5),
        _rule(),
        spaced(3),
    ]


def draw_page(canvas: Canvas, layout: PaperLayout, letter: str, *, page: int, pages: int) -> None:
    """Draw what every page has: its number, and from the second on the title and the set."""
    setter = Setter(canvas, SMALL_SIZE)
    number = setter.text(f"{page}/{pages}", WIDTH, align=0.5)
    number[0].draw(canvas, MARGIN, PAGE_HEIGHT - 12)
    name = f"{label('set', layout.languages)} {letter}" if letter else ""
    if page > 1:
        title = setter.text(layout.title, WIDTH * 0.75)[:1]
        title[0].draw(canvas, MARGIN, TOP - 9)
        canvas.line(MARGIN, TOP - 4, PAGE_WIDTH - MARGIN, TOP - 4)
        if name:
            setter.text(name, WIDTH, bold=True, align=1)[0].draw(canvas, MARGIN, TOP - 9)
    elif name:
        setter.text(name, WIDTH, align=1)[0].draw(canvas, MARGIN, PAGE_HEIGHT - 12)


def draw_rules(canvas: Canvas, columns: int, top: float) -> None:
    """Draw the lines between columns."""
    for column in range(1, columns):
        x = MARGIN + column * (column_width(columns) + COLUMN_GAP) - COLUMN_GAP / 2
        canvas.line(x, top, x, BOTTOM)


def _names(canvas: Canvas, layout: PaperLayout, letter: str) -> list[Piece]:
    # Room at both sides for the letter of the set, so that the names stay in the middle.
    room = WIDTH - 2 * (LETTER_BOX + 4 if letter else 0)
    left = (WIDTH - room) / 2
    names: list[Piece] = []
    if layout.institute:
        names += Setter(canvas, INSTITUTE_SIZE).text(layout.institute, room, bold=True, align=0.5)
    names += Setter(canvas, TITLE_SIZE).text(layout.title, room, bold=True, align=0.5)
    moved = indented(names, left)
    return [_letter_box(canvas, layout, letter), *moved] if letter else moved


def _letter_box(canvas: Canvas, layout: PaperLayout, letter: str) -> Piece:
    word = Setter(canvas, SMALL_SIZE).text(label("set", layout.languages), LETTER_BOX, align=0.5)
    big = Setter(canvas, LETTER_SIZE).text(letter, LETTER_BOX, bold=True, align=0.5)

    def draw(canvas: Canvas, x: float, y: float) -> None:
        left = x + WIDTH - LETTER_BOX
        canvas.box(left, y, LETTER_BOX, word[0].height + big[0].height + 1)
        word[0].draw(canvas, left, y + 0.5)
        big[0].draw(canvas, left, y + word[0].height)

    return Piece(0, draw)


def _ends(setter: Setter, left: str, right: str) -> Piece:
    lefts = setter.text(left, WIDTH / 2) if left else []
    rights = setter.text(right, WIDTH, align=1) if right else []

    def draw(canvas: Canvas, x: float, y: float) -> None:
        for piece in (*lefts[:1], *rights[:1]):
            piece.draw(canvas, x, y)

    return Piece(setter.line_height, draw)


def _name_line(setter: Setter, layout: PaperLayout) -> Piece:
    """Set "Name ____ Roll number ____"."""
    name = f"{label('name', layout.languages)}:"
    roll = f"{label('roll-number', layout.languages)}:"
    split = WIDTH * 0.6
    after_name = setter.text_width([Run(name)]) + 2
    after_roll = setter.text_width([Run(roll)]) + 2
    words = setter.text(name, split)[0], setter.text(roll, WIDTH - split)[0]

    def draw(canvas: Canvas, x: float, y: float) -> None:
        base = y + setter.line_height - 0.8
        words[0].draw(canvas, x, y)
        canvas.line(x + after_name, base, x + split - 5, base)
        words[1].draw(canvas, x + split, y)
        canvas.line(x + split + after_roll, base, x + WIDTH, base)

    return Piece(setter.line_height, draw)


def _rule() -> Piece:
    return Piece(1.5, lambda canvas, x, y: canvas.line(x, y + 0.5, x + WIDTH, y + 0.5))
