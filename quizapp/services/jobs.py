"""Background jobs as people see them: asked for, looked at, cancelled.

A job is a row that is written in the same transaction as its cause. The edge that commits asks
`take_enqueued` which jobs came into being with it and tells the consumer; if that message is lost,
the consumer finds the row by itself (`job_running`).
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, Select, func, select, update
from sqlalchemy.orm import Session

from quizapp.domain.jobs import (
    OVER,
    UNFINISHED_MAXIMUM,
    JobProgress,
    JobState,
    ensure_may_be_cancelled,
    is_over,
)
from quizapp.errors import N_, ConflictError, Problem
from quizapp.models import Job, Upload, User
from quizapp.services import audit
from quizapp.services.ownership import ensure_teacher, only_own, own_job
from quizapp.services.paging import PER_PAGE, Page, fetch_page

__all__ = [
    "JobCounts",
    "JobRow",
    "cancel",
    "count",
    "enqueue",
    "enqueue_when_due",
    "get_job",
    "list_jobs",
    "take_enqueued",
    "these",
]

_ENQUEUED = "quizapp.enqueued_jobs"
_SUBJECT_MAXIMUM = 200


@dataclass(frozen=True, slots=True)
class JobRow:
    """A job to look at.

    `owner_name` is None for work that nobody asked for. `stopping` tells that it was cancelled and
    its worker has not seen it yet. `result` is what its kind gave, empty until it is done;
    `problems` say why it failed.
    """

    id: int
    kind: str
    subject: str
    owner_name: str | None
    state: JobState
    stopping: bool
    progress: JobProgress
    result: Mapping[str, Any]
    problems: tuple[Problem, ...]
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None

    @property
    def over(self) -> bool:
        """Whether nothing more will happen."""
        return is_over(self.state)


@dataclass(frozen=True, slots=True)
class JobCounts:
    """How many jobs somebody can see, and how many of those wait or run."""

    all: int
    unfinished: int


def enqueue(
    session: Session,
    kind: str,
    payload: Mapping[str, Any],
    *,
    owner: User | None,
    now: datetime,
    subject: str = "",
    uploads: Collection[int] = (),
) -> int:
    """Write down work that is to be done in the background; returns the id of the job.

    Args:
        session: the transaction of what causes it.
        kind: a name in `quizapp.jobs.kinds`.
        payload: what the work is told; must fit into JSON.
        owner: who asked for it; None for the application itself.
        now: the time.
        subject: what people know it by, such as a file name.
        uploads: ids of uploaded files of the owner that the work reads.

    Raises:
        ConflictError: the owner has too much work waiting already.
    """
    if owner is not None:
        _ensure_room(session, owner)
    job = Job(
        kind=kind,
        payload=dict(payload),
        owner_id=None if owner is None else owner.id,
        subject=subject[:_SUBJECT_MAXIMUM],
        state=JobState.QUEUED,
        created_at=now,
    )
    session.add(job)
    session.flush()
    if uploads:
        session.execute(
            update(Upload)
            .where(Upload.id.in_(uploads), Upload.owner_id == job.owner_id)
            .values(job_id=job.id)
        )
    session.info.setdefault(_ENQUEUED, []).append(job.id)
    return job.id


def enqueue_when_due(session: Session, kind: str, *, every: timedelta, now: datetime) -> int | None:
    """Write down work of the application itself that is to be done from time to time.

    Returns the id of the job; None where one was written less than `every` ago or is unfinished.
    """
    recent = select(Job.id).where(
        Job.kind == kind,
        Job.owner_id.is_(None),
        (Job.created_at > now - every) | Job.state.not_in(OVER),
    )
    if session.scalar(recent.limit(1)) is not None:
        return None
    return enqueue(session, kind, {}, owner=None, now=now)


def take_enqueued(session: Session) -> tuple[int, ...]:
    """Give the ids of jobs enqueued or cancelled in this session since the last call.

    Ids of a transaction that was rolled back may be among them: nobody finds such a job.
    """
    return tuple(session.info.pop(_ENQUEUED, ()))


def cancel(session: Session, job_id: int, *, actor: User, now: datetime) -> None:
    """Ask for a job of the actor to be stopped.

    A worker sees it at its next step, or when it takes the job up; it undoes what was begun, the
    cause of the job too where its kind does so, and then the job is cancelled.

    Raises:
        NotFoundError: the actor has no such job.
        ConflictError: it is over.
    """
    job = own_job(session, job_id, actor, lock=True)
    ensure_may_be_cancelled(job.state)
    if job.cancel_asked_at is not None:
        return
    job.cancel_asked_at = now
    audit.record(session, "job.cancel", "job", job.id, actor=actor, at=now, kind=job.kind)
    session.flush()
    # One that waits behind others is ended by whichever worker is free.
    session.info.setdefault(_ENQUEUED, []).append(job.id)


def get_job(session: Session, job_id: int, *, user: User) -> JobRow:
    """Look up a job of the user. Raises `NotFoundError`."""
    job = own_job(session, job_id, user)
    return _rows(session.execute(_with_owner().where(Job.id == job.id)).all())[0]


def list_jobs(
    session: Session, *, user: User, page: int = 1, per_page: int = PER_PAGE
) -> Page[JobRow]:
    """List the user's jobs, the newest first; an administrator sees everybody's."""
    ensure_teacher(user)
    statement = (
        _with_owner()
        .where(only_own(Job.owner_id, user))
        .order_by(Job.created_at.desc(), Job.id.desc())
    )
    return fetch_page(session, statement, _rows, page=page, per_page=per_page)


def these(session: Session, job_ids: Collection[int], *, user: User) -> list[JobRow]:
    """Give those of the named jobs that the user may see, by id."""
    ensure_teacher(user)
    statement = _with_owner().where(Job.id.in_(job_ids), only_own(Job.owner_id, user))
    return _rows(session.execute(statement.order_by(Job.id)).all())


def count(session: Session, *, user: User) -> JobCounts:
    """Count the jobs that the user may see."""
    ensure_teacher(user)
    unfinished = func.count().filter(Job.state.not_in(OVER))
    row = session.execute(
        select(func.count(), unfinished).select_from(Job).where(only_own(Job.owner_id, user))
    ).one()
    return JobCounts(*row)


def _ensure_room(session: Session, owner: User) -> None:
    waiting = session.scalar(
        select(func.count()).where(Job.owner_id == owner.id, Job.state.not_in(OVER))
    )
    if (waiting or 0) >= UNFINISHED_MAXIMUM:
        raise ConflictError(
            N_("%(waiting)d pieces of your work wait already. Try again when some are done."),
            waiting=waiting,
        )


def _with_owner() -> Select[*tuple[Any, ...]]:
    return select(Job, User.display_name).outerjoin(User, User.id == Job.owner_id)


def _rows(rows: Sequence[Row[*tuple[Any, ...]]]) -> list[JobRow]:
    return [
        JobRow(
            id=job.id,
            kind=job.kind,
            subject=job.subject,
            owner_name=owner_name,
            state=job.state,
            stopping=job.cancel_asked_at is not None and not is_over(job.state),
            progress=JobProgress(job.progress_done, job.progress_total),
            result=job.result or {},
            problems=tuple(Problem(**each) for each in job.problems or ()),
            created_at=job.created_at,
            started_at=job.started_at,
            finished_at=job.finished_at,
        )
        for job, owner_name in rows
    ]
