"""Announcements: a teacher tells classes something, and sees who has read it.

Whoever is in a class when something is announced gets a notice; who joins later finds it on the
page of the class.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Row, Select, exists, func, select
from sqlalchemy.orm import Session

from quizapp.errors import N_, ConflictError, InvalidInputError, NotFoundError
from quizapp.models import (
    Announcement,
    AnnouncementClass,
    Class,
    ClassStudent,
    ClassTeacher,
    Notice,
    Role,
    User,
)
from quizapp.services import audit, mails, notices
from quizapp.services.class_students import class_of_student
from quizapp.services.classes import own_class
from quizapp.services.notices import NoticeKind
from quizapp.services.ownership import ID_MAXIMUM, ensure_teacher, locked
from quizapp.services.paging import PER_PAGE, Page, fetch_page
from quizapp.services.texts import one_line, paragraph

__all__ = [
    "TEXT_MAXIMUM",
    "TITLE_MAXIMUM",
    "AnnouncementView",
    "ToldOfClass",
    "announce",
    "change",
    "list_announcements",
    "list_for_student",
    "own_announcement",
    "withdraw",
]

TITLE_MAXIMUM: Final = 150
TEXT_MAXIMUM: Final = 5000


@dataclass(frozen=True, slots=True)
class ToldOfClass:
    """A class that an announcement is for."""

    id: int
    title: str


@dataclass(frozen=True, slots=True)
class AnnouncementView:
    """An announcement as a teacher or a student sees it.

    Of the `told` students `read` have opened their notices since; so many of their letters were
    `undelivered`. `is_mine` is whether the reader
    may change it.
    """

    id: int
    title: str
    text: str
    author: str
    classes: tuple[ToldOfClass, ...]
    created_at: datetime
    edited_at: datetime | None
    told: int
    read: int
    undelivered: int
    is_mine: bool


def announce(
    session: Session,
    *,
    title: str,
    text: str,
    class_ids: Collection[int],
    actor: User,
    now: datetime,
) -> int:
    """Tell classes something, all of their students once; returns the announcement's id.

    Raises:
        InvalidInputError: field title, text or classes.
        NotFoundError: a class that the actor does not teach.
        ConflictError: a class is archived.
    """
    ensure_teacher(actor)
    made = Announcement(
        author_id=actor.id,
        title=one_line(title, "title", maximum=TITLE_MAXIMUM, required=True),
        text=_text(text),
        created_at=now,
    )
    if not class_ids:
        raise InvalidInputError(N_("Choose at least one class."), field="classes")
    classes = [own_class(session, number, actor) for number in sorted(set(class_ids))]
    for each in classes:
        if each.archived_at is not None:
            raise ConflictError(
                N_("“%(title)s” is archived; take it up again first."), title=each.title
            )
    session.add(made)
    session.flush()
    session.add_all(
        AnnouncementClass(announcement_id=made.id, class_id=each.id) for each in classes
    )
    _tell(session, made, classes, actor=actor, now=now)
    audit.record(
        session,
        "announcement.make",
        "announcement",
        made.id,
        actor=actor,
        at=now,
        classes=[each.id for each in classes],
    )
    session.flush()
    return made.id


def change(
    session: Session, announcement_id: int, *, title: str, text: str, actor: User, now: datetime
) -> None:
    """Correct an announcement; who has read it is not told again.

    Raises:
        NotFoundError: no announcement of the actor's, or it is withdrawn.
        InvalidInputError: field title or text.
    """
    found = own_announcement(session, announcement_id, actor, lock=True)
    new_title = one_line(title, "title", maximum=TITLE_MAXIMUM, required=True)
    new_text = _text(text)
    if (new_title, new_text) == (found.title, found.text):
        return
    before = found.title
    found.title, found.text, found.edited_at = new_title, new_text, now
    told = session.scalars(
        select(Notice)
        .where(Notice.kind == NoticeKind.ANNOUNCEMENT.value, Notice.subject_id == announcement_id)
        .order_by(Notice.id)
    )
    for notice in told:
        notice.data = {**notice.data, "title": new_title}
    audit.record(
        session, "announcement.change", "announcement", found.id, actor=actor, at=now, before=before
    )
    session.flush()


def withdraw(session: Session, announcement_id: int, *, actor: User, now: datetime) -> str:
    """Take an announcement back: nobody sees it any more. Returns its title.

    Raises:
        NotFoundError: no announcement of the actor's, or it is withdrawn.
    """
    found = own_announcement(session, announcement_id, actor, lock=True)
    found.withdrawn_at = now
    notices.take_back(session, NoticeKind.ANNOUNCEMENT, found.id)
    audit.record(session, "announcement.withdraw", "announcement", found.id, actor=actor, at=now)
    session.flush()
    return found.title


def own_announcement(
    session: Session, announcement_id: int, user: User, *, lock: bool = False
) -> Announcement:
    """Look up an announcement that the user made; an administrator may change all.

    Raises:
        NotFoundError: there is none, or it is withdrawn.
    """
    ensure_teacher(user)
    found: Announcement | None = None
    if 0 < announcement_id <= ID_MAXIMUM:
        found = (
            locked(session, Announcement, announcement_id)
            if lock
            else session.get(Announcement, announcement_id)
        )
    is_mine = found is not None and (found.author_id == user.id or user.role is Role.ADMIN)
    if found is None or not is_mine or found.withdrawn_at is not None:
        raise NotFoundError(N_("There is no such announcement."))
    return found


def list_announcements(
    session: Session,
    *,
    user: User,
    class_id: int | None = None,
    page: int = 1,
    per_page: int = PER_PAGE,
) -> Page[AnnouncementView]:
    """List what was announced to the classes that a teacher teaches, or to one of them.

    Raises:
        NotFoundError: no class of the user's.
    """
    ensure_teacher(user)
    statement = _standing()
    if class_id is not None:
        own_class(session, class_id, user)
        statement = statement.where(_is_for(AnnouncementClass.class_id == class_id))
    elif user.role is not Role.ADMIN:
        taught = select(ClassTeacher.class_id).where(ClassTeacher.user_id == user.id)
        statement = statement.where(
            (Announcement.author_id == user.id) | _is_for(AnnouncementClass.class_id.in_(taught))
        )
    return fetch_page(
        session,
        statement,
        lambda rows: _views(session, rows, user=user),
        page=page,
        per_page=per_page,
    )


def list_for_student(
    session: Session, class_id: int, *, user: User, page: int = 1, per_page: int = PER_PAGE
) -> Page[AnnouncementView]:
    """List what was announced to a class that the user is in.

    Raises:
        NotFoundError: the user is in no such class.
    """
    class_of_student(session, class_id, user=user)
    statement = _standing().where(_is_for(AnnouncementClass.class_id == class_id))
    return fetch_page(
        session,
        statement,
        lambda rows: _views(session, rows, user=user),
        page=page,
        per_page=per_page,
    )


def _text(text: str) -> str:
    told = paragraph(text, "text", maximum=TEXT_MAXIMUM)
    if not told:
        raise InvalidInputError(N_("Write what you want to tell."), field="text")
    return told


def _tell(
    session: Session, made: Announcement, classes: Sequence[Class], *, actor: User, now: datetime
) -> None:
    titles = {each.id: each.title for each in classes}
    members = session.execute(
        select(ClassStudent.user_id, func.min(ClassStudent.class_id))
        .where(ClassStudent.class_id.in_(titles), ClassStudent.left_at.is_(None))
        .group_by(ClassStudent.user_id)
        .order_by(ClassStudent.user_id)
    )
    told: list[tuple[int, Mapping[str, object]]] = [
        (
            user_id,
            {
                "class_id": class_id,
                "class_title": titles[class_id],
                "title": made.title,
                "author": actor.display_name,
            },
        )
        for user_id, class_id in members
    ]
    notices.tell(session, NoticeKind.ANNOUNCEMENT, told, now=now, subject_id=made.id)


def _standing() -> Select[*tuple[Any, ...]]:
    return (
        select(Announcement, User.display_name)
        .join(User, User.id == Announcement.author_id)
        .where(Announcement.withdrawn_at.is_(None))
        .order_by(Announcement.created_at.desc(), Announcement.id.desc())
    )


def _is_for(which: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(AnnouncementClass.announcement_id == Announcement.id, which)


def _views(
    session: Session, rows: Sequence[Row[*tuple[Any, ...]]], *, user: User
) -> list[AnnouncementView]:
    ids = [row[0].id for row in rows]
    classes: dict[int, list[ToldOfClass]] = {}
    for announcement_id, class_id, title in session.execute(
        select(AnnouncementClass.announcement_id, Class.id, Class.title)
        .join(Class, Class.id == AnnouncementClass.class_id)
        .where(AnnouncementClass.announcement_id.in_(ids))
        .order_by(func.lower(Class.title), Class.id)
    ):
        classes.setdefault(announcement_id, []).append(ToldOfClass(class_id, title))
    counts = {
        row.subject_id: (row.told, row.read)
        for row in session.execute(
            select(
                Notice.subject_id,
                func.count().label("told"),
                func.count(Notice.read_at).label("read"),
            )
            .where(Notice.kind == NoticeKind.ANNOUNCEMENT.value, Notice.subject_id.in_(ids))
            .group_by(Notice.subject_id)
        )
    }
    lost = mails.undelivered(session, NoticeKind.ANNOUNCEMENT.value, ids)
    views = []
    for made, author in rows:
        told, read = counts.get(made.id, (0, 0))
        views.append(
            AnnouncementView(
                id=made.id,
                title=made.title,
                text=made.text,
                author=author,
                classes=tuple(classes.get(made.id, ())),
                created_at=made.created_at,
                edited_at=made.edited_at,
                told=told,
                read=read,
                undelivered=lost.get(made.id, 0),
                is_mine=made.author_id == user.id or user.role is Role.ADMIN,
            )
        )
    return views
