"""What the keys share: weights, their bounds, and what an item's shape must be."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from fractions import Fraction
from math import lcm
from typing import TypeGuard

from quizapp.errors import N_, InvalidInputError, Problem

OPTIONS_MINIMUM = 2
OPTIONS_MAXIMUM = 12
ANSWERS_MAXIMUM = 30
WEIGHT_UNITS = 12_600
"""Weights are whole numbers of 1/12600: every per cent, and every part from a half to a tenth."""
WEIGHT_TEXT_MAXIMUM = 20
_NO_WEIGHT = N_("“%(weight)s” is not a weight; write −100%% to 100%%, or a part such as 1/3.")
_WEIGHT = re.compile(
    r"(?P<number>[+-]?(?:\d{1,5}/(?P<below>\d{1,5})|\d{1,4}(?:\.\d{1,10})?))\s?(?P<percent>%)?"
)


class ItemType(StrEnum):
    """How an item is answered and marked. To add one, follow the steps in the package docstring."""

    SINGLE = "single"
    """Single best answer: exactly one option is right."""
    MULTIPLE = "multiple"
    """Multiple response: one option or several are right."""
    TRUE_FALSE = "true-false"
    """A statement, and whether it is true."""
    NUMERIC = "numeric"
    """A number is typed."""
    SHORT_ANSWER = "short-answer"
    """A word or a few are typed."""
    MATCHING = "matching"
    """Each prompt of one list goes with an option of the other."""


def denominator(weights: Iterable[Fraction]) -> int:
    """Give the least common denominator of the weights, 1 where there are none."""
    return lcm(*(weight.denominator for weight in weights))


def option_count_problems(options: int) -> Iterator[Problem]:
    """Find whether there are too few or too many options."""
    if not OPTIONS_MINIMUM <= options <= OPTIONS_MAXIMUM:
        yield Problem(
            N_("A question has %(minimum)d to %(maximum)d options; this one has %(count)d."),
            {"count": options, "minimum": OPTIONS_MINIMUM, "maximum": OPTIONS_MAXIMUM},
            "options",
        )


def no_prompts(prompts: int) -> Iterator[Problem]:
    """Find prompts where there must be none."""
    if prompts:
        yield Problem(N_("Only matching items have things to match."), field="prompts")


def nothing_to_choose(options: int, prompts: int) -> Iterator[Problem]:
    """Find options and prompts where the answer is typed."""
    yield from no_prompts(prompts)
    if options:
        yield Problem(N_("An item whose answer is typed has no options."), field="options")


def weight_problems(weights: Sequence[Fraction], options: int) -> Iterator[Problem]:
    """Find what is wrong with the weights of so many options; none at all is right."""
    if weights and len(weights) != options:
        yield Problem(
            N_("Give one weight for each option. Options: %(options)d; weights: %(weights)d."),
            {"weights": len(weights), "options": options},
            "key",
        )
    yield from weight_range_problems(weights)


def weight_range_problems(weights: Iterable[Fraction]) -> Iterator[Problem]:
    """Find weights that are out of range, or no part that marks are counted in."""
    for weight in weights:
        if not -1 <= weight <= 1 or WEIGHT_UNITS % weight.denominator:
            yield Problem(_NO_WEIGHT, {"weight": str(weight)}, "key")


def accepted_problems(weights: Sequence[Fraction]) -> Iterator[Problem]:
    """Find what is wrong with the weights of the answers that a key accepts."""
    if not 1 <= len(weights) <= ANSWERS_MAXIMUM:
        yield Problem(
            N_("Name at least one answer that is accepted, and at most %(maximum)d."),
            {"maximum": ANSWERS_MAXIMUM},
            "key",
        )
    elif max(weights) != 1:
        yield Problem(N_("At least one answer must earn the whole mark."), field="key")
    yield from weight_range_problems(weights)


def weights_as_data(weights: Sequence[Fraction]) -> dict[str, object]:
    """Give the weights as JSON, and nothing where there are none."""
    return {"weights": [str(weight) for weight in weights]} if weights else {}


def weights_from(data: Mapping[str, object]) -> tuple[Fraction, ...]:
    """Read what `weights_as_data` wrote. Raises `InvalidInputError`, field "key"."""
    weights = data.get("weights", [])
    if not isinstance(weights, list):
        raise InvalidInputError(N_("Weights are a list of fractions."), field="key")
    return tuple(map(weight_from, weights))


def weight_from(text: object) -> Fraction:
    """Read one weight. Raises `InvalidInputError`, field "key"."""
    try:
        return Fraction(str(text)[:WEIGHT_TEXT_MAXIMUM])
    except (ValueError, ZeroDivisionError) as error:
        raise InvalidInputError(N_("Weights are a list of fractions."), field="key") from error


def parse_weight(text: str, *, field: str | None = None) -> Fraction:
    """Read a weight as people write it: "50%", "−25 %", "1/3", "0.5".

    Per cent and decimals are taken as the nearest weight there is: "33.33%" is a third. Raises
    `InvalidInputError` with `field` for what is no number.
    """
    found = _WEIGHT.fullmatch(text.strip().replace("−", "-"))
    if found is None or not int(found["below"] or 1):
        raise InvalidInputError(_NO_WEIGHT, field=field, weight=text[:WEIGHT_TEXT_MAXIMUM])
    weight = Fraction(found["number"])
    if found["below"] is not None:
        return weight
    share = weight / 100 if found["percent"] else weight
    return Fraction(round(share * WEIGHT_UNITS), WEIGHT_UNITS)


def format_weight(weight: Fraction) -> str:
    """Write a weight so that `parse_weight` reads it again: "50%", "1/3"."""
    percent = weight * 100
    return f"{percent}%" if percent.denominator == 1 else str(weight)


def is_numbers(values: Sequence[object]) -> TypeGuard[Sequence[int]]:
    """Whether all of these are whole numbers; true and false are none."""
    return all(type(value) is int for value in values)


def entries(data: Mapping[str, object]) -> Sequence[object]:
    """Read the list of accepted answers. Raises `InvalidInputError`, field "key"."""
    match data:
        case {"accepted": [*found]}:
            return found
        case _:
            raise InvalidInputError(N_("This key lists the answers it accepts."), field="key")
