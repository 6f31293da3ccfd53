"""Question sets: items in an order, from a file or from an article."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.models.base import Base, LongText, Name, PrimaryKey, Slug, Title
from quizapp.models.binned import Binnable, bin_index

__all__ = ["QuestionSet", "QuestionSetItem"]


class QuestionSet(Binnable, Base):
    """A named collection. The slug is stable: files and commands name the set by it.

    `preset` (the exam that it suits), `licence` and `source_notes` are what its file said.
    `for_practice` tells that it was put together for a student's own test, a daily quiz or the
    like: it belongs to nobody's bank, and neither it nor its quiz stands in a teacher's lists.
    """

    __tablename__ = "question_sets"
    __table_args__ = (
        bin_index("question_sets"),
        CheckConstraint("length(title) > 0", "title_not_empty"),
    )

    id: Mapped[PrimaryKey]
    slug: Mapped[Slug] = mapped_column(unique=True)
    owner_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    article_id: Mapped[int | None] = mapped_column(ForeignKey("articles.id"), index=True)
    title: Mapped[Title]
    description: Mapped[LongText]
    preset: Mapped[Slug | None]
    licence: Mapped[Name]
    source_notes: Mapped[LongText]
    for_practice: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]


class QuestionSetItem(Base):
    """An item's place in a set, from 1, and its section there, from 0.

    `external_id` is its name in the set's file.
    """

    __tablename__ = "question_set_items"
    __table_args__ = (
        UniqueConstraint("set_id", "position"),
        UniqueConstraint("set_id", "external_id"),
        CheckConstraint("position >= 1", "position_positive"),
        CheckConstraint("section >= 0", "section_not_negative"),
    )

    set_id: Mapped[int] = mapped_column(
        ForeignKey("question_sets.id", ondelete="CASCADE"), primary_key=True
    )
    item_id: Mapped[int] = mapped_column(ForeignKey("items.id"), primary_key=True, index=True)
    position: Mapped[int]
    section: Mapped[int] = mapped_column(default=0)
    external_id: Mapped[Slug | None]
