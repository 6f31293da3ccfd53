"""Setting a quiz for a class: the terms, what single students are granted, and withdrawing it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Row, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from quizapp.domain.assignments import Exemption, Phase, Terms, phase
from quizapp.errors import N_, ConflictError, InvalidInputError, NotFoundError
from quizapp.models import (
    AssignedAttempt,
    Assignment,
    AssignmentExemption,
    Attempt,
    Class,
    ClassStudent,
    Quiz,
    QuizStatus,
    User,
)
from quizapp.services import assignment_notices, audit
from quizapp.services.classes import own_class
from quizapp.services.ownership import ID_MAXIMUM, locked, own_quiz
from quizapp.services.paging import PER_PAGE, Page, fetch_page
from quizapp.services.rules import rules_of
from quizapp.services.sets import count_by_section
from quizapp.services.texts import paragraph

__all__ = [
    "AssignmentRow",
    "Exempted",
    "change_terms",
    "exempt",
    "list_assignments",
    "list_exempted",
    "own_assignment",
    "set_quiz",
    "show_assignment",
    "terms_of",
    "withdraw",
]

NOTE_MAXIMUM: Final = 500


@dataclass(frozen=True, slots=True)
class AssignmentRow:
    """An assignment as the teachers of the class see it.

    `quiz_owner_id` is who made the quiz, whose page only they see. `students` are those in the
    class now, `done` those of them who handed something in, `working` those who are at it.
    """

    id: int
    class_id: int
    class_title: str
    quiz_id: int
    quiz_title: str
    quiz_owner_id: int
    note: str
    terms: Terms
    phase: Phase
    students: int
    done: int
    working: int
    withdrawn: bool


@dataclass(frozen=True, slots=True)
class Exempted:
    """A student with terms of their own."""

    user_id: int
    display_name: str
    exemption: Exemption


def own_assignment(
    session: Session, assignment_id: int, user: User, *, lock: bool = False
) -> Assignment:
    """Look up an assignment of a class that the user teaches. Raises `NotFoundError`."""
    found: Assignment | None = None
    if 0 < assignment_id <= ID_MAXIMUM:
        found = (
            locked(session, Assignment, assignment_id)
            if lock
            else session.get(Assignment, assignment_id)
        )
    if found is None:
        raise NotFoundError(N_("There is no such assignment."))
    own_class(session, found.class_id, user)
    return found


def set_quiz(
    session: Session,
    *,
    quiz_id: int,
    class_ids: Sequence[int],
    terms: Terms,
    note: str,
    actor: User,
    now: datetime,
) -> list[Assignment]:
    """Set a quiz of the actor's for classes of theirs: for all of them, or for none.

    Raises:
        NotFoundError: no such quiz or class of the actor's.
        InvalidInputError: field classes, closes_at, late_until, attempts_allowed or note.
        ConflictError: the quiz is closed or has no questions.
    """
    quiz = own_quiz(session, quiz_id, actor, lock=True)
    note = paragraph(note, "note", maximum=NOTE_MAXIMUM)
    if not class_ids:
        raise InvalidInputError(N_("Choose at least one class."), field="classes")
    _ensure_settable(session, quiz)
    _ensure_within(quiz, terms, now)
    classes = [own_class(session, class_id, actor, lock=True) for class_id in class_ids]
    made = []
    for found in classes:
        if found.archived_at is not None:
            raise InvalidInputError(
                N_("“%(title)s” is archived; take it up again first."),
                field="classes",
                title=found.title,
            )
        made.append(_set_for(session, found, quiz, terms, note, actor=actor, now=now))
    for each in made:
        audit.record(
            session,
            "assignment.set",
            "assignment",
            each.id,
            actor=actor,
            at=now,
            class_id=each.class_id,
            quiz_id=quiz.id,
        )
    session.flush()
    assignment_notices.tell_set(session, made, now=now)
    return made


def change_terms(
    session: Session, assignment_id: int, *, terms: Terms, note: str, actor: User, now: datetime
) -> None:
    """Change the terms of an assignment from now on; attempts that run keep their deadlines.

    Raises:
        NotFoundError: no assignment of the actor's.
        ConflictError: it is withdrawn.
        InvalidInputError: field closes_at or note.
    """
    found = own_assignment(session, assignment_id, actor, lock=True)
    _ensure_standing(found)
    _ensure_within(session.get_one(Quiz, found.quiz_id), terms, None)
    found.note = paragraph(note, "note", maximum=NOTE_MAXIMUM)
    found.opens_at, found.closes_at = terms.opens_at, terms.closes_at
    found.late_until, found.attempts_allowed = terms.late_until, terms.attempts_allowed
    audit.record(session, "assignment.change", "assignment", found.id, actor=actor, at=now)
    session.flush()


def withdraw(session: Session, assignment_id: int, *, actor: User, now: datetime) -> None:
    """Take an assignment back. What was handed in keeps its marks and stays in the gradebook.

    Raises:
        NotFoundError: no assignment of the actor's.
    """
    found = own_assignment(session, assignment_id, actor, lock=True)
    if found.withdrawn_at is None:
        found.withdrawn_at = now
        assignment_notices.take_back(session, found.id)
        audit.record(session, "assignment.withdraw", "assignment", found.id, actor=actor, at=now)
        session.flush()


def exempt(
    session: Session,
    assignment_id: int,
    user_id: int,
    *,
    exemption: Exemption,
    actor: User,
    now: datetime,
) -> None:
    """Grant a student of the class terms of their own; an empty exemption takes them back.

    Raises:
        NotFoundError: no assignment of the actor's, or no such student in its class.
        ConflictError: it is withdrawn.
        InvalidInputError: the terms that result cannot be; field as of `Terms`.
    """
    found = own_assignment(session, assignment_id, actor, lock=True)
    _ensure_standing(found)
    member = session.get(ClassStudent, (found.class_id, user_id))
    if member is None or member.left_at is not None:
        raise NotFoundError(N_("There is no such student in this class."))
    _ensure_within(
        session.get_one(Quiz, found.quiz_id), terms_of(found).with_exemption(exemption), None
    )
    row = session.get(AssignmentExemption, (found.id, user_id))
    if exemption == Exemption():
        if row is not None:
            session.delete(row)
    else:
        if row is None:
            row = AssignmentExemption(assignment_id=found.id, user_id=user_id)
            session.add(row)
        row.closes_at, row.attempts_allowed = exemption.closes_at, exemption.attempts_allowed
        row.extra_minutes = exemption.extra_minutes
    audit.record(
        session, "assignment.exempt", "assignment", found.id, actor=actor, at=now, user_id=user_id
    )
    session.flush()


def terms_of(row: Assignment) -> Terms:
    """Give the terms as they are stored."""
    return Terms(row.opens_at, row.closes_at, row.late_until, row.attempts_allowed)


def exemption_of(row: AssignmentExemption) -> Exemption:
    """Give what a student was granted."""
    return Exemption(row.closes_at, row.attempts_allowed, row.extra_minutes)


def list_assignments(
    session: Session,
    class_id: int,
    *,
    user: User,
    now: datetime,
    page: int = 1,
    per_page: int = PER_PAGE,
) -> Page[AssignmentRow]:
    """List what stands for a class of the user's, the newest first.

    Raises:
        NotFoundError: no class of the user's.
    """
    own_class(session, class_id, user)
    statement = (
        _with_titles()
        .where(Assignment.class_id == class_id, Assignment.withdrawn_at.is_(None))
        .order_by(Assignment.created_at.desc(), Assignment.id.desc())
    )
    return fetch_page(
        session, statement, lambda rows: _rows(session, rows, now), page=page, per_page=per_page
    )


def show_assignment(
    session: Session, assignment_id: int, *, user: User, now: datetime
) -> AssignmentRow:
    """Show one assignment of a class of the user's. Raises `NotFoundError`."""
    found = own_assignment(session, assignment_id, user)
    rows = session.execute(_with_titles().where(Assignment.id == found.id)).all()
    return _rows(session, rows, now)[0]


