"""What a cut is, and what all who cut ask of words."""

from collections.abc import Sequence
from dataclasses import dataclass

from quizapp.generation.types import Word
from quizapp.generation.words import word_set

__all__ = ["QUOTES", "Cut", "Run", "first_finite", "is_finite", "opens_well", "trimmed"]

Run = tuple[Word, ...]
"""Words of one sentence in order, not always side by side."""

QUOTES = frozenset({'"', "\u201c", "\u201d", "''", "``"})
_FINITE_TAGS = frozenset({"VBD", "VBZ", "VBP", "MD"})
_NO_STATEMENT = word_set(
    "if unless whether lest until till when where why how what who whom whose which that because "
    "as since although though while to not nor neither than then or and but so yet even such"
)
_FEWEST = 3


@dataclass(frozen=True, slots=True)
class Cut:
    """A statement: the positions of its words in the full sentence, and who says it.

    A string among the parts is a form of "be" that stands for a pair of commas.
    """

    parts: tuple[int | str, ...]
    kind: str
    speaker: tuple[int, ...] = ()
    said: int | None = None
    when: tuple[int, ...] = ()
    alone: bool = False


def is_finite(word: Word) -> bool:
    """Whether the word carries a tense, as far as its tag tells."""
    return word.tag in _FINITE_TAGS and word.pos in {"VERB", "AUX"}


def first_finite(words: Sequence[Word]) -> int | None:
    """Where in this run the first finite verb stands."""
    return next((i for i, word in enumerate(words) if is_finite(word)), None)


def trimmed(words: Sequence[Word]) -> Run:
    """The run without marks at its ends, and without quotation marks."""
    run = list(words)
    while run and run[0].pos == "PUNCT":
        run.pop(0)
    while run and run[-1].pos == "PUNCT":
        run.pop()
    return tuple(word for word in run if word.text not in QUOTES)


def opens_well(words: Sequence[Word]) -> bool:
    """Whether a statement may begin like this: with its subject, which has a verb after it."""
    verb = first_finite(words)
    if not verb or len(words) < _FEWEST:
        return False
    return words[0].text.casefold() not in _NO_STATEMENT
