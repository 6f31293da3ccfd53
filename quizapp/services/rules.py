"""The rules that a quiz puts a set under: marking, sections, time, order, what is shown when."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from fractions import Fraction
from itertools import pairwise
from typing import Self

from quizapp.domain.attempts import MINUTES_MAXIMUM
from quizapp.domain.disclosure import DEFAULT_DISCLOSURE, DISCLOSURES, Disclosure
from quizapp.domain.marking import MarkingScheme, parse_mark
from quizapp.domain.materials import raise_for
from quizapp.domain.presets import DEFAULT_PRESET, PRESETS, ExamPreset
from quizapp.domain.sections import (
    PaperSection,
    Section,
    are_timed,
    questions_asked,
    section_problems,
)
from quizapp.errors import N_, InvalidInputError
from quizapp.models import Attempt, Quiz, QuizMode

__all__ = [
    "QuizRules",
    "mode_of_preset",
    "paper_sections",
    "rules_of",
    "rules_of_exam",
    "rules_of_preset",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuizRules:
    """What a quiz prescribes; validated when it is made.

    `preset` is the slug of the exam preset that it came from, `exam_name` the name of rules of a
    teacher's own that were made of it. `minutes` is None without a clock. With a `paper_seed`
    everybody gets the same paper. Raises `InvalidInputError` with field preset, sections, minutes,
    qualifying_percent, disclosure or closes_at.
    """

    preset: str
    sections: tuple[Section, ...]
    minutes: int | None
    exam_name: str | None = None
    mode: QuizMode = QuizMode.MOCK
    qualifying_percent: Fraction | None = None
    paper_seed: int | None = None
    shuffle_items: bool = True
    shuffle_options: bool = True
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    disclosure: Disclosure = DISCLOSURES[DEFAULT_DISCLOSURE]

    def __post_init__(self) -> None:
        object.__setattr__(self, "sections", tuple(self.sections))
        _ensure_preset(self.preset)
        if self.minutes is not None and not 1 <= self.minutes <= MINUTES_MAXIMUM:
            raise InvalidInputError(
                N_("The time must be 1 to %(maximum)d minutes, not %(minutes)d."),
                field="minutes",
                maximum=MINUTES_MAXIMUM,
                minutes=self.minutes,
            )
        raise_for(section_problems(self.sections, self.minutes))
        practice = self.mode is QuizMode.PRACTICE
        raise_for(self.disclosure.problems_of_mode(practice=practice))
        if self.opens_at and self.closes_at and self.closes_at <= self.opens_at:
            raise InvalidInputError(
                N_("A quiz must close after it opens; choose a later time."), field="closes_at"
            )

    @property
    def scheme(self) -> MarkingScheme:
        """The marking of the first section."""
        return self.sections[0].scheme

    def taken_as(self, mode: QuizMode) -> Self:
        """Give the same rules for a mode; what is shown during the attempt goes with it."""
        shown = self.disclosure.taken_as(practice=mode is QuizMode.PRACTICE)
        return replace(self, mode=mode, disclosure=shown)

    def asked(self, available: Sequence[int]) -> tuple[int, ...]:
        """Say how many questions each section asks of a set that has so many in its sections."""
        return questions_asked(self.sections, available)

    def maximum(self, available: Sequence[int]) -> Fraction:
        """Give the marks of a paper of a set that has so many questions in its sections."""
        return sum(
            (
                section.scheme.right * count
                for section, count in zip(self.sections, self.asked(available), strict=True)
            ),
            Fraction(0),
        )

    def lasting(self, minutes: int | None) -> Self:
        """Give the same rules for so many minutes in all, None for no clock.

        Sections with clocks keep their share of the time; where it is too short for a minute each,
        and without a clock, they lose theirs.
        """
        parts = self.sections
        if are_timed(parts) and minutes != self.minutes:
            parts = tuple(
                replace(part, minutes=share)
                for part, share in zip(parts, self._shares(minutes), strict=True)
            )
        return replace(self, sections=parts, minutes=minutes)

    def _shares(self, minutes: int | None) -> list[int | None]:
        if minutes is None or minutes < len(self.sections):
            return [None] * len(self.sections)
        ends, sum_before, total = [0], 0, self.minutes or 1
        for place, part in enumerate(self.sections, start=1):
            sum_before += part.minutes or 0
            least = max(ends[-1] + 1, round(Fraction(minutes * sum_before, total)))
            ends.append(min(least, minutes - (len(self.sections) - place)))
        return [after - before for before, after in pairwise(ends)]


def rules_of_preset(
    slug: str, *, questions: Sequence[int], section: int | None = None
) -> QuizRules:
    """Give the rules of an exam for a quiz; change them with `replace`.

    A set with as many sections as the exam gets them all. Otherwise the marking is that of the one
    section that is named, or of the first. Times are in proportion to the questions, rounded up to
    whole minutes (an exam of 100 questions in 120 minutes gives 12 questions 15 minutes).

    Args:
        slug: of the preset.
        questions: how many the set has in each of its sections.
        section: its place from 0; None for the whole exam.

    Raises:
        InvalidInputError: field preset or section, when there is none such.
    """
    _ensure_preset(slug)
    return rules_of_exam(PRESETS[slug], questions=questions, section=section)


def rules_of_exam(
    exam: ExamPreset, *, questions: Sequence[int], section: int | None = None
) -> QuizRules:
    """Give the rules of a preset, or of a teacher's own copy of one, as `rules_of_preset` does."""
    if section is not None and not 0 <= section < len(exam.sections):
        raise InvalidInputError(
            N_("This exam has %(count)d sections; there is no section %(section)d."),
            field="section",
            count=len(exam.sections),
            section=section + 1,
        )
    whole = section is None and len(questions) == len(exam.sections)
    minutes: int | None
    if whole and are_timed(exam.sections):
        parts = tuple(
            replace(
                part, questions=None, minutes=_in_proportion(part.minutes, part.questions, count)
            )
            for part, count in zip(exam.sections, questions, strict=True)
        )
        minutes = sum(part.minutes or 0 for part in parts)
    elif whole:
        parts = tuple(replace(part, questions=None) for part in exam.sections)
        minutes = _in_proportion(exam.minutes, exam.questions, sum(questions))
    else:
        part = exam.sections[section or 0]
        time, asked = part.minutes, part.questions
        if time is None:
            time, asked = exam.minutes, exam.questions
        minutes = _in_proportion(time, asked, sum(questions))
        parts = (replace(part, questions=None, minutes=None),)
    rules = QuizRules(
        preset=exam.slug,
        exam_name=None if exam == PRESETS.get(exam.slug) else exam.name,
        sections=parts,
        minutes=minutes,
        qualifying_percent=exam.qualifying_percent,
    )
    return rules.taken_as(mode_of_preset(exam.slug))


