"""Responses that arrived when their question took no more."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.models.attempts import CLIENT_MAXIMUM
from quizapp.models.base import Base, Json, PrimaryKey, Wide

__all__ = ["LateResponse"]


class LateResponse(Base):
    """The newest response to a question that came after its end; it earns nothing by itself.

    `client` and `sequence` are those of the save, by which one that is sent again is known. A
    teacher may count it: then `counted_at` and `counted_by_id` say when and who, and `replaced` is
    the response that counted before. Responses are the domain's `as_data`.
    """

    __tablename__ = "late_responses"
    __table_args__ = (
        ForeignKeyConstraint(
            ["attempt_id", "position"],
            ["responses.attempt_id", "responses.position"],
            ondelete="CASCADE",
        ),
        UniqueConstraint("attempt_id", "position"),
        CheckConstraint("(counted_at IS NULL) = (counted_by_id IS NULL)", "counted_by"),
        CheckConstraint("(counted_at IS NULL) = (replaced IS NULL)", "replaced"),
    )

    id: Mapped[PrimaryKey]
    attempt_id: Mapped[int]
    position: Mapped[int]
    response: Mapped[Json]
    client: Mapped[str | None] = mapped_column(String(CLIENT_MAXIMUM))
    sequence: Mapped[Wide]
    arrived_at: Mapped[datetime]
    counted_at: Mapped[datetime | None]
    counted_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    replaced: Mapped[Json | None]
