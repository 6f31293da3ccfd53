"""Blueprints of papers that teachers keep."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.models.base import Base, Json, PrimaryKey, Title
from quizapp.models.binned import Binnable, bin_index

__all__ = ["BlueprintRecord"]


class BlueprintRecord(Binnable, Base):
    """A blueprint; `data` is what `Blueprint.as_data` gives, `name` its name there."""

    __tablename__ = "blueprints"
    __table_args__ = (
        bin_index("blueprints"),
        CheckConstraint("length(name) > 0", "name_not_empty"),
    )

    id: Mapped[PrimaryKey]
    owner_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    name: Mapped[Title]
    data: Mapped[Json]
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
