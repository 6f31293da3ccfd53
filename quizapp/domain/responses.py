"""Responses: what a student did with an item, as it is saved.

Options are positions in the item version's stored order, never the order on the student's screen
(`papers.PaperItem` turns one into the other). "Not attempted" is a response of its own, a bubble
that some exams print beside the options; it is not an option, and not the same as leaving
all blank.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self, TypeAlias, assert_never

from quizapp.errors import N_, InvalidInputError

__all__ = ["Blank", "Chosen", "NotAttempted", "Response", "response_as_data", "response_from"]


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


Response: TypeAlias = Blank | NotAttempted | Chosen


def response_as_data(response: Response) -> dict[str, object]:
    """Give a response as JSON: `{"state": "chosen", "options": [0]}`, "blank", "not-attempted"."""
    match response:
        case Blank():
            return {"state": "blank"}
        case NotAttempted():
            return {"state": "not-attempted"}
        case Chosen(options):
            return {"state": "chosen", "options": sorted(options)}
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
            # True and 1 are one number to Python, but JSON's true names no option.
            numbers = [option for option in options if type(option) is int]
            if len(numbers) == len(options):
                return Chosen(frozenset(numbers))
        case _:
            pass
    raise InvalidInputError(
        N_("A response is blank, not attempted, or a choice of options by number."),
        field="response",
    )
