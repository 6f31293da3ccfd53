"""Question sets: items in an order, from a file or from an article."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.models.base import Base, LongText, Name, PrimaryKey, Slug, Title

__all__ = ["QuestionSet", "QuestionSetItem"]


class QuestionSet(Base):
    """A named collection. The slug is stable: files and commands name the set by it.

    `preset` (the exam that it suits), `licence` and `source_notes` are what its file said.
    """

    __tablename__ = "question_sets"
    __table_args__ = (CheckConstraint("length(title) > 0", "title_not_empty"),)

    id: Mapped[PrimaryKey]
    slug: Mapped[Slug] = mapped_column(unique=True)
    owner_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    article_id: Mapped[int | None] = mapped_column(ForeignKey("articles.id"), index=True)
    title: Mapped[Title]
    description: Mapped[LongText]
    preset: Mapped[Slug | None]
    licence: Mapped[Name]
    source_notes: Mapped[LongText]
    created_at: Mapped[datetime]


class QuestionSetItem(Base):
    """An item's place in a set, from 1; `external_id` is its name in the set's file."""

    __tablename__ = "question_set_items"
    __table_args__ = (
        UniqueConstraint("set_id", "position"),
        UniqueConstraint("set_id", "external_id"),
        CheckConstraint("position >= 1", "position_positive"),
    )

    set_id: Mapped[int] = mapped_column(
        ForeignKey("question_sets.id", ondelete="CASCADE"), primary_key=True
    )
    item_id: Mapped[int] = mapped_column(ForeignKey("items.id"), primary_key=True, index=True)
    position: Mapped[int]
    external_id: Mapped[Slug | None]
