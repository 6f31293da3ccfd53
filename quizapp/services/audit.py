"""The record of who changed what."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from quizapp.errors import N_, NotAllowedError
from quizapp.models import AuditEntry, Role, User
from quizapp.services.paging import PER_PAGE, Page, fetch_page

__all__ = ["AuditRow", "list_entries", "record"]


@dataclass(frozen=True, slots=True)
class AuditRow:
    """One change. `actor_name` is None where the system did it."""

    at: datetime
    actor_name: str | None
    action: str
    subject_type: str
    subject_id: int
    detail: Mapping[str, Any]


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
    session: Session, *, actor: User, page: int = 1, per_page: int = PER_PAGE
) -> Page[AuditRow]:
    """List what was changed, newest first.

    Raises:
        NotAllowedError: only an administrator may read it.
    """
    if actor.role is not Role.ADMIN:
        raise NotAllowedError(N_("Only an administrator may read the record of changes."))
    statement = (
        select(AuditEntry, User.display_name)
        .outerjoin(User, User.id == AuditEntry.actor_id)
        .order_by(AuditEntry.at.desc(), AuditEntry.id.desc())
    )
    return fetch_page(session, statement, _rows, page=page, per_page=per_page)


def _rows(rows: Sequence[Row[*tuple[Any, ...]]]) -> list[AuditRow]:
    return [
        AuditRow(
            at=entry.at,
            actor_name=name,
            action=entry.action,
            subject_type=entry.subject_type,
            subject_id=entry.subject_id,
            detail=entry.detail,
        )
        for entry, name in rows
    ]
