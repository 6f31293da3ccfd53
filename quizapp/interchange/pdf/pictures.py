"""Pictures on the pages of a PDF → files, and characters that stand where they do.

Runs in the process with bounds: decoding is left to the parser, and a picture that it gives as bare
pixels is written as PNG.
"""

from collections.abc import Iterator, Sequence
from io import BytesIO

from pdfminer.pdfcolor import PDFColorSpace
from pdfminer.pdftypes import PDFStream, list_value, resolve1, stream_value
from pdfminer.psparser import PSLiteral, literal_name
from PIL import Image, ImageOps

from quizapp.interchange.pdf.glyphs import PICTURE_FONT, FoundPicture, Glyph

__all__ = ["PictureBook", "is_a_rule", "is_of_the_page", "placed_beside"]

PICTURES_MAXIMUM = 2_000
BYTES_MAXIMUM = 40_000_000
PIXELS_MAXIMUM = 100_000_000
"""Of all pictures of a file together; so many pixels take some ten seconds."""
SIDE_MINIMUM, LENGTH_MAXIMUM = 6.0, 12.0
"""In points: what is lower, or neither as wide nor as high, is a rule or a bullet."""
PAGE_SHARE = 0.6
"""What covers more of a page is its background, or a page that was scanned."""
LABEL_WITHIN = 40.0
"""In points: so far left of a picture its label may stand."""
_FIRST = 0xF0000
_MODES = {("DeviceGray", 8): "L", ("DeviceRGB", 8): "RGB", ("DeviceCMYK", 8): "CMYK"}
_COMPONENTS = {1: "DeviceGray", 3: "DeviceRGB", 4: "DeviceCMYK"}
_SAME = {"CalGray": "DeviceGray", "CalRGB": "DeviceRGB", "G": "DeviceGray", "RGB": "DeviceRGB"}


class PictureBook:
    """The pictures of a file, each kept once, by the characters that stand for them."""

    def __init__(self) -> None:
        self.files: list[bytes] = []
        self._known: dict[int, str] = {}
        self._size = 0
        self._pixels = 0

    def take(self, stream: PDFStream) -> str:
        """Keep a picture and give its character; "" where it cannot be taken."""
        number = getattr(stream, "objid", None)
        if isinstance(number, int) and number in self._known:
            return self._known[number]
        character = self._kept(stream)
        if isinstance(number, int):
            self._known[number] = character
        return character

    def _kept(self, stream: PDFStream) -> str:
        if len(self.files) >= PICTURES_MAXIMUM or self._size > BYTES_MAXIMUM:
            return ""
        try:
            width, height = _sides(stream)
            self._pixels += width * height
            if self._pixels > PIXELS_MAXIMUM:
                return ""
            data = _file_of(stream)
        except Exception:  # noqa: BLE001 — the parser and the library raise anything for what is damaged
            return ""
        if not data:
            return ""
        self._size += len(data)
        self.files.append(data)
        return chr(_FIRST + len(self.files) - 1)


def placed_beside(pictures: Sequence[FoundPicture], glyphs: Sequence[Glyph]) -> Iterator[Glyph]:
    """Give the characters of pictures their place: in the row of a label beside, or at the top."""
    for picture in pictures:
        labels = [
            glyph
            for glyph in glyphs
            if glyph.text.strip()
            and picture.top - glyph.size < glyph.middle < picture.bottom + glyph.size
            and 0 <= picture.x0 - glyph.x1 + 1 < LABEL_WITHIN
        ]
        size = 10.0
        top = picture.top
        if labels:
            label = max(labels, key=lambda glyph: (round(glyph.x1), glyph.bottom))
            top, size = label.top, label.size
        yield Glyph(
            text=picture.character,
            x0=picture.x0,
            x1=min(picture.x1, picture.x0 + size),
            top=top,
            bottom=top + size,
            size=size,
            font=PICTURE_FONT,
            is_coloured=False,
            is_doubled=False,
        )


