"""Several articles at once: a file a step is read, and questions are written from it."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from quizapp.jobs.contract import Kind, Report
from quizapp.services import article_batch_reading as reading
from quizapp.services.article_batches import READ_JOB
from quizapp.services.job_running import HeldJob

__all__ = ["READ_ARTICLES"]


def _read(
    session: Session, job: HeldJob, payload: Mapping[str, Any], report: Report
) -> dict[str, int]:
    shelf = reading.Shelf()
    while taken := reading.take_next(session, payload["batch"], shelf, owner_id=job.owner_id):
        # Ends the transaction: writing questions takes a while, and nobody should wait for it.
        report(taken.done, taken.total)
        outcome = reading.read(taken)
        reading.store(session, taken, outcome, now=report.now())
        report(taken.done + 1, taken.total)
    return reading.result(session, payload["batch"])


def _leave(session: Session, _job: HeldJob, payload: Mapping[str, Any]) -> None:
    reading.leave_rest(session, payload["batch"])


READ_ARTICLES = Kind(READ_JOB, _read, clean_up=_leave)
