"""Labels: the numbers and letters that stand before questions, statements and options."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

__all__ = [
    "Family",
    "Label",
    "head_labels",
    "inner_labels",
    "ordinals",
    "question_label",
    "without_bullet",
]


class Family(StrEnum):
    """What a label counts with."""

    NUMBER = "1"
    LATIN = "a"
    ROMAN = "i"
    HINDI = "क"


@dataclass(frozen=True, slots=True)
class Label:
    """One way to read a label: "(c)" is the third letter in round brackets.

    `dress` is the label with its core replaced, such as "(a)", "A." or "1)"; `start` and `end` are
    where in the line it stands, the white space after it included.
    """

    family: Family
    ordinal: int
    dress: str
    start: int
    end: int


LETTERS_MAXIMUM: Final = 12
_ROMAN = {
    name: number
    for number, name in enumerate(
        ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"], start=1
    )
}
_HINDI: dict[str, tuple[int, ...]] = {
    letter: (number,)
    for series in ("क ख ग घ ङ च छ ज", "अ ब स द य", "अ आ इ _ उ ऊ", "ए बी सी डी")
    for number, letter in enumerate(series.split(), start=1)
    if letter != "_"
} | {"ई": (4, 5)}
_CORE = rf"(?:\d{{1,4}}|[ivxIVX]{{1,5}}|[a-lA-L]|{'|'.join(sorted(_HINDI, key=len, reverse=True))})"
_LABEL = (
    rf"(?:(?P<open>[(\[{{])\s?(?P<inner>{_CORE})\s?(?P<shut>[)\]}}])[.:]?(?=\s|\S)"
    rf"|(?P<plain>{_CORE})\s?(?P<close>\)|\.(?![\d.])|:(?=\s|$)|\s-(?=\s)|-(?=\s)|(?=\t)))"
)
_HEAD = re.compile(rf"\s*(?:[*✓✔☑✅►→]\s?)?{_LABEL}[ \t]*")
_INNER = re.compile(
    r"(?:(?<=\s)|(?<=[)\],;.*✓✔])(?=[(\[])|(?<=[^\W_])(?=[(\[]\s?[a-h]\s?[)\]]))"
    rf"(?:[*✓✔☑✅](?=[\w(\[]))?{_LABEL}[ \t]*"
)
_QUESTION = re.compile(
    r"\s*[(\[]?(?:(?i:q(?:ues?(?:tion)?s?|n)?)|प्रश्न|प्र)(?![^\W\d_])[\u0900-\u0903]?\s?[.:]?\s?"
    r"(?:(?i:no|number)\b\.?|संख्या|क्रमांक|क्र\.?|सं\.?)?\s?[-:.#]?\s?(?P<number>\d{1,4})(?!\d)"
    r"\s?(?:[.):\]\-|।]+|(?=\s|$))[ \t]*"
)
_ROW_OF_Q = re.compile(r"\s*Q(?:[\s|]+[\d.,%]+){2,}\s*")
"""A row of a table: what Q sold, beside P and R."""
_BULLET = re.compile(r"\s*[•●▪◦○■□‣·➢➤o]\s+|\s*[-–—]\s+(?=[(\[]?\w{1,3}[)\].])")
_WORD_AFTER_DOT = re.compile(r"[A-Z][a-z]|[\u0900-\u097f]|[\d(\"“‘']")


def without_bullet(text: str) -> int:
    """Give where a line goes on after a bullet; 0 where it has none."""
    found = _BULLET.match(text)
    return 0 if found is None else found.end()


def question_label(shape: str) -> tuple[int, int] | None:
    """Read "Q. 7)" or "प्रश्न 7" at the head of a folded line: its number, and where it ends."""
    found = _QUESTION.match(shape)
    if found is not None and _ROW_OF_Q.fullmatch(shape):
        return None
    return None if found is None else (int(found["number"]), found.end())


def head_labels(shape: str, at: int = 0) -> tuple[Label, ...]:
    """Give every way to read the label at a place of a folded line; none where there is none."""
    found = _HEAD.match(shape, at)
    return () if found is None else _readings(shape, found)


def inner_labels(shape: str, at: int = 0) -> list[tuple[Label, ...]]:
    """Give the labels inside a folded line, in order, each with every way to read it."""
    found = (_readings(shape, match) for match in _INNER.finditer(shape, at))
    return [readings for readings in found if readings]


def _readings(shape: str, found: re.Match[str]) -> tuple[Label, ...]:
    core = found["inner"] or found["plain"]
    close = (found["shut"] or found["close"] or "\t").strip() or "\t"
    if close == "." and not _ends_label(shape, found, core):
        return ()
    before = found["open"] or ""
    return tuple(
        Label(family, ordinal, f"{before}{sign}{close}", found.start(), found.end())
        for family, ordinal, sign in _cores(core)
    )


def _ends_label(shape: str, found: re.Match[str], core: str) -> bool:
    """Whether the dot after a core ends a label, rather than an initial ("A.P.J.")."""
    dot = found.end("close")
    if dot == len(shape) or shape[dot].isspace():
        return True
    return core.isdigit() or _WORD_AFTER_DOT.match(shape, dot) is not None


def _cores(core: str) -> list[tuple[Family, int, str]]:
    if core.isdigit():
        return [(Family.NUMBER, int(core), "1")]
    if core in _HINDI:
        return [(Family.HINDI, ordinal, "क") for ordinal in _HINDI[core]]
    found = []
    small = core.casefold()
    if small in _ROMAN and (core.islower() or core.isupper()):
        found.append((Family.ROMAN, _ROMAN[small], "i" if core.islower() else "I"))
    if len(core) == 1 and (ordinal := ord(small) - ord("a") + 1) <= LETTERS_MAXIMUM:
        found.append((Family.LATIN, ordinal, "a" if core.islower() else "A"))
    return found


def ordinals(core: str) -> list[tuple[Family, int]]:
    """Give what a bare letter or number can count: "c" is the third of the Latin letters."""
    return [(family, ordinal) for family, ordinal, _ in _cores(core)]
