"""Read figures out of text: money, percentages, durations, quantities, counts, ranks, ranges.

What counts the figure of a plain number ("75 licensed salt works") is for the parse to say;
here it has no unit. Numbers inside names ("5G", "COVID-19", "Article 370") are no figures.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from quizapp.generation.values import SMALL_NUMBERS, TENS, Bound, FigureValue, Grouping

_WORDS = "|".join(
    [f"{tens}-(?:{'|'.join(SMALL_NUMBERS[1:10])})" for tens in TENS]
    + sorted([*SMALL_NUMBERS[2:], *TENS], key=len, reverse=True)
)
_DIGITS = r"\d{1,3}(?:,\d{2,3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_NUMBER = rf"(?:{_DIGITS}|{_WORDS})"
_SCALE = r"(?:lakh\s+crores?|hundred|thousand|lakhs?|million|mn|crores?|cr|billion|bn|trillion)"
_CURRENCY = r"(?:Rs\.?|Re\.?|INR|US\s?\$|USD|₹|\$|€|£|EUR|GBP)"
_MONEY = r"(?:rupees?|US\s+dollars?|dollars?|euros?|pounds?|yen|yuan|USD|INR|EUR)"
_PERCENT = r"(?:\s?%|\s+per\s?cent\b|\s+percentage(?!\s+points?)\b)"
_DURATION = r"(?:years?|months?|weeks?|days?|hours?|minutes?|seconds?)"
_UNIT = (
    r"(?:kilomet(?:er|re)s?|km|met(?:er|re)s?|centimet(?:er|re)s?|cm|mm|miles?|feet|foot|inch(?:es)?|"
    r"kilograms?|kg|grams?|tonnes?|tons?|quintals?|lit(?:er|re)s?|hectares?|acres?|megawatts?|MW|"
    r"gigawatts?|GW|kilowatt[- ]hours?|basis\s+points?|degrees?(?:\s+(?:Celsius|Fahrenheit))?|"
    r"sq(?:uare|\.)?\s*(?:km|kilomet(?:er|re)s?|met(?:er|re)s?|miles?|feet)|"
    r"kilomet(?:er|re)s?\s+per\s+hour|km/h|kmph|light[- ]years?|carats?|nautical\s+miles?)"
)
_HEDGES: dict[str, Bound] = {
    "more than": Bound.MORE,
    "over": Bound.MORE,
    "above": Bound.MORE,
    "at least": Bound.AT_LEAST,
    "not less than": Bound.AT_LEAST,
    "less than": Bound.LESS,
    "fewer than": Bound.LESS,
    "under": Bound.LESS,
    "below": Bound.LESS,
    "up to": Bound.AT_MOST,
    "upto": Bound.AT_MOST,
    "at most": Bound.AT_MOST,
    "about": Bound.ABOUT,
    "around": Bound.ABOUT,
    "nearly": Bound.ABOUT,
    "almost": Bound.ABOUT,
    "approximately": Bound.ABOUT,
    "close to": Bound.ABOUT,
    "roughly": Bound.ABOUT,
    "some": Bound.ABOUT,
    "an estimated": Bound.ABOUT,
    "estimated": Bound.ABOUT,
    "as many as": Bound.EXACT,
    "as much as": Bound.EXACT,
}
_HEDGE = "|".join(hedge.replace(" ", r"\s+") for hedge in _HEDGES)
_PATTERN = re.compile(
    rf"(?<![\w.,/$₹-])(?:(?P<hedge>{_HEDGE})\s+)?"
    rf"(?P<currency>{_CURRENCY}\s?)?"
    rf"(?P<low>{_NUMBER})(?P<lowscale>\s{_SCALE}\b)?"
    rf"(?:(?:\s+to\s+|\s?[-\u2013]\s?)(?P<high>(?<![^\d\u2013-]\d)\d[\d,.]*\d|\d))?"
    rf"(?:(?:\s|-)?(?P<scale>{_SCALE})\b)?"
    rf"(?:(?P<percent>{_PERCENT})|\s+(?P<money>{_MONEY})\b|(?:\s+|-)(?P<duration>{_DURATION})\b"
    rf"|(?:\s+|-)?(?P<unit>{_UNIT})\b)?"
    r"(?![\w/-]|[.,]\d|:\d)",
    re.IGNORECASE,
)
_ORDINAL = re.compile(r"(?<![\w.,/-])(?P<number>\d{1,3})(?:st|nd|rd|th)\b(?!-)")
_NAME_BEFORE = re.compile(
    r"(?:\b(?:Article|Section|Rule|Act|Chapter|Clause|Schedule|Phase|Part|No|no|Number|Apollo|"
    r"Soyuz|Flight|Flt|Room|Highway|Route|Boeing|Airbus|Group|Class|Form|Under|Over|Covid|Unit|"
    r"Resolution|Stage|Line|Gate|Platform|Type|Level|Model|Tier|Grade|Volume|Page|Figure|Table|"
    r"Chandrayaan|Expo|Summit|Games|Mission|Cup|Olympics|Year|Strategy|Vision)\.?\s+|[#@])$"
)
_SHAPES = {"$": "USD", "us$": "USD", "usd": "USD", "us $": "USD", "rs": "INR", "re": "INR"}
_SHAPES |= {"₹": "INR", "inr": "INR", "€": "EUR", "eur": "EUR", "£": "GBP", "gbp": "GBP"}


@dataclass(frozen=True, slots=True)
class FoundFigure:
    """A figure at a half-open range of the text that was searched, its hedge included.

    `sub_kind` is "percent", "money", "duration", "quantity", "count" or "rank". `attributive`
    marks a hyphenated modifier ("15-day"), which is no amount of its own to ask for.
    """

    start: int
    end: int
    value: FigureValue
    sub_kind: str
    attributive: bool = False


def find_figures(text: str) -> tuple[FoundFigure, ...]:
    """All figures of the text in order, without overlaps."""
    found = [
        figure for match in _PATTERN.finditer(text) if (figure := _figure(match, text)) is not None
    ]
    taken = [(figure.start, figure.end) for figure in found]
    for match in _ORDINAL.finditer(text):
        if all(match.end() <= start or end <= match.start() for start, end in taken):
            value = FigureValue(Decimal(match["number"]), ordinal=True)
            found.append(FoundFigure(match.start(), match.end(), value, "rank"))
    return tuple(sorted(found, key=lambda figure: figure.start))


def _figure(match: re.Match[str], text: str) -> FoundFigure | None:
    if _NAME_BEFORE.search(text[: match.start()]):
        return None
    low, in_words, grouping = _amount(match["low"])
    high = _amount(match["high"].rstrip(",."))[0] if match["high"] else None
    if low is None or (match["high"] and (high is None or high <= low)):
        return None
    scale = " ".join((match["scale"] or match["lowscale"] or "").casefold().split())
    scale = {"mn": "million", "bn": "billion", "cr": "crore"}.get(scale, scale.removesuffix("s"))
    sub_kind, unit = _measure(match)
    if sub_kind == "count" and in_words and low < 2:  # noqa: PLR2004 — "one" is an article more than a count
        return None
    hedge = " ".join((match["hedge"] or "").casefold().split())
    number_end = match.end("high") if match["high"] else match.end("low")
    after = " ".join(text[number_end : match.end()].split(" "))
    after = re.sub(r"\s+percentage$", "%", re.sub(r"\s+", " ", after), flags=re.IGNORECASE)
    bound = _HEDGES.get(hedge, Bound.EXACT)
    before = f"{hedge.capitalize()} " if bound is not Bound.EXACT else ""
    value = FigureValue(
        amount=low,
        high=high,
        unit=unit,
        bound=bound,
        scale=scale,
        before=before + (match["currency"] or ""),
        after=after,
        grouping=grouping,
        in_words=in_words,
    )
    attributive = "-" in text[match.end("low") : match.end()] and match["high"] is None
    return FoundFigure(match.start(), match.end(), value, sub_kind, attributive)


def _measure(match: re.Match[str]) -> tuple[str, str]:
    if match["percent"]:
        return "percent", "%"
    if match["currency"] or match["money"]:
        sign = (match["currency"] or match["money"]).strip().rstrip(".").casefold()
        return "money", _SHAPES.get(sign, sign.split()[-1].removesuffix("s"))
    if match["duration"]:
        return "duration", match["duration"].casefold().removesuffix("s")
    if match["unit"]:
        return "quantity", match["unit"].casefold()
    return "count", ""


def _amount(text: str) -> tuple[Decimal | None, bool, Grouping]:
    if text[0].isdigit():
        grouping = Grouping.NONE
        if "," in text:
            groups = text.split(".", maxsplit=1)[0].split(",")
            sound = len(groups[-1]) == 3 and all(2 <= len(g) <= 3 for g in groups[1:-1])  # noqa: PLR2004 — groups of two or three
            if not sound:
                return None, False, grouping
            western = all(len(g) == 3 for g in groups[1:])  # noqa: PLR2004 — thousands
            grouping = Grouping.WESTERN if western else Grouping.INDIAN
        return Decimal(text.replace(",", "")), False, grouping
    words = text.casefold()
    if words in SMALL_NUMBERS:
        return Decimal(SMALL_NUMBERS.index(words)), True, Grouping.NONE
    tens, _, units = words.partition("-")
    value = 10 * (TENS.index(tens) + 2) + (SMALL_NUMBERS.index(units) if units else 0)
    return Decimal(value), True, Grouping.NONE
