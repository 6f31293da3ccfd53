"""The clock of the web layer: everything below it is told what time it is."""

from datetime import UTC, datetime

import flask_babel


def now() -> datetime:
    """Return the time, in UTC."""
    return datetime.now(UTC)


def in_utc(local: datetime | None) -> datetime | None:
    """Return the point of time that the reader's clock shows so."""
    if local is None:
        return None
    moment: datetime = flask_babel.to_utc(local)
    return moment.replace(tzinfo=UTC)


def on_clock(moment: datetime | None) -> datetime | None:
    """Return what the reader's clock shows at a point of time, as a form has it."""
    if moment is None:
        return None
    local: datetime = flask_babel.to_user_timezone(moment)
    return local.replace(tzinfo=None)
