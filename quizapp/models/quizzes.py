"""Quizzes: a set under rules."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.models.base import Base, Json, PrimaryKey, Slug, Title, Wide, enum_type

__all__ = ["Audience", "Quiz", "QuizMode", "QuizStatus"]


class QuizStatus(StrEnum):
    """Whether new attempts may begin."""

    OPEN = "open"
    CLOSED = "closed"


class QuizMode(StrEnum):
    """When a student learns whether an answer was right. A quiz never changes its mode."""

    PRACTICE = "practice"
    """As soon as it is checked, question by question; then it is final."""
    MOCK = "mock"
    """After the end, as in the exam."""


class Audience(StrEnum):
    """Who may take a quiz, beside its owner."""

    EVERYONE = "everyone"
    LINK = "link"
    """Whoever has its link."""
    PRIVATE = "private"
    """Nobody else."""


class Quiz(Base):
    """A set that can be taken, with the rules that an attempt copies when it starts.

    `preset` names the exam preset that the rules came from, `exam_name` rules of a teacher's own
    that were made of it; `sections` are the domain's `as_data`, in order, and so is `disclosure`.
    `minutes` is None where there is no clock. `qualifying_percent` is a fraction as text. With a
    `paper_seed` everybody gets the same paper. `share_code` is the secret part of the link of a
    quiz for those who have it. `daily_on` is the day (in India) whose daily quiz it is. Where the
    teacher closed the quiz, `settles_at` is when the last attempt ends that was running then.
    """

    __tablename__ = "quizzes"
    __table_args__ = (
        Index(None, "status", "created_at"),
        CheckConstraint("minutes BETWEEN 1 AND 1440", "minutes_range"),
        CheckConstraint("closes_at > opens_at", "closes_after_opening"),
        CheckConstraint("length(title) > 0", "title_not_empty"),
        CheckConstraint("(audience = 'link') = (share_code IS NOT NULL)", "share_code_of_link"),
    )

    id: Mapped[PrimaryKey]
    set_id: Mapped[int] = mapped_column(ForeignKey("question_sets.id"), index=True)
    owner_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    title: Mapped[Title]
    preset: Mapped[Slug]
    exam_name: Mapped[Title | None]
    sections: Mapped[Json]
    mode: Mapped[QuizMode] = mapped_column(enum_type(QuizMode, "mode"))
    audience: Mapped[Audience] = mapped_column(enum_type(Audience, "audience"))
    share_code: Mapped[str | None] = mapped_column(String(40), unique=True)
    daily_on: Mapped[date | None] = mapped_column(unique=True)
    minutes: Mapped[int | None]
    qualifying_percent: Mapped[Slug | None]
    paper_seed: Mapped[Wide | None]
    shuffle_items: Mapped[bool]
    shuffle_options: Mapped[bool]
    opens_at: Mapped[datetime | None]
    closes_at: Mapped[datetime | None]
    settles_at: Mapped[datetime | None]
    disclosure: Mapped[Json]
    status: Mapped[QuizStatus] = mapped_column(enum_type(QuizStatus, "status"))
    created_at: Mapped[datetime]
