"""Bringing a database to the newest schema: Alembic, run on an engine of ours.

The revisions stand in `migrations/` beside the package. Several processes may start at the same
time: the first one migrates, the others wait for it and find nothing left to do.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text

from quizapp.models.engine import BEGIN_IMMEDIATE

__all__ = ["config_for", "is_current", "migrate", "migrating", "newest_revision", "revision_of"]

FOLDER: Final = Path(__file__).resolve().parents[2] / "migrations"

#: Any number that nothing else in the database uses for its advisory locks.
LOCK: Final = 7_150_284


def config_for(connection: Connection | None = None) -> Config:
    """Make Alembic's configuration; with a connection, its commands run on that."""
    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    if connection is not None:
        config.attributes["connection"] = connection
    return config


def migrate(engine: Engine, revision: str = "head") -> None:
    """Upgrade the database to the revision; all of it happens or nothing.

    Raises:
        RuntimeError: rows would refer to nothing after the migration, which is rolled back.
    """
    with migrating(engine) as connection:
        command.upgrade(config_for(connection), revision)


@contextmanager
def migrating(engine: Engine) -> Iterator[Connection]:
    """Give a connection in a transaction for migrating, which nobody else is in at the time.

    On SQLite foreign keys are checked once at the end rather than enforced meanwhile: a table that
    is altered there is copied, dropped and renamed, and dropping it would take along every row
    that refers to it.

    Raises:
        RuntimeError: rows would refer to nothing; everything is rolled back.
    """
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            with _unenforced(connection), connection.begin():
                yield connection
                _ensure_nothing_is_loose(connection)
        else:
            with connection.begin():
                connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
                yield connection


@contextmanager
def _unenforced(connection: Connection) -> Iterator[None]:
    # The pragma does nothing inside a transaction, so that it goes past SQLAlchemy's own.
    cursor = connection.connection.cursor()
    cursor.execute("PRAGMA foreign_keys = OFF")
    connection.execution_options(**BEGIN_IMMEDIATE)
    try:
        yield
    finally:
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.close()


def _ensure_nothing_is_loose(connection: Connection) -> None:
    loose = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    if loose:
        message = f"the migration leaves rows that refer to nothing: {loose[:5]}"
        raise RuntimeError(message)


def newest_revision() -> str | None:
    """Give the revision that the code was written for."""
    return ScriptDirectory.from_config(config_for()).get_current_head()


def revision_of(connection: Connection) -> str | None:
    """Give the revision that the database is at; None for one that was never migrated."""
    return MigrationContext.configure(connection).get_current_revision()


def is_current(connection: Connection) -> bool:
    """Whether the database is at the revision that the code was written for."""
    return revision_of(connection) == newest_revision()