def mode_of_preset(slug: str) -> QuizMode:
    """Say how quizzes under a preset are taken where nobody chooses: an exam is a mock test."""
    return QuizMode.PRACTICE if slug == DEFAULT_PRESET else QuizMode.MOCK


def rules_of(quiz: Quiz) -> QuizRules:
    """Read the rules that a quiz is stored with."""
    percent = quiz.qualifying_percent
    return QuizRules(
        preset=quiz.preset if quiz.preset in PRESETS else next(iter(PRESETS)),
        sections=tuple(Section.from_data(section) for section in quiz.sections),
        minutes=quiz.minutes,
        exam_name=quiz.exam_name,
        mode=quiz.mode,
        qualifying_percent=None if percent is None else parse_mark(percent),
        paper_seed=quiz.paper_seed,
        shuffle_items=quiz.shuffle_items,
        shuffle_options=quiz.shuffle_options,
        opens_at=quiz.opens_at,
        closes_at=quiz.closes_at,
        disclosure=Disclosure.from_data(quiz.disclosure),
    )


def paper_sections(attempt: Attempt) -> tuple[PaperSection, ...]:
    """Read the sections of an attempt's paper."""
    return tuple(PaperSection.from_data(section) for section in attempt.sections)


def _in_proportion(minutes: int | None, asked: int | None, questions: int) -> int | None:
    if minutes is None or not asked:
        return minutes
    return min(max(1, -(-minutes * questions // asked)), MINUTES_MAXIMUM)


def _ensure_preset(slug: str) -> None:
    if slug not in PRESETS:
        raise InvalidInputError(
            N_("There is no exam preset “%(slug)s”; use one of: %(slugs)s."),
            field="preset",
            slug=slug[:80],
            slugs=", ".join(PRESETS),
        )
