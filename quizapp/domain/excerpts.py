"""The place in a text that shows best why a search found it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

__all__ = ["Excerpt", "excerpt"]

#: So many characters of the text, but for words that are finished.
WIDTH: Final = 200
BEFORE: Final = 60
#: So many places are looked at: a word that stands everywhere says no more by its thousandth time.
PLACES: Final = 500


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Pieces of a text one after the other, and whether each is a word that was looked for.

    `starts` and `ends` say whether the text starts and ends with them.
    """

    pieces: tuple[tuple[str, bool], ...]
    starts: bool
    ends: bool


def excerpt(text: str, words: Sequence[str]) -> Excerpt | None:
    """Cut out where most of the words begin a word of the text, the first of several such places.

    None where no word does. Case makes no difference.

    Args:
        text: the whole text.
        words: of letters, digits and marks alone (`plain_words`).
    """
    longest_first = sorted(set(words), key=lambda word: (-len(word), word))
    if not longest_first:
        return None
    any_word = "|".join(map(re.escape, longest_first))
    begins = re.compile(rf"(?<![^\W_])(?:{any_word})[^\W_]*", re.IGNORECASE)
    places = list(islice(begins.finditer(text), PLACES))
    if not places:
        return None
    reach = WIDTH - BEFORE

    def different(first: re.Match[str]) -> int:
        met = {
            word
            for place in places
            if first.start() <= place.start() and place.end() <= first.start() + reach
            for word in longest_first
            if place.group().casefold().startswith(word)
        }
        return len(met)

    best = max(places, key=different)
    start, end = _whole_words(text, best.start() - BEFORE, max(best.end(), best.start() + reach))
    pieces: list[tuple[str, bool]] = []
    at = start
    for place in places:
        if start <= place.start() and place.end() <= end:
            pieces += [(text[at : place.start()], False), (place.group(), True)]
            at = place.end()
    pieces.append((text[at:end], False))
    told = tuple((re.sub(r"\s+", " ", piece), found) for piece, found in pieces if piece)
    return Excerpt(told, starts=not text[:start].strip(), ends=not text[end:].strip())


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """Narrow the beginning and widen the end so that they cut no word, within a line's length."""
    start = max(start, 0)
    if start and (space := re.compile(r"\s").search(text, start, start + BEFORE)):
        start = space.end()
    space = re.compile(r"\s").search(text, end, end + BEFORE)
    return start, min(len(text), end if space is None else space.start())
