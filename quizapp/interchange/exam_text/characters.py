"""Characters: what is folded before labels are looked for, and which language letters speak."""

import re

from quizapp.domain.items import Language
from quizapp.interchange.exam_text.lines import Line

__all__ = ["cleaned", "folded", "language_of", "letters"]

_FOLDED = {
    **{0x0966 + digit: str(digit) for digit in range(10)},
    **{0xFF10 + digit: str(digit) for digit in range(10)},
    **dict(
        zip(
            map(ord, "\uff08\uff09\uff3b\uff3d\uff0e\uff1a\uff0c\uff0d–—−\u00a0"),
            "()[].:,---- ",
            strict=True,
        )
    ),
}
"""One character to one, so that positions in a folded text are those of the text."""
_DROPPED = re.compile(r"[\u200b\u2060\ufeff\u00ad]|\*\*")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u2028\u2029\u00a0]")
_DEVANAGARI = re.compile(r"[\u0900-\u0963\u0971-\u097f]")
_LATIN = re.compile(r"[A-Za-z]")
_WIDE = re.compile(r"[ \t]{5,}")
_HINDI_SHARE = 0.35
LONG_LINE = 2_000


def folded(text: str) -> str:
    """Write digits of all scripts as 0-9, and wide brackets, dashes and spaces as plain ones."""
    return text.translate(_FOLDED)


def cleaned(line: Line) -> Line:
    """Take out what nobody sees, and read `**bold**` of chat programs as a marked span."""
    text = _CONTROL.sub(" ", line.text)
    if len(text) > LONG_LINE:
        # Searches for what stands behind white space take the square of its length.
        text = _WIDE.sub("    ", text)
    if "**" in text and text.count("**") % 2:
        text = text.replace("**", "  ")
    if _DROPPED.search(text) is None:
        return line if text == line.text else Line(text, line.place, line.marked)
    kept: list[str] = []
    places, at, length = [0] * (len(text) + 1), 0, 0
    spans: list[tuple[int, int]] = []
    opened: int | None = None
    for found in [*_DROPPED.finditer(text), None]:
        end = len(text) if found is None else found.start()
        for position in range(at, end):
            places[position] = length + position - at
        kept.append(text[at:end])
        length += end - at
        at = end if found is None else found.end()
        places[end : at + 1] = [length] * (at + 1 - end)
        if found is not None and found[0] == "**":
            if opened is not None:
                spans.append((opened, length))
            opened = length if opened is None else None
    marked = [(places[start], places[end]) for start, end in line.marked if end < len(places)]
    return Line("".join(kept), line.place, tuple(sorted({*marked, *spans})))


def letters(text: str) -> tuple[int, int]:
    """Count the Latin and the Devanagari letters."""
    return len(_LATIN.findall(text)), len(_DEVANAGARI.findall(text))


def language_of(text: str) -> Language | None:
    """Say whether a text is English or Hindi; None where it has no letters."""
    latin, devanagari = letters(text)
    if not latin + devanagari:
        return None
    return "hi" if devanagari >= _HINDI_SHARE * (latin + devanagari) else "en"
