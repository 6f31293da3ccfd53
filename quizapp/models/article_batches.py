"""Several articles that came together, and what became of each."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.models.base import Base, Json, LongText, PrimaryKey, Title, enum_type

__all__ = ["ArticleBatch", "ArticleBatchEntry", "BatchEntryState"]


class BatchEntryState(StrEnum):
    """What became of one file."""

    WAITING = "waiting"
    """Nobody has looked at it yet."""
    READ = "read"
    """It is an article now, with its questions."""
    KNOWN = "known"
    """Its owner has the same text already."""
    REFUSED = "refused"
    """No article could be made of it; `problem` says why."""
    LEFT = "left"
    """The work ended before its turn came."""


class ArticleBatch(Base):
    """Files that were brought at once, to be read in the background.

    `request` is what is asked of each (count, options, formats, kinds). The job is the one that
    works, or worked last, on it.
    """

    __tablename__ = "article_batches"
    __table_args__ = (
        Index(None, "owner_id", "created_at"),
        Index(None, "created_at"),
        CheckConstraint("length(title) > 0", "title_not_empty"),
    )

    id: Mapped[PrimaryKey]
    owner_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    title: Mapped[Title]
    request: Mapped[Json]
    job_id: Mapped[int | None] = mapped_column(
        ForeignKey("jobs.id", ondelete="SET NULL"), index=True
    )
    created_at: Mapped[datetime]


class ArticleBatchEntry(Base):
    """One file of a batch, in the order in which they are read.

    `path` is what people know it by: its name, with the folders of its archive. `member` is its
    name in the archive `upload_id`, None where the upload itself is the file. `tries` counts how
    often reading it began. `problem` is {message, params, reason}, with "again" where it was the
    work that failed and not the file.
    """

    __tablename__ = "article_batch_entries"
    __table_args__ = (
        CheckConstraint("position >= 1", "position_positive"),
        CheckConstraint("tries >= 0", "tries_not_negative"),
        CheckConstraint("questions >= 0", "questions_not_negative"),
        CheckConstraint("(state = 'refused') = (problem IS NOT NULL)", "problem_of_refused"),
    )

    batch_id: Mapped[int] = mapped_column(
        ForeignKey("article_batches.id", ondelete="CASCADE"), primary_key=True
    )
    position: Mapped[int] = mapped_column(primary_key=True)
    path: Mapped[Title]
    upload_id: Mapped[int | None] = mapped_column(
        ForeignKey("uploads.id", ondelete="SET NULL"), index=True
    )
    member: Mapped[LongText | None]
    state: Mapped[BatchEntryState] = mapped_column(
        enum_type(BatchEntryState, "state"), default=BatchEntryState.WAITING
    )
    tries: Mapped[int] = mapped_column(default=0)
    article_id: Mapped[int | None] = mapped_column(
        ForeignKey("articles.id", ondelete="SET NULL"), index=True
    )
    questions: Mapped[int] = mapped_column(default=0)
    problem: Mapped[Json | None]
