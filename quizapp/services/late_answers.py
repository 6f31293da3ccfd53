"""Answers that arrived late: kept with the time of their arrival, counted if a teacher says so.

An answer is late when its question took no more: the time of its section or of the attempt was up,
or the attempt was submitted. Of a question the newest one is kept.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session, selectinload

from quizapp.domain.attempts import AttemptState
from quizapp.domain.items import TextFormat
from quizapp.domain.responses import Response, response_as_data, response_from
from quizapp.domain.saving import Arrival, Standing
from quizapp.errors import N_, ConflictError, NotFoundError
from quizapp.models import Attempt, LateResponse, ResponseRecord, User
from quizapp.services import audit
from quizapp.services.closing import mark_attempts
from quizapp.services.contents import content_of, with_content
from quizapp.services.ownership import ID_MAXIMUM, locked, own_quiz
from quizapp.services.paging import PER_PAGE, Page, fetch_page
from quizapp.services.shown_items import ShownItem, shown_item

__all__ = [
    "LateAnswer",
    "LateRow",
    "LateSave",
    "count_answer",
    "count_late",
    "keep_late",
    "late_answers",
    "list_late",
    "take_back",
]


@dataclass(frozen=True, slots=True)
class LateSave:
    """What came late to a question, from which page, and its number there."""

    response: Response
    client: str | None
    sequence: int


@dataclass(frozen=True, slots=True)
class LateAnswer:
    """An answer that arrived late, as the student's result tells of it."""

    response: Response
    arrived_at: datetime
    is_counted: bool


@dataclass(frozen=True, slots=True)
class LateRow:
    """An answer that arrived late, for the teacher; with the question as the student saw it.

    `standing` is what counts, or counted before this one did; `submitted_at` is None while the
    attempt goes on, and then nothing can be counted.
    """

    id: int
    attempt_id: int
    position: int
    item: ShownItem
    text_format: TextFormat
    late: LateAnswer
    standing: Response
    submitted_at: datetime | None
    counted_at: datetime | None
    counted_by: str | None = None
    student_name: str = ""


def keep_late(
    session: Session, attempt: Attempt, saves: Mapping[int, LateSave], *, now: datetime
) -> None:
    """Keep responses that came late to questions of a locked attempt: position → save.

    One that is sent again changes nothing, nor does any once the late answer is counted.
    """
    present = {
        row.position: row
        for row in session.scalars(
            select(LateResponse).where(
                LateResponse.attempt_id == attempt.id, LateResponse.position.in_(saves)
            )
        )
    }
    for position, save in saves.items():
        row = present.get(position)
        if row is None:
            row = LateResponse(attempt_id=attempt.id, position=position)
            session.add(row)
        elif row.counted_at is not None or Standing(0, row.client, row.sequence).has_taken(
            Arrival(save.client, save.sequence, 0)
        ):
            continue
        row.response = response_as_data(save.response)
        row.client, row.sequence = save.client, save.sequence
        row.arrived_at = now
    session.flush()


def late_answers(session: Session, attempt_id: int) -> dict[int, LateAnswer]:
    """Give what came late to an attempt: position → answer, in the paper's order."""
    rows = session.scalars(
        select(LateResponse)
        .where(LateResponse.attempt_id == attempt_id)
        .order_by(LateResponse.position)
    )
    return {row.position: _answer(row) for row in rows}


def count_late(session: Session, quiz_id: int) -> int:
    """Count the answers that came late to attempts at a quiz and are not counted."""
    return (
        session.scalar(
            select(func.count())
            .select_from(LateResponse)
            .join(Attempt, Attempt.id == LateResponse.attempt_id)
            .where(Attempt.quiz_id == quiz_id, LateResponse.counted_at.is_(None))
        )
        or 0
    )


def list_late(
    session: Session, quiz_id: int, *, user: User, page: int = 1, per_page: int = PER_PAGE
) -> Page[LateRow]:
    """List what came late to attempts at a quiz, the newest first, counted or not.

    As many queries for one answer as for many.

    Raises:
        NotFoundError: there is no quiz of the user's with this id.
    """
    quiz = own_quiz(session, quiz_id, user)
    statement = (
        select(LateResponse, Attempt, User.display_name)
        .join(Attempt, Attempt.id == LateResponse.attempt_id)
        .join(User, User.id == Attempt.user_id)
        .where(Attempt.quiz_id == quiz.id)
        .order_by(LateResponse.arrived_at.desc(), LateResponse.id.desc())
    )

    def make(rows: Sequence[Row[*tuple[Any, ...]]]) -> list[LateRow]:
        records = _records(session, [late for late, _attempt, _name in rows])
        names = _names(session, {late.counted_by_id for late, _attempt, _name in rows})
        return [
            replace(
                _row(late, attempt, records[late.attempt_id, late.position], user.language),
                student_name=name,
                counted_by=names.get(late.counted_by_id or 0),
            )
            for late, attempt, name in rows
        ]

    return fetch_page(session, statement, make, page=page, per_page=per_page)


