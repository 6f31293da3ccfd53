"""One commit a request; who holds the write lock, and for how long."""

from collections.abc import Callable, Sequence

import pytest
from browsing import PASSWORD, Visitor
from flask import Flask, request
from flask.typing import ResponseReturnValue
from sqlalchemy import Engine, event, select, text
from sqlalchemy.orm import Session

from quizapp.errors import N_, ConflictError
from quizapp.models import Job
from quizapp.services import jobs
from quizapp.web import transactions
from quizapp.web.access import public
from quizapp.web.clock import now
from quizapp.web.extensions import db

MakeApp = Callable[..., Flask]
View = Callable[[], ResponseReturnValue]

RENAME = text("UPDATE users SET display_name = 'Renamed'")


def _rename() -> str:
    db.session.execute(RENAME)
    return "done"


@pytest.fixture
def with_view(make_app: MakeApp) -> Callable[..., tuple[Visitor, list[str]]]:
    """An app with one more view at /view, a person in it, and the BEGINs that SQLite is sent."""

    def make(view: View) -> tuple[Visitor, list[str]]:
        app = make_app()
        app.add_url_rule("/view", "view", public(view), methods=["GET", "POST"])
        visitor = Visitor(app)
        visitor.opens("/sign-up")
        visitor.sends("/sign-up", display_name="Before", username="somebody", password=PASSWORD)
        begun: list[str] = []
        with app.app_context():
            engine = db.engine

        def note(*arguments: object) -> None:
            if str(arguments[2]).startswith("BEGIN"):
                begun.append(str(arguments[2]))

        event.listen(engine, "before_cursor_execute", note)
        visitor.opens("/account")
        begun.clear()
        return visitor, begun

    return make


def _name(visitor: Visitor) -> str:
    return str(visitor.opens("/account").one("//input[@name='display_name']").value)


def test_what_is_sent_is_committed_under_the_write_lock(
    with_view: Callable[..., tuple[Visitor, list[str]]], engine: Engine
) -> None:
    visitor, begun = with_view(_rename)
    assert visitor.posts("/view").status == 200
    if engine.dialect.name == "sqlite":
        assert begun == ["BEGIN IMMEDIATE"]
    assert _name(visitor) == "Renamed"


def test_reading_waits_for_nobody(
    with_view: Callable[..., tuple[Visitor, list[str]]], engine: Engine
) -> None:
    visitor, begun = with_view(lambda: str(db.session.execute(text("SELECT 1")).scalar()))
    assert visitor.opens("/view").status == 200
    if engine.dialect.name == "sqlite":
        assert begun == ["BEGIN DEFERRED"]


def test_a_view_that_is_asked_and_writes_takes_the_lock(
    with_view: Callable[..., tuple[Visitor, list[str]]], engine: Engine
) -> None:
    def rename_when_asked() -> str:
        return _rename()

    visitor, begun = with_view(transactions.writes(rename_when_asked))
    assert visitor.opens("/view").status == 200
    if engine.dialect.name == "sqlite":
        assert begun == ["BEGIN IMMEDIATE"]
    assert _name(visitor) == "Renamed"


def test_slow_work_is_done_before_the_lock_is_taken(
    with_view: Callable[..., tuple[Visitor, list[str]]], engine: Engine
) -> None:
    @transactions.reads_first
    def slow() -> str:
        db.session.execute(text("SELECT 1"))
        transactions.begin_writing().execute(RENAME)
        return "done"

    visitor, begun = with_view(slow)
    assert visitor.posts("/view").status == 200
    if engine.dialect.name == "sqlite":
        assert begun == ["BEGIN DEFERRED", "BEGIN IMMEDIATE"]
    assert _name(visitor) == "Renamed"


