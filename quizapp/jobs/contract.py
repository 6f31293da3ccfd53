"""What a kind of background work is, and what it has to keep to.

A kind's `run(session, job, payload, report)` does the work in steps. `report(done, total)` ends a
step: it commits what the step did, together with the progress, and the next step begins with the
next statement on the session. It also ends the work where that was cancelled, was taken up by
another worker, or where the consumer stops; it raises then, and the step is rolled back. So

- a step happens once or not at all, and `job.progress` tells an attempt which steps are behind it;
- nothing but `report` commits, and nothing catches what it raises;
- on SQLite the first statement of a step, be it a SELECT, keeps others from writing until the step
  is reported: steps are short (a second or so), and what takes long is done between a report and
  the next statement (fetch the file, report, understand it, write the first part, report …);
- what must appear at once is built in steps where nobody sees it and shown by the last one; then
  `clean_up` deletes what was built when the work is cancelled or has failed for good;
- time is `report.now()`; everything else is the services' business, as with pages.

`run` returns what JSON can carry and the pages want to show of the result. An error of
`quizapp.errors` ends the job for good, and its problems are shown to its owner. Any other exception
is a mistake or a mishap of ours: it is logged, and the job is tried again, three times in all.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

from sqlalchemy.orm import Session

from quizapp.services.job_running import HeldJob

__all__ = ["Kind", "Report"]

Payload = Mapping[str, Any]


class Report(Protocol):
    """Ends the steps of a job."""

    def __call__(self, done: int, total: int | None = None) -> None:
        """Commit the step. `done` of `total` units are behind us (None: nobody knows yet)."""

    def now(self) -> datetime:
        """Return the time."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of work.

    `clean_up` runs in the transaction that ends a job without success, also before its first step.
    Work with `every` is the application's own: it is begun that often, with an empty payload,
    and only where `due` finds anything to do, if that is given.
    """

    name: str
    run: Callable[[Session, HeldJob, Payload, Report], Mapping[str, Any]]
    clean_up: Callable[[Session, HeldJob, Payload], None] | None = None
    every: timedelta | None = None
    due: Callable[[Session, datetime], bool] | None = None
