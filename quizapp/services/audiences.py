"""Who may begin a quiz, and which questions are open to everybody.

What a student has begun stays theirs, whatever becomes of the quiz's audience.
"""

from dataclasses import dataclass
from datetime import datetime
from hmac import compare_digest

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import Session, aliased

from quizapp.models import (
    Attempt,
    Audience,
    Item,
    ItemStatus,
    QuestionSetItem,
    Quiz,
    QuizStatus,
    Role,
    User,
)
from quizapp.services.disclosing import keeps_answers

__all__ = ["Access", "is_open", "is_public_item", "may_begin", "open_at"]


@dataclass(frozen=True, slots=True)
class Access:
    """Who may take a quiz; with a link, its secret part. Raises `ValueError` where one is amiss."""

    audience: Audience = Audience.EVERYONE
    share_code: str | None = None

    def __post_init__(self) -> None:
        if (self.audience is Audience.LINK) != (self.share_code is not None):
            message = "a quiz has a code where it is shared by link, and only there"
            raise ValueError(message)


def is_open(quiz: Quiz, now: datetime) -> bool:
    """Whether attempts can begin now, by those who may."""
    return (
        quiz.status is QuizStatus.OPEN
        and (quiz.opens_at is None or quiz.opens_at <= now)
        and (quiz.closes_at is None or now < quiz.closes_at)
    )


def open_at(now: datetime) -> ColumnElement[bool]:
    """Give the condition that leaves the quizzes of which `is_open` is true."""
    return and_(
        Quiz.status == QuizStatus.OPEN,
        or_(Quiz.opens_at.is_(None), Quiz.opens_at <= now),
        or_(Quiz.closes_at.is_(None), Quiz.closes_at > now),
    )


def may_begin(session: Session, quiz: Quiz, user: User, *, share_code: str | None = None) -> bool:
    """Whether an attempt of the user's may begin while the quiz is open.

    Everybody may who has the present code of a quiz that is shared by link, and who has taken it.
    """
    if quiz.audience is Audience.EVERYONE or quiz.owner_id == user.id or user.role is Role.ADMIN:
        return True
    if quiz.audience is Audience.PRIVATE or quiz.share_code is None:
        return False
    if share_code is not None and compare_digest(quiz.share_code.encode(), share_code.encode()):
        return True
    taken = exists().where(Attempt.quiz_id == quiz.id, Attempt.user_id == user.id)
    return bool(session.scalar(select(taken)))


def is_public_item(now: datetime) -> ColumnElement[bool]:
    """Give the condition on `Item` of those that everybody may be asked and told.

    They are published in a quiz that everybody can begin now, and in none that keeps its answers
    until it closes: who practised such a question would know its answer before.
    """
    keeps = aliased(Quiz)
    place, kept_place = aliased(QuestionSetItem), aliased(QuestionSetItem)
    offered = exists().where(
        place.item_id == Item.id,
        place.set_id == Quiz.set_id,
        Quiz.audience == Audience.EVERYONE,
        Quiz.daily_on.is_(None),
        open_at(now),
    )
    kept = exists().where(
        kept_place.item_id == Item.id,
        kept_place.set_id == keeps.set_id,
        keeps_answers(now, keeps),
    )
    return and_(Item.status == ItemStatus.PUBLISHED, offered.correlate(Item), ~kept.correlate(Item))
