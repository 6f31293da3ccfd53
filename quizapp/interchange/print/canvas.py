"""A4 pages to draw on: the only module that names the PDF library. Lengths are in millimetres.

Text is shaped by HarfBuzz, so that Devanagari has its conjuncts and its signs at their places.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import Literal, TypeAlias

from quizapp.interchange.print.runs import Run

__all__ = ["PAGE_HEIGHT", "PAGE_WIDTH", "Canvas", "Picture", "characters", "open_picture"]

PAGE_WIDTH = 210.0
PAGE_HEIGHT = 297.0
POINT = 25.4 / 72
SHIFTED_SIZE = 0.68
RAISED = 0.36
LOWERED = 0.16
PIXELS_MAXIMUM = 40_000_000

_FAMILY = "Noto"
_SIGNS = "NotoMath"
_SIGN_FILE = "NotoSansMath-Regular"
_Style: TypeAlias = Literal["", "B", "I"]
_FILES: Mapping[_Style, str] = {
    "": "NotoSans-Regular",
    "B": "NotoSans-Bold",
    "I": "NotoSans-Italic",
}
_EPOCH = datetime(2026, 1, 1, tzinfo=UTC)
_PIXELS_PER_MM = 150 / 25.4


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that can be drawn, with its size at 150 dots an inch."""

    data: bytes
    width: float
    height: float


class Canvas:
    """A document that is drawn page by page."""

    def __init__(self, title: str) -> None:
        # Heavy libraries that only printing needs.
        from fpdf import FPDF  # noqa: PLC0415

        self._pdf: FPDF = FPDF(format="A4", unit="mm")
        self._pdf.set_title(title)
        self._pdf.set_creator("quizapp")
        # The same paper is the same file whenever it is printed.
        self._pdf.set_creation_date(_EPOCH)
        self._pdf.set_auto_page_break(auto=False)
        self._pdf.set_margin(0)
        self._pdf.c_margin = 0
        for style, name in _FILES.items():
            self._pdf.add_font(_FAMILY, style, _font(name))
        self._pdf.add_font(_SIGNS, "", _font(_SIGN_FILE))
        self._pdf.set_fallback_fonts([_SIGNS], exact_match=False)
        self._pdf.set_font(_FAMILY, size=10)
        self._pdf.set_text_shaping(use_shaping_engine=True)
        self._pdf.set_line_width(0.2)
        self._widths: dict[tuple[str, str, float], float] = {}

    def new_page(self) -> None:
        """Go on to the next page."""
        self._pdf.add_page()

    def width(self, run: Run, size: float) -> float:
        """Measure a run that is set in so many points."""
        style, points = _style(run), _points(run, size)
        key = (run.text, style, points)
        if key not in self._widths:
            self._pdf.set_font(_FAMILY, style, points)  # type: ignore[arg-type]  # sizes may be broken
            self._widths[key] = self._pdf.get_string_width(run.text)
        return self._widths[key]

    def text(self, x: float, baseline: float, run: Run, size: float) -> None:
        """Draw a run from a point of its baseline."""
        points = _points(run, size)
        shift = {1: -RAISED, -1: LOWERED}.get(run.shift, 0) * size * POINT
        self._pdf.set_font(_FAMILY, _style(run), points)  # type: ignore[arg-type]  # as above
        # The library puts the baseline of a cell without height at 0.3 of the font's size.
        self._pdf.set_xy(x, baseline + shift - 0.3 * points * POINT)
        self._pdf.cell(w=self.width(run, size), h=0, text=run.text)

    def line(self, x1: float, y1: float, x2: float, y2: float) -> None:
        """Draw a line."""
        self._pdf.line(x1, y1, x2, y2)

    def box(self, x: float, y: float, width: float, height: float) -> None:
        """Draw a frame."""
        self._pdf.rect(x, y, width, height)

    def picture(self, picture: Picture, x: float, y: float, width: float, height: float) -> None:
        """Draw a picture in a frame of this size."""
        self._pdf.image(BytesIO(picture.data), x, y, width, height)

    def data(self) -> bytes:
        """Give the document."""
        return bytes(self._pdf.output())


@cache
def characters() -> frozenset[str]:
    """Give all characters that the fonts can draw."""
    from uharfbuzz import Blob, Face  # noqa: PLC0415 — a heavy library that only printing needs

    faces = [Face(Blob.from_file_path(_font(name))) for name in (_FILES[""], _SIGN_FILE)]
    return frozenset(chr(code) for face in faces for code in face.unicodes)


def open_picture(data: bytes) -> Picture | None:
    """Look at a picture; None for what is none, or so large that opening it would do harm."""
    from PIL import Image  # noqa: PLC0415 — a heavy library that few papers need

    try:
        with Image.open(BytesIO(data), formats=["PNG", "JPEG", "GIF", "WEBP"]) as image:
            width, height = image.size
            if not 0 < width * height <= PIXELS_MAXIMUM:
                return None
            plain = BytesIO()
            # Drawn anew, since the library for PDF does not take every kind and may fail late.
            image.convert("RGBA").save(plain, "PNG")
    except Exception:  # noqa: BLE001 — decoders let anything escape on damaged data
        return None
    return Picture(plain.getvalue(), width / _PIXELS_PER_MM, height / _PIXELS_PER_MM)


def _font(name: str) -> str:
    return str(files("quizapp.interchange.print").joinpath(f"fonts/{name}.ttf"))


def _style(run: Run) -> _Style:
    # There is no bold italic; bold matters more.
    if run.bold:
        return "B"
    return "I" if run.italic else ""


def _points(run: Run, size: float) -> float:
    return size * SHIFTED_SIZE if run.shift else size
