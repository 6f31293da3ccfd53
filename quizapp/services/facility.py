"""How items turned out: the share of right answers among the first attempts of students."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from quizapp.domain.attempts import AttemptState
from quizapp.domain.difficulty import (
    FIRST_ATTEMPTS_MINIMUM,
    Difficulty,
    disagrees,
    observed_difficulty,
)
from quizapp.domain.judging import Outcome
from quizapp.models import Attempt, ItemVersion, ResponseRecord

__all__ = ["Facility", "facility_of"]


@dataclass(frozen=True, slots=True)
class Facility:
    """How many students answered an item when they first met it, and how many of them rightly."""

    right: int = 0
    responses: int = 0

    @property
    def index(self) -> float | None:
        """The facility index from 0 to 1; None while there are too few responses to say."""
        if self.responses < FIRST_ATTEMPTS_MINIMUM:
            return None
        return self.right / self.responses

    @property
    def difficulty(self) -> Difficulty | None:
        """What the facility index says of the difficulty."""
        return None if self.index is None else observed_difficulty(self.index)

    def contradicts(self, assigned: Difficulty | None) -> bool:
        """Whether the answers disagree with what was said of the item, more than by chance."""
        return assigned is not None and disagrees(assigned, self.right, self.responses)


def facility_of(session: Session, item_ids: Sequence[int]) -> dict[int, Facility]:
    """Count the first responses to each of these items, by one query.

    A student who met an item several times, in whatever quiz, counts once, with the first submitted
    attempt. What was neither answered nor looked at is left out: it tells of the time, not of the
    item. All versions of an item count, as saying something of its difficulty writes one.
    """
    met = (
        select(
            ItemVersion.item_id,
            ResponseRecord.outcome,
            func.row_number()
            .over(
                partition_by=(ItemVersion.item_id, Attempt.user_id),
                order_by=(Attempt.submitted_at, Attempt.id),
            )
            .label("turn"),
        )
        .join(ResponseRecord, ResponseRecord.item_version_id == ItemVersion.id)
        .join(Attempt, Attempt.id == ResponseRecord.attempt_id)
        .where(
            ItemVersion.item_id.in_(item_ids),
            Attempt.state == AttemptState.SUBMITTED,
            or_(ResponseRecord.visited, ResponseRecord.outcome != Outcome.BLANK),
        )
        .subquery()
    )
    rows = session.execute(
        select(
            met.c.item_id,
            func.count().filter(met.c.outcome == Outcome.RIGHT).label("right"),
            func.count().label("responses"),
        )
        .where(met.c.turn == 1)
        .group_by(met.c.item_id)
    )
    found = {row.item_id: Facility(row.right, row.responses) for row in rows}
    return {item_id: found.get(item_id, Facility()) for item_id in item_ids}
