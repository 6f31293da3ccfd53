"""Attempts: their states, their clock, and what may follow what. `now` is always an argument.

Times are aware (`datetime` with a time zone); a naive one raises `ValueError`, since comparing it
with the server's clock could only be right by luck.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple, assert_never

from quizapp.domain.responses import Blank, Chosen, Entered, Matched, NotAttempted, Response
from quizapp.errors import N_, ConflictError, InvalidInputError

__all__ = [
    "AttemptState",
    "PaletteState",
    "Submission",
    "SubmittedBy",
    "count_states",
    "deadline",
    "ensure_may_answer",
    "ensure_may_start",
    "extra_time",
    "is_over",
    "palette_state",
    "submission",
    "time_left",
]

MINUTES_MAXIMUM = 24 * 60


class AttemptState(StrEnum):
    """Where an attempt is. The only step is from in progress to submitted."""

    IN_PROGRESS = "in-progress"
    SUBMITTED = "submitted"


class SubmittedBy(StrEnum):
    """Who ended an attempt."""

    STUDENT = "student"
    CLOCK = "clock"


class Submission(NamedTuple):
    """When an attempt ended and by whom."""

    at: datetime
    by: SubmittedBy


class PaletteState(StrEnum):
    """The five states of a square of the question palette."""

    NOT_VISITED = "not-visited"
    NOT_ANSWERED = "not-answered"
    ANSWERED = "answered"
    MARKED = "marked"
    """Marked for review, without an answer."""
    ANSWERED_MARKED = "answered-marked"
    """Answered and marked for review; the answer counts."""


def extra_time(minutes: int, percent: int) -> timedelta:
    """Work out the time that a student entitled to `percent` more gets on top of `minutes`.

    Exact to the second, rounded up. Raises `InvalidInputError` for a negative percentage.
    """
    if percent < 0:
        raise InvalidInputError(N_("Extra time cannot be negative."), field="extra_time_percent")
    seconds = Fraction(minutes * 60 * percent, 100)
    return timedelta(seconds=-(-seconds.numerator // seconds.denominator))


def deadline(
    started: datetime,
    minutes: int | None,
    extra: timedelta = timedelta(0),
    *,
    closes_at: datetime | None = None,
) -> datetime | None:
    """Say when an attempt is over at the latest; None when it has no end.

    `minutes` is None for a quiz without a clock. Where the quiz closes before the time is up, the
    attempt ends with it. Raises `InvalidInputError` for a time that is not 1 minute to 24 hours.
    """
    _ensure_aware(started)
    ends = []
    if minutes is not None:
        if not 1 <= minutes <= MINUTES_MAXIMUM:
            raise InvalidInputError(
                N_("The time must be 1 to %(maximum)d minutes, not %(minutes)d."),
                field="minutes",
                maximum=MINUTES_MAXIMUM,
                minutes=minutes,
            )
        ends.append(started + timedelta(minutes=minutes) + extra)
    if closes_at is not None:
        _ensure_aware(closes_at)
        ends.append(closes_at)
    return min(ends, default=None)


def is_over(now: datetime, deadline: datetime | None) -> bool:
    """Whether the time is up: the deadline itself is already too late."""
    _ensure_aware(now)
    return deadline is not None and now >= deadline


def time_left(now: datetime, deadline: datetime | None) -> timedelta | None:
    """Say how long the attempt may still take, never negative; None when it has no end."""
    _ensure_aware(now)
    return None if deadline is None else max(deadline - now, timedelta(0))


def ensure_may_start(opens_at: datetime | None, closes_at: datetime | None, now: datetime) -> None:
    """Raise `ConflictError` when a quiz that opens and closes at these times is not open now."""
    _ensure_aware(now)
    if opens_at is not None and now < opens_at:
        raise ConflictError(N_("This quiz is not open yet."))
    if closes_at is not None and now >= closes_at:
        raise ConflictError(N_("This quiz is closed."))


def ensure_may_answer(state: AttemptState, deadline: datetime | None, now: datetime) -> None:
    """Raise `ConflictError` when answers to the attempt no longer count."""
    match state:
        case AttemptState.SUBMITTED:
            raise ConflictError(
                N_("This attempt is submitted; its answers can no longer be changed.")
            )
        case AttemptState.IN_PROGRESS:
            if is_over(now, deadline):
                raise ConflictError(
                    N_("The time is up; the attempt counts with the answers saved until then.")
                )
        case _ as unreachable:
            assert_never(unreachable)


def submission(deadline: datetime | None, now: datetime) -> Submission:
    """Say how an attempt in progress ends that is submitted, or found to be over, now.

    Once the time is up it ended by the clock, at its deadline, whenever that is noticed.
    """
    if deadline is not None and is_over(now, deadline):
        return Submission(deadline, SubmittedBy.CLOCK)
    return Submission(now, SubmittedBy.STUDENT)


def palette_state(*, visited: bool, response: Response, marked: bool) -> PaletteState:
    """Say how a question stands in the palette.

    "Not attempted" is an answer here: the student has decided, and nothing is left to do. An
    answer or a review mark tells by itself that the question was visited.
    """
    match response:
        case Blank():
            if marked:
                return PaletteState.MARKED
            return PaletteState.NOT_ANSWERED if visited else PaletteState.NOT_VISITED
        case Chosen() | Entered() | Matched() | NotAttempted():
            return PaletteState.ANSWERED_MARKED if marked else PaletteState.ANSWERED
        case _ as unreachable:
            assert_never(unreachable)


def count_states(states: Iterable[PaletteState]) -> Mapping[PaletteState, int]:
    """Count the squares of each state, all five of them, in the palette's order."""
    counts = Counter(states)
    return {state: counts[state] for state in PaletteState}


def _ensure_aware(moment: datetime) -> None:
    if moment.tzinfo is None:
        message = f"{moment!r} has no time zone"
        raise ValueError(message)
