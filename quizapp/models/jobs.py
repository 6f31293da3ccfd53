"""Background jobs, and the files that were uploaded for them."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.domain.jobs import JobState
from quizapp.models.base import Base, Json, PrimaryKey, Title, enum_type

__all__ = ["Job", "Upload"]


class Job(Base):
    """A piece of background work; this row is the truth about it, whatever the queue says.

    `kind` names what `quizapp.jobs.kinds` does with the `payload`; `subject` is what people know it
    by, such as a file name. `owner_id` is None for work that nobody asked for. `attempts` counts
    how often it was taken up, and marks the hold of the one who did: what another has taken up
    since cannot be written by the one before. While it runs, the hold lasts until `lease_until`.
    `progress_done` counts units of work that are committed. `problems` (a list of
    `Problem` fields) says why it failed, `result` what a finished one gave.
    """

    __tablename__ = "jobs"
    __table_args__ = (
        Index(None, "owner_id", "created_at"),
        Index(None, "state", "lease_until"),
        Index(None, "kind", "created_at"),
        Index(None, "finished_at"),
        CheckConstraint("length(kind) > 0", "kind_not_empty"),
        CheckConstraint("attempts >= 0", "attempts_not_negative"),
        CheckConstraint("progress_done >= 0", "progress_done_not_negative"),
        CheckConstraint("progress_done <= progress_total", "progress_within_total"),
        CheckConstraint("(state = 'running') = (lease_until IS NOT NULL)", "lease_of_running"),
        CheckConstraint(
            "(state IN ('done', 'failed', 'cancelled')) = (finished_at IS NOT NULL)", "finished_at"
        ),
        CheckConstraint("(state = 'failed') = (problems IS NOT NULL)", "problems_of_failed"),
        CheckConstraint("state = 'done' OR result IS NULL", "result_of_done"),
    )

    id: Mapped[PrimaryKey]
    kind: Mapped[str] = mapped_column(String(40))
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    subject: Mapped[Title] = mapped_column(default="")
    state: Mapped[JobState] = mapped_column(enum_type(JobState, "state"), default=JobState.QUEUED)
    payload: Mapped[Json]
    attempts: Mapped[int] = mapped_column(default=0)
    lease_until: Mapped[datetime | None]
    heartbeat_at: Mapped[datetime | None]
    cancel_asked_at: Mapped[datetime | None]
    progress_done: Mapped[int] = mapped_column(default=0)
    progress_total: Mapped[int | None]
    result: Mapped[Json | None]
    problems: Mapped[Json | None]
    created_at: Mapped[datetime]
    started_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]


class Upload(Base):
    """A file that somebody sent for a job or that a job made, kept until the job is over for a day.

    It is in the database rather than in a folder, so that it comes and goes with the transaction
    of its cause and every process that serves or works finds it. `data` is read only when it is
    asked for.
    """

    __tablename__ = "uploads"
    __table_args__ = (
        CheckConstraint("length(filename) > 0", "filename_not_empty"),
        CheckConstraint("size BETWEEN 0 AND 52428800", "size_range"),
        CheckConstraint("length(sha256) = 64", "sha256_length"),
    )

    id: Mapped[PrimaryKey]
    owner_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    job_id: Mapped[int | None] = mapped_column(
        ForeignKey("jobs.id", ondelete="SET NULL"), index=True
    )
    filename: Mapped[Title]
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    data: Mapped[bytes] = mapped_column(LargeBinary, deferred=True, deferred_raiseload=True)
    created_at: Mapped[datetime] = mapped_column(index=True)
