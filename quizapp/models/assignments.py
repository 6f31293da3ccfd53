"""Quizzes that are set for classes."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.models.base import Base, LongText, PrimaryKey

__all__ = ["AssignedAttempt", "Assignment", "AssignmentExemption"]


class Assignment(Base):
    """A quiz that is set for a class; see `domain.assignments.Terms`. Withdrawn, never deleted."""

    __tablename__ = "assignments"
    __table_args__ = (
        # A class has a quiz once at a time, also when the form comes in twice.
        Index(
            "uq_assignments_standing",
            "class_id",
            "quiz_id",
            unique=True,
            sqlite_where=text("withdrawn_at IS NULL"),
            postgresql_where=text("withdrawn_at IS NULL"),
        ),
        CheckConstraint("closes_at > opens_at", "closes_after_opening"),
        CheckConstraint("late_until > closes_at", "late_after_closing"),
        CheckConstraint("attempts_allowed BETWEEN 1 AND 20", "attempts_allowed_range"),
    )

    id: Mapped[PrimaryKey]
    class_id: Mapped[int] = mapped_column(ForeignKey("classes.id"))
    quiz_id: Mapped[int] = mapped_column(ForeignKey("quizzes.id"), index=True)
    set_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    note: Mapped[LongText]
    opens_at: Mapped[datetime | None]
    closes_at: Mapped[datetime | None]
    late_until: Mapped[datetime | None]
    attempts_allowed: Mapped[int | None]
    created_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]


class AssignmentExemption(Base):
    """What one student is granted in place of the terms; see `domain.assignments.Exemption`."""

    __tablename__ = "assignment_exemptions"
    __table_args__ = (
        CheckConstraint("attempts_allowed BETWEEN 1 AND 20", "attempts_allowed_range"),
        CheckConstraint("extra_minutes BETWEEN 0 AND 1440", "extra_minutes_range"),
    )

    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignments.id"), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True)
    closes_at: Mapped[datetime | None]
    attempts_allowed: Mapped[int | None]
    extra_minutes: Mapped[int] = mapped_column(default=0)


class AssignedAttempt(Base):
    """An attempt that was begun because a teacher had set the quiz."""

    __tablename__ = "assigned_attempts"

    attempt_id: Mapped[int] = mapped_column(
        ForeignKey("attempts.id", ondelete="CASCADE"), primary_key=True
    )
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignments.id"), index=True)
