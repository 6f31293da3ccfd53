"""What the questions of a set are in all: how many of each topic and each difficulty."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from quizapp.domain.difficulty import Difficulty
from quizapp.models import Item, ItemVersion, ItemVersionTopic, QuestionSetItem

__all__ = ["SetTotals", "totals_of"]


@dataclass(frozen=True, slots=True)
class SetTotals:
    """How many questions are filed under each topic, the most frequent first, and how difficult.

    A question with two topics counts in both; one of which no difficulty is said, in none.
    """

    topics: Mapping[str, int]
    difficulties: Mapping[Difficulty, int]


def totals_of(session: Session, set_id: int) -> SetTotals:
    """Count the questions of a set. Its caller looks who may see it."""
    count = func.count()
    current = (ItemVersion.item_id == Item.id) & (ItemVersion.number == Item.version_number)
    of_set = (
        select(ItemVersion.id)
        .join(Item, current)
        .join(QuestionSetItem, QuestionSetItem.item_id == Item.id)
        .where(QuestionSetItem.set_id == set_id)
    )
    topics = session.execute(
        select(ItemVersionTopic.topic, count)
        .where(ItemVersionTopic.version_id.in_(of_set))
        .group_by(ItemVersionTopic.topic)
        .order_by(count.desc(), ItemVersionTopic.topic)
    )
    levels = session.execute(
        select(ItemVersion.difficulty, count)
        .where(ItemVersion.id.in_(of_set), ItemVersion.difficulty.is_not(None))
        .group_by(ItemVersion.difficulty)
    )
    found = {level: number for level, number in levels if level is not None}
    return SetTotals(
        topics={row[0]: row[1] for row in topics},
        difficulties={level: found[level] for level in Difficulty if level in found},
    )
