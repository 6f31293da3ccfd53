"""Real databases for tests: SQLite always, PostgreSQL where it answers.

Every worker of pytest-xdist has a SQLite file and a PostgreSQL database of its own, made by the
migrations and dropped at the end. `session` rolls each test back; `shared_engine` is for tests that
need several connections and real commits, and is emptied after each.

`QUIZAPP_TEST_POSTGRESQL` is the URL of a database to connect to for making others; the default is
`postgresql://127.0.0.1:5432/postgres` with the name of the operating system's user.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
import pytest
from factories import use_session
from sqlalchemy import Engine, event, make_url
from sqlalchemy.orm import Session

from quizapp.models import Base
from quizapp.models.engine import make_engine
from quizapp.models.migrating import migrate

SERVER = os.environ.get("QUIZAPP_TEST_POSTGRESQL", "postgresql://127.0.0.1:5432/postgres")


def _postgresql_answers() -> bool:
    try:
        psycopg.connect(SERVER, connect_timeout=3).close()
    except psycopg.OperationalError:
        return False
    return True


POSTGRESQL = _postgresql_answers()
DATABASES = ["sqlite", "postgresql"] if POSTGRESQL else ["sqlite"]


def pytest_report_header() -> str:
    """Say on what the database tests run."""
    if POSTGRESQL:
        return "databases: SQLite and PostgreSQL"
    address = make_url(SERVER).render_as_string(hide_password=True)
    return f"databases: SQLite ALONE, PostgreSQL does not answer at {address}"


@contextmanager
def postgresql_database(name: str) -> Iterator[str]:
    """Make a database, give its URL, and drop it."""
    with psycopg.connect(SERVER, autocommit=True) as server:
        server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        server.execute(f'CREATE DATABASE "{name}"')
        try:
            yield make_url(SERVER).set(database=name).render_as_string(hide_password=False)
        finally:
            server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@contextmanager
def database(kind: str, folder: Path, name: str) -> Iterator[str]:
    """Give the URL of a database without tables, which is there as long as the block runs."""
    if kind == "sqlite":
        yield f"sqlite:///{folder / name}.sqlite3"
    else:
        with postgresql_database(name) as url:
            yield url


def own_name(purpose: str) -> str:
    """Give a name that no other worker, and no other run, gives a database."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    return f"quizapp_{purpose}_{os.getpid()}_{worker}"


@pytest.fixture(scope="session", params=DATABASES)
def engine(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Engine]:
    """A migrated database without rows, the same for all tests of this worker."""
    folder = tmp_path_factory.mktemp("databases")
    with database(request.param, folder, own_name("tests")) as url:
        made = make_engine(url)
        migrate(made)
        yield made
        made.dispose()


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    """A session whose work, commits too, is rolled back after the test."""
    with engine.connect() as connection:
        outer = connection.begin()
        with Session(connection, join_transaction_mode="create_savepoint") as made:
            use_session(made)
            yield made
        outer.rollback()


@pytest.fixture
def shared_engine(engine: Engine) -> Iterator[Engine]:
    """The database for several connections with real commits; emptied after the test."""
    yield engine
    with engine.begin() as connection:
        for table in reversed(Base.metadata.sorted_tables):
            connection.execute(table.delete())


@pytest.fixture(params=DATABASES)
def empty_engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """A database without any table, for one test."""
    with database(request.param, tmp_path, own_name("empty")) as url:
        made = make_engine(url)
        yield made
        made.dispose()


@dataclass
class Counted:
    """The statements that were run."""

    statements: list[str] = field(default_factory=list)

    @property
    def reads(self) -> int:
        """How many SELECTs. SQLite gives new ids one by one, so that INSERTs grow with rows."""
        return sum(statement.startswith("SELECT") for statement in self.statements)

    def __len__(self) -> int:
        return len(self.statements)


CountQueries = Callable[[], AbstractContextManager[Counted]]


@pytest.fixture
def count_queries(engine: Engine) -> CountQueries:
    """Count the statements in a `with` block, savepoints aside; the session starts empty."""

    @contextmanager
    def count() -> Iterator[Counted]:
        counted = Counted()

        def note(*arguments: object) -> None:
            statement = str(arguments[2])
            if not statement.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK")):
                counted.statements.append(statement)

        event.listen(engine, "before_cursor_execute", note)
        try:
            yield counted
        finally:
            event.remove(engine, "before_cursor_execute", note)

    return count
