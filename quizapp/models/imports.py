"""Question files on their way in: what was read of them, until a teacher takes it or leaves it."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.models.base import Base, Json, PrimaryKey, Title, enum_type

__all__ = ["Import", "ImportEntry", "ImportState"]


class ImportState(StrEnum):
    """Where an import stands."""

    READING = "reading"
    """Its files wait to be read, or are being read."""
    READY = "ready"
    """Everything is read; the teacher decides."""
    STORING = "storing"
    """Its questions are being stored in the background."""
    DONE = "done"
    """Its questions are stored, as a set."""
    FAILED = "failed"
    """None of its files could be read."""


class Import(Base):
    """One import: one or several files, or a text that was pasted.

    `names` lists what came in, `formats` what the files were read as. `problems` (a list of
    `Problem` fields) say why files could not be read, `findings` what concerns a file as a whole.
    `set_id` is the set that the questions went into, or while they are being stored the one they
    are added to; None there makes a new set of the `title`. `stimuli` maps passages that are stored
    already, by digest, to their ids; `details` is what a file says about its questions as a whole.
    """

    __tablename__ = "imports"
    __table_args__ = (
        Index(None, "owner_id", "created_at"),
        Index(None, "state", "created_at"),
        CheckConstraint("(state = 'done') = (finished_at IS NOT NULL)", "finished_at"),
    )

    id: Mapped[PrimaryKey]
    owner_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    state: Mapped[ImportState] = mapped_column(enum_type(ImportState, "state"))
    title: Mapped[Title]
    names: Mapped[Json]
    formats: Mapped[Json]
    problems: Mapped[Json]
    findings: Mapped[Json]
    stimuli: Mapped[Json]
    details: Mapped[Json]
    job_id: Mapped[int | None] = mapped_column(
        ForeignKey("jobs.id", ondelete="SET NULL"), index=True
    )
    set_id: Mapped[int | None] = mapped_column(
        ForeignKey("question_sets.id", ondelete="SET NULL"), index=True
    )
    created_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]


class ImportEntry(Base):
    """A question of an import.

    `data` is a `ReadItem` and `findings` what was found about it, as `interchange.staging` writes
    them. `chosen` says whether it is to be stored; only complete ones can be. `duplicate_of` is an
    item of the owner that says the same, `repeats` the position of an earlier entry that does.
    `item_id` is the item that it has become.
    """

    __tablename__ = "import_entries"
    __table_args__ = (
        CheckConstraint("position >= 1", "position_positive"),
        CheckConstraint("complete OR NOT chosen", "chosen_is_complete"),
        CheckConstraint("repeats < position", "repeats_an_earlier_one"),
    )

    import_id: Mapped[int] = mapped_column(
        ForeignKey("imports.id", ondelete="CASCADE"), primary_key=True
    )
    position: Mapped[int] = mapped_column(primary_key=True)
    file: Mapped[int]
    data: Mapped[Json]
    findings: Mapped[Json]
    complete: Mapped[bool]
    chosen: Mapped[bool]
    doubtful: Mapped[bool]
    duplicate_of: Mapped[int | None] = mapped_column(
        ForeignKey("items.id", ondelete="SET NULL"), index=True
    )
    repeats: Mapped[int | None]
    item_id: Mapped[int | None] = mapped_column(
        ForeignKey("items.id", ondelete="SET NULL"), index=True
    )
