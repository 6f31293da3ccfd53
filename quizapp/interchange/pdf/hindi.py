"""Devanagari as PDFs hold it: often in the order of its signs on the page, or not at all.

Unicode writes a short i after its consonants and an r's hook before them; on the page it is the
other way round, and many programs store what they draw from left to right.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

__all__ = ["Script", "in_order", "script_of"]

MISPLACED_MINIMUM = 3
MISPLACED_SHARE = 0.05
UNREADABLE_SHARE = 0.3
DOUBTFUL_SHARE = 0.02

# Longer clusters are no words, and looking for them would take the square of their length.
_CLUSTER = "(?:[क-ह\u0958-\u095f]\u093c?\u094d){0,6}[क-ह\u0958-\u095f]\u093c?"
# What in Unicode's order stands behind a consonant always.
_SHORT_I = re.compile("ि")
_MISPLACED = re.compile(
    "(?:(?<![क-ह\u0958-\u095f\u093c])ि)|र\u094d(?![क-ह\u0958-\u095f\u200c\u200d])"
)
_SHORT_I_BEFORE = re.compile(f"ि({_CLUSTER})")
_HOOK_BEHIND = re.compile(f"({_CLUSTER}[\u093e-\u094c]?)(?<!र)र\u094d(?![क-ह\u0958-\u095f])([ंँ]?)")
_UNKNOWN = re.compile(r"\(cid:\d+\)|[\ufffd\ue000-\uf8ff]")
_LETTER = re.compile(r"[^\W\d_]|\(cid:\d+\)|[\ufffd\ue000-\uf8ff]")


@dataclass(frozen=True, slots=True)
class Script:
    """How the letters of a file are stored."""

    is_visual: bool
    """Devanagari stands in the order of its signs on the page."""
    unknown: float
    """Which share of the letters are codes of a font that stand for no character."""

    @property
    def is_unreadable(self) -> bool:
        """Whether so much is missing that there is no use in the rest."""
        return self.unknown > UNREADABLE_SHARE

    @property
    def is_doubtful(self) -> bool:
        """Whether something is missing."""
        return self.unknown > DOUBTFUL_SHARE


def script_of(texts: Iterable[str]) -> Script:
    """Find out how the letters of these texts are stored."""
    short_is = misplaced = letters = unknown = 0
    for text in texts:
        short_is += len(_SHORT_I.findall(text))
        misplaced += len(_MISPLACED.findall(text))
        letters += len(_LETTER.findall(text))
        unknown += len(_UNKNOWN.findall(text))
    return Script(
        is_visual=misplaced >= max(MISPLACED_MINIMUM, MISPLACED_SHARE * short_is),
        unknown=unknown / letters if letters else 0.0,
    )


def in_order(text: str) -> str:
    """Put signs that stand in the order of the page into Unicode's."""
    return _HOOK_BEHIND.sub("र\u094d\\1\\2", _SHORT_I_BEFORE.sub("\\1ि", text))
