"""Reviews of items by a second teacher, and what teachers say to each other about an item."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.domain.second_looks import Verdict
from quizapp.models.base import Base, LongText, PrimaryKey, enum_type

__all__ = ["ItemComment", "ItemReview"]

_OPEN = "verdict IS NULL AND ended_at IS NULL"


class ItemReview(Base):
    """A teacher who is asked to look at an item: open until they decide, or it is taken back.

    `version_number` is the version of the item that the verdict is about. With `ended_at` the
    reviewer may not look at the item any more; what they said stays.
    """

    __tablename__ = "item_reviews"
    __table_args__ = (
        # Nobody is asked twice at the same time.
        Index(
            "uq_item_reviews_open",
            "item_id",
            "reviewer_id",
            unique=True,
            sqlite_where=text(_OPEN),
            postgresql_where=text(_OPEN),
        ),
        Index(None, "reviewer_id", "verdict"),
        Index(None, "asked_by_id", "verdict"),
        Index(None, "item_id", "verdict"),
        CheckConstraint("(verdict IS NULL) = (decided_at IS NULL)", "decided_at"),
        CheckConstraint("(verdict IS NULL) = (version_number IS NULL)", "version_number"),
        CheckConstraint("verdict <> 'changes' OR words <> ''", "changes_words"),
        CheckConstraint("length(note) <= 1000", "note_length"),
        CheckConstraint("length(words) <= 2000", "words_length"),
    )

    id: Mapped[PrimaryKey]
    item_id: Mapped[int] = mapped_column(ForeignKey("items.id", ondelete="CASCADE"))
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    reviewer_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    asked_at: Mapped[datetime]
    note: Mapped[LongText] = mapped_column(default="")
    decided_at: Mapped[datetime | None]
    verdict: Mapped[Verdict | None] = mapped_column(enum_type(Verdict, "verdict"))
    words: Mapped[LongText] = mapped_column(default="")
    version_number: Mapped[int | None]
    ended_at: Mapped[datetime | None]


class ItemComment(Base):
    """What a teacher says about an item to others who work on it; plain text.

    Of a deleted one only who wrote it and when stays.
    """

    __tablename__ = "item_comments"
    __table_args__ = (
        Index(None, "item_id", "created_at"),
        CheckConstraint("length(text) <= 2000", "text_length"),
        CheckConstraint("deleted_at IS NULL OR text = ''", "deleted_empty"),
    )

    id: Mapped[PrimaryKey]
    item_id: Mapped[int] = mapped_column(ForeignKey("items.id", ondelete="CASCADE"))
    author_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    text: Mapped[LongText]
    created_at: Mapped[datetime]
    edited_at: Mapped[datetime | None]
    deleted_at: Mapped[datetime | None]
