"""Attempts and their responses."""

from datetime import datetime
from typing import Annotated

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from quizapp.domain.attempts import AttemptState, SubmittedBy
from quizapp.domain.marking import MarkReason, Outcome
from quizapp.models.base import Base, Json, PrimaryKey, Wide, enum_type
from quizapp.models.items import ItemVersion

__all__ = ["CLIENT_MAXIMUM", "Attempt", "ResponseRecord"]

#: The longest name of a page, in characters.
CLIENT_MAXIMUM = 64
Client = Annotated[str, mapped_column(String(CLIENT_MAXIMUM))]


class Attempt(Base):
    """One student's go at a quiz.

    `seed` drew the paper, which the responses hold in full. `sections` are the domain's
    `PaperSection.as_data`, their times fixed at the start. Marks are whole numbers of
    1/`mark_denominator`: `score_units` in all, `maximum_units` at best, `lost_units` (positive)
    lost to wrong answers. They and the counts are there once the attempt is submitted.
    `deadline_at` is None where there is no clock. `client` is the page that was opened last, None
    for one without script; `position` is the question that was looked at last.
    """

    __tablename__ = "attempts"
    __table_args__ = (
        # Two starts at once end up in one attempt.
        Index(
            "uq_attempts_in_progress",
            "quiz_id",
            "user_id",
            unique=True,
            sqlite_where=text("state = 'in-progress'"),
            postgresql_where=text("state = 'in-progress'"),
        ),
        Index(None, "user_id", "submitted_at"),
        Index(None, "quiz_id", "user_id"),
        Index(None, "state", "deadline_at"),
        CheckConstraint("(state = 'submitted') = (submitted_at IS NOT NULL)", "submitted_at"),
        CheckConstraint("(state = 'submitted') = (submitted_by IS NOT NULL)", "submitted_by_state"),
        CheckConstraint("(state = 'submitted') = (score_units IS NOT NULL)", "score_units"),
        CheckConstraint("mark_denominator > 0", "mark_denominator_positive"),
        CheckConstraint("deadline_at > started_at", "deadline_after_start"),
        CheckConstraint("position >= 1", "position_positive"),
    )

    id: Mapped[PrimaryKey]
    quiz_id: Mapped[int] = mapped_column(ForeignKey("quizzes.id"))
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    seed: Mapped[Wide]
    state: Mapped[AttemptState] = mapped_column(enum_type(AttemptState, "state"))
    started_at: Mapped[datetime]
    deadline_at: Mapped[datetime | None]
    position: Mapped[int] = mapped_column(default=1)
    client: Mapped[Client | None]
    submitted_at: Mapped[datetime | None]
    submitted_by: Mapped[SubmittedBy | None] = mapped_column(enum_type(SubmittedBy, "submitted_by"))
    sections: Mapped[Json]
    mark_denominator: Mapped[Wide]
    score_units: Mapped[Wide | None]
    maximum_units: Mapped[Wide]
    lost_units: Mapped[Wide | None]
    right_count: Mapped[int | None]
    partial_count: Mapped[int | None]
    wrong_count: Mapped[int | None]
    blank_count: Mapped[int | None]
    not_attempted_count: Mapped[int | None]
    disqualified: Mapped[bool] = mapped_column(default=False)

    responses: Mapped[list["ResponseRecord"]] = relationship(
        lazy="raise_on_sql",
        order_by="ResponseRecord.position",
        cascade="all, delete-orphan",
        passive_deletes=True,
    )


class ResponseRecord(Base):
    """One question of an attempt's paper, and what the student did with it.

    `option_order` holds, for each place on the page, the option's position in the item version;
    `response` is the domain's `as_data`, in the version's positions. `revision`, `client` and
    `sequence` are the domain's `Standing`. `time_ms` is the time spent on it so far, in
    milliseconds. `section` is its place in the attempt's sections, from 0. `checked_at` is when the
    student looked at the right answer in practice: the response is final from then on. Outcome,
    reason and `mark_units` (of
    1/`Attempt.mark_denominator`) are there once the attempt is submitted; `maximum_units` is what a
    right answer earns.
    """

    __tablename__ = "responses"
    __table_args__ = (
        CheckConstraint("position >= 1", "position_positive"),
        CheckConstraint("time_ms >= 0", "time_ms_not_negative"),
        CheckConstraint("sequence >= 0", "sequence_not_negative"),
        CheckConstraint("revision >= 0", "revision_not_negative"),
        CheckConstraint("section >= 0", "section_not_negative"),
        CheckConstraint("maximum_units > 0", "maximum_positive"),
        CheckConstraint("(outcome IS NULL) = (mark_units IS NULL)", "marked_whole"),
    )

    attempt_id: Mapped[int] = mapped_column(
        ForeignKey("attempts.id", ondelete="CASCADE"), primary_key=True
    )
    position: Mapped[int] = mapped_column(primary_key=True)
    section: Mapped[int] = mapped_column(default=0)
    item_version_id: Mapped[int] = mapped_column(ForeignKey("item_versions.id"), index=True)
    option_order: Mapped[Json]
    response: Mapped[Json]
    marked: Mapped[bool] = mapped_column(default=False)
    visited: Mapped[bool] = mapped_column(default=False)
    time_ms: Mapped[Wide] = mapped_column(default=0)
    revision: Mapped[int] = mapped_column(default=0)
    client: Mapped[Client | None]
    sequence: Mapped[Wide] = mapped_column(default=0)
    saved_at: Mapped[datetime | None]
    checked_at: Mapped[datetime | None]
    outcome: Mapped[Outcome | None] = mapped_column(enum_type(Outcome, "outcome"))
    reason: Mapped[MarkReason | None] = mapped_column(enum_type(MarkReason, "reason"))
    mark_units: Mapped[Wide | None]
    maximum_units: Mapped[Wide]

    version: Mapped[ItemVersion] = relationship(lazy="raise_on_sql")
