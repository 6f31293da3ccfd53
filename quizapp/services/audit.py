"""The record of who changed what."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Row, select
from sqlalchemy.orm import Session

from quizapp.errors import N_, NotAllowedError
from quizapp.models import (
    Article,
    ArticleBatch,
    Assignment,
    AuditEntry,
    BlueprintRecord,
    Class,
    Import,
    Item,
    Job,
    QuestionSet,
    Quiz,
    Role,
    User,
)
from quizapp.services.paging import PER_PAGE, Page, fetch_page

__all__ = ["AuditFilter", "AuditRow", "list_entries", "record"]


@dataclass(frozen=True, slots=True)
class AuditRow:
    """One change. `actor_name` is None where the system did it.

    `exists` tells whether its subject still does, for the kinds that have a page.
    """

    at: datetime
    actor_name: str | None
    action: str
    subject_type: str
    subject_id: int
    detail: Mapping[str, Any]
    exists: bool


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """What is looked for: by whom, about what kind of thing, and from when until before when."""

    username: str | None = None
    subject_type: str | None = None
    since: datetime | None = None
    before: datetime | None = None


_AT_ONCE: Final = 500
_TABLES: Final[Mapping[str, Any]] = {
    "article": Article,
    "article_batch": ArticleBatch,
    "assignment": Assignment,
    "blueprint": BlueprintRecord,
    "class": Class,
    "import": Import,
    "item": Item,
    "job": Job,
    "quiz": Quiz,
    "set": QuestionSet,
}


def record(
    session: Session,
    action: str,
    subject: str,
    subject_id: int,
    *,
    actor: User | None,
    at: datetime,
    **detail: object,
) -> None:
    """Write down a change. `action` names it as "subject.verb"; `detail` must fit into JSON."""
    session.add(
        AuditEntry(
            at=at,
            actor_id=None if actor is None else actor.id,
            action=action,
            subject_type=subject,
            subject_id=subject_id,
            detail=detail,
        )
    )


def list_entries(
    session: Session,
    *,
    actor: User,
    wanted: AuditFilter | None = None,
    page: int = 1,
    per_page: int = PER_PAGE,
) -> Page[AuditRow]:
    """List what was changed, newest first: by the actor, and for administrators by everybody.

    Raises:
        NotAllowedError: a student may not read it.
    """
    if actor.role is Role.STUDENT:
        raise NotAllowedError(N_("Only teachers may read the record of changes."))
    statement = (
        select(AuditEntry, User.display_name)
        .outerjoin(User, User.id == AuditEntry.actor_id)
        .order_by(AuditEntry.at.desc(), AuditEntry.id.desc())
    )
    if actor.role is not Role.ADMIN:
        statement = statement.where(AuditEntry.actor_id == actor.id)
    if wanted is not None:
        statement = statement.where(*_conditions(wanted))
    return fetch_page(
        session, statement, lambda rows: _rows(session, rows), page=page, per_page=per_page
    )


def _conditions(wanted: AuditFilter) -> Iterator[ColumnElement[bool]]:
    if wanted.username is not None:
        yield User.username == wanted.username.casefold()
    if wanted.subject_type is not None:
        yield AuditEntry.subject_type == wanted.subject_type
    if wanted.since is not None:
        yield AuditEntry.at >= wanted.since
    if wanted.before is not None:
        yield AuditEntry.at < wanted.before


def _rows(session: Session, rows: Sequence[Row[*tuple[Any, ...]]]) -> list[AuditRow]:
    still = _existing(session, {(row[0].subject_type, row[0].subject_id) for row in rows})
    return [
        AuditRow(
            at=entry.at,
            actor_name=name,
            action=entry.action,
            subject_type=entry.subject_type,
            subject_id=entry.subject_id,
            detail=entry.detail,
            exists=(entry.subject_type, entry.subject_id) in still,
        )
        for entry, name in rows
    ]


def _existing(session: Session, subjects: Collection[tuple[str, int]]) -> set[tuple[str, int]]:
    """Say which subjects there still are, by one query for each kind."""
    found = set()
    for kind in sorted({kind for kind, _ in subjects} & _TABLES.keys()):
        ids = sorted(number for each, number in subjects if each == kind)
        for start in range(0, len(ids), _AT_ONCE):
            key = _TABLES[kind].id
            some = session.scalars(select(key).where(key.in_(ids[start : start + _AT_ONCE])))
            found |= {(kind, number) for number in some}
    return found
