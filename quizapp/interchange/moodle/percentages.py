"""Moodle's percentages and our weights: 33.33333 is a third."""

from decimal import Decimal, InvalidOperation
from fractions import Fraction

from quizapp.domain.keys import WEIGHT_UNITS, MultipleKey, SingleKey

__all__ = ["in_percent", "is_known_to_moodle", "weight_of", "weights_of"]

_HUNDRED = 100
_DECIMALS = 5
"""Moodle writes its percentages with so many decimals."""
_DIGITS_MAXIMUM = 20

_OF_MOODLE = frozenset(Fraction(1, part) for part in range(1, 11)) | {
    *(Fraction(tenths, 10) for tenths in range(10)),
    *(Fraction(1, 20), Fraction(3, 4), Fraction(2, 3), Fraction(5, 6)),
}
"""The weights that Moodle's forms offer, and their opposites."""


def weight_of(percent: str) -> Fraction | None:
    """Read a percentage as the nearest weight there is; None for what is no number.

    The result may lie outside -1 to 1.
    """
    try:
        number = Decimal(percent.strip()[:_DIGITS_MAXIMUM])
    except InvalidOperation:
        return None
    if not number.is_finite() or number.adjusted() > _DIGITS_MAXIMUM:
        return None
    return Fraction(round(Fraction(number) * WEIGHT_UNITS / _HUNDRED), WEIGHT_UNITS)


def in_percent(weight: Fraction) -> str:
    """Write a weight as Moodle does: "100", "33.33333", "-12.5"."""
    percent = Decimal(weight.numerator * _HUNDRED) / Decimal(weight.denominator)
    text = f"{percent:.{_DECIMALS}f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def is_known_to_moodle(weight: Fraction) -> bool:
    """Whether Moodle's forms offer this weight; others it takes only as the nearest of them."""
    return abs(weight) in _OF_MOODLE


def weights_of(key: SingleKey | MultipleKey, options: int) -> tuple[Fraction, ...]:
    """Give a weight to each option, as Moodle needs them, where the key has none.

    Of a multiple response the right options share the mark, and a wrong one takes all of it.
    """
    if key.weights:
        return key.weights
    if isinstance(key, SingleKey):
        return tuple(Fraction(int(option == key.option)) for option in range(options))
    share = Fraction(1, len(key.options))
    return tuple(share if option in key.options else Fraction(-1) for option in range(options))
