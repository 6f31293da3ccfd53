"""Characters → the rows of a page, as pieces of text."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from quizapp.interchange.kruti_dev import is_legacy_font
from quizapp.interchange.pdf.glyphs import PICTURE_FONT, Glyph
from quizapp.interchange.typeset import Piece, subscript, superscript

__all__ = ["Row", "rows_of"]

SPACE_FROM = 0.22
"""A gap of so many times the size of the letters is a space,"""
TAB_FROM = 2.2
"""and of so many a tab."""
SAME_ROW = 0.5
"""How far, in sizes, the middles of characters of one row are apart: raised ones are by a third."""
_SMALL = 0.85
_SHIFTED = 0.12
_MANY_SPACES = re.compile(r" {4,}")
_MARKED_FONT = re.compile(r"bold|black|heavy|semibold|demi(?!n)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of text on a page; `top`, `bottom` and `left` in points."""

    pieces: tuple[Piece, ...]
    top: float
    bottom: float
    left: float

    @property
    def text(self) -> str:
        """The words alone."""
        return "".join(piece.text for piece in self.pieces)


def rows_of(glyphs: Iterable[Glyph]) -> list[Row]:
    """Join characters into rows, from top to bottom."""
    rows: list[list[Glyph]] = []
    anchor: Glyph | None = None
    for glyph in sorted(glyphs, key=lambda each: each.middle):
        if anchor is None or glyph.middle - anchor.middle > SAME_ROW * max(anchor.size, glyph.size):
            rows.append([])
            anchor = glyph
        elif glyph.size > anchor.size and not glyph.text.isspace():
            anchor = glyph
        rows[-1].append(glyph)
    return [_row(row) for row in rows if any(not glyph.text.isspace() for glyph in row)]


def _row(glyphs: Sequence[Glyph]) -> Row:
    ordered = _in_order(glyphs)
    inked = [glyph for glyph in ordered if not glyph.text.isspace()]
    size = max(glyph.size for glyph in inked)
    body = [glyph for glyph in inked if glyph.size >= _SMALL * size]
    baseline = sorted(glyph.bottom for glyph in body)[len(body) // 2]
    pieces: list[Piece] = []
    for text, shift, first in _stretches(ordered, size, baseline):
        spaced = _MANY_SPACES.sub("\t", text)
        raised = superscript(text) if shift > 0 else subscript(text) if shift < 0 else spaced
        piece = Piece(raised, _is_marked(first), is_legacy_font(first.font))
        if (
            pieces
            and piece.is_marked == pieces[-1].is_marked
            and piece.is_legacy == pieces[-1].is_legacy
        ):
            piece = Piece(pieces.pop().text + raised, piece.is_marked, piece.is_legacy)
        pieces.append(piece)
    return Row(
        tuple(pieces),
        min(glyph.top for glyph in body),
        max(glyph.bottom for glyph in body),
        inked[0].x0,
    )


def _in_order(glyphs: Sequence[Glyph]) -> Sequence[Glyph]:
    """Give a row's characters from left to right.

    Sorting is stable, so a mark that is drawn where its letter ends stays behind it.
    """
    return sorted(glyphs, key=lambda glyph: glyph.x0)


def _stretches(
    glyphs: Sequence[Glyph], size: float, baseline: float
) -> Iterator[tuple[str, int, Glyph]]:
    """Give texts set the same way, each with its shift (1 raised, -1 lowered) and first glyph."""
    text = ""
    first: Glyph | None = None
    shift = 0
    end = glyphs[0].x0
    after_space = True
    for glyph in glyphs:
        gap = _gap(glyph.x0 - end, size, is_spaced=after_space or glyph.text.isspace())
        # Marks above and below a letter are drawn back over it.
        end = max(end, glyph.x1)
        after_space = glyph.text.isspace()
        own = shift if not glyph.text.strip() else _shift(glyph, size, baseline)
        if first is not None and (own != shift or _set_apart(first, glyph)):
            yield text, shift, first
            text, first = "", None
        if first is None:
            first, shift = glyph, own
        text += gap + glyph.text
    if first is not None:
        yield text, shift, first


def _gap(width: float, size: float, *, is_spaced: bool) -> str:
    if width > TAB_FROM * size:
        return "\t"
    return " " if width > SPACE_FROM * size and not is_spaced else ""


def _set_apart(first: Glyph, glyph: Glyph) -> bool:
    return first.font != glyph.font or _is_marked(first) != _is_marked(glyph)


def _is_marked(glyph: Glyph) -> bool:
    return glyph.is_coloured or glyph.is_doubled or _is_heavy(glyph.font)


@lru_cache(maxsize=256)
def _is_heavy(font: str) -> bool:
    return _MARKED_FONT.search(font) is not None


def _shift(glyph: Glyph, size: float, baseline: float) -> int:
    if glyph.size > _SMALL * size or glyph.font == PICTURE_FONT:
        return 0
    if baseline - glyph.bottom > _SHIFTED * size:
        return 1
    return -1 if glyph.bottom - baseline > 0 else 0
