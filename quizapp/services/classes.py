"""Classes: making, renaming and archiving them, their teachers, and the code to join by."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Row, exists, func, select, true
from sqlalchemy.orm import InstrumentedAttribute, Session

from quizapp.errors import N_, ConflictError, InvalidInputError, NotFoundError
from quizapp.models import (
    Assignment,
    Class,
    ClassStudent,
    ClassTeacher,
    Role,
    User,
)
from quizapp.services import audit
from quizapp.services.ownership import ID_MAXIMUM, ensure_teacher, locked
from quizapp.services.paging import PER_PAGE, Page, fetch_page
from quizapp.services.texts import one_line

__all__ = [
    "ClassRow",
    "ClassView",
    "Person",
    "add_teacher",
    "archive_class",
    "create_class",
    "list_classes",
    "own_class",
    "remove_teacher",
    "rename_class",
    "show_class",
    "start_joining",
    "stop_joining",
    "unarchive_class",
]

TITLE_MAXIMUM: Final = 200


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody as a list shows them."""

    id: int
    username: str
    display_name: str


@dataclass(frozen=True, slots=True)
class ClassRow:
    """A class as a list shows it; `assignments` are those that stand."""

    id: int
    title: str
    students: int
    assignments: int
    archived_at: datetime | None


@dataclass(frozen=True, slots=True)
class ClassView:
    """A class as its teachers see it. `join_code` is None where nobody can join now."""

    id: int
    title: str
    students: int
    teachers: tuple[Person, ...]
    join_code: str | None
    join_until: datetime | None
    archived_at: datetime | None


def own_class(session: Session, class_id: int, user: User, *, lock: bool = False) -> Class:
    """Look up a class that the user teaches; an administrator teaches all.

    Raises:
        NotAllowedError: a student asks.
        NotFoundError: there is none.
    """
    ensure_teacher(user)
    found: Class | None = None
    if 0 < class_id <= ID_MAXIMUM:
        found = locked(session, Class, class_id) if lock else session.get(Class, class_id)
    if found is None or not session.scalar(
        select(select(Class.id).where(Class.id == class_id, _taught_by(user)).exists())
    ):
        raise NotFoundError(N_("There is no such class."))
    return found


def create_class(session: Session, *, title: str, actor: User, now: datetime) -> Class:
    """Make a class, with the actor as its teacher.

    Raises:
        InvalidInputError: field title.
    """
    ensure_teacher(actor)
    made = Class(title=_title(title), created_at=now)
    session.add(made)
    session.flush()
    session.add(ClassTeacher(class_id=made.id, user_id=actor.id, added_at=now))
    audit.record(session, "class.create", "class", made.id, actor=actor, at=now)
    session.flush()
    return made


def rename_class(
    session: Session, class_id: int, *, title: str, actor: User, now: datetime
) -> None:
    """Give a class another title.

    Raises:
        NotFoundError: no class of the actor's.
        InvalidInputError: field title.
    """
    found = own_class(session, class_id, actor, lock=True)
    before, found.title = found.title, _title(title)
    audit.record(session, "class.rename", "class", found.id, actor=actor, at=now, before=before)
    session.flush()


def archive_class(session: Session, class_id: int, *, actor: User, now: datetime) -> None:
    """Put a class away: nothing is set for it, nobody joins it, its results stay.

    Raises:
        NotFoundError: no class of the actor's.
    """
    found = own_class(session, class_id, actor, lock=True)
    if found.archived_at is None:
        found.archived_at, found.join_code, found.join_until = now, None, None
        audit.record(session, "class.archive", "class", found.id, actor=actor, at=now)
        session.flush()


def unarchive_class(session: Session, class_id: int, *, actor: User, now: datetime) -> None:
    """Take a class up again; a code to join by is made anew when it is wanted.

    Raises:
        NotFoundError: no class of the actor's.
    """
    found = own_class(session, class_id, actor, lock=True)
    if found.archived_at is not None:
        found.archived_at = None
        audit.record(session, "class.unarchive", "class", found.id, actor=actor, at=now)
        session.flush()


def start_joining(
    session: Session, class_id: int, *, new_code: str, until: datetime, actor: User, now: datetime
) -> None:
    """Let whoever has `new_code` join until then; a code of before is worth nothing any more.

    Raises:
        NotFoundError: no class of the actor's.
        ConflictError: the class is archived.
    """
    found = own_class(session, class_id, actor, lock=True)
    if found.archived_at is not None:
        raise ConflictError(N_("This class is archived; take it up again first."))
    found.join_code, found.join_until = new_code, until
    audit.record(session, "class.start-joining", "class", found.id, actor=actor, at=now)
    session.flush()


