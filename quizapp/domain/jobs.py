"""Background jobs: their states, their lease, and what may follow what. `now` is an argument.

Whoever works on a job holds it by a lease and renews that with a heartbeat. A worker that is killed
renews nothing: its lease runs out, and another takes the job up again.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from quizapp.errors import N_, ConflictError

__all__ = [
    "ATTEMPTS_MAXIMUM",
    "FILES_KEPT",
    "HEARTBEAT",
    "JOBS_KEPT",
    "LEASE",
    "OVER",
    "STEP_MAXIMUM",
    "UNFINISHED_MAXIMUM",
    "UPLOADS_MAXIMUM",
    "UPLOAD_MAXIMUM",
    "JobProgress",
    "JobState",
    "ensure_may_be_cancelled",
    "is_over",
    "lease_until",
    "may_be_taken_up",
]

LEASE: Final = timedelta(seconds=60)
"""How long a worker holds a job without a sign of life."""

HEARTBEAT: Final = timedelta(seconds=15)
"""How often a worker gives a sign of life: some may fail before the lease runs out."""

STEP_MAXIMUM: Final = timedelta(minutes=15)
"""How long one step may take; what hangs for longer is left to run out."""

ATTEMPTS_MAXIMUM: Final = 3
"""How often a job is taken up before it has failed for good."""

UNFINISHED_MAXIMUM: Final = 20
"""How many jobs of one person may wait or run at a time."""

UPLOAD_MAXIMUM: Final = 50 * 1024 * 1024
"""How large an uploaded file may be, in bytes."""

UPLOADS_MAXIMUM: Final = 5 * UPLOAD_MAXIMUM
"""How much of one person's files is kept at a time, in bytes."""

FILES_KEPT: Final = timedelta(days=1)
"""How long an uploaded file is kept after its job is over, or without one."""

JOBS_KEPT: Final = timedelta(days=30)
"""How long a job that is over can be looked at."""


class JobState(StrEnum):
    """Where a job is.

    A queued one is taken up and runs. A running one comes to one of the three ends, is queued again
    when its worker gives it back, or runs on with another worker when its own is gone.
    """

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


OVER: Final = frozenset({JobState.DONE, JobState.FAILED, JobState.CANCELLED})
"""States that nothing follows."""


@dataclass(frozen=True, slots=True)
class JobProgress:
    """How far a job is: `done` of `total` units of its own; None where the total is not known."""

    done: int = 0
    total: int | None = None

    def __post_init__(self) -> None:
        """Raise `ValueError` for what cannot be."""
        if self.done < 0 or (self.total is not None and self.done > self.total):
            message = f"{self.done} of {self.total} is no progress"
            raise ValueError(message)


def is_over(state: JobState) -> bool:
    """Whether nothing follows this state."""
    return state in OVER


def ensure_may_be_cancelled(state: JobState) -> None:
    """Raise `ConflictError` when there is nothing left to cancel."""
    if is_over(state):
        raise ConflictError(N_("This work is over; nothing of it can be changed."))


def lease_until(now: datetime) -> datetime:
    """Say until when a worker that gives a sign of life now holds its job."""
    return now + LEASE


def may_be_taken_up(state: JobState, lease: datetime | None, now: datetime) -> bool:
    """Whether a worker may begin: the job waits, or the lease of its worker ran out."""
    if state is JobState.RUNNING:
        return lease is None or lease <= now
    return state is JobState.QUEUED
