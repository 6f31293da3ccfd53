"""What became of an assignment, student by student. Pure; `now` is an argument."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from quizapp.domain.assignments import Phase, Terms, is_late, phase

__all__ = ["WorkState", "work_state"]


class WorkState(StrEnum):
    """How far a student is with an assignment."""

    HANDED_IN = "handed-in"
    LATE = "late"
    """Handed in after the closing time."""
    WORKING = "working"
    MISSED = "missed"
    """Over, and nothing was handed in."""
    DUE = "due"
    SCHEDULED = "scheduled"
    NOTHING = "nothing"
    """Withdrawn before anything was handed in."""

    @property
    def is_done(self) -> bool:
        """Whether something was handed in."""
        return self in {WorkState.HANDED_IN, WorkState.LATE}


def work_state(
    terms: Terms,
    submitted: Sequence[datetime],
    now: datetime,
    *,
    working: bool = False,
    standing: bool = True,
) -> WorkState:
    """Say how far a student is.

    Args:
        terms: as they hold for this student.
        submitted: when their attempts were handed in; the first one decides whether it was late.
        now: the time.
        working: whether an attempt of theirs is in progress.
        standing: False for an assignment that was withdrawn.
    """
    if submitted:
        return WorkState.LATE if is_late(terms, min(submitted)) else WorkState.HANDED_IN
    if working:
        return WorkState.WORKING
    if not standing:
        return WorkState.NOTHING
    match phase(terms, now):
        case Phase.SCHEDULED:
            return WorkState.SCHEDULED
        case Phase.OPEN | Phase.LATE:
            return WorkState.DUE
        case Phase.OVER:
            return WorkState.MISSED
