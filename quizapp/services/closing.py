"""The end of an attempt: closing and marking it, and whether it still takes answers.

Only the server's clock counts. An attempt whose time is up counts as submitted at its deadline,
and that is written down by whoever looks at it next.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session, selectinload

from quizapp.domain.attempts import (
    AttemptState,
    Submission,
    SubmittedBy,
    ensure_may_answer,
    submission,
)
from quizapp.domain.marking import MarkUnit, score
from quizapp.domain.regrading import Regrade, regraded
from quizapp.domain.responses import response_from
from quizapp.domain.sections import PaperSection, SectionState
from quizapp.errors import N_, ConflictError, NotFoundError
from quizapp.models import (
    AssignedAttempt,
    Assignment,
    Attempt,
    AttemptPresence,
    QuestionSet,
    Quiz,
    RegradedVersion,
    RegradeRecord,
    ResponseRecord,
    User,
)
from quizapp.services import audit
from quizapp.services.contents import content_of, with_content
from quizapp.services.ownership import ID_MAXIMUM, locked
from quizapp.services.rules import paper_sections

__all__ = [
    "AttemptOverError",
    "Holding",
    "SectionClosedError",
    "close",
    "close_if_overdue",
    "close_overdue",
    "ensure_going_on",
    "ensure_section_open",
    "mark_attempts",
    "own_attempt",
    "regrades_of",
]


class AttemptOverError(ConflictError):
    """The attempt takes no more answers. `by_clock` tells that its time is up."""

    attempt_id: int
    by_clock: bool


@dataclass(frozen=True, slots=True)
class Holding:
    """A regrade that holds, and what the teacher said with it."""

    regrade: Regrade
    why: str


class SectionClosedError(ConflictError):
    """The section of a question is over, or not open yet; the attempt goes on."""

    attempt_id: int


def close_overdue(
    session: Session,
    *,
    now: datetime,
    user: User | None = None,
    quiz_id: int | None = None,
    class_id: int | None = None,
    limit: int = 500,
) -> int:
    """Submit attempts whose time is up, oldest first; returns how many there were.

    Args:
        session: where to look.
        now: the time.
        user: only this student's.
        quiz_id: only those at this quiz.
        class_id: only those that were begun because a quiz was set for this class.
        limit: at most so many; those that somebody else is closing are left to them.
    """
    statement = (
        select(Attempt)
        .where(Attempt.state == AttemptState.IN_PROGRESS, Attempt.deadline_at <= now)
        .order_by(Attempt.deadline_at)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    if user is not None:
        statement = statement.where(Attempt.user_id == user.id)
    if quiz_id is not None:
        statement = statement.where(Attempt.quiz_id == quiz_id)
    if class_id is not None:
        for_class = (
            select(AssignedAttempt.attempt_id)
            .join(Assignment, Assignment.id == AssignedAttempt.assignment_id)
            .where(Assignment.class_id == class_id)
        )
        statement = statement.where(Attempt.id.in_(for_class))
    overdue = session.scalars(statement, execution_options={"populate_existing": True}).all()
    ends = {attempt.id: submission(attempt.deadline_at, now) for attempt in overdue}
    close(session, overdue, ends, actor=None)
    return len(overdue)


def close_if_overdue(session: Session, attempt: Attempt, *, now: datetime) -> bool:
    """Submit a locked attempt if its time is up; returns whether it was."""
    if attempt.state is AttemptState.SUBMITTED:
        return False
    end = submission(attempt.deadline_at, now)
    if end.by is not SubmittedBy.CLOCK:
        return False
    close(session, [attempt], {attempt.id: end}, actor=None)
    return True


def close(
    session: Session,
    attempts: Iterable[Attempt],
    ends: dict[int, Submission],
    *,
    actor: User | None,
) -> None:
    """Mark locked attempts and store what they got; as many queries for one as for many."""
    attempts = tuple(attempts)
    mark_attempts(session, attempts)
    for attempt in attempts:
        end = ends[attempt.id]
        attempt.state = AttemptState.SUBMITTED
        attempt.submitted_at, attempt.submitted_by = end.at, end.by
        audit.record(
            session, "attempt.submit", "attempt", attempt.id, actor=actor, at=end.at, by=end.by
        )
    session.execute(
        delete(AttemptPresence).where(AttemptPresence.attempt_id.in_(ends)),
        execution_options={"synchronize_session": "fetch"},
    )
    session.flush()


def mark_attempts(session: Session, attempts: Iterable[Attempt]) -> None:
    """Mark the responses of locked attempts as they stand; as many queries for one as for many."""
    attempts = tuple(attempts)
    responses: dict[int, list[ResponseRecord]] = {attempt.id: [] for attempt in attempts}
    found = session.scalars(
        select(ResponseRecord)
        .where(ResponseRecord.attempt_id.in_(responses))
        .order_by(ResponseRecord.attempt_id, ResponseRecord.position)
        .options(*with_content(selectinload(ResponseRecord.version))),
        execution_options={"populate_existing": True},
    )
    for record in found:
        responses[record.attempt_id].append(record)
    standing = regrades_of(
        session,
        {each.item_version_id for records in responses.values() for each in records},
        {attempt.quiz_id for attempt in attempts},
    )
    for attempt in attempts:
        _mark(attempt, responses[attempt.id], standing[attempt.quiz_id])


def own_attempt(session: Session, attempt_id: int, *, user: User, lock: bool = False) -> Attempt:
    """Look up an attempt of the user's. Raises `NotFoundError`."""
    attempt: Attempt | None = None
    if 0 < attempt_id <= ID_MAXIMUM:
        attempt = locked(session, Attempt, attempt_id) if lock else session.get(Attempt, attempt_id)
    if attempt is None or attempt.user_id != user.id:
        raise NotFoundError(N_("There is no such attempt."))
    return attempt


