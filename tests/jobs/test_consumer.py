"""The consumer as a process: messages, kills, restarts, and only one of it."""

import os
import signal
import socket
import sys
import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import redis
from factories import TeacherFactory, use_session
from processes import ROOT, Started, environment
from sqlalchemy import Engine, update
from sqlalchemy.orm import Session
from workbench import Bench

from quizapp.domain.jobs import JobState
from quizapp.jobs.notifying import Notifier
from quizapp.models import Job
from quizapp.models.migrating import migrate

REDIS = os.environ.get("QUIZAPP_TEST_REDIS", "redis://127.0.0.1:6379/9")
PROGRAM = ROOT / "tests" / "jobs" / "consuming.py"
READY = "Background work is done by this process"

Consume = Callable[..., Started]


def _redis_answers() -> bool:
    try:
        with redis.Redis.from_url(REDIS, socket_connect_timeout=2) as client:
            return bool(client.ping())
    except redis.RedisError:
        return False


needs_redis = pytest.mark.skipif(
    not _redis_answers() and not os.environ.get("CI"), reason=f"Redis does not answer at {REDIS}"
)


@pytest.fixture(params=["file", pytest.param("redis", marks=needs_redis)])
def env(request: pytest.FixtureRequest, empty_engine: Engine, tmp_path: Path) -> dict[str, str]:
    """The environment of an installation, with each kind of database and of queue."""
    values = {
        "DATABASE_URL": empty_engine.url.render_as_string(hide_password=False),
        "INSTANCE_PATH": str(tmp_path / "instance"),
    }
    if request.param == "redis":
        values["REDIS_URL"] = REDIS
    return environment(**values)


@pytest.fixture
def bench(empty_engine: Engine) -> Bench:
    migrate(empty_engine)
    with Session(empty_engine) as session:
        use_session(session)
        people = TeacherFactory.create_batch(3)
        session.commit()
        return Bench(empty_engine, now=datetime.now(UTC), owner_id=people[0].id)


@pytest.fixture
def consume(env: dict[str, str], tmp_path: Path) -> Iterator[Consume]:
    """Start a consumer."""
    started: list[Started] = []

    def start(**more: str) -> Started:
        log = tmp_path / f"{uuid.uuid4().hex}.log"
        one = Started(log, sys.executable, PROGRAM, env={**env, **more})
        started.append(one)
        return one

    yield start
    for one in started:
        one.close()


def is_in(bench: Bench, job_id: int, state: JobState, done: int = 0) -> Callable[[], bool]:
    def asked() -> bool:
        row = bench.row(job_id)
        return row.state is state and row.progress_done >= done

    return asked


def test_a_message_is_worked_on_at_once(
    bench: Bench, consume: Consume, env: dict[str, str]
) -> None:
    consumer = consume()
    first = bench.job()
    consumer.waits_for(is_in(bench, first, JobState.DONE), "the sweep at the start")

    # The next sweep is a minute away, and would make up for a message that went astray.
    second = bench.job()
    Notifier(env)([second])
    consumer.waits_for(is_in(bench, second, JobState.DONE), "the job is done", seconds=40)

    consumer.signal(signal.SIGTERM)
    assert consumer.ends() == 0
    assert bench.marks() == [2, 2, 2]


def test_what_a_killed_consumer_left_is_finished_once(bench: Bench, consume: Consume) -> None:
    job_id = bench.job()
    killed = consume(HANGS_AT="1", GATE="/nowhere")
    killed.waits_for(is_in(bench, job_id, JobState.RUNNING, done=1), "the first step")
    killed.signal(signal.SIGKILL)
    assert killed.ends() == -signal.SIGKILL
    with Session(bench.engine) as session:
        # As if the time of the lease had passed.
        session.execute(update(Job).values(lease_until=datetime.now(UTC)))
        session.commit()

    consumer = consume()

    consumer.waits_for(is_in(bench, job_id, JobState.DONE), "the job is done")
    assert bench.row(job_id).attempts == 2
    assert bench.marks() == [1, 1, 1]


def test_a_job_survives_a_restart(bench: Bench, consume: Consume, tmp_path: Path) -> None:
    job_id = bench.job()
    gate = tmp_path / "gate"
    stopped = consume(HANGS_AT="1", GATE=str(gate))
    stopped.waits_for(is_in(bench, job_id, JobState.RUNNING, done=1), "the first step")
    stopped.signal(signal.SIGTERM)
    stopped.says("Shutting down gracefully")
    gate.touch()
    assert stopped.ends() == 0
    row = bench.row(job_id)
    # The step at hand came to its end, and the attempt does not count.
    assert (row.state, row.attempts, row.progress_done) == (JobState.QUEUED, 0, 2)

    consumer = consume()

    consumer.waits_for(is_in(bench, job_id, JobState.DONE), "the job is done")
    assert bench.marks() == [1, 1, 1]


def test_a_second_consumer_stands_by_and_takes_over(bench: Bench, consume: Consume) -> None:
    first = consume()
    first.says(READY)
    second = consume()
    second.says("Another consumer works on this database")
    assert READY not in second.written()
    first.signal(signal.SIGKILL)
    first.ends()
    job_id = bench.job()
    second.says(READY)
    second.waits_for(is_in(bench, job_id, JobState.DONE), "the job is done")


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({}, "The database is not at the newest migration. Run: make migrate"),
        (
            {"LOG_LEVEL": "loud"},
            "LOG_LEVEL is 'LOUD'; it must be one of DEBUG, INFO, WARNING, ERROR.",
        ),
        (
            {"DATABASE_URL": "sqlite://"},
            "DATABASE_URL is a database in memory, which no other process can work on.",
        ),
        ({"DATABASE_URL": "postgresql://127.0.0.1:1/quizapp"}, "The database does not answer:"),
    ],
    ids=lambda given: next(iter(given), "migration") if isinstance(given, dict) else "",
)
def test_what_keeps_it_from_working_is_said(
    values: dict[str, str], told: str, tmp_path: Path
) -> None:
    env = environment(INSTANCE_PATH=str(tmp_path / "instance"), **values)
    started = Started(tmp_path / "log", sys.executable, "-m", "quizapp.jobs", env=env)
    assert started.ends() == 1
    assert started.written().startswith(told)


def test_a_queue_that_does_not_answer_stops_nobody(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        url = f"redis://127.0.0.1:{nobody.getsockname()[1]}/0"
        Notifier({"INSTANCE_PATH": str(tmp_path), "REDIS_URL": url})([1, 2])
    assert "could not be told of the jobs [1, 2]" in caplog.text
