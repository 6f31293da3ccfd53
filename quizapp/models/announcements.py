"""Announcements: what a teacher tells classes."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.models.base import Base, LongText, PrimaryKey, Title

__all__ = ["Announcement", "AnnouncementClass"]


class Announcement(Base):
    """A text for classes, seen by whoever is in one of them until it is withdrawn.

    Who is in a class when it is made gets a notice as well.
    """

    __tablename__ = "announcements"
    __table_args__ = (
        Index(None, "author_id", "created_at"),
        CheckConstraint("length(title) > 0", "title_not_empty"),
        CheckConstraint("length(text) > 0", "text_not_empty"),
    )

    id: Mapped[PrimaryKey]
    author_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    title: Mapped[Title]
    text: Mapped[LongText]
    created_at: Mapped[datetime]
    edited_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]


class AnnouncementClass(Base):
    """A class that an announcement is for."""

    __tablename__ = "announcement_classes"

    announcement_id: Mapped[int] = mapped_column(
        ForeignKey("announcements.id", ondelete="CASCADE"), primary_key=True
    )
    class_id: Mapped[int] = mapped_column(ForeignKey("classes.id"), primary_key=True, index=True)