def ensure_going_on(attempt: Attempt, now: datetime) -> None:
    """Raise `AttemptOverError` when the attempt takes no more answers."""
    try:
        ensure_may_answer(attempt.state, attempt.deadline_at, now)
    except ConflictError as error:
        over = AttemptOverError(error.message, **error.params)
        over.attempt_id = attempt.id
        over.by_clock = attempt.submitted_by is not SubmittedBy.STUDENT
        raise over from error


def ensure_section_open(attempt: Attempt, section: PaperSection, now: datetime) -> None:
    """Raise `SectionClosedError` when the questions of a section may not be taken now."""
    state = section.state(now)
    if state is SectionState.OPEN:
        return
    text = N_("The section “%(name)s” is not open yet.")
    if state is SectionState.OVER:
        text = N_("The time of the section “%(name)s” is up; its answers count as saved.")
    closed = SectionClosedError(text, name=section.name)
    closed.attempt_id = attempt.id
    raise closed


def regrades_of(
    session: Session, version_ids: Collection[int], quiz_ids: Collection[int]
) -> Mapping[int, Mapping[int, Holding]]:
    """Give what items are marked again by in each quiz, by the id of their version."""
    found = session.execute(
        select(RegradedVersion.item_version_id, RegradeRecord)
        .join(RegradeRecord, RegradeRecord.id == RegradedVersion.regrade_id)
        .where(RegradedVersion.item_version_id.in_(version_ids), RegradeRecord.undone_at.is_(None))
        # Where two hold for practice, because the item has another owner now, the newer one counts.
        .order_by(RegradeRecord.id)
    ).all()
    standing: dict[int, dict[int, Holding]] = {quiz_id: {} for quiz_id in quiz_ids}
    if not found:
        return standing
    quizzes = session.execute(
        select(Quiz.id, Quiz.owner_id, QuestionSet.for_practice)
        .join(QuestionSet, QuestionSet.id == Quiz.set_id)
        .where(Quiz.id.in_(quiz_ids))
    )
    for quiz in quizzes:
        for version_id, record in found:
            of_owner = record.quizzes_of_id == quiz.owner_id
            if record.in_practice if quiz.for_practice else of_owner:
                held = Holding(Regrade(record.rule, record.option), record.why)
                standing[quiz.id][version_id] = held
    return standing


def _mark(
    attempt: Attempt, responses: Iterable[ResponseRecord], standing: Mapping[int, Holding]
) -> None:
    sections = paper_sections(attempt)
    unit = MarkUnit(attempt.mark_denominator)
    marks = []
    for record in responses:
        scheme = sections[record.section].scheme
        held = standing.get(record.item_version_id)
        given = regraded(
            content_of(record.version),
            response_from(record.response),
            scheme,
            None if held is None else held.regrade,
        )
        record.outcome, record.reason = given.outcome, given.reason
        record.mark_units = unit.to_units(given.value)
        marks.append(given)
    result = score(marks, disqualify_unmarked_over=sections[0].scheme.disqualify_unmarked_over)
    attempt.score_units = unit.to_units(result.total)
    attempt.maximum_units = unit.to_units(result.maximum)
    attempt.lost_units = unit.to_units(result.lost_to_wrong)
    attempt.right_count, attempt.partial_count = result.right, result.partial
    attempt.wrong_count = result.wrong
    attempt.blank_count, attempt.not_attempted_count = result.blank, result.not_attempted
    attempt.disqualified = result.disqualified
