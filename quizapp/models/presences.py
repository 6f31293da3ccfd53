"""When the page of an attempt was last heard of."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.models.base import Base

__all__ = ["AttemptPresence"]


class AttemptPresence(Base):
    """The last beat of the page at which somebody takes a test, and whether it was in front then.

    A table of its own: what beats must not wait for what saves. It is kept while the attempt runs.
    """

    __tablename__ = "attempt_presences"

    attempt_id: Mapped[int] = mapped_column(
        ForeignKey("attempts.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    seen_at: Mapped[datetime]
    in_front: Mapped[bool]
