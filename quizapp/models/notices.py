"""Notices: what somebody is told in the app."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.models.base import Base, Json, PrimaryKey

__all__ = ["Notice"]


class Notice(Base):
    """One thing that one person is told, in their language whenever they read it.

    `kind` says which text it is, `data` holds what that tells of, and `subject_id` is the one thing
    that all notices of an occasion tell of, where there is one; see `services.notices`.
    """

    __tablename__ = "notices"
    __table_args__ = (
        Index(None, "user_id", "read_at"),
        Index(None, "user_id", "created_at"),
        Index(None, "kind", "subject_id"),
    )

    id: Mapped[PrimaryKey]
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    kind: Mapped[str] = mapped_column(String(40))
    data: Mapped[Json]
    subject_id: Mapped[int | None]
    created_at: Mapped[datetime]
    read_at: Mapped[datetime | None]
