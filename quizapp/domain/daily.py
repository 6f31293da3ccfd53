"""The daily quiz: which day it is, which questions it has, and how many days in a row were done.

Everybody in India has the same day whatever their clock says, and the same questions on it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import count
from random import Random
from zoneinfo import ZoneInfo

__all__ = ["QUESTIONS", "Candidate", "day_of", "draw", "streak"]

QUESTIONS = 10
RECENT = timedelta(days=30)
_INDIA = ZoneInfo("Asia/Kolkata")


@dataclass(frozen=True, slots=True)
class Candidate:
    """An item that may be asked. `used_on` is the latest day whose quiz had it lately."""

    item_id: int
    news_date: date | None
    used_on: date | None


def day_of(moment: datetime) -> date:
    """Give the day of an aware moment in India."""
    return moment.astimezone(_INDIA).date()


def draw(day: date, candidates: Sequence[Candidate]) -> tuple[int, ...]:
    """Draw the ids of the day's items: the same for the same day and candidates, in any order.

    Those that were not used lately come first, of these the ones about news of the last 30 days;
    those that were, the one first that was used longest ago. Fewer than `QUESTIONS` candidates
    give no quiz: the result is empty.
    """
    if len(candidates) < QUESTIONS:
        return ()
    shuffled = sorted(candidates, key=lambda each: each.item_id)
    Random(day.toordinal()).shuffle(shuffled)  # noqa: S311 — everybody is to get the same
    shuffled.sort(key=lambda each: (each.used_on or date.min, not _is_recent(each, day)))
    return tuple(each.item_id for each in shuffled[:QUESTIONS])


def _is_recent(candidate: Candidate, day: date) -> bool:
    news = candidate.news_date
    return news is not None and day - RECENT <= news <= day


def streak(days: Iterable[date], today: date) -> int:
    """Count the days in a row up to today, or to yesterday while today's is still open."""
    done = set(days)
    last = today if today in done else today - timedelta(days=1)
    return next(length for length in count() if last - timedelta(days=length) not in done)
