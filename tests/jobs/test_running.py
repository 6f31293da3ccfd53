"""A worker: steps, mishaps, cancelling, stopping, and two workers on one job."""

import logging
import threading
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from workbench import Bench

from quizapp.domain.jobs import ATTEMPTS_MAXIMUM, LEASE, JobState
from quizapp.errors import N_, InvalidInputError, Problem
from quizapp.jobs.contract import Kind
from quizapp.jobs.heartbeats import Heartbeat
from quizapp.jobs.running import Worker
from quizapp.models import Job, User
from quizapp.models.engine import make_engine
from quizapp.services import job_running


class KilledError(BaseException):
    """The process ends here: nothing of ours gets to run."""


def test_a_job_is_done_step_by_step(bench: Bench) -> None:
    job_id = bench.job()
    seen: list[int] = []
    bench.counting.before = lambda _number: seen.append(bench.row(job_id).progress_done)

    bench.worker().work(job_id)

    row = bench.row(job_id)
    assert seen == [0, 1, 2]
    assert (row.state, row.result, row.attempts) == (JobState.DONE, {"counted": 3}, 1)
    assert (row.progress_done, row.progress_total) == (3, 3)
    assert (row.started_at, row.finished_at) == (bench.now, bench.now)
    assert bench.marks() == [1, 1, 1]


def test_a_message_that_comes_twice_does_nothing_twice(bench: Bench) -> None:
    job_id = bench.job()
    for _ in range(2):
        bench.worker().work(job_id)
    bench.worker().work(job_id + 1)
    assert bench.marks() == [1, 1, 1]
    assert bench.counting.attempts == [1]


def test_a_job_whose_message_was_lost_is_found(bench: Bench) -> None:
    jobs = [bench.job(), bench.job()]
    bench.worker().sweep()
    assert [bench.row(job).state for job in jobs] == [JobState.DONE] * 2


def test_a_killed_worker_is_followed_by_another(bench: Bench) -> None:
    job_id = bench.job()

    def be_killed(number: int) -> None:
        if number == 1:
            raise KilledError

    bench.counting.during = be_killed
    with pytest.raises(KilledError):
        bench.worker().work(job_id)
    bench.counting.during = lambda _number: None
    bench.worker().sweep()
    assert bench.row(job_id).state is JobState.RUNNING

    bench.time_passes(LEASE)
    bench.worker().sweep()

    assert bench.row(job_id).state is JobState.DONE
    assert bench.marks() == [1, 1, 1]
    assert bench.counting.attempts == [1, 2]


def test_a_worker_that_was_thought_dead_writes_nothing_more(bench: Bench) -> None:
    job_id = bench.job()
    other = bench.worker()

    def be_overtaken(number: int) -> None:
        if number == 1 and len(bench.counting.attempts) == 1:
            bench.time_passes(LEASE)
            other.sweep()

    # Before the step's first statement: on SQLite nobody could write while it is going on.
    bench.counting.before = be_overtaken
    bench.worker().work(job_id)

    assert bench.row(job_id).state is JobState.DONE
    assert bench.row(job_id).attempts == 2
    assert bench.marks() == [1, 1, 1]


