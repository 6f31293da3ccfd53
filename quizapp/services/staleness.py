"""What goes stale: questions of current affairs whose answer is true up to some day only.

Such a day is said of an item as its difficulty is, by people. From then on no random draw takes it;
by hand it can still be asked, and what is under way or done stays as it is.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session, aliased

from quizapp.domain.daily import day_of
from quizapp.models import (
    Item,
    ItemStatus,
    ItemText,
    ItemVersion,
    QuestionSetItem,
    User,
)

__all__ = [
    "SOON",
    "StaleItems",
    "count_stale",
    "going_stale",
    "is_fresh",
    "published_going_stale",
    "stale_of_article",
    "stale_of_set",
]

#: So soon a teacher is told that a question goes stale.
SOON: Final = timedelta(days=7)
_NAMED: Final = 5
_ASKABLE: Final = (ItemStatus.ACCEPTED, ItemStatus.PUBLISHED)


@dataclass(frozen=True, slots=True)
class StaleItems:
    """How many questions went stale, and the first of them: id and stem, as it is stored."""

    total: int
    first: tuple[tuple[int, str], ...]


def going_stale(first: date | None, last: date) -> Select[int]:
    """Select the ids of the items that go stale from one day to another, both included.

    They are read from the index of such days: few items have one.
    """
    item = aliased(Item)
    statement = (
        select(ItemVersion.item_id)
        .join(item, (item.id == ItemVersion.item_id) & (item.version_number == ItemVersion.number))
        .where(ItemVersion.stale_on <= last)
    )
    return statement if first is None else statement.where(ItemVersion.stale_on >= first)


def is_fresh(now: datetime) -> ColumnElement[bool]:
    """Give the condition on `Item` of those that have not gone stale by today's day in India."""
    return Item.id.not_in(going_stale(None, day_of(now)))


def count_stale(session: Session, item_ids: Sequence[int], *, now: datetime) -> int:
    """Count which of these items went stale."""
    if not item_ids:
        return 0
    statement = select(func.count(Item.id)).where(Item.id.in_(item_ids), ~is_fresh(now))
    return session.scalar(statement) or 0


def published_going_stale(session: Session, *, user: User, now: datetime) -> int:
    """Count the user's published questions that go stale after today and within a week."""
    today = day_of(now)
    soon = going_stale(today + timedelta(days=1), today + SOON)
    statement = select(func.count(Item.id)).where(
        Item.owner_id == user.id, Item.status == ItemStatus.PUBLISHED, Item.id.in_(soon)
    )
    return session.scalar(statement) or 0


def stale_of_set(session: Session, set_id: int, *, now: datetime) -> StaleItems:
    """Give the questions of a set that would be asked though they went stale."""
    in_set = select(QuestionSetItem.item_id).where(QuestionSetItem.set_id == set_id)
    return _stale(session, Item.id.in_(in_set) & Item.status.in_(_ASKABLE), now)


def stale_of_article(session: Session, article_id: int, *, now: datetime) -> StaleItems:
    """Give the accepted questions of an article that went stale."""
    accepted = (Item.article_id == article_id) & (Item.status == ItemStatus.ACCEPTED)
    return _stale(session, accepted, now)


def _stale(session: Session, which: ColumnElement[bool], now: datetime) -> StaleItems:
    condition = which & ~is_fresh(now)
    total = session.scalar(select(func.count(Item.id)).where(condition)) or 0
    if not total:
        return StaleItems(0, ())
    current = (ItemVersion.item_id == Item.id) & (ItemVersion.number == Item.version_number)
    rows = session.execute(
        # One text of each, whichever languages it has: "en" comes before "hi".
        select(Item.id, func.min(ItemText.language).label("language"), ItemVersion.id)
        .join(ItemVersion, current)
        .join(ItemText, ItemText.version_id == ItemVersion.id)
        .where(condition)
        .group_by(Item.id, ItemVersion.id)
        .order_by(Item.id)
        .limit(_NAMED)
    ).all()
    stems = {
        (text.version_id, text.language): text.stem
        for text in session.scalars(
            select(ItemText).where(ItemText.version_id.in_([version for *_rest, version in rows]))
        )
    }
    return StaleItems(
        total, tuple((item, stems[version, language]) for item, language, version in rows)
    )
