"""Jobs as workers see them: the hold, and what becomes of one that was lost."""

from datetime import timedelta

import pytest
from factories import NOW, JobFactory, use_session
from sqlalchemy import Engine
from sqlalchemy.orm import Session
from test_concurrency import at_once

from quizapp.domain.jobs import ATTEMPTS_MAXIMUM, LEASE, JobProgress, JobState
from quizapp.errors import N_, Problem
from quizapp.models import Job
from quizapp.services import job_running, jobs
from quizapp.services.job_running import HeldJob, JobLostError

SECOND = timedelta(seconds=1)


def taken(session: Session, job: Job, after: timedelta = timedelta(0)) -> HeldJob:
    held = job_running.take_up(session, job.id, now=NOW + after)
    assert held is not None
    return held


def test_two_workers_racing_for_a_job_get_it_once(shared_engine: Engine) -> None:
    with Session(shared_engine) as session:
        use_session(session)
        job_id = JobFactory().id
        session.commit()
    results, failures = at_once(
        shared_engine, lambda session, _: job_running.take_up(session, job_id, now=NOW)
    )
    assert failures == []
    held = [result for result in results if result is not None]
    assert [(each.id, each.attempt) for each in held] == [(job_id, 1)]


def test_what_is_due_waits_or_has_lost_its_worker(session: Session) -> None:
    lost, alive, waiting = JobFactory(), JobFactory(), JobFactory()
    JobFactory(state=JobState.CANCELLED, finished_at=NOW)
    for job in (lost, alive):
        taken(session, job)
    job_running.heartbeat(session, taken(session, alive, LEASE), now=NOW + LEASE)
    assert job_running.due(session, now=NOW + LEASE - SECOND) == [waiting.id]
    assert job_running.due(session, now=NOW + LEASE) == [lost.id, waiting.id]
    assert job_running.due(session, now=NOW + LEASE, limit=1) == [lost.id]


def test_a_job_is_not_taken_from_a_living_worker(session: Session) -> None:
    job = JobFactory()
    held = taken(session, job)
    assert job_running.take_up(session, job.id, now=NOW + LEASE - SECOND) is None
    job_running.heartbeat(session, held, now=NOW + LEASE - SECOND)
    assert job_running.take_up(session, job.id, now=NOW + LEASE) is None
    for nothing in (job.id + 1, 0, 2**40):
        assert job_running.take_up(session, nothing, now=NOW) is None


def test_who_lost_the_job_can_write_nothing_more(session: Session) -> None:
    job = JobFactory()
    first = taken(session, job)
    second = taken(session, job, LEASE)
    now = NOW + LEASE
    with pytest.raises(JobLostError, match="attempt 1"):
        job_running.heartbeat(session, first, now=now, progress=JobProgress(5, 10))
    with pytest.raises(JobLostError):
        job_running.finish(session, first, result={}, now=now)
    with pytest.raises(JobLostError):
        job_running.give_back(session, first, counts=True)
    job_running.finish(session, second, result={"items": 3}, now=now)
    with pytest.raises(JobLostError):
        job_running.fail(session, second, problems=[Problem(N_("Too late."))], now=now)
    session.refresh(job)
    assert (job.state, job.result, job.attempts) == (JobState.DONE, {"items": 3}, 2)
    assert job_running.take_up(session, job.id, now=now + LEASE) is None


def test_progress_stays_for_the_next_attempt(session: Session) -> None:
    job = JobFactory(payload={"file": 7})
    held = taken(session, job)
    assert (held.attempt, held.progress, held.payload) == (1, JobProgress(), {"file": 7})
    assert not job_running.heartbeat(session, held, now=NOW, progress=JobProgress(5, 10))
    session.refresh(job)
    again = taken(session, job, LEASE)
    assert (again.attempt, again.progress, again.cancel_asked) == (2, JobProgress(5, 10), False)
    assert job.started_at == NOW


def test_a_worker_is_told_to_stop(session: Session) -> None:
    job = JobFactory()
    held = taken(session, job)
    job.cancel_asked_at = NOW
    session.flush()
    assert job_running.heartbeat(session, held, now=NOW)
    session.expire_all()
    assert taken(session, job, LEASE).cancel_asked


def test_what_is_given_back_counts_when_it_went_wrong(session: Session) -> None:
    job = JobFactory()
    job_running.give_back(session, taken(session, job), counts=False)
    session.expire_all()
    assert (job.state, job.attempts) == (JobState.QUEUED, 0)
    for attempt in range(1, ATTEMPTS_MAXIMUM + 1):
        held = taken(session, job)
        assert (held.attempt, held.exhausted) == (attempt, False)
        job_running.give_back(session, held, counts=True)
        session.expire_all()
    assert taken(session, job).exhausted


def test_why_it_failed_is_told_with_its_place(session: Session) -> None:
    problems = [
        Problem(N_("Line %(line)d is empty."), {"line": 3}, "items.0", "polity.yaml", 3),
        Problem(N_("%(what)s is odd."), {"what": timedelta(1)}),
    ]
    job = JobFactory()
    owner = job.owner_id
    job_running.fail(session, taken(session, job), problems=problems * 80, now=NOW)
    session.expire_all()
    rows = jobs._rows(session.execute(jobs._with_owner()).all())
    assert owner is not None
    assert rows[0].state is JobState.FAILED
    assert len(rows[0].problems) == 100
    assert str(rows[0].problems[0]) == "polity.yaml:3: items.0: Line 3 is empty."
    assert rows[0].problems[1].text == "1 day, 0:00:00 is odd."
