"""What a teacher wishes for a printed paper."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from quizapp.domain.items import LANGUAGES, Language
from quizapp.domain.materials import raise_for, text_problems
from quizapp.errors import N_, Problem

__all__ = ["SET_LETTERS", "PaperLayout", "SectionBy"]

SET_LETTERS = "ABCD"
COLUMNS_MAXIMUM = 2
MINUTES_MAXIMUM = 1_000
LINE_MAXIMUM = 200
INSTRUCTIONS_MAXIMUM = 4_000


class SectionBy(StrEnum):
    """What the sections of a paper are made of."""

    NONE = "none"
    TYPE = "type"
    TOPIC = "topic"
    CATEGORY = "category"


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperLayout:
    """How a paper is to look. Raises `InvalidInputError` with every problem, by field.

    `minutes` and `marks` stand in the head of the paper where they are given. `languages` are one
    or two: in a bilingual paper each question is printed in the first, then in the second. With
    more than one of `sets`, the sets after A have questions and options in another order each,
    drawn with `seed`; `section_titles` name the sections by what they are made of.
    """

    title: str
    institute: str = ""
    instructions: str = ""
    minutes: int | None = None
    marks: str = ""
    name_line: bool = True
    columns: int = 1
    section_by: SectionBy = SectionBy.NONE
    section_titles: Mapping[str, str] | None = None
    languages: tuple[Language, ...] = ("en",)
    sets: int = 1
    seed: int = 0
    explanations: bool = True

    def __post_init__(self) -> None:
        object.__setattr__(self, "languages", tuple(dict.fromkeys(self.languages)))
        raise_for(self._problems())

    def as_data(self) -> dict[str, Any]:
        """Give the layout as JSON."""
        return asdict(self)

    @staticmethod
    def from_data(data: Mapping[str, Any]) -> "PaperLayout":
        """Read what `as_data` wrote, also after it was JSON."""
        section_by, languages = SectionBy(data["section_by"]), tuple(data["languages"])
        return PaperLayout(**{**data, "section_by": section_by, "languages": languages})

    @property
    def letters(self) -> tuple[str, ...]:
        """The letters of the sets; a single set has none, ""."""
        return ("",) if self.sets == 1 else tuple(SET_LETTERS[: self.sets])

    def _problems(self) -> Iterator[Problem]:
        yield from text_problems(self.title, "title", maximum=LINE_MAXIMUM, required=True)
        yield from text_problems(self.institute, "institute", maximum=LINE_MAXIMUM)
        yield from text_problems(self.marks, "marks", maximum=20)
        yield from text_problems(self.instructions, "instructions", maximum=INSTRUCTIONS_MAXIMUM)
        yield from _range(self.columns, "columns", COLUMNS_MAXIMUM)
        yield from _range(self.sets, "sets", len(SET_LETTERS))
        if self.minutes is not None:
            yield from _range(self.minutes, "minutes", MINUTES_MAXIMUM)
        if not self.languages or not set(self.languages) <= set(LANGUAGES):
            yield Problem(
                N_("Choose one or both of these languages: %(languages)s."),
                {"languages": ", ".join(LANGUAGES)},
                "languages",
            )


def _range(number: int, part: str, maximum: int) -> Iterator[Problem]:
    if not 1 <= number <= maximum:
        yield Problem(N_("Write a whole number from 1 to %(maximum)d."), {"maximum": maximum}, part)
