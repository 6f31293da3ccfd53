"""Finding faulty questions from the answers: discrimination, and what each option drew. Pure.

The figures are those of classical item analysis. None of them proves a fault: they say where a
person should look first.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import sqrt
from typing import Final

__all__ = ["ANSWERS_MINIMUM", "Doubt", "OptionDraw", "Sums", "doubts_of"]

ANSWERS_MINIMUM: Final = 10
"""Fewer answers than these say more of the students than of the item."""
CHOSEN_MINIMUM: Final = 3
"""An option that fewer chose is no rival of the key."""


class Doubt(StrEnum):
    """What speaks against an item, or its key."""

    UPSIDE_DOWN = "upside-down"
    """Those who did well in the rest of the paper did worse here."""
    RIVAL = "rival"
    """An option drew more than the key, and not from weaker students: the sign of a wrong key."""


@dataclass(frozen=True, slots=True)
class Sums:
    """Sums over the students who were asked an item.

    x is the share of the item's mark that each earned (0–1), y that in the rest of the paper.
    """

    count: int
    x: float
    y: float
    xx: float
    yy: float
    xy: float

    @property
    def discrimination(self) -> float | None:
        """The discrimination index: the correlation of the item with the rest of the paper.

        For right or wrong that is the point-biserial, corrected by leaving the item out of the
        total, as it would else correlate with itself (Henrysson, Psychometrika 28, 1963). From −1
        to 1; None below `ANSWERS_MINIMUM`, and where all did alike in the item or in the rest.
        """
        if self.count < ANSWERS_MINIMUM:
            return None
        n = self.count
        spread_x, spread_y = n * self.xx - self.x * self.x, n * self.yy - self.y * self.y
        # What is left of a spread of nothing when fractions are rounded.
        if min(spread_x, spread_y) <= n * n * 1e-12:
            return None
        found = (n * self.xy - self.x * self.y) / sqrt(spread_x * spread_y)
        return max(-1.0, min(1.0, found))


@dataclass(frozen=True, slots=True)
class OptionDraw:
    """How many chose an option, and their mean share (0–1) in the rest of the paper, if any."""

    position: int
    chosen: int
    rest: float | None
    is_key: bool


def doubts_of(discrimination: float | None, options: Sequence[OptionDraw]) -> frozenset[Doubt]:
    """Say what speaks against an item. The options are those of an item with one key, or none."""
    doubts = set()
    if discrimination is not None and discrimination < 0:
        doubts.add(Doubt.UPSIDE_DOWN)
    key = next((option for option in options if option.is_key), None)
    if key is not None and sum(option.chosen for option in options) >= ANSWERS_MINIMUM:
        rivals = (option for option in options if not option.is_key)
        if any(_beats(option, key) for option in rivals):
            doubts.add(Doubt.RIVAL)
    return frozenset(doubts)


def _beats(option: OptionDraw, key: OptionDraw) -> bool:
    if option.chosen < CHOSEN_MINIMUM or option.chosen <= key.chosen:
        return False
    return key.rest is None or (option.rest is not None and option.rest >= key.rest)
