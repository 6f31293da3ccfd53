"""A test while it runs: who of those concerned is where, for the teacher who watches over it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction
from typing import Any, Final

from sqlalchemy import Row, Select, func, or_, select
from sqlalchemy.orm import Session

from quizapp.domain.attempts import AttemptState, is_over, time_left
from quizapp.domain.presence import Whereabouts, whereabouts
from quizapp.domain.responses import Blank, NotAttempted, response_from
from quizapp.models import (
    AssignedAttempt,
    Assignment,
    Attempt,
    AttemptPresence,
    ClassStudent,
    Quiz,
    ResponseRecord,
    User,
)
from quizapp.services.paging import Page, page_of

__all__ = ["LATELY", "LiveRow", "LiveView", "live_assignment", "live_quiz"]

LATELY: Final = timedelta(hours=3)
"""How long what was handed in at a quiz that is set for nobody stays in view."""

MOST: Final = 1000
"""So many are watched at once; nobody can follow more."""

PER_PAGE: Final = 50


@dataclass(frozen=True, slots=True)
class LiveRow:
    """Somebody concerned. What belongs to an attempt is None before there is one.

    `position` is the question that was looked at last, `answered` how many of the `questions` have
    an answer, `left` the time left, None without a clock. `last_sign` is when something was last
    heard of an attempt that runs. `percent` is there once it is handed in.
    """

    user_id: int
    display_name: str
    where: Whereabouts
    attempt_id: int | None = None
    position: int | None = None
    answered: int | None = None
    questions: int | None = None
    left: timedelta | None = None
    last_sign: datetime | None = None
    submitted_at: datetime | None = None
    percent: Fraction | None = None


@dataclass(frozen=True, slots=True)
class LiveView:
    """A page of those concerned, and how many are where in all.

    `overdue` tells that the time of some is up whose answers are not handed in yet.
    """

    rows: Page[LiveRow]
    counts: Mapping[Whereabouts, int]
    overdue: bool

    @property
    def total(self) -> int:
        """How many are concerned."""
        return sum(self.counts.values())


def live_assignment(
    session: Session,
    assignment: Assignment,
    *,
    now: datetime,
    where: Whereabouts | None = None,
    page: int = 1,
) -> LiveView:
    """Show where the students of a class are with what is set; their newest attempts count.

    Its caller looks whose the assignment is.

    Args:
        session: where to ask.
        assignment: what is set.
        now: the time.
        where: only those who are there.
        page: number from 1.
    """
    newest = (
        select(func.max(Attempt.id).label("id"), Attempt.user_id)
        .join(AssignedAttempt, AssignedAttempt.attempt_id == Attempt.id)
        .where(AssignedAttempt.assignment_id == assignment.id)
        .group_by(Attempt.user_id)
        .subquery()
    )
    statement = (
        _selected()
        .select_from(ClassStudent)
        .join(User, User.id == ClassStudent.user_id)
        .outerjoin(newest, newest.c.user_id == User.id)
        .outerjoin(Attempt, Attempt.id == newest.c.id)
        .outerjoin(AttemptPresence, AttemptPresence.attempt_id == Attempt.id)
        .where(ClassStudent.class_id == assignment.class_id, ClassStudent.left_at.is_(None))
    )
    return _view(session, statement, now, where, page)


def live_quiz(
    session: Session,
    quiz: Quiz,
    *,
    now: datetime,
    where: Whereabouts | None = None,
    page: int = 1,
) -> LiveView:
    """Show who is at a quiz now, and who handed it in lately.

    Its caller looks whose the quiz is; the arguments are those of `live_assignment`.
    """
    statement = (
        _selected()
        .select_from(Attempt)
        .join(User, User.id == Attempt.user_id)
        .outerjoin(AttemptPresence, AttemptPresence.attempt_id == Attempt.id)
        .where(
            Attempt.quiz_id == quiz.id,
            or_(Attempt.state == AttemptState.IN_PROGRESS, Attempt.submitted_at > now - LATELY),
        )
    )
    return _view(session, statement, now, where, page)


def _selected() -> Select[*tuple[Any, ...]]:
    saved = (
        select(func.max(ResponseRecord.saved_at))
        .where(ResponseRecord.attempt_id == Attempt.id)
        .correlate(Attempt)
        .scalar_subquery()
    )
    return select(
        User.id.label("user_id"),
        User.display_name,
        Attempt.id.label("attempt_id"),
        Attempt.state,
        Attempt.position,
        Attempt.started_at,
        Attempt.deadline_at,
        Attempt.submitted_at,
        Attempt.score_units,
        Attempt.maximum_units,
        AttemptPresence.seen_at,
        AttemptPresence.in_front,
        saved.label("saved_at"),
    )


def _view(
    session: Session,
    statement: Select[*tuple[Any, ...]],
    now: datetime,
    where: Whereabouts | None,
    page: int,
) -> LiveView:
    newest_first = statement.order_by(Attempt.id.desc().nulls_last(), User.id).limit(MOST)
    found = [(_where(row, now), row) for row in session.execute(newest_first)]
    order = list(Whereabouts)
    found.sort(key=lambda each: (order.index(each[0]), each[1].display_name.casefold()))
    shown = [each for each in found if where in {None, each[0]}]
    rows = page_of(shown, page=page, per_page=PER_PAGE)
    answered = _answered(session, [row.attempt_id for _, row in rows if row.attempt_id])
    made = tuple(_row(place, row, answered.get(row.attempt_id), now) for place, row in rows)
    counts = Counter(place for place, _ in found)
    return LiveView(
        rows=Page(made, rows.number, rows.per_page, rows.total),
        counts={each: counts[each] for each in Whereabouts},
        overdue=any(_is_running(row) and is_over(now, row.deadline_at) for _, row in found),
    )


def _is_running(row: Row[*tuple[Any, ...]]) -> bool:
    return row.state is AttemptState.IN_PROGRESS


def _where(row: Row[*tuple[Any, ...]], now: datetime) -> Whereabouts:
    if row.attempt_id is None:
        return Whereabouts.NOT_BEGUN
    if not _is_running(row):
        return Whereabouts.HANDED_IN
    # A save tells that the page is in front again, whatever its last beat said.
    away = row.in_front is False and _last_sign(row) == row.seen_at
    return whereabouts(_last_sign(row), now, in_front=not away)


def _last_sign(row: Row[*tuple[Any, ...]]) -> datetime:
    signs: tuple[datetime | None, ...] = (row.seen_at, row.saved_at, row.started_at)
    return max(each for each in signs if each is not None)


def _answered(session: Session, attempt_ids: Sequence[int]) -> dict[int, tuple[int, int]]:
    """Count answers and questions: attempt id → both."""
    rows = session.execute(
        select(ResponseRecord.attempt_id, ResponseRecord.response).where(
            ResponseRecord.attempt_id.in_(attempt_ids)
        )
    )
    answers: Counter[int] = Counter()
    questions: Counter[int] = Counter()
    for attempt_id, response in rows:
        questions[attempt_id] += 1
        answers[attempt_id] += not isinstance(response_from(response), Blank | NotAttempted)
    return {each: (answers[each], questions[each]) for each in questions}


def _row(
    where: Whereabouts, row: Row[*tuple[Any, ...]], answered: tuple[int, int] | None, now: datetime
) -> LiveRow:
    running = _is_running(row)
    answers, questions = answered or (None, None)
    percent = None
    if row.score_units is not None and row.maximum_units:
        percent = Fraction(100 * row.score_units, row.maximum_units)
    return LiveRow(
        user_id=row.user_id,
        display_name=row.display_name,
        where=where,
        attempt_id=row.attempt_id,
        position=row.position if running else None,
        answered=answers,
        questions=questions,
        left=time_left(now, row.deadline_at) if running else None,
        last_sign=_last_sign(row) if running else None,
        submitted_at=row.submitted_at,
        percent=percent,
    )
