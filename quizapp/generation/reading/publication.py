"""When and where an article was published, as far as its own lines say."""

import calendar
import re
from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import PurePath

from quizapp.generation.knowledge import load
from quizapp.generation.reading.lines import Line, wording

MONTHS = {
    name.casefold(): number
    for names in (calendar.month_name, calendar.month_abbr)
    for number, name in enumerate(names)
    if name
} | {"sept": 9}
MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
DAYS = frozenset(
    day.casefold() for day in (*calendar.day_name, *calendar.day_abbr, "tues", "thur", "thurs")
)
ORDINAL = r"(?:\s?(?:st|nd|rd|th))?"
DAY_FIRST = rf"(?P<d1>\d{{1,2}}){ORDINAL}(?:\s+of)?[\s-]*(?P<m1>{MONTH})\.?,?[\s-]+(?P<y1>\d{{4}})"
MONTH_FIRST = rf"(?P<m2>{MONTH})\.?[\s-]*(?P<d2>\d{{1,2}}){ORDINAL}\s*,?[\s-]+(?P<y2>\d{{4}})"
ISO = r"(?P<y3>\d{4})[-/.](?P<m3>\d{1,2})[-/.](?P<d3>\d{1,2})"
SLASHED = r"(?P<d4>\d{1,2})[-/.](?P<m4>\d{1,2})[-/.](?P<y4>\d{4})"
DATE = re.compile(rf"(?<!\w)(?:{DAY_FIRST}|{MONTH_FIRST}|{ISO}|{SLASHED})(?!\d)", re.IGNORECASE)
CLOCK = re.compile(
    r"\bT?\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\.\d+)?\s*(?:(?:[ap]\.?m\b\.?)|hrs|hours|h\b)?"
    r"\s*(?:Z\b|[+-]\d{2}:?\d{2})?|\b\d{1,2}\s?[ap]\.?m\b\.?|\b\d{4}\s*hrs\b",
    re.IGNORECASE,
)
PARTS = re.compile(
    r"\s*[|/•·,;–—()\[\]:-]+\s*|\s{3,}|\s+(?=(?:by|edited|written)\s)", re.IGNORECASE
)
WRITER = re.compile(
    r"(?i:by|(?:edited|written|reported|posted|published|updated|compiled)\s+by)\s+[A-Z][\w.'-]*"
    r"(?:\s+(?:and\s+|&\s+)?[A-Z][\w.'-]*){0,5}"
)
LABELS = frozenset({"posted", "posted on", "published", "published on", "updated", "updated on"})
NAMES = re.compile(r"[A-Z][\w.'-]*(?:\s+[A-Z][\w.'-]*){0,2}")
NAME = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?!\d)")
PLACE = r"[A-Z][A-Za-z.'’-]*(?:[ /][A-Z][A-Za-z.'’-]*){0,3}"
DATELINE = re.compile(
    rf"(?P<place>{PLACE})(?:\s?,\s+[A-Z][A-Za-z. ]{{2,20}}|\s\[[A-Z][A-Za-z. ]{{2,20}}\])?"
    rf"(?i:,\s+(?:(?:{MONTH})\.?\s+\d{{1,2}}|\d{{1,2}}\s+(?:{MONTH})\.?)(?:,?\s+\d{{4}})?)?"
    r"\s*(?:[(\[][A-Za-z. ]{2,20}[)\]])?(?:\s*:-?\s*|\s*--\s*|\s*[–—|]\s+|\s-\s*)(?=[\"“'‘A-Z0-9])",
)
YEARS = (1990, 2100)
LONGEST_DATE_LINE = 160
LONGEST_PLACE_LINE = 80
MONTHS_A_YEAR = 12
SHORTEST_CAPITALS = 4
"""An unknown place in capitals must be this long; shorter ones are mostly abbreviations."""


def date_of_name(filename: str) -> date | None:
    """The date that the name of a file begins with, as in "2020-05-31-first-crewed-flight.txt"."""
    match = NAME.match(PurePath(filename).name)
    return None if match is None else _valid(*map(int, match.groups()))


def is_date_line(line: Line) -> bool:
    """Whether the line does nothing but date the text.

    "Posted on: 10 JAN 2020 3:45PM" does, and so do "New Delhi, 8 October 2020" and
    "Asha Rao | Updated: Oct 8, 2020, 10:15 IST": beside dates there are only clocks, places,
    names of writers and agencies, and the words of `date_words`.
    """
    if len(line.text) >= LONGEST_DATE_LINE or DATE.search(line.text) is None:
        return False
    parts = _beside(line.text)
    strange = [part for part in parts if not _belongs(part)]
    labelled = any(part.casefold().strip() in LABELS for part in parts)
    return not strange or (
        labelled and len(strange) == 1 and NAMES.fullmatch(strange[0]) is not None
    )


def date_of_line(line: Line) -> date | None:
    """The date that a line of its own gives, if it is one and can mean only one day."""
    first = DATE.search(line.text) if is_date_line(line) else None
    return None if first is None else _date(first)


def place_of_line(line: Line) -> str:
    """The place that a line of its own gives, with or without a date: "NEW DELHI"."""
    parts = _beside(line.text) if len(line.text) <= LONGEST_PLACE_LINE else ()
    places = [part for part in parts if part and _is_place(_cased(part))]
    if not places or any(part.isdigit() for part in parts) or not all(map(_belongs, parts)):
        return ""
    return _cased(places[0])


def _beside(text: str) -> Sequence[str]:
    return PARTS.split(CLOCK.sub(" | ", DATE.sub(" | ", text)))


def _belongs(part: str) -> bool:
    """Whether a part of a line may stand beside a date of publication."""
    text = part.strip(" .\t*_#")
    words = text.casefold().replace(".", "").split()
    known = wording()["date_words"]
    if all(word in DAYS or word in known or word.isdigit() for word in words):
        return True
    return bool(WRITER.fullmatch(text)) or text.casefold() in _agencies() or _is_place(_cased(text))


@cache
def _agencies() -> frozenset[str]:
    return frozenset(name.casefold() for name in wording()["agencies"])


def _cased(name: str) -> str:
    return name.title() if name.isupper() else name


def _date(match: re.Match[str]) -> date | None:
    for number in "1234":
        if not match["y" + number]:
            continue
        day, month, year = (match[letter + number] for letter in "dmy")
        figure = int(month) if month.isdigit() else MONTHS[month.casefold()]
        if number == "4" and int(day) <= MONTHS_A_YEAR and day != month:
            return None  # 4/5/2021 is the fourth of May or the fifth of April
        return _valid(int(year), figure, int(day))
    return None


def _valid(year: int, month: int, day: int) -> date | None:
    if not YEARS[0] <= year < YEARS[1]:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def dateline(line: Line) -> tuple[str, int]:
    """The place of the dateline that a first paragraph begins with, and how long it is.

    A place counts when the gazetteers know it or it stands in capitals: "Note: …" is no dateline.
    Gives ("", 0) without one.
    """
    match = DATELINE.match(line.text)
    if match is None:
        return "", 0
    place = match["place"]
    names = _cased(place)
    known = _is_place(names.split("/")[0])
    if not known and not (place.isupper() and len(place) >= SHORTEST_CAPITALS):
        return "", 0
    return names, match.end()


def _is_place(name: str) -> bool:
    entry = load().lookup(name)
    return entry is not None and (entry.kind == "place" or entry.sub_kind == "country")
