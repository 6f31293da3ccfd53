"""The daily purge of files, jobs, imports, reports, pictures and what is in the bin.

Files go whose job is over for a day; jobs, imports, the reports of articles that came together and
what is in the bin after a month, and then pictures that nothing refers to. What is left is counted,
for the planner of queries.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from quizapp.domain.jobs import JOBS_KEPT
from quizapp.jobs.contract import Kind, Report
from quizapp.services import article_batches, binning, database, mails, uploads
from quizapp.services.importing import staging
from quizapp.services.job_running import HeldJob

__all__ = ["PURGE"]

#: A step deletes at most so many; a file may have 50 MB, which the database has to write.
_FILES_A_STEP = 10
_JOBS_A_STEP = 500
#: An import may have thousands of questions.
_IMPORTS_A_STEP = 5
_PICTURES_A_STEP = 50
#: A set or an article may have hundreds of questions.
_BINNED_A_STEP = 20


def _purge(
    session: Session, job: HeldJob, _payload: Mapping[str, Any], report: Report
) -> dict[str, int]:
    # What is old enough does not change while it runs, nor when it is taken up again.
    now = job.created_at
    total = uploads.count_purgeable(session, now=now)
    files = rows = 0
    report(0, total)
    while gone := uploads.purge_uploads(session, now=now, limit=_FILES_A_STEP):
        files += gone
        report(files, total)
    while gone := uploads.purge_jobs(session, now=now, limit=_JOBS_A_STEP):
        rows += gone
        report(files + rows, total)
    while gone := staging.purge(session, now=now, limit=_IMPORTS_A_STEP):
        rows += gone
        report(files + rows)
    while gone := article_batches.purge(session, now=now, limit=_IMPORTS_A_STEP):
        rows += gone
        report(files + rows)
    while gone := binning.purge(session, now=now, limit=_BINNED_A_STEP):
        rows += gone
        report(files + rows)
    while gone := mails.purge(session, before=now - JOBS_KEPT, limit=_JOBS_A_STEP):
        rows += gone
        report(files + rows)
    while gone := staging.purge_pictures(session, now=now, limit=_PICTURES_A_STEP):
        files += gone
        report(files + rows)
    database.refresh_statistics(session)
    return {"files": files, "jobs": rows}


PURGE = Kind("purge", _purge, every=timedelta(days=1))
