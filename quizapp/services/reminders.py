"""Reminding students of what is set for them before it closes.

A day before the closing time, whoever has neither handed in nor begun is reminded, once; a teacher
may do the same at any time, but not twice within some hours.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import Session

from quizapp.domain.gradebook import WorkState
from quizapp.errors import N_, ConflictError
from quizapp.models import (
    Assignment,
    AssignmentExemption,
    Class,
    Notice,
    User,
)
from quizapp.services import audit
from quizapp.services.assignment_notices import members_of, tell
from quizapp.services.class_work import works_of
from quizapp.services.notices import NoticeKind
from quizapp.services.ownership import locked

__all__ = [
    "AHEAD",
    "BETWEEN",
    "Reminding",
    "are_due",
    "remind",
    "remind_next",
    "reminding_of",
]

AHEAD: Final = timedelta(hours=24)
"""How long before the closing time students are reminded."""

BETWEEN: Final = timedelta(hours=6)
"""How long a teacher waits before reminding again."""


@dataclass(frozen=True, slots=True)
class Reminding:
    """Whom a reminder would reach now, by name, and when the last one was."""

    names: tuple[str, ...]
    last_at: datetime | None
    is_possible: bool


def reminding_of(session: Session, assignment: Assignment, *, now: datetime) -> Reminding:
    """Say whom a reminder would reach. Its caller looks whose the assignment is."""
    ids = _idle(session, assignment, now=now)
    names = session.scalars(
        select(User.display_name)
        .where(User.id.in_(ids))
        .order_by(func.lower(User.display_name), User.id)
    )
    last = _last_at(session, assignment.id)
    return Reminding(
        tuple(names), last, is_possible=bool(ids) and (last is None or last <= now - BETWEEN)
    )


def remind(session: Session, assignment: Assignment, *, actor: User, now: datetime) -> int:
    """Remind who has neither handed in nor begun; returns how many that are.

    Raises:
        ConflictError: it is over or set no longer, everybody has begun, or the last reminder is
            too recent.
    """
    locked(session, Assignment, assignment.id)
    last = _last_at(session, assignment.id)
    if last is not None and last > now - BETWEEN:
        raise ConflictError(
            N_("They were reminded less than %(hours)d hours ago. Wait a while."),
            hours=int(BETWEEN.total_seconds() // 3600),
        )
    ids = _idle(session, assignment, now=now)
    if not ids:
        raise ConflictError(N_("There is nobody to remind: all have begun, or it is not open."))
    tell(session, NoticeKind.REMINDER, assignment, ids, now=now)
    audit.record(
        session,
        "assignment.remind",
        "assignment",
        assignment.id,
        actor=actor,
        at=now,
        students=len(ids),
    )
    session.flush()
    return len(ids)


def are_due(session: Session, now: datetime) -> bool:
    """Whether something closes soon that nobody was reminded of."""
    return bool(session.scalar(select(select(Assignment.id).where(_closes_soon(now)).exists())))


def remind_next(session: Session, *, after: int, now: datetime) -> int | None:
    """Remind of the next assignment that closes soon; returns its id, None where there is none.

    Args:
        session: where to write.
        after: the id of the one before; 0 to begin with.
        now: the time.
    """
    found = session.scalars(
        select(Assignment)
        .where(_closes_soon(now), Assignment.id > after)
        .order_by(Assignment.id)
        .limit(1)
        .with_for_update()
    ).first()
    if found is None:
        return None
    ids = _idle(session, found, now=now, until=now + AHEAD)
    tell(session, NoticeKind.REMINDER, found, ids, now=now)
    return found.id


def _closes_soon(now: datetime) -> ColumnElement[bool]:
    reminded = exists().where(
        Notice.kind == NoticeKind.REMINDER.value,
        Notice.subject_id == Assignment.id,
        Notice.created_at > now - AHEAD,
    )
    archived = exists().where(Class.id == Assignment.class_id, Class.archived_at.is_not(None))
    return (
        Assignment.withdrawn_at.is_(None)
        & (Assignment.closes_at > now)
        & (Assignment.closes_at <= now + AHEAD)
        # What was set within that day has just been told.
        & (Assignment.created_at <= now - BETWEEN)
        & ~reminded.correlate(Assignment)
        & ~archived.correlate(Assignment)
    )


def _idle(
    session: Session, assignment: Assignment, *, now: datetime, until: datetime | None = None
) -> list[int]:
    """Give the students who could begin and have not; of some only who must do so until then."""
    members = members_of(session, assignment)
    works = works_of(session, [assignment], members, now=now)
    later = set() if until is None else _with_more_time(session, assignment, until)
    return [
        user_id
        for user_id in members
        if works[user_id, assignment.id].state is WorkState.DUE and user_id not in later
    ]


def _with_more_time(session: Session, assignment: Assignment, until: datetime) -> set[int]:
    return set(
        session.scalars(
            select(AssignmentExemption.user_id).where(
                AssignmentExemption.assignment_id == assignment.id,
                AssignmentExemption.closes_at > until,
            )
        )
    )


def _last_at(session: Session, assignment_id: int) -> datetime | None:
    return session.scalar(
        select(func.max(Notice.created_at)).where(
            Notice.kind == NoticeKind.REMINDER.value, Notice.subject_id == assignment_id
        )
    )
