"""Items and their versions.

A version is never changed once it is written: whoever answered it can be shown what they saw.
An edit writes the next version, and `Item.version_number` says which one counts.
"""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from quizapp.domain.difficulty import Difficulty
from quizapp.domain.items import FactKind, ItemFormat, ItemType, OptionOrder, TextFormat
from quizapp.models.base import Base, Json, LongText, PrimaryKey, Slug, enum_type
from quizapp.models.binned import Binnable, bin_index
from quizapp.models.materials import ItemVersionImage, StimulusRecord
from quizapp.models.search import ItemSearch
from quizapp.models.users import User

__all__ = ["Item", "ItemStatus", "ItemText", "ItemVersion", "ItemVersionTopic"]


class ItemStatus(StrEnum):
    """Where an item stands between being written and being used."""

    DRAFT = "draft"
    """Nobody has decided about it."""
    ACCEPTED = "accepted"
    """Good; not in any quiz yet."""
    REJECTED = "rejected"
    """Turned down; it can be taken up again."""
    PUBLISHED = "published"
    """In a quiz."""
    RETIRED = "retired"
    """Was published; no new attempt gets it."""


class Item(Binnable, Base):
    """A question with one identity through all its versions.

    `article_id` and `position` (from 1) say which article it was generated from and in which order,
    `quality` what the generator thought of it, 0 to 1. `copied_from_id` is the item that it was
    copied from, as long as that exists.
    """

    __tablename__ = "items"
    __table_args__ = (
        bin_index("items"),
        Index(None, "article_id", "status"),
        Index(None, "owner_id", "status"),
        CheckConstraint("version_number >= 1", "version_number_positive"),
        CheckConstraint("quality BETWEEN 0 AND 1", "quality_range"),
    )

    id: Mapped[PrimaryKey]
    owner_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    article_id: Mapped[int | None] = mapped_column(ForeignKey("articles.id"))
    status: Mapped[ItemStatus] = mapped_column(enum_type(ItemStatus, "status"))
    version_number: Mapped[int] = mapped_column(default=1)
    position: Mapped[int | None]
    quality: Mapped[float | None]
    copied_from_id: Mapped[int | None] = mapped_column(
        ForeignKey("items.id", ondelete="SET NULL"), index=True
    )
    created_at: Mapped[datetime]

    versions: Mapped[list["ItemVersion"]] = relationship(
        lazy="raise_on_sql",
        back_populates="item",
        cascade="all, delete-orphan",
        passive_deletes=True,
        order_by="ItemVersion.number",
    )
    search: Mapped[ItemSearch | None] = relationship(
        lazy="raise_on_sql", cascade="all, delete-orphan", passive_deletes=True
    )
    current: Mapped["ItemVersion"] = relationship(
        lazy="raise_on_sql",
        viewonly=True,
        uselist=False,
        primaryjoin=(
            "and_(Item.id == foreign(ItemVersion.item_id),"
            " Item.version_number == foreign(ItemVersion.number))"
        ),
    )


class ItemVersion(Base):
    """What an item said at one time: `quizapp.domain.items.ItemContent`, in columns.

    `key` and `source` are the JSON of the domain's own `as_data`.
    """

    __tablename__ = "item_versions"
    __table_args__ = (
        UniqueConstraint("item_id", "number"),
        CheckConstraint("number >= 1", "number_positive"),
        # All that the bank chooses by, so that it need not read the rows themselves.
        Index(
            "ix_item_versions_bank",
            *("item_id", "number", "difficulty", "news_date", "kind", "type", "id"),
        ),
        # Few have such a day, and those are asked for by it.
        Index(None, "stale_on"),
    )

    id: Mapped[PrimaryKey]
    item_id: Mapped[int] = mapped_column(ForeignKey("items.id", ondelete="CASCADE"))
    number: Mapped[int]
    type: Mapped[ItemType] = mapped_column(enum_type(ItemType, "type"))
    format: Mapped[ItemFormat] = mapped_column(enum_type(ItemFormat, "format"))
    text_format: Mapped[TextFormat] = mapped_column(enum_type(TextFormat, "text_format"))
    key: Mapped[Json]
    option_order: Mapped[OptionOrder] = mapped_column(enum_type(OptionOrder, "option_order"))
    kind: Mapped[FactKind | None] = mapped_column(enum_type(FactKind, "kind"))
    difficulty: Mapped[Difficulty | None] = mapped_column(enum_type(Difficulty, "difficulty"))
    news_date: Mapped[date | None]
    stale_on: Mapped[date | None]
    source: Mapped[Json | None]
    stimulus_id: Mapped[int | None] = mapped_column(ForeignKey("stimuli.id"), index=True)
    created_at: Mapped[datetime]
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))

    item: Mapped[Item] = relationship(lazy="raise_on_sql", back_populates="versions")
    created_by: Mapped[User | None] = relationship(lazy="raise_on_sql")
    stimulus: Mapped[StimulusRecord | None] = relationship(lazy="raise_on_sql")
    texts: Mapped[list["ItemText"]] = relationship(
        lazy="raise_on_sql", cascade="all, delete-orphan", passive_deletes=True
    )
    topics: Mapped[list["ItemVersionTopic"]] = relationship(
        lazy="raise_on_sql",
        cascade="all, delete-orphan",
        passive_deletes=True,
        order_by="ItemVersionTopic.position",
    )
    images: Mapped[list[ItemVersionImage]] = relationship(
        lazy="raise_on_sql",
        cascade="all, delete-orphan",
        passive_deletes=True,
        order_by="ItemVersionImage.position",
    )


class ItemText(Base):
    """The words of a version in one language; every language has the same number of options.

    `fingerprint` is the domain's of these words, by which duplicates are found.
    """

    __tablename__ = "item_texts"

    version_id: Mapped[int] = mapped_column(
        ForeignKey("item_versions.id", ondelete="CASCADE"), primary_key=True
    )
    language: Mapped[str] = mapped_column(String(10), primary_key=True)
    stem: Mapped[LongText]
    options: Mapped[Json]
    explanation: Mapped[LongText]
    prompts: Mapped[Json]
    feedback: Mapped[Json]
    fingerprint: Mapped[str] = mapped_column(String(64), index=True)


class ItemVersionTopic(Base):
    """A topic (slug of `quizapp.domain.topics`) that a version is filed under, in order."""

    __tablename__ = "item_version_topics"

    version_id: Mapped[int] = mapped_column(
        ForeignKey("item_versions.id", ondelete="CASCADE"), primary_key=True
    )
    topic: Mapped[Slug] = mapped_column(primary_key=True, index=True)
    position: Mapped[int]
