"""Question files that are read, and questions that are stored, while nobody waits for it."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from quizapp.errors import N_, NotFoundError
from quizapp.interchange.banks import SourceFile
from quizapp.jobs.contract import Kind, Report
from quizapp.models import Import
from quizapp.services import uploads
from quizapp.services.importing import staging, storing
from quizapp.services.job_running import HeldJob

__all__ = ["READ_QUESTIONS", "STORE_QUESTIONS"]


def _read(
    session: Session, job: HeldJob, payload: Mapping[str, Any], report: Report
) -> dict[str, int]:
    ids = payload["uploads"]
    for number in range(job.progress.done, len(ids)):
        upload = uploads.read(session, ids[number], owner_id=job.owner_id)
        # Ends the transaction: reading a file takes long, and checking its pictures too, and
        # nobody should wait for it.
        report(number, len(ids))
        read = staging.read_file(SourceFile(upload.data, upload.filename), payload["format"])
        known = staging.known_pictures(session, read)
        report(number, len(ids))
        read = staging.check_pictures(read, known)
        found = _import(session, payload["import"])
        staging.stage(session, found, number, read, now=report.now())
        report(number + 1, len(ids))
    found = _import(session, payload["import"])
    staging.end_reading(session, found)
    return {"import": found.id}


def _import(session: Session, import_id: int) -> Import:
    found = session.get(Import, import_id, with_for_update=True)
    if found is None:
        raise NotFoundError(N_("The import was thrown away meanwhile."))
    return found


def _forget(session: Session, _job: HeldJob, payload: Mapping[str, Any]) -> None:
    staging.give_up(session, payload["import"])


def _store(
    session: Session, _job: HeldJob, payload: Mapping[str, Any], report: Report
) -> dict[str, int]:
    found = _import(session, payload["import"])
    total = storing.count_chosen(session, found)
    left = total
    while left:
        left = storing.store_batch(session, found, now=report.now())
        report(total - left, total)
    set_id = storing.finish(session, found, now=report.now())
    return {"import": found.id, "set": set_id, "questions": total}


def _abandon(session: Session, _job: HeldJob, payload: Mapping[str, Any]) -> None:
    storing.abandon(session, payload["import"])


READ_QUESTIONS = Kind(staging.READ_JOB, _read, clean_up=_forget)
STORE_QUESTIONS = Kind(storing.STORE_JOB, _store, clean_up=_abandon)
