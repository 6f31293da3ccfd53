"""A paragraph's runs → pieces of text, with what stands in it that is no text."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

from lxml import etree

from quizapp.interchange.typeset import Piece, subscript, superscript
from quizapp.interchange.word.elements import attribute, child, children, name_of, value_of
from quizapp.interchange.word.equations import tex_of
from quizapp.interchange.word.styles import RunSettings, Styles

__all__ = ["Kind", "Paragraph", "ParagraphReader", "PictureCharacter"]

PictureCharacter: TypeAlias = Callable[[str, str], str]
"""From the relation that names a picture, and its description, to the character that stands for it;
"" for one that cannot be taken over."""

# Inserted text is taken, deleted text is not; so is what only wraps runs.
_WRAPPERS = frozenset(
    {
        "AlternateContent",
        "Choice",
        "Fallback",
        "bdo",
        "customXml",
        "dir",
        "fldSimple",
        "hyperlink",
        "ins",
        "moveTo",
        "rubyBase",
        "ruby",
        "sdt",
        "sdtContent",
        "smartTag",
    }
)
_CHARACTERS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_PICTURES = frozenset({"blip", "imagedata"})
_WINGDINGS = {0xFC: "✓", 0xFB: "✗", 0xFD: "☒", 0xFE: "☑", 0xA8: "☐", 0xD8: "➢", 0xA7: "•"}
_GREEK = dict(zip("abgdezhqiklmnxoprstufcyw", "αβγδεζηθικλμνξοπρστυφχψω", strict=True))
_GREEK |= {latin.upper(): greek.upper() for latin, greek in _GREEK.items()}
_SYMBOLS = {
    0xA3: "≤",
    0xA5: "∞",
    0xAE: "→",
    0xB0: "°",
    0xB1: "±",
    0xB3: "≥",
    0xB4: "×",
    0xB7: "•",
    0xB8: "÷",
    0xB9: "≠",
    0xD0: "∠",
    0xD6: "√",
    0xDE: "⇒",
}


class Kind(StrEnum):
    """What a paragraph may hold besides text."""

    PICTURE = "picture"
    """One that cannot be taken over; others are characters of the text."""
    CROPPED = "cropped"
    FORMULA = "formula"
    OBJECT = "object"


@dataclass(slots=True)
class Paragraph:
    """A paragraph as it is read: its pieces, without its number, and what else it holds.

    `boxes` are the contents of its text boxes.
    """

    style: str = ""
    pieces: list[Piece] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    kinds: set[Kind] = field(default_factory=set)


class ParagraphReader:
    """Reads the paragraphs of a document with these styles."""

    def __init__(self, styles: Styles, picture: PictureCharacter) -> None:
        self._styles = styles
        self._picture = picture

    def read(self, element: etree._Element) -> Paragraph:
        """Read one paragraph."""
        paragraph = Paragraph(style=value_of(child(element, "pPr"), "pStyle") or "")
        self._read_runs(element, paragraph)
        return paragraph

    def _read_runs(self, parent: Iterable[etree._Element], paragraph: Paragraph) -> None:
        for element in parent:
            name = name_of(element)
            if name == "r":
                self._read_run(element, paragraph)
            elif name in {"oMath", "oMathPara"}:
                _take_formula(element, paragraph)
            elif name == "AlternateContent":
                self._read_runs(_chosen(element), paragraph)
            elif name in _WRAPPERS:
                self._read_runs(element, paragraph)

    def _read_run(self, run: etree._Element, paragraph: Paragraph) -> None:
        settings = self._styles.run_settings(run, paragraph.style)
        if settings.is_hidden:
            return
        for element in run:
            self._read_content(element, settings, paragraph)

    def _read_content(
        self, element: etree._Element, settings: RunSettings, paragraph: Paragraph
    ) -> None:
        name = name_of(element)
        if name == "t":
            paragraph.pieces.append(_piece(element.text or "", settings))
        elif name in _CHARACTERS:
            paragraph.pieces.append(Piece(_CHARACTERS[name]))
        elif name == "sym":
            paragraph.pieces.append(Piece(_symbol(element), settings.is_marked))
        elif name == "AlternateContent":
            for each in _chosen(element):
                self._read_content(each, settings, paragraph)
        elif name == "ruby":
            self._read_runs(children(element, "rubyBase"), paragraph)
        elif name in {"drawing", "pict", "object"}:
            self._take_drawing(element, paragraph)

    def _take_drawing(self, element: etree._Element, paragraph: Paragraph) -> None:
        before = len(paragraph.boxes) + len(paragraph.pieces)
        alt = ""
        pending = [element]
        while pending:
            each = pending.pop()
            name = name_of(each)
            if name == "AlternateContent":
                each = _chosen(each)
            if name == "docPr" and not alt:
                alt = attribute(each, "descr") or ""
            if name == "txbxContent":
                paragraph.boxes.append(each)
            elif name in _PICTURES:
                self._take_picture(each, alt, paragraph)
            else:
                pending += reversed(each)
        is_shape_alone = len(paragraph.boxes) + len(paragraph.pieces) == before
        has_picture = Kind.PICTURE in paragraph.kinds
        if is_shape_alone and not has_picture and name_of(element) != "pict":
            paragraph.kinds.add(Kind.OBJECT)

    def _take_picture(self, element: etree._Element, alt: str, paragraph: Paragraph) -> None:
        relation = attribute(element, "embed") or attribute(element, "id") or ""
        character = self._picture(relation, alt or attribute(element, "title") or "")
        if character:
            paragraph.pieces.append(Piece(character))
        else:
            paragraph.kinds.add(Kind.PICTURE)
        cut = child(element.getparent(), "srcRect")
        if cut is not None and any(value not in {"", "0"} for value in cut.attrib.values()):
            paragraph.kinds.add(Kind.CROPPED)


def _piece(text: str, settings: RunSettings) -> Piece:
    if not settings.is_legacy and settings.position == "superscript":
        text = superscript(text)
    elif not settings.is_legacy and settings.position == "subscript":
        text = subscript(text)
    return Piece(text, settings.is_marked, settings.is_legacy)


def _chosen(alternatives: etree._Element) -> etree._Element:
    """Of the same thing written for newer and older programs, give the one for newer ones."""
    choice = child(alternatives, "Choice")
    fallback = child(alternatives, "Fallback")
    found = choice if choice is not None and len(choice) else fallback
    return alternatives if found is None else found


def _symbol(element: etree._Element) -> str:
    font = (attribute(element, "font") or "").casefold()
    try:
        code = int(attribute(element, "char") or "", 16) & 0xFF
    except ValueError:
        return ""
    if font.startswith("wingdings"):
        return _WINGDINGS.get(code, "")
    return _SYMBOLS.get(code) or _GREEK.get(chr(code), chr(code) if chr(code).isprintable() else "")


def _take_formula(element: etree._Element, paragraph: Paragraph) -> None:
    tex = tex_of(element)
    if tex:
        paragraph.pieces.append(Piece(rf"\({tex}\)"))
        paragraph.kinds.add(Kind.FORMULA)
