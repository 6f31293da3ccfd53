"""A kind of work for tests, and a bench to try workers on, with a clock that the test sets."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from factories import NOW, JobFactory, use_session
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from quizapp.jobs.contract import Kind, Report
from quizapp.jobs.running import Worker
from quizapp.models import Job, User
from quizapp.services import jobs
from quizapp.services.job_running import HeldJob

Step = Callable[[int], None]


@dataclass
class Counting:
    """Marks the first `to` people, by id. `before` and `during` are called in each step."""

    before: Step = lambda _number: None
    during: Step = lambda _number: None
    attempts: list[int] = field(default_factory=list)

    def run(
        self, session: Session, job: HeldJob, payload: Mapping[str, Any], report: Report
    ) -> dict[str, Any]:
        self.attempts.append(job.attempt)
        total = payload["to"]
        for number in range(job.progress.done, total):
            self.before(number)
            one = select(User).order_by(User.id).offset(number).limit(1).with_for_update()
            person = session.scalars(one).one()
            person.display_name += "+"
            session.flush()
            self.during(number)
            report(number + 1, total)
        return {"counted": total}

    def undo(self, session: Session, _job: HeldJob, payload: Mapping[str, Any]) -> None:
        for person in session.scalars(select(User).order_by(User.id).limit(payload["to"])):
            person.display_name = person.display_name.rstrip("+")

    @property
    def kinds(self) -> dict[str, Kind]:
        return {"count": Kind("count", self.run, clean_up=self.undo)}


def marks(session: Session) -> list[int]:
    """How often each person was marked, by id."""
    return [
        name.count("+") for name in session.scalars(select(User.display_name).order_by(User.id))
    ]


@dataclass
class Bench:
    """A database with people and jobs, and what a test does with them."""

    engine: Engine
    now: datetime = NOW
    stop: bool = False
    owner_id: int = 0
    counting: Counting = field(default_factory=Counting)

    def worker(self) -> Worker:
        return Worker(
            self.engine,
            self.counting.kinds,
            now=lambda: self.now,
            stopping=lambda: self.stop,
        )

    def time_passes(self, time: timedelta) -> None:
        self.now += time

    def job(self, **fields: object) -> int:
        """Store a job that marks three people."""
        with Session(self.engine) as session:
            use_session(session)
            owner = session.get_one(User, self.owner_id)
            job_id = JobFactory(**{"owner": owner, "payload": {"to": 3}, **fields}).id
            session.commit()
            return job_id

    def cancel(self, job_id: int) -> None:
        with Session(self.engine) as session:
            owner = session.get_one(User, self.owner_id)
            jobs.cancel(session, job_id, actor=owner, now=self.now)
            session.commit()

    def row(self, job_id: int) -> Job:
        with Session(self.engine, expire_on_commit=False) as session:
            return session.get_one(Job, job_id)

    def marks(self) -> list[int]:
        with Session(self.engine) as session:
            return marks(session)
