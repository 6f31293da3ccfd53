"""Which questions took long."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Final

__all__ = ["SLOWNESS", "slow_questions"]

#: So many times as long as usual is slow.
SLOWNESS: Final = Fraction(3, 2)


def slow_questions(times: Mapping[int, int], others: Mapping[int, int]) -> frozenset[int]:
    """Give the questions on which a student spent long.

    Args:
        times: milliseconds that the student spent, by question.
        others: milliseconds that others spent on average, for the questions where that is known;
            for the rest the student's own mean is usual.
    """
    if not times:
        return frozenset()
    own = Fraction(sum(times.values()), len(times))
    return frozenset(
        question
        for question, spent in times.items()
        if spent and spent >= SLOWNESS * others.get(question, own)
    )
