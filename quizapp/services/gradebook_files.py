"""The gradebook of a class as a file for spreadsheet programs: all students, all assignments."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from typing import Final

from sqlalchemy.orm import Session

from quizapp.domain.gradebook import WorkState
from quizapp.errors import N_, NotFoundError
from quizapp.interchange.banks import WrittenFile
from quizapp.interchange.spreadsheets.csv_files import write_csv
from quizapp.interchange.spreadsheets.spreadsheet_formats import CSV_TYPE, XLSX_TYPE
from quizapp.interchange.spreadsheets.tables import Cell
from quizapp.interchange.spreadsheets.xlsx_files import write_xlsx
from quizapp.models import User
from quizapp.services.gradebook import Gradebook, GradeRow, gradebook
from quizapp.services.texts import slug_of

__all__ = ["GradeWords", "gradebook_file"]

#: A page of the service's longest lists; files take several of them.
STEP: Final = 200


@dataclass(frozen=True, slots=True)
class GradeWords:
    """The words of the file in the reader's language: its columns, and states without a result."""

    student: str
    username: str
    mean: str
    states: Mapping[WorkState, str]


def gradebook_file(
    session: Session, class_id: int, kind: str, words: GradeWords, *, user: User, now: datetime
) -> WrittenFile:
    """Write the gradebook as "csv" or "xlsx"; results are numbers, per cent with two decimals.

    Raises:
        NotFoundError: no class of the user's, or no such kind of file.
    """
    if kind not in {"csv", "xlsx"}:
        raise NotFoundError(N_("There is no such kind of file; choose CSV or XLSX."))
    parts = list(_parts(session, class_id, user=user, now=now))
    rows = list(_rows(parts, words))
    name = f"gradebook-{slug_of(parts[0].class_title)}"
    if kind == "csv":
        return WrittenFile(data=write_csv(rows), filename=f"{name}.csv", media_type=CSV_TYPE)
    data = write_xlsx(rows, "Gradebook")
    return WrittenFile(data=data, filename=f"{name}.xlsx", media_type=XLSX_TYPE)


def _parts(session: Session, class_id: int, *, user: User, now: datetime) -> Iterator[Gradebook]:
    """Give all students, with at most `STEP` assignments, the newest."""
    number, last = 1, 1
    while number <= last:
        part = gradebook(
            session, class_id, user=user, now=now, page=number, per_page=STEP, columns=STEP
        )
        yield part
        number, last = number + 1, part.rows.pages


def _rows(parts: list[Gradebook], words: GradeWords) -> Iterator[list[Cell]]:
    yield [
        words.student,
        words.username,
        words.mean,
        *(column.quiz_title for column in parts[0].columns),
    ]
    for part in parts:
        for row in part.rows:
            yield [row.display_name, row.username, *_figures(row, words)]


def _figures(row: GradeRow, words: GradeWords) -> Iterator[Cell]:
    yield "" if row.mean is None else _decimal(Fraction(row.mean))
    for work in row.works:
        if work.percent is not None:
            yield _decimal(work.percent)
        else:
            yield words.states.get(work.state, "")


def _decimal(percent: Fraction) -> Decimal:
    return (Decimal(percent.numerator) / percent.denominator).quantize(Decimal("0.01"))
