"""Where an item's options stand: by value where they have one, fixed where they must stay put."""

import re
from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from quizapp.domain.items import FORMATS_THAT_STAY_PUT, ItemFormat, OptionOrder
from quizapp.domain.materials import normalised

__all__ = ["ascending", "refers_to_options", "suggested_order"]


class _Value(NamedTuple):
    """What an option's text is worth; two are comparable when their shapes are the same."""

    shape: str
    numbers: tuple[Fraction, ...]


def _table(*columns: str) -> dict[str, int]:
    return {
        normalised(word): number
        for column in columns
        for number, word in enumerate(column.split(), start=1)
    }


_MONTHS = _table(
    "january february march april may june july august september october november december",
    "jan feb mar apr may jun jul aug sep oct nov dec",
    "जनवरी फरवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर अक्टूबर नवंबर दिसंबर",
)
_SMALL = _table(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen twenty",
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth",
    "एक दो तीन चार पाँच छह सात आठ नौ दस",
)
_SMALL |= {
    word: 10 * tens
    for tens, word in enumerate(
        ["thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], start=3
    )
}
_SCALES = {
    normalised(word): scale
    for words, scale in (
        ("hundred", 10**2),
        ("thousand हज़ार हजार", 10**3),
        ("lakh lakhs लाख", 10**5),
        ("million", 10**6),
        ("crore crores करोड़", 10**7),
        ("billion", 10**9),
        ("trillion", 10**12),
    )
    for word in words.split()
}


def _either(words: dict[str, int]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


# Devanagari vowel signs are no word characters to `re`, so the ends of words are named here.
_END = r"(?![\w\u0900-\u0963])"
_SMALL_WORD = re.compile(rf"(?<![\w\u0900-\u0963])(?:{_either(_SMALL)}){_END}")
_NUMBER = re.compile(
    r"(?:(?<!\S)[-−])?(?P<number>\d+(?:,\d+)*(?:\.\d+)?)(?:(?:st|nd|rd|th)\b)?"
    rf"(?P<scales>(?:\s*(?:{_either(_SCALES)}){_END})*)"
)
_MONTH = rf"(?P<month>{_either(_MONTHS)})\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>\d{4})"
_DATES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_DAY}\s+(?:of\s+)?{_MONTH}(?:,?\s*{_YEAR})?",
        rf"{_MONTH}\s+{_DAY}(?:,?\s*{_YEAR})?",
        rf"{_MONTH}(?:,?\s*{_YEAR})?",
    )
)

_REFERENCES = tuple(
    re.compile(pattern)
    for pattern in (
        r"\b(?:the above|these|them)\b|\bof the (?:following|options|pairs|statements)\b",
        r"^(?:both|neither|either) \(?[a-f1-6]\)? ",
        r"^only .*\d$|^\d.*\bonly$|^\d(?:, ?\d)*,? and \d$",
        r"उपर्युक्त|उपरोक्त|इनमें से|केवल",
    )
)


def ascending(options: Sequence[str]) -> tuple[int, ...]:
    """Give the positions of the options by value: dates, years, amounts, ranges of them.

    Where they have no common measure (another unit or form, or no number at all) the stored order
    stays. "2 lakh" is less than "1 crore"; "20 days" and "3 weeks" are not compared.
    """
    stored = tuple(range(len(options)))
    values = [_value(option) for option in options]
    known = [value for value in values if value is not None]
    if len(known) < len(options) or len({value.shape for value in known}) > 1:
        return stored
    return tuple(sorted(stored, key=lambda position: known[position].numbers))


def refers_to_options(option: str) -> bool:
    """Whether an option speaks of others or of statements: "all of the above", "1 and 2 only"."""
    text = normalised(option)
    return any(reference.search(text) for reference in _REFERENCES)


def suggested_order(item_format: ItemFormat, options: Sequence[str]) -> OptionOrder:
    """Say which option order suits the options; a teacher may choose another."""
    if item_format in FORMATS_THAT_STAY_PUT or any(map(refers_to_options, options)):
        return OptionOrder.FIXED
    values = [_value(option) for option in options]
    if len(set(values)) == len(values) and None not in values:
        shapes = {value.shape for value in values if value is not None}
        if len(shapes) == 1:
            return OptionOrder.ASCENDING
    return OptionOrder.SHUFFLE


def _value(option: str) -> _Value | None:
    text = normalised(option)
    return _date(text) or _numbers(text)


def _date(text: str) -> _Value | None:
    for pattern in _DATES:
        found = pattern.fullmatch(text)
        if found is not None:
            parts = found.groupdict()
            given = [name for name in ("year", "month", "day") if parts.get(name)]
            numbers = (
                Fraction(_MONTHS[parts[name]] if name == "month" else int(parts[name]))
                for name in given
            )
            return _Value(f"date: {' '.join(given)}", tuple(numbers))
    return None


def _numbers(text: str) -> _Value | None:
    text = _SMALL_WORD.sub(lambda word: str(_SMALL[word[0]]), text)
    found = tuple(_NUMBER.finditer(text))
    if not found:
        return None
    # A plural tells nothing about the measure: 1 year, 2 years.
    shape = re.sub(r"s\b", "", _NUMBER.sub("#", text)).replace(" ", "")
    return _Value(shape, tuple(map(_amount, found)))


def _amount(found: re.Match[str]) -> Fraction:
    amount = Fraction(found["number"].replace(",", ""))
    for scale in found["scales"].split():
        amount *= _SCALES[scale]
    return -amount if found[0][0] in "-−" else amount
