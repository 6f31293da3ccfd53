"""Automatic numbers, counted and written as Word does (ECMA-376 part 1, 17.9)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from lxml import etree

from quizapp.interchange.word.elements import (
    attribute,
    child,
    children,
    descend,
    is_on,
    value_of,
)

__all__ = ["LEVELS", "Numbering", "written_number"]

LEVELS = 9
NUMBER_MAXIMUM = 100_000
_BULLET = "•"
_ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)
_DEVANAGARI_DIGITS = str.maketrans("0123456789", "०१२३४५६७८९")
_CONSONANTS = "कखगघङचछजझञटठडढणतथदधनपफबभमयरलवशषसह"
_VOWELS = ("अ", "आ", "इ", "ई", "उ", "ऊ", "ऋ", "ए", "ऐ", "ओ", "औ", "अं", "अः")


@dataclass(frozen=True, slots=True)
class _Level:
    start: int = 1
    format: str = "decimal"
    text: str = ""
    suffix: str = " "
    restart: int | None = None
    """After which level (from 1) it begins anew; None for every one before it, 0 for none."""
    is_legal: bool = False
    """Whether the numbers of the levels before it are written as decimals."""


@dataclass(slots=True)
class _Number:
    abstract: str
    levels: Mapping[int, _Level]
    starts: dict[int, int] = field(default_factory=dict)
    """Where a level begins anew when this number is first used."""


class Numbering:
    """The numbers of a document, which count on as labels are asked for in reading order."""

    def __init__(self, root: etree._Element | None, style_numbers: Mapping[str, str]) -> None:
        abstracts = {
            attribute(each, "abstractNumId") or "": each for each in children(root, "abstractNum")
        }
        self._levels_of_style = _levels_by_style(abstracts)
        self._numbers = {
            attribute(each, "numId") or "": _number(each, abstracts)
            for each in children(root, "num")
        }
        self._link_styles(abstracts, style_numbers)
        self._counts: dict[str, dict[int, int]] = {}

    def level_of_style(self, style: str) -> int:
        """Give the level that a paragraph style stands for in a list, 0 where none is named."""
        return self._levels_of_style.get(style, 0)

    def label(self, number_id: str, level: int) -> str:
        """Count on and write the number before a paragraph; "" where the list is not known."""
        number = self._numbers.get(number_id)
        if number is None or level not in number.levels:
            return ""
        counts = self._counts.setdefault(number.abstract, {})
        if level in number.starts:
            counts[level] = number.starts.pop(level)
        elif level in counts:
            counts[level] += 1
        else:
            counts[level] = number.levels[level].start
        _restart_deeper(counts, level, number.levels)
        return _written(level, counts, number.levels)

    def _link_styles(
        self, abstracts: Mapping[str, etree._Element], style_numbers: Mapping[str, str]
    ) -> None:
        """Give numbers whose list is defined by a style the levels of that style's list."""
        for number in self._numbers.values():
            style = value_of(abstracts.get(number.abstract), "numStyleLink")
            linked = self._numbers.get(style_numbers.get(style or "", ""))
            if linked is not None and not number.levels:
                number.levels = linked.levels


def _levels_by_style(abstracts: Mapping[str, etree._Element]) -> dict[str, int]:
    return {
        style: _whole(attribute(level, "ilvl"), 0)
        for abstract in abstracts.values()
        for level in children(abstract, "lvl")
        if (style := value_of(level, "pStyle"))
    }


def _number(element: etree._Element, abstracts: Mapping[str, etree._Element]) -> _Number:
    abstract = value_of(element, "abstractNumId") or ""
    levels = {
        _whole(attribute(each, "ilvl"), 0): _level(each)
        for each in children(abstracts.get(abstract), "lvl")
    }
    starts = {}
    for override in children(element, "lvlOverride"):
        position = _whole(attribute(override, "ilvl"), 0)
        own = child(override, "lvl")
        if own is not None:
            levels[position] = _level(own)
        start = value_of(override, "startOverride")
        if start is not None:
            starts[position] = _whole(start, 1)
    return _Number(abstract, levels, starts)


def _level(element: etree._Element) -> _Level:
    kind = value_of(element, "numFmt")
    alternative = descend(element, "AlternateContent", "Choice")
    legal = child(element, "isLgl")
    restart = value_of(element, "lvlRestart")
    return _Level(
        start=_whole(value_of(element, "start"), 1 if kind else 0),
        format=kind or value_of(alternative, "numFmt") or "decimal",
        text=value_of(element, "lvlText") or "",
        suffix="" if value_of(element, "suff") == "nothing" else " ",
        restart=None if restart is None else _whole(restart, 0),
        is_legal=legal is not None and is_on(legal),
    )


def _restart_deeper(counts: dict[int, int], level: int, levels: Mapping[int, _Level]) -> None:
    for deeper in [each for each in counts if each > level]:
        restart = levels[deeper].restart if deeper in levels else None
        if restart is None or 0 < level + 1 <= restart:
            del counts[deeper]


def _written(level: int, counts: Mapping[int, int], levels: Mapping[int, _Level]) -> str:
    own = levels[level]
    if own.format == "bullet":
        return f"{_BULLET} "
    text = own.text
    for position in range(level + 1):
        if f"%{position + 1}" in text:
            kind = "decimal" if own.is_legal else levels.get(position, own).format
            number = counts.get(position, levels.get(position, own).start)
            text = text.replace(f"%{position + 1}", written_number(number, kind))
    return f"{text}{own.suffix}" if text.strip() else ""


def written_number(number: int, kind: str) -> str:
    """Write a number in one of Word's formats; in one that is not known here as a decimal."""
    if kind == "none":
        return ""
    if 0 < number <= NUMBER_MAXIMUM and kind in _FORMATS:
        return _FORMATS[kind](number)
    return str(number)


def _letters(number: int) -> str:
    repeats, position = divmod(number - 1, 26)
    return chr(ord("a") + position) * (min(repeats, 20) + 1)


def _roman(number: int) -> str:
    text = ""
    for value, numeral in _ROMAN:
        count, number = divmod(number, value)
        text += numeral * count
    return text


def _ordinal(number: int) -> str:
    tens = number // 10 % 10
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th") if tens != 1 else "th"
    return f"{number}{ending}"


# Word shows क ख ग for "hindiVowels" and अ आ इ for "hindiConsonants", the other way round than the
# standard names them; LibreOffice reads its files so as well.
_FORMATS: Mapping[str, Callable[[int], str]] = {
    "decimalZero": lambda number: f"{number:02d}",
    "lowerLetter": _letters,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "ordinal": _ordinal,
    "hindiVowels": lambda number: _CONSONANTS[(number - 1) % len(_CONSONANTS)],
    "hindiConsonants": lambda number: _VOWELS[(number - 1) % len(_VOWELS)],
    "hindiNumbers": lambda number: str(number).translate(_DEVANAGARI_DIGITS),
    "decimalEnclosedParen": lambda number: f"({number})",
    "decimalEnclosedFullstop": lambda number: f"{number}.",
    "numberInDash": lambda number: f"- {number} -",
}


def _whole(text: str | None, default: int) -> int:
    try:
        return int(text or "")
    except ValueError:
        return default
