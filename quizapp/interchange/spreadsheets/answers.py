"""The cell of the answer: letters, numbers or texts of options, and what typed answers accept."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from quizapp.domain.keys import WEIGHT_UNITS, NumericAnswer, parse_number
from quizapp.domain.materials import normalised

__all__ = [
    "Choice",
    "chosen",
    "joined",
    "numeric_answer",
    "paired",
    "percent",
    "split",
    "truth",
    "weight_of",
]

# Begun only before the first backslash of a run, or a long run would be looked at again and again.
_PIPES = re.compile(r"(?<!\\)(\\*)\|")
_BETWEEN_LABELS = re.compile(r"[\s,;|/&+]+")
_LABEL = re.compile(r"[(\[]?([a-lA-L]|\d{1,2}|[कखगघअबसद])[)\].:]?")
_RUN_OF_LETTERS = re.compile(r"[A-L]{2,12}")
_LABELLED = re.compile(r"\(?([a-lA-L]|\d{1,2}|[कखगघअबसद])[).:]\s*(\S.*)", re.DOTALL)
_PAIR = re.compile(r"[(]?([a-zA-Z]|\d{1,2})[)]?\s*(?:-|–|→|=>|=|:)\s*[(]?([a-lA-L]|\d{1,2})[)]?")
_WHOLE = re.compile(r"(?<!\d)(\d{1,2})\.0+(?!\d)")
_FILLERS = frozenset({"option", "options", "and", "opt", "विकल्प", "और", "एवं", "व"})
_HINDI = {letter: place for letters in ("कखगघ", "अबसद") for place, letter in enumerate(letters)}
_RANGE = re.compile(r"(\S+)\s*(?:\.\.|…|\bto\b|से)\s*(\S+)")
_GIVE_OR_TAKE = re.compile(r"(.+?)\s*(?:±|\+/-|\+-)\s*(.+)")
_WORDS_OF_TRUTH = {
    normalised(word): value
    for value, words in {
        True: ("true", "t", "yes", "y", "right", "सही", "सत्य", "हाँ", "हां"),
        False: ("false", "f", "no", "n", "wrong", "गलत", "ग़लत", "असत्य", "नहीं"),
    }.items()
    for word in words
}
_HUNDRED = 100
ANSWER_MAXIMUM = 200
_DECIMALS = 5


@dataclass(frozen=True, slots=True)
class Choice:
    """The options that an answer names. `is_doubtful` where it could be read in another way."""

    options: tuple[int, ...]
    is_doubtful: bool = False


def truth(text: str) -> bool | None:
    """Read "true", "गलत" and their like; None for anything else."""
    return _WORDS_OF_TRUTH.get(normalised(text))


def chosen(text: str, options: Sequence[Sequence[str]]) -> Choice | None:
    """Find which options an answer names, in the order of the options; None where it names none.

    `options` are their texts in each language.
    """
    texts = [(normalised(each), place) for known in options for place, each in enumerate(known)]
    places = {each: place for each, place in reversed(texts) if each}
    count = max(map(len, options), default=0)
    by_text = places.get(normalised(text))
    by_label = _labelled(text, count)
    if by_text is not None:
        if by_label in {None, (by_text,)}:
            return Choice((by_text,))
        # A letter names an option even where another one says it; a number rather is the text.
        is_number = text.strip().isdecimal()
        return Choice((by_text,) if is_number else by_label or (), is_doubtful=True)
    if by_label is not None:
        return Choice(by_label)
    return _with_its_text(text, places, count) or _several_texts(text, places)


def _with_its_text(text: str, places: Mapping[str, int], count: int) -> Choice | None:
    """Read "(b) Delhi"."""
    found = _LABELLED.fullmatch(text.strip())
    if found is None or not 0 <= _place(found[1]) < count:
        return None
    place = _place(found[1])
    return Choice((place,), is_doubtful=places.get(normalised(found[2])) != place)


def _several_texts(text: str, places: Mapping[str, int]) -> Choice | None:
    for separator in ("|", "\n", ";", ","):
        parts = [places.get(normalised(part)) for part in text.split(separator) if part.strip()]
        known_parts = [part for part in parts if part is not None]
        if len(parts) > 1 and len(known_parts) == len(parts):
            return Choice(tuple(sorted(set(known_parts))))
    return None


def paired(text: str, prompts: int, options: Sequence[Sequence[str]]) -> tuple[int, ...] | None:
    """Find which option goes with each prompt: "b, a, c", "1-b, 2-a" or the options' texts."""
    count = max(map(len, options), default=0)
    pairs = [(_place(prompt), _place(option)) for prompt, option in _PAIR.findall(text)]
    found = dict(pairs)
    if len(pairs) == prompts == len(found) and max(found) < prompts:
        return tuple(found[prompt] for prompt in range(prompts))
    labels = [part for part in _BETWEEN_LABELS.split(text.strip()) if part]
    if len(labels) == prompts and all(map(_LABEL.fullmatch, labels)):
        in_order = tuple(_place(label.strip("()[].:")) for label in labels)
        return in_order if max(in_order) < count else None
    places = {normalised(each): place for known in options for place, each in enumerate(known)}
    parts = [places.get(normalised(part)) for part in split(text)]
    known_parts = tuple(part for part in parts if part is not None)
    return known_parts if len(known_parts) == len(parts) == prompts else None


