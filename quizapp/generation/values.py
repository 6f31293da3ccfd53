"""The values of dates and figures: what they mean, and how the article writes them.

A value keeps the form of its surface (order, unit, scale word, grouping, precision), so that a
changed copy (`dataclasses.replace`) prints as the article would have printed it.
"""

import calendar
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

MONTHS = tuple(calendar.month_name)[1:]
SMALL_NUMBERS = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
]
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
SCALES: dict[str, Decimal] = {
    "hundred": Decimal(100),
    "thousand": Decimal(1000),
    "lakh": Decimal(10) ** 5,
    "million": Decimal(10) ** 6,
    "crore": Decimal(10) ** 7,
    "billion": Decimal(10) ** 9,
    "trillion": Decimal(10) ** 12,
    "lakh crore": Decimal(10) ** 12,
}


class Bound(StrEnum):
    """How the article hedges a figure."""

    EXACT = "exact"
    MORE = "more"
    """more than, over, above"""
    AT_LEAST = "at-least"
    LESS = "less"
    """less than, under, below"""
    AT_MOST = "at-most"
    """up to, at most"""
    ABOUT = "about"
    """about, nearly, around, some"""


class Grouping(StrEnum):
    """Where the commas of a large number stand."""

    NONE = "none"
    WESTERN = "western"
    INDIAN = "indian"


@dataclass(frozen=True, slots=True)
class DateValue:
    """A day, a month or a year; with `end`, a range of them. `month_first` is the written order.

    year is None only for a day of every year ("observed on 5 June"). `resolved` tells that the
    year (or all) was worked out from the publication date rather than written.
    """

    year: int | None
    month: int | None = None
    day: int | None = None
    month_first: bool = False
    end: int | None = None
    """The last year of a range of years such as 2019–21 or of a fiscal year."""
    fiscal: bool = False
    resolved: bool = False

    @property
    def precision(self) -> str:
        """As in "day", "month", "year" or "range"."""
        if self.end is not None:
            return "range"
        if self.day is not None:
            return "day"
        return "month" if self.month is not None else "year"

    def text(self) -> str:
        """The date as an option shows it: "7 October 2020", "October 7, 2020", "October 2020"."""
        if self.end is not None:
            return f"{self.year}-{self.end % 100:02d}"
        if self.month is None:
            return str(self.year)
        name = MONTHS[self.month - 1]
        year = "" if self.year is None else f" {self.year}"
        if self.day is None:
            return f"{name}{year}"
        if self.month_first:
            return f"{name} {self.day}{',' if year else ''}{year}"
        return f"{self.day} {name}{year}"


@dataclass(frozen=True, slots=True)
class FigureValue:
    """A number with its unit. `amount` (and `high` of a range) are in the written scale.

    before/after are the fixed parts around the number as an option shows them: ("", "%"),
    ("USD ", " billion"), ("", " years"), ("Rs ", " crore"). `unit` is what is measured: "%", a
    currency code, or the singular counted noun ("debit card"). `scale` is the scale word, empty
    without. `ordinal` marks ranks and editions ("13th").
    """

    amount: Decimal
    unit: str = ""
    high: Decimal | None = None
    bound: Bound = Bound.EXACT
    scale: str = ""
    before: str = ""
    after: str = ""
    grouping: Grouping = Grouping.NONE
    in_words: bool = False
    ordinal: bool = False

    @property
    def decimals(self) -> int:
        """How many decimal places the article gives."""
        exponent = self.amount.as_tuple().exponent
        return max(0, -exponent) if isinstance(exponent, int) else 0

    @property
    def magnitude(self) -> Decimal:
        """The amount with its scale word multiplied out."""
        return self.amount * SCALES.get(self.scale, Decimal(1))

    def text(self) -> str:
        """The figure as an option shows it, in the article's form."""
        number = self._number(self.amount)
        if self.high is not None:
            number = f"{number} to {self._number(self.high)}"
        return f"{self.before}{number}{self.after}"

    def _number(self, amount: Decimal) -> str:
        whole = amount == amount.to_integral_value() and self.decimals == 0
        if self.ordinal and whole:
            return ordinal(int(amount))
        if self.in_words and whole and 0 <= amount < 100:  # noqa: PLR2004 — longer ones are written in digits
            return in_words(int(amount))
        text = f"{amount:.{self.decimals}f}"
        if self.grouping is Grouping.NONE:
            return text
        integer, _, fraction = text.partition(".")
        grouped = group(integer, self.grouping)
        return f"{grouped}.{fraction}" if fraction else grouped


def group(digits: str, grouping: Grouping) -> str:
    """Put commas into a string of digits: 12,34,567 (Indian) or 1,234,567 (western)."""
    if grouping is Grouping.NONE or len(digits) <= 3:  # noqa: PLR2004 — nothing to group
        return digits
    head, parts = digits[:-3], [digits[-3:]]
    step = 2 if grouping is Grouping.INDIAN else 3
    while head:
        parts.insert(0, head[-step:])
        head = head[:-step]
    return ",".join(parts)


def in_words(number: int) -> str:
    """Write 0–99 in words: "forty-one"."""
    if number <= 20:  # noqa: PLR2004 — the irregular ones
        return SMALL_NUMBERS[number]
    tens, units = divmod(number, 10)
    return TENS[tens - 2] + (f"-{SMALL_NUMBERS[units]}" if units else "")


def ordinal(number: int) -> str:
    """Write 1 as "1st", 12 as "12th"."""
    if number % 100 in {11, 12, 13}:
        return f"{number}th"
    suffix = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{suffix}"
