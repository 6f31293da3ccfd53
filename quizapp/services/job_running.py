"""Background jobs as their workers see them: taken up, kept alive, ended.

Every change of a job that is held names the hold, and changes nothing when another has taken the
job up since. A worker writes the effect of a step and its progress in one transaction, so that
what a worker that lost its job does is rolled back: a step happens once.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from quizapp.domain.jobs import (
    ATTEMPTS_MAXIMUM,
    JobProgress,
    JobState,
    lease_until,
    may_be_taken_up,
)
from quizapp.errors import Problem
from quizapp.models import Job
from quizapp.services.ownership import ID_MAXIMUM, locked

__all__ = [
    "HeldJob",
    "JobLostError",
    "cancelled",
    "due",
    "fail",
    "finish",
    "give_back",
    "heartbeat",
    "take_up",
]

_PROBLEMS_KEPT = 100


class JobLostError(Exception):
    """Another worker has taken the job up, or it is over: nothing may be written for it."""


@dataclass(frozen=True, slots=True)
class HeldJob:
    """A job in the hands of a worker, as it was when that took it up.

    `attempt` counts from 1; `progress` is what attempts before this one have committed.
    """

    id: int
    kind: str
    owner_id: int | None
    attempt: int
    payload: Mapping[str, Any]
    progress: JobProgress
    cancel_asked: bool
    created_at: datetime

    @property
    def exhausted(self) -> bool:
        """Whether it was taken up too often to be tried again."""
        return self.attempt > ATTEMPTS_MAXIMUM


def due(session: Session, *, now: datetime, limit: int = 500) -> list[int]:
    """Give the ids of jobs to take up, the oldest first: those that wait or lost their worker."""
    statement = (
        select(Job.id)
        .where(
            or_(
                Job.state == JobState.QUEUED,
                (Job.state == JobState.RUNNING) & (Job.lease_until <= now),
            )
        )
        .order_by(Job.created_at, Job.id)
        .limit(limit)
    )
    return list(session.scalars(statement))


def take_up(session: Session, job_id: int, *, now: datetime) -> HeldJob | None:
    """Begin, or begin again, with a job; None when there is nothing to do with it.

    The caller commits before it begins to work.
    """
    if not 0 < job_id <= ID_MAXIMUM:
        return None
    job = locked(session, Job, job_id)
    if job is None or not may_be_taken_up(job.state, job.lease_until, now):
        return None
    job.state = JobState.RUNNING
    job.attempts += 1
    job.heartbeat_at, job.lease_until = now, lease_until(now)
    job.started_at = job.started_at or now
    session.flush()
    return HeldJob(
        id=job.id,
        kind=job.kind,
        owner_id=job.owner_id,
        attempt=job.attempts,
        payload=job.payload,
        progress=JobProgress(job.progress_done, job.progress_total),
        cancel_asked=job.cancel_asked_at is not None,
        created_at=job.created_at,
    )


def heartbeat(
    session: Session, held: HeldJob, *, now: datetime, progress: JobProgress | None = None
) -> bool:
    """Renew the lease, with a new progress if one is given; returns whether to stop.

    Raises:
        JobLostError: the job is no longer held.
    """
    values: dict[str, Any] = {"heartbeat_at": now, "lease_until": lease_until(now)}
    if progress is not None:
        values |= {"progress_done": progress.done, "progress_total": progress.total}
    return _change(session, held, values)


def finish(session: Session, held: HeldJob, *, result: Mapping[str, Any], now: datetime) -> None:
    """Write down that the work is done, and what it gave. Raises `JobLostError`."""
    values = {"state": JobState.DONE, "result": dict(result), "finished_at": now}
    _change(session, held, {**values, "lease_until": None})


def fail(session: Session, held: HeldJob, *, problems: Sequence[Problem], now: datetime) -> None:
    """Write down that the work failed for good, and why. Raises `JobLostError`."""
    told = [_as_data(problem) for problem in problems[:_PROBLEMS_KEPT]]
    values = {"state": JobState.FAILED, "problems": told, "finished_at": now}
    _change(session, held, {**values, "lease_until": None})


def cancelled(session: Session, held: HeldJob, *, now: datetime) -> None:
    """Write down that the work was stopped as was asked. Raises `JobLostError`."""
    values = {"state": JobState.CANCELLED, "finished_at": now}
    _change(session, held, {**values, "lease_until": None})


def give_back(session: Session, held: HeldJob, *, counts: bool) -> None:
    """Let the job wait to be taken up again; `counts` tells whether as one of its attempts.

    Raises `JobLostError`.
    """
    values: dict[str, Any] = {"state": JobState.QUEUED, "lease_until": None}
    if not counts:
        values["attempts"] = held.attempt - 1
    _change(session, held, values)


def _change(session: Session, held: HeldJob, values: Mapping[str, Any]) -> bool:
    """Change a job that is held; returns whether it was asked to stop."""
    changed = session.execute(
        update(Job)
        .where(Job.id == held.id, Job.state == JobState.RUNNING, Job.attempts == held.attempt)
        .values(**values)
        # The column itself: SQLite 3.40 answers "IS NOT NULL" here with 1 for a NULL.
        .returning(Job.cancel_asked_at)
        .execution_options(synchronize_session=False)
    ).first()
    if changed is None:
        message = f"job {held.id} is no longer held by its attempt {held.attempt}"
        raise JobLostError(message)
    return changed[0] is not None


def _as_data(problem: Problem) -> dict[str, Any]:
    """Give the fields of a problem in what JSON can carry."""
    plain = {
        name: value if isinstance(value, str | int | float | bool | None) else str(value)
        for name, value in problem.params.items()
    }
    return {**asdict(problem), "params": plain}