def stop_joining(session: Session, class_id: int, *, actor: User, now: datetime) -> None:
    """Let nobody else join by the code.

    Raises:
        NotFoundError: no class of the actor's.
    """
    found = own_class(session, class_id, actor, lock=True)
    if found.join_code is not None:
        found.join_code, found.join_until = None, None
        audit.record(session, "class.stop-joining", "class", found.id, actor=actor, at=now)
        session.flush()


def add_teacher(
    session: Session, class_id: int, *, username: str, actor: User, now: datetime
) -> Person:
    """Let another teacher teach the class as well.

    Raises:
        NotFoundError: no class of the actor's.
        InvalidInputError: field username: nobody has it, or they are no teacher.
    """
    found = own_class(session, class_id, actor, lock=True)
    name = username.strip().casefold()
    other = session.scalar(select(User).where(User.username == name, User.is_active))
    if other is None or other.role is Role.STUDENT:
        raise InvalidInputError(
            N_("No teacher has the user name “%(username)s”; look for typing errors."),
            field="username",
            username=name,
        )
    if session.get(ClassTeacher, (found.id, other.id)) is None:
        session.add(ClassTeacher(class_id=found.id, user_id=other.id, added_at=now))
        audit.record(
            session, "class.add-teacher", "class", found.id, actor=actor, at=now, user_id=other.id
        )
        session.flush()
    return Person(other.id, other.username, other.display_name)


def remove_teacher(
    session: Session, class_id: int, *, user_id: int, actor: User, now: datetime
) -> None:
    """Have somebody teach the class no more; removing who does not changes nothing.

    Raises:
        NotFoundError: no class of the actor's.
        ConflictError: they are its only teacher.
    """
    found = own_class(session, class_id, actor, lock=True)
    teachers = session.scalars(
        select(ClassTeacher).where(ClassTeacher.class_id == found.id).with_for_update()
    ).all()
    leaving = next((each for each in teachers if each.user_id == user_id), None)
    if leaving is None:
        return
    if len(teachers) == 1:
        raise ConflictError(N_("A class needs a teacher; add another one first."))
    session.delete(leaving)
    audit.record(
        session, "class.remove-teacher", "class", found.id, actor=actor, at=now, user_id=user_id
    )
    session.flush()


def list_classes(
    session: Session, *, user: User, archived: bool = False, page: int = 1, per_page: int = PER_PAGE
) -> Page[ClassRow]:
    """List the classes that the user teaches, by their titles."""
    ensure_teacher(user)
    put_away = Class.archived_at.is_not(None) if archived else Class.archived_at.is_(None)
    statement = (
        select(Class).where(_taught_by(user), put_away).order_by(func.lower(Class.title), Class.id)
    )

    def make(rows: Sequence[Row[*tuple[Any, ...]]]) -> list[ClassRow]:
        found: list[Class] = [row[0] for row in rows]
        ids = [each.id for each in found]
        students = _counts(session, ClassStudent.class_id, ids, ClassStudent.left_at.is_(None))
        standing = _counts(session, Assignment.class_id, ids, Assignment.withdrawn_at.is_(None))
        return [
            ClassRow(
                each.id,
                each.title,
                students.get(each.id, 0),
                standing.get(each.id, 0),
                each.archived_at,
            )
            for each in found
        ]

    return fetch_page(session, statement, make, page=page, per_page=per_page)


def show_class(session: Session, class_id: int, *, user: User, now: datetime) -> ClassView:
    """Show a class to one of its teachers.

    Raises:
        NotFoundError: no class of the user's.
    """
    found = own_class(session, class_id, user)
    teachers = session.scalars(
        select(User)
        .join(ClassTeacher, ClassTeacher.user_id == User.id)
        .where(ClassTeacher.class_id == found.id)
        .order_by(ClassTeacher.added_at, User.id)
    )
    open_now = found.join_until is not None and now < found.join_until
    students = _counts(session, ClassStudent.class_id, [found.id], ClassStudent.left_at.is_(None))
    return ClassView(
        id=found.id,
        title=found.title,
        students=students.get(found.id, 0),
        teachers=tuple(Person(each.id, each.username, each.display_name) for each in teachers),
        join_code=found.join_code if open_now else None,
        join_until=found.join_until if open_now else None,
        archived_at=found.archived_at,
    )


def _taught_by(user: User) -> ColumnElement[bool]:
    if user.role is Role.ADMIN:
        return true()
    return exists().where(ClassTeacher.class_id == Class.id, ClassTeacher.user_id == user.id)


def _counts(
    session: Session,
    by: InstrumentedAttribute[int],
    class_ids: Sequence[int],
    only: ColumnElement[bool],
) -> dict[int, int]:
    found = session.execute(select(by, func.count()).where(by.in_(class_ids), only).group_by(by))
    return {row[0]: row[1] for row in found}


def _title(text: str) -> str:
    return one_line(text, "title", maximum=TITLE_MAXIMUM, required=True)
