"""What students report about questions."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from quizapp.domain.reports import ReportReason, ReportState
from quizapp.models.attempts import ResponseRecord
from quizapp.models.base import Base, LongText, PrimaryKey, enum_type
from quizapp.models.items import ItemVersion

__all__ = ["ItemReport"]


class ItemReport(Base):
    """A question that a student finds wrong, as they met it.

    `attempt_id` and `position` name the response, which holds the order of the options and what was
    answered; `item_version_id` is that response's, and `language` the one the question was read in.
    `note` is what the teacher says to the student with the decision.
    """

    __tablename__ = "item_reports"
    __table_args__ = (
        ForeignKeyConstraint(
            ["attempt_id", "position"], ["responses.attempt_id", "responses.position"]
        ),
        # Whoever reports a question again changes the report that is open.
        Index(
            "uq_item_reports_open",
            "reporter_id",
            "item_version_id",
            unique=True,
            sqlite_where=text("state = 'open'"),
            postgresql_where=text("state = 'open'"),
        ),
        Index(None, "reporter_id", "item_version_id"),
        Index(None, "item_version_id", "state"),
        Index(None, "attempt_id", "position"),
        CheckConstraint("(state = 'open') = (decided_at IS NULL)", "decided_at"),
        CheckConstraint("(state = 'open') = (decided_by_id IS NULL)", "decided_by"),
        CheckConstraint("length(comment) <= 1000", "comment_length"),
        CheckConstraint("length(note) <= 1000", "note_length"),
    )

    id: Mapped[PrimaryKey]
    reporter_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    item_version_id: Mapped[int] = mapped_column(ForeignKey("item_versions.id"))
    attempt_id: Mapped[int]
    position: Mapped[int]
    language: Mapped[str] = mapped_column(String(10))
    reason: Mapped[ReportReason] = mapped_column(enum_type(ReportReason, "reason"))
    comment: Mapped[LongText]
    state: Mapped[ReportState] = mapped_column(enum_type(ReportState, "state"))
    note: Mapped[LongText] = mapped_column(default="")
    reported_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))

    version: Mapped[ItemVersion] = relationship(lazy="raise_on_sql")
    response: Mapped[ResponseRecord] = relationship(lazy="raise_on_sql")
