"""Classes (batches), their teachers and their students."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.models.base import Base, PrimaryKey, Title

__all__ = ["Class", "ClassStudent", "ClassTeacher"]


class Class(Base):
    """A group of students that is taught together. It is archived, never deleted.

    Who has the `join_code` can join until `join_until`; without a code nobody can.
    """

    __tablename__ = "classes"
    __table_args__ = (CheckConstraint("length(title) > 0", "title_not_empty"),)

    id: Mapped[PrimaryKey]
    title: Mapped[Title]
    join_code: Mapped[str | None] = mapped_column(String(16), unique=True)
    join_until: Mapped[datetime | None]
    created_at: Mapped[datetime]
    archived_at: Mapped[datetime | None]


class ClassTeacher(Base):
    """Somebody who teaches a class: all of them may do the same."""

    __tablename__ = "class_teachers"

    class_id: Mapped[int] = mapped_column(ForeignKey("classes.id"), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True, index=True)
    added_at: Mapped[datetime]


class ClassStudent(Base):
    """Somebody who is, or with `left_at` was, in a class."""

    __tablename__ = "class_students"
    __table_args__ = (Index(None, "user_id", "left_at"),)

    class_id: Mapped[int] = mapped_column(ForeignKey("classes.id"), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True)
    joined_at: Mapped[datetime]
    left_at: Mapped[datetime | None]