def is_of_the_page(width: float, height: float, page: float) -> bool:
    """Whether a picture of this size belongs to the page itself, whose area is given."""
    return width * height > PAGE_SHARE * page


def is_a_rule(width: float, height: float) -> bool:
    """Whether a picture of this size is a rule or a bullet."""
    return min(width, height) < SIDE_MINIMUM or max(width, height) < LENGTH_MAXIMUM


def _file_of(stream: PDFStream) -> bytes | None:
    """Give a picture as the bytes of a file; None for a kind that is not known."""
    filters = [literal_name(name) for name, _ in stream.get_filters()]
    if filters and filters[-1] in {"DCTDecode", "DCT"}:
        return _jpeg(stream, alone=len(filters) == 1)
    if filters and filters[-1] in {"JPXDecode", "JBIG2Decode"}:
        return None
    image = _pixels(stream)
    if image is None:
        return None
    mask = resolve1(stream.get("SMask"))
    if isinstance(mask, PDFStream):
        shape = _pixels(mask)
        if shape is not None and shape.mode == "L":
            image = image.convert("RGB")
            image.putalpha(shape.resize(image.size))
    out = BytesIO()
    (image.convert("RGB") if image.mode == "CMYK" else image).save(out, "PNG")
    return out.getvalue()


def _jpeg(stream: PDFStream, *, alone: bool) -> bytes:
    """Give a JPEG as it is; some programs name parameters with it that are of no use."""
    data = stream.get_rawdata() if alone else None
    if data is None or stream.objid is None:
        return bytes(stream.get_data())
    if stream.decipher is not None:
        data = stream.decipher(stream.objid, stream.genno or 0, data, stream.attrs)
    return bytes(data)


def _sides(stream: PDFStream) -> tuple[int, int]:
    width, height = (
        int(resolve1(stream.get_any(names))) for names in (("W", "Width"), ("H", "Height"))
    )
    return max(width, 0), max(height, 0)


def _pixels(stream: PDFStream) -> Image.Image | None:
    width, height = _sides(stream)
    bits = int(resolve1(stream.get_any(("BPC", "BitsPerComponent"), 8)))
    space, palette = _space(resolve1(stream.get_any(("CS", "ColorSpace"))))
    data = bytes(stream.get_data())
    if resolve1(stream.get_any(("IM", "ImageMask"))) is True or (space, bits) == ("DeviceGray", 1):
        return _turned(Image.frombytes("1", (width, height), data), stream)
    if palette and bits == 8:  # noqa: PLR2004 — a byte a pixel
        image = Image.frombytes("P", (width, height), data)
        image.putpalette(palette)
        return image.convert("RGB")
    mode = _MODES.get((space, bits))
    if mode is None:
        return None
    return _turned(Image.frombytes(mode, (width, height), data), stream)


def _turned(image: Image.Image, stream: PDFStream) -> Image.Image:
    """Turn light and dark round where a file says that it has them so."""
    told = resolve1(stream.get_any(("D", "Decode")))
    is_turned = isinstance(told, list) and resolve1(told[0]) == 1
    if not is_turned:
        return image
    return ImageOps.invert(image.convert("L") if image.mode == "1" else image)


def _space(told: object) -> tuple[str, bytes]:
    """Name a colour space, with the palette of one that has it."""
    if isinstance(told, PSLiteral):
        name = str(told.name)
        return _SAME.get(name, name), b""
    if isinstance(told, PDFColorSpace) or not isinstance(told, list) or not told:
        return "", b""
    kind, *more = map(resolve1, list_value(told))
    name = literal_name(kind)
    if name == "ICCBased":
        return _COMPONENTS.get(int(resolve1(stream_value(more[0]).get("N"))), ""), b""
    if name in {"Indexed", "I"}:
        base, _ = _space(more[0])
        colours = more[2].get_data() if isinstance(more[2], PDFStream) else more[2]
        return "", bytes(colours) if base == "DeviceRGB" else b""
    return _SAME.get(name, name), b""
