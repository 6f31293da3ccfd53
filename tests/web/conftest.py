"""The app on real databases, and people who use it as a browser would."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from browsing import PASSWORD, Visitor
from flask import Flask
from sqlalchemy import Engine

from quizapp.models.users import Role, User
from quizapp.services import passwords
from quizapp.web.app import create_app
from quizapp.web.clock import now
from quizapp.web.extensions import db, limiter
from quizapp.web.transactions import Notify, keep_still, writing

MakeApp = Callable[..., Flask]


@pytest.fixture(scope="session")
def password_hash() -> str:
    """Made once: it costs what it should cost."""
    return passwords.hash_password(PASSWORD)


def _new_app(
    engine: Engine, folder: Path, notify: Notify = keep_still, **settings: object
) -> Flask:
    url = engine.url.render_as_string(hide_password=False)
    app = create_app(
        {
            "TESTING": True,
            "INSTANCE_PATH": str(folder),
            "SQLALCHEMY_ENGINES": {"default": url},
            **settings,
        },
        notify=notify,
    )
    # An error nobody foresaw gets its page, as it does for people.
    app.config["PROPAGATE_EXCEPTIONS"] = False
    return app


@pytest.fixture
def make_app(shared_engine: Engine, tmp_path: Path) -> Iterator[MakeApp]:
    """Make an app with settings of its own."""
    made = []

    def make(notify: Notify = keep_still, **settings: object) -> Flask:
        app = _new_app(shared_engine, tmp_path, notify, **settings)
        made.append(app)
        return app

    yield make
    for app in made:
        with app.app_context():
            db.engine.dispose()


@pytest.fixture(scope="session")
def the_app(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The app with its usual settings, made once because its templates take time to compile."""
    app = _new_app(engine, tmp_path_factory.mktemp("instance"))
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def app(the_app: Flask, shared_engine: Engine) -> Flask:  # noqa: ARG001 - it empties the database
    """The app with its usual settings, on a database that is emptied after the test."""
    with the_app.app_context():
        limiter.reset()
    return the_app


@pytest.fixture
def visitor(app: Flask) -> Visitor:
    """Somebody with a browser of their own who is not signed in."""
    return Visitor(app)


@pytest.fixture
def sign_up(app: Flask, password_hash: str) -> Callable[..., int]:
    """Put an account into the database; returns its number."""

    def make(username: str, role: Role = Role.STUDENT, **fields: object) -> int:
        values = {
            "username": username,
            "email": None,
            "display_name": username.title(),
            "password_hash": password_hash,
            "role": role,
            "language": "en",
            "extra_time_percent": 0,
            "session_epoch": 0,
            "is_active": True,
            "created_at": now(),
        }
        with app.app_context(), writing() as session:
            user = User(**{**values, **fields})
            session.add(user)
            session.flush()
            return user.id

    return make


@pytest.fixture
def as_role(app: Flask, sign_up: Callable[..., int]) -> Callable[[Role], Visitor]:
    """Somebody of a role, signed in with a browser of their own."""

    def make(role: Role) -> Visitor:
        number = sign_up(f"some-{role.value}", role)
        return Visitor(app).has_session_of(number)

    return make


@pytest.fixture
def student(as_role: Callable[[Role], Visitor]) -> Visitor:
    return as_role(Role.STUDENT)


@pytest.fixture
def teacher(as_role: Callable[[Role], Visitor]) -> Visitor:
    return as_role(Role.TEACHER)


@pytest.fixture
def admin(as_role: Callable[[Role], Visitor]) -> Visitor:
    return as_role(Role.ADMIN)
