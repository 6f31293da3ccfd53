"""Reminding students of what closes within a day, one assignment a step."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final

from sqlalchemy.orm import Session

from quizapp.jobs.contract import Kind, Report
from quizapp.services import reminders
from quizapp.services.job_running import HeldJob

__all__ = ["REMIND"]

_EVERY: Final = timedelta(minutes=30)


def _remind(
    session: Session, _job: HeldJob, _payload: Mapping[str, Any], report: Report
) -> dict[str, int]:
    done = last = 0
    while found := reminders.remind_next(session, after=last, now=report.now()):
        last = found
        done += 1
        report(done)
    return {"assignments": done}


REMIND = Kind("remind", _remind, every=_EVERY, due=reminders.are_due)
