"""A document's body in reading order → lines, numbered and with what else stands in them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from lxml import etree

from quizapp.interchange.typeset import Piece, split_lines
from quizapp.interchange.word.elements import attribute, child, descend, name_of, value_of
from quizapp.interchange.word.numbering import Numbering
from quizapp.interchange.word.runs import Kind, Paragraph, ParagraphReader, PictureCharacter
from quizapp.interchange.word.styles import Styles
from quizapp.interchange.word.tables import Cell, read_table

__all__ = ["BodyReader", "DocumentLine"]

_KEY_HEADING = re.compile(
    r"(?:(?:answers?|ans)\.?\s*(?:key|keys|sheet)?|उत्तर\s*-?(?:माला|कुंजी|तालिका)?)\s*[:\-–]*",
    re.IGNORECASE,
)
_WRAPPERS = frozenset({"Choice", "customXml", "ins", "moveTo", "sdt", "sdtContent"})


@dataclass(slots=True)
class DocumentLine:
    """A line of the page. `element` is where people find it: "paragraph 4", "table 1, row 2"."""

    pieces: list[Piece]
    element: str
    kinds: set[Kind] = field(default_factory=set)


class BodyReader:
    """Reads one document. `left_out` collects headings of columns that no question has."""

    def __init__(self, styles: Styles, numbering: Numbering, picture: PictureCharacter) -> None:
        self._styles = styles
        self._numbering = numbering
        self._paragraphs = ParagraphReader(styles, picture)
        self._paragraph = 0
        self._table = 0
        self._question = 1
        self._last_text = ""
        self._carried: list[Piece] = []
        self.left_out: list[tuple[str, str]] = []
        """Where, and the heading."""

    def read(self, body: etree._Element) -> list[DocumentLine]:
        """Give the lines of the whole body."""
        return list(self._blocks(body, ""))

    def _blocks(self, parent: Iterable[etree._Element], where: str) -> Iterator[DocumentLine]:
        for element in parent:
            name = name_of(element)
            if name == "p":
                if not where:
                    self._paragraph += 1
                yield from self._paragraph_lines(element, where)
            elif name == "tbl":
                if not where:
                    self._table += 1
                yield from self._table_lines(element, where)
            elif name == "AlternateContent":
                yield from self._blocks(list(element)[:1], where)
            elif name in _WRAPPERS:
                yield from self._blocks(element, where)

    def _paragraph_lines(self, element: etree._Element, where: str) -> Iterator[DocumentLine]:
        paragraph = self._paragraphs.read(element)
        place = where or f"paragraph {self._paragraph}"
        settings = child(element, "pPr")
        if descend(settings, "rPr", "del") is not None:
            # Its end was deleted: what is left of it belongs to the next paragraph.
            self._carried += paragraph.pieces
            return
        pieces = [Piece(self._label(settings, paragraph)), *self._carried, *paragraph.pieces]
        self._carried = []
        lines = [DocumentLine(line, place) for line in split_lines(pieces)]
        lines[0].kinds |= paragraph.kinds
        self._last_text = "".join(piece.text for piece in pieces).strip() or self._last_text
        yield from lines
        for box in paragraph.boxes:
            yield from self._blocks(box, place)

    def _label(self, settings: etree._Element | None, paragraph: Paragraph) -> str:
        """Write the automatic number before a paragraph. An empty one shows none."""
        own = child(settings, "numPr")
        number, level = value_of(own, "numId"), value_of(own, "ilvl")
        inherited = self._styles.numbering(paragraph.style)
        if number is None and inherited is not None:
            style, found = inherited
            number = value_of(found, "numId")
            level = level or value_of(found, "ilvl") or str(self._numbering.level_of_style(style))
        is_empty = not (paragraph.kinds or any(piece.text.strip() for piece in paragraph.pieces))
        if number in {None, "0"} or is_empty:
            return ""
        position = int(level) if level and level.isdigit() else 0
        return self._numbering.label(number or "", position)

    def _table_lines(self, element: etree._Element, where: str) -> Iterator[DocumentLine]:
        place = where or f"table {self._table}"
        before = self._last_text
        rows: list[list[Cell]] = []
        kinds: dict[int, DocumentLine] = {}
        for position, row in enumerate(_rows(element), start=1):
            row_place = where or f"{place}, row {position}"
            in_row = [list(self._blocks(cell, row_place)) for cell in _cells(row)]
            rows.append([_without_edges(lines) for lines in in_row])
            kinds[position] = _sum(in_row, row_place)
        if not any(rows):
            return
        reading = read_table(rows, self._question)
        self._question = reading.question
        self.left_out += ((place, heading) for heading in reading.left_out)
        own_heading = reading.has_heading and _KEY_HEADING.fullmatch(before) is not None
        # A key goes on in the next table.
        self._last_text = "Answer Key" if reading.has_heading else ""
        for line in reading.lines[1 if own_heading else 0 :]:
            # What a row holds besides text is told with its first line.
            extra = kinds.pop(line.row, DocumentLine([], ""))
            row_place = where or f"{place}, row {line.row}"
            yield DocumentLine(list(line.pieces), row_place, extra.kinds)


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for element in table:
        if name_of(element) == "tr" and descend(element, "trPr", "del") is None:
            yield element
        elif name_of(element) in _WRAPPERS:
            yield from _rows(element)


def _cells(row: etree._Element) -> Iterator[etree._Element | tuple[()]]:
    """Give the cells of a row; one that a cell above covers is empty."""
    for element in row:
        if name_of(element) == "tc":
            merged = descend(element, "tcPr", "vMerge")
            is_covered = merged is not None and attribute(merged, "val") != "restart"
            yield () if is_covered else element
        elif name_of(element) in _WRAPPERS:
            yield from _cells(element)


def _without_edges(lines: list[DocumentLine]) -> list[list[Piece]]:
    """Drop the empty lines at the ends of a cell."""
    texts = ["".join(piece.text for piece in line.pieces).strip() for line in lines]
    filled = [position for position, text in enumerate(texts) if text]
    return [line.pieces for line in lines[filled[0] : filled[-1] + 1]] if filled else []


def _sum(cells: list[list[DocumentLine]], place: str) -> DocumentLine:
    lines = [line for cell in cells for line in cell]
    return DocumentLine(
        [],
        place,
        {kind for line in lines for kind in line.kinds},
    )
