"""Letters that tell by e-mail what a notice tells in the app."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.models.base import Base, enum_type

__all__ = ["Mail", "MailState"]


class MailState(StrEnum):
    """What became of a letter."""

    WAITING = "waiting"
    SENDING = "sending"
    """Somebody hands it to the server. One that stays so is not sent again: it may have gone."""
    SENT = "sent"
    FAILED = "failed"


class Mail(Base):
    """The letter of one notice; it goes when its notice is taken back.

    It is tried from `due_at` on. `problem` is what the server said last when it did not take it.
    """

    __tablename__ = "mails"
    __table_args__ = (
        Index(None, "state", "due_at"),
        CheckConstraint("tries >= 0", "tries_not_negative"),
        CheckConstraint("(state = 'sent') = (sent_at IS NOT NULL)", "sent_at"),
    )

    notice_id: Mapped[int] = mapped_column(
        ForeignKey("notices.id", ondelete="CASCADE"), primary_key=True
    )
    state: Mapped[MailState] = mapped_column(
        enum_type(MailState, "state"), default=MailState.WAITING
    )
    tries: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    problem: Mapped[str | None] = mapped_column(String(300))
