"""The process that does the background work."""

import logging
from collections.abc import Mapping
from datetime import UTC, datetime

from quizapp import environment
from quizapp.environment import ConfigurationError
from quizapp.jobs.contract import Kind
from quizapp.jobs.exclusive import sole_consumer
from quizapp.jobs.queue import JobQueue
from quizapp.jobs.running import Worker
from quizapp.models.engine import make_engine
from quizapp.models.migrating import is_current

__all__ = ["consume"]

_log = logging.getLogger(__name__)


def consume(environ: Mapping[str, str], kinds: Mapping[str, Kind]) -> None:
    """Do the background work of an installation until the process is told to end.

    A SIGTERM lets the steps at hand come to their end; the jobs go on after the next start.

    Args:
        environ: the environment of the process.
        kinds: what can be done, by name.

    Raises:
        ConfigurationError: something of the environment cannot be used, or the database is not
            migrated.
        OperationalError: the database does not answer.
    """
    environment.configure_logging(environment.log_level(environ))
    instance = environment.instance_folder(environ)
    engine = make_engine(environment.database_url(environ, instance))
    if engine.dialect.name == "sqlite" and engine.url.database in {None, "", ":memory:"}:
        message = "DATABASE_URL is a database in memory, which no other process can work on."
        raise ConfigurationError(message)
    with sole_consumer(engine):
        with engine.connect() as connection:
            if not is_current(connection):
                message = "The database is not at the newest migration. Run: make migrate"
                raise ConfigurationError(message)
        worker = Worker(
            engine,
            kinds,
            now=lambda: datetime.now(UTC),
            stopping=lambda: consumer.stop_flag.is_set(),  # noqa: PLW0108 — made below
        )
        consumer = JobQueue(environ, work=worker.work, sweep=worker.sweep).consumer()
        _log.info("Background work is done by this process")
        consumer.run()
    engine.dispose()
