"""Read dates out of text: days, months, years, fiscal years, and days named relative to another.

Relative dates ("on Wednesday", "in May last year") are resolved against the publication date
and marked `resolved`; without a publication date they are not found at all.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from quizapp.generation.values import MONTHS, DateValue

_MONTH_NAMES = {name.casefold(): number for number, name in enumerate(MONTHS, 1)}
_MONTH_NAMES |= {name[:3].casefold(): number for number, name in enumerate(MONTHS, 1)}
_MONTH_NAMES["sept"] = 9
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

_WEEKDAY_NAMES = "|".join(day.title() for day in _WEEKDAYS)
_MONTH = (
    r"(?P<month>January|February|March|April|May|June|July|August|September|October|November"
    r"|December|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
)
_DAY = r"(?P<day>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>1[5-9]\d\d|20\d\d)"
_RELATIVE_YEAR = r"(?P<which>last|this|next)\s+year"
_SEPARATOR = r"(?:\s*,\s*|\s+)"
_LOOK = r"(?<![\w.,/-])"
_END = r"(?![\w/-]|[.,]\d)"

_PATTERNS: tuple[re.Pattern[str], ...] = tuple(
    re.compile(_LOOK + pattern + _END)
    for pattern in (
        rf"{_DAY}\s+(?:of\s+)?{_MONTH}{_SEPARATOR}{_YEAR}",
        rf"{_MONTH}\s+{_DAY}{_SEPARATOR}{_YEAR}",
        rf"{_DAY}\s+(?:of\s+)?{_MONTH}\s+{_RELATIVE_YEAR}",
        rf"{_MONTH}\s+{_DAY}\s+{_RELATIVE_YEAR}",
        rf"{_MONTH}{_SEPARATOR}{_YEAR}",
        rf"{_MONTH}\s+{_RELATIVE_YEAR}",
        rf"{_DAY}\s+(?:of\s+)?{_MONTH}",
        rf"{_MONTH}\s+{_DAY}",
        r"(?P<first>20\d\d|19\d\d)[-\u2013](?P<last>\d\d(?:\d\d)?)",
        rf"(?P<weekday>{_WEEKDAY_NAMES})(?:\s+(?:morning|afternoon|evening|night))?",
        r"(?P<relative>[Tt]oday|[Yy]esterday|[Tt]omorrow)",
        _RELATIVE_YEAR,
        _YEAR,
    )
)
_BEFORE_YEAR = re.compile(
    r"(?:\b(?:in|by|since|until|till|from|during|for|of|to|and|year|after|before|between|through|"
    r"early|late|mid|around|the)|\()\s*$",
    re.IGNORECASE,
)
_RECURRING = re.compile(
    r"\b(?:every|each) year\b|\bannual|\b(?:observed|celebrated)\b", re.IGNORECASE
)
_MORE_MONTHS = 12


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date at a half-open range of the text that was searched."""

    start: int
    end: int
    value: DateValue


def find_dates(text: str, published: date | None = None) -> tuple[FoundDate, ...]:
    """All dates of the text in order, without overlaps, the longest reading at each place.

    A bare year counts only where the words before it make it one ("in 2024", not "Strategy 2024").
    A day or a month without a year takes the year of the publication (`resolved`), or of the
    nearest date before it in the text; failing both it keeps no year.
    """
    found: list[FoundDate] = []
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            if any(match.start() < f.end and f.start < match.end() for f in found):
                continue
            value = _value(match, published)
            if value is not None and _is_date(match, text):
                found.append(FoundDate(match.start(), match.end(), value))
    found.sort(key=lambda item: item.start)
    dated = _with_years(found)
    if published is None or _RECURRING.search(text):
        return tuple(dated)
    return tuple(replace(item, value=nearest_year(item.value, published)) for item in dated)


def _is_date(match: re.Match[str], text: str) -> bool:
    groups = match.groupdict()
    if groups.get("first"):
        return True
    if groups.get("year") and not groups.get("month"):
        return _BEFORE_YEAR.search(text[: match.start()]) is not None
    return True


def _value(match: re.Match[str], published: date | None) -> DateValue | None:
    groups = match.groupdict()
    if groups.get("first"):
        return _span_of_years(groups["first"], groups["last"])
    if groups.get("weekday") or groups.get("relative"):
        return _relative_day(groups, published)
    year = int(groups["year"]) if groups.get("year") else None
    resolved = False
    if groups.get("which"):
        if published is None:
            return None
        year = published.year + {"last": -1, "this": 0, "next": 1}[groups["which"]]
        resolved = True
    month = _MONTH_NAMES[groups["month"].rstrip(".").casefold()] if groups.get("month") else None
    day = int(groups["day"]) if groups.get("day") else None
    month_first = month is not None and match.start("month") == match.start()
    if day is not None and month is not None and not _is_day(year, month, day):
        return None
    return DateValue(year, month, day, month_first=month_first, resolved=resolved)


def _is_day(year: int | None, month: int, day: int) -> bool:
    try:
        date(year or 2000, month, day)
    except ValueError:
        return False
    return True


def _span_of_years(first: str, last: str) -> DateValue | None:
    begin = int(first)
    end = int(last) if len(last) == len(first) else begin // 100 * 100 + int(last)
    if end <= begin:
        return None
    return DateValue(begin, end=end, fiscal=end == begin + 1)


def _relative_day(groups: dict[str, str | None], published: date | None) -> DateValue | None:
    """A weekday is the latest one up to the day of publication: news tells of the past."""
    if published is None:
        return None
    name = groups.get("weekday")
    if name:
        back = (published.weekday() - _WEEKDAYS.index(name.casefold())) % 7
        day = published - timedelta(days=back)
    else:
        step = {"today": 0, "yesterday": -1, "tomorrow": 1}[
            (groups["relative"] or "today").casefold()
        ]
        day = published + timedelta(days=step)
    return DateValue(day.year, day.month, day.day, resolved=True)


def _with_years(found: list[FoundDate]) -> Iterator[FoundDate]:
    """Give months and days without a year the year of the date written before them.

    Without a publication date to check against, only a date in the same text is certain enough.
    """
    known: int | None = None
    for item in found:
        value = item.value
        if value.year is None and known is not None and value.month is not None:
            yield replace(item, value=replace(value, year=known, resolved=True))
            continue
        if value.year is not None and not value.resolved and value.end is None:
            known = value.year
        yield item


def is_relative_day(found: FoundDate, text: str) -> bool:
    """Whether the date is a "today" or a weekday, understood but not written out."""
    return found.value.day is not None and not any(
        character.isdigit() for character in text[found.start : found.end]
    )


def nearest_year(value: DateValue, published: date) -> DateValue:
    """The day or month without a year, in the year that brings it nearest to the publication."""
    if value.year is not None or value.month is None:
        return value
    distance = {
        year: abs((year - published.year) * _MORE_MONTHS + value.month - published.month)
        for year in (published.year - 1, published.year, published.year + 1)
    }
    return replace(value, year=min(distance, key=lambda year: distance[year]), resolved=True)
