"""A worker: takes jobs up, works on them step by step, and writes down how each one ended."""

import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from quizapp.domain.jobs import ATTEMPTS_MAXIMUM, JobProgress
from quizapp.errors import N_, InvalidInputError, Problem, QuizappError
from quizapp.jobs.contract import Kind
from quizapp.jobs.heartbeats import Heartbeat
from quizapp.models.engine import BEGIN_IMMEDIATE
from quizapp.services import job_running, jobs
from quizapp.services.job_running import HeldJob, JobLostError

__all__ = ["Worker"]

_log = logging.getLogger(__name__)


class _CancelledError(Exception):
    """Somebody asked for the job to be stopped."""


class _StoppingError(Exception):
    """The consumer stops; the job goes on after the next start."""


class Worker:
    """Does jobs, each in sessions of its own. One worker may be used by several threads."""

    def __init__(
        self,
        engine: Engine,
        kinds: Mapping[str, Kind],
        *,
        now: Callable[[], datetime],
        stopping: Callable[[], bool] = lambda: False,
    ) -> None:
        """Set the worker up.

        Args:
            engine: the database.
            kinds: what can be done, by name.
            now: the clock.
            stopping: whether the process is about to end.
        """
        self._engine = engine.execution_options(**BEGIN_IMMEDIATE)
        self._kinds = kinds
        self._now = now
        self._stopping = stopping

    def work(self, job_id: int) -> None:
        """Do a job, unless somebody else does it or it is over."""
        if self._stopping():
            return
        with Session(self._engine) as session:
            held = job_running.take_up(session, job_id, now=self._now())
            session.commit()
        if held is not None:
            self._do(held)

    def sweep(self) -> None:
        """Do what waits although nobody told us, and what other workers left behind.

        The work that the application does from time to time comes into being here as well. A job
        that goes wrong waits for the next sweep.
        """
        with Session(self._engine) as session:
            for kind in self._kinds.values():
                if kind.every is not None and (kind.due is None or kind.due(session, self._now())):
                    jobs.enqueue_when_due(session, kind.name, every=kind.every, now=self._now())
            waiting = job_running.due(session, now=self._now())
            session.commit()
        for job_id in waiting:
            try:
                self.work(job_id)
            except Exception:  # noqa: BLE001 — one job that cannot even be ended keeps no other waiting
                _log.exception("Job %s could not be worked on", job_id)

    def _do(self, held: HeldJob) -> None:
        _log.info("Job %s (%s), attempt %s", held.id, held.kind, held.attempt)
        with (
            Session(self._engine) as session,
            Heartbeat(self._engine, held, self._now) as heartbeat,
        ):
            try:
                self._work_to_an_end(session, held, heartbeat)
            except JobLostError as error:
                _log.warning("%s; what its step did is rolled back", error)

    def _work_to_an_end(self, session: Session, held: HeldJob, heartbeat: Heartbeat) -> None:
        """Do the work and write down how it ended. Raises `JobLostError`."""
        try:
            self._run(session, held, heartbeat)
        except JobLostError:
            raise
        except _CancelledError:
            self._clean_up(session, held)
            job_running.cancelled(session, held, now=self._now())
        except _StoppingError:
            session.rollback()
            job_running.give_back(session, held, counts=False)
        except QuizappError as error:
            self._fail(session, held, _problems_of(error))
        except Exception:  # noqa: BLE001 — whatever it is, the job must not be left as running
            _log.exception("Job %s (%s) went wrong", held.id, held.kind)
            if held.attempt < ATTEMPTS_MAXIMUM:
                session.rollback()
                job_running.give_back(session, held, counts=True)
            else:
                self._fail(session, held, _problems_of(_given_up()))
        session.commit()

    def _run(self, session: Session, held: HeldJob, heartbeat: Heartbeat) -> None:
        if held.cancel_asked:
            raise _CancelledError
        if held.exhausted:
            raise _given_up()
        kind = self._kinds.get(held.kind)
        if kind is None:
            raise QuizappError(N_("Work of the kind “%(kind)s” is not known here."), kind=held.kind)
        report = _Report(session, held, heartbeat, self._now, self._stopping)
        result = kind.run(session, held, held.payload, report)
        if job_running.heartbeat(session, held, now=self._now()):
            raise _CancelledError
        job_running.finish(session, held, result=result, now=self._now())

    def _fail(self, session: Session, held: HeldJob, problems: Sequence[Problem]) -> None:
        self._clean_up(session, held)
        job_running.fail(session, held, problems=problems, now=self._now())

    def _clean_up(self, session: Session, held: HeldJob) -> None:
        """Undo the step at hand, and what earlier ones built.

        When cleaning up fails, the job is ended nonetheless; when it killed the attempt before,
        which can only be after the last one, it is left.
        """
        session.rollback()
        kind = self._kinds.get(held.kind)
        if kind is None or kind.clean_up is None or held.attempt > ATTEMPTS_MAXIMUM + 1:
            return
        try:
            kind.clean_up(session, held, held.payload)
        except Exception:  # noqa: BLE001 — the job must end all the same
            _log.exception("Job %s (%s) could not be cleaned up", held.id, held.kind)
            session.rollback()


class _Report:
    """The end of a step, as `contract.Report` describes it."""

    def __init__(
        self,
        session: Session,
        held: HeldJob,
        heartbeat: Heartbeat,
        now: Callable[[], datetime],
        stopping: Callable[[], bool],
    ) -> None:
        self._session = session
        self._held = held
        self._heartbeat = heartbeat
        self._stopping = stopping
        self.now = now

    def __call__(self, done: int, total: int | None = None) -> None:
        progress = JobProgress(done, total)
        if job_running.heartbeat(self._session, self._held, now=self.now(), progress=progress):
            raise _CancelledError
        self._session.commit()
        self._heartbeat.step_ended()
        if self._stopping():
            raise _StoppingError


def _problems_of(error: QuizappError) -> Sequence[Problem]:
    if isinstance(error, InvalidInputError):
        return error.problems
    return [Problem(error.message, error.params)]


def _given_up() -> QuizappError:
    return QuizappError(
        N_(
            "This was tried %(attempts)d times and went wrong each time. "
            "What happened is in the log of the application; tell whoever runs it."
        ),
        attempts=ATTEMPTS_MAXIMUM,
    )
