"""Read figures out of text: money, percentages, durations, quantities, counts, ranks, ranges.

What counts the figure of a plain number ("75 licensed salt works") is for the parse to say;
here it has no unit. Numbers inside names ("5G", "COVID-19", "Article 370") are no figures.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from quizapp.generation.values import SCALES, SMALL_NUMBERS, TENS, Bound, FigureValue, Grouping
from quizapp.generation.words import word_set

_WORDS = "|".join(
    [f"{tens}-(?:{'|'.join(SMALL_NUMBERS[1:10])})" for tens in TENS]
    + sorted([*SMALL_NUMBERS[2:], *TENS], key=len, reverse=True)
)
_DIGITS = r"\d{1,3}(?:,\d{2,3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_NUMBER = rf"(?:{_DIGITS}|{_WORDS})"
_SCALE = r"(?:lakh\s+crores?|hundred|thousand|lakhs?|million|mn|crores?|cr|billion|bn|trillion)"
_CODE = "INR|USD|EUR|GBP|SEK|NOK|DKK|CHF|JPY|CNY|AUD|CAD|NZD|HKD|SGD|AED|BDT|LKR|NPR|PKR|PLN|ZAR"
_CURRENCY = rf"(?:Rs\.?|Re\.?|(?:US|A|C|NZ|S|HK|CA|AU)\s?\$|₹|\$|€|£|¥|{_CODE})"
_MONEY = (
    r"(?:(?:Indian\s+|Sri\s+Lankan\s+|Pakistani\s+|Nepalese\s+)?rupees?|"
    r"(?:US|Australian|Canadian|Singapore|Hong\s+Kong)\s+dollars?|dollars?|euros?|"
    r"(?:British\s+)?pounds?(?:\s+sterling)?|yen|yuan|renminbi|z[lł]otys?|kron(?:or|er|a)|"
    r"(?:Swiss\s+)?francs?|roubles?|rubles?|taka|dirhams?|riyals?|rand|baht|ringgit|pesos?|"
    rf"{_CODE})"
)
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
    rf"(?P<low>{_NUMBER}|one(?=\s+to\s+(?:{_WORDS})\s))(?P<lowscale>\s{_SCALE}\b)?"
    rf"(?:(?:\s+to\s+|\s?[-\u2013]\s?)"
    rf"(?P<high>(?<![^\d\u2013-]\d)\d[\d,.]*\d|\d|(?<=[a-z]\sto\s)(?:{_WORDS})))?"
    rf"(?:(?:\s{{1,2}}|-)?(?P<scale>{_SCALE})\b)?"
    rf"(?:\s(?P<more>\d{{1,3}})\s(?P<morescale>thousand|lakh|crore)\b)?"
    rf"(?:(?P<percent>{_PERCENT})|\s+(?P<money>{_MONEY})\b|(?:\s+|-)(?P<duration>{_DURATION})\b"
    rf"|(?:\s+|-)?(?P<unit>{_UNIT})\b(?:-(?P<along>long|wide|tall|high|deep)\b)?)?"
    r"(?![\w/-]|[.,]\d|:\d)",
    re.IGNORECASE,
)
_MEMBERS = re.compile(
    rf"(?<![\w.,/$₹-])(?P<low>\d{{1,4}}|{_WORDS})-(?P<noun>[a-z]{{3,}})(?![\w/-])", re.IGNORECASE
)
_NO_MEMBERS = word_set(
    "way ways fold time times wheeler wheelers wheel phase third thirds fourth fifth quarter half "
    "pronged tier star hand handed faced odd plus year day sided stage step piece dimensional "
    "digit figure course letter cornered legged part page level edged ish wicket stroke shot set "
    "man men old hour month week minute second track line door fifths fourths halves"
)
"""Nouns of which "five-…" says what kind it is rather than how many belong to it."""
_FEWEST_MEMBERS = 3
_BEFORE_OVER = re.compile(
    r"\b(?:for|after|in|of|with|by|to|is|was|are|were|lasted|than|at|from|be|been|took|take|"
    r"takes|spent|served|spans|spanned|has|have|had)\s+$",
    re.IGNORECASE,
)
"""Before "over 8 years" these make it "more than 8 years"; else "over" is a preposition."""
_SPREAD = re.compile(
    r"\b(?:spread|spreads|stretched|stretches|scattered|distributed)\s+$", re.IGNORECASE
)
"""Before "over 20 hectares" these keep it a preposition."""
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
    found = list(_plain(text))
    taken = [(figure.start, figure.end) for figure in found]
    for match in _MEMBERS.finditer(text):
        amount, in_words, _ = _amount(match["low"])
        free = all(match.end() <= start or end <= match.start() for start, end in taken)
        noun = match["noun"]
        # "2019-nCoV" is a name, and no number of anything.
        counts = noun[1:].islower() and noun.casefold() not in _NO_MEMBERS
        if amount is None or not free or not counts or amount < _FEWEST_MEMBERS:
            continue
        value = FigureValue(amount, noun.casefold(), after=f"-{noun}", in_words=in_words)
        found.append(FoundFigure(match.start(), match.end(), value, "count", attributive=True))
        taken.append((match.start(), match.end()))
    for match in _ORDINAL.finditer(text):
        if all(match.end() <= start or end <= match.start() for start, end in taken):
            value = FigureValue(Decimal(match["number"]), ordinal=True)
            found.append(FoundFigure(match.start(), match.end(), value, "rank"))
    return tuple(sorted(found, key=lambda figure: figure.start))


def _plain(text: str) -> Iterator[FoundFigure]:
    """The figures but for members and ranks; of a range that is none ("in 2016 to 62") the end."""
    match = _PATTERN.search(text)
    while match is not None:
        figure = _figure(match, text)
        if figure is not None:
            yield figure
        start = match.start("high") if figure is None and match["high"] else match.end()
        match = _PATTERN.search(text, max(start, match.start() + 1))


def _figure(match: re.Match[str], text: str) -> FoundFigure | None:
    if _NAME_BEFORE.search(text[: match.start()]):
        return None
    low, in_words, grouping = _amount(match["low"])
    high = _amount(match["high"].rstrip(",."))[0] if match["high"] else None
    if low is None or (match["high"] and (high is None or high <= low)):
        return None
    first = match.start()
    if high is not None and re.search(r"\bfrom\s+$", text[: match.start()], re.IGNORECASE):
        # "from 5 to 7 %" are two figures; the second has its unit.
        low, high, first = high, None, match.start("high")
    scale = " ".join((match["scale"] or match["lowscale"] or "").casefold().split())
    scale = {"mn": "million", "bn": "billion", "cr": "crore"}.get(scale, scale.removesuffix("s"))
    sub_kind, unit = _measure(match)
    if sub_kind == "count" and in_words and low < 2:  # noqa: PLR2004 — "one" is an article more than a count
        return None
    hedge = " ".join((match["hedge"] or "").casefold().split())
    number_end = match.end("high") if match["high"] else match.end("low")
    after = text[number_end : match.end("unit") if match["along"] else match.end()]
    if match["more"]:
        low, scale, after = _added(low, scale, match)
        grouping = Grouping.INDIAN
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
    start = first
    spans = sub_kind == "duration" and hedge == "over" and not match["currency"]
    covers = hedge == "over" and _SPREAD.search(text[:start])
    if covers or (spans and not _BEFORE_OVER.search(text[:start])):
        start, value = match.start("low"), replace(value, bound=Bound.EXACT, before="")
    return FoundFigure(start, match.end(), value, sub_kind, attributive)


def _added(low: Decimal, scale: str, match: re.Match[str]) -> tuple[Decimal, str, str]:
    """As in "48 thousand 937 crore" (48,937 crore) and "1 lakh 32 thousand" (1.32 lakh)."""
    more, second = Decimal(match["more"]), match["morescale"].casefold()
    tail = match.string[match.end("morescale") : match.end()]
    if scale not in SCALES or SCALES[second] > SCALES[scale]:
        return low * SCALES.get(scale, Decimal(1)) + more, second, f" {second}{tail}"
    return low + more * SCALES[second] / SCALES[scale], scale, f" {scale}{tail}"


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
