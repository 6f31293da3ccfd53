"""What it costs to bring questions in a spreadsheet: from the bytes to a set, on SQLite."""

import csv
import io
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from interleaved import compare
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from quizapp.interchange.banks import SourceFile
from quizapp.jobs.kinds import KINDS
from quizapp.jobs.running import Worker
from quizapp.models import Import, Role, User, migrating
from quizapp.models.engine import make_engine
from quizapp.services.importing import staging, storing

_rounds = count(1)


def _sheet(questions: int) -> bytes:
    """A sheet of questions that no other call has asked."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["Question", "A", "B", "C", "D", "Answer", "Explanation", "Topic"])
    town = next(_rounds)
    for number in range(questions):
        years = [1900 + (number + step) % 100 for step in (0, 7, 13, 29)]
        stem = f"In which year did council {number} of district {town} hold its first session?"
        writer.writerow([stem, *years, "ABCD"[number % 4], "It is in its annals.", "history"])
    return text.getvalue().encode()


def _now() -> datetime:
    return datetime.now(UTC)


def _bring(engine: Engine, owner_id: int, questions: int) -> None:
    source = SourceFile(_sheet(questions), "councils.csv")
    worker = Worker(engine, KINDS, now=_now)
    with Session(engine) as session:
        owner = session.get_one(User, owner_id)
        import_id = staging.start(session, [source], read=None, owner=owner, now=_now())
        job = session.get_one(Import, import_id).job_id
        session.commit()
    worker.work(job or 0)
    with Session(engine) as session:
        owner = session.get_one(User, owner_id)
        storing.begin(session, import_id, title="Councils", set_id=None, actor=owner, now=_now())
        job = session.get_one(Import, import_id).job_id
        session.commit()
    worker.work(job or 0)


def test_eight_times_the_questions_cost_eight_times_as_much(tmp_path: Path) -> None:
    engine = make_engine(f"sqlite:///{tmp_path / 'bench.sqlite3'}")
    migrating.migrate(engine)
    with Session(engine) as session:
        owner = User(
            username="asha",
            display_name="Asha",
            password_hash="!",
            role=Role.TEACHER,
            created_at=_now(),
        )
        session.add(owner)
        session.commit()
        owner_id = owner.id
    result = compare(
        lambda: _bring(engine, owner_id, 4_000), lambda: _bring(engine, owner_id, 500), pairs=3
    )
    print("\n" + result.line("bringing 4,000 questions as CSV", "500 questions"))
    engine.dispose()
