"""What both edges, the pages and the background work, read from the environment of a process.

It may import the standard library only. Everything else of a process is the edge's own: settings of
the pages stand in `quizapp.web.config`.
"""

import logging
from collections.abc import Mapping
from pathlib import Path
from typing import Final

__all__ = [
    "ConfigurationError",
    "configure_logging",
    "database_url",
    "instance_folder",
    "log_level",
    "redis_url",
]

LOG_LEVELS: Final = ("DEBUG", "INFO", "WARNING", "ERROR")


class ConfigurationError(Exception):
    """An environment variable has a value that cannot be used; the message says what would be."""


def instance_folder(environ: Mapping[str, str]) -> Path:
    """Return the folder for this installation's files: `INSTANCE_PATH`, or `instance` beside us."""
    given = environ.get("INSTANCE_PATH", "").strip()
    return Path(given).resolve() if given else Path(__file__).resolve().parents[1] / "instance"


def database_url(environ: Mapping[str, str], instance: Path) -> str:
    """Return the SQLAlchemy URL: `DATABASE_URL`, or SQLite in the instance folder.

    `postgres://` and `postgresql://` (what hosting services hand out) are led to psycopg 3.
    """
    url = environ.get("DATABASE_URL", "").strip()
    for prefix in ("postgres://", "postgresql://"):
        if url.startswith(prefix):
            return "postgresql+psycopg://" + url.removeprefix(prefix)
    return url or f"sqlite:///{instance / 'quizapp.sqlite3'}"


def redis_url(environ: Mapping[str, str]) -> str | None:
    """Return `REDIS_URL`; None where there is none."""
    return environ.get("REDIS_URL", "").strip() or None


def log_level(environ: Mapping[str, str]) -> str:
    """Return `LOG_LEVEL`, INFO where it is not given.

    Raises:
        ConfigurationError: it is none of `LOG_LEVELS`.
    """
    value = environ.get("LOG_LEVEL", "").strip().upper() or "INFO"
    if value in LOG_LEVELS:
        return value
    message = f"LOG_LEVEL is {value!r}; it must be one of {', '.join(LOG_LEVELS)}."
    raise ConfigurationError(message)


def configure_logging(level: str) -> None:
    """Write this application's messages, and the warnings of its libraries, to standard error.

    Where somebody (a server, a test) already receives the messages of this process, they go there.

    Args:
        level: the least level of this application's messages that is written.
    """
    logging.basicConfig(
        level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s: %(message)s"
    )
    logging.getLogger("quizapp").setLevel(level)
