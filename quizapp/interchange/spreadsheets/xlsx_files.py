"""XLSX: bytes → sheets of texts, and rows → bytes. Only this module names the library for it.

Formulas are never run, and the value that was saved with one is not believed. Entities are refused
before anything is parsed; archives are looked at before they are opened.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, time
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING, Any

from quizapp.errors import N_, Problem, QuestionFileError
from quizapp.interchange.archives import Archive, is_archive, open_archive
from quizapp.interchange.banks import Action, Finding, Place, SourceFile
from quizapp.interchange.spreadsheets.tables import (
    COLUMNS_MAXIMUM,
    ROWS_MAXIMUM,
    Cell,
    Row,
    Table,
    guarded,
    is_formula_like,
    unguarded,
)
from quizapp.interchange.spreadsheets.workbook_parts import ensure_harmless, merged_ranges

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

__all__ = ["looks_like_xlsx", "read_xlsx", "write_xlsx"]

SHEETS_MAXIMUM = 50
FILLED_MAXIMUM = 100_000
"""So many cells are filled from merged ones; overlapping ranges could ask for millions."""

_WORKBOOK = b"xl/workbook.xml"
_COMPOUND = bytes.fromhex("d0cf11e0a1b11ae1")
"""Begins old .xls files, and new ones with a password."""
_OFFICE_EXTENSIONS = frozenset({"xlsx", "xlsm", "xls", ""})
_MIDNIGHT = time()
_HUNDRED = 100


def looks_like_xlsx(source: SourceFile) -> bool:
    """Whether this is a workbook, or one that must be saved in another way first."""
    if is_archive(source.data):
        return _WORKBOOK in source.data
    return source.data.startswith(_COMPOUND) and source.extension in _OFFICE_EXTENSIONS


def read_xlsx(source: SourceFile) -> list[Table]:
    """Read the sheets that are not hidden.

    Raises `QuestionFileError` for what is damaged, encrypted, too large, or declares entities.
    """
    if source.data.startswith(_COMPOUND):
        raise _failure(
            N_(
                "The file has a password or is of an old kind. Save it as .xlsx without a password."
            ),
            source,
        )
    archive = open_archive(source)
    ensure_harmless(archive, source)
    workbook: Workbook | None = None
    try:
        workbook = _opened(source.data)
        return [
            _table(sheet, archive, source, is_only=len(workbook.worksheets) == 1)
            for sheet in workbook.worksheets[:SHEETS_MAXIMUM]
            if sheet.sheet_state == "visible"
        ]
    except QuestionFileError:
        raise
    except Exception as error:
        # The library lets whatever a damaged part causes escape: KeyError, TypeError, its own …
        raise _failure(
            N_("The workbook is damaged. Open it in a spreadsheet program and save it anew."),
            source,
        ) from error
    finally:
        if workbook is not None:
            workbook.close()


def write_xlsx(rows: Iterable[Sequence[Cell]], title: str) -> bytes:
    """Write one sheet, the first row, of texts, as its header; a text stays one in every cell."""
    from openpyxl import Workbook  # noqa: PLC0415 — as above
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415
    from openpyxl.styles import Alignment, Font  # noqa: PLC0415
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet(title)
    sheet.freeze_panes = "A2"
    wrapped, bold = Alignment(wrap_text=True, vertical="top"), Font(bold=True)
    for number, row in enumerate(rows):
        if number == 0:
            for position, name in enumerate(row, start=1):
                sheet.column_dimensions[get_column_letter(position)].width = _width(str(name))
        cells = []
        for text in row:
            if not isinstance(text, str):
                cells.append(WriteOnlyCell(sheet, float(text)))
                continue
            # An apostrophe that is part of the text must not be taken for a guard.
            cell = WriteOnlyCell(sheet, guarded(text) if text.startswith("'") else text)
            if text:
                cell.data_type = "s"
            cell.alignment = wrapped
            if is_formula_like(text):
                cell.quotePrefix = True
            if number == 0:
                cell.font = bold
            cells.append(cell)
        sheet.append(cells)
    data = BytesIO()
    workbook.save(data)
    return data.getvalue()


def _width(name: str) -> int:
    wide = ("question", "explanation", "passage")
    return 50 if name.startswith(wide) and "title" not in name else 18


def _opened(data: bytes) -> "Workbook":
    import warnings  # noqa: PLC0415 — with the library, and only here

    from openpyxl import load_workbook  # noqa: PLC0415 — a heavy library that few files need

    with warnings.catch_warnings():
        # It warns of what it does not keep when it writes; here nothing is written back.
        warnings.simplefilter("ignore")
        return load_workbook(BytesIO(data), read_only=True, data_only=False, keep_links=False)


def _table(
    sheet: "ReadOnlyWorksheet", archive: Archive, source: SourceFile, *, is_only: bool
) -> Table:
    name = "" if is_only else str(sheet.title)
    findings: list[Finding] = []
    rows: list[Row] = []
    for row in _rows(sheet):
        if row.number > ROWS_MAXIMUM:
            raise _failure(
                N_("The sheet has more than %(maximum)d rows. Split it."),
                source,
                maximum=ROWS_MAXIMUM,
            )
        if row.is_empty:
            continue
        rows.append(row)
    table = Table(rows, name)
    # The library keeps the member's name to itself, and the stubs do not know it.
    member = str(sheet._worksheet_path)  # type: ignore[attr-defined]  # noqa: SLF001
    findings.extend(_fill_merged(table, archive, member, source))
    return replace(table, findings=tuple(findings))


def _rows(sheet: "ReadOnlyWorksheet") -> Iterator[Row]:
    sheet.reset_dimensions()
    cells_of_rows: Iterator[Sequence[Any]] = sheet.iter_rows(  # type: ignore[misc]  # the stubs' self
        max_row=ROWS_MAXIMUM + 1, max_col=COLUMNS_MAXIMUM
    )
    for number, cells in enumerate(cells_of_rows, start=1):
        formulas = tuple(place for place, cell in enumerate(cells) if cell.data_type in {"f", "e"})
        texts = ["" if place in formulas else _text(cell) for place, cell in enumerate(cells)]
        while texts and not texts[-1]:
            texts.pop()
        yield Row(number, texts, 0, formulas)


def _text(cell: Any) -> str:  # noqa: ANN401 — cells of several kinds
    match cell.value:
        case None:
            text = ""
        case bool(value):
            text = "true" if value else "false"
        case datetime() as value if value.time() == _MIDNIGHT:
            text = value.date().isoformat()
        case datetime() as value:
            text = value.isoformat(" ", "minutes")
        case time() as value:
            text = value.isoformat("minutes")
        case int() | float() | Decimal() as value:
            text = _number(value, is_percent="%" in str(cell.number_format or ""))
        case value:
            plain = str(value).replace("_x000D_", "").replace("\r\n", "\n").replace("\r", "\n")
            text = unguarded(plain)
    return text


def _number(value: float | Decimal, *, is_percent: bool) -> str:
    """Write a number as people read it: 1991 and not 1991.0, 12.5 and not 12.499999999."""
    # Fifteen digits is what spreadsheet programs show; the rest is noise of the binary form.
    number = Decimal(f"{value:.15g}")
    if is_percent:
        number *= _HUNDRED
    text = f"{number:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return f"{text}%" if is_percent else text


def _fill_merged(
    table: Table, archive: Archive, member: str, source: SourceFile
) -> Iterator[Finding]:
    """Let a cell that was merged downwards count for each of its rows."""
    by_number = {row.number: row for row in table.rows}
    filled = looked_at = 0
    for first, last, column in merged_ranges(archive.get(member, b"")):
        top = by_number.get(first)
        if looked_at >= FILLED_MAXIMUM:
            break
        if top is None or column >= len(top.cells) or not top.cells[column].strip():
            continue
        for number in range(first + 1, min(last, ROWS_MAXIMUM) + 1):
            row = by_number.get(number)
            looked_at += 1
            if row is not None and looked_at < FILLED_MAXIMUM:
                row.cells.extend([""] * (column + 1 - len(row.cells)))
                row.cells[column] = top.cells[column]
                filled += 1
    if filled:
        yield Finding(
            Problem(
                N_("Merged cells were taken for the same text. Rows: %(count)d."),
                {"count": filled},
                file=source.filename,
            ),
            Action.CHECK,
            Place(element=table.name),
        )


def _failure(message: str, source: SourceFile, **params: object) -> QuestionFileError:
    return QuestionFileError([Problem(message, params, file=source.filename)])
