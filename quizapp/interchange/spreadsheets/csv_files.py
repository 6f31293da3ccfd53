"""CSV: bytes → rows, whatever separates the columns; rows → bytes that programs open rightly."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from itertools import islice

from quizapp.errors import N_, Problem, QuestionFileError
from quizapp.interchange.archives import is_archive
from quizapp.interchange.banks import SourceFile
from quizapp.interchange.spreadsheets.headers import HEADER_ROWS, find_header
from quizapp.interchange.spreadsheets.tables import (
    COLUMNS_MAXIMUM,
    ROWS_MAXIMUM,
    Cell,
    Row,
    Table,
    guarded,
    unguarded,
)
from quizapp.interchange.text_files import decoded, looks_binary

__all__ = ["looks_like_csv", "read_csv", "write_csv"]

DELIMITERS = ",;\t|"
HEAD = 64_000
"""So many bytes from the beginning show whether a file is a sheet."""


def looks_like_csv(source: SourceFile) -> bool:
    """Whether a header stands in the first rows."""
    head = source.data[:HEAD]
    if is_archive(head) or looks_binary(head):
        return False
    if len(source.data) > HEAD:
        # Half a row may end in the middle of a character.
        head = head[: head.rfind(b"\n") + 1] or head
    text, _ = decoded(SourceFile(head, source.filename))
    return any(find_header(_first_rows(text, each)) for each in DELIMITERS)


def read_csv(source: SourceFile) -> Table:
    """Read the rows. Raises `QuestionFileError` for what is no text, or has too many rows."""
    text, findings = decoded(source)
    delimiter = _delimiter(text)
    text = _without_hint(text)
    rows: list[Row] = []
    try:
        for row in _rows(text, delimiter):
            if row.number > ROWS_MAXIMUM:
                raise _failure(
                    N_("The sheet has more than %(maximum)d rows. Split it."),
                    source,
                    row.line,
                    maximum=ROWS_MAXIMUM,
                )
            rows.append(row)
    except csv.Error as error:
        raise _failure(
            N_("This row cannot be read; look whether each quotation mark is closed."),
            source,
            rows[-1].line + 1 if rows else 1,
        ) from error
    return Table(rows, findings=findings)


def write_csv(rows: Iterable[Sequence[Cell]]) -> bytes:
    """Write rows with commas between the cells; nothing in them can be run as a formula."""
    text = StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerows(
        [guarded(cell) if isinstance(cell, str) else str(cell) for cell in row] for row in rows
    )
    # Without the mark, programs take the file for one in an old encoding, and Hindi is lost.
    return text.getvalue().encode("utf-8-sig")


def _rows(text: str, delimiter: str) -> Iterator[Row]:
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter)
    line = 1
    for number, cells in enumerate(reader, start=1):
        yield Row(number, [unguarded(cell) for cell in cells[:COLUMNS_MAXIMUM]], line)
        line = reader.line_num + 1


def _delimiter(text: str) -> str:
    """Choose what separates the columns: what makes the most sense of the header."""

    def columns(delimiter: str) -> int:
        header = find_header(_first_rows(text, delimiter))
        return 0 if header is None else len(header.columns)

    return max(DELIMITERS, key=columns)


def _first_rows(text: str, delimiter: str) -> list[Row]:
    try:
        return list(islice(_rows(_without_hint(text[:HEAD]), delimiter), HEADER_ROWS))
    except csv.Error:
        return []


def _without_hint(text: str) -> str:
    """Empty the line "sep=;", which tells programs the delimiter: the header tells us."""
    first, newline, rest = text.partition("\n")
    return newline + rest if first.strip().casefold().startswith("sep=") else text


def _failure(message: str, source: SourceFile, line: int, **params: object) -> QuestionFileError:
    return QuestionFileError([Problem(message, params, None, source.filename, line)])
