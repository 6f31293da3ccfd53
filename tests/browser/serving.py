"""The app as it is served to people: granian on a database of its own."""

import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import product
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from quizapp.domain.responses import Chosen, response_as_data
from quizapp.models import ItemVersion, Quiz, ResponseRecord, Role, User
from quizapp.models.engine import begin_writing, make_engine
from quizapp.services import attempts
from quizapp.services.accounts import sign_up

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent
PATIENCE_SECONDS = 60
DATABASE = "served.sqlite3"


@dataclass
class Server:
    """A running app: where it is, and what its demo accounts are."""

    url: str
    environment: dict[str, str]
    log: Path
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Serve, and wait until it answers."""
        port = self.url.rsplit(":", 1)[1]
        with self.log.open("ab") as output:
            self.process = subprocess.Popen(  # noqa: S603 - our own server
                [
                    *(BIN / "granian", "--interface", "wsgi", "--host", "127.0.0.1"),
                    *("--port", port, "--workers", "2", "--blocking-threads", "4"),
                    *("--no-ws", "wsgi:app"),
                ],
                stdout=output,
                stderr=subprocess.STDOUT,
                cwd=ROOT,
                env=self.environment,
                start_new_session=True,  # so that its workers can be killed with it
            )
        _wait_until_healthy(self.url, self.process, self.log)

    def kill(self) -> None:
        """End it and its workers at once, as a power cut does."""
        assert self.process is not None
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(timeout=20)

    def stop(self) -> None:
        """End it as an operator does."""
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(timeout=20)

    def add_student(self, name: str, password: str, display_name: str = "") -> None:
        """Make an account beside the server; a command for each would cost seconds."""
        engine = make_engine(self.environment["DATABASE_URL"])
        with Session(engine) as session:
            begin_writing(session)
            sign_up(
                session,
                username=name,
                password=password,
                display_name=display_name,
                now=datetime.now(UTC),
            )
            session.commit()
        engine.dispose()

    def add_teacher(self, name: str, password: str, display_name: str) -> None:
        """Make a teacher's account beside the server."""
        self.add_student(name, password, display_name)
        engine = make_engine(self.environment["DATABASE_URL"])
        with Session(engine) as session:
            begin_writing(session)
            made = session.scalars(select(User).where(User.username == name)).one()
            made.role = Role.TEACHER
            session.commit()
        engine.dispose()

    def hand_in(self, name: str, quiz: str, *, right: int) -> None:
        """Have a student take the newest quiz of this title beside the server, so many right."""
        engine = make_engine(self.environment["DATABASE_URL"])
        moment = datetime.now(UTC)
        with Session(engine) as session:
            begin_writing(session)
            user = session.scalars(select(User).where(User.username == name)).one()
            newest = select(Quiz.id).where(Quiz.title == quiz).order_by(Quiz.id.desc())
            attempt = attempts.start(
                session, session.scalars(newest).first() or 0, user=user, now=moment, rng=Random()
            )
            records = session.scalars(
                select(ResponseRecord)
                .where(ResponseRecord.attempt_id == attempt)
                .order_by(ResponseRecord.position)
            ).all()
            for record in records[:right]:
                key = session.get_one(ItemVersion, record.item_version_id).key["option"]
                record.response = response_as_data(Chosen(frozenset({key})))
            attempts.submit(session, attempt, user=user, now=moment)
            session.commit()
        engine.dispose()

    def command(self, *arguments: str, text: str | None = None) -> str:
        """Run a flask command beside the server and return what it prints."""
        done = subprocess.run(  # noqa: S603 - our own command on our own database
            [BIN / "flask", "--app", "wsgi", *arguments],
            input=text,
            capture_output=True,
            text=True,
            check=False,
            cwd=ROOT,
            env=self.environment,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def move_back(self, attempt: int, seconds: int) -> None:
        """Have an attempt begun so much earlier, with all of its times."""
        earlier = timedelta(seconds=seconds)
        path = self.environment["DATABASE_URL"].removeprefix("sqlite:///")
        with closing(sqlite3.connect(path, timeout=PATIENCE_SECONDS)) as database, database:
            *times, sections = database.execute(
                "SELECT started_at, deadline_at, sections FROM attempts WHERE id = ?", (attempt,)
            ).fetchone()
            sections = json.loads(sections)
            for section, name in product(sections, ("opens_at", "closes_at")):
                if section[name]:
                    moved = datetime.fromisoformat(section[name]) - earlier
                    section[name] = moved.isoformat()
            database.execute(
                "UPDATE attempts SET started_at = ?, deadline_at = ?, sections = ? WHERE id = ?",
                (
                    *(str(datetime.fromisoformat(time) - earlier) for time in times),
                    json.dumps(sections),
                    attempt,
                ),
            )


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def _wait_until_healthy(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"{url}/healthz", timeout=2) as answer:  # noqa: S310 - loopback
                if answer.status == 200:
                    return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    pytest.fail(f"The server did not become healthy:\n{log.read_text('utf-8')[-4000:]}")


def fill(folder: Path) -> Path:
    """Migrate a new SQLite file in `folder` and load the demo data; return the file."""
    prepared = _unserved(folder, port=0)
    prepared.command("migrate")
    prepared.command("demo")
    return folder / DATABASE


@contextmanager
def serving(folder: Path, filled: Path) -> Iterator[Server]:
    """Serve a copy of the database `filled` in `folder`, and stop the server at the end."""
    with (
        closing(sqlite3.connect(filled)) as source,
        closing(sqlite3.connect(folder / DATABASE)) as copy,
    ):
        source.backup(copy)
    served = _unserved(folder, _free_port())
    try:
        served.start()
        yield served
    finally:
        served.stop()


def _unserved(folder: Path, port: int) -> Server:
    environment = {
        **{k: v for k, v in os.environ.items() if not k.startswith(("COV_CORE", "DATABASE_URL"))},
        "DATABASE_URL": f"sqlite:///{folder / DATABASE}",
        "SECRET_KEY": "a key for the browser tests only",
    }
    return Server(f"http://127.0.0.1:{port}", environment, folder / "server.log")
