from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.domain.attempts import (
    AttemptState,
    PaletteState,
    SubmittedBy,
    count_states,
    deadline,
    ensure_may_answer,
    ensure_may_start,
    extra_time,
    is_over,
    palette_state,
    submission,
    time_left,
)
from quizapp.domain.responses import Blank, Chosen, NotAttempted, Response
from quizapp.errors import ConflictError, InvalidInputError

START = datetime(2026, 5, 1, 4, 30, tzinfo=UTC)
TWO_HOURS = START + timedelta(hours=2)
SECOND = timedelta(seconds=1)


def test_a_deadline_is_the_start_and_the_time_allowed() -> None:
    assert deadline(START, 120) == TWO_HOURS
    assert deadline(START, 120, extra_time(120, 33)) == TWO_HOURS + timedelta(seconds=2376)


def test_without_a_clock_there_is_no_end() -> None:
    assert deadline(START, None) is None
    assert not is_over(START + timedelta(days=9), None)
    assert time_left(START, None) is None


@pytest.mark.parametrize(("minutes", "hours"), [(120, 1), (None, 1), (30, 0.5)])
def test_no_attempt_outlasts_its_quiz(minutes: int | None, hours: float) -> None:
    closes = START + timedelta(hours=1)
    assert deadline(START, minutes, closes_at=closes) == START + timedelta(hours=hours)


@pytest.mark.parametrize("minutes", [0, -5, 1441])
def test_a_time_that_is_none_is_refused(minutes: int) -> None:
    with pytest.raises(InvalidInputError, match=f"1 to 1440 minutes, not {minutes}"):
        deadline(START, minutes)


def test_extra_time_is_rounded_up_to_the_second_and_never_negative() -> None:
    assert extra_time(1, 1) == SECOND
    assert extra_time(60, 0) == timedelta(0)
    with pytest.raises(InvalidInputError, match="cannot be negative"):
        extra_time(60, -1)


def test_the_deadline_itself_is_too_late() -> None:
    assert not is_over(TWO_HOURS - SECOND, TWO_HOURS)
    assert is_over(TWO_HOURS, TWO_HOURS)


def test_zones_do_not_matter_but_their_absence_does() -> None:
    india = timezone(timedelta(hours=5, minutes=30))
    assert is_over(TWO_HOURS.astimezone(india), TWO_HOURS)
    naive = TWO_HOURS.replace(tzinfo=None)
    with pytest.raises(ValueError, match="no time zone"):
        is_over(naive, TWO_HOURS)
    with pytest.raises(ValueError, match="no time zone"):
        deadline(naive, 60)
    with pytest.raises(ValueError, match="no time zone"):
        deadline(START, 60, closes_at=naive)


@given(st.integers(1, 1440), st.integers(0, 100), st.integers(-100_000, 200_000))
def test_time_runs_out_exactly_when_the_attempt_is_over(
    minutes: int, percent: int, elapsed: int
) -> None:
    ends = deadline(START, minutes, extra_time(minutes, percent))
    now = START + timedelta(seconds=elapsed)
    left = time_left(now, ends)
    assert left is not None
    assert left >= timedelta(0)
    assert is_over(now, ends) is (left == timedelta(0))


def test_answers_are_taken_until_the_end() -> None:
    ensure_may_answer(AttemptState.IN_PROGRESS, TWO_HOURS, TWO_HOURS - SECOND)
    ensure_may_answer(AttemptState.IN_PROGRESS, None, TWO_HOURS)
    with pytest.raises(ConflictError, match="time is up"):
        ensure_may_answer(AttemptState.IN_PROGRESS, TWO_HOURS, TWO_HOURS)
    with pytest.raises(ConflictError, match="is submitted"):
        ensure_may_answer(AttemptState.SUBMITTED, TWO_HOURS, START)


def test_a_quiz_is_taken_while_it_is_open() -> None:
    ensure_may_start(None, None, START)
    ensure_may_start(START, TWO_HOURS, START)
    with pytest.raises(ConflictError, match="not open yet"):
        ensure_may_start(START, TWO_HOURS, START - SECOND)
    with pytest.raises(ConflictError, match="closed"):
        ensure_may_start(START, TWO_HOURS, TWO_HOURS)


def test_the_student_submits_in_time_and_the_clock_afterwards() -> None:
    assert submission(TWO_HOURS, START) == (START, SubmittedBy.STUDENT)
    assert submission(None, START) == (START, SubmittedBy.STUDENT)
    late = TWO_HOURS + timedelta(days=3)
    assert submission(TWO_HOURS, late) == (TWO_HOURS, SubmittedBy.CLOCK)


@pytest.mark.parametrize(
    ("visited", "response", "marked", "state"),
    [
        (False, Blank(), False, PaletteState.NOT_VISITED),
        (True, Blank(), False, PaletteState.NOT_ANSWERED),
        (True, Blank(), True, PaletteState.MARKED),
        (True, Chosen.of(0), False, PaletteState.ANSWERED),
        (True, Chosen.of(0), True, PaletteState.ANSWERED_MARKED),
        (True, NotAttempted(), False, PaletteState.ANSWERED),
        (False, Chosen.of(0), False, PaletteState.ANSWERED),
    ],
)
def test_the_five_states_of_the_palette(
    *, visited: bool, response: Response, marked: bool, state: PaletteState
) -> None:
    assert palette_state(visited=visited, response=response, marked=marked) is state


def test_all_states_are_counted_in_the_palette_s_order() -> None:
    counts = count_states([PaletteState.MARKED, PaletteState.ANSWERED, PaletteState.MARKED])
    assert list(counts.values()) == [0, 0, 1, 2, 0]
    assert list(counts) == list(PaletteState)
