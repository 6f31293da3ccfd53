"""How an attempt in progress stands: its palette, its sections, the summary before submitting."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from sqlalchemy import select
from sqlalchemy.orm import Session

from quizapp.domain.attempts import PaletteState, count_states, palette_state, time_left
from quizapp.domain.items import StimulusText
from quizapp.domain.marking import MarkingScheme
from quizapp.domain.responses import response_from
from quizapp.domain.sections import PaperSection, SectionState
from quizapp.models import Attempt, Quiz, ResponseRecord, StimulusRecord, User
from quizapp.services.closing import ensure_going_on, own_attempt
from quizapp.services.rules import paper_sections

__all__ = [
    "AttemptSummary",
    "PaletteSquare",
    "SectionTab",
    "attempt_summary",
    "palette_of",
    "seconds_left",
    "section_tabs",
    "stimulus_text",
]


@dataclass(frozen=True, slots=True)
class PaletteSquare:
    """One square of the palette; positions count from 1, sections from 0."""

    position: int
    state: PaletteState
    section: int = 0


@dataclass(frozen=True, slots=True)
class SectionTab:
    """A section as its tab shows it: `first` to `last` are its positions, `counts` its squares."""

    name: str
    state: SectionState
    first: int
    last: int
    counts: Mapping[PaletteState, int]
    maximum: Fraction
    closes_at: datetime | None

    @property
    def questions(self) -> int:
        """How many questions it has."""
        return self.last - self.first + 1


@dataclass(frozen=True, slots=True)
class AttemptSummary:
    """What a student confirms before submitting.

    `section` is the one that is open, where sections have clocks of their own; `seconds_left` is
    its time then.
    """

    attempt_id: int
    quiz_id: int
    quiz_title: str
    daily_on: date | None
    total: int
    counts: Mapping[PaletteState, int]
    palette: tuple[PaletteSquare, ...]
    sections: tuple[SectionTab, ...]
    section: SectionTab | None
    scheme: MarkingScheme
    started_at: datetime
    deadline_at: datetime | None
    seconds_left: int | None


def attempt_summary(
    session: Session, attempt_id: int, *, user: User, now: datetime
) -> AttemptSummary:
    """Sum up an attempt in progress.

    Raises:
        NotFoundError: no attempt of the user's.
        AttemptOverError: it is submitted, or its time is up.
    """
    attempt = own_attempt(session, attempt_id, user=user)
    ensure_going_on(attempt, now)
    palette = palette_of(session, attempt)
    quiz = session.get_one(Quiz, attempt.quiz_id)
    tabs = section_tabs(attempt, palette, now)
    section = next(
        (each for each in tabs if each.closes_at and each.state is SectionState.OPEN), None
    )
    return AttemptSummary(
        attempt_id=attempt.id,
        quiz_id=attempt.quiz_id,
        quiz_title=quiz.title,
        daily_on=quiz.daily_on,
        total=len(palette),
        counts=count_states(square.state for square in palette),
        palette=palette,
        sections=tabs,
        section=section,
        scheme=paper_sections(attempt)[0].scheme,
        started_at=attempt.started_at,
        deadline_at=attempt.deadline_at,
        seconds_left=seconds_left(attempt, now, section),
    )


def seconds_left(
    attempt: Attempt, now: datetime, section: PaperSection | SectionTab | None = None
) -> int | None:
    """Give the time left in seconds, rounded up: 0 only once it is up; a section's, if it has."""
    ends = attempt.deadline_at
    if section is not None and section.closes_at is not None:
        ends = section.closes_at
    left = time_left(now, ends)
    return None if left is None else -int(-left.total_seconds() // 1)


def stimulus_text(stimulus: StimulusRecord | None, language: str) -> StimulusText | None:
    """Give the passage or data set in this language, or in its first one."""
    if stimulus is None or not stimulus.texts:
        return None
    texts = {text.language: text for text in stimulus.texts}
    text = texts.get(language, stimulus.texts[0])
    return StimulusText(text.title, text.body)


def section_tabs(
    attempt: Attempt, palette: Sequence[PaletteSquare], now: datetime
) -> tuple[SectionTab, ...]:
    """Give the sections of an attempt as tabs over its whole palette."""
    tabs, first = [], 1
    for place, section in enumerate(paper_sections(attempt)):
        tabs.append(
            SectionTab(
                name=section.name,
                state=section.state(now),
                first=first,
                last=first + section.questions - 1,
                counts=count_states(each.state for each in palette if each.section == place),
                maximum=section.scheme.right * section.questions,
                closes_at=section.closes_at,
            )
        )
        first += section.questions
    return tuple(tabs)


def palette_of(session: Session, attempt: Attempt) -> tuple[PaletteSquare, ...]:
    """Say how each question of an attempt stands."""
    rows = session.execute(
        select(
            ResponseRecord.position,
            ResponseRecord.section,
            ResponseRecord.visited,
            ResponseRecord.response,
            ResponseRecord.marked,
        )
        .where(ResponseRecord.attempt_id == attempt.id)
        .order_by(ResponseRecord.position)
    )
    return tuple(
        PaletteSquare(
            row.position,
            palette_state(
                visited=row.visited, response=response_from(row.response), marked=row.marked
            ),
            row.section,
        )
        for row in rows
    )
