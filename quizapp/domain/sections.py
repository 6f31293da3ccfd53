"""Sections of a paper: what each asks and is worth, and when it may be taken.

Sections with clocks are taken in order: each is open for its own time only, from the end of the one
before it on, and time that is left over is not carried on. When each opens and closes is fixed when
the attempt starts. Sections without clocks are all open as long as the attempt goes on.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from fractions import Fraction
from typing import Self, cast

from quizapp.domain.attempts import MINUTES_MAXIMUM, extra_time
from quizapp.domain.marking import MarkingScheme, MarkUnit
from quizapp.domain.materials import raise_for, text_problems
from quizapp.domain.quotas import Quota, quota_problems, quotas_from_data
from quizapp.errors import N_, Problem

__all__ = [
    "QUESTIONS_MAXIMUM",
    "SECTIONS_MAXIMUM",
    "PaperSection",
    "Section",
    "SectionState",
    "are_timed",
    "fix_sections",
    "open_sections",
    "questions_asked",
    "section_problems",
    "share_extra_minutes",
    "time_in_addition",
]

NAME_MAXIMUM = 200
QUESTIONS_MAXIMUM = 1000
SECTIONS_MAXIMUM = 20


class SectionState(StrEnum):
    """Whether the questions of a section may be seen and answered."""

    LATER = "later"
    OPEN = "open"
    OVER = "over"


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A section under rules.

    `questions` is how many a paper asks, None for all that there are (or where it varies). `quotas`
    says how many of them are of a topic or a difficulty at least, as far as there are so many.
    `minutes` is the section's own clock, None where the paper has only one. Raises
    `InvalidInputError` with all problems.
    """

    name: str
    scheme: MarkingScheme
    questions: int | None = None
    minutes: int | None = None
    quotas: tuple[Quota, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "quotas", tuple(self.quotas))
        raise_for(self._problems())

    def _problems(self) -> Iterator[Problem]:
        yield from text_problems(self.name, "name", maximum=NAME_MAXIMUM, required=True)
        yield from range_problems(self.questions, "questions", 1, QUESTIONS_MAXIMUM)
        yield from range_problems(self.minutes, "minutes", 1, MINUTES_MAXIMUM)
        yield from quota_problems(self.quotas, self.questions, maximum=QUESTIONS_MAXIMUM)

    @property
    def maximum(self) -> Fraction | None:
        """The marks of the section, None where its number of questions varies."""
        return None if self.questions is None else self.questions * self.scheme.right

    def asked(self, available: int) -> int:
        """Say how many questions a paper asks where there are so many."""
        return available if self.questions is None else min(self.questions, available)

    def as_data(self) -> dict[str, object]:
        """Give the section as JSON."""
        return {
            "name": self.name,
            "questions": self.questions,
            "minutes": self.minutes,
            "scheme": self.scheme.as_data(),
            "quotas": [quota.as_data() for quota in self.quotas],
        }

    @classmethod
    def from_data(cls, data: Mapping[str, object]) -> Self:
        """Read what `as_data` wrote. Raises `InvalidInputError` or `KeyError`."""
        return cls(
            name=str(data["name"]),
            questions=cast("int | None", data.get("questions")),
            minutes=cast("int | None", data.get("minutes")),
            scheme=MarkingScheme.from_data(cast("Mapping[str, object]", data["scheme"])),
            quotas=quotas_from_data(data.get("quotas")),
        )


@dataclass(frozen=True, slots=True)
class PaperSection:
    """A section of an attempt's paper: so many `questions`, open from … until.

    The times are None where it is open as long as the attempt goes on.
    """

    name: str
    scheme: MarkingScheme
    questions: int
    opens_at: datetime | None = None
    closes_at: datetime | None = None

    def state(self, now: datetime) -> SectionState:
        """Say whether it may be taken; the end itself is already too late."""
        if self.opens_at is not None and now < self.opens_at:
            return SectionState.LATER
        if self.closes_at is not None and now >= self.closes_at:
            return SectionState.OVER
        return SectionState.OPEN

    def as_data(self) -> dict[str, object]:
        """Give the section as JSON, times in ISO 8601."""
        return {
            "name": self.name,
            "scheme": self.scheme.as_data(),
            "questions": self.questions,
            "opens_at": None if self.opens_at is None else self.opens_at.isoformat(),
            "closes_at": None if self.closes_at is None else self.closes_at.isoformat(),
        }

    @classmethod
    def from_data(cls, data: Mapping[str, object]) -> Self:
        """Read what `as_data` wrote."""
        opens, closes = data.get("opens_at"), data.get("closes_at")
        return cls(
            name=str(data["name"]),
            scheme=MarkingScheme.from_data(cast("Mapping[str, object]", data["scheme"])),
            questions=cast("int", data["questions"]),
            opens_at=None if opens is None else datetime.fromisoformat(str(opens)),
            closes_at=None if closes is None else datetime.fromisoformat(str(closes)),
        )


