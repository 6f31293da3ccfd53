"""Telling students of quizzes that are set for them, on real databases."""

from datetime import datetime, timedelta
from random import Random

import pytest
from factories import (
    NOW,
    ClassFactory,
    QuizFactory,
    TeacherFactory,
    UserFactory,
    use_session,
)
from sqlalchemy import select
from sqlalchemy.orm import Session

from quizapp.domain.assignments import Terms
from quizapp.errors import ConflictError
from quizapp.models import Assignment, AssignmentExemption, Notice, User
from quizapp.services import assignments, attempts, notices, reminders
from quizapp.services.notices import NoticeKind

HOUR = timedelta(hours=1)


@pytest.fixture
def teacher(session: Session) -> User:
    use_session(session)
    return TeacherFactory()


def set_quiz(
    session: Session, teacher: User, *students: User, hours: int | None = 48
) -> Assignment:
    quiz = QuizFactory(question_set__owner=teacher)
    closes = None if hours is None else NOW + hours * HOUR
    (made,) = assignments.set_quiz(
        session,
        quiz_id=quiz.id,
        class_ids=[ClassFactory(teacher=teacher, students=students).id],
        terms=Terms(closes_at=closes),
        note="",
        actor=teacher,
        now=NOW,
    )
    return made


def begin(session: Session, quiz_id: int, user: User, *, now: datetime) -> None:
    attempts.start(session, quiz_id, user=user, now=now, rng=Random(1))


def told(session: Session, user: User) -> list[NoticeKind]:
    return [each.kind for each in notices.list_notices(session, user=user)]


def test_students_are_told_and_reminded_once(session: Session, teacher: User) -> None:
    idle, busy, later = UserFactory.create_batch(3)
    made = set_quiz(session, teacher, idle, busy, later)
    begin(session, made.quiz_id, busy, now=NOW + HOUR)
    session.add(
        AssignmentExemption(
            assignment_id=made.id, user_id=later.id, closes_at=NOW + 90 * HOUR, extra_minutes=0
        )
    )
    session.flush()
    assert not reminders.are_due(session, NOW + 23 * HOUR)

    moment = NOW + 30 * HOUR
    assert reminders.are_due(session, moment)
    assert reminders.remind_next(session, after=0, now=moment) == made.id
    assert reminders.remind_next(session, after=0, now=moment) is None
    assert not reminders.are_due(session, moment + HOUR)

    assert told(session, idle) == [NoticeKind.REMINDER, NoticeKind.QUIZ_SET]
    assert told(session, busy) == told(session, later) == [NoticeKind.QUIZ_SET]
    notice = session.scalars(select(Notice).where(Notice.user_id == idle.id)).first()
    assert notice.data["closes_at"] == (NOW + 48 * HOUR).isoformat()


def test_a_teacher_reminds_and_not_twice_within_hours(session: Session, teacher: User) -> None:
    asha, ravi = UserFactory(display_name="Asha"), UserFactory(display_name="Ravi")
    made = set_quiz(session, teacher, asha, ravi, hours=None)
    begin(session, made.quiz_id, ravi, now=NOW)

    assert reminders.reminding_of(session, made, now=NOW).names == ("Asha",)
    assert reminders.remind(session, made, actor=teacher, now=NOW) == 1
    assert not reminders.reminding_of(session, made, now=NOW + HOUR).is_possible
    with pytest.raises(ConflictError, match="less than 6 hours"):
        reminders.remind(session, made, actor=teacher, now=NOW + HOUR)
    assert reminders.remind(session, made, actor=teacher, now=NOW + 7 * HOUR) == 1
    begin(session, made.quiz_id, asha, now=NOW + 8 * HOUR)
    with pytest.raises(ConflictError, match="nobody to remind"):
        reminders.remind(session, made, actor=teacher, now=NOW + 20 * HOUR)


def test_what_is_set_no_longer_is_told_no_longer(session: Session, teacher: User) -> None:
    asha = UserFactory()
    made = set_quiz(session, teacher, asha)
    reminders.remind(session, made, actor=teacher, now=NOW + HOUR)
    assignments.withdraw(session, made.id, actor=teacher, now=NOW + HOUR)
    assert told(session, asha) == []
    assert not reminders.are_due(session, NOW + 30 * HOUR)


def test_nobody_is_reminded_of_what_was_just_set_or_is_over(
    session: Session, teacher: User
) -> None:
    set_quiz(session, teacher, UserFactory(), hours=20)
    assert not reminders.are_due(session, NOW + HOUR)
    assert reminders.are_due(session, NOW + 8 * HOUR)
    assert not reminders.are_due(session, NOW + 21 * HOUR)
