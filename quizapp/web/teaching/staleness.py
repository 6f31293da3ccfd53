"""What pages say and ask of the day on which a question goes stale."""

from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from quizapp.domain.daily import day_of
from quizapp.errors import N_, InvalidInputError
from quizapp.services.staleness import SOON
from quizapp.web.clock import now
from quizapp.web.i18n import lazy_gettext as _
from quizapp.web.teaching.blueprint import blueprint

_MONTH = timedelta(days=30)


class Freshness(StrEnum):
    """What the bank can be narrowed to."""

    STALE = "stale"
    WEEK = "week"
    MONTH = "month"
    FRESH = "fresh"


FRESHNESS_NAMES = {
    Freshness.STALE: _("Stale now"),
    Freshness.WEEK: _("Stale within 7 days"),
    Freshness.MONTH: _("Stale within 30 days"),
    Freshness.FRESH: _("Not stale"),
}


def days_wanted(freshness: Freshness | None) -> dict[str, Any]:
    """Return what a `Search` of the bank has to say for it, counted from today."""
    today = day_of(now())
    tomorrow = today + timedelta(days=1)
    match freshness:
        case None:
            return {}
        case Freshness.STALE:
            return {"stale_until": today}
        case Freshness.WEEK:
            return {"stale_since": tomorrow, "stale_until": today + SOON}
        case Freshness.MONTH:
            return {"stale_since": tomorrow, "stale_until": today + _MONTH}
        case Freshness.FRESH:
            return {"fresh_on": today}


def day_from(text: str) -> date:
    """Read the day that a form names. Raises `InvalidInputError` (field stale_on) for others."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError as error:
        raise InvalidInputError(
            N_("Choose the day on which they go stale, or say that they never do."),
            field="stale_on",
        ) from error


@blueprint.app_template_test("stale")
def is_stale(day: date | None) -> bool:
    """Whether a question that goes stale on this day has done so; today is a day in India."""
    return day is not None and day <= day_of(now())
