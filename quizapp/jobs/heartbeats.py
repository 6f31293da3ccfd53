"""The sign of life of a worker: a thread that renews the lease while a step takes its time."""

import logging
import threading
import time
from collections.abc import Callable
from datetime import datetime
from types import TracebackType
from typing import Self

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from quizapp.domain.jobs import HEARTBEAT, STEP_MAXIMUM
from quizapp.services import job_running
from quizapp.services.job_running import HeldJob, JobLostError

__all__ = ["Heartbeat"]

_log = logging.getLogger(__name__)


class Heartbeat:
    """Renews the lease of a job from a thread of its own, as long as the `with` block lasts.

    It falls silent when the job is lost, and when no step has ended for `STEP_MAXIMUM`: what hangs
    must not hold its job for ever.
    """

    def __init__(
        self,
        engine: Engine,
        held: HeldJob,
        now: Callable[[], datetime],
        *,
        seconds: float = HEARTBEAT.total_seconds(),
    ) -> None:
        """Args: `engine` whose transactions write, `now` the clock, `seconds` between beats."""
        self._engine = engine
        self._held = held
        self._now = now
        self._seconds = seconds
        self._step_began = time.monotonic()
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._beat, name=f"heartbeat-{held.id}", daemon=True)

    def step_ended(self) -> None:
        """Note that the work goes on."""
        self._step_began = time.monotonic()

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._over.set()
        self._thread.join()

    def _beat(self) -> None:
        while not self._over.wait(self._seconds):
            if time.monotonic() - self._step_began > STEP_MAXIMUM.total_seconds():
                _log.error("Job %s: one step takes more than %s", self._held.id, STEP_MAXIMUM)
                return
            try:
                with Session(self._engine) as session:
                    job_running.heartbeat(session, self._held, now=self._now())
                    session.commit()
            except JobLostError:
                return
            except SQLAlchemyError as error:
                # On SQLite a step that writes for long keeps us waiting; the next beat may come in.
                _log.info("Job %s: a heartbeat was lost (%s)", self._held.id, error)
