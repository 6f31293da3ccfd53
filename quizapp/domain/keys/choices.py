"""Keys of items whose options are chosen: single best answer, multiple response, true/false."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Self

from quizapp.domain.keys.weights import (
    OPTIONS_MAXIMUM,
    OPTIONS_MINIMUM,
    ItemType,
    denominator,
    is_numbers,
    no_prompts,
    option_count_problems,
    weight_problems,
    weights_as_data,
    weights_from,
)
from quizapp.errors import N_, InvalidInputError, Problem

_ONE = Fraction(1)


@dataclass(frozen=True, slots=True)
class SingleKey:
    """The key of a single-best-answer item: the zero-based position of the right option.

    `weights`, where there are any, hold one for each option: 1 for the right one, less for others.
    """

    option: int
    weights: tuple[Fraction, ...] = ()

    @property
    def type(self) -> ItemType:
        """The type of items that have such a key."""
        return ItemType.SINGLE

    @property
    def denominator(self) -> int:
        """The least common denominator of the weights."""
        return denominator(self.weights)

    def answers(self, options: int) -> int:
        """How many answers can have feedback of their own: the options."""
        return options

    def weight(self, option: int) -> Fraction:
        """Give the share of the mark that an option earns."""
        if self.weights:
            return self.weights[option]
        return Fraction(int(option == self.option))

    def problems(self, options: int, prompts: int = 0) -> Iterator[Problem]:
        """Find what is wrong with the key for an item that has so many options and prompts."""
        yield from no_prompts(prompts)
        yield from option_count_problems(options)
        if OPTIONS_MINIMUM <= options <= OPTIONS_MAXIMUM and not 0 <= self.option < options:
            yield Problem(
                N_("The key is option %(option)d, but the options are numbered 0 to %(last)d."),
                {"option": self.option, "last": options - 1},
                "key",
            )
            return
        yield from weight_problems(self.weights, options)
        if len(self.weights) == options and any(
            (weight == _ONE) is not (option == self.option)
            for option, weight in enumerate(self.weights)
        ):
            yield Problem(
                N_("Exactly the right option has the weight 1; every other one has less."),
                field="key",
            )

    def as_data(self) -> dict[str, object]:
        """Give the key as JSON."""
        return {"option": self.option, **weights_as_data(self.weights)}

    @classmethod
    def from_data(cls, data: Mapping[str, object]) -> Self:
        """Read what `as_data` wrote. Raises `InvalidInputError` for anything else."""
        match data:
            case {"option": int(option)}:
                return cls(option, weights_from(data))
            case _:
                raise InvalidInputError(
                    N_("The key of a single-best-answer item is the number of its right option."),
                    field="key",
                )


@dataclass(frozen=True, slots=True)
class MultipleKey:
    """The key of a multiple-response item: the zero-based positions of all right options.

    Without `weights` exactly these options are right and anything else is wrong. With them the
    weights of the marked options are added up, and the sum (at least 0) is the share of the mark:
    those of the right options are above 0 and add up to 1, the others 0 or below.
    """

    options: frozenset[int]
    weights: tuple[Fraction, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "options", frozenset(self.options))

    @property
    def type(self) -> ItemType:
        """The type of items that have such a key."""
        return ItemType.MULTIPLE

    @property
    def denominator(self) -> int:
        """The least common denominator of the weights."""
        return denominator(self.weights)

    def answers(self, options: int) -> int:
        """How many answers can have feedback of their own: the options."""
        return options

    def weight(self, chosen: Iterable[int]) -> Fraction:
        """Give the share of the mark (0 to 1) that the chosen options earn together."""
        chosen = frozenset(chosen)
        if not self.weights:
            return Fraction(int(chosen == self.options))
        total = sum((self.weights[option] for option in chosen), Fraction(0))
        return max(total, Fraction(0))

    def problems(self, options: int, prompts: int = 0) -> Iterator[Problem]:
        """Find what is wrong with the key for an item that has so many options and prompts."""
        yield from no_prompts(prompts)
        yield from option_count_problems(options)
        if not self.options:
            yield Problem(N_("Mark at least one option as right."), field="key")
        elif not (min(self.options) >= 0 and max(self.options) < options):
            yield Problem(
                N_("The key names option %(option)d, but the options are numbered 0 to %(last)d."),
                {"option": max(self.options), "last": options - 1},
                "key",
            )
            return
        yield from weight_problems(self.weights, options)
        if self.weights and len(self.weights) == options:
            right = [self.weights[option] for option in self.options]
            wrong = [each for i, each in enumerate(self.weights) if i not in self.options]
            if sum(right) != 1 or min(right, default=_ONE) <= 0 or max(wrong, default=-_ONE) > 0:
                yield Problem(
                    N_(
                        "The weights of the right options are above 0 and add up to 1; those of the"
                        " others are 0 or less."
                    ),
                    field="key",
                )

    def as_data(self) -> dict[str, object]:
        """Give the key as JSON."""
        return {"options": sorted(self.options), **weights_as_data(self.weights)}

    @classmethod
    def from_data(cls, data: Mapping[str, object]) -> Self:
        """Read what `as_data` wrote. Raises `InvalidInputError` for anything else."""
        match data:
            case {"options": [*options]} if is_numbers(options):
                return cls(frozenset(options), weights_from(data))
            case _:
                raise InvalidInputError(
                    N_("The key of a multiple-response item lists its right options."),
                    field="key",
                )


@dataclass(frozen=True, slots=True)
class TrueFalseKey:
    """The key of a true/false item. Its first option says that it is true, its second false."""

    answer: bool

    @property
    def type(self) -> ItemType:
        """The type of items that have such a key."""
        return ItemType.TRUE_FALSE

    @property
    def denominator(self) -> int:
        """No partial marks: 1."""
        return 1

    @property
    def option(self) -> int:
        """The zero-based position of the right option."""
        return 0 if self.answer else 1

    def answers(self, options: int) -> int:
        """How many answers can have feedback of their own: the options."""
        return options

    def problems(self, options: int, prompts: int = 0) -> Iterator[Problem]:
        """Find what is wrong with the key for an item that has so many options and prompts."""
        yield from no_prompts(prompts)
        if options != len((True, False)):
            yield Problem(
                N_("A true/false item has two options, first “true” and then “false”."),
                field="options",
            )

    def as_data(self) -> dict[str, object]:
        """Give the key as JSON."""
        return {"answer": self.answer}

    @classmethod
    def from_data(cls, data: Mapping[str, object]) -> Self:
        """Read what `as_data` wrote. Raises `InvalidInputError` for anything else."""
        match data:
            case {"answer": bool(answer)}:
                return cls(answer)
            case _:
                raise InvalidInputError(
                    N_("The key of a true/false item is true or false."), field="key"
                )
