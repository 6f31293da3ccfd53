"""Parts of the mark as other programs give them → parts that add up, as ours must."""

from collections.abc import Sequence
from fractions import Fraction

from quizapp.domain.keys import WEIGHT_UNITS

__all__ = ["summing_to_one"]


def summing_to_one(weights: Sequence[Fraction]) -> tuple[Fraction, ...]:
    """Stretch the weights above 0 so that they add up to 1, as ours must; the others stay."""
    total = sum((weight for weight in weights if weight > 0), Fraction(0))
    if total in {0, 1}:
        return tuple(weights)
    units = [int(weight / total * WEIGHT_UNITS) if weight > 0 else 0 for weight in weights]
    missing = WEIGHT_UNITS - sum(units)
    # Units lost in rounding go to the first right options, one each.
    for position, weight in enumerate(weights):
        if weight > 0 and missing > 0:
            units[position] += 1
            missing -= 1
    return tuple(
        Fraction(unit, WEIGHT_UNITS) if weight > 0 else weight
        for unit, weight in zip(units, weights, strict=True)
    )
