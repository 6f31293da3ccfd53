"""How difficult an item is: what people say of it, and what the answers say.

The scale has the three steps that Indian papers and their makers use (easy, medium, hard); an item
of which nobody has said anything has none. LOM, whose `difficulty` (element 5.8) learning systems
exchange, has two more at the ends; here they are part of easy and hard.
"""

from enum import StrEnum
from math import sqrt
from typing import Final

__all__ = [
    "FIRST_ATTEMPTS_MINIMUM",
    "Difficulty",
    "disagrees",
    "facility_range",
    "observed_difficulty",
]

FIRST_ATTEMPTS_MINIMUM: Final = 30
"""From so many first attempts a facility index is shown; below it is more chance than item."""
EASY_FROM: Final = 0.7
HARD_BELOW: Final = 0.3
_Z: Final = 1.96
"""Of a normal distribution, 95 % lies within so many standard deviations."""


class Difficulty(StrEnum):
    """How hard an item is for those whom it is meant for."""

    EASY = "easy"
    MEDIUM = "medium"
    HARD = "hard"


def observed_difficulty(facility: float) -> Difficulty:
    """Tell the difficulty from a facility index, the share of right answers from 0 to 1.

    The bounds are those customary in item analysis: above 0.7 easy, below 0.3 hard.
    """
    if facility >= EASY_FROM:
        return Difficulty.EASY
    return Difficulty.HARD if facility < HARD_BELOW else Difficulty.MEDIUM


def facility_range(right: int, responses: int) -> tuple[float, float]:
    """Give the 95 % confidence interval of a facility index (Wilson 1927), from 0 to 1.

    Raises `ValueError` where there are no responses, or fewer than right ones.
    """
    if not 0 <= right <= responses or responses == 0:
        message = f"{right} right of {responses}"
        raise ValueError(message)
    share, spread = right / responses, _Z * _Z / responses
    middle = (share + spread / 2) / (1 + spread)
    half = _Z * sqrt(share * (1 - share) / responses + spread / (4 * responses)) / (1 + spread)
    return max(0.0, middle - half), min(1.0, middle + half)


def disagrees(assigned: Difficulty, right: int, responses: int) -> bool:
    """Whether the answers are too few or too many right ones for what was said of the item.

    Only where chance does not explain it: the whole confidence interval lies outside the range of
    the assigned step. Never below `FIRST_ATTEMPTS_MINIMUM` responses.
    """
    if responses < FIRST_ATTEMPTS_MINIMUM:
        return False
    low, high = facility_range(right, responses)
    match assigned:
        case Difficulty.EASY:
            return high < EASY_FROM
        case Difficulty.MEDIUM:
            return low >= EASY_FROM or high < HARD_BELOW
        case Difficulty.HARD:
            return low >= HARD_BELOW
