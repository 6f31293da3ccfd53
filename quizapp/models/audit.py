"""Who did what when."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.models.base import Base, Json, PrimaryKey

__all__ = ["AuditEntry"]


class AuditEntry(Base):
    """One change: `actor_id` is None where the system did it (the clock, a command).

    The subject is named by its type and id and not by a foreign key: the entry outlives it.
    """

    __tablename__ = "audit_entries"
    __table_args__ = (Index(None, "subject_type", "subject_id"),)

    id: Mapped[PrimaryKey]
    at: Mapped[datetime] = mapped_column(index=True)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    action: Mapped[str] = mapped_column(String(60))
    subject_type: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[int]
    detail: Mapped[Json]
