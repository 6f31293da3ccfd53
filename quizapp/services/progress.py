"""My progress: attempts over time, strengths by topic, what to revise."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import Any, Final

from sqlalchemy import Row, case, func, select
from sqlalchemy.orm import Session

from quizapp.domain.disclosure import Disclosed
from quizapp.domain.marking import MarkUnit, Outcome
from quizapp.domain.progress import AttemptPoint, TopicStrength, topics_to_revise, trend
from quizapp.models import (
    Attempt,
    ItemText,
    ItemVersion,
    ItemVersionTopic,
    Quiz,
    ResponseRecord,
    User,
)
from quizapp.services.disclosing import is_shown
from quizapp.services.met_items import last_answers, submitted_by
from quizapp.services.paging import PER_PAGE, Page, fetch_page
from quizapp.services.quizzes import percent_of
from quizapp.services.rendering import as_plain

__all__ = ["MissedItem", "ProgressPoint", "ProgressView", "my_progress"]

POINTS_SHOWN: Final = 50


@dataclass(frozen=True, slots=True)
class ProgressPoint:
    """A submitted attempt on the line of progress; percent is exact and can be below 0."""

    attempt_id: int
    quiz_title: str
    daily_on: date | None
    when: datetime
    percent: Fraction
    score: Fraction
    maximum: Fraction


@dataclass(frozen=True, slots=True)
class MissedItem:
    """An item whose latest answer was not right, and where it was given; its stem as plain text."""

    item_id: int
    attempt_id: int
    position: int
    stem: str
    language: str
    topics: tuple[str, ...]
    outcome: Outcome
    when: datetime


@dataclass(frozen=True, slots=True)
class ProgressView:
    """What many attempts say.

    `points` are the latest 50, oldest first; the counts are over all attempts but those
    `kept_back`, the marks of which are not shown now. `topics` has the
    weakest first, `weak_topics` those worth revising. `trend` says by how many percentage points
    the latest attempts are better than those before them.
    """

    points: tuple[ProgressPoint, ...]
    trend: Fraction | None
    attempts: int
    kept_back: int
    answered: int
    right: int
    accuracy: Fraction | None
    topics: tuple[TopicStrength, ...]
    weak_topics: tuple[TopicStrength, ...]
    to_revise: Page[MissedItem]


def my_progress(
    session: Session, *, user: User, now: datetime, page: int = 1, per_page: int = PER_PAGE
) -> ProgressView:
    """Sum up the user's submitted attempts. The page is that of the items to revise."""
    points = _points(session, user, now)
    shown = is_shown(Disclosed.MARKS, now)
    totals = session.execute(
        select(
            func.count(),
            func.count(case((shown, 1))),
            func.coalesce(func.sum(case((shown, Attempt.right_count))), 0),
            func.coalesce(func.sum(case((shown, Attempt.partial_count))), 0),
            func.coalesce(func.sum(case((shown, Attempt.wrong_count))), 0),
        )
        .join(Quiz, Quiz.id == Attempt.quiz_id)
        .where(submitted_by(user))
    ).one()
    attempts, marked, right, partial, wrong = (int(figure) for figure in totals)
    answered = right + partial + wrong
    topics = _topics(session, user, now)
    return ProgressView(
        points=points,
        trend=trend(AttemptPoint(point.when, point.percent) for point in points),
        attempts=attempts,
        kept_back=attempts - marked,
        answered=answered,
        right=right,
        accuracy=Fraction(right, answered) if answered else None,
        topics=topics,
        weak_topics=topics_to_revise(topics),
        to_revise=_to_revise(session, user, now, page=page, per_page=per_page),
    )


def _points(session: Session, user: User, now: datetime) -> tuple[ProgressPoint, ...]:
    found = session.execute(
        select(Attempt, Quiz.title, Quiz.daily_on)
        .join(Quiz, Quiz.id == Attempt.quiz_id)
        .where(submitted_by(user), is_shown(Disclosed.MARKS, now))
        .order_by(Attempt.submitted_at.desc(), Attempt.id.desc())
        .limit(POINTS_SHOWN)
    ).all()
    points = []
    for attempt, title, daily_on in reversed(found):
        unit = MarkUnit(attempt.mark_denominator)
        percent = percent_of(attempt)
        if attempt.submitted_at is not None and percent is not None:
            points.append(
                ProgressPoint(
                    attempt_id=attempt.id,
                    quiz_title=title,
                    daily_on=daily_on,
                    when=attempt.submitted_at,
                    percent=percent,
                    score=unit.from_units(attempt.score_units or 0),
                    maximum=unit.from_units(attempt.maximum_units),
                )
            )
    return tuple(points)


