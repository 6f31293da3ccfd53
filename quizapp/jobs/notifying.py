"""How pages and commands tell the consumer of new jobs, whatever carries the message."""

import logging
import threading
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quizapp.jobs.queue import JobQueue

__all__ = ["Notifier"]

_log = logging.getLogger(__name__)


class Notifier:
    """Sends the ids of jobs that are committed. It never raises: a lost message is made up for.

    The queue is loaded with the first message, so that no command and no process that only shows
    pages pays for it.
    """

    def __init__(self, environ: Mapping[str, str]) -> None:
        """Args: `environ` of the process, which says where the queue is."""
        self._environ = environ
        self._opening = threading.Lock()
        self._queue: JobQueue | None = None

    def __call__(self, job_ids: Sequence[int]) -> None:
        """Send these ids."""
        try:
            queue = self._opened()
            for job_id in job_ids:
                queue.send(job_id)
        except Exception:  # noqa: BLE001 — whatever is wrong with the queue, the request succeeded
            _log.exception("The consumer could not be told of the jobs %s; it will look", job_ids)

    def _opened(self) -> "JobQueue":
        with self._opening:
            if self._queue is None:
                from quizapp.jobs.queue import JobQueue  # noqa: PLC0415 — see the class

                self._queue = JobQueue(self._environ)
            return self._queue
