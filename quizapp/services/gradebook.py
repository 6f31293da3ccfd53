"""The gradebook of a class: its students × the quizzes that were set for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import ColumnElement, Row, Select, Subquery, func, select
from sqlalchemy.orm import Session

from quizapp.models import AssignedAttempt, Assignment, Attempt, ClassStudent, Quiz, Role, User
from quizapp.services.class_work import Work, is_graded, works_of
from quizapp.services.classes import own_class
from quizapp.services.closing import close_overdue
from quizapp.services.paging import Page, fetch_page

__all__ = ["GradeColumn", "GradeOrder", "GradeRow", "Gradebook", "gradebook"]

STUDENTS_PER_PAGE: Final = 50
COLUMNS_PER_PAGE: Final = 8


class GradeOrder(StrEnum):
    """How the students are sorted."""

    NAME = "name"
    LOWEST = "lowest"
    HIGHEST = "highest"


@dataclass(frozen=True, slots=True)
class GradeColumn:
    """An assignment. `mean` is that of the students' best results in per cent, None without any.

    `may_open` tells whether the reader may look at single attempts: the quiz is theirs.
    """

    assignment: Assignment
    quiz_title: str
    mean: float | None
    may_open: bool

    @property
    def id(self) -> int:
        """The assignment's id."""
        return self.assignment.id


@dataclass(frozen=True, slots=True)
class GradeRow:
    """A student, with a work for each column. `mean` is over all that they handed in."""

    user_id: int
    username: str
    display_name: str
    mean: float | None
    works: tuple[Work, ...]


@dataclass(frozen=True, slots=True)
class Gradebook:
    """A part of a gradebook: some of the assignments, the newest first, and some students."""

    class_id: int
    class_title: str
    columns: Page[GradeColumn]
    rows: Page[GradeRow]


def gradebook(  # noqa: PLR0913 — two lists, each with its page
    session: Session,
    class_id: int,
    *,
    user: User,
    now: datetime,
    order: GradeOrder = GradeOrder.NAME,
    page: int = 1,
    per_page: int = STUDENTS_PER_PAGE,
    column_page: int = 1,
    columns: int = COLUMNS_PER_PAGE,
) -> Gradebook:
    """Show the gradebook of a class; attempts whose time is up are handed in first.

    Raises:
        NotFoundError: no class of the user's.
    """
    found = own_class(session, class_id, user)
    close_overdue(session, now=now, class_id=class_id)
    best = _best(class_id)
    shown = fetch_page(
        session,
        _columns(class_id, best),
        lambda rows: _grade_columns(rows, user),
        page=column_page,
        per_page=columns,
    )

    def make(rows: Sequence[Row[*tuple[Any, ...]]]) -> list[GradeRow]:
        ids = [person.id for person, _mean in rows]
        works = works_of(session, [each.assignment for each in shown], ids, now=now)
        return [
            GradeRow(
                user_id=person.id,
                username=person.username,
                display_name=person.display_name,
                mean=None if mean is None else float(mean),
                works=tuple(works[person.id, each.id] for each in shown),
            )
            for person, mean in rows
        ]

    students = fetch_page(
        session, _students(class_id, best, order), make, page=page, per_page=per_page
    )
    return Gradebook(found.id, found.title, shown, students)


def _best(class_id: int) -> Subquery:
    """Give the best result of each student of the class now in each assignment, in per cent."""
    return (
        select(
            Attempt.user_id,
            AssignedAttempt.assignment_id,
            func.max(100.0 * Attempt.score_units / func.nullif(Attempt.maximum_units, 0)).label(
                "percent"
            ),
        )
        .join(AssignedAttempt, AssignedAttempt.attempt_id == Attempt.id)
        .join(Assignment, Assignment.id == AssignedAttempt.assignment_id)
        .join(
            ClassStudent,
            (ClassStudent.class_id == Assignment.class_id)
            & (ClassStudent.user_id == Attempt.user_id),
        )
        .where(
            Assignment.class_id == class_id,
            ClassStudent.left_at.is_(None),
            Attempt.submitted_at.is_not(None),
        )
        .group_by(Attempt.user_id, AssignedAttempt.assignment_id)
        .subquery()
    )


def _columns(class_id: int, best: Subquery) -> Select[*tuple[Any, ...]]:
    mean = (
        select(func.avg(best.c.percent))
        .where(best.c.assignment_id == Assignment.id)
        .correlate(Assignment)
        .scalar_subquery()
    )
    return (
        select(Assignment, Quiz, mean)
        .join(Quiz, Quiz.id == Assignment.quiz_id)
        .where(is_graded(class_id))
        .order_by(Assignment.created_at.desc(), Assignment.id.desc())
    )


def _students(class_id: int, best: Subquery, order: GradeOrder) -> Select[*tuple[Any, ...]]:
    means = (
        select(best.c.user_id, func.avg(best.c.percent).label("mean"))
        .group_by(best.c.user_id)
        .subquery()
    )
    orders: dict[GradeOrder, tuple[ColumnElement[Any], ...]] = {
        GradeOrder.NAME: (),
        GradeOrder.LOWEST: (means.c.mean.asc().nulls_first(),),
        GradeOrder.HIGHEST: (means.c.mean.desc().nulls_last(),),
    }
    return (
        select(User, means.c.mean)
        .join(ClassStudent, ClassStudent.user_id == User.id)
        .outerjoin(means, means.c.user_id == User.id)
        .where(ClassStudent.class_id == class_id, ClassStudent.left_at.is_(None))
        .order_by(*orders[order], func.lower(User.display_name), User.id)
    )


def _grade_columns(rows: Sequence[Row[*tuple[Any, ...]]], user: User) -> list[GradeColumn]:
    return [
        GradeColumn(
            assignment=assignment,
            quiz_title=quiz.title,
            mean=None if mean is None else float(mean),
            may_open=user.role is Role.ADMIN or quiz.owner_id == user.id,
        )
        for assignment, quiz, mean in rows
    ]
