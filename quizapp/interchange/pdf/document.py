"""A PDF → lines: pages joined, heads and feet dropped, words joined that a row's end cut."""

import re
from base64 import b64decode
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from quizapp.errors import N_, Problem, QuestionFileError
from quizapp.interchange.banks import Action, Finding, Place, SourceFile
from quizapp.interchange.exam_text.lines import Line
from quizapp.interchange.exam_text.pictures import Album, is_picture_alone, without_pictures
from quizapp.interchange.kruti_dev.lines import lines_in_unicode
from quizapp.interchange.pdf.confined import read_confined
from quizapp.interchange.pdf.furniture import furniture_of, text_of_row
from quizapp.interchange.pdf.hindi import Script, in_order, script_of
from quizapp.interchange.pdf.worker import PageData
from quizapp.interchange.typeset import Piece, line_of

__all__ = ["Document", "lines_of_pages", "read_document"]

FIRST_PICTURE = 0xF0000
"""The character that stands for the first picture."""
PARAGRAPH_GAP = 1.0
"""A gap of more than so many heights of a row is an empty line."""
_CUT_WORD = re.compile(r"[a-z]-$")
_WORD_START = re.compile(r"[a-z]+[^\s]*")


class Document(NamedTuple):
    """A PDF's lines, what was found while they were made, and the pictures in the lines."""

    lines: Sequence[Line]
    findings: tuple[Finding, ...]
    album: Album


def read_document(source: SourceFile) -> Document:
    """Give a PDF's lines, its findings and its pictures.

    Raises `QuestionFileError` for one that cannot be opened or has no text that can be read.
    """
    answer = read_confined(source)
    album = Album()
    characters = {
        FIRST_PICTURE + number: album.character(b64decode(data))
        for number, data in enumerate(answer["pictures"])
    }
    lines, findings = lines_of_pages(answer["pages"], source)
    if characters:
        lines = [replace(line, text=line.text.translate(characters)) for line in lines]
    return Document(lines, findings, album)


def lines_of_pages(
    pages: Sequence[PageData], source: SourceFile
) -> tuple[Sequence[Line], tuple[Finding, ...]]:
    """Make the lines of pages that were read."""
    furniture = furniture_of(pages)
    lines = list(_lines(pages, furniture))
    texts = [line.text for line in lines if line.text and not is_picture_alone(line.text)]
    if not texts:
        raise _failure(
            N_(
                "There is no text in this PDF; its pages are pictures. Recognise their text first"
                " (OCR), or type the questions."
            ),
            source,
        )
    script = script_of(texts)
    if script.is_unreadable:
        raise _failure(
            N_(
                "The text of this PDF is stored as codes of its font, from which the letters cannot"
                " be told. Use the Word file that it was made from, or recognise its text (OCR)."
            ),
            source,
        )
    if script.is_visual:
        # A line keeps its length: signs change places within a syllable.
        lines = [replace(line, text=in_order(line.text)) for line in lines]
    lines = list(_joined(lines))
    numbered = [
        replace(line, place=replace(line.place, line=number))
        for number, line in enumerate(lines, start=1)
    ]
    in_unicode, converted = lines_in_unicode(numbered, source.filename)
    findings = (
        *converted,
        *_findings_of_pages(pages, furniture, source),
        *_findings_of_script(script, source),
    )
    return in_unicode, findings


def _lines(pages: Sequence[PageData], furniture: Sequence[frozenset[int]]) -> Iterator[Line]:
    for number, (page, dropped) in enumerate(zip(pages, furniture, strict=True), start=1):
        bottom: float | None = None
        position = 0
        for index, row in enumerate(page["rows"]):
            if index in dropped:
                continue
            position += 1
            place = Place(element=f"page {number}, line {position}")
            height = row["bottom"] - row["top"]
            if bottom is not None and row["top"] - bottom > PARAGRAPH_GAP * height:
                yield Line("", place)
            bottom = row["bottom"]
            pieces = [Piece(*piece) for piece in row["pieces"]]
            yield line_of(pieces, place)


def _joined(lines: Sequence[Line]) -> Iterator[Line]:
    """Join words that a hyphen cuts at the end of a line, on the first of the two lines."""
    waiting: Line | None = None
    for line in lines:
        rest: Line | None = line
        start = _WORD_START.match(line.text)
        if waiting is not None and start is not None and _CUT_WORD.search(waiting.text):
            waiting = replace(waiting, text=waiting.text[:-1] + start[0])
            rest = _without_start(line, start.end())
        if rest is not None:
            if waiting is not None:
                yield waiting
            waiting = rest
    if waiting is not None:
        yield waiting


def _without_start(line: Line, length: int) -> Line | None:
    """Give what is left of a line behind its first characters, None where that is nothing."""
    rest = line.text[length:].lstrip()
    shift = len(line.text) - len(rest)
    marked = tuple(
        (max(start - shift, 0), end - shift) for start, end in line.marked if end > shift
    )
    return Line(rest, line.place, marked) if rest else None


def _findings_of_pages(
    pages: Sequence[PageData], furniture: Sequence[frozenset[int]], source: SourceFile
) -> Iterator[Finding]:
    dropped = dict.fromkeys(
        text_of_row(page["rows"][position]).strip()
        for page, positions in zip(pages, furniture, strict=True)
        for position in sorted(positions)
    )
    if dropped:
        yield Finding(
            Problem(
                N_("Left out as heads, feet and page numbers: %(texts)s."),
                {"texts": " · ".join(filter(None, map(without_pictures, dropped)))[:200]},
                file=source.filename,
            ),
            Action.CHANGED,
        )
    for number, page in enumerate(pages, start=1):
        place = Place(element=f"page {number}")
        if page["is_damaged"]:
            problem = Problem(N_("This page is damaged and was not read."), file=source.filename)
            yield Finding(problem, Action.LEFT_OUT, place)
        elif page["turned"]:
            problem = Problem(
                N_("Text that runs up, down or aslant, such as a watermark, was not read."),
                file=source.filename,
            )
            yield Finding(problem, Action.CHANGED, place)
        if page["unread"] and page["rows"]:
            problem = Problem(
                N_("Pictures of this page that were not read: %(count)d. Look at its questions."),
                {"count": page["unread"]},
                file=source.filename,
            )
            yield Finding(problem, Action.CHECK, place)
        if not page["rows"] and not page["is_damaged"] and not page["turned"]:
            problem = Problem(
                N_("There is no text on this page; if it is a picture, type its questions."),
                file=source.filename,
            )
            yield Finding(problem, Action.CHECK, place)


def _findings_of_script(script: Script, source: SourceFile) -> Iterator[Finding]:
    if script.is_visual:
        yield Finding(
            Problem(
                N_("The Hindi of this PDF was stored out of order and was put in order. Check it."),
                file=source.filename,
            ),
            Action.CHECK,
        )
    if script.is_doubtful:
        yield Finding(
            Problem(
                N_(
                    "%(share)d %% of the letters are codes of a font that stand for no character."
                    " Check the text, or use the Word file that the PDF was made from."
                ),
                {"share": round(100 * script.unknown)},
                file=source.filename,
            ),
            Action.CHECK,
        )


def _failure(message: str, source: SourceFile) -> QuestionFileError:
    return QuestionFileError([Problem(message, file=source.filename)])
