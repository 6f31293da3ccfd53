"""Responses: what a student did with an item, as it is saved.

Options are positions in the item version's stored order, never the order on the student's screen
(`papers.PaperItem` turns one into the other). "Not attempted" is a response of its own, a bubble
that some exams print beside the options; it is not an option, and not the same as leaving
all blank.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self, TypeAlias, TypeGuard, assert_never

from quizapp.errors import N_, InvalidInputError

__all__ = [
    "Blank",
    "Chosen",
    "Entered",
    "Matched",
    "NotAttempted",
    "Response",
    "response_as_data",
    "response_from",
]

ENTERED_MAXIMUM = 200
"""The longest answer that can be typed, in characters."""
PAIR = 2


@dataclass(frozen=True, slots=True)
class Blank:
    """Nothing at all is marked."""


@dataclass(frozen=True, slots=True)
class NotAttempted:
    """The bubble "not attempted" is marked."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """These options are marked, at least one. Raises `InvalidInputError` for none or negative."""

    options: frozenset[int]

    def __post_init__(self) -> None:
        object.__setattr__(self, "options", frozenset(self.options))
        if not self.options or min(self.options) < 0:
            raise InvalidInputError(
                N_("A choice names at least one option, numbered from 0."), field="response"
            )

    @classmethod
    def of(cls, *options: int) -> Self:
        """Make the response that marks these options."""
        return cls(frozenset(options))


@dataclass(frozen=True, slots=True)
class Entered:
    """This text is typed, not blank, as the student left it. Raises `InvalidInputError`."""

    text: str

    def __post_init__(self) -> None:
        if not self.text.strip():
            raise InvalidInputError(N_("An answer must not be empty."), field="response")
        if len(self.text) > ENTERED_MAXIMUM:
            raise InvalidInputError(
                N_("An answer has at most %(maximum)d characters."),
                field="response",
                maximum=ENTERED_MAXIMUM,
            )


@dataclass(frozen=True, slots=True)
class Matched:
    """These prompts are matched, each as (prompt, option); at least one, each prompt once.

    Raises `InvalidInputError` for anything else.
    """

    pairs: frozenset[tuple[int, int]]

    def __post_init__(self) -> None:
        object.__setattr__(self, "pairs", frozenset(self.pairs))
        prompts = [prompt for prompt, _ in self.pairs]
        numbers = [number for pair in self.pairs for number in pair]
        if not prompts or min(numbers) < 0 or len(set(prompts)) < len(prompts):
            raise InvalidInputError(
                N_("Each thing is matched with one option, both numbered from 0."),
                field="response",
            )

    @classmethod
    def of(cls, *pairs: tuple[int, int]) -> Self:
        """Make the response that matches these."""
        return cls(frozenset(pairs))


Response: TypeAlias = Blank | NotAttempted | Chosen | Entered | Matched


def response_as_data(response: Response) -> dict[str, object]:
    """Give a response as JSON: `{"state": "chosen", "options": [0]}`, or another state.

    The others are "blank", "not-attempted", "entered" (with "text") and "matched" (with "pairs").
    """
    match response:
        case Blank():
            return {"state": "blank"}
        case NotAttempted():
            return {"state": "not-attempted"}
        case Chosen(options):
            return {"state": "chosen", "options": sorted(options)}
        case Entered(text):
            return {"state": "entered", "text": text}
        case Matched(pairs):
            return {"state": "matched", "pairs": [list(pair) for pair in sorted(pairs)]}
        case _ as unreachable:
            assert_never(unreachable)


def response_from(data: Mapping[str, object]) -> Response:
    """Read what `response_as_data` wrote. Raises `InvalidInputError`, field "response"."""
    match data:
        case {"state": "blank"}:
            return Blank()
        case {"state": "not-attempted"}:
            return NotAttempted()
        case {"state": "chosen", "options": [*options]}:
            if _are_numbers(options):
                return Chosen(frozenset(options))
        case {"state": "entered", "text": str(text)}:
            return Entered(text)
        case {"state": "matched", "pairs": [*pairs]}:
            if all(map(_is_pair, pairs)):
                return Matched(frozenset((pair[0], pair[1]) for pair in filter(_is_pair, pairs)))
        case _:
            pass
    raise InvalidInputError(
        N_("A response is blank, not attempted, a choice of options, a text, or pairs."),
        field="response",
    )


def _are_numbers(values: Sequence[object]) -> TypeGuard[Sequence[int]]:
    # True and 1 are one number to Python, but JSON's true names no option.
    return all(type(value) is int for value in values)


def _is_pair(value: object) -> TypeGuard[Sequence[int]]:
    return isinstance(value, list) and len(value) == PAIR and _are_numbers(value)
