"""Notices: telling somebody something in the app, and what they have read.

A notice is stored as its kind and what it tells of, never as a text: it is read in the language
that the person has by then.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Row, delete, func, select, update
from sqlalchemy.orm import Session

from quizapp.models import Notice, User
from quizapp.services import mails
from quizapp.services.paging import PER_PAGE, Page, fetch_page

__all__ = [
    "NoticeKind",
    "NoticeView",
    "count_unread",
    "list_notices",
    "mark_read",
    "take_back",
    "tell",
    "unread",
]


class NoticeKind(StrEnum):
    """What a notice tells, and what its data hold."""

    REGRADED = "regraded"
    """`attempt_id`, `position`, `quiz_title`, and the score `before` and `after` as fractions."""
    REGRADE_UNDONE = "regrade-undone"
    """As of a regrade."""
    SET_SHARED = "set-shared"
    """`set_id`, `set_title`, `by` (the name of who did it) and `permission`."""
    SET_UNSHARED = "set-unshared"
    """As of a share, without the permission; so are those that follow."""
    SET_LEFT = "set-left"
    SET_HANDED_OVER = "set-handed-over"
    QUIZ_SET = "quiz-set"
    """`quiz_id`, `quiz_title`, `class_title`, `closes_at` (ISO 8601, or None); of an assignment."""
    REMINDER = "reminder"
    """As of a quiz that is set."""
    ANNOUNCEMENT = "announcement"
    """`class_id`, `class_title`, `title`, `author`; its subject is the announcement."""
    REVIEW_ASKED = "review-asked"
    """`item_id`, `count` of the questions and `by`; its subject is the first review asked for."""
    REVIEW_DECIDED = "review-decided"
    """`item_id` of the latest, `by`, the counts `good` and `changes`, and `since` (ISO 8601).

    Its subject is the reviewer."""
    ITEM_COMMENTED = "item-commented"
    """`item_id` and `by`; its subject is the item."""


@dataclass(frozen=True, slots=True)
class NoticeView:
    """A notice as its reader sees it; `is_new` is whether it was unread until now."""

    id: int
    kind: NoticeKind
    data: Mapping[str, Any]
    created_at: datetime
    is_new: bool


def tell(
    session: Session,
    kind: NoticeKind,
    told: Sequence[tuple[int, Mapping[str, object]]],
    *,
    now: datetime,
    subject_id: int | None = None,
) -> None:
    """Tell people something, by letter too where they want that: (id of the user, data) each.

    `subject_id` is what all of it is about, so that it can be taken back.
    """
    made = [
        Notice(
            user_id=user_id,
            kind=kind.value,
            data=dict(data),
            subject_id=subject_id,
            created_at=now,
        )
        for user_id, data in told
    ]
    session.add_all(made)
    session.flush()
    mails.prepare(session, made, now=now)


def take_back(session: Session, kind: NoticeKind, subject_id: int) -> None:
    """Take away what people were told of a subject, read or not."""
    session.execute(
        delete(Notice)
        .where(Notice.kind == kind.value, Notice.subject_id == subject_id)
        .execution_options(synchronize_session=False)
    )


def unread(
    session: Session, kind: NoticeKind, subject_id: int, user_ids: Collection[int]
) -> dict[int, Notice]:
    """Give the unread notices of a subject by whom they tell, the latest of each."""
    rows = session.scalars(
        select(Notice)
        .where(
            Notice.kind == kind.value,
            Notice.subject_id == subject_id,
            Notice.user_id.in_(user_ids),
            Notice.read_at.is_(None),
        )
        .order_by(Notice.id)
    )
    return {each.user_id: each for each in rows}


def count_unread(session: Session, *, user: User) -> int:
    """Count what somebody has not read."""
    return (
        session.scalar(
            select(func.count()).where(Notice.user_id == user.id, Notice.read_at.is_(None))
        )
        or 0
    )


def list_notices(
    session: Session, *, user: User, page: int = 1, per_page: int = PER_PAGE
) -> Page[NoticeView]:
    """List what somebody was told, the newest first."""
    statement = (
        select(Notice)
        .where(Notice.user_id == user.id, Notice.kind.in_([kind.value for kind in NoticeKind]))
        .order_by(Notice.created_at.desc(), Notice.id.desc())
    )

    def make(rows: Sequence[Row[*tuple[Any, ...]]]) -> list[NoticeView]:
        return [
            NoticeView(each.id, NoticeKind(each.kind), each.data, each.created_at, not each.read_at)
            for (each,) in rows
        ]

    return fetch_page(session, statement, make, page=page, per_page=per_page)


def mark_read(session: Session, *, user: User, now: datetime) -> None:
    """Take all that somebody was told until now as read."""
    session.execute(
        update(Notice)
        .where(Notice.user_id == user.id, Notice.read_at.is_(None))
        .values(read_at=now)
    )
