"""The characters of a PDF's pages, with place, size and font."""

import logging
from collections.abc import Iterator
from io import BytesIO
from typing import NamedTuple

__all__ = ["PAGES_MAXIMUM", "EncryptedError", "Glyph", "Page", "TooLongError", "read_pages"]

PAGES_MAXIMUM = 500
GLYPHS_MAXIMUM = 60_000
"""Of a page; a page of small print has about 10,000."""
_GREY_TOLERANCE = 0.12
_DARK = 0.5
_SAME_PLACE = 1.2
"""In points: characters that are printed twice, to make them bold, are no further apart."""


class EncryptedError(Exception):
    """The file wants a password."""


class TooLongError(Exception):
    """The file has more pages than are read."""


class Glyph(NamedTuple):
    """A character; places are in points from the page's top left corner."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    font: str
    is_coloured: bool
    is_doubled: bool

    @property
    def middle(self) -> float:
        """How far down its middle is."""
        return (self.top + self.bottom) / 2


class Page(NamedTuple):
    """A page. `turned` counts the characters that do not stand upright, which are not read."""

    width: float
    height: float
    glyphs: list[Glyph]
    turned: int
    is_damaged: bool


def read_pages(data: bytes) -> Iterator[Page]:
    """Read a file page by page.

    Raises `EncryptedError` and `TooLongError`, and whatever the parser raises for a damaged file.
    """
    # The parser takes a third of a second to load, and only this function needs it.
    from pdfminer.converter import PDFPageAggregator  # noqa: PLC0415
    from pdfminer.layout import LTChar  # noqa: PLC0415
    from pdfminer.pdfdocument import (  # noqa: PLC0415
        PDFDocument,
        PDFEncryptionError,
        PDFPasswordIncorrect,
    )
    from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager  # noqa: PLC0415
    from pdfminer.pdfpage import PDFPage  # noqa: PLC0415
    from pdfminer.pdfparser import PDFParser  # noqa: PLC0415

    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    try:
        document = PDFDocument(PDFParser(BytesIO(data)))
    except (PDFPasswordIncorrect, PDFEncryptionError) as error:
        raise EncryptedError from error
    resources = PDFResourceManager()
    device = PDFPageAggregator(resources, laparams=None)
    interpreter = PDFPageInterpreter(resources, device)
    for number, page in enumerate(PDFPage.create_pages(document), start=1):
        if number > PAGES_MAXIMUM:
            raise TooLongError
        try:
            interpreter.process_page(page)
        except Exception:  # noqa: BLE001 — the parser raises anything for a page that is damaged
            yield Page(0, 0, [], 0, is_damaged=True)
            continue
        layout = device.get_result()
        height = layout.height
        glyphs: dict[tuple[str, int, int], Glyph] = {}
        turned = 0
        for each in _flat(layout):
            if not isinstance(each, LTChar):
                continue
            if not each.upright:
                turned += 1
                continue
            _add(glyphs, _glyph(each, height))
            if len(glyphs) >= GLYPHS_MAXIMUM:
                break
        yield Page(layout.width, height, list(glyphs.values()), turned, is_damaged=False)


def _flat(container: object) -> Iterator[object]:
    """Give what is on a page, forms within forms included."""
    from pdfminer.layout import LTFigure  # noqa: PLC0415 — see read_pages

    pending = [iter(container)]  # type: ignore[call-overload]  # a layout is iterable, untyped
    while pending:
        for each in pending[-1]:
            if isinstance(each, LTFigure):
                pending.append(iter(each))
                break
            yield each
        else:
            pending.pop()


def _glyph(char: object, height: float) -> Glyph:
    x0, y0, x1, y1 = char.bbox  # type: ignore[attr-defined]  # an LTChar; its class is not loaded
    return Glyph(
        text=char.get_text(),  # type: ignore[attr-defined]
        x0=round(x0, 2),
        x1=round(x1, 2),
        top=round(height - y1, 2),
        bottom=round(height - y0, 2),
        size=round(char.size, 2),  # type: ignore[attr-defined]
        font=str(char.fontname),  # type: ignore[attr-defined]
        is_coloured=_is_coloured(char.graphicstate.ncolor),  # type: ignore[attr-defined]
        is_doubled=False,
    )


def _add(glyphs: dict[tuple[str, int, int], Glyph], glyph: Glyph) -> None:
    """Take a character in, once where the page prints it several times in one place."""
    column, row = int(glyph.x0 // _SAME_PLACE), int(glyph.top // _SAME_PLACE)
    if not glyph.text.isspace():
        for key in (
            (glyph.text, column + right, row + down) for right in (0, -1, 1) for down in (0, -1, 1)
        ):
            same = glyphs.get(key)
            if (
                same is not None
                and abs(same.x0 - glyph.x0) < _SAME_PLACE
                and abs(same.top - glyph.top) < _SAME_PLACE
            ):
                glyphs[key] = same._replace(is_doubled=True)
                return
    glyphs[glyph.text, column, row] = glyph


def _is_coloured(colour: object) -> bool:
    """Whether a colour is anything but black, white or grey, in whichever colour space."""
    parts = colour if isinstance(colour, (tuple, list)) else ()
    inks = [float(part) for part in parts if isinstance(part, (int, float))]
    if len(inks) == 3:  # noqa: PLR2004 — red, green, blue
        return max(inks) - min(inks) > _GREY_TOLERANCE
    if len(inks) == 4:  # noqa: PLR2004 — cyan, magenta, yellow, black
        *colours, black = inks
        return max(colours) - min(colours) > _GREY_TOLERANCE and black < _DARK
    return False
