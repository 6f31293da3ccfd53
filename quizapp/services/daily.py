"""The daily quiz: ten questions a day, the same for everybody, made on the first visit."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from quizapp.domain.attempts import AttemptState
from quizapp.domain.daily import QUESTIONS, Candidate, day_of, draw, streak
from quizapp.domain.presets import DEFAULT_PRESET
from quizapp.errors import ConflictError
from quizapp.models import (
    Attempt,
    Item,
    ItemVersion,
    QuestionSet,
    QuestionSetItem,
    Quiz,
    User,
)
from quizapp.services import audit
from quizapp.services.audiences import is_public_item
from quizapp.services.built_in import built_in_owner
from quizapp.services.publishing import quiz_of
from quizapp.services.quizzes import QuizCard, cards_of
from quizapp.services.rules import rules_of_preset
from quizapp.services.sets import make_set
from quizapp.services.staleness import is_fresh

__all__ = ["DailyView", "is_missing", "make_daily", "todays"]

#: In how many of the latest daily quizzes a question should not have been.
QUIZZES_APART: Final = 30
#: Of a larger pool, those with the newest news are drawn from.
POOL_MAXIMUM: Final = 5000
STREAK_MAXIMUM: Final = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class DailyView:
    """Today's quiz as a student finds it; `quiz` is None where there is none.

    `streak` counts the days in a row on which the student submitted the quiz of the day.
    """

    day: date
    quiz: QuizCard | None
    streak: int
    done_today: bool


def todays(session: Session, *, user: User, now: datetime) -> DailyView:
    """Show today's quiz, if it is made, and how long the student has kept at it."""
    day = day_of(now)
    found = session.execute(
        select(Quiz, QuestionSet.description)
        .join(QuestionSet, QuestionSet.id == Quiz.set_id)
        .where(Quiz.daily_on == day)
    ).all()
    cards = cards_of(session, [(quiz, text) for quiz, text in found], user=user, now=now)
    days = _days_done(session, user, since=day - STREAK_MAXIMUM)
    return DailyView(day, cards[0] if cards else None, streak(days, day), day in days)


def is_missing(session: Session, *, now: datetime) -> bool:
    """Whether today's quiz is to be made, and there are questions enough for it."""
    if session.scalar(select(Quiz.id).where(Quiz.daily_on == day_of(now))) is not None:
        return False
    pool = select(Item.id).where(is_public_item(now), is_fresh(now)).limit(QUESTIONS).subquery()
    return session.scalar(select(func.count()).select_from(pool)) == QUESTIONS


def make_daily(session: Session, *, now: datetime) -> int | None:
    """Make today's quiz, if nobody did before, and return its id.

    None where fewer questions are open to everybody than it needs. Two who come first at once get
    the same one.
    """
    day = day_of(now)
    present = session.scalar(select(Quiz.id).where(Quiz.daily_on == day))
    if present is not None:
        return present
    ids = draw(day, _candidates(session, now))
    if not ids:
        return None
    items = {item.id: item for item in session.scalars(select(Item).where(Item.id.in_(ids)))}
    owner = built_in_owner(session, now=now)
    try:
        made = make_set(
            session,
            [items[item_id] for item_id in ids],
            owner=owner,
            title=f"Daily quiz, {day.day} {day:%B %Y}",
            slug=f"daily-{day.isoformat()}",
            for_practice=True,
            now=now,
        )
    except ConflictError:
        return session.scalar(select(Quiz.id).where(Quiz.daily_on == day))
    rules = replace(
        rules_of_preset(DEFAULT_PRESET, questions=[len(ids)]),
        shuffle_items=False,
        shuffle_options=False,
    )
    quiz = quiz_of(made, title=made.title, rules=rules, now=now)
    quiz.daily_on = day
    session.add(quiz)
    session.flush()
    audit.record(session, "quiz.daily", "quiz", quiz.id, actor=None, at=now, day=day.isoformat())
    session.flush()
    return quiz.id


def _candidates(session: Session, now: datetime) -> list[Candidate]:
    pool = session.execute(
        select(Item.id, ItemVersion.news_date)
        .join(
            ItemVersion,
            (ItemVersion.item_id == Item.id) & (ItemVersion.number == Item.version_number),
        )
        .where(is_public_item(now), is_fresh(now))
        .order_by(ItemVersion.news_date.desc().nulls_last(), Item.id.desc())
        .limit(POOL_MAXIMUM)
    )
    latest = (
        select(Quiz.set_id, Quiz.daily_on)
        .where(Quiz.daily_on.is_not(None))
        .order_by(Quiz.daily_on.desc())
        .limit(QUIZZES_APART)
        .subquery()
    )
    used = session.execute(
        select(QuestionSetItem.item_id, func.max(latest.c.daily_on))
        .join(latest, latest.c.set_id == QuestionSetItem.set_id)
        .group_by(QuestionSetItem.item_id)
    )
    used_on: dict[int, date] = {item_id: day for item_id, day in used}  # noqa: C416
    return [Candidate(row.id, row.news_date, used_on.get(row.id)) for row in pool]


def _days_done(session: Session, user: User, *, since: date) -> Sequence[date]:
    """Give the days whose quiz the user began on the day itself, and submitted."""
    rows = session.execute(
        select(Quiz.daily_on, Attempt.started_at)
        .join(Attempt, Attempt.quiz_id == Quiz.id)
        .where(
            Attempt.user_id == user.id,
            Attempt.state == AttemptState.SUBMITTED,
            Quiz.daily_on >= since,
        )
    )
    return [day for day, started in rows if day is not None and day_of(started) == day]
