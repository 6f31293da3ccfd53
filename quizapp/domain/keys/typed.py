"""Keys of items whose answer is typed: a number, or a word or a few."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Self

from quizapp.domain.keys.weights import (
    ItemType,
    accepted_problems,
    denominator,
    entries,
    nothing_to_choose,
    weight_from,
)
from quizapp.domain.materials import normalised, text_problems
from quizapp.errors import N_, InvalidInputError, Problem

ANSWER_MAXIMUM = 200
"""The longest text of a short answer, in characters."""
NUMBER_MAXIMUM = 40
"""The longest number that is read, in characters."""
EXPONENT_MAXIMUM = 100
EVERY_NUMBER = Decimal(f"1E+{EXPONENT_MAXIMUM}")

_ONE = Fraction(1)
_GROUPING = re.compile(r"(?<=\d),(?=\d)")


@dataclass(frozen=True, slots=True)
class NumericAnswer:
    """A number that is accepted: `value` give or take `tolerance`, both ends included."""

    value: Decimal
    tolerance: Decimal = Decimal(0)
    weight: Fraction = _ONE

    @classmethod
    def between(cls, low: Decimal, high: Decimal, weight: Fraction = _ONE) -> Self:
        """Accept everything from `low` to `high`."""
        return cls((low + high) / 2, (high - low) / 2, weight)

    @classmethod
    def anything(cls, weight: Fraction = Fraction(0)) -> Self:
        """Take every number: the last of a key's answers can say something to all others."""
        return cls(Decimal(0), EVERY_NUMBER, weight)

    @property
    def is_anything(self) -> bool:
        """Whether every number is taken; it is written as a star."""
        return not self.value and self.tolerance == EVERY_NUMBER

    @property
    def low(self) -> Decimal:
        """The least number that is accepted."""
        return self.value - self.tolerance

    @property
    def high(self) -> Decimal:
        """The greatest number that is accepted."""
        return self.value + self.tolerance

    def accepts(self, number: Decimal) -> bool:
        """Whether the number lies in the range."""
        return self.low <= number <= self.high


@dataclass(frozen=True, slots=True)
class NumericKey:
    """The key of a numeric item: what is accepted, the first answer that fits decides."""

    accepted: tuple[NumericAnswer, ...]

    def __post_init__(self) -> None:
        object.__setattr__(self, "accepted", tuple(self.accepted))

    @property
    def type(self) -> ItemType:
        """The type of items that have such a key."""
        return ItemType.NUMERIC

    @property
    def denominator(self) -> int:
        """The least common denominator of the weights."""
        return denominator(each.weight for each in self.accepted)

    def answers(self, options: int) -> int:  # noqa: ARG002 — the same call for every key
        """How many answers can have feedback of their own: those that the key names."""
        return len(self.accepted)

    def fitting(self, number: Decimal) -> int | None:
        """Give the position of the accepted answer that the number fits, None for none."""
        fitting = (place for place, each in enumerate(self.accepted) if each.accepts(number))
        return next(fitting, None)

    def weight(self, number: Decimal) -> Fraction:
        """Give the share of the mark that the number earns."""
        place = self.fitting(number)
        return Fraction(0) if place is None else self.accepted[place].weight

    def problems(self, options: int, prompts: int = 0) -> Iterator[Problem]:
        """Find what is wrong with the key for an item that has so many options and prompts."""
        yield from nothing_to_choose(options, prompts)
        yield from accepted_problems([each.weight for each in self.accepted])
        for position, each in enumerate(self.accepted):
            where = f"key.{position}"
            if not (_is_usable(each.value) and _is_usable(each.tolerance)):
                yield Problem(
                    N_("Write a number of at most %(maximum)d digits."),
                    {"maximum": NUMBER_MAXIMUM},
                    where,
                )
            elif each.tolerance < 0:
                yield Problem(N_("A tolerance is 0 or more."), field=where)

    def as_data(self) -> dict[str, object]:
        """Give the key as JSON, numbers as text."""
        return {
            "accepted": [
                {
                    "value": str(each.value),
                    "tolerance": str(each.tolerance),
                    "weight": str(each.weight),
                }
                for each in self.accepted
            ]
        }

    @classmethod
    def from_data(cls, data: Mapping[str, object]) -> Self:
        """Read what `as_data` wrote. Raises `InvalidInputError` for anything else."""
        accepted = []
        for entry in entries(data):
            match entry:
                case {"value": str(value), "tolerance": str(tolerance), "weight": str(weight)}:
                    accepted.append(
                        NumericAnswer(
                            parse_number(value, field="key"),
                            parse_number(tolerance, field="key"),
                            weight_from(weight),
                        )
                    )
                case _:
                    raise InvalidInputError(
                        N_("The key of a numeric item lists numbers with their tolerance."),
                        field="key",
                    )
        return cls(tuple(accepted))


