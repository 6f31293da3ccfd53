"""Second looks: what a teacher who is asked to review a question can say of it, and comments."""

from enum import StrEnum
from typing import Final

__all__ = ["COMMENT_MAXIMUM", "NOTE_MAXIMUM", "WORDS_MAXIMUM", "Verdict"]

NOTE_MAXIMUM: Final = 1000
"""The longest note to who is asked, in characters."""

WORDS_MAXIMUM: Final = 2000
"""The longest words that go with a verdict, in characters."""

COMMENT_MAXIMUM: Final = 2000
"""The longest comment, in characters."""


class Verdict(StrEnum):
    """What the reviewer says of the question."""

    GOOD = "good"
    """It looks good."""
    CHANGES = "changes"
    """It needs changes, and words say which."""
