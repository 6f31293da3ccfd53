"""When and where an article was published, as far as its own lines say."""

import calendar
import re
from datetime import date
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
WEEKDAY = "|".join(
    sorted([*calendar.day_name, *calendar.day_abbr, "tues", "thur", "thurs"], key=len, reverse=True)
)
DAY_FIRST = rf"(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?[\s-]+(?P<m1>{MONTH})\.?,?[\s-]+(?P<y1>\d{{4}})"
MONTH_FIRST = rf"(?P<m2>{MONTH})\.?\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y2>\d{{4}})"
ISO = r"(?P<y3>\d{4})-(?P<m3>\d{1,2})-(?P<d3>\d{1,2})"
SLASHED = r"(?P<d4>\d{1,2})[/.](?P<m4>\d{1,2})[/.](?P<y4>\d{4})"
DATE = rf"(?:(?:{WEEKDAY})\.?,?\s+)?(?:{DAY_FIRST}|{MONTH_FIRST}|{ISO}|{SLASHED})"
CLOCK = (
    r"(?:[\s,|Tt-]*(?:at\s+)?\d{1,2}[:.]\d{2}(?::\d{2})?"
    r"\s*(?:[ap]\.?m\.?)?\s*\(?(?:IST|GMT|UTC|ET|EST|Z)?\)?)?"
)
DATE_LINE = re.compile(
    rf"\W*(?:by\s+[^|\d]{{2,60}}[|,]\s*)?(?P<label>[a-z ]{{0,20}}?)\s*[:|,-]?\s*{DATE}{CLOCK}"
    r"(?:\s*(?:by\s+pib|\||-|,)?\s*[a-z ,]{0,30})\W*",
    re.IGNORECASE,
)
NAME = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?!\d)")
PLACE = r"[A-Z][A-Za-z.'’-]*(?:[ /][A-Z][A-Za-z.'’-]*){0,3}"
DATELINE = re.compile(
    rf"(?P<place>{PLACE})(?:,\s+[A-Z][A-Za-z. ]{{2,20}})?"
    rf"(?i:,\s+(?:(?:{MONTH})\.?\s+\d{{1,2}}|\d{{1,2}}\s+(?:{MONTH})\.?)(?:,?\s+\d{{4}})?)?"
    r"\s*(?:\([A-Za-z. ]{2,20}\))?\s*(?::|--|[–—]|\s-)\s+(?=[\"“'‘A-Z0-9])",
)
YEARS = (1990, 2100)
LONGEST_DATE_LINE = 120
MONTHS_A_YEAR = 12
SHORTEST_CAPITALS = 4
"""An unknown place in capitals must be this long; shorter ones are mostly abbreviations."""


def date_of_name(filename: str) -> date | None:
    """The date that the name of a file begins with, as in "2020-05-31-first-crewed-flight.txt"."""
    match = NAME.match(PurePath(filename).name)
    return None if match is None else _valid(*map(int, match.groups()))


def date_of_line(line: Line) -> date | None:
    """The date that a line of its own gives, if it is one.

    "Posted on: 10 JAN 2020 3:45PM" is one, and so is "New Delhi, 8 October 2020".
    """
    match = DATE_LINE.fullmatch(line.text) if len(line.text) < LONGEST_DATE_LINE else None
    if match is None:
        return None
    label = match["label"].strip()
    if label and label.casefold() not in wording()["date_labels"] and not _is_place(label):
        return None
    return _date(match)


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
    names = place.title() if place.isupper() else place
    known = _is_place(names.split("/")[0])
    if not known and not (place.isupper() and len(place) >= SHORTEST_CAPITALS):
        return "", 0
    return names, match.end()


def _is_place(name: str) -> bool:
    entry = load().lookup(name)
    return entry is not None and (entry.kind == "place" or entry.sub_kind == "country")