def list_exempted(session: Session, assignment_id: int, *, user: User) -> tuple[Exempted, ...]:
    """List the students with terms of their own, by name. Raises `NotFoundError`."""
    found = own_assignment(session, assignment_id, user)
    rows = session.execute(
        select(AssignmentExemption, User.display_name)
        .join(User, User.id == AssignmentExemption.user_id)
        .where(AssignmentExemption.assignment_id == found.id)
        .order_by(func.lower(User.display_name), User.id)
    )
    return tuple(Exempted(row.user_id, name, exemption_of(row)) for row, name in rows)


def _with_titles() -> Any:  # noqa: ANN401 — a SELECT of four columns
    return (
        select(
            Assignment,
            Class.title.label("class_title"),
            Quiz.title.label("quiz_title"),
            Quiz.owner_id.label("quiz_owner_id"),
        )
        .join(Class, Class.id == Assignment.class_id)
        .join(Quiz, Quiz.id == Assignment.quiz_id)
    )


def _rows(
    session: Session, rows: Sequence[Row[*tuple[Any, ...]]], now: datetime
) -> list[AssignmentRow]:
    found: list[Assignment] = [row[0] for row in rows]
    students = _students(session, {each.class_id for each in found})
    done, working = _states(session, [each.id for each in found])
    return [
        AssignmentRow(
            id=each.id,
            class_id=each.class_id,
            class_title=class_title,
            quiz_id=each.quiz_id,
            quiz_title=quiz_title,
            quiz_owner_id=quiz_owner_id,
            note=each.note,
            terms=terms_of(each),
            phase=phase(terms_of(each), now),
            students=students.get(each.class_id, 0),
            done=done.get(each.id, 0),
            working=working.get(each.id, 0),
            withdrawn=each.withdrawn_at is not None,
        )
        for each, class_title, quiz_title, quiz_owner_id in rows
    ]


