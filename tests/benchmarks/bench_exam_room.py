"""What the exam room costs: a long paper beside a short one, a save beside the smallest answer."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from browsing import Visitor
from flask import Flask
from interleaved import compare
from quizzing import attempt_of, begin, json_save, publish, question
from sqlalchemy.orm import Session

from quizapp.models import Role, User, migrating
from quizapp.models.engine import make_engine
from quizapp.web.app import create_app
from quizapp.web.clock import now
from quizapp.web.extensions import db
from quizapp.web.transactions import keep_still

LONG, SHORT = 200, 20


@pytest.fixture
def app(tmp_path: Path) -> Iterator[Flask]:
    url = f"sqlite:///{tmp_path / 'bench.sqlite3'}"
    engine = make_engine(url)
    migrating.migrate(engine)
    engine.dispose()
    made = create_app(
        {
            "TESTING": True,
            "INSTANCE_PATH": str(tmp_path),
            "SQLALCHEMY_ENGINES": {"default": url},
            "RATELIMIT_ENABLED": False,
        },
        notify=keep_still,
    )
    yield made
    with made.app_context():
        db.engine.dispose()


@pytest.fixture
def student(app: Flask) -> Visitor:
    with app.app_context(), Session(db.engine) as session:
        user = User(
            username="asha",
            display_name="Asha",
            password_hash="!",
            role=Role.STUDENT,
            created_at=now(),
        )
        session.add(user)
        session.commit()
        number = user.id
    return Visitor(app).has_session_of(number)


def _begun(app: Flask, student: Visitor, size: int) -> int:
    """Start a paper of so many questions in two languages; returns the attempt."""
    paper = [question(number, hindi=True) for number in range(1, size + 1)]
    return attempt_of(begin(student, publish(app, paper)))


def test_a_long_paper_beside_a_short_one(app: Flask, student: Visitor) -> None:
    long, short = (_begun(app, student, size) for size in (LONG, SHORT))

    def opens(attempt: int) -> None:
        answer = student.client.get(f"/attempts/{attempt}", headers={"Accept-Encoding": "gzip"})
        assert answer.status_code == 200

    result = compare(lambda: opens(long), lambda: opens(short), pairs=9)
    print("\n" + result.line(f"opening {LONG} bilingual questions", f"opening {SHORT}"))


def test_a_save_beside_the_smallest_answer(app: Flask, student: Visitor) -> None:
    attempts = [_begun(app, student, size) for size in (LONG, SHORT)]
    numbers = count(1)

    def saves(attempt: int) -> None:
        number = next(numbers)
        chosen = {"state": "chosen", "options": [number % 4]}
        save = {"response": chosen, "sequence": number, "revision": 0}
        assert json_save(student, attempt, 1 + number % SHORT, save)["outcome"] == "stored"

    def asks() -> None:
        assert student.client.get("/attempts/session").status_code == 200

    long, short = attempts
    result = compare(lambda: saves(long), asks)
    print("\n" + result.line(f"saving an answer of {LONG} questions", "asking who is signed in"))
    result = compare(lambda: saves(long), lambda: saves(short))
    print(result.line(f"saving an answer of {LONG} questions", f"one of {SHORT}"))
