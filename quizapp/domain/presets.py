"""The rules of the exams that students prepare for, as data: `presets.toml`.

Rules change from year to year and sources disagree on some figures, so each preset carries its year
and its source. It is a starting point that a teacher adapts, never a rule in code.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Self, cast

from quizapp.domain.attempts import MINUTES_MAXIMUM
from quizapp.domain.data import read_toml
from quizapp.domain.items import OPTIONS_MAXIMUM, OPTIONS_MINIMUM
from quizapp.domain.marking import MarkingScheme, MarkUnit, parse_mark
from quizapp.domain.materials import raise_for, text_problems
from quizapp.domain.sections import (
    NAME_MAXIMUM,
    Section,
    are_timed,
    range_problems,
    section_problems,
)
from quizapp.domain.topics import SLUG
from quizapp.errors import N_, NotFoundError, Problem

__all__ = ["DEFAULT_PRESET", "PRESETS", "ExamPreset", "preset"]

FULL_PERCENT = 100
DEFAULT_PRESET = "practice"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExamPreset:
    """An exam's paper: its marking, time, sections and number of options.

    `year` is the one whose pattern it is, None for our own practice rules; `source` says who
    announced it, `note` what a teacher should know. `minutes` is None where it varies or where
    there is no clock. `qualifying_percent` (0–100) is what a paper must reach that only qualifies.
    Raises `InvalidInputError` with all problems.
    """

    slug: str
    name: str
    year: int | None
    source: str
    note: str = ""
    minutes: int | None
    options: int
    sections: tuple[Section, ...]
    qualifying_percent: Fraction | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "sections", tuple(self.sections))
        raise_for(self._problems())

    def _problems(self) -> Iterator[Problem]:
        if not SLUG.fullmatch(self.slug):
            yield Problem(
                N_("A short name has small letters, digits and hyphens, such as “ssc-cgl”."),
                field="slug",
            )
        yield from text_problems(self.name, "name", maximum=NAME_MAXIMUM, required=True)
        yield from range_problems(self.minutes, "minutes", 1, MINUTES_MAXIMUM)
        yield from range_problems(self.options, "options", OPTIONS_MINIMUM, OPTIONS_MAXIMUM)
        percent = self.qualifying_percent
        if percent is not None and not 0 < percent <= FULL_PERCENT:
            yield Problem(
                N_("A qualifying percentage is above 0 and at most 100."),
                field="qualifying_percent",
            )
        yield from section_problems(self.sections, self.minutes)

    @property
    def locked(self) -> bool:
        """Whether sections are taken in order, each for its own time, and not returned to."""
        return are_timed(self.sections)

    @property
    def questions(self) -> int | None:
        """How many questions the paper has, None where that varies."""
        counts = [each.questions for each in self.sections if each.questions is not None]
        return sum(counts) if len(counts) == len(self.sections) else None

    @property
    def maximum(self) -> Fraction | None:
        """The marks of the paper, None where its number of questions varies."""
        marks = [each.maximum for each in self.sections if each.maximum is not None]
        return sum(marks, Fraction(0)) if len(marks) == len(self.sections) else None

    @property
    def scheme(self) -> MarkingScheme:
        """The marking of the first section, which a quiz without sections takes."""
        return self.sections[0].scheme

    @property
    def unit(self) -> MarkUnit:
        """The unit in which marks of all sections are stored."""
        return MarkUnit.of(section.scheme for section in self.sections)

    def as_data(self) -> dict[str, object]:
        """Give the preset as JSON, for `restored`."""
        percent = self.qualifying_percent
        return {
            "slug": self.slug,
            "name": self.name,
            "year": self.year,
            "source": self.source,
            "note": self.note,
            "minutes": self.minutes,
            "options": self.options,
            "qualifying_percent": None if percent is None else str(percent),
            "sections": [section.as_data() for section in self.sections],
        }

    @classmethod
    def restored(cls, data: Mapping[str, object]) -> Self:
        """Read what `as_data` wrote. Raises `InvalidInputError` or `KeyError`."""
        sections = cast("Sequence[Mapping[str, object]]", data["sections"])
        values = cls._values(data)
        return cls(**values, sections=tuple(Section.from_data(each) for each in sections))

    @staticmethod
    def _values(data: Mapping[str, object]) -> dict[str, Any]:
        percent = data.get("qualifying_percent")
        return {
            "slug": str(data["slug"]),
            "name": str(data["name"]),
            "year": data.get("year"),
            "source": str(data.get("source", "")),
            "note": str(data.get("note", "")),
            "minutes": data.get("minutes"),
            "options": data["options"],
            "qualifying_percent": None if percent is None else parse_mark(str(percent)),
        }

    @classmethod
    def from_data(cls, data: Mapping[str, object]) -> Self:
        """Read a preset as `presets.toml` writes it; that file says how.

        Raises `InvalidInputError` for marks that are none, `KeyError` for a missing entry.
        """
        return cls(
            **cls._values(data),
            sections=tuple(
                Section(
                    name=str(section["name"]),
                    questions=cast("int | None", section.get("questions")),
                    minutes=cast("int | None", section.get("minutes")),
                    scheme=_scheme({**data, **section}),
                )
                for section in cast("Sequence[Mapping[str, object]]", data["sections"])
            ),
        )


def _scheme(data: Mapping[str, object]) -> MarkingScheme:
    """Make the scheme of a section, its deductions being shares of the mark for a right answer."""
    right = parse_mark(str(data["right"]), field="right")

    def deduction(name: str) -> Fraction:
        return -right * parse_mark(str(data.get(name, "0")), field=name)

    share = data.get("disqualify_unmarked_over")
    return MarkingScheme(
        right=right,
        wrong=deduction("wrong_deducts"),
        blank=deduction("blank_deducts"),
        not_attempted=Fraction(0) if data.get("not_attempted_bubble") else None,
        disqualify_unmarked_over=None if share is None else parse_mark(str(share)),
    )


def _load() -> dict[str, ExamPreset]:
    rows = cast("Sequence[Mapping[str, object]]", read_toml("presets.toml")["presets"])
    return {each.slug: each for each in map(ExamPreset.from_data, rows)}


PRESETS: Mapping[str, ExamPreset] = _load()
"""Slug → preset, in the order in which people see the list."""


def preset(slug: str) -> ExamPreset:
    """Give the preset of this slug. Raises `NotFoundError`."""
    if slug not in PRESETS:
        raise NotFoundError(
            N_("There is no exam preset “%(slug)s”; use one of: %(slugs)s."),
            slug=slug,
            slugs=", ".join(PRESETS),
        )
    return PRESETS[slug]
