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
_RELATIVE_YEAR = r"(?:of\s+|,\s*)?(?P<which>[Ll]ast|[Tt]his|[Nn]ext)\s+year"
_RELATIVE_MONTH = r"(?P<step>[Ll]ast|[Tt]his|[Nn]ext|same)\s+month"
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
        rf"{_DAY}\s+(?:of\s+)?{_RELATIVE_MONTH}",
        r"(?P<first>20\d\d|19\d\d)[-\u2013](?P<last>\d\d(?:\d\d)?)",
        rf"(?P<weekday>{_WEEKDAY_NAMES})(?:\s+(?:morning|afternoon|evening|night))?",
        r"(?P<relative>[Tt]oday|[Yy]esterday|[Tt]omorrow)",
        _RELATIVE_YEAR,
        _RELATIVE_MONTH,
        _YEAR,
        _MONTH,
    )
)
_FIRST_OF_TWO = re.compile(
    rf"{_LOOK}(?:{_DAY})(?=\s*(?:to|and|till|until|-|\u2013)\s*$)", re.IGNORECASE
)
_SECOND_OF_TWO = re.compile(
    rf"\s*(?:to|and|till|until|-|\u2013)\s*{_DAY}(?![\w%]|[.,]\d|\s+(?!(?:in|at|on|this|and|with|for|"
    r"as|by|to|of|the|during|when|after|before)\b)\w)"
)
_BEFORE_MONTH = re.compile(
    r"\b(?:in|by|since|until|till|from|during|of|for|to|through|between|early|late|mid|mid-|next|last|"
    r"on)[\s-]+$",
    re.IGNORECASE,
)
_BEFORE_MAY = re.compile(r"\b(?:in|since|until|till|early|late|mid)[\s-]+$", re.IGNORECASE)
_BEFORE_YEAR = re.compile(
    r"(?:\b(?:in|by|since|until|till|from|during|for|of|to|and|year|after|before|between|through|"
    r"early|late|mid|around|the)|\()\s*$",
    re.IGNORECASE,
)
_WILL = re.compile(
    r"\b(?:will|shall|going to|upcoming|coming|next|plans? to|"
    r"(?:is|are) (?:to|due|scheduled|set|slated|expected|planned))\b",
    re.IGNORECASE,
)
_OR_AHEAD = re.compile(
    r"\b(?:would|to be|due|scheduled|planned|expected|slated|set to|was to|were to|until|till|"
    r"by)\b",
    re.IGNORECASE,
)
"""What may look ahead of the day of publication or of a day before it."""
_HAD_DONE = re.compile(
    r"\bhad (?!to\b|until\b|till\b|by\b)(?![^.;]*\bto [a-z])[^.;]*\b(?:until|till|by)\s*$",
    re.IGNORECASE,
)
"""As in "had trained 450 teachers by": done before the day of publication, whatever the word."""
_RECURRING = re.compile(
    r"\b(?:every|each) year\b|\bannual|\b(?:observed|celebrated)\b", re.IGNORECASE
)
_OF_THAT_YEAR = re.compile(r",? of (?:that|the same|the following|the next) year\b")
_STEPS = {"last": -1, "this": 0, "next": 1}
_MORE_MONTHS = 12
_BESIDE = 7
"""Letters of " until " between the two ends of a span."""


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
    found.extend(_halves(found, text))
    found.sort(key=lambda item: item.start)
    dated = _with_years(found)
    if published is None or _RECURRING.search(text):
        return tuple(dated)
    return tuple(
        replace(item, value=nearest_year(item.value, published, _side(text, item)))
        for item in dated
    )


def _side(text: str, found: FoundDate) -> int:
    """Where the words before a date put it: 1 ahead of the publication, -1 before it, 0 either."""
    before = text[: found.start]
    if _WILL.search(before):
        return 1
    if _HAD_DONE.search(before):
        before = before.rsplit(maxsplit=1)[0]
    return 0 if _OR_AHEAD.search(before) else -1


def _halves(found: list[FoundDate], text: str) -> Iterator[FoundDate]:
    """As in "March 8 and 9", "15th to 22nd January": the day that leaves its month to the other."""
    taken = [(item.start, item.end) for item in found]
    for item in tuple(found):
        value = item.value
        if value.day is None or value.month is None:
            continue
        if value.month_first:
            match = _SECOND_OF_TWO.match(text, item.end)
        else:
            match = _FIRST_OF_TWO.search(text[: item.start])
        if match is None or any(
            match.start("day") < end and start < match.end("day") for start, end in taken
        ):
            continue
        day = int(match["day"])
        end = match.end("day")
        if match.string is text and text[end : end + 2] in {"st", "nd", "rd", "th"}:
            end += 2
        if match.string is not text:
            end = match.end()
        in_order = value.day < day if value.month_first else day < value.day
        if in_order and _is_day(value.year, value.month, day):
            yield FoundDate(match.start("day"), end, replace(value, day=day))