def numeric_answer(text: str, tolerance: str, weight: Fraction) -> NumericAnswer:
    """Read "12.5", "12 ± 0.5" or "12..13". Raises `InvalidInputError`, field "key"."""
    text = text.strip()
    if len(text) > ANSWER_MAXIMUM:
        # No number; patterns would take long over it.
        parse_number(text, field="key")
    both_ends = _RANGE.fullmatch(text)
    if both_ends is not None:
        low, high = (parse_number(end, field="key") for end in both_ends.groups())
        if low <= high:
            return NumericAnswer.between(low, high, weight)
    middle = _GIVE_OR_TAKE.fullmatch(text)
    if middle is not None and not tolerance.strip():
        text, tolerance = middle.groups()
    margin = parse_number(tolerance, field="key") if tolerance.strip() else Decimal(0)
    return NumericAnswer(parse_number(text, field="key"), margin, weight)


def weight_of(text: str) -> Fraction:
    """Read "50%", "50", "0.5" or "1/3" as the nearest weight there is.

    A number above 1 or below -1 is per cent. Raises `InvalidInputError`, field "key".
    """
    plain = text.strip()
    above, slash, below = plain.partition("/")
    number = Fraction(parse_number(above.removesuffix("%").strip(), field="key"))
    if slash:
        divisor = Fraction(parse_number(below, field="key"))
        number = number / divisor if divisor else number
    elif plain.endswith("%") or abs(number) > 1:
        number /= _HUNDRED
    return Fraction(round(number * WEIGHT_UNITS), WEIGHT_UNITS)


def percent(weight: Fraction) -> str:
    """Write a weight so that no program takes it for a date: "50%", "33.33333%"."""
    number = Decimal(weight.numerator * _HUNDRED) / Decimal(weight.denominator)
    text = f"{number:.{_DECIMALS}f}"
    return f"{text.rstrip('0').rstrip('.')}%"


def split(text: str) -> list[str]:
    r"""Cut a cell at its `|`; before one that is part of a text stands a backslash."""
    parts = [""]
    last = 0
    for found in _PIPES.finditer(text):
        parts[-1] += text[last : found.start()]
        if found[1]:
            parts[-1] += found[1][1:] + "|"
        else:
            parts.append("")
        last = found.end()
    parts[-1] += text[last:]
    return [part.strip() for part in parts]


def joined(texts: Iterable[str]) -> str:
    """Write several texts into one cell, to be cut by `split`."""
    return " | ".join(_PIPES.sub(r"\1\\|", text) for text in texts)


def _labelled(text: str, count: int) -> tuple[int, ...] | None:
    plain = _WHOLE.sub(r"\1", text.strip())
    words = [word for word in _BETWEEN_LABELS.split(plain) if word]
    labels = [word for word in words if word.casefold() not in _FILLERS]
    if len(labels) == 1 and _RUN_OF_LETTERS.fullmatch(labels[0]):
        labels = list(labels[0])
    if not labels or not all(map(_LABEL.fullmatch, labels)):
        return None
    places = [_place(label.strip("()[].:")) for label in labels]
    if min(places) < 0 or max(places) >= count:
        return None
    return tuple(sorted(set(places)))


def _place(label: str) -> int:
    if label.isdecimal():
        return int(label) - 1
    return _HINDI.get(label, ord(label.casefold()) - ord("a"))
