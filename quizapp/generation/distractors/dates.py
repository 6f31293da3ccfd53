"""Dates around a key: the same shape, real days, none that the article gives for something else."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from quizapp.generation.distractors.ladders import distinct, in_turn
from quizapp.generation.types import Draft, Fact
from quizapp.generation.values import MONTHS, DateValue

LEAP_YEAR = 2020
"""Stands for the year of a day that has none, so that 29 February is a day."""
DAY_GAPS = (1, 2, 3, 4, 5, 7, 9)
MONTH_GAPS = (1, 1, 2, 3)
YEAR_GAPS = (1, 1, 1, 2)
OLD_YEAR_GAPS = (1, 2, 3, 4)
OLD = 25
"""Years before the newest date of the article from which gaps may be wider."""
FIRST_YEAR = 1500


def around_date(
    draft: Draft, value: DateValue, facts: Sequence[Fact], rng: Random, count: int
) -> tuple[str, ...]:
    """Texts of dates before and after the key, in turn, the nearest first.

    A date later than every date of the article is proposed only where the key itself is the
    latest: 2031 is no plausible year for what was reported in 2020.
    """
    others = [f.value for f in facts if isinstance(f.value, DateValue) and f.value != value]
    years = [v.year for v in (*others, value) if v.year is not None]
    side = (count + 1) // 2 + len(others) + 1
    taken = {_shape(v, value) for v in others}
    before, after = (
        [
            v
            for v in _ladder(value, sign, side, max(years, default=LEAP_YEAR), rng)
            if _shape(v, value) not in taken
        ]
        for sign in (-1, 1)
    )
    newest = _newest(others)
    if newest is not None and value.year is not None and _last_day(value) <= newest:
        after = [v for v in after if _first_day(v) <= newest]
    if value.precision == "month" and str(value.year) in draft.stem:
        before = [v for v in before if v.year == value.year]
        after = [v for v in after if v.year == value.year]
    if value.year is not None and draft.key == replace(value, year=None).text():
        before = [replace(v, year=None) for v in before]
        after = [replace(v, year=None) for v in after]
    texts = (v.text() for v in in_turn(before, after, rng))
    return distinct(texts, draft.key, draft.stem, count)


def _newest(values: Sequence[DateValue]) -> tuple[int, int, int] | None:
    """The last of the article's days or months; of its years only if it has no other dates.

    A bare year may be a target that is far ahead.
    """
    dated = [v for v in values if v.year is not None]
    exact = [v for v in dated if v.month is not None]
    return max(map(_last_day, exact or dated), default=None)


def _first_day(value: DateValue) -> tuple[int, int, int]:
    return (value.year or 0, value.month or 1, value.day or 1)


def _last_day(value: DateValue) -> tuple[int, int, int]:
    last = 31  # as good as the month's own last day for telling which date is later
    return (value.end or value.year or 0, value.month or len(MONTHS), value.day or last)


def _shape(value: DateValue, like: DateValue) -> tuple[int | None, ...]:
    """The parts of a date that count when dates of the key's precision are compared."""
    match like.precision:
        case "year":
            return (value.year,)
        case "month":
            return (value.year, value.month)
        case "range":
            return (value.year, value.end)
        case _:
            return (value.year if like.year is not None else None, value.month, value.day)


def _ladder(
    value: DateValue, sign: int, count: int, newest: int, rng: Random
) -> Iterator[DateValue]:
    match value.precision:
        case "day":
            return _days(value, sign, count, rng)
        case "month":
            return _months(value, sign, count, rng)
        case "range":
            return _ranges(value, sign, count)
        case _:
            return _years(value, sign, count, newest, rng)


def _days(value: DateValue, sign: int, count: int, rng: Random) -> Iterator[DateValue]:
    if value.month is None or value.day is None:
        return
    day = date(value.year or LEAP_YEAR, value.month, value.day)
    for _ in range(count):
        # A day observed every year is asked among its neighbours, as exams do.
        gap = 1 if value.year is None else rng.choice(DAY_GAPS)
        day += timedelta(days=sign * gap)
        year = None if value.year is None else day.year
        yield replace(value, year=year, month=day.month, day=day.day, resolved=False)


def _months(value: DateValue, sign: int, count: int, rng: Random) -> Iterator[DateValue]:
    if value.month is None:
        return
    months = (value.year or LEAP_YEAR) * len(MONTHS) + value.month - 1
    for _ in range(count):
        months += sign * rng.choice(MONTH_GAPS)
        year, month = divmod(months, len(MONTHS))
        shown = None if value.year is None else year
        yield replace(value, year=shown, month=month + 1, resolved=False)


def _years(
    value: DateValue, sign: int, count: int, newest: int, rng: Random
) -> Iterator[DateValue]:
    year = value.year or newest
    gaps = OLD_YEAR_GAPS if newest - year > OLD else YEAR_GAPS
    for _ in range(count):
        year += sign * rng.choice(gaps)
        if year < FIRST_YEAR:
            return
        yield replace(value, year=year, resolved=False)


def _ranges(value: DateValue, sign: int, count: int) -> Iterator[DateValue]:
    """Ranges of years of the same length: fiscal years in a row, others side by side."""
    if value.year is None or value.end is None:
        return
    length = value.end - value.year
    step = length if value.fiscal else length + 1
    for place in range(1, count + 1):
        shift = sign * step * place
        yield replace(value, year=value.year + shift, end=value.end + shift, resolved=False)
