"""The registry of formats: finding out what a file is, reading it, writing another.

A format is one module (or package) with a constant `FORMAT`; adding one is adding it to `FORMATS`,
the strictest recogniser first, since the first that recognises a file reads it.
"""

from collections.abc import Mapping

from quizapp.errors import N_, Problem, QuestionFileError
from quizapp.interchange import anki
from quizapp.interchange.archives import is_archive, open_archive
from quizapp.interchange.banks import FileFormat, ItemBank, Reading, SourceFile, WrittenFile
from quizapp.interchange.direction import one_direction
from quizapp.interchange.exam_text import text_file
from quizapp.interchange.moodle import aiken, gift, xml
from quizapp.interchange.own_format import format as own_format
from quizapp.interchange.pdf import file as pdf_file
from quizapp.interchange.print import papers
from quizapp.interchange.qti import package, qti2, qti12
from quizapp.interchange.spreadsheets.spreadsheet_formats import CSV_FORMAT, XLSX_FORMAT
from quizapp.interchange.word import file as word_file

__all__ = ["FORMATS", "READABLE", "WRITABLE", "detect", "read", "write"]

SIZE_MAXIMUM = 50_000_000
"""The largest file that is read, in bytes."""

FORMATS: Mapping[str, FileFormat] = {
    each.name: each
    for each in (
        own_format.FORMAT,
        package.FORMAT,
        qti2.FORMAT,
        qti12.FORMAT,
        pdf_file.FORMAT,
        XLSX_FORMAT,
        word_file.FORMAT,
        CSV_FORMAT,
        xml.FORMAT,
        gift.FORMAT,
        aiken.FORMAT,
        anki.FORMAT,
        papers.FORMAT,
        # Last: nearly any text with questions in it is one of these.
        text_file.FORMAT,
    )
}
"""Name → format, in the order in which they are tried."""

READABLE = tuple(name for name, each in FORMATS.items() if each.read is not None)
WRITABLE = tuple(name for name, each in FORMATS.items() if each.write is not None)


def detect(source: SourceFile) -> FileFormat:
    """Find out the format of a file by its content. Raises `QuestionFileError`."""
    _ensure_usable(source)
    for each in FORMATS.values():
        if each.recognises is not None and each.recognises(source):
            return each
    if is_archive(source.data):
        # A damaged or dangerous archive says so itself.
        open_archive(source)
    raise _failure(
        N_("This is in no format that can be read here. Possible: %(formats)s."),
        source,
        formats=", ".join(FORMATS[name].title for name in READABLE),
    )


def read(source: SourceFile, format_name: str | None = None) -> Reading:
    """Read a file in the format of this name, or in the one that its content shows.

    Raises:
        QuestionFileError: the file as a whole cannot be read, or there is no such format.
    """
    _ensure_usable(source)
    chosen = detect(source) if format_name is None else FORMATS.get(format_name)
    if chosen is None or chosen.read is None:
        raise _failure(
            N_("“%(name)s” is no format that can be read. Possible: %(formats)s."),
            source,
            name=format_name,
            formats=", ".join(READABLE),
        )
    return one_direction(chosen.read(source), source.filename)


def write(bank: ItemBank, format_name: str) -> WrittenFile:
    """Write items in the format of this name. Raises `QuestionFileError` where there is none."""
    chosen = FORMATS.get(format_name)
    if chosen is None or chosen.write is None:
        raise _failure(
            N_("“%(name)s” is no format that can be written. Possible: %(formats)s."),
            None,
            name=format_name,
            formats=", ".join(WRITABLE),
        )
    return chosen.write(bank)


def _ensure_usable(source: SourceFile) -> None:
    if not source.data.strip():
        raise _failure(N_("The file is empty."), source)
    if len(source.data) > SIZE_MAXIMUM:
        raise _failure(
            N_("The file has %(size)d MB; at most %(maximum)d MB are read. Split it."),
            source,
            size=len(source.data) // 1_000_000,
            maximum=SIZE_MAXIMUM // 1_000_000,
        )


def _failure(message: str, source: SourceFile | None, **params: object) -> QuestionFileError:
    filename = None if source is None else source.filename
    return QuestionFileError([Problem(message, params, file=filename)])
