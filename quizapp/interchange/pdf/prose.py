"""A PDF → the paragraphs of an article: its rows joined again, headings marked."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from quizapp.errors import N_, Problem, QuestionFileError
from quizapp.interchange.banks import SourceFile
from quizapp.interchange.pdf.confined import read_confined
from quizapp.interchange.pdf.furniture import furniture_of, text_of_row
from quizapp.interchange.pdf.worker import PageData, RowData

__all__ = ["paragraphs_of", "read_prose"]

SECONDS = 20
"""Of computing. An article has few pages."""
WIDER = 1.4
"""A gap of so many times the usual one is between paragraphs,"""
POINTS = 2.0
"""if it is wider by so many points;"""
INDENT = 8.0
"""so does a row that begins so many points further right than the one above, or left of it."""
SHORT = 0.75
"""A row of less than so much of the usual length was not broken because it was full."""
HEADING_WORDS = 16
_ENDS = re.compile(r"[.!?:][\"'”’)\]]*$")
_CUT_WORD = re.compile(r"[a-z]-$")
_BULLET = re.compile(r"(?:[•●○▪■►➢\uf0b7\uf0d8]|[–-]\s|\(?\d{1,2}[.)]\s|\(?[a-z][.)]\s)")
_PICTURE = re.compile("[\U000f0000-\U000fffff]")


@dataclass(frozen=True, slots=True)
class _Row:
    text: str
    gap: float | None
    """To the row above; None at the top of a page."""
    left: float
    is_bold: bool


def read_prose(source: SourceFile) -> list[str]:
    """Give the paragraphs of a PDF in order; a heading begins with "## ".

    Raises `QuestionFileError` for one that cannot be opened or has no text.
    """
    paragraphs = paragraphs_of(read_confined(source, seconds=SECONDS)["pages"])
    if not paragraphs:
        problem = Problem(
            N_("There is no text in this PDF; its pages are pictures. Recognise it first (OCR)."),
            file=source.filename,
        )
        raise QuestionFileError([problem])
    return paragraphs


def paragraphs_of(pages: Sequence[PageData]) -> list[str]:
    """Join the rows of pages into paragraphs, without heads, feet and page numbers."""
    rows = list(_rows(pages))
    if not rows:
        return []
    usual = median([row.gap for row in rows if row.gap is not None] or [0.0])
    length = sorted(len(row.text) for row in rows)[len(rows) * 3 // 4]
    paragraphs: list[list[_Row]] = []
    for row in rows:
        if paragraphs and _goes_on(paragraphs[-1], row, usual, length):
            paragraphs[-1].append(row)
        else:
            paragraphs.append([row])
    bold = sum(row.is_bold for row in rows) * 2 > len(rows)
    return [_text(paragraph, heads=not bold) for paragraph in paragraphs]


def _rows(pages: Sequence[PageData]) -> Iterator[_Row]:
    for page, dropped in zip(pages, furniture_of(pages), strict=True):
        bottom: float | None = None
        for position, row in enumerate(page["rows"]):
            text = _PICTURE.sub("", text_of_row(row)).strip()
            if position in dropped or not text:
                continue
            gap = None if bottom is None else row["top"] - bottom
            # A row above the one before begins a column, as a page does.
            yield _Row(text, gap if gap is None or gap > -1 else None, row["left"], _is_bold(row))
            bottom = row["bottom"]


def _is_bold(row: RowData) -> bool:
    return all(marked for text, marked, _ in row["pieces"] if text.strip())


def _goes_on(paragraph: Sequence[_Row], row: _Row, usual: float, length: int) -> bool:
    last = paragraph[-1]
    if last.is_bold != row.is_bold or "\t" in row.text or "\t" in last.text:
        return False
    if _BULLET.match(row.text):
        return False
    if row.gap is None:
        return _ENDS.search(last.text) is None and not row.is_bold
    if row.gap > usual * WIDER and row.gap > usual + POINTS:
        return False
    if len(last.text) < SHORT * length and (_ENDS.search(last.text) or row.text[0].isupper()):
        return row.is_bold
    return not (_ENDS.search(last.text) and row.left - last.left > INDENT)


def _text(paragraph: Sequence[_Row], *, heads: bool) -> str:
    text = ""
    for row in paragraph:
        if _CUT_WORD.search(text) and row.text[0].islower():
            text = text[:-1] + row.text
        else:
            text = f"{text} {row.text}" if text else row.text
    is_heading = (
        heads
        and paragraph[0].is_bold
        and len(text.split()) <= HEADING_WORDS
        and not text.endswith(".")
        and "\t" not in text
    )
    return f"## {text}" if is_heading else text
