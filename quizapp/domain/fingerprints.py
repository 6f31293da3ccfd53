"""Whether two items ask the same: a fingerprint of stem and options that survives retyping."""

import hashlib
from collections.abc import Iterable

from quizapp.domain.items import ImagePlacement, ImageRef, ItemText
from quizapp.domain.plain_words import plain_words

__all__ = ["fingerprint"]


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
    return " ".join(plain_words(text))
