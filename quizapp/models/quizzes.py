"""Quizzes: a set under rules."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.models.base import Base, Json, PrimaryKey, Slug, Title, enum_type

__all__ = ["Quiz", "QuizStatus", "Reveal"]


class QuizStatus(StrEnum):
    """Whether new attempts may begin."""

    OPEN = "open"
    CLOSED = "closed"


class Reveal(StrEnum):
    """When a student sees right answers and explanations."""

    AFTER_SUBMIT = "after-submit"
    AFTER_CLOSE = "after-close"


class Quiz(Base):
    """A set that can be taken, with the rules that an attempt copies when it starts.

    `preset` names the exam preset that the rules came from; `scheme` is the marking scheme's own
    `as_data`. `minutes` is None where there is no clock.
    """

    __tablename__ = "quizzes"
    __table_args__ = (
        Index(None, "status", "created_at"),
        CheckConstraint("minutes BETWEEN 1 AND 1440", "minutes_range"),
        CheckConstraint("closes_at > opens_at", "closes_after_opening"),
        CheckConstraint("length(title) > 0", "title_not_empty"),
    )

    id: Mapped[PrimaryKey]
    set_id: Mapped[int] = mapped_column(ForeignKey("question_sets.id"), index=True)
    owner_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    title: Mapped[Title]
    preset: Mapped[Slug]
    scheme: Mapped[Json]
    minutes: Mapped[int | None]
    shuffle_items: Mapped[bool]
    shuffle_options: Mapped[bool]
    opens_at: Mapped[datetime | None]
    closes_at: Mapped[datetime | None]
    reveal: Mapped[Reveal] = mapped_column(enum_type(Reveal, "reveal"))
    status: Mapped[QuizStatus] = mapped_column(enum_type(QuizStatus, "status"))
    created_at: Mapped[datetime]
