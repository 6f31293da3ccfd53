"""How the scores of a test are distributed: bands, mean, median, and how far they lie apart."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import sqrt
from typing import Final

__all__ = ["BANDS", "ScoreDistribution", "distribution"]

BANDS: Final = 10
"""Of ten per cent each. The last holds 100 % too, the first whatever is below nought."""


@dataclass(frozen=True, slots=True)
class ScoreDistribution:
    """Of `count` scores in per cent: how many lie in each band, from the lowest band on.

    `deviation` is the standard deviation in percentage points, of these scores as the whole
    population (divided by their number).
    """

    bands: tuple[int, ...]
    count: int
    mean: Fraction
    median: Fraction
    lowest: Fraction
    highest: Fraction
    deviation: float


def distribution(scores: Mapping[Fraction, int]) -> ScoreDistribution | None:
    """Say how scores are distributed; None where there are none.

    Args:
        scores: score in per cent → how many got it, at least one each.
    """
    count = sum(scores.values())
    if not count:
        return None
    bands = [0] * BANDS
    for percent, times in scores.items():
        bands[min(max(int(percent * BANDS // 100), 0), BANDS - 1)] += times
    mean = sum((percent * times for percent, times in scores.items()), Fraction(0)) / count
    spread = sum(((percent - mean) ** 2 * times for percent, times in scores.items()), Fraction(0))
    return ScoreDistribution(
        bands=tuple(bands),
        count=count,
        mean=mean,
        median=(_nth(scores, (count - 1) // 2) + _nth(scores, count // 2)) / 2,
        lowest=min(scores),
        highest=max(scores),
        deviation=sqrt(spread / count),
    )


def _nth(scores: Mapping[Fraction, int], place: int) -> Fraction:
    """Give the score at a place, from 0, of all in their order."""
    passed = 0
    for percent in sorted(scores):
        passed += scores[percent]
        if place < passed:
            return percent
    message = f"there is no score at {place}"
    raise IndexError(message)
