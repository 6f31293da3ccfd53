"""What is set for a student, and under which terms they may begin it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Final

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session, aliased

from quizapp.domain.assignments import Phase, Terms, is_late, phase
from quizapp.domain.disclosure import Disclosed
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
from quizapp.services.assignments import exemption_of, terms_of
from quizapp.services.disclosing import shown_to_student

__all__ = ["Given", "MyAssignment", "governing", "list_set", "list_set_in"]

SHOWN_MAXIMUM: Final = 100
#: What is best to begin now, first.
_ORDER = (Phase.OPEN, Phase.LATE, Phase.SCHEDULED, Phase.OVER)


@dataclass(frozen=True, slots=True)
class Given:
    """An assignment as it holds for one student; `used` are the attempts begun for it."""

    assignment_id: int
    terms: Terms
    used: int
    note: str
    class_title: str

    @property
    def attempts_left(self) -> int | None:
        """How many more may begin; None: any number."""
        allowed = self.terms.attempts_allowed
        return None if allowed is None else max(0, allowed - self.used)

    def is_over(self, now: datetime) -> bool:
        """Whether nothing is taken for it any more."""
        return phase(self.terms, now) is Phase.OVER

    def may_begin(self, now: datetime) -> bool:
        """Whether an attempt for it may begin now."""
        return phase(self.terms, now) in {Phase.OPEN, Phase.LATE} and self.attempts_left != 0


@dataclass(frozen=True, slots=True)
class MyAssignment:
    """An assignment in a student's list.

    `best_percent` is that of the attempts whose marks are shown. `late` is whether the first thing
    that was handed in came late.
    """

    quiz_id: int
    quiz_title: str
    given: Given
    phase: Phase
    submitted: int
    in_progress_id: int | None
    last_attempt_id: int | None
    best_percent: Fraction | None
    late: bool
    missed: bool

    @property
    def is_due(self) -> bool:
        """Whether there is something to do now."""
        return self.in_progress_id is not None or (
            self.phase in {Phase.OPEN, Phase.LATE} and not self.submitted
        )


def governing(session: Session, quiz_id: int, user: User, *, now: datetime) -> Given | None:
    """Find the assignment whose terms hold when the user begins the quiz; None without one.

    Of several, one that can be begun now goes before one that is to open, and both before one that
    is over; one with attempts left before one without.
    """
    found = _given(session, user, Assignment.quiz_id == quiz_id)

    def worth(given: Given) -> tuple[int, bool, int]:
        return (
            _ORDER.index(phase(given.terms, now)),
            given.attempts_left == 0,
            given.assignment_id,
        )

    return min((given for _, given in found), key=worth, default=None)


def list_set(session: Session, *, user: User, now: datetime) -> tuple[MyAssignment, ...]:
    """List what is set for the user: what is due first, by closing time; then what is to come.

    What is over is left out; see `list_set_in`.
    """
    mine = _mine(session, user, _given(session, user), now)
    standing = [each for each in mine if each.phase is not Phase.OVER or each.in_progress_id]
    return tuple(sorted(standing, key=_urgency))


def list_set_in(
    session: Session, class_id: int, *, user: User, now: datetime
) -> tuple[MyAssignment, ...]:
    """List all that stands for a class of the user's: what is due, to come, over."""
    found = _given(session, user, Assignment.class_id == class_id)
    return tuple(sorted(_mine(session, user, found, now), key=_urgency))


def _urgency(each: MyAssignment) -> tuple[bool, int, bool, datetime | None, int]:
    ends = each.given.terms.closes_at
    return (
        not each.is_due,
        _ORDER.index(each.phase),
        ends is None,
        ends,
        -each.given.assignment_id,
    )


def _given(
    session: Session, user: User, *only: ColumnElement[bool]
) -> list[tuple[Assignment, Given]]:
    granted = aliased(AssignmentExemption)
    begun = (
        select(func.count())
        .select_from(AssignedAttempt)
        .join(Attempt, Attempt.id == AssignedAttempt.attempt_id)
        .where(AssignedAttempt.assignment_id == Assignment.id, Attempt.user_id == user.id)
        .correlate(Assignment)
        .scalar_subquery()
    )
    rows = session.execute(
        select(Assignment, granted, Class.title, begun)
        .join(Class, Class.id == Assignment.class_id)
        .join(ClassStudent, ClassStudent.class_id == Assignment.class_id)
        .outerjoin(granted, (granted.assignment_id == Assignment.id) & (granted.user_id == user.id))
        .where(
            ClassStudent.user_id == user.id,
            ClassStudent.left_at.is_(None),
            Class.archived_at.is_(None),
            Assignment.withdrawn_at.is_(None),
            *only,
        )
        .order_by(Assignment.created_at.desc(), Assignment.id.desc())
        .limit(SHOWN_MAXIMUM)
    )
    return [
        (
            row,
            Given(
                assignment_id=row.id,
                terms=terms_of(row).with_exemption(None if own is None else exemption_of(own)),
                used=used,
                note=row.note,
                class_title=title,
            ),
        )
        for row, own, title, used in rows
    ]


def _mine(
    session: Session, user: User, found: Sequence[tuple[Assignment, Given]], now: datetime
) -> list[MyAssignment]:
    quizzes = {
        quiz.id: quiz
        for quiz in session.scalars(
            select(Quiz).where(Quiz.id.in_({row.quiz_id for row, _ in found}))
        )
    }
    attempts: dict[int, list[Attempt]] = {}
    for assignment_id, attempt in session.execute(
        select(AssignedAttempt.assignment_id, Attempt)
        .join(Attempt, Attempt.id == AssignedAttempt.attempt_id)
        .where(
            Attempt.user_id == user.id,
            AssignedAttempt.assignment_id.in_([row.id for row, _ in found]),
        )
        .order_by(Attempt.started_at, Attempt.id)
    ):
        attempts.setdefault(assignment_id, []).append(attempt)
    return [
        _one(quizzes[row.quiz_id], given, attempts.get(row.id, []), now) for row, given in found
    ]


def _one(quiz: Quiz, given: Given, attempts: Sequence[Attempt], now: datetime) -> MyAssignment:
    submitted = [each for each in attempts if each.submitted_at is not None]
    running = next((each for each in attempts if each.submitted_at is None), None)
    shown = [
        Fraction(100 * (each.score_units or 0), each.maximum_units or 1)
        for each in submitted
        if Disclosed.MARKS in shown_to_student(each, quiz, now)
    ]
    where = phase(given.terms, now) if quiz.status is QuizStatus.OPEN else Phase.OVER
    first = min((each.submitted_at for each in submitted if each.submitted_at), default=None)
    return MyAssignment(
        quiz_id=quiz.id,
        quiz_title=quiz.title,
        given=given,
        phase=where,
        submitted=len(submitted),
        in_progress_id=None if running is None else running.id,
        last_attempt_id=submitted[-1].id if submitted else None,
        best_percent=max(shown, default=None),
        late=first is not None and is_late(given.terms, first),
        missed=where is Phase.OVER and not attempts,
    )
