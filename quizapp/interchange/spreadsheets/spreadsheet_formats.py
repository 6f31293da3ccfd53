"""The two formats of spreadsheets: a file of rows in, items out, and back."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from quizapp.errors import N_, Problem, QuestionFileError
from quizapp.interchange.banks import (
    Action,
    FileFormat,
    Finding,
    ItemBank,
    Reading,
    ReadItem,
    SourceFile,
    UnfinishedItem,
    WrittenFile,
)
from quizapp.interchange.file_names import slug_of
from quizapp.interchange.spreadsheets.cells import Cells
from quizapp.interchange.spreadsheets.csv_files import looks_like_csv, read_csv, write_csv
from quizapp.interchange.spreadsheets.headers import HEADER_ROWS, Header, find_header
from quizapp.interchange.spreadsheets.rows import read_row
from quizapp.interchange.spreadsheets.tables import Table
from quizapp.interchange.spreadsheets.writing import rows_of
from quizapp.interchange.spreadsheets.xlsx_files import looks_like_xlsx, read_xlsx, write_xlsx

if TYPE_CHECKING:
    from quizapp.domain.materials import Stimulus

__all__ = [
    "CSV",
    "CSV_FORMAT",
    "CSV_TYPE",
    "XLSX",
    "XLSX_FORMAT",
    "XLSX_TYPE",
    "write_csv_file",
    "write_xlsx_file",
]

CSV = "csv"
XLSX = "xlsx"
CSV_TYPE = "text/csv"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHEET = "Questions"
_NAMES_SHOWN = 20


def _read_csv_file(source: SourceFile) -> Reading:
    return _reading(CSV, [read_csv(source)], source)


def _read_xlsx_file(source: SourceFile) -> Reading:
    return _reading(XLSX, read_xlsx(source), source)


def write_csv_file(bank: ItemBank) -> WrittenFile:
    """Write items as CSV in UTF-8."""
    rows, findings = rows_of(bank)
    return WrittenFile(
        data=write_csv(rows),
        filename=f"{slug_of(bank.title)}.csv",
        media_type=CSV_TYPE,
        findings=findings,
    )


def write_xlsx_file(bank: ItemBank) -> WrittenFile:
    """Write items as a workbook with one sheet."""
    rows, findings = rows_of(bank)
    return WrittenFile(
        data=write_xlsx(rows, SHEET),
        filename=f"{slug_of(bank.title)}.xlsx",
        media_type=XLSX_TYPE,
        findings=findings,
    )


def _reading(name: str, tables: Sequence[Table], source: SourceFile) -> Reading:
    found = _Found(source.filename)
    for table in tables:
        found.findings.extend(table.findings)
        header = find_header(table.rows)
        if header is not None:
            found.headers += 1
            found.read(table, header)
        elif table.name and table.rows:
            found.note(N_("The sheet “%(name)s” has no questions."), name=table.name)
    if not found.headers:
        raise QuestionFileError(
            [
                Problem(
                    N_(
                        "None of the first %(rows)d rows names the columns. Write a row with"
                        " question, option a, option b … and answer above the questions."
                    ),
                    {"rows": HEADER_ROWS},
                    file=source.filename,
                )
            ]
        )
    return Reading(format=name, items=tuple(found.items), findings=tuple(found.findings))


class _Found:
    """Collects what the rows of all sheets hold."""

    def __init__(self, filename: str) -> None:
        self.items: list[ReadItem] = []
        self.findings: list[Finding] = []
        self.headers = 0
        self._filename = filename
        self._stimuli: dict[tuple[object, ...], Stimulus] = {}

    def note(self, message: str, action: Action = Action.CHANGED, **params: object) -> None:
        """Add a finding about a sheet as a whole."""
        self.findings.append(Finding(Problem(message, params, file=self._filename), action))

    def read(self, table: Table, header: Header) -> None:
        """Read the rows below the header."""
        self._note_columns(header)
        for row in table.rows:
            if row.number <= header.row.number or row.is_empty or row.cells == header.row.cells:
                continue
            cells = Cells(table, header, row, self._filename)
            for position in row.formulas:
                if position in header.columns:
                    cells.note(
                        N_("“%(column)s” holds a formula, which is not read; write its value."),
                        part=header.columns[position].role.value,
                        column=header.row.cells[position],
                    )
            self._add(cells, read_row(cells))

    def _note_columns(self, header: Header) -> None:
        for names, message in (
            (header.unknown, N_("These columns mean nothing here and were left out: %(names)s.")),
            (header.repeated, N_("These columns are there twice; the first was read: %(names)s.")),
        ):
            if names:
                more = " …" if len(names) > _NAMES_SHOWN else ""
                self.note(message, names=", ".join(names[:_NAMES_SHOWN])[:500] + more)

    def _add(self, cells: Cells, item: ReadItem | None) -> None:
        findings = list(cells.findings)
        number = None
        if item is not None:
            number = len(self.items)
            self.items.append(self._sharing(item))
            if isinstance(item, UnfinishedItem):
                findings += [
                    Finding(problem, Action.UNFINISHED, cells.place) for problem in item.problems
                ]
        self.findings.extend(
            Finding(each.problem, each.action, each.place, number, each.excerpt)
            for each in findings
        )

    def _sharing(self, item: ReadItem) -> ReadItem:
        """Let items with the same passage hold the same object."""
        if item.stimulus is None:
            return item
        known = (item.stimulus.kind, *item.stimulus.texts.items())
        return replace(item, stimulus=self._stimuli.setdefault(known, item.stimulus))


CSV_FORMAT = FileFormat(
    name=CSV,
    title="CSV",
    extensions=("csv", "tsv"),
    media_type=CSV_TYPE,
    recognises=looks_like_csv,
    read=_read_csv_file,
    write=write_csv_file,
)
XLSX_FORMAT = FileFormat(
    name=XLSX,
    title="Excel (XLSX)",
    extensions=("xlsx",),
    media_type=XLSX_TYPE,
    recognises=looks_like_xlsx,
    read=_read_xlsx_file,
    write=write_xlsx_file,
)
