"""Telling students that a quiz is set for them, and taking that back."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from quizapp.models import Assignment, Class, ClassStudent, Quiz
from quizapp.services import notices
from quizapp.services.notices import NoticeKind

__all__ = ["members_of", "take_back", "tell", "tell_set"]


def tell_set(session: Session, made: Sequence[Assignment], *, now: datetime) -> None:
    """Tell the students of the classes that a quiz is set for them."""
    for assignment in made:
        tell(session, NoticeKind.QUIZ_SET, assignment, members_of(session, assignment), now=now)


def take_back(session: Session, assignment_id: int) -> None:
    """Take away what students were told of something that is set no longer."""
    for kind in (NoticeKind.QUIZ_SET, NoticeKind.REMINDER):
        notices.take_back(session, kind, assignment_id)


def members_of(session: Session, assignment: Assignment) -> list[int]:
    """Give the students of the class that it is set for."""
    return list(
        session.scalars(
            select(ClassStudent.user_id)
            .where(ClassStudent.class_id == assignment.class_id, ClassStudent.left_at.is_(None))
            .order_by(ClassStudent.user_id)
        )
    )


def tell(
    session: Session,
    kind: NoticeKind,
    assignment: Assignment,
    user_ids: Sequence[int],
    *,
    now: datetime,
) -> None:
    """Tell students of an assignment."""
    closes = assignment.closes_at
    data: Mapping[str, object] = {
        "quiz_id": assignment.quiz_id,
        "quiz_title": session.get_one(Quiz, assignment.quiz_id).title,
        "class_title": session.get_one(Class, assignment.class_id).title,
        "closes_at": None if closes is None else closes.isoformat(),
    }
    notices.tell(
        session, kind, [(each, data) for each in user_ids], now=now, subject_id=assignment.id
    )
