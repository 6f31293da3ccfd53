"""Exam rules of a teacher's own: copies of presets that somebody changed."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.models.base import Base, Json, PrimaryKey, Title
from quizapp.models.binned import Binnable, bin_index

__all__ = ["ExamRules"]


class ExamRules(Binnable, Base):
    """Rules of a teacher's own; `data` is what `ExamPreset.as_data` gives, `name` its name there.

    Quizzes copy what they take from it, so that a change touches none of them.
    """

    __tablename__ = "exam_rules"
    __table_args__ = (
        bin_index("exam_rules"),
        CheckConstraint("length(name) > 0", "name_not_empty"),
    )

    id: Mapped[PrimaryKey]
    owner_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    name: Mapped[Title]
    data: Mapped[Json]
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