def test_workers_racing_for_jobs_do_each_once(bench: Bench) -> None:
    jobs = [bench.job() for _ in range(4)]
    together = threading.Barrier(3)

    def sweep() -> None:
        together.wait()
        bench.worker().sweep()

    threads = [threading.Thread(target=sweep) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [bench.row(job).state for job in jobs] == [JobState.DONE] * 4
    assert bench.marks() == [4, 4, 4]


def test_a_job_is_cancelled_at_its_next_step_and_leaves_nothing(bench: Bench) -> None:
    job_id = bench.job()
    bench.counting.before = lambda number: bench.cancel(job_id) if number == 1 else None

    bench.worker().work(job_id)

    row = bench.row(job_id)
    assert (row.state, row.finished_at) == (JobState.CANCELLED, bench.now)
    assert bench.marks() == [0, 0, 0]


def test_a_job_whose_worker_died_can_still_be_cancelled(bench: Bench) -> None:
    job_id = bench.job()

    def be_killed(number: int) -> None:
        if number == 1:
            raise KilledError

    bench.counting.during = be_killed
    with pytest.raises(KilledError):
        bench.worker().work(job_id)
    bench.cancel(job_id)
    assert bench.row(job_id).state is JobState.RUNNING
    bench.time_passes(LEASE)
    bench.worker().sweep()
    assert bench.row(job_id).state is JobState.CANCELLED
    assert bench.marks() == [0, 0, 0]
    assert bench.counting.attempts == [1]


def test_a_job_that_is_cancelled_before_it_began_takes_back_its_cause(bench: Bench) -> None:
    job_id = bench.job()
    undone: list[int] = []
    kind = Kind(
        "count",
        bench.counting.run,
        clean_up=lambda _session, job, _payload: undone.append(job.id),
    )
    bench.cancel(job_id)
    Worker(bench.engine, {"count": kind}, now=lambda: bench.now).work(job_id)
    assert bench.row(job_id).state is JobState.CANCELLED
    assert undone == [job_id]
    assert bench.counting.attempts == []


def test_a_job_that_ends_while_it_is_cancelled_is_cancelled(bench: Bench) -> None:
    job_id = bench.job(payload={"to": 0})
    kind = Kind("count", lambda *_arguments: bench.cancel(job_id) or {})
    Worker(bench.engine, {"count": kind}, now=lambda: bench.now).work(job_id)
    assert bench.row(job_id).state is JobState.CANCELLED


def test_a_consumer_that_stops_gives_its_job_back(bench: Bench) -> None:
    job_id = bench.job()

    def stop(number: int) -> None:
        bench.stop = number == 1

    bench.counting.during = stop
    bench.worker().work(job_id)
    row = bench.row(job_id)
    assert (row.state, row.attempts, row.progress_done) == (JobState.QUEUED, 0, 2)
    bench.worker().work(job_id)
    assert bench.row(job_id).state is JobState.QUEUED

    bench.stop = False
    bench.worker().sweep()

    assert bench.row(job_id).state is JobState.DONE
    assert bench.marks() == [1, 1, 1]


def test_bad_input_fails_at_once_and_says_why(bench: Bench) -> None:
    problems = [
        Problem(N_("Line %(line)d has no key."), {"line": 3}, file="a.txt", line=3),
        Problem(N_("Too many options."), field="items.4"),
    ]

    def refuse(number: int) -> None:
        if number == 2:
            raise InvalidInputError.from_problems(problems)

    bench.counting.during = refuse
    job_id = bench.job()
    bench.worker().work(job_id)
    row = bench.row(job_id)
    assert row.state is JobState.FAILED
    assert [Problem(**each) for each in row.problems] == problems
    assert bench.marks() == [0, 0, 0]


def test_a_mishap_is_tried_again_and_then_given_up(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    def stumble(number: int) -> None:
        if number == 1:
            raise ZeroDivisionError

    bench.counting.during = stumble
    job_id = bench.job()
    for attempt in range(1, ATTEMPTS_MAXIMUM):
        bench.worker().sweep()
        row = bench.row(job_id)
        assert (row.state, row.attempts, row.progress_done) == (JobState.QUEUED, attempt, 1)
    bench.worker().sweep()
    row = bench.row(job_id)
    assert row.state is JobState.FAILED
    assert Problem(**row.problems[0]).text.startswith("This was tried 3 times and went wrong")
    assert caplog.text.count("(count) went wrong") == ATTEMPTS_MAXIMUM
    assert bench.marks() == [0, 0, 0]
    bench.worker().sweep()
    assert bench.counting.attempts == [1, 2, 3]


def test_a_job_that_kills_its_workers_is_given_up(bench: Bench) -> None:
    def be_killed(_number: int) -> None:
        raise KilledError

    bench.counting.during = be_killed
    job_id = bench.job()
    for _ in range(ATTEMPTS_MAXIMUM):
        with pytest.raises(KilledError):
            bench.worker().sweep()
        bench.time_passes(LEASE)
    bench.worker().sweep()
    row = bench.row(job_id)
    assert (row.state, row.attempts) == (JobState.FAILED, ATTEMPTS_MAXIMUM + 1)
    assert bench.counting.attempts == [1, 2, 3]


@pytest.mark.parametrize("undo", [ZeroDivisionError, KilledError])
def test_a_job_ends_though_cleaning_up_does_not_work(
    bench: Bench, undo: type[BaseException], caplog: pytest.LogCaptureFixture
) -> None:
    def clean_up(session: Session, *_arguments: object) -> None:
        for person in session.scalars(select(User)):
            person.display_name = "Lost"
        session.flush()
        raise undo

    def go_wrong(*_arguments: object) -> dict[str, int]:
        raise OverflowError

    job_id = bench.job()
    kinds = {"count": Kind("count", go_wrong, clean_up=clean_up)}
    for _ in range(ATTEMPTS_MAXIMUM + 2):
        try:
            Worker(bench.engine, kinds, now=lambda: bench.now).sweep()
        except KilledError:
            bench.time_passes(LEASE)
    assert bench.row(job_id).state is JobState.FAILED
    assert bench.marks() == [0, 0, 0]
    with Session(bench.engine) as session:
        assert "Lost" not in session.scalars(select(User.display_name)).all()
    assert "OverflowError" in caplog.text


def test_work_of_an_unknown_kind_fails_with_its_name(bench: Bench) -> None:
    job_id = bench.job(kind="dance")
    bench.worker().work(job_id)
    assert "“dance”" in Problem(**bench.row(job_id).problems[0]).text


def test_one_job_that_cannot_be_ended_keeps_no_other_waiting(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    unstorable, fine = bench.job(kind="odd"), bench.job()
    kinds = {**bench.counting.kinds, "odd": Kind("odd", lambda *_arguments: {"now": bench})}
    Worker(bench.engine, kinds, now=lambda: bench.now).sweep()
    assert bench.row(fine).state is JobState.DONE
    assert bench.row(unstorable).state is not JobState.DONE
    assert "is not JSON serializable" in caplog.text


def test_a_slow_step_keeps_its_job(bench: Bench) -> None:
    job_id = bench.job()
    with Session(bench.engine) as session:
        held = job_running.take_up(session, job_id, now=bench.now)
        session.commit()
    assert held is not None
    bench.time_passes(LEASE / 2)
    renewed = threading.Event()

    def now() -> datetime:
        if bench.row(job_id).heartbeat_at == bench.now:
            renewed.set()
        return bench.now

    with Heartbeat(bench.engine, held, now, seconds=0.02):
        assert renewed.wait(10)
    assert bench.row(job_id).lease_until == bench.now + LEASE


def test_a_heartbeat_falls_silent_when_the_job_is_lost_or_hangs(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    job_id = bench.job()
    with Session(bench.engine) as session:
        held = job_running.take_up(session, job_id, now=bench.now)
        assert held is not None
        job_running.finish(session, held, result={}, now=bench.now)
        session.commit()
    with Heartbeat(bench.engine, held, lambda: bench.now, seconds=0.01) as heartbeat:
        heartbeat._thread.join(10)
        assert not heartbeat._thread.is_alive()
    monkeypatch.setattr("quizapp.jobs.heartbeats.STEP_MAXIMUM", timedelta(0))
    with Heartbeat(bench.engine, held, lambda: bench.now, seconds=0.01) as heartbeat:
        heartbeat._thread.join(10)
        assert not heartbeat._thread.is_alive()
    assert "one step takes more than" in caplog.text


def test_a_heartbeat_survives_a_database_that_does_not_answer(
    bench: Bench, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with Session(bench.engine) as session:
        held = job_running.take_up(session, bench.job(), now=bench.now)
        session.rollback()
    assert held is not None
    enough = threading.Event()
    beats: list[int] = []

    def now() -> datetime:
        beats.append(1)
        if len(beats) == 3:
            enough.set()
        return bench.now

    without_tables = make_engine(f"sqlite:///{tmp_path / 'empty.sqlite3'}")
    with caplog.at_level(logging.INFO, "quizapp"), Heartbeat(without_tables, held, now, seconds=0):
        assert enough.wait(10)
    without_tables.dispose()
    assert "a heartbeat was lost" in caplog.text


def test_periodic_work_begins_once_a_day(bench: Bench) -> None:
    runs: list[int] = []
    kind = Kind("daily", lambda *_arguments: runs.append(1) or {}, every=timedelta(days=1))
    worker = Worker(bench.engine, {"daily": kind}, now=lambda: bench.now)
    for hours, expected in ((0, 1), (1, 1), (22, 1), (1, 2)):
        bench.time_passes(timedelta(hours=hours))
        worker.sweep()
        assert len(runs) == expected
    with Session(bench.engine) as session:
        assert session.scalars(select(Job.owner_id)).all() == [None, None]
