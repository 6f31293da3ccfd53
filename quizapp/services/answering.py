"""Inside an attempt: the question page, saving a response, the summary before submitting."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from quizapp.domain.attempts import PaletteState, count_states, palette_state, time_left
from quizapp.domain.items import ItemFormat, ItemType, StimulusText, TextFormat
from quizapp.domain.marking import MarkingScheme, ensure_may_respond
from quizapp.domain.responses import Response, response_as_data, response_from
from quizapp.errors import N_, InvalidInputError, NotFoundError
from quizapp.models import Attempt, ItemVersion, Quiz, ResponseRecord, StimulusRecord, User
from quizapp.services.closing import ensure_going_on, own_attempt
from quizapp.services.contents import content_of, with_content
from quizapp.services.shown_items import ShownItem, shown_item

__all__ = [
    "AttemptSummary",
    "PaletteSquare",
    "QuestionPage",
    "SavedResponse",
    "attempt_summary",
    "question_page",
    "save_response",
    "seconds_left",
    "stimulus_text",
]

#: The largest whole number that a browser counts exactly (2^53 − 1).
SEQUENCE_MAXIMUM: Final = 2**53 - 1


@dataclass(frozen=True, slots=True)
class PaletteSquare:
    """One square of the palette; positions count from 1."""

    position: int
    state: PaletteState


@dataclass(frozen=True, slots=True)
class QuestionPage:
    """One question of an attempt, without anything that would give its key away.

    Times in seconds and milliseconds; `seconds_left` is rounded up, None without a clock.
    """

    attempt_id: int
    quiz_id: int
    quiz_title: str
    position: int
    total: int
    type: ItemType
    text_format: TextFormat
    item: ShownItem
    response: Response
    marked: bool
    sequence: int
    time_ms: int
    format: ItemFormat
    stimulus: StimulusText | None
    languages: tuple[str, ...]
    not_attempted_allowed: bool
    scheme: MarkingScheme
    palette: tuple[PaletteSquare, ...]
    started_at: datetime
    deadline_at: datetime | None
    seconds_left: int | None


@dataclass(frozen=True, slots=True)
class SavedResponse:
    """What stands after a save. `stored` is False where a newer save had come before."""

    stored: bool
    sequence: int
    state: PaletteState
    saved_at: datetime | None
    seconds_left: int | None


@dataclass(frozen=True, slots=True)
class AttemptSummary:
    """What a student confirms before submitting."""

    attempt_id: int
    quiz_id: int
    quiz_title: str
    total: int
    counts: Mapping[PaletteState, int]
    palette: tuple[PaletteSquare, ...]
    scheme: MarkingScheme
    started_at: datetime
    deadline_at: datetime | None
    seconds_left: int | None


def question_page(
    session: Session,
    attempt_id: int,
    position: int,
    *,
    user: User,
    now: datetime,
    language: str | None = None,
) -> QuestionPage:
    """Show a question of the user's attempt, and note that it was visited.

    Args:
        session: where to look, and write the visit.
        attempt_id: the attempt.
        position: from 1.
        user: whose attempt it is.
        now: the time.
        language: to show it in; the user's where it is None, the item's first where it has not
            that one.

    Raises:
        NotFoundError: no attempt of the user's, or no such question in it.
        AttemptOverError: it is submitted, or its time is up.
    """
    attempt = own_attempt(session, attempt_id, user=user)
    ensure_going_on(attempt, now)
    record = _record(session, attempt, position)
    if not record.visited:
        record.visited = True
        session.flush()
    version = session.scalars(
        select(ItemVersion)
        .where(ItemVersion.id == record.item_version_id)
        .options(
            *with_content(),
            selectinload(ItemVersion.stimulus).selectinload(StimulusRecord.texts),
        )
    ).one()
    content = content_of(version)
    response = response_from(record.response)
    shown = shown_item(content, record.option_order, response, language or user.language)
    palette = _palette(session, attempt)
    scheme = MarkingScheme.from_data(attempt.scheme)
    return QuestionPage(
        attempt_id=attempt.id,
        quiz_id=attempt.quiz_id,
        quiz_title=_title(session, attempt),
        position=position,
        total=len(palette),
        type=content.type,
        text_format=content.text_format,
        item=shown,
        response=response,
        marked=record.marked,
        sequence=record.sequence,
        time_ms=record.time_ms,
        format=content.format,
        stimulus=stimulus_text(version.stimulus, shown.language),
        languages=tuple(content.texts),
        not_attempted_allowed=scheme.has_not_attempted,
        scheme=scheme,
        palette=palette,
        started_at=attempt.started_at,
        deadline_at=attempt.deadline_at,
        seconds_left=seconds_left(attempt, now),
    )


def save_response(  # noqa: PLR0913 — what one save carries
    session: Session,
    attempt_id: int,
    position: int,
    *,
    user: User,
    now: datetime,
    response: Response | None,
    marked: bool | None = None,
    time_ms: int | None = None,
    sequence: int | None = None,
) -> SavedResponse:
    """Save what the student did with a question.

    Args:
        session: where to write.
        attempt_id: the attempt.
        position: of the question, from 1.
        user: whose attempt it is.
        now: the time.
        response: `Blank()` clears it; None leaves it as it is.
        marked: for review; None leaves it as it is.
        time_ms: the time spent on this question so far, in milliseconds. More than has passed
            since the start is cut to that, and what was saved before never shrinks.
        sequence: the number of this save of this question, growing. One that is not above the
            last one came late, and changes nothing. None takes the next number.

    Raises:
        NotFoundError: no attempt of the user's, or no such question in it.
        AttemptOverError: it is submitted, or its time is up; nothing is saved.
        InvalidInputError: field response, time_ms or sequence.
    """
    attempt = own_attempt(session, attempt_id, user=user, lock=True)
    ensure_going_on(attempt, now)
    record = _record(session, attempt, position)
    _ensure_number(sequence, "sequence", lowest=1)
    _ensure_number(time_ms, "time_ms", lowest=0)
    if response is not None:
        _ensure_may_respond(session, attempt, record, response)
    if sequence is not None and sequence <= record.sequence:
        return _saved(attempt, record, now, stored=False)
    if response is not None:
        record.response = response_as_data(response)
    if marked is not None:
        record.marked = marked
    if time_ms is not None:
        passed = int((now - attempt.started_at).total_seconds() * 1000)
        record.time_ms = max(record.time_ms, min(time_ms, passed))
    record.visited = True
    record.sequence = record.sequence + 1 if sequence is None else sequence
    record.saved_at = now
    session.flush()
    return _saved(attempt, record, now, stored=True)


def attempt_summary(
    session: Session, attempt_id: int, *, user: User, now: datetime
) -> AttemptSummary:
    """Sum up an attempt in progress.

    Raises:
        NotFoundError: no attempt of the user's.
        AttemptOverError: it is submitted, or its time is up.
    """
    attempt = own_attempt(session, attempt_id, user=user)
    ensure_going_on(attempt, now)
    palette = _palette(session, attempt)
    return AttemptSummary(
        attempt_id=attempt.id,
        quiz_id=attempt.quiz_id,
        quiz_title=_title(session, attempt),
        total=len(palette),
        counts=count_states(square.state for square in palette),
        palette=palette,
        scheme=MarkingScheme.from_data(attempt.scheme),
        started_at=attempt.started_at,
        deadline_at=attempt.deadline_at,
        seconds_left=seconds_left(attempt, now),
    )


def seconds_left(attempt: Attempt, now: datetime) -> int | None:
    """Give the time left in seconds, rounded up: 0 only once it is up."""
    left = time_left(now, attempt.deadline_at)
    return None if left is None else -int(-left.total_seconds() // 1)


def stimulus_text(stimulus: StimulusRecord | None, language: str) -> StimulusText | None:
    """Give the passage or data set in this language, or in its first one."""
    if stimulus is None or not stimulus.texts:
        return None
    texts = {text.language: text for text in stimulus.texts}
    text = texts.get(language, stimulus.texts[0])
    return StimulusText(text.title, text.body)


def _record(session: Session, attempt: Attempt, position: int) -> ResponseRecord:
    found = session.scalar(
        select(ResponseRecord).where(
            ResponseRecord.attempt_id == attempt.id,
            ResponseRecord.position == min(max(position, 0), 2**31 - 1),
        ),
        execution_options={"populate_existing": True},
    )
    if found is None:
        raise NotFoundError(N_("This attempt has no question %(position)d."), position=position)
    return found


def _ensure_number(value: int | None, field: str, *, lowest: int) -> None:
    if value is not None and not lowest <= value <= SEQUENCE_MAXIMUM:
        raise InvalidInputError(
            N_("This must be a whole number from %(lowest)d on, not %(value)d."),
            field=field,
            lowest=lowest,
            value=value,
        )


def _ensure_may_respond(
    session: Session, attempt: Attempt, record: ResponseRecord, response: Response
) -> None:
    version = session.scalars(
        select(ItemVersion).where(ItemVersion.id == record.item_version_id).options(*with_content())
    ).one()
    ensure_may_respond(content_of(version), response, MarkingScheme.from_data(attempt.scheme))


def _palette(session: Session, attempt: Attempt) -> tuple[PaletteSquare, ...]:
    rows = session.execute(
        select(
            ResponseRecord.position,
            ResponseRecord.visited,
            ResponseRecord.response,
            ResponseRecord.marked,
        )
        .where(ResponseRecord.attempt_id == attempt.id)
        .order_by(ResponseRecord.position)
    )
    return tuple(
        PaletteSquare(
            row.position,
            palette_state(
                visited=row.visited, response=response_from(row.response), marked=row.marked
            ),
        )
        for row in rows
    )


def _title(session: Session, attempt: Attempt) -> str:
    return session.scalars(select(Quiz.title).where(Quiz.id == attempt.quiz_id)).one()


def _saved(
    attempt: Attempt, record: ResponseRecord, now: datetime, *, stored: bool
) -> SavedResponse:
    return SavedResponse(
        stored=stored,
        sequence=record.sequence,
        state=palette_state(
            visited=record.visited,
            response=response_from(record.response),
            marked=record.marked,
        ),
        saved_at=record.saved_at,
        seconds_left=seconds_left(attempt, now),
    )
