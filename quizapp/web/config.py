"""Settings: read once from the environment, checked, and turned into Flask's configuration.

- `DATABASE_URL`: an SQLAlchemy or `postgres://` URL; by default SQLite in the instance folder.
- `SECRET_KEY`: signs sessions and form tokens, at least 32 characters; by default a random one
  that is made once and kept in `secret_key` of the instance folder.
- `REDIS_URL`: where rate limits are counted when several processes serve, and what carries messages
  to the background work; by default each counts for itself, and a SQLite file carries them.
- `TEACHER_SIGN_UP`: `1` lets people who sign up choose to be teachers; by default `0`.
- `ARTICLE_DOWNLOADS`: `0` keeps teachers from giving the address of an article on the web, so that
  the server never connects to a machine that a user named; by default `1`.
- `SMTP_HOST` and its fellows: where letters are handed over; see `quizapp.mailing.settings`.
- `SECURE_COOKIES`: `1` when served over HTTPS (secure cookies, HSTS); by default `0`.
- `TRUSTED_PROXIES`: how many reverse proxies' `X-Forwarded-*` are believed; by default `0`.
- `LOG_LEVEL`: DEBUG, INFO, WARNING or ERROR; by default INFO.
- `DEFAULT_TIMEZONE`: for readers whose browser has not told theirs; by default Asia/Kolkata.
- `INSTANCE_PATH`: the folder for this installation's files; by default `instance` beside the
  package.
"""

import logging
import os
import secrets
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from zoneinfo import available_timezones

from quizapp.environment import ConfigurationError, database_url, log_level, redis_url
from quizapp.mailing.settings import mail_settings

#: The languages of the pages: the code that is stored, the name in the language itself.
UI_LANGUAGES: Mapping[str, str] = {"en": "English", "hi": "हिन्दी"}

#: Largest body of a request, in bytes. A file may be 2 MB, so that a larger one is still read
#: and answered by the form that knows what it was; only what is far beyond it is cut off here.
MAX_CONTENT_LENGTH = 8 * 1024 * 1024

SESSION_LIFETIME = timedelta(days=30)

_SHORTEST_SECRET = 32
_MOST_PROXIES = 9

_log = logging.getLogger(__name__)


def settings_from(environ: Mapping[str, str], instance: Path) -> dict[str, object]:
    """Return the configuration of the application for this environment.

    Args:
        environ: the environment variables.
        instance: the folder for files that belong to this installation.

    Raises:
        ConfigurationError: naming the variable, its value and what would be right.
    """
    secure = _flag(environ, "SECURE_COOKIES")
    return {
        "SECRET_KEY": _secret_key(environ, instance),
        "TEACHER_SIGN_UP": _flag(environ, "TEACHER_SIGN_UP"),
        "ARTICLE_DOWNLOADS": _flag(environ, "ARTICLE_DOWNLOADS", default="1"),
        "SENDS_MAIL": mail_settings(environ) is not None,
        "SQLALCHEMY_ENGINES": {"default": database_url(environ, instance)},
        "RATELIMIT_STORAGE_URI": redis_url(environ) or "memory://",
        "MAX_CONTENT_LENGTH": MAX_CONTENT_LENGTH,
        "MAX_FORM_MEMORY_SIZE": MAX_CONTENT_LENGTH,
        "PERMANENT_SESSION_LIFETIME": SESSION_LIFETIME,
        # Renewed once a day (see access.py) and not with every answer: one that is late must not
        # bring back a session that was ended meanwhile, and caches keep files with no cookie.
        "SESSION_REFRESH_EACH_REQUEST": False,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": secure,
        "TRUSTED_PROXIES": _number(environ, "TRUSTED_PROXIES", default=0, most=_MOST_PROXIES),
        "LOG_LEVEL": log_level(environ),
        "BABEL_DEFAULT_TIMEZONE": _timezone(environ),
        # A token must not run out while somebody writes: it lives as long as the session.
        "WTF_CSRF_TIME_LIMIT": None,
        # Messages of WTForms come from our own catalogue, with our own words.
        "WTF_I18N_ENABLED": False,
    }


def _secret_key(environ: Mapping[str, str], instance: Path) -> str | None:
    """Return the key from the environment or from the instance folder; None if neither works.

    Commands that need no secret (generating questions) must run where nothing can be written, so
    that a missing key is an error of the first request and not of the start.
    """
    given = environ.get("SECRET_KEY")
    if given is not None:
        if len(given) < _SHORTEST_SECRET:
            message = (
                f"SECRET_KEY has {len(given)} characters; it needs at least {_SHORTEST_SECRET}. "
                'One can be made with: python -c "import secrets; print(secrets.token_hex(32))"'
            )
            raise ConfigurationError(message)
        return given
    try:
        return _stored_key(instance / "secret_key")
    except OSError as error:
        _log.warning("No secret key: set SECRET_KEY, or make %s writable (%s)", instance, error)
        return None


def _stored_key(path: Path) -> str:
    """Return the key in `path`, which is made by whoever comes first.

    The file appears complete under its name or not at all (a hard link does not overwrite), so
    that two workers that start together end up with the same key.

    Raises:
        OSError: the folder cannot be written or the file cannot be read.
    """
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        # mkstemp gives mode 0600.
        descriptor, draft = tempfile.mkstemp(dir=path.parent, prefix=".secret_key-")
        try:
            with os.fdopen(descriptor, "w", encoding="ascii") as file:
                file.write(secrets.token_hex(32))
                file.flush()
                os.fsync(file.fileno())
            with suppress(FileExistsError):  # another worker was first
                path.hardlink_to(draft)
        finally:
            Path(draft).unlink()
    return path.read_text(encoding="ascii").strip()


def _flag(environ: Mapping[str, str], name: str, *, default: str = "0") -> bool:
    value = environ.get(name, default).strip().lower()
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"", "0", "false", "no", "off"}:
        return False
    message = f"{name} is {value!r}; it must be 1 or 0."
    raise ConfigurationError(message)


def _number(environ: Mapping[str, str], name: str, *, default: int, most: int) -> int:
    value = environ.get(name, "").strip() or str(default)
    if value.isascii() and value.isdigit() and int(value) <= most:
        return int(value)
    message = f"{name} is {value!r}; it must be a whole number from 0 to {most}."
    raise ConfigurationError(message)


def _timezone(environ: Mapping[str, str]) -> str:
    name = environ.get("DEFAULT_TIMEZONE", "").strip() or "Asia/Kolkata"
    if name in available_timezones():
        return name
    message = f"DEFAULT_TIMEZONE is {name!r}; it must be a name such as Asia/Kolkata."
    raise ConfigurationError(message)
