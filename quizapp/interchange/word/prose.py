"""A Word file → the paragraphs of an article: headings marked, rows of tables a line each."""

from collections.abc import Iterable, Iterator, Mapping

from lxml import etree

from quizapp.errors import N_, Problem, QuestionFileError
from quizapp.interchange.archives import open_archive
from quizapp.interchange.banks import SourceFile
from quizapp.interchange.word.document import is_old_or_encrypted
from quizapp.interchange.word.elements import attribute, child, children, descend, name_of, value_of
from quizapp.interchange.word.package import Package
from quizapp.interchange.word.runs import ParagraphReader
from quizapp.interchange.word.styles import Styles

__all__ = ["read_prose"]

_WRAPPERS = frozenset({"Choice", "customXml", "ins", "moveTo", "sdt", "sdtContent"})
_HEADINGS = ("heading", "title")


def read_prose(source: SourceFile) -> list[str]:
    """Give the paragraphs of a document in order; a heading begins with "## ".

    Raises `QuestionFileError` for one that cannot be opened or has no text.
    """
    if is_old_or_encrypted(source.data):
        raise _failure(
            N_(
                "The file is protected by a password, or an old .doc file. Open it in Word and save"
                " it as a Word document (.docx) without a password."
            ),
            source,
        )
    package = Package(open_archive(source), source)
    root = package.part("styles")
    signs = {**dict.fromkeys(_listed(root), "• "), **dict.fromkeys(_headings(root), "## ")}
    reader = ParagraphReader(Styles(root), lambda _relation, _alt: "")
    paragraphs = list(_paragraphs(package.body, reader, signs))
    if not paragraphs:
        raise _failure(N_("There is no text in this Word file; its pages may be pictures."), source)
    return paragraphs


def _headings(root: etree._Element | None) -> Iterator[str]:
    """Give the ids of the styles that head something, by the names that Word knows them by."""
    for style in children(root, "style"):
        if (value_of(style, "name") or "").casefold().startswith(_HEADINGS):
            yield attribute(style, "styleId") or ""


def _listed(root: etree._Element | None) -> Iterator[str]:
    """Give the ids of the styles whose paragraphs are entries of a list."""
    styles = Styles(root)
    for style in children(root, "style"):
        identifier = attribute(style, "styleId") or ""
        if styles.numbering(identifier) is not None:
            yield identifier


def _paragraphs(
    parent: Iterable[etree._Element], reader: ParagraphReader, signs: Mapping[str, str]
) -> Iterator[str]:
    for element in parent:
        name = name_of(element)
        if name == "p":
            yield from _of_paragraph(element, reader, signs)
        elif name == "tbl":
            yield from _rows(element, reader, signs)
        elif name == "AlternateContent":
            yield from _paragraphs(list(element)[:1], reader, signs)
        elif name in _WRAPPERS:
            yield from _paragraphs(element, reader, signs)


def _of_paragraph(
    element: etree._Element, reader: ParagraphReader, signs: Mapping[str, str]
) -> Iterator[str]:
    paragraph = reader.read(element)
    text = " ".join("".join(piece.text for piece in paragraph.pieces).split())
    if text:
        listed = descend(element, "pPr", "numPr") is not None
        sign = signs.get(paragraph.style, "• " if listed else "")
        yield sign + text
    for box in paragraph.boxes:
        yield from _paragraphs(box, reader, signs)


def _rows(
    table: etree._Element, reader: ParagraphReader, signs: Mapping[str, str]
) -> Iterator[str]:
    """Give each row as a line; a table of one column is but a frame around paragraphs."""
    for row in children(table, "tr"):
        if child(child(row, "trPr"), "del") is not None:
            continue
        cells = [list(_paragraphs(cell, reader, signs)) for cell in children(row, "tc")]
        if len(cells) == 1:
            yield from cells[0]
        elif any(cells):
            yield "\t".join(" ".join(cell) for cell in cells)


def _failure(message: str, source: SourceFile) -> QuestionFileError:
    return QuestionFileError([Problem(message, file=source.filename)])
