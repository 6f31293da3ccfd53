"""The rules of the exams that students prepare for, as data: `presets.toml`.

Rules change from year to year and sources disagree on some figures, so each preset carries its year
and its source. It is a starting point that a teacher adapts, never a rule in code.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Self, cast

from quizapp.domain.attempts import MINUTES_MAXIMUM
from quizapp.domain.data import read_toml
from quizapp.domain.items import OPTIONS_MAXIMUM, OPTIONS_MINIMUM
from quizapp.domain.marking import MarkingScheme, MarkUnit, parse_mark
from quizapp.domain.materials import raise_for, text_problems
from quizapp.domain.topics import SLUG
from quizapp.errors import N_, NotFoundError, Problem

__all__ = ["DEFAULT_PRESET", "PRESETS", "ExamPreset", "PresetSection", "preset"]

NAME_MAXIMUM = 200
QUESTIONS_MAXIMUM = 1000
FULL_PERCENT = 100
DEFAULT_PRESET = "practice"


@dataclass(frozen=True, slots=True)
class PresetSection:
    """A section of an exam's paper.

    `questions` is None where it varies (by post, by paper). `minutes` is the section's own clock,
    None where the paper has only one.
    """

    name: str
    questions: int | None
    minutes: int | None
    scheme: MarkingScheme

    @property
    def maximum(self) -> Fraction | None:
        """The marks of the section, None where its number of questions varies."""
        return None if self.questions is None else self.questions * self.scheme.right


@dataclass(frozen=True, slots=True, kw_only=True)
class ExamPreset:
    """An exam's paper: its marking, time, sections and number of options.

    `year` is the one whose pattern it is, None for our own practice rules; `source` says who
    announced it, `note` what a teacher should know. `minutes` is None where it varies or where
    there is no clock. `locked` means that sections are taken in order, each for its own time, and
    not returned to. `qualifying_percent` (0–100) is what a paper must reach that only qualifies.
    Raises `InvalidInputError` with all problems.
    """

    slug: str
    name: str
    year: int | None
    source: str
    note: str = ""
    minutes: int | None
    options: int
    sections: tuple[PresetSection, ...]
    locked: bool = False
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
        yield from _range_problems(self.minutes, "minutes", 1, MINUTES_MAXIMUM)
        yield from _range_problems(self.options, "options", OPTIONS_MINIMUM, OPTIONS_MAXIMUM)
        percent = self.qualifying_percent
        if percent is not None and not 0 < percent <= FULL_PERCENT:
            yield Problem(
                N_("A qualifying percentage is above 0 and at most 100."),
                field="qualifying_percent",
            )
        yield from self._section_problems()

    def _section_problems(self) -> Iterator[Problem]:
        if not self.sections:
            yield Problem(N_("A paper has at least one section."), field="sections")
        for position, section in enumerate(self.sections):
            where = f"sections.{position}"
            yield from text_problems(
                section.name, f"{where}.name", maximum=NAME_MAXIMUM, required=True
            )
            yield from _range_problems(
                section.questions, f"{where}.questions", 1, QUESTIONS_MAXIMUM
            )
            yield from _range_problems(section.minutes, f"{where}.minutes", 1, MINUTES_MAXIMUM)
        clocks = [section.minutes for section in self.sections if section.minutes is not None]
        timed = len(clocks) == len(self.sections)
        if clocks and not (timed and sum(clocks) == self.minutes):
            yield Problem(
                N_("Sections with clocks have one each, and together take the time of the paper."),
                field="minutes",
            )
        if self.locked and not timed:
            yield Problem(
                N_("Sections that are taken in order need a time each."),
                field="locked",
            )

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

    @classmethod
    def from_data(cls, data: Mapping[str, object]) -> Self:
        """Read a preset as `presets.toml` writes it; that file says how.

        Raises `InvalidInputError` for marks that are none, `KeyError` for a missing entry.
        """
        percent = data.get("qualifying_percent")
        return cls(
            slug=str(data["slug"]),
            name=str(data["name"]),
            year=cast("int | None", data.get("year")),
            source=str(data.get("source", "")),
            note=str(data.get("note", "")),
            minutes=cast("int | None", data.get("minutes")),
            options=cast("int", data["options"]),
            sections=tuple(
                PresetSection(
                    name=str(section["name"]),
                    questions=cast("int | None", section.get("questions")),
                    minutes=cast("int | None", section.get("minutes")),
                    scheme=_scheme({**data, **section}),
                )
                for section in cast("Sequence[Mapping[str, object]]", data["sections"])
            ),
            locked=bool(data.get("locked", False)),
            qualifying_percent=None if percent is None else parse_mark(str(percent)),
        )


def _range_problems(value: int | None, where: str, lowest: int, highest: int) -> Iterator[Problem]:
    if value is not None and not lowest <= value <= highest:
        yield Problem(
            N_("This must be %(lowest)d to %(highest)d, not %(value)d."),
            {"lowest": lowest, "highest": highest, "value": value},
            where,
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
