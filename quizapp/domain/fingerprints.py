"""Whether two items ask the same: a fingerprint of stem and options that survives retyping."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from html import unescape

from quizapp.domain.items import ImagePlacement, ImageRef, ItemText

__all__ = ["fingerprint"]

_TAG = re.compile(r"</?[A-Za-z][^<>]*>")


def fingerprint(text: ItemText, images: Iterable[ImageRef] = ()) -> str:
    """Give 64 hexadecimal digits that two texts share when they say the same.

    Case, white space, punctuation, markup and the order of the options do not count; a word or a
    number more or less does. The key does not count either: a question that is in the bank with
    another key is one to look at. Its pictures do: "Which figure comes next?" is asked of many.
    """
    shown = {each.digest for each in images if each.placement is not ImagePlacement.EXPLANATION}
    parts = [
        _letters(text.stem),
        *sorted(map(_letters, (*text.options, *text.prompts))),
        *sorted(shown),
    ]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _letters(text: str) -> str:
    plain = unicodedata.normalize("NFKC", unescape(_TAG.sub(" ", text))).casefold()
    # Marks are part of the letters they stand on: without its vowel signs Hindi says little.
    kept = "".join(each if unicodedata.category(each)[0] in "LNM" else " " for each in plain)
    return " ".join(kept.split())
