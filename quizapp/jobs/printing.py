"""Papers and keys that are printed while nobody waits for them."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from quizapp.jobs.contract import Kind, Report
from quizapp.models import User
from quizapp.services import printing, uploads
from quizapp.services.job_running import HeldJob
from quizapp.services.printing import PaperLayout

__all__ = ["PRINT_PAPERS"]


def _print(
    session: Session, job: HeldJob, payload: Mapping[str, Any], report: Report
) -> dict[str, int]:
    owner = session.get_one(User, job.owner_id)
    bank = printing.prepare(
        session, payload["set"], user=owner, now=report.now(), only=payload["only"]
    )
    # Ends the transaction: drawing takes long, and nobody should wait for it.
    report(0)
    layout = PaperLayout.from_data(payload["layout"])
    written = printing.pdf(bank, layout, of_keys=payload["keys"])
    owner = session.get_one(User, job.owner_id)
    file_id = uploads.store_result(
        session,
        job_id=job.id,
        owner=owner,
        filename=written.filename,
        data=written.data,
        now=report.now(),
    )
    return {"file": file_id}


PRINT_PAPERS = Kind(printing.PRINT_JOB, _print)
