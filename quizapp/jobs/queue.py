"""The queue that carries ids of jobs to the consumer. The only module that imports Huey.

It is a SQLite file beside the app's own database, or Redis where there is one. A message is lost
when its worker dies, when nobody could send it, or with the file or Redis; the consumer's sweep
makes up for all of these. The sweep comes through the queue as well: while Redis does not answer
nothing is begun, and when it is back everything goes on.
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from pathlib import Path

from huey import RedisHuey, SqliteHuey, crontab
from huey.consumer import Consumer
from huey.registry import Message
from redis import ConnectionPool
from sqlalchemy import make_url

from quizapp import environment

__all__ = ["JobQueue"]

#: Jobs that are worked on at a time: a long one keeps a short one from waiting.
WORKERS = 2

#: In seconds. How long a request waits at most for the queue, and how long a worker looks away.
_PATIENCE = 3
_POLLING = 1.0

#: In seconds. The process manager kills what has not ended after 5.
_TIME_TO_STOP = 4


def _nothing(*_arguments: object) -> None:
    """Stand in for the work, in a process that sends ids and does none."""


class JobQueue:
    """A queue, opened with the first message."""

    def __init__(
        self,
        environ: Mapping[str, str],
        *,
        work: Callable[[int], None] = _nothing,
        sweep: Callable[[], None] = _nothing,
    ) -> None:
        """Set the queue up for a process.

        Args:
            environ: its environment.
            work: what the consumer does with the id of a job.
            sweep: what the consumer does every minute, and at once when it starts.
        """
        instance = environment.instance_folder(environ)
        url = make_url(environment.database_url(environ, instance))
        # Installations that share a Redis or a folder do not read each other's messages.
        place = f"{url.drivername}:{url.host}:{url.port}:{url.database}"
        name = f"quizapp-{hashlib.sha256(place.encode()).hexdigest()[:12]}"
        if redis := environment.redis_url(environ):
            pool = ConnectionPool.from_url(
                redis, socket_timeout=_PATIENCE, socket_connect_timeout=_PATIENCE
            )
            self._huey = RedisHuey(
                name, connection_pool=pool, results=False, serializer=_PlainMessages()
            )
        else:
            self._huey = SqliteHuey(
                name,
                filename=str(_file_beside(url.database, instance, url.drivername)),
                timeout=_PATIENCE,
                # Nothing is lost for good with a message: no need to wait for the disk.
                fsync=False,
                results=False,
                serializer=_PlainMessages(),
            )

        # Huey names a task after the module of its function: these two are of this one, so that the
        # names are the same for those who send and those who work.
        def do(job_id: int) -> None:
            work(job_id)

        def look() -> None:
            sweep()

        self._work = self._huey.task(name="work")(do)
        self._huey.periodic_task(crontab(), name="sweep")(look)

    def send(self, job_id: int) -> None:
        """Tell the consumer of a job. Raises whatever the storage raises."""
        self._work(job_id)

    def consumer(self) -> Consumer:
        """Make the consumer; its `run()` returns when the process is told to end."""
        return self._huey.create_consumer(
            workers=WORKERS,
            initial_delay=0.1,
            max_delay=_POLLING,
            graceful_signal="TERM",
            shutdown_timeout=_TIME_TO_STOP,
        )

    def close(self) -> None:
        """Close the connection of this thread."""
        self._huey.storage.close()


class _PlainMessages:
    """Messages as JSON. Huey's own way is pickle, and would run what anybody puts into Redis."""

    def serialize(self, message: Message) -> bytes:
        return json.dumps([message.id, message.name, list(message.args)]).encode()

    def deserialize(self, data: bytes) -> Message:
        identifier, name, arguments = json.loads(data)
        return Message(id=identifier, name=name, args=tuple(arguments), kwargs={})


def _file_beside(database: str | None, instance: Path, driver: str) -> Path:
    """Name the file: beside the app's where that is one, else in the instance folder."""
    if driver.startswith("sqlite") and database and database != ":memory:":
        path = Path(database)
        return path.with_name(f"{path.stem}-queue.sqlite3")
    instance.mkdir(parents=True, exist_ok=True)
    return instance / "queue.sqlite3"
