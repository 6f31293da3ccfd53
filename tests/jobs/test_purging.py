"""The daily purge, as the consumer does it."""

from datetime import timedelta

from factories import JobFactory, UploadFactory, use_session
from sqlalchemy import select
from sqlalchemy.orm import Session
from workbench import Bench

from quizapp.domain.jobs import FILES_KEPT, JOBS_KEPT, JobState
from quizapp.jobs.kinds import KINDS
from quizapp.jobs.running import Worker
from quizapp.models import Job, Upload


def test_the_sweep_purges_what_is_old_and_says_how_much(bench: Bench) -> None:
    long_ago = bench.now - JOBS_KEPT - timedelta(hours=1)
    with Session(bench.engine) as session:
        use_session(session)
        old = JobFactory(state=JobState.CANCELLED, finished_at=long_ago)
        for _ in range(12):
            UploadFactory(job_id=old.id, created_at=long_ago)
        fresh = UploadFactory(created_at=bench.now - FILES_KEPT / 2)
        session.commit()
        fresh_id, old_id = fresh.id, old.id

    Worker(bench.engine, KINDS, now=lambda: bench.now).sweep()

    with Session(bench.engine) as session:
        assert session.scalars(select(Upload.id)).all() == [fresh_id]
        assert session.get(Job, old_id) is None
        purge = session.scalars(select(Job)).one()
        assert (purge.kind, purge.owner_id, purge.state) == ("purge", None, JobState.DONE)
        assert purge.result == {"files": 12, "jobs": 1}
        assert (purge.progress_done, purge.progress_total) == (13, 13)