def _topics(session: Session, user: User, now: datetime) -> tuple[TopicStrength, ...]:
    # Added up by the database, since a diligent student has tens of thousands of responses; by
    # denominator, so that the sums are exact across quizzes with different schemes.
    rows = session.execute(
        select(
            ItemVersionTopic.topic,
            ResponseRecord.outcome,
            Attempt.mark_denominator,
            func.count().label("times"),
            func.sum(ResponseRecord.mark_units).label("units"),
        )
        .join(Attempt, Attempt.id == ResponseRecord.attempt_id)
        .join(ItemVersionTopic, ItemVersionTopic.version_id == ResponseRecord.item_version_id)
        .join(Quiz, Quiz.id == Attempt.quiz_id)
        .where(submitted_by(user), is_shown(Disclosed.MARKS, now))
        .group_by(ItemVersionTopic.topic, ResponseRecord.outcome, Attempt.mark_denominator)
    )
    strengths: dict[str, TopicStrength] = {}
    for topic, outcome, denominator, times, units in rows:
        before = strengths.get(topic, TopicStrength(topic, 0, 0, 0, Fraction(0)))
        right = times if outcome is Outcome.RIGHT else 0
        wrong = times if outcome is Outcome.WRONG else 0
        left_out = times if outcome in {Outcome.BLANK, Outcome.NOT_ATTEMPTED} else 0
        lost = -MarkUnit(denominator).from_units(int(units or 0)) if wrong else Fraction(0)
        strengths[topic] = TopicStrength(
            topic=topic,
            answered=before.answered + times - left_out,
            right=before.right + right,
            left_out=before.left_out + left_out,
            marks_lost=before.marks_lost + lost,
        )
    return tuple(
        sorted(strengths.values(), key=lambda each: (each.estimate, -each.answered, each.topic))
    )


def _to_revise(
    session: Session, user: User, now: datetime, *, page: int, per_page: int
) -> Page[MissedItem]:
    ranked = last_answers(user, now)
    statement = (
        select(ranked)
        .where(ranked.c.place == 1, ranked.c.outcome != Outcome.RIGHT)
        .order_by(
            case(
                (ranked.c.outcome == Outcome.WRONG, 0),
                (ranked.c.outcome == Outcome.PARTIAL, 1),
                else_=2,
            ),
            ranked.c.submitted_at.desc(),
            ranked.c.attempt_id.desc(),
            ranked.c.position,
        )
    )

    def make(rows: Sequence[Row[*tuple[Any, ...]]]) -> list[MissedItem]:
        return _missed(session, rows, user.language)

    return fetch_page(session, statement, make, page=page, per_page=per_page)


def _missed(
    session: Session, rows: Sequence[Row[*tuple[Any, ...]]], language: str
) -> list[MissedItem]:
    versions = [row.version_id for row in rows]
    texts: dict[int, tuple[str, str]] = {}
    found = session.execute(
        select(ItemText.version_id, ItemText.language, ItemText.stem, ItemVersion.text_format)
        .join(ItemVersion, ItemVersion.id == ItemText.version_id)
        .where(ItemText.version_id.in_(versions))
        .order_by(ItemText.language)
    )
    for row in found:
        if row.version_id not in texts or row.language == language:
            texts[row.version_id] = (row.language, as_plain(row.stem, row.text_format))
    topics: dict[int, list[str]] = {}
    for topic in session.scalars(
        select(ItemVersionTopic)
        .where(ItemVersionTopic.version_id.in_(versions))
        .order_by(ItemVersionTopic.position)
    ):
        topics.setdefault(topic.version_id, []).append(topic.topic)
    return [
        MissedItem(
            item_id=row.item_id,
            attempt_id=row.attempt_id,
            position=row.position,
            language=texts[row.version_id][0],
            stem=texts[row.version_id][1],
            topics=tuple(topics.get(row.version_id, ())),
            outcome=row.outcome,
            when=row.submitted_at,
        )
        for row in rows
    ]
