"""Reporting a question: what a student says is wrong with it, and what its teacher decides.

A report reaches the owner of the item and the owner of the quiz, which either may decide about.
`reported_items` shows it as the student met the question.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, Select, exists, func, or_, select
from sqlalchemy.orm import Session, selectinload

from quizapp.domain.attempts import AttemptState
from quizapp.domain.items import TextFormat
from quizapp.domain.reports import (
    COMMENT_MAXIMUM,
    NOTE_MAXIMUM,
    REPORTS_MAXIMUM,
    REPORTS_WITHIN,
    ReportReason,
    ReportState,
    ensure_may_decide,
)
from quizapp.domain.responses import response_from
from quizapp.errors import N_, ConflictError, NotFoundError
from quizapp.models import (
    Attempt,
    AuditEntry,
    Item,
    ItemReport,
    ItemVersion,
    QuestionSet,
    Quiz,
    ResponseRecord,
    User,
)
from quizapp.services import audit
from quizapp.services.closing import close_if_overdue, own_attempt
from quizapp.services.contents import content_of, with_content
from quizapp.services.ownership import ID_MAXIMUM, ensure_teacher, locked, only_own
from quizapp.services.shown_items import ShownItem, shown_item, shown_language
from quizapp.services.texts import paragraph

__all__ = [
    "OwnReport",
    "ReportPage",
    "TooManyReportsError",
    "count_open",
    "decide",
    "decided",
    "own_reports",
    "reaches",
    "reopen",
    "report",
    "report_page",
]

_SENT = "report.send"
_DECIDED = {ReportState.RESOLVED: "report.resolve", ReportState.DISMISSED: "report.dismiss"}


class TooManyReportsError(ConflictError):
    """The student has sent as many reports as are taken within an hour."""


@dataclass(frozen=True, slots=True)
class OwnReport:
    """What became of a student's report; `note` is the teacher's, "" while it is open."""

    reason: ReportReason
    comment: str
    state: ReportState
    note: str
    reported_at: datetime
    decided_at: datetime | None

    @property
    def is_open(self) -> bool:
        """Whether the teacher has not decided yet."""
        return self.state is ReportState.OPEN


@dataclass(frozen=True, slots=True)
class ReportPage:
    """The question that is to be reported, without its key, and the report that is open on it."""

    attempt_id: int
    position: int
    quiz_title: str
    daily_on: date | None
    text_format: TextFormat
    shown: ShownItem
    report: OwnReport | None


def reaches(user: User) -> ColumnElement[bool]:
    """Give the condition that leaves of reports, joined to items and quizzes, the user's to see.

    Quizzes for practice are nobody's to look into.
    """
    is_set = exists().where(QuestionSet.id == Quiz.set_id, QuestionSet.for_practice.is_(False))
    of_quiz = (Quiz.owner_id == user.id) & is_set.correlate(Quiz)
    return or_(only_own(Item.owner_id, user), of_quiz)


def report_page(
    session: Session,
    attempt_id: int,
    position: int,
    *,
    user: User,
    now: datetime,
    language: str | None = None,
) -> ReportPage:
    """Show the question that a student wants to report.

    Raises:
        NotFoundError: no question of an own attempt.
        ConflictError: the attempt is still in progress.
    """
    record = _own_question(session, attempt_id, position, user=user, now=now)
    content = content_of(record.version)
    found = own_reports(session, attempt_id, user=user).get(position)
    quiz = session.get_one(Quiz, session.get_one(Attempt, attempt_id).quiz_id)
    return ReportPage(
        attempt_id=attempt_id,
        position=position,
        quiz_title=quiz.title,
        daily_on=quiz.daily_on,
        text_format=content.text_format,
        shown=shown_item(
            content,
            record.option_order,
            response_from(record.response),
            language or user.language,
        ),
        report=found if found is not None and found.is_open else None,
    )


def report(
    session: Session,
    attempt_id: int,
    position: int,
    *,
    user: User,
    reason: ReportReason,
    comment: str,
    now: datetime,
    language: str | None = None,
) -> None:
    """Tell the owner of a question what is wrong with it.

    A report on the same version that is still open becomes this one; sent twice is once.

    Args:
        session: where to write.
        attempt_id: an attempt of the user's that is submitted.
        position: of the question in it.
        user: the student.
        reason: what is wrong.
        comment: more about it, or "".
        now: the time.
        language: that the question was read in; the user's where it is None.

    Raises:
        NotFoundError: no question of an own attempt.
        ConflictError: the attempt is still in progress.
        InvalidInputError: the comment is too long or unprintable (field "comment").
        TooManyReportsError: enough for now.
    """
    record = _own_question(session, attempt_id, position, user=user, now=now)
    said = {
        "attempt_id": record.attempt_id,
        "position": record.position,
        "language": shown_language(content_of(record.version), language or user.language),
        "reason": reason,
        "comment": paragraph(comment, "comment", maximum=COMMENT_MAXIMUM),
    }
    # One report of a student after the other, so that two at once end up in one.
    locked(session, User, user.id)
    found = session.scalar(
        select(ItemReport).where(
            ItemReport.reporter_id == user.id,
            ItemReport.item_version_id == record.item_version_id,
            ItemReport.state == ReportState.OPEN,
        )
    )
    if found is not None and all(getattr(found, name) == value for name, value in said.items()):
        return
    _ensure_not_too_many(session, user, now)
    if found is None:
        found = ItemReport(
            reporter_id=user.id, item_version_id=record.item_version_id, state=ReportState.OPEN
        )
        session.add(found)
    for name, value in said.items():
        setattr(found, name, value)
    found.reported_at = now
    session.flush()
    audit.record(session, _SENT, "report", found.id, actor=user, at=now, reason=reason)
    session.flush()


def own_reports(session: Session, attempt_id: int, *, user: User) -> Mapping[int, OwnReport]:
    """Give the student's newest report on each question of an attempt, by its position.

    Also one that was sent from another attempt at the same version of a question.
    """
    rows = session.execute(
        select(ResponseRecord.position, ItemReport)
        .join(ItemReport, ItemReport.item_version_id == ResponseRecord.item_version_id)
        .where(ResponseRecord.attempt_id == attempt_id, ItemReport.reporter_id == user.id)
        .order_by(ItemReport.reported_at, ItemReport.id)
    )
    return {
        position: OwnReport(
            each.reason,
            each.comment,
            each.state,
            "" if each.state is ReportState.OPEN else each.note,
            each.reported_at,
            each.decided_at,
        )
        for position, each in rows
    }


def decide(
    session: Session,
    report_ids: Collection[int],
    *,
    decision: ReportState,
    note: str = "",
    actor: User,
    now: datetime,
) -> None:
    """Resolve or dismiss reports, with a word to the students; decided alike already is done.

    Raises:
        NotFoundError: one of them is on no item and in no quiz of the actor's.
        ConflictError: one of them has the other decision.
        InvalidInputError: the note is too long or unprintable (field "note").
    """
    note = paragraph(note, "note", maximum=NOTE_MAXIMUM)
    found = _own_reports(session, report_ids, actor)
    for each in found:
        ensure_may_decide(each.state, decision)
    for each in found:
        if each.state is not decision:
            each.state, each.note = decision, note
            each.decided_at, each.decided_by_id = now, actor.id
            _record(session, _DECIDED[decision], each, actor=actor, now=now)
    session.flush()


def reopen(session: Session, report_ids: Collection[int], *, actor: User, now: datetime) -> None:
    """Take decisions back; the note stays for the next one. What is open stays open.

    Raises:
        NotFoundError: one of them is on no item and in no quiz of the actor's.
        ConflictError: its student has reported the same question again since.
    """
    closed = [
        each
        for each in _own_reports(session, report_ids, actor)
        if each.state is not ReportState.OPEN
    ]
    _ensure_none_newer(session, closed)
    for each in closed:
        each.state = ReportState.OPEN
        each.decided_at = each.decided_by_id = None
        _record(session, "report.reopen", each, actor=actor, now=now)
    session.flush()


def decided(session: Session, report_ids: Collection[int], *, user: User) -> tuple[int, ...]:
    """Give those of the named reports that the user can take the decision back of."""
    ensure_teacher(user)
    return tuple(
        session.scalars(
            _on_items_of(user)
            .with_only_columns(ItemReport.id)
            .where(ItemReport.id.in_(_possible(report_ids)), ItemReport.state != ReportState.OPEN)
            .order_by(ItemReport.id)
        )
    )


def count_open(session: Session, *, user: User) -> int:
    """Count the open reports that the user is to decide about."""
    ensure_teacher(user)
    counted = _on_items_of(user).with_only_columns(func.count(ItemReport.id))
    return session.scalar(counted.where(ItemReport.state == ReportState.OPEN)) or 0


def _on_items_of(user: User) -> Select[ItemReport]:
    return (
        select(ItemReport)
        .join(ItemReport.version)
        .join(ItemVersion.item)
        .join(Attempt, Attempt.id == ItemReport.attempt_id)
        .join(Quiz, Quiz.id == Attempt.quiz_id)
        .where(reaches(user))
    )


def _possible(report_ids: Collection[int]) -> list[int]:
    return [each for each in set(report_ids) if 0 < each <= ID_MAXIMUM]


def _own_question(
    session: Session, attempt_id: int, position: int, *, user: User, now: datetime
) -> ResponseRecord:
    attempt = own_attempt(session, attempt_id, user=user, lock=True)
    close_if_overdue(session, attempt, now=now)
    if attempt.state is not AttemptState.SUBMITTED:
        raise ConflictError(
            N_("This test is still going on. Submit it; its result lets you report a question.")
        )
    record = session.scalar(
        select(ResponseRecord)
        .where(
            ResponseRecord.attempt_id == attempt.id,
            ResponseRecord.position == min(max(position, 0), ID_MAXIMUM),
        )
        .options(*with_content(selectinload(ResponseRecord.version)))
    )
    if record is None:
        raise NotFoundError(N_("There is no such question."))
    return record


def _ensure_not_too_many(session: Session, user: User, now: datetime) -> None:
    """Count by the record of changes: a report that is changed over and over counts each time."""
    sent, first = session.execute(
        select(func.count(AuditEntry.id), func.min(AuditEntry.at)).where(
            AuditEntry.actor_id == user.id,
            AuditEntry.action == _SENT,
            AuditEntry.at > now - REPORTS_WITHIN,
        )
    ).one()
    if sent >= REPORTS_MAXIMUM:
        minutes = -((now - REPORTS_WITHIN - first) // timedelta(minutes=1))
        raise TooManyReportsError(
            N_(
                "You have sent %(count)d reports within an hour, and more are not taken."
                " Wait %(minutes)d min and send this one again."
            ),
            count=sent,
            minutes=minutes,
        )


def _own_reports(
    session: Session, report_ids: Collection[int], actor: User
) -> Sequence[ItemReport]:
    """Look up reports that reach the actor and hold them, in one order for everybody."""
    ensure_teacher(actor)
    found = session.scalars(
        _on_items_of(actor)
        .where(ItemReport.id.in_(_possible(report_ids)))
        .order_by(ItemReport.id)
        .with_for_update(of=ItemReport),
        execution_options={"populate_existing": True},
    ).all()
    if not found or len(found) < len(set(report_ids)):
        raise NotFoundError(N_("There is no such report."))
    return found


def _ensure_none_newer(session: Session, closed: Sequence[ItemReport]) -> None:
    wanted = {(each.reporter_id, each.item_version_id) for each in closed}
    again = session.execute(
        select(ItemReport.reporter_id, ItemReport.item_version_id).where(
            ItemReport.state == ReportState.OPEN,
            ItemReport.reporter_id.in_({reporter for reporter, _version in wanted}),
        )
    )
    if len(wanted) < len(closed) or any(tuple(row) in wanted for row in again):
        raise ConflictError(
            N_(
                "The student has reported the same question again since then."
                " Decide about the newer report."
            )
        )


def _record(
    session: Session, action: str, found: ItemReport, *, actor: User, now: datetime
) -> None:
    audit.record(session, action, "report", found.id, actor=actor, at=now, note=found.note)