def _students(session: Session, class_ids: set[int]) -> dict[int, int]:
    rows = session.execute(
        select(ClassStudent.class_id, func.count())
        .where(ClassStudent.class_id.in_(class_ids), ClassStudent.left_at.is_(None))
        .group_by(ClassStudent.class_id)
    )
    return {row[0]: row[1] for row in rows}


def _states(
    session: Session, assignment_ids: Sequence[int]
) -> tuple[dict[int, int], dict[int, int]]:
    """Count the students of the class now who handed in, and those who are at it."""
    submitted = Attempt.submitted_at.is_not(None)
    people = Attempt.user_id.distinct()
    rows = session.execute(
        select(
            Assignment.id,
            func.count(people).filter(submitted),
            func.count(people).filter(~submitted),
        )
        .join(AssignedAttempt, AssignedAttempt.assignment_id == Assignment.id)
        .join(Attempt, Attempt.id == AssignedAttempt.attempt_id)
        .join(
            ClassStudent,
            (ClassStudent.class_id == Assignment.class_id)
            & (ClassStudent.user_id == Attempt.user_id)
            & ClassStudent.left_at.is_(None),
        )
        .where(Assignment.id.in_(assignment_ids))
        .group_by(Assignment.id)
    ).all()
    return {row[0]: row[1] for row in rows}, {row[0]: row[2] for row in rows}


def _set_for(
    session: Session,
    found: Class,
    quiz: Quiz,
    terms: Terms,
    note: str,
    *,
    actor: User,
    now: datetime,
) -> Assignment:
    made = Assignment(
        class_id=found.id,
        quiz_id=quiz.id,
        set_by_id=actor.id,
        note=note,
        opens_at=terms.opens_at,
        closes_at=terms.closes_at,
        late_until=terms.late_until,
        attempts_allowed=terms.attempts_allowed,
        created_at=now,
    )
    try:
        with session.begin_nested():
            session.add(made)
    except IntegrityError:
        raise InvalidInputError(
            N_("This quiz is set for “%(title)s” already; change its terms there."),
            field="classes",
            title=found.title,
        ) from None
    return made


def _ensure_settable(session: Session, quiz: Quiz) -> None:
    if quiz.status is QuizStatus.CLOSED:
        raise ConflictError(N_("This quiz is closed; open it again before you set it."))
    available = count_by_section(session, [quiz.set_id]).get(quiz.set_id, ())
    if not sum(rules_of(quiz).asked(available)):
        raise ConflictError(N_("This quiz has no questions; add some to its set first."))


def _ensure_within(quiz: Quiz, terms: Terms, now: datetime | None) -> None:
    """Refuse terms that nobody can use: the quiz is closed by then, or they are past."""
    ends = terms.ends_at
    if ends is not None and quiz.closes_at is not None and ends > quiz.closes_at:
        raise InvalidInputError(
            N_("The quiz itself closes before that; choose an earlier time."), field="closes_at"
        )
    if ends is not None and quiz.opens_at is not None and ends <= quiz.opens_at:
        raise InvalidInputError(
            N_("The quiz itself opens only after that; choose a later time."), field="closes_at"
        )
    if now is not None and ends is not None and ends <= now:
        raise InvalidInputError(
            N_("This time is past already; choose a later one."), field="closes_at"
        )


def _ensure_standing(found: Assignment) -> None:
    if found.withdrawn_at is not None:
        raise ConflictError(N_("This assignment is withdrawn; set the quiz again."))
