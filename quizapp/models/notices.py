"""Notices: what somebody is told in the app."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.models.base import Base, Json, PrimaryKey

__all__ = ["Notice"]


class Notice(Base):
    """One thing that one person is told, in their language whenever they read it.

    `kind` says which text it is, `data` holds what that tells of; see `services.notices`.
    """

    __tablename__ = "notices"
    __table_args__ = (Index(None, "user_id", "read_at"), Index(None, "user_id", "created_at"))

    id: Mapped[PrimaryKey]
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    kind: Mapped[str] = mapped_column(String(40))
    data: Mapped[Json]
    created_at: Mapped[datetime]
    read_at: Mapped[datetime | None]
