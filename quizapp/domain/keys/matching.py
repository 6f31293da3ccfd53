"""The key of matching items: which option goes with each prompt."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Self

from quizapp.domain.keys.weights import OPTIONS_MINIMUM, ItemType, is_numbers, option_count_problems
from quizapp.errors import N_, InvalidInputError, Problem

PROMPTS_MAXIMUM = 12


@dataclass(frozen=True, slots=True)
class MatchingKey:
    """The key of a matching item: for each prompt, in order, the position of its option.

    Two prompts may share an option, and options may be left over. Each right pair earns its part
    of the mark, or with `all_or_nothing` only all of them together earn it.
    """

    options: tuple[int, ...]
    all_or_nothing: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "options", tuple(self.options))

    @property
    def type(self) -> ItemType:
        """The type of items that have such a key."""
        return ItemType.MATCHING

    @property
    def denominator(self) -> int:
        """The number of prompts where each pair earns its part."""
        return 1 if self.all_or_nothing else max(len(self.options), 1)

    def answers(self, options: int) -> int:  # noqa: ARG002 — the same call for every key
        """How many answers can have feedback of their own: one for each prompt."""
        return len(self.options)

    def weight(self, pairs: Iterable[tuple[int, int]]) -> Fraction:
        """Give the share of the mark that the pairs (prompt, option) earn."""
        right = sum(self.options[prompt] == option for prompt, option in pairs)
        if self.all_or_nothing:
            return Fraction(int(right == len(self.options)))
        return Fraction(right, len(self.options))

    def problems(self, options: int, prompts: int = 0) -> Iterator[Problem]:
        """Find what is wrong with the key for an item that has so many options and prompts."""
        yield from option_count_problems(options)
        if not OPTIONS_MINIMUM <= prompts <= PROMPTS_MAXIMUM:
            yield Problem(
                N_(
                    "There are %(minimum)d to %(maximum)d things to match in a question;"
                    " this one has %(count)d."
                ),
                {"count": prompts, "minimum": OPTIONS_MINIMUM, "maximum": PROMPTS_MAXIMUM},
                "prompts",
            )
        elif len(self.options) != prompts:
            yield Problem(
                N_("The key pairs %(pairs)d of %(prompts)d things; pair each of them."),
                {"pairs": len(self.options), "prompts": prompts},
                "key",
            )
        elif not all(0 <= option < options for option in self.options):
            yield Problem(N_("The key names an option that there is not."), field="key")

    def as_data(self) -> dict[str, object]:
        """Give the key as JSON."""
        return {"options": list(self.options), "all_or_nothing": self.all_or_nothing}

    @classmethod
    def from_data(cls, data: Mapping[str, object]) -> Self:
        """Read what `as_data` wrote. Raises `InvalidInputError` for anything else."""
        match data:
            case {"options": [*options]} if is_numbers(options):
                return cls(tuple(options), data.get("all_or_nothing") is True)
            case _:
                raise InvalidInputError(
                    N_("The key of a matching item names the option of each prompt."), field="key"
                )
