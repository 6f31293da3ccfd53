"""The items that a student has met in attempts, and how it went the last time."""

from datetime import datetime

from sqlalchemy import ColumnElement, Select, Subquery, and_, func, select

from quizapp.domain.attempts import AttemptState
from quizapp.domain.disclosure import Disclosed
from quizapp.domain.marking import Outcome
from quizapp.models import (
    Attempt,
    ItemVersion,
    Quiz,
    QuizMode,
    ResponseRecord,
    User,
)
from quizapp.services.disclosing import is_shown

__all__ = ["in_mock_test", "last_answers", "marked", "met", "missed", "submitted_by"]


def submitted_by(user: User) -> ColumnElement[bool]:
    """Give the condition that leaves the user's submitted attempts."""
    return and_(Attempt.user_id == user.id, Attempt.state == AttemptState.SUBMITTED)


def last_answers(user: User, now: datetime) -> Subquery:
    """Give a row for each answer whose key the user may see; that with `place` 1 is the latest.

    Its columns: item_id, version_id, attempt_id, position, outcome, marked, submitted_at, place.
    """
    latest = func.row_number().over(
        partition_by=ItemVersion.item_id,
        order_by=(Attempt.submitted_at.desc(), Attempt.id.desc()),
    )
    return (
        select(
            ItemVersion.item_id,
            ItemVersion.id.label("version_id"),
            Attempt.id.label("attempt_id"),
            ResponseRecord.position,
            ResponseRecord.outcome,
            ResponseRecord.marked,
            Attempt.submitted_at,
            latest.label("place"),
        )
        .join(ResponseRecord, ResponseRecord.item_version_id == ItemVersion.id)
        .join(Attempt, Attempt.id == ResponseRecord.attempt_id)
        .join(Quiz, Quiz.id == Attempt.quiz_id)
        .where(submitted_by(user), is_shown(Disclosed.ANSWERS, now))
        .subquery()
    )


def missed(user: User, now: datetime) -> Select[int]:
    """Select the ids of the items that were not right the last time."""
    last = last_answers(user, now)
    return select(last.c.item_id).where(last.c.place == 1, last.c.outcome != Outcome.RIGHT)


def marked(user: User, now: datetime) -> Select[int]:
    """Select the ids of the items that were marked for review the last time."""
    last = last_answers(user, now)
    return select(last.c.item_id).where(last.c.place == 1, last.c.marked.is_(True))


def met(user: User) -> Select[int]:
    """Select the ids of the items of all the user's attempts."""
    return (
        select(ItemVersion.item_id)
        .join(ResponseRecord, ResponseRecord.item_version_id == ItemVersion.id)
        .join(Attempt, Attempt.id == ResponseRecord.attempt_id)
        .where(Attempt.user_id == user.id)
    )


def in_mock_test(user: User) -> Select[int]:
    """Select the ids of the items that the user is asked in mock tests that go on."""
    return (
        met(user)
        .join(Quiz, Quiz.id == Attempt.quiz_id)
        .where(Attempt.state == AttemptState.IN_PROGRESS, Quiz.mode == QuizMode.MOCK)
    )
