"""The characters of a PDF's pages, as the parser meets them. Alone in naming the parser."""

import logging
import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from pdfminer.converter import PDFLayoutAnalyzer
from pdfminer.layout import LTChar
from pdfminer.pdfdocument import PDFDocument, PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdffont import PDFFont
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import PDFStream
from pdfminer.psparser import PSLiteral
from pdfminer.utils import Matrix, apply_matrix_rect, decode_text

from quizapp.interchange.pdf.glyphs import (
    EncryptedError,
    FoundPicture,
    Glyph,
    Page,
    TooLongError,
)
from quizapp.interchange.pdf.pictures import (
    PictureBook,
    is_a_rule,
    is_of_the_page,
    placed_beside,
)

__all__ = ["read_pages"]

GLYPHS_MAXIMUM = 60_000
"""Of a page; a page of small print has about 10,000."""
_GREY_TOLERANCE = 0.12
_DARK = 0.5
_SAME_PLACE = 1.2
"""In points: characters that are printed twice, to make them bold, are no further apart."""
_SYLLABLE = re.compile("[क-ह][\u093c\u094dक-ह]{0,9}ि|र\u094d[क-ह]")
_UNKNOWN = "\ufffd"


def read_pages(data: bytes, maximum: int, book: PictureBook) -> Iterator[Page]:
    """Read a file page by page, at most so many; its pictures go into the book.

    Raises `EncryptedError` and `TooLongError`, and whatever the parser raises for a damaged file.
    """
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    try:
        document = PDFDocument(PDFParser(BytesIO(data)))
    except (PDFPasswordIncorrect, PDFEncryptionError) as error:
        raise EncryptedError from error
    resources = PDFResourceManager()
    device = _Device(resources, book)
    interpreter = PDFPageInterpreter(resources, device)
    for number, page in enumerate(PDFPage.create_pages(document), start=1):
        if number > maximum:
            raise TooLongError
        try:
            interpreter.process_page(page)
        except Exception:  # noqa: BLE001 — the parser raises anything for a page that is damaged
            yield Page(0, 0, [], 0, is_damaged=True)
        else:
            yield device.page()


class _Device(PDFLayoutAnalyzer):
    """Takes the characters and the pictures that the interpreter draws, and nothing else.

    Some programs say beside a stretch of glyphs which text it is (PDF 1.7, 14.9.4, "ActualText"):
    that is better than what the glyphs themselves say.
    """

    def __init__(self, resources: PDFResourceManager, book: PictureBook) -> None:
        super().__init__(resources, laparams=None)
        self._book = book
        self._pictures: list[FoundPicture] = []
        self._unread = 0
        self._glyphs: dict[tuple[str, int, int], Glyph] = {}
        self._turned = 0
        self._told: list[str | None] = []
        self._syllabic: dict[int, bool] = {}

    def page(self) -> Page:
        """Give the page that was drawn last."""
        glyphs = list(self._glyphs.values())
        glyphs += placed_beside(self._pictures, glyphs)
        item = self.cur_item
        return Page(item.width, item.height, glyphs, self._turned, False, self._unread)

    def begin_page(self, page: PDFPage, ctm: Matrix) -> None:
        super().begin_page(page, ctm)
        self._glyphs = {}
        self._turned = 0
        self._pictures = []
        self._unread = 0
        self._told = []

    def end_page(self, page: PDFPage) -> None:
        pass

    def begin_figure(self, *arguments: Any) -> None:  # noqa: ANN401 — nothing is done with them
        pass

    def end_figure(self, *arguments: Any) -> None:  # noqa: ANN401
        pass

    def render_image(self, name: str, stream: PDFStream) -> None:
        del name
        x0, y0, x1, y1 = apply_matrix_rect(self.ctm, (0, 0, 1, 1))
        page = self.cur_item
        if is_a_rule(x1 - x0, y1 - y0):
            return
        is_back = is_of_the_page(x1 - x0, y1 - y0, page.width * page.height)
        character = "" if is_back else self._book.take(stream)
        if character:
            top, bottom = page.height - y1, page.height - y0
            self._pictures.append(FoundPicture(character, x0, x1, top, bottom))
        else:
            self._unread += 1

    def paint_path(self, *arguments: Any) -> None:  # noqa: ANN401
        pass

    def begin_tag(self, tag: PSLiteral, props: Any = None) -> None:  # noqa: ANN401 — as a file has it
        del tag
        told = props.get("ActualText") if isinstance(props, dict) else None
        self._told.append(decode_text(told) if isinstance(told, bytes) else None)

    def end_tag(self) -> None:
        if self._told:
            self._told.pop()

    def do_tag(self, *arguments: Any) -> None:  # noqa: ANN401
        pass

    def render_char(self, *arguments: Any, **named: Any) -> float:  # noqa: ANN401
        advance = super().render_char(*arguments, **named)
        # What was drawn is the only thing on the page that is kept.
        item = self.cur_item._objs.pop()  # noqa: SLF001 — there is no other way to take it off
        if isinstance(item, LTChar) and len(self._glyphs) < GLYPHS_MAXIMUM:
            if item.upright:
                self._add(_glyph(item, self._text(item), self.cur_item.height))
            else:
                self._turned += 1
        return advance

    def handle_undefined_char(self, font: PDFFont, cid: int) -> str:
        """Give "" for a glyph that belongs to the syllable before it, as some programs say it.

        They name the whole syllable with its first glyph and nothing with the others.
        """
        del cid
        if id(font) not in self._syllabic:
            texts = getattr(getattr(font, "unicode_map", None), "cid2unichr", {}).values()
            self._syllabic[id(font)] = any(
                isinstance(text, str) and _SYLLABLE.search(text) for text in texts
            )
        return "" if self._syllabic[id(font)] else _UNKNOWN

    def _text(self, item: LTChar) -> str:
        """Give a glyph's text, or the text told for the stretch that it begins."""
        for level in range(len(self._told) - 1, -1, -1):
            told = self._told[level]
            if told is not None:
                self._told[level] = ""
                return told
        return item.get_text()

    def _add(self, glyph: Glyph) -> None:
        """Take a character in, once where the page prints it several times in one place."""
        column, row = int(glyph.x0 // _SAME_PLACE), int(glyph.top // _SAME_PLACE)
        if glyph.text.strip():
            for right in (0, -1, 1):
                for down in (0, -1, 1):
                    key = (glyph.text, column + right, row + down)
                    same = self._glyphs.get(key)
                    if same is not None and _is_same_place(same, glyph):
                        self._glyphs[key] = same._replace(is_doubled=True)
                        return
        self._glyphs[glyph.text, column, row] = glyph


def _is_same_place(one: Glyph, other: Glyph) -> bool:
    return abs(one.x0 - other.x0) < _SAME_PLACE and abs(one.top - other.top) < _SAME_PLACE


def _glyph(item: LTChar, text: str, height: float) -> Glyph:
    x0, y0, x1, y1 = item.bbox
    return Glyph(
        text=text,
        x0=round(x0, 2),
        x1=round(x1, 2),
        top=round(height - y1, 2),
        bottom=round(height - y0, 2),
        size=round(item.size, 2),
        font=str(item.fontname),
        is_coloured=_is_coloured(item.graphicstate.ncolor),
        is_doubled=False,
    )


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
