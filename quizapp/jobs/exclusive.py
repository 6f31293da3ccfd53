"""One consumer a database: others stand by, and the next takes over when the first is gone.

The lock is the operating system's (a file beside the SQLite database) or PostgreSQL's own (an
advisory lock of a connection); either is gone with the process that held it, however that ended. It
saves work and confusion; should it fail, the holds on the jobs still keep two workers apart.
"""

import fcntl
import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine, text

__all__ = ["sole_consumer"]

#: Any number that nothing else in the database uses for its advisory locks.
_LOCK = 7_150_285
_WAIT_SECONDS = 1.0

_log = logging.getLogger(__name__)


@contextmanager
def sole_consumer(engine: Engine) -> Iterator[None]:
    """Wait until nobody else consumes the jobs of this database, and keep others waiting."""
    lock = _file_lock if engine.dialect.name == "sqlite" else _advisory_lock
    with lock(engine) as acquired:
        if not acquired():
            _log.warning("Another consumer works on this database; this one waits to take over.")
            while not acquired():
                time.sleep(_WAIT_SECONDS)
        yield


@contextmanager
def _file_lock(engine: Engine) -> Iterator[Callable[[], bool]]:
    path = Path(f"{engine.url.database}-consumer.lock")
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a") as file:

        def acquired() -> bool:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return False
            return True

        yield acquired


@contextmanager
def _advisory_lock(engine: Engine) -> Iterator[Callable[[], bool]]:
    # Of a session and not of a transaction: an open transaction would keep old rows alive.
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:

        def acquired() -> bool:
            return bool(connection.scalar(text("SELECT pg_try_advisory_lock(:l)"), {"l": _LOCK}))

        try:
            yield acquired
        finally:
            # The connection goes back to a pool, and would take the lock along.
            connection.invalidate()
