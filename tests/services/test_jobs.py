"""Jobs as people see them: with their cause, in lists, cancelled."""

from datetime import timedelta

import pytest
from databases import CountQueries
from factories import (
    NOW,
    AdminFactory,
    JobFactory,
    TeacherFactory,
    UploadFactory,
    UserFactory,
)
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from quizapp.domain.jobs import UNFINISHED_MAXIMUM, JobProgress, JobState
from quizapp.errors import ConflictError, NotAllowedError, NotFoundError
from quizapp.models import AuditEntry, Job, Upload
from quizapp.services import jobs

DAY = timedelta(days=1)


def test_a_job_comes_with_its_cause_and_its_files(session: Session) -> None:
    owner = TeacherFactory()
    mine, others = UploadFactory(owner=owner), UploadFactory()
    job_id = jobs.enqueue(
        session,
        "count",
        {"to": 3},
        owner=owner,
        subject="x" * 300,
        uploads=[mine.id, others.id],
        now=NOW,
    )
    session.expire_all()
    row = jobs.get_job(session, job_id, user=owner)
    assert (row.kind, row.state, row.subject) == ("count", JobState.QUEUED, "x" * 200)
    assert (row.progress, row.result, row.problems) == (JobProgress(), {}, ())
    assert session.get_one(Upload, mine.id).job_id == job_id
    assert session.get_one(Upload, others.id).job_id is None


def test_the_edge_is_told_once_what_was_enqueued(session: Session) -> None:
    owner = TeacherFactory()
    made = tuple(jobs.enqueue(session, "count", {}, owner=owner, now=NOW) for _ in range(2))
    assert jobs.take_enqueued(session) == made
    assert jobs.take_enqueued(session) == ()


def test_nobody_can_fill_the_queue_alone(session: Session) -> None:
    owner = TeacherFactory()
    for _ in range(UNFINISHED_MAXIMUM):
        last = jobs.enqueue(session, "count", {}, owner=owner, now=NOW)
    with pytest.raises(ConflictError, match=f"{UNFINISHED_MAXIMUM} pieces of your work wait"):
        jobs.enqueue(session, "count", {}, owner=owner, now=NOW)
    assert jobs.enqueue(session, "count", {}, owner=TeacherFactory(), now=NOW)
    done = session.get_one(Job, last)
    done.state, done.finished_at = JobState.DONE, NOW
    session.flush()
    assert jobs.enqueue(session, "count", {}, owner=owner, now=NOW)


def test_work_of_the_application_comes_when_it_is_due(session: Session) -> None:
    first = jobs.enqueue_when_due(session, "purge", every=DAY, now=NOW)
    assert first is not None
    assert jobs.enqueue_when_due(session, "purge", every=DAY, now=NOW + 2 * DAY) is None
    job = session.get_one(Job, first)
    job.state, job.finished_at = JobState.DONE, NOW
    session.flush()
    assert jobs.enqueue_when_due(session, "purge", every=DAY, now=NOW + DAY / 2) is None
    assert jobs.enqueue_when_due(session, "purge", every=DAY, now=NOW + DAY) is not None


@pytest.mark.parametrize("state", [JobState.RUNNING, JobState.QUEUED])
def test_a_job_is_cancelled_by_a_worker_that_is_told(session: Session, state: JobState) -> None:
    owner = TeacherFactory()
    lease = NOW + DAY if state is JobState.RUNNING else None
    job = JobFactory(owner=owner, state=state, lease_until=lease)
    for minutes in (0, 1):
        jobs.cancel(session, job.id, actor=owner, now=NOW + timedelta(minutes=minutes))
    row = jobs.get_job(session, job.id, user=owner)
    assert (row.state, row.stopping) == (state, True)
    assert job.cancel_asked_at == NOW
    assert jobs.take_enqueued(session) == (job.id,)
    entry = session.scalars(select(AuditEntry)).one()
    assert (entry.action, entry.subject_id, entry.actor_id) == ("job.cancel", job.id, owner.id)


@pytest.mark.parametrize("state", [JobState.DONE, JobState.CANCELLED])
def test_what_is_over_cannot_be_cancelled(session: Session, state: JobState) -> None:
    owner = TeacherFactory()
    job = JobFactory(owner=owner, state=state, finished_at=NOW)
    with pytest.raises(ConflictError, match="is over"):
        jobs.cancel(session, job.id, actor=owner, now=NOW)
    assert jobs.take_enqueued(session) == ()


def test_teachers_see_their_own_and_administrators_all(session: Session) -> None:
    asha, ravi, admin = TeacherFactory(), TeacherFactory(), AdminFactory()
    older = JobFactory(owner=asha, created_at=NOW - DAY, state=JobState.DONE, finished_at=NOW)
    newer, of_nobody = JobFactory(owner=asha), JobFactory(owner_id=None)
    of_ravi = JobFactory(owner=ravi)
    everything = [older.id, newer.id, of_nobody.id, of_ravi.id]
    assert [row.id for row in jobs.list_jobs(session, user=asha)] == [newer.id, older.id]
    assert {row.id for row in jobs.list_jobs(session, user=admin)} == set(everything)
    assert [row.id for row in jobs.these(session, everything, user=ravi)] == [of_ravi.id]
    assert jobs.count(session, user=asha) == jobs.JobCounts(all=2, unfinished=1)
    assert jobs.get_job(session, of_nobody.id, user=admin).owner_name is None
    for job_id in (of_ravi.id, of_nobody.id, 0, 2**40):
        with pytest.raises(NotFoundError):
            jobs.get_job(session, job_id, user=asha)
        with pytest.raises(NotFoundError):
            jobs.cancel(session, job_id, actor=asha, now=NOW)
    with pytest.raises(NotAllowedError):
        jobs.list_jobs(session, user=UserFactory())


def test_a_long_list_asks_no_more_than_a_short_one(
    session: Session, count_queries: CountQueries
) -> None:
    owner = TeacherFactory()
    JobFactory(owner=owner)
    with count_queries() as one:
        jobs.list_jobs(session, user=owner)
    JobFactory.create_batch(15, owner=owner)
    with count_queries() as many:
        jobs.list_jobs(session, user=owner)
    assert len(one) == len(many)


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"state": JobState.RUNNING}, "lease_of_running"),
        ({"state": JobState.DONE}, "finished_at"),
        ({"state": JobState.FAILED, "finished_at": NOW}, "problems_of_failed"),
        ({"result": {"items": 3}}, "result_of_done"),
        ({"progress_done": 4, "progress_total": 3}, "progress_within_total"),
        ({"kind": ""}, "kind_not_empty"),
    ],
)
def test_the_table_is_the_last_defence(
    session: Session, fields: dict[str, object], constraint: str
) -> None:
    with pytest.raises(IntegrityError, match=f"ck_jobs_{constraint}"):
        JobFactory(**fields)
    session.rollback()
