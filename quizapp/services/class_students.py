"""Who is in a class: joining by its code, being removed, moved, and taken back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hmac import compare_digest
from typing import Any, Final

from sqlalchemy import Row, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from quizapp.errors import N_, ConflictError, NotFoundError
from quizapp.models import (
    AssignedAttempt,
    Assignment,
    Attempt,
    Class,
    ClassStudent,
    ClassTeacher,
    User,
)
from quizapp.services import audit
from quizapp.services.classes import Person, own_class
from quizapp.services.ownership import ID_MAXIMUM
from quizapp.services.paging import PER_PAGE, Page, fetch_page

__all__ = [
    "Invitation",
    "OwnClass",
    "StudentOrder",
    "StudentRow",
    "admit",
    "class_of_code",
    "class_of_student",
    "join",
    "leave",
    "list_own_classes",
    "list_students",
    "move_student",
    "remove_student",
    "restore_student",
    "student_of",
    "tidy_code",
]

STUDENTS_MAXIMUM: Final = 2000


class StudentOrder(StrEnum):
    """How a list of students is sorted."""

    NAME = "name"
    JOINED = "joined"
    """Who came last, first."""


@dataclass(frozen=True, slots=True)
class StudentRow:
    """A student of a class. `done` counts the standing assignments that they handed in."""

    id: int
    username: str
    display_name: str
    joined_at: datetime
    done: int


@dataclass(frozen=True, slots=True)
class Invitation:
    """What a code leads to, before one joins."""

    class_id: int
    title: str
    teachers: tuple[str, ...]
    joined: bool


@dataclass(frozen=True, slots=True)
class OwnClass:
    """A class as its student sees it."""

    id: int
    title: str
    teachers: tuple[str, ...]


def tidy_code(code: str) -> str:
    """Give a typed code as it is stored: capitals, without what stands between the letters."""
    return "".join(letter for letter in code.upper() if letter.isalnum())


def class_of_code(session: Session, code: str, *, user: User, now: datetime) -> Invitation:
    """Say which class a code leads to.

    Raises:
        NotFoundError: none, or not any more.
    """
    found = _of_code(session, code, now)
    member = session.get(ClassStudent, (found.id, user.id))
    return Invitation(
        found.id,
        found.title,
        _teachers(session, [found.id]).get(found.id, ()),
        member is not None and member.left_at is None,
    )


def join(session: Session, code: str, *, user: User, now: datetime) -> int:
    """Join the class of a code; returns its id. Joining again changes nothing.

    Raises:
        NotFoundError: the code leads to no class, or not any more.
        ConflictError: the class is full, or the user teaches it.
    """
    found = _of_code(session, code, now)
    if session.get(ClassTeacher, (found.id, user.id)) is not None:
        raise ConflictError(N_("You teach this class, and need not join it."))
    admit(session, found, [user.id], actor=user, now=now)
    return found.id


def admit(
    session: Session, found: Class, user_ids: Sequence[int], *, actor: User, now: datetime
) -> None:
    """Make students members of a class; who is one already stays it.

    Raises:
        ConflictError: the class would have too many students.
    """
    here = session.scalar(
        select(func.count()).where(
            ClassStudent.class_id == found.id, ClassStudent.left_at.is_(None)
        )
    )
    if (here or 0) + len(user_ids) > STUDENTS_MAXIMUM:
        raise ConflictError(
            N_("A class has at most %(maximum)d students; this one is full."),
            maximum=STUDENTS_MAXIMUM,
        )
    for user_id in user_ids:
        if _enter(session, found.id, user_id, now):
            audit.record(
                session, "class.join", "class", found.id, actor=actor, at=now, user_id=user_id
            )
    session.flush()


def leave(session: Session, class_id: int, *, user: User, now: datetime) -> str:
    """Leave a class; returns its title. Attempts and their results stay.

    Raises:
        NotFoundError: the user is in no such class.
    """
    member = _member(session, class_id, user.id)
    if member is None or member.left_at is not None:
        raise NotFoundError(N_("You are not in this class."))
    member.left_at = now
    audit.record(session, "class.leave", "class", class_id, actor=user, at=now, user_id=user.id)
    session.flush()
    return session.get_one(Class, class_id).title


def remove_student(
    session: Session, class_id: int, user_id: int, *, actor: User, now: datetime
) -> str:
    """Take a student out of a class; returns their name. Their results stay; see `restore_student`.

    Raises:
        NotFoundError: no class of the actor's, or nobody such was ever in it.
    """
    own_class(session, class_id, actor)
    member = _member(session, class_id, user_id)
    if member is None:
        raise NotFoundError(N_("There is no such student in this class."))
    if member.left_at is None:
        member.left_at = now
        audit.record(
            session, "class.remove", "class", class_id, actor=actor, at=now, user_id=user_id
        )
        session.flush()
    return session.get_one(User, user_id).display_name


def restore_student(
    session: Session, class_id: int, user_id: int, *, actor: User, now: datetime
) -> str:
    """Take a student back who was in a class; returns their name.

    Raises:
        NotFoundError: no class of the actor's, or nobody such was ever in it.
        ConflictError: the class is full.
    """
    found = own_class(session, class_id, actor)
    if _member(session, class_id, user_id) is None:
        raise NotFoundError(N_("There is no such student in this class."))
    admit(session, found, [user_id], actor=actor, now=now)
    return session.get_one(User, user_id).display_name


def move_student(
    session: Session, class_id: int, user_id: int, *, to: int, actor: User, now: datetime
) -> tuple[str, str]:
    """Move a student to another class of the actor's; returns their name and its title.

    Raises:
        NotFoundError: no class of the actor's, or nobody such is in it.
        ConflictError: the other class is archived or full.
    """
    target = own_class(session, to, actor)
    if target.archived_at is not None:
        raise ConflictError(N_("This class is archived; take it up again first."))
    name = remove_student(session, class_id, user_id, actor=actor, now=now)
    admit(session, target, [user_id], actor=actor, now=now)
    return name, target.title


def list_students(
    session: Session,
    class_id: int,
    *,
    user: User,
    order: StudentOrder = StudentOrder.NAME,
    page: int = 1,
    per_page: int = PER_PAGE,
) -> Page[StudentRow]:
    """List the students of a class of the user's; the same few queries for any number.

    Raises:
        NotFoundError: no class of the user's.
    """
    own_class(session, class_id, user)
    by_name = (func.lower(User.display_name), User.id)
    columns = by_name if order is StudentOrder.NAME else (ClassStudent.joined_at.desc(), *by_name)
    statement = (
        select(User, ClassStudent.joined_at)
        .join(ClassStudent, ClassStudent.user_id == User.id)
        .where(ClassStudent.class_id == class_id, ClassStudent.left_at.is_(None))
        .order_by(*columns)
    )

    def make(rows: Sequence[Row[*tuple[Any, ...]]]) -> list[StudentRow]:
        done = _done(session, class_id, [person.id for person, _ in rows])
        return [
            StudentRow(
                person.id, person.username, person.display_name, joined, done.get(person.id, 0)
            )
            for person, joined in rows
        ]

    return fetch_page(session, statement, make, page=page, per_page=per_page)


def list_own_classes(session: Session, *, user: User) -> tuple[OwnClass, ...]:
    """List the classes that the user is in and that go on, by their titles."""
    found = session.execute(
        select(Class.id, Class.title)
        .join(ClassStudent, ClassStudent.class_id == Class.id)
        .where(
            ClassStudent.user_id == user.id,
            ClassStudent.left_at.is_(None),
            Class.archived_at.is_(None),
        )
        .order_by(func.lower(Class.title), Class.id)
    ).all()
    teachers = _teachers(session, [each.id for each in found])
    return tuple(OwnClass(each.id, each.title, teachers.get(each.id, ())) for each in found)


def student_of(session: Session, class_id: int, user_id: int, *, user: User) -> Person:
    """Show a student of a class of the user's.

    Raises:
        NotFoundError: no class of the user's, or nobody such is in it.
    """
    own_class(session, class_id, user)
    member = session.get(ClassStudent, (class_id, user_id)) if user_id <= ID_MAXIMUM else None
    if member is None or member.left_at is not None:
        raise NotFoundError(N_("There is no such student in this class."))
    found = session.get_one(User, user_id)
    return Person(found.id, found.username, found.display_name)


def class_of_student(session: Session, class_id: int, *, user: User) -> OwnClass:
    """Show a class to somebody who is in it.

    Raises:
        NotFoundError: the user is in no such class.
    """
    found = next((e for e in list_own_classes(session, user=user) if e.id == class_id), None)
    if found is None:
        raise NotFoundError(N_("You are not in this class."))
    return found


def _of_code(session: Session, code: str, now: datetime) -> Class:
    wanted = tidy_code(code)
    found = session.scalar(select(Class).where(Class.join_code == wanted)) if wanted else None
    valid = (
        found is not None
        and found.join_code is not None
        and compare_digest(found.join_code.encode(), wanted.encode())
        and found.join_until is not None
        and now < found.join_until
    )
    if found is None or not valid:
        raise NotFoundError(
            N_("This code leads to no class, or not any more. Ask your teacher for the new one.")
        )
    return found


def _enter(session: Session, class_id: int, user_id: int, now: datetime) -> bool:
    """Make somebody a member; tells whether they were none."""
    member = _member(session, class_id, user_id)
    if member is not None:
        was_out = member.left_at is not None
        if was_out:
            member.left_at, member.joined_at = None, now
        return was_out
    try:
        with session.begin_nested():
            session.add(ClassStudent(class_id=class_id, user_id=user_id, joined_at=now))
    except IntegrityError:
        # The same form came in twice.
        return False
    return True


def _member(session: Session, class_id: int, user_id: int) -> ClassStudent | None:
    return session.scalar(
        select(ClassStudent)
        .where(ClassStudent.class_id == class_id, ClassStudent.user_id == user_id)
        .with_for_update(),
        execution_options={"populate_existing": True},
    )


def _teachers(session: Session, class_ids: Sequence[int]) -> Mapping[int, tuple[str, ...]]:
    rows = session.execute(
        select(ClassTeacher.class_id, User.display_name)
        .join(User, User.id == ClassTeacher.user_id)
        .where(ClassTeacher.class_id.in_(class_ids))
        .order_by(ClassTeacher.added_at, User.id)
    )
    names: dict[int, tuple[str, ...]] = {}
    for class_id, name in rows:
        names[class_id] = (*names.get(class_id, ()), name)
    return names


def _done(session: Session, class_id: int, user_ids: Sequence[int]) -> dict[int, int]:
    rows = session.execute(
        select(Attempt.user_id, func.count(Assignment.id.distinct()))
        .join(AssignedAttempt, AssignedAttempt.attempt_id == Attempt.id)
        .join(Assignment, Assignment.id == AssignedAttempt.assignment_id)
        .where(
            Assignment.class_id == class_id,
            Assignment.withdrawn_at.is_(None),
            Attempt.user_id.in_(user_ids),
            Attempt.submitted_at.is_not(None),
        )
        .group_by(Attempt.user_id)
    )
    return {row[0]: row[1] for row in rows}
