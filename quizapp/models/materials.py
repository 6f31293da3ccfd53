"""What several items may share: passages and data sets (stimuli), and images."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from quizapp.domain.materials import ImagePlacement, StimulusKind
from quizapp.models.base import Base, Json, LongText, PrimaryKey, Title, enum_type

__all__ = ["Image", "ItemVersionImage", "StimulusRecord", "StimulusTextRecord"]


class StimulusRecord(Base):
    """A passage or a data set that one or more item versions refer to. Never changed once used."""

    __tablename__ = "stimuli"

    id: Mapped[PrimaryKey]
    owner_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    kind: Mapped[StimulusKind] = mapped_column(enum_type(StimulusKind, "kind"))
    created_at: Mapped[datetime]

    texts: Mapped[list["StimulusTextRecord"]] = relationship(
        lazy="raise_on_sql", cascade="all, delete-orphan", order_by="StimulusTextRecord.language"
    )


class StimulusTextRecord(Base):
    """The text of a stimulus in one language."""

    __tablename__ = "stimulus_texts"

    stimulus_id: Mapped[int] = mapped_column(
        ForeignKey("stimuli.id", ondelete="CASCADE"), primary_key=True
    )
    language: Mapped[str] = mapped_column(String(10), primary_key=True)
    title: Mapped[Title]
    body: Mapped[LongText]


class Image(Base):
    """A picture, stored once: `digest` is the SHA-256 of its bytes in hex.

    `brought_at` is when it last came in: what nothing refers to is kept as long as the import that
    brought it may be.
    """

    __tablename__ = "images"
    __table_args__ = (
        CheckConstraint("width > 0 AND height > 0", "size_positive"),
        CheckConstraint("length(digest) = 64", "digest_length"),
    )

    id: Mapped[PrimaryKey]
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    media_type: Mapped[str] = mapped_column(String(60))
    width: Mapped[int]
    height: Mapped[int]
    data: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    brought_at: Mapped[datetime]


class ItemVersionImage(Base):
    """Where an item version shows an image; `alt` maps a language to its alternative text."""

    __tablename__ = "item_version_images"
    __table_args__ = (
        CheckConstraint("(placement = 'option') = (option IS NOT NULL)", "option_of_placement"),
    )

    version_id: Mapped[int] = mapped_column(
        ForeignKey("item_versions.id", ondelete="CASCADE"), primary_key=True
    )
    position: Mapped[int] = mapped_column(primary_key=True)
    image_id: Mapped[int] = mapped_column(ForeignKey("images.id"), index=True)
    placement: Mapped[ImagePlacement] = mapped_column(enum_type(ImagePlacement, "placement"))
    option: Mapped[int | None]
    alt: Mapped[Json]

    image: Mapped[Image] = relationship(lazy="raise_on_sql")
