"""People: students, teachers, administrators."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.models.base import Base, Name, PrimaryKey, enum_type

__all__ = ["Role", "User"]


class Role(StrEnum):
    """What a person may do. A teacher may do all that a student may, an admin all."""

    STUDENT = "student"
    TEACHER = "teacher"
    ADMIN = "admin"


class User(Base):
    """An account. Accounts are never deleted, only made inactive: their attempts stay true.

    `username` and `email` are kept casefolded, so that they are unique whatever the case.
    `extra_time_percent` is what this student is entitled to on top of a quiz's minutes.
    Who gave an address and `wants_mail` gets notices by e-mail as well; `mail_token` is the secret
    of the address that ends that.
    A session is valid only while it carries the account's `session_epoch`: raising that signs the
    person out everywhere.
    """

    __tablename__ = "users"
    __table_args__ = (
        CheckConstraint("username = lower(username)", "username_lower"),
        CheckConstraint("length(username) > 0", "username_not_empty"),
        CheckConstraint("extra_time_percent BETWEEN 0 AND 300", "extra_time_percent_range"),
    )

    id: Mapped[PrimaryKey]
    username: Mapped[str] = mapped_column(String(40), unique=True)
    email: Mapped[str | None] = mapped_column(String(254), unique=True)
    display_name: Mapped[Name]
    password_hash: Mapped[str] = mapped_column(String(255))
    role: Mapped[Role] = mapped_column(enum_type(Role, "role"))
    language: Mapped[str] = mapped_column(String(10), default="en")
    extra_time_percent: Mapped[int] = mapped_column(default=0)
    session_epoch: Mapped[int] = mapped_column(default=0)
    is_active: Mapped[bool] = mapped_column(default=True)
    wants_mail: Mapped[bool] = mapped_column(default=True)
    mail_token: Mapped[str | None] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime]
    last_signed_in_at: Mapped[datetime | None]
