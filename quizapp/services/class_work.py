"""What students of a class did for its assignments: the cells of the gradebook.

As many queries for one student and assignment as for all of them.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.orm import Session

from quizapp.domain.assignments import Exemption
from quizapp.domain.gradebook import WorkState, work_state
from quizapp.models import AssignedAttempt, Assignment, AssignmentExemption, Attempt
from quizapp.services.assignments import exemption_of, terms_of

__all__ = ["Work", "is_graded", "works_of"]


@dataclass(frozen=True, slots=True)
class Work:
    """What a student did for an assignment.

    `percent` is the best result, exact, and `attempt_id` the attempt that got it, None while
    nothing is handed in; `submitted_at` is when that was.
    """

    state: WorkState
    percent: Fraction | None
    attempt_id: int | None
    submitted_at: datetime | None


@dataclass(frozen=True, slots=True)
class _Result:
    percent: Fraction
    attempt_id: int
    submitted_at: datetime


def is_graded(class_id: int) -> ColumnElement[bool]:
    """Give the condition that leaves the assignments that the gradebook of a class has.

    A withdrawn one stays in it where something was handed in.
    """
    handed_in = exists().where(
        AssignedAttempt.assignment_id == Assignment.id,
        Attempt.id == AssignedAttempt.attempt_id,
        Attempt.submitted_at.is_not(None),
    )
    return (Assignment.class_id == class_id) & or_(
        Assignment.withdrawn_at.is_(None), handed_in.correlate(Assignment)
    )


def works_of(
    session: Session,
    assignments: Sequence[Assignment],
    user_ids: Collection[int],
    *,
    now: datetime,
) -> dict[tuple[int, int], Work]:
    """Say what each of these students did for each of these assignments: (student, assignment)."""
    ids = [each.id for each in assignments]
    granted = _granted(session, ids, user_ids)
    results, working = _results(session, ids, user_ids)
    works = {}
    for assignment in assignments:
        terms = terms_of(assignment)
        for user_id in user_ids:
            place = (user_id, assignment.id)
            done = results.get(place, [])
            best = max(done, key=lambda each: each.percent, default=None)
            state = work_state(
                terms.with_exemption(granted.get(place)),
                [each.submitted_at for each in done],
                now,
                working=place in working,
                standing=assignment.withdrawn_at is None,
            )
            works[place] = Work(
                state=state,
                percent=None if best is None else best.percent,
                attempt_id=None if best is None else best.attempt_id,
                submitted_at=None if best is None else best.submitted_at,
            )
    return works


def _granted(
    session: Session, assignment_ids: Sequence[int], user_ids: Collection[int]
) -> dict[tuple[int, int], Exemption]:
    rows = session.scalars(
        select(AssignmentExemption).where(
            AssignmentExemption.assignment_id.in_(assignment_ids),
            AssignmentExemption.user_id.in_(user_ids),
        )
    )
    return {(row.user_id, row.assignment_id): exemption_of(row) for row in rows}


def _results(
    session: Session, assignment_ids: Sequence[int], user_ids: Collection[int]
) -> tuple[dict[tuple[int, int], list[_Result]], set[tuple[int, int]]]:
    """Give what was handed in, and who is at it."""
    rows = session.execute(
        select(
            Attempt.user_id,
            AssignedAttempt.assignment_id,
            Attempt.id,
            Attempt.submitted_at,
            Attempt.score_units,
            Attempt.maximum_units,
        )
        .join(AssignedAttempt, AssignedAttempt.attempt_id == Attempt.id)
        .where(AssignedAttempt.assignment_id.in_(assignment_ids), Attempt.user_id.in_(user_ids))
        .order_by(Attempt.started_at, Attempt.id)
    )
    results: dict[tuple[int, int], list[_Result]] = {}
    working = set()
    for user_id, assignment_id, attempt_id, submitted_at, score, maximum in rows:
        place = (user_id, assignment_id)
        if submitted_at is None:
            working.add(place)
        else:
            percent = Fraction(100 * (score or 0), maximum or 1)
            results.setdefault(place, []).append(_Result(percent, attempt_id, submitted_at))
    return results, working