def test_passwords_are_compared_before_the_lock_is_taken(
    app: Flask, visitor: Visitor, sign_up: Callable[..., int], engine: Engine
) -> None:
    sign_up("asha")
    visitor.opens("/sign-in")
    begun = []
    with app.app_context():
        served = db.engine

    def note(*arguments: object) -> None:
        if str(arguments[2]).startswith(("BEGIN", "UPDATE")):
            begun.append(str(arguments[2]).partition(" users")[0])

    event.listen(served, "before_cursor_execute", note)
    visitor.sends("/sign-in", follow=False, login="asha", password="wrong")
    visitor.sends("/sign-in", follow=False, login="asha", password=PASSWORD)
    event.remove(served, "before_cursor_execute", note)
    if engine.dialect.name == "sqlite":
        assert begun == ["BEGIN DEFERRED", "BEGIN DEFERRED", "BEGIN IMMEDIATE", "UPDATE"]
    else:
        assert begun == ["UPDATE"]


def test_an_error_undoes_everything(
    with_view: Callable[..., tuple[Visitor, list[str]]],
) -> None:
    def stop() -> str:
        _rename()
        raise ConflictError(N_("Stop."))

    visitor, _ = with_view(stop)
    assert visitor.posts("/view").status == 409
    assert _name(visitor) == "Before"


def test_an_answer_that_refuses_undoes_everything(
    with_view: Callable[..., tuple[Visitor, list[str]]],
) -> None:
    visitor, _ = with_view(lambda: (_rename(), 422))
    assert visitor.posts("/view").status == 422
    assert _name(visitor) == "Before"


def _rename_and_fail() -> None:
    with transactions.writing() as session:
        session.execute(RENAME)
        raise ZeroDivisionError


def test_a_command_commits_at_its_end_or_not_at_all(
    app: Flask, sign_up: Callable[..., int]
) -> None:
    sign_up("asha")

    def names() -> list[str]:
        return list(db.session.scalars(text("SELECT display_name FROM users")))

    with app.app_context():
        with pytest.raises(ZeroDivisionError):
            _rename_and_fail()
        assert names() == ["Asha"]
        with transactions.writing() as session:
            session.execute(RENAME)
        assert names() == ["Renamed"]


@pytest.fixture
def told() -> list[tuple[int, ...]]:
    """The ids of jobs that the consumer was told of, a tuple for each commit."""
    return []


@pytest.fixture
def app_with_jobs(make_app: MakeApp, engine: Engine, told: list[tuple[int, ...]]) -> Flask:
    """An app whose /view enqueues two jobs, and answers with the status that is asked for."""

    def notify(job_ids: Sequence[int]) -> None:
        # From another connection: whoever is told must find the rows.
        with Session(engine) as other:
            assert set(other.scalars(select(Job.id))) >= set(job_ids)
        told.append(tuple(job_ids))

    app = make_app(notify=notify)

    def enqueue() -> ResponseReturnValue:
        for _ in range(2):
            jobs.enqueue(db.session, "count", {}, owner=None, now=now())
        return "done", int(request.args["status"])

    app.add_url_rule("/view", "view", public(enqueue), methods=["GET", "POST"])
    return app


def test_the_consumer_is_told_of_jobs_once_they_are_committed(
    app_with_jobs: Flask, told: list[tuple[int, ...]]
) -> None:
    visitor = Visitor(app_with_jobs)
    assert visitor.posts("/view?status=200").status == 200
    assert [len(job_ids) for job_ids in told] == [2]
    visitor.opens("/sign-in")
    assert len(told) == 1


def test_nobody_is_told_of_jobs_that_are_rolled_back(
    app_with_jobs: Flask, engine: Engine, told: list[tuple[int, ...]]
) -> None:
    assert Visitor(app_with_jobs).posts("/view?status=422").status == 422
    assert told == []
    with Session(engine) as session:
        assert session.scalars(select(Job.id)).all() == []


def test_commands_tell_the_consumer_too(app_with_jobs: Flask, told: list[tuple[int, ...]]) -> None:
    with app_with_jobs.app_context(), transactions.writing() as session:
        job_id = jobs.enqueue(session, "count", {}, owner=None, now=now())
    assert told == [(job_id,)]
