"""How a database is opened: the one place that knows what it needs to be told.

PostgreSQL is told that a page is read as cheaply at any place of the disk as after the one before
(`random_page_cost`), as on every disk of today: with its default, which is of spinning disks, it
reads all items rather than the index of their words. SQLite is told to honour foreign keys, to let
readers and a writer work side by side (WAL), to have a committed transaction on the disk before it
is acknowledged (`synchronous=FULL`), and to wait for another writer rather than fail.

A transaction that will change something must take the write lock when it begins: one that reads
first and writes later fails at once when another one wrote in between, whatever the busy timeout
says. It therefore begins IMMEDIATE, which the execution option `sqlite_begin="IMMEDIATE"` on the
connection asks for (`BEGIN_IMMEDIATE`); without it a transaction begins deferred and only reads.
"""

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.orm import Session
from sqlalchemy.pool import ConnectionPoolEntry

__all__ = ["BEGIN_IMMEDIATE", "begin_writing", "make_engine", "prepare_engine"]

#: Execution options of a connection whose transaction is going to write. PostgreSQL ignores them.
BEGIN_IMMEDIATE: Final[Mapping[str, Any]] = {"sqlite_begin": "IMMEDIATE"}

#: How long a writer waits for the one before it, in milliseconds.
BUSY_TIMEOUT_MS: Final = 10_000

#: Of PostgreSQL; a page that follows the one before costs 1.
RANDOM_PAGE_COST: Final = 1.1


def make_engine(url: str, **options: Any) -> Engine:  # noqa: ANN401 — handed on to create_engine
    """Open a database by its URL, ready for use.

    `postgres://` and `postgresql://` without a driver are led to psycopg 3.
    """
    parsed = make_url(url)
    if parsed.drivername in {"postgres", "postgresql"}:
        parsed = parsed.set(drivername="postgresql+psycopg")
    engine = create_engine(parsed, **options)
    prepare_engine(engine)
    return engine


def prepare_engine(engine: Engine) -> None:
    """Make an engine that has not connected yet behave as described above. Safe to repeat."""
    prepare = _prepare_sqlite if engine.dialect.name == "sqlite" else _prepare_postgresql
    if event.contains(engine, "connect", prepare):
        return
    event.listen(engine, "connect", prepare)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "begin", _on_begin)


def begin_writing(session: Session) -> None:
    """Begin the session's transaction as one that writes. It must not have begun yet."""
    session.connection(execution_options=BEGIN_IMMEDIATE)


def _prepare_postgresql(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    cursor = connection.cursor()
    try:
        cursor.execute(f"SET random_page_cost = {RANDOM_PAGE_COST}")
    finally:
        cursor.close()
    # A setting of a transaction that is rolled back would go with it.
    connection.commit()


def _prepare_sqlite(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    # Without this, sqlite3 begins transactions of its own, and only before it writes.
    connection.isolation_level = None
    cursor = connection.cursor()
    try:
        cursor.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.execute("PRAGMA journal_mode = WAL")
        cursor.execute("PRAGMA synchronous = FULL")
    finally:
        cursor.close()


def _on_begin(connection: Connection) -> None:
    mode = connection.get_execution_options().get("sqlite_begin", "DEFERRED")
    connection.exec_driver_sql(f"BEGIN {mode}")
