"""Whether plain text, whose font nobody knows, is Hindi in Kruti Dev's code.

A text is where it has Hindi's commonest words once it is converted, and more of them than
English's. Within such a text each line is judged by its words or, where it has none of them, by how
often its characters occur in either.
"""

import re
import tomllib
from functools import cache
from importlib.resources import files
from math import log
from typing import TypedDict, cast

from quizapp.interchange.kruti_dev.conversion import to_unicode

__all__ = ["convert_line", "is_kruti_dev"]

SAMPLE = 200_000
"""So many characters from the beginning show what a text is."""
HINDI_WORDS_MINIMUM = 3
HINDI_SHARE_MINIMUM = 0.12
"""Of all words; Hindi has about 0.35 of them, English text read as the code less than 0.02."""

_DEVANAGARI = re.compile("[\u0900-\u097f]")
# What is Latin in a Hindi line too: labels, and brackets that the code would write as "¼" and "½".
_LATIN = re.compile(
    r"(?:^\s*(?:Q\.?\s*)?\(?\d+[.)](?=\s))|\([A-Za-z][A-Za-z0-9 .,&-]*\)|https?://\S+"
    r"|^\s*(?:Ans(?:wer)?|Sol|Exp|Q)\b[.:]*|^\s*\(?[A-Ea-e][.)](?=\s)"
)
_OTHER_FREQUENCY = (1.0, 0.5)


class _Words(TypedDict):
    hindi: list[str]
    english: list[str]
    frequencies: dict[str, list[float]]


@cache
def _words() -> _Words:
    text = (files("quizapp.interchange.kruti_dev") / "words.toml").read_text(encoding="utf-8")
    return cast("_Words", tomllib.loads(text))


def is_kruti_dev(text: str) -> bool:
    """Whether a text as a whole is Hindi in the code. Looks at its beginning only."""
    sample = text[:SAMPLE]
    if _DEVANAGARI.search(sample):
        return False
    hindi, english, words = _counts(sample)
    return hindi >= max(HINDI_WORDS_MINIMUM, HINDI_SHARE_MINIMUM * words) and hindi > english


def convert_line(line: str) -> str:
    """Convert a line of a recognised text if it is in the code; an English one stays as it is."""
    return _converted(line) if _is_code(line) else line


def _counts(text: str) -> tuple[int, int, int]:
    """Count Hindi's and English's common words, and all words."""
    words = text.split()
    hindi = sum(word.strip("।,.?:;()-") in _common("hindi") for word in to_unicode(text).split())
    english = sum(word.strip(".,?:;()").casefold() in _common("english") for word in words)
    return hindi, english, len(words)


@cache
def _common(language: str) -> frozenset[str]:
    words = _words()
    return frozenset(words["hindi"] if language == "hindi" else words["english"])


def _is_code(line: str) -> bool:
    bare = _LATIN.sub(" ", line)
    hindi, english, _ = _counts(bare)
    if hindi != english:
        return hindi > english
    frequencies = _words()["frequencies"]
    weight = 0.0
    for character in bare:
        if not character.isspace() and not character.isdigit():
            in_hindi, in_english = frequencies.get(character, _OTHER_FREQUENCY)
            weight += log(in_hindi / in_english)
    return weight > 0


def _converted(line: str) -> str:
    pieces: list[str] = []
    position = 0
    for found in _LATIN.finditer(line):
        pieces += (to_unicode(line[position : found.start()]), found[0])
        position = found.end()
    pieces.append(to_unicode(line[position:]))
    return "".join(pieces)
