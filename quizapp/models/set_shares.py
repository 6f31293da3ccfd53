"""Sets that their owners share with other teachers."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.domain.permissions import Permission
from quizapp.models.base import Base, PrimaryKey, enum_type

__all__ = ["SetShare"]


class SetShare(Base):
    """What a teacher may do with a set that is not theirs.

    Without `user_id` it is for all teachers of the installation, who may use the set then.
    """

    __tablename__ = "set_shares"
    __table_args__ = (
        UniqueConstraint("set_id", "user_id"),
        Index(
            "uq_set_shares_all",
            "set_id",
            unique=True,
            sqlite_where=text("user_id IS NULL"),
            postgresql_where=text("user_id IS NULL"),
        ),
        CheckConstraint("permission <> 'own'", "permission_not_own"),
        CheckConstraint("user_id IS NOT NULL OR permission = 'use'", "all_use"),
    )

    id: Mapped[PrimaryKey]
    set_id: Mapped[int] = mapped_column(ForeignKey("question_sets.id", ondelete="CASCADE"))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    permission: Mapped[Permission] = mapped_column(enum_type(Permission, "permission"))
    shared_at: Mapped[datetime]
    shared_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
