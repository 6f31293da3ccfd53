"""Put the one name that can be meant in the place of a pronoun that opens a statement."""

from collections.abc import Sequence

from quizapp.generation.language.cutting.cuts import Run, first_finite
from quizapp.generation.types import Word

__all__ = ["named", "subject_of"]

_THINGS = frozenset({"body", "scheme", "place", "other"})
_MEANT = {"he": frozenset({"person"}), "she": frozenset({"person"}), "it": _THINGS}


def subject_of(words: Run) -> Run:
    """What stands before the first finite verb, after an opening that a comma closes."""
    before = words[: first_finite(words) or 0]
    comma = max((i for i, word in enumerate(before) if word.text == ","), default=-1)
    return before[comma + 1 :]


def named(run: Run, name: Run, around: Sequence[Word]) -> Run | None:
    """The statement with the name for its opening pronoun; None where another may be meant.

    `around` is all that was told before the statement, the name among it.
    """
    kinds = _MEANT.get(run[0].text.casefold()) if run else None
    if kinds is None or not name:
        return None
    head = name[-1]
    plain = all(word.pos == "DET" for word in name[:-1])
    rivals = [word for word in around if word.entity in kinds and word.index != head.index]
    if head.entity not in kinds or not plain or rivals:
        return None
    return (*name, *run[1:])
