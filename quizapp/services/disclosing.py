"""What a student may see of an attempt now."""

from datetime import datetime

from sqlalchemy import ColumnElement, and_, or_

from quizapp.domain.disclosure import (
    RIGHT_AFTER,
    Disclosed,
    Disclosure,
    Moment,
    moment_of,
)
from quizapp.models import Attempt, Quiz, QuizStatus

__all__ = ["closed_at", "has_closed", "is_shown", "keeps_answers", "moment_for", "shown_to_student"]


def has_closed(quiz: Quiz, now: datetime) -> bool:
    """Whether the quiz is over for all, by its teacher or by its closing time.

    Attempts that are running when a teacher closes it go on: until their time is over, nobody may
    be told what they are asked. Those that run into the closing time end with it.
    """
    if quiz.status is QuizStatus.CLOSED:
        return quiz.settles_at is None or quiz.settles_at <= now
    return quiz.closes_at is not None and quiz.closes_at <= now


def closed_at(now: datetime, quiz: type[Quiz] = Quiz) -> ColumnElement[bool]:
    """Give the condition that leaves the quizzes of which `has_closed` is true."""
    by_teacher = quiz.status == QuizStatus.CLOSED
    return or_(
        and_(by_teacher, or_(quiz.settles_at.is_(None), quiz.settles_at <= now)),
        and_(~by_teacher, quiz.closes_at.is_not(None), quiz.closes_at <= now),
    )


def moment_for(attempt: Attempt, quiz: Quiz, now: datetime) -> Moment:
    """Say which moment it is for an attempt at a quiz."""
    return moment_of(attempt.submitted_at, now, closed=has_closed(quiz, now))


def shown_to_student(attempt: Attempt, quiz: Quiz, now: datetime) -> frozenset[Disclosed]:
    """Give what the student may see of an attempt now."""
    return Disclosure.from_data(quiz.disclosure).at(moment_for(attempt, quiz, now))


def is_shown(what: Disclosed, now: datetime) -> ColumnElement[bool]:
    """Give the condition on a submitted `Attempt` and its `Quiz` that this is shown now."""
    closed, recent = closed_at(now), Attempt.submitted_at > now - RIGHT_AFTER
    return or_(
        and_(closed, _says(what, Moment.CLOSED)),
        and_(~closed, recent, _says(what, Moment.SUBMITTED)),
        and_(~closed, ~recent, _says(what, Moment.LATER)),
    )


def keeps_answers(now: datetime, quiz: type[Quiz] = Quiz) -> ColumnElement[bool]:
    """Give the condition that leaves the quizzes which keep answers back while they are open."""
    return and_(
        ~closed_at(now, quiz),
        or_(
            ~_says(Disclosed.ANSWERS, Moment.SUBMITTED, quiz),
            ~_says(Disclosed.ANSWERS, Moment.LATER, quiz),
        ),
    )


def _says(what: Disclosed, moment: Moment, quiz: type[Quiz] = Quiz) -> ColumnElement[bool]:
    said: ColumnElement[bool] = quiz.disclosure[moment.value][what.value].as_boolean()
    return said
