"""An attempt among those of others at the same quiz: rank, percentile, and the time they took.

The cohort are the first submitted attempts of all other students; who takes a quiz again knows its
answers. Of an attempt that a teacher had set, it are those of the class, as long as they are
enough. Fewer than `COHORT_MINIMUM` say nothing, and would tell of single persons. As many queries
for a few attempts as for many.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from sqlalchemy import Subquery, func, select
from sqlalchemy.orm import Session

from quizapp.domain.attempts import AttemptState
from quizapp.models import AssignedAttempt, Assignment, Attempt, Class, ResponseRecord

__all__ = ["COHORT_MINIMUM", "Comparison", "compare"]

#: So many others there must be.
COHORT_MINIMUM: Final = 5


@dataclass(frozen=True, slots=True)
class Comparison:
    """How an attempt stands among `others`, the number of students in the cohort.

    `rank` is 1 and one more for each of them with a higher percentage. `percentile` is the share,
    0 to 100, of all (the student among them) who got at most as much, as the National Testing
    Agency reckons it. `time_ms` is the mean time in milliseconds that others spent on each
    question of the paper, by its position; questions that fewer than `COHORT_MINIMUM` saw have
    none. `class_title` names the class that the cohort is, None where it is everybody.
    """

    others: int
    rank: int
    percentile: Fraction
    time_ms: Mapping[int, int]
    class_title: str | None = None


def compare(session: Session, attempt: Attempt) -> Comparison | None:
    """Compare a submitted attempt with the cohort; None where that is too small."""
    given = session.execute(
        select(Assignment.id, Class.title)
        .join(Class, Class.id == Assignment.class_id)
        .join(AssignedAttempt, AssignedAttempt.assignment_id == Assignment.id)
        .where(AssignedAttempt.attempt_id == attempt.id)
    ).one_or_none()
    if given is not None:
        found = _compared(session, attempt, _cohort(attempt, given.id), given.title)
        if found is not None:
            return found
    return _compared(session, attempt, _cohort(attempt), None)


def _compared(
    session: Session, attempt: Attempt, cohort: Subquery, class_title: str | None
) -> Comparison | None:
    # Both sides in units of their own attempt: a set may have changed between two.
    theirs = Attempt.score_units * attempt.maximum_units
    mine = (attempt.score_units or 0) * Attempt.maximum_units
    others, better = session.execute(
        select(func.count(), func.count().filter(theirs > mine)).where(
            Attempt.id.in_(select(cohort.c.id))
        )
    ).one()
    if others < COHORT_MINIMUM:
        return None
    return Comparison(
        others=others,
        rank=better + 1,
        percentile=Fraction(100 * (others + 1 - better), others + 1),
        time_ms=_times(session, attempt, cohort),
        class_title=class_title,
    )


def _cohort(attempt: Attempt, assignment_id: int | None = None) -> Subquery:
    firsts = (
        select(func.min(Attempt.id).label("id"))
        .where(
            Attempt.quiz_id == attempt.quiz_id,
            Attempt.user_id != attempt.user_id,
            Attempt.state == AttemptState.SUBMITTED,
        )
        .group_by(Attempt.user_id)
    )
    if assignment_id is not None:
        firsts = firsts.join(AssignedAttempt, AssignedAttempt.attempt_id == Attempt.id).where(
            AssignedAttempt.assignment_id == assignment_id
        )
    return firsts.subquery()


def _times(session: Session, attempt: Attempt, cohort: Subquery) -> dict[int, int]:
    means = (
        select(
            ResponseRecord.item_version_id,
            func.count().label("seen"),
            func.avg(ResponseRecord.time_ms).label("mean"),
        )
        .where(ResponseRecord.attempt_id.in_(select(cohort.c.id)), ResponseRecord.visited)
        .group_by(ResponseRecord.item_version_id)
        .subquery()
    )
    rows = session.execute(
        select(ResponseRecord.position, means.c.mean)
        .join(means, means.c.item_version_id == ResponseRecord.item_version_id)
        .where(ResponseRecord.attempt_id == attempt.id, means.c.seen >= COHORT_MINIMUM)
    )
    return {row.position: round(row.mean) for row in rows}