@dataclass(frozen=True, slots=True)
class AcceptedText:
    r"""A text that is accepted; `*` stands for any characters, `\*` for the star itself."""

    text: str
    weight: Fraction = _ONE


@dataclass(frozen=True, slots=True)
class ShortAnswerKey:
    """The key of a short-answer item: the texts that are accepted, the first that fits decides.

    They are accepted whatever the language of the page. White space counts as one space; capitals
    count only where `case_sensitive` says so.
    """

    accepted: tuple[AcceptedText, ...]
    case_sensitive: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "accepted", tuple(self.accepted))

    @property
    def type(self) -> ItemType:
        """The type of items that have such a key."""
        return ItemType.SHORT_ANSWER

    @property
    def denominator(self) -> int:
        """The least common denominator of the weights."""
        return denominator(each.weight for each in self.accepted)

    def answers(self, options: int) -> int:  # noqa: ARG002 — the same call for every key
        """How many answers can have feedback of their own: those that the key names."""
        return len(self.accepted)

    def fitting(self, text: str) -> int | None:
        """Give the position of the accepted answer that the text fits, None for none."""
        given = self._folded(text)
        fitting = (
            place
            for place, each in enumerate(self.accepted)
            if _fits(given, [self._folded(part) for part in _parts(each.text)])
        )
        return next(fitting, None)

    def weight(self, text: str) -> Fraction:
        """Give the share of the mark that the text earns."""
        place = self.fitting(text)
        return Fraction(0) if place is None else self.accepted[place].weight

    def _folded(self, text: str) -> str:
        if self.case_sensitive:
            return unicodedata.normalize("NFC", " ".join(text.split()))
        return normalised(text)

    def problems(self, options: int, prompts: int = 0) -> Iterator[Problem]:
        """Find what is wrong with the key for an item that has so many options and prompts."""
        yield from nothing_to_choose(options, prompts)
        yield from accepted_problems([each.weight for each in self.accepted])
        for position, each in enumerate(self.accepted):
            yield from text_problems(
                each.text, f"key.{position}", maximum=ANSWER_MAXIMUM, required=True
            )

    def as_data(self) -> dict[str, object]:
        """Give the key as JSON."""
        return {
            "accepted": [{"text": each.text, "weight": str(each.weight)} for each in self.accepted],
            "case_sensitive": self.case_sensitive,
        }

    @classmethod
    def from_data(cls, data: Mapping[str, object]) -> Self:
        """Read what `as_data` wrote. Raises `InvalidInputError` for anything else."""
        accepted = []
        for entry in entries(data):
            match entry:
                case {"text": str(text), "weight": str(weight)}:
                    accepted.append(AcceptedText(text, weight_from(weight)))
                case _:
                    raise InvalidInputError(
                        N_("The key of a short-answer item lists the texts that are accepted."),
                        field="key",
                    )
        return cls(tuple(accepted), data.get("case_sensitive") is True)


def parse_number(text: str, *, field: str | None = None) -> Decimal:
    """Read a number as people type it: "12.5", "1,50,000", "−3", "1e6", in any script's digits.

    Raises `InvalidInputError` with `field` for anything else, infinity among it.
    """
    plain = _GROUPING.sub("", text.strip().replace("−", "-"))
    try:
        number = Decimal(plain) if len(plain) <= NUMBER_MAXIMUM else Decimal("NaN")
    except InvalidOperation:
        number = Decimal("NaN")
    if not _is_usable(number):
        raise InvalidInputError(
            N_("“%(text)s” is not a number; write digits only, such as 12.5 or -3."),
            field=field,
            text=text[:NUMBER_MAXIMUM],
        )
    return number


def _is_usable(number: Decimal) -> bool:
    return (
        number.is_finite()
        and abs(number.adjusted()) <= EXPONENT_MAXIMUM
        and len(number.as_tuple().digits) <= NUMBER_MAXIMUM
    )


def _parts(pattern: str) -> list[str]:
    r"""Cut a pattern at its stars; `\*` is a star of the text."""
    return [part.replace("\0", "*") for part in pattern.replace(r"\*", "\0").split("*")]


def _fits(text: str, parts: Sequence[str]) -> bool:
    """Whether the text consists of the parts in order, with anything between them."""
    first, *rest = parts
    if not rest:
        return text == first
    *middle, last = rest
    if len(text) < len(first) + len(last) or not text.startswith(first) or not text.endswith(last):
        return False
    position, end = len(first), len(text) - len(last)
    for part in middle:
        found = text.find(part, position, end)
        if found < 0:
            return False
        position = found + len(part)
    return True