def are_timed(sections: Sequence[Section]) -> bool:
    """Whether the sections have clocks, and so are taken in order."""
    return any(section.minutes is not None for section in sections)


def time_in_addition(
    sections: Sequence[Section], minutes: int | None, extra_percent: int
) -> timedelta:
    """Say how much longer a paper of so many minutes takes somebody entitled to extra time.

    Where sections have clocks, the sum of what is added to each, every one rounded up to a second.
    """
    clocks = [section.minutes for section in sections if section.minutes is not None]
    if not clocks and minutes is not None:
        clocks = [minutes]
    return sum((extra_time(each, extra_percent) for each in clocks), timedelta(0))


def share_extra_minutes(
    sections: Sequence[Section], minutes: int | None, extra_percent: int, extra_minutes: int
) -> tuple[int, timedelta]:
    """Put minutes that a student was granted to the percentage that they are entitled to.

    Gives the percentage, and what comes on top of the whole. Where sections have clocks, the
    minutes are shared among them in proportion, rounded up to whole per cent of the paper's time.
    """
    if extra_minutes and minutes and are_timed(sections):
        return extra_percent + -(-100 * extra_minutes // minutes), timedelta(0)
    return extra_percent, timedelta(minutes=extra_minutes)


def fix_sections(
    sections: Sequence[Section],
    questions: Sequence[int],
    *,
    started: datetime,
    deadline: datetime | None,
    extra_percent: int = 0,
) -> tuple[PaperSection, ...]:
    """Fix when each section may be taken by somebody who starts now.

    Args:
        sections: those of the quiz.
        questions: how many each has in this paper; a section without any is left out of the clock.
        started: the start of the attempt.
        deadline: when the attempt is over, which no section outlasts.
        extra_percent: the extra time that the student is entitled to, in every section.
    """
    fixed, begins = [], started
    timed = are_timed(sections)
    for section, count in zip(sections, questions, strict=True):
        ends = begins
        if section.minutes is not None and count:
            ends += timedelta(minutes=section.minutes) + extra_time(section.minutes, extra_percent)
        if deadline is not None:
            ends = min(ends, deadline)
        fixed.append(
            PaperSection(
                section.name,
                section.scheme,
                count,
                opens_at=begins if timed else None,
                closes_at=ends if timed else None,
            )
        )
        begins = ends
    return tuple(fixed)


def questions_asked(sections: Sequence[Section], available: Sequence[int]) -> tuple[int, ...]:
    """Say how many questions each section asks of a pool that has so many in its sections.

    What a pool has in sections that the rules do not have belongs to the last one.
    """
    last = len(sections) - 1
    folded = [*available[:last], sum(available[last:])]
    folded += [0] * (len(sections) - len(folded))
    return tuple(section.asked(count) for section, count in zip(sections, folded, strict=True))


def open_sections(sections: Sequence[PaperSection], now: datetime) -> tuple[int, ...]:
    """Give the places, from 0, of the sections that have questions and may be taken now."""
    return tuple(
        place
        for place, section in enumerate(sections)
        if section.questions and section.state(now) is SectionState.OPEN
    )


def section_problems(sections: Sequence[Section], minutes: int | None) -> Iterator[Problem]:
    """Say what is wrong with the sections of a paper of so many minutes."""
    if not 1 <= len(sections) <= SECTIONS_MAXIMUM:
        yield Problem(
            N_("A paper has 1 to %(maximum)d sections."),
            {"maximum": SECTIONS_MAXIMUM},
            "sections",
        )
    clocks = [section.minutes for section in sections if section.minutes is not None]
    if clocks and not (len(clocks) == len(sections) and sum(clocks) == minutes):
        yield Problem(
            N_("Sections with clocks have one each, and together take the time of the paper."),
            field="minutes",
        )
    if MarkUnit.of(section.scheme for section in sections).denominator > UNITS_MAXIMUM:
        yield Problem(
            N_("The marks of these sections have no common denominator; simplify them."),
            field="sections",
        )


UNITS_MAXIMUM = 100_000
"""With at most 100 marks and 1,000 questions a section, sums fit 64 bits by far."""


def range_problems(value: int | None, where: str, lowest: int, highest: int) -> Iterator[Problem]:
    """Say that a figure is out of its range."""
    if value is not None and not lowest <= value <= highest:
        yield Problem(
            N_("This must be %(lowest)d to %(highest)d, not %(value)d."),
            {"lowest": lowest, "highest": highest, "value": value},
            where,
        )