def _is_date(match: re.Match[str], text: str) -> bool:
    groups = match.groupdict()
    if groups.get("first"):
        return True
    if _OF_THAT_YEAR.match(text, match.end()):
        return False
    before = text[: match.start()]
    if groups.get("year") and not groups.get("month"):
        return _BEFORE_YEAR.search(before) is not None
    alone = groups.get("month") and not (groups.get("day") or groups.get("year"))
    if alone and not groups.get("which"):
        after = text[match.end() : match.end() + 1]
        wanted = _BEFORE_MAY if match.group() in {"May", "March"} else _BEFORE_MONTH
        return after not in {"'", "\u2019"} and wanted.search(before) is not None
    return True


def _value(match: re.Match[str], published: date | None) -> DateValue | None:
    groups = match.groupdict()
    if groups.get("first"):
        return _span_of_years(groups["first"], groups["last"])
    if groups.get("weekday") or groups.get("relative"):
        return _relative_day(groups, published)
    if groups.get("step"):
        return _in_a_month(groups, published)
    year = int(groups["year"]) if groups.get("year") else None
    resolved = False
    if which := groups.get("which"):
        if published is None:
            return None
        year = published.year + _STEPS[which.casefold()]
        resolved = True
    month = _MONTH_NAMES[groups["month"].rstrip(".").casefold()] if groups.get("month") else None
    day = int(groups["day"]) if groups.get("day") else None
    month_first = month is not None and match.start("month") == match.start()
    if day is not None and month is not None and not _is_day(year, month, day):
        return None
    return DateValue(year, month, day, month_first=month_first, resolved=resolved)


def _in_a_month(groups: dict[str, str | None], published: date | None) -> DateValue | None:
    """As in "last month" and "the 22nd of this month"."""
    if published is None or groups["step"] == "same":
        return None
    step = _STEPS[(groups["step"] or "this").casefold()]
    months = published.year * _MORE_MONTHS + published.month - 1 + step
    year, month = divmod(months, _MORE_MONTHS)
    day = int(groups["day"] or 0) if groups.get("day") else None
    if day is not None and not _is_day(year, month + 1, day):
        return None
    return DateValue(year, month + 1, day, resolved=True)


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
    """Give months and days without a year the year of the date written beside or before them.

    Without a publication date to check against, only a date in the same text is certain enough.
    """
    known: int | None = None
    for place, item in enumerate(found):
        value = item.value
        after = found[place + 1] if place + 1 < len(found) else None
        if value.year is None and value.month is not None:
            year = _year_beside(item, after) or known
            yield (
                item
                if year is None
                else replace(item, value=replace(value, year=year, resolved=True))
            )
            continue
        if value.year is not None and not value.resolved and value.end is None:
            known = value.year
        yield item


def _year_beside(item: FoundDate, after: FoundDate | None) -> int | None:
    """As in "from January to March 2019": the year of the date that closes the span."""
    if after is None or after.start - item.end > _BESIDE or after.value.year is None:
        return None
    month, later = item.value.month, after.value.month
    if month is None or later is None:
        return None
    return after.value.year if month <= later else after.value.year - 1


def is_relative_day(found: FoundDate, text: str) -> bool:
    """Whether the date is a "today" or a weekday, understood but not written out."""
    return found.value.day is not None and not any(
        character.isdigit() for character in text[found.start : found.end]
    )


_FAR = 11
"""Months: of a day so far on the side that the tense tells, and next month on the other, no year is
certain."""


def nearest_year(value: DateValue, published: date, side: int = 0) -> DateValue:
    """The day or month without a year, in the year that brings it nearest to the publication.

    `side` is -1 for what is not after the publication, 1 for what is not before it.
    """
    if value.year is not None or value.month is None:
        return value
    years = (published.year - 1, published.year, published.year + 1)
    ahead = {
        year: (year - published.year) * _MORE_MONTHS + value.month - published.month
        for year in years
    }
    fitting = [year for year in years if ahead[year] * side >= 0]
    best = min(abs(ahead[year]) for year in fitting)
    if value.day is not None and best >= _FAR and min(map(abs, ahead.values())) <= 1:
        return value  # "was told to come on August 8", written in July
    return replace(value, year=min(fitting, key=lambda year: abs(ahead[year])), resolved=True)