def count_answer(
    session: Session, quiz_id: int, late_id: int, *, actor: User, now: datetime
) -> None:
    """Let a late answer count in place of what was saved in time, and mark the attempt again.

    Counting what is counted changes nothing.

    Raises:
        NotFoundError: no late answer to a quiz of the actor's.
        ConflictError: the attempt is still in progress.
    """
    late, attempt, record = _locked(session, quiz_id, late_id, actor)
    if late.counted_at is not None:
        return
    if attempt.state is not AttemptState.SUBMITTED:
        raise ConflictError(
            N_("This student is still working; count the answer once the test is submitted.")
        )
    late.replaced, record.response = record.response, late.response
    late.counted_at, late.counted_by_id = now, actor.id
    _mark_again(session, attempt, "late-answer.count", late, actor=actor, now=now)


def take_back(session: Session, quiz_id: int, late_id: int, *, actor: User, now: datetime) -> None:
    """Let count again what was saved in time. Taking back twice changes nothing.

    Raises:
        NotFoundError: no late answer to a quiz of the actor's.
    """
    late, attempt, record = _locked(session, quiz_id, late_id, actor)
    if late.counted_at is None:
        return
    record.response = late.replaced
    late.replaced = late.counted_at = late.counted_by_id = None
    _mark_again(session, attempt, "late-answer.take-back", late, actor=actor, now=now)


def _mark_again(
    session: Session,
    attempt: Attempt,
    action: str,
    late: LateResponse,
    *,
    actor: User,
    now: datetime,
) -> None:
    before = attempt.score_units
    session.flush()
    mark_attempts(session, [attempt])
    audit.record(
        session,
        action,
        "attempt",
        attempt.id,
        actor=actor,
        at=now,
        position=late.position,
        score_units_before=before,
        score_units=attempt.score_units,
        mark_denominator=attempt.mark_denominator,
    )
    session.flush()


def _locked(
    session: Session, quiz_id: int, late_id: int, actor: User
) -> tuple[LateResponse, Attempt, ResponseRecord]:
    quiz = own_quiz(session, quiz_id, actor)
    late = session.get(LateResponse, late_id) if 0 < late_id <= ID_MAXIMUM else None
    attempt = None if late is None else locked(session, Attempt, late.attempt_id)
    if late is None or attempt is None or attempt.quiz_id != quiz.id:
        raise NotFoundError(N_("There is no such late answer."))
    # Anew, now that nobody else can change it.
    session.refresh(late)
    record = session.get_one(ResponseRecord, (attempt.id, late.position), populate_existing=True)
    return late, attempt, record


def _answer(row: LateResponse) -> LateAnswer:
    return LateAnswer(response_from(row.response), row.arrived_at, row.counted_at is not None)


def _records(
    session: Session, rows: Sequence[LateResponse]
) -> dict[tuple[int, int], ResponseRecord]:
    wanted = {(row.attempt_id, row.position) for row in rows}
    found = session.scalars(
        select(ResponseRecord)
        .join(
            LateResponse,
            (LateResponse.attempt_id == ResponseRecord.attempt_id)
            & (LateResponse.position == ResponseRecord.position),
        )
        .where(LateResponse.id.in_([row.id for row in rows]))
        .options(*with_content(selectinload(ResponseRecord.version)))
    )
    records = {(each.attempt_id, each.position): each for each in found}
    return {key: records[key] for key in wanted}


def _names(session: Session, ids: set[int | None]) -> dict[int, str]:
    found = session.execute(select(User.id, User.display_name).where(User.id.in_(ids - {None})))
    return {row.id: row.display_name for row in found}


def _row(late: LateResponse, attempt: Attempt, record: ResponseRecord, language: str) -> LateRow:
    content = content_of(record.version)
    answer = _answer(late)
    return LateRow(
        id=late.id,
        attempt_id=attempt.id,
        position=late.position,
        item=shown_item(content, record.option_order, answer.response, language),
        text_format=content.text_format,
        late=answer,
        standing=response_from(record.response if late.replaced is None else late.replaced),
        submitted_at=attempt.submitted_at,
        counted_at=late.counted_at,
    )
