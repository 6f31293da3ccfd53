"""The words of a text as they are compared and looked up: without case, markup and punctuation."""

import re
import unicodedata
from html import unescape

__all__ = ["plain_words"]

_TAG = re.compile(r"</?[A-Za-z][^<>]*>")


def plain_words(text: str) -> tuple[str, ...]:
    """Split a text into its words: runs of letters, digits and the marks that stand on them.

    Marks are part of the letters they stand on: without its vowel signs Hindi says little.
    """
    plain = unicodedata.normalize("NFKC", unescape(_TAG.sub(" ", text))).casefold()
    kept = "".join(each if unicodedata.category(each)[0] in "LNM" else " " for each in plain)
    return tuple(kept.split())
