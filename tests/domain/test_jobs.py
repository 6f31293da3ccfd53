"""What may be done with a job in which state, and when a lease has run out."""

from datetime import UTC, datetime, timedelta

import pytest

from quizapp.domain.jobs import (
    HEARTBEAT,
    LEASE,
    OVER,
    JobProgress,
    JobState,
    ensure_may_be_cancelled,
    lease_until,
    may_be_taken_up,
)
from quizapp.errors import ConflictError

NOW = datetime(2026, 3, 14, 9, 26, 53, tzinfo=UTC)
QUEUED, RUNNING = JobState.QUEUED, JobState.RUNNING


@pytest.mark.parametrize("state", JobState)
def test_what_is_over_cannot_be_cancelled(state: JobState) -> None:
    if state in {QUEUED, RUNNING}:
        ensure_may_be_cancelled(state)
    else:
        with pytest.raises(ConflictError, match="is over"):
            ensure_may_be_cancelled(state)


def test_a_job_is_taken_up_while_it_waits_or_when_its_lease_ran_out() -> None:
    held = lease_until(NOW)
    assert may_be_taken_up(QUEUED, None, NOW)
    assert not may_be_taken_up(RUNNING, held, NOW)
    assert not may_be_taken_up(RUNNING, held, NOW + LEASE - timedelta(microseconds=1))
    assert may_be_taken_up(RUNNING, held, NOW + LEASE)
    assert not any(may_be_taken_up(state, None, NOW + LEASE) for state in OVER)


def test_a_worker_may_miss_some_heartbeats() -> None:
    assert 3 * HEARTBEAT < LEASE


@pytest.mark.parametrize(("done", "total"), [(-1, None), (4, 3)])
def test_progress_beyond_the_total_is_refused(done: int, total: int | None) -> None:
    with pytest.raises(ValueError, match="is no progress"):
        JobProgress(done, total)
