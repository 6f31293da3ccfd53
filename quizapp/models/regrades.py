"""Regrades: what became of questions whose key was wrong."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.domain.regrading import RegradeRule
from quizapp.models.base import Base, LongText, PrimaryKey, enum_type

__all__ = ["RegradeRecord", "RegradedVersion"]


class RegradeRecord(Base):
    """A teacher's decision to mark an item again; it holds until it is undone.

    `option` is the position that the rule names. `why` is for the students to read. With it the
    item got the version `mended_version`, or was `retired`; undoing takes that back too.

    It holds in the quizzes of `quizzes_of_id`, who need not own the item, and with `in_practice` in
    quizzes for practice.
    """

    __tablename__ = "regrades"
    __table_args__ = (
        CheckConstraint("(undone_at IS NULL) = (undone_by_id IS NULL)", "undone_by"),
        CheckConstraint(
            "(rule IN ('new-key', 'accept-both')) = (option IS NOT NULL)", "option_of_rule"
        ),
    )

    id: Mapped[PrimaryKey]
    item_id: Mapped[int] = mapped_column(ForeignKey("items.id"), index=True)
    rule: Mapped[RegradeRule] = mapped_column(enum_type(RegradeRule, "rule"))
    option: Mapped[int | None]
    why: Mapped[LongText]
    quizzes_of_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    in_practice: Mapped[bool]
    mended_version: Mapped[int | None]
    retired: Mapped[bool]
    made_at: Mapped[datetime]
    made_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    undone_at: Mapped[datetime | None]
    undone_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))


class RegradedVersion(Base):
    """A version of the item that the regrade is for: one with the key that was wrong."""

    __tablename__ = "regraded_versions"

    regrade_id: Mapped[int] = mapped_column(ForeignKey("regrades.id"), primary_key=True)
    item_version_id: Mapped[int] = mapped_column(
        ForeignKey("item_versions.id"), primary_key=True, index=True
    )
