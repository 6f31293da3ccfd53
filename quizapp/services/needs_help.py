"""Who of a class needs help, and why: what its latest assignments say."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from quizapp.domain.gradebook import WorkState
from quizapp.domain.marking import Outcome
from quizapp.domain.needs_help import HelpNeeded, help_needed
from quizapp.domain.progress import AttemptPoint, TopicStrength
from quizapp.models import (
    AssignedAttempt,
    Assignment,
    Attempt,
    ClassStudent,
    ItemVersionTopic,
    ResponseRecord,
    User,
)
from quizapp.services.class_work import is_graded, works_of
from quizapp.services.classes import own_class
from quizapp.services.closing import close_overdue

__all__ = ["ClassHelp", "HelpRow", "needs_help"]

#: So many of the latest assignments are looked at.
ASSIGNMENTS_LOOKED_AT: Final = 10


@dataclass(frozen=True, slots=True)
class HelpRow:
    """A student who needs help."""

    user_id: int
    display_name: str
    needed: HelpNeeded


@dataclass(frozen=True, slots=True)
class ClassHelp:
    """Those of a class who need help, who needs it most first; `assignments` were looked at."""

    class_id: int
    class_title: str
    students: int
    assignments: int
    rows: tuple[HelpRow, ...]


def needs_help(session: Session, class_id: int, *, user: User, now: datetime) -> ClassHelp:
    """Look through the latest assignments of a class for those who need help.

    Raises:
        NotFoundError: no class of the user's.
    """
    found = own_class(session, class_id, user)
    close_overdue(session, now=now, class_id=class_id)
    assignments = session.scalars(
        select(Assignment)
        .where(is_graded(class_id))
        .order_by(Assignment.created_at.desc(), Assignment.id.desc())
        .limit(ASSIGNMENTS_LOOKED_AT)
    ).all()
    students = session.execute(
        select(User.id, User.display_name)
        .join(ClassStudent, ClassStudent.user_id == User.id)
        .where(ClassStudent.class_id == class_id, ClassStudent.left_at.is_(None))
        .order_by(func.lower(User.display_name), User.id)
    ).all()
    ids = [each.id for each in students]
    works = works_of(session, assignments, ids, now=now)
    strengths = _strengths(session, [each.id for each in assignments], ids)
    rows = []
    for number, name in students:
        mine = [works[number, each.id] for each in assignments]
        needed = help_needed(
            [
                AttemptPoint(work.submitted_at, work.percent)
                for work in mine
                if work.submitted_at is not None and work.percent is not None
            ],
            [
                work.state is WorkState.MISSED
                for work in mine
                if work.state.is_done or work.state is WorkState.MISSED
            ],
            strengths.get(number, ()),
        )
        if needed is not None:
            rows.append(HelpRow(number, name, needed))
    # Stable: those who need it as much as one another stay sorted by name.
    rows.sort(key=lambda row: row.needed.weight, reverse=True)
    return ClassHelp(found.id, found.title, len(students), len(assignments), tuple(rows))


def _strengths(
    session: Session, assignment_ids: Sequence[int], user_ids: Collection[int]
) -> dict[int, list[TopicStrength]]:
    """Add up, in the database, how each student did in each topic."""
    answered = ResponseRecord.outcome.in_((Outcome.RIGHT, Outcome.PARTIAL, Outcome.WRONG))
    rows = session.execute(
        select(
            Attempt.user_id,
            ItemVersionTopic.topic,
            func.count().filter(answered),
            func.count().filter(ResponseRecord.outcome == Outcome.RIGHT),
            func.count().filter(~answered),
        )
        .join(AssignedAttempt, AssignedAttempt.attempt_id == Attempt.id)
        .join(ResponseRecord, ResponseRecord.attempt_id == Attempt.id)
        .join(ItemVersionTopic, ItemVersionTopic.version_id == ResponseRecord.item_version_id)
        .where(
            AssignedAttempt.assignment_id.in_(assignment_ids),
            Attempt.user_id.in_(user_ids),
            Attempt.submitted_at.is_not(None),
        )
        .group_by(Attempt.user_id, ItemVersionTopic.topic)
    )
    found: dict[int, list[TopicStrength]] = {}
    for user_id, topic, count, right, left_out in rows:
        strength = TopicStrength(topic, count, right, left_out, Fraction(0))
        found.setdefault(user_id, []).append(strength)
    return found
