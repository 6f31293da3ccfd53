"""The exam room: the questions that may be taken now, as they stand, without what gives keys away.

One question alone, for a page without script, or all of the sections that are open, between which a
page with script moves by itself. As many queries for one as for hundreds.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from quizapp.domain.attempts import PaletteState, palette_state
from quizapp.domain.items import LANGUAGES, ItemType, Language, StimulusText, TextFormat
from quizapp.domain.marking import MarkingScheme
from quizapp.domain.responses import NotAttempted, Response, response_from
from quizapp.domain.sections import open_sections
from quizapp.errors import N_, NotFoundError
from quizapp.models import (
    Attempt,
    ItemVersion,
    Quiz,
    QuizMode,
    ResponseRecord,
    StimulusRecord,
    User,
)
from quizapp.services.answering import (
    PaletteSquare,
    SectionTab,
    palette_of,
    seconds_left,
    section_tabs,
)
from quizapp.services.closing import ensure_going_on, ensure_section_open, own_attempt
from quizapp.services.contents import content_of, with_content
from quizapp.services.rules import paper_sections
from quizapp.services.sets import unreviewed_sets
from quizapp.services.shown_items import ShownItem, shown_item

__all__ = ["Passage", "Room", "RoomQuestion", "exam_room", "whole_paper"]


@dataclass(frozen=True, slots=True)
class RoomQuestion:
    """A question as it stands.

    `shown` has it in each of its languages, the reader's first; `passage` is the id of its passage
    or data set. `revision` is what a save must know (see `quizapp.domain.saving`). `is_checked`
    tells that the response is final because it was checked, in practice.
    """

    position: int
    section: int
    type: ItemType
    text_format: TextFormat
    shown: tuple[ShownItem, ...]
    response: Response
    marked: bool
    state: PaletteState
    revision: int
    time_ms: int
    passage: int | None
    scheme: MarkingScheme
    is_checked: bool

    @property
    def item(self) -> ShownItem:
        """The question in the reader's language, or in the first it has."""
        return self.shown[0]

    @property
    def is_not_attempted(self) -> bool:
        """Whether the bubble "not attempted" is marked."""
        return isinstance(self.response, NotAttempted)


@dataclass(frozen=True, slots=True)
class Passage:
    """What several questions are about, in each of its languages, the reader's first."""

    id: int
    texts: Mapping[Language, StimulusText]


@dataclass(frozen=True, slots=True)
class Room:
    """What is on the page of an attempt that goes on.

    `position` is the question that is looked at, `section` the place of its section. The palette
    and the sections are those of the whole paper. `languages` are those that some question can be
    switched to. `unreviewed` tells that the quiz has questions which no teacher has reviewed.
    `seconds_left` is that of the section where it has a clock of its own, None without
    any clock. `is_watched` tells that a teacher may follow who is where (`services.live`).
    """

    attempt_id: int
    quiz_id: int
    quiz_title: str
    daily_on: date | None
    mode: QuizMode
    unreviewed: bool
    language: Language
    languages: tuple[Language, ...]
    questions: tuple[RoomQuestion, ...]
    passages: tuple[Passage, ...]
    palette: tuple[PaletteSquare, ...]
    sections: tuple[SectionTab, ...]
    position: int
    section: int
    seconds_left: int | None
    is_watched: bool

    @property
    def question(self) -> RoomQuestion:
        """The question that is looked at."""
        return next(each for each in self.questions if each.position == self.position)

    @property
    def tab(self) -> SectionTab:
        """The section of the question that is looked at."""
        return self.sections[self.section]


def exam_room(
    session: Session,
    attempt_id: int,
    *,
    user: User,
    now: datetime,
    position: int | None = None,
    language: Language | None = None,
    answer: Response | None = None,
) -> Room | None:
    """Open the room; None where no section is open. A visit to a question alone is noted.

    Args:
        session: where to look, and write that visit.
        attempt_id: the attempt.
        user: whose attempt it is.
        now: the time.
        position: show this question alone, from 1; None for all that may be taken now, at the one
            that was looked at last.
        language: the reader's; the user's where it is None.
        answer: show the question alone with this answer, which could not be saved, instead of
            what is stored.

    Raises:
        NotFoundError: no attempt of the user's, or no such question in it.
        AttemptOverError: it is submitted, or its time is up.
        SectionClosedError: the question's section may not be taken now.
    """
    attempt = own_attempt(session, attempt_id, user=user)
    ensure_going_on(attempt, now)
    sections = paper_sections(attempt)
    palette = palette_of(session, attempt)
    if position is None:
        takeable = open_sections(sections, now)
        positions = [square.position for square in palette if square.section in takeable]
        if not positions:
            return None
        here = attempt.position if attempt.position in positions else positions[0]
    else:
        if not 1 <= position <= len(palette):
            raise NotFoundError(N_("This attempt has no question %(position)d."), position=position)
        ensure_section_open(attempt, sections[palette[position - 1].section], now)
        positions, here = [position], position
    records = _records(session, attempt, positions)
    if position is not None:
        records[0].visited = True
        attempt.position = here
        session.flush()
    palette = tuple(_visited(square) if square.position == here else square for square in palette)
    reader = language or user.language
    versions = _versions(session, records)
    questions = tuple(
        _question(
            record,
            versions[record.item_version_id],
            sections[record.section].scheme,
            reader,
            answer,
        )
        for record in records
    )
    section = palette[here - 1].section
    quiz = session.get_one(Quiz, attempt.quiz_id)
    return Room(
        attempt_id=attempt.id,
        quiz_id=attempt.quiz_id,
        quiz_title=quiz.title,
        daily_on=quiz.daily_on,
        mode=quiz.mode,
        unreviewed=bool(unreviewed_sets(session, [quiz.set_id])),
        language=reader,
        languages=_languages(questions),
        questions=questions,
        passages=_passages(versions.values(), reader),
        palette=palette,
        sections=section_tabs(attempt, palette, now),
        position=here,
        section=section,
        seconds_left=seconds_left(attempt, now, sections[section]),
        is_watched=quiz.owner_id != user.id and quiz.daily_on is None,
    )


def whole_paper(
    session: Session, attempt_id: int, *, user: User, language: Language
) -> tuple[tuple[RoomQuestion, ...], tuple[Passage, ...]]:
    """Give all questions of an attempt and their passages, whichever sections are open.

    Raises:
        NotFoundError: no attempt of the user's.
    """
    attempt = own_attempt(session, attempt_id, user=user)
    positions = [square.position for square in palette_of(session, attempt)]
    records, sections = _records(session, attempt, positions), paper_sections(attempt)
    versions = _versions(session, records)
    questions = tuple(
        _question(
            record,
            versions[record.item_version_id],
            sections[record.section].scheme,
            language,
            None,
        )
        for record in records
    )
    return questions, _passages(versions.values(), language)


def _records(
    session: Session, attempt: Attempt, positions: Sequence[int]
) -> Sequence[ResponseRecord]:
    return session.scalars(
        select(ResponseRecord)
        .where(ResponseRecord.attempt_id == attempt.id, ResponseRecord.position.in_(positions))
        .order_by(ResponseRecord.position),
        execution_options={"populate_existing": True},
    ).all()


def _visited(square: PaletteSquare) -> PaletteSquare:
    if square.state is not PaletteState.NOT_VISITED:
        return square
    return PaletteSquare(square.position, PaletteState.NOT_ANSWERED, square.section)


def _versions(session: Session, records: Iterable[ResponseRecord]) -> Mapping[int, ItemVersion]:
    found = session.scalars(
        select(ItemVersion)
        .where(ItemVersion.id.in_({record.item_version_id for record in records}))
        .options(
            *with_content(),
            selectinload(ItemVersion.stimulus).selectinload(StimulusRecord.texts),
        )
    )
    return {version.id: version for version in found}


def _question(
    record: ResponseRecord,
    version: ItemVersion,
    scheme: MarkingScheme,
    reader: Language,
    answer: Response | None,
) -> RoomQuestion:
    content = content_of(version)
    response = response_from(record.response)
    return RoomQuestion(
        position=record.position,
        section=record.section,
        type=content.type,
        text_format=content.text_format,
        shown=tuple(
            shown_item(content, record.option_order, answer or response, language)
            for language in _readers_first(content.texts, reader)
        ),
        response=response,
        marked=record.marked,
        state=palette_state(visited=record.visited, response=response, marked=record.marked),
        revision=record.revision,
        time_ms=record.time_ms,
        passage=version.stimulus_id,
        scheme=scheme,
        is_checked=record.checked_at is not None,
    )


def _languages(questions: Iterable[RoomQuestion]) -> tuple[Language, ...]:
    both = {
        shown.language
        for question in questions
        if len(question.shown) > 1
        for shown in question.shown
    }
    return tuple(language for language in LANGUAGES if language in both)


def _passages(versions: Iterable[ItemVersion], reader: Language) -> tuple[Passage, ...]:
    stimuli = {each.stimulus_id: each.stimulus for each in versions if each.stimulus is not None}
    return tuple(
        Passage(stimulus.id, _in_languages(stimulus, reader))
        for _, stimulus in sorted(stimuli.items())
        if stimulus.texts
    )


def _in_languages(stimulus: StimulusRecord, reader: Language) -> Mapping[Language, StimulusText]:
    texts = {text.language: StimulusText(text.title, text.body) for text in stimulus.texts}
    return {language: texts[language] for language in _readers_first(texts, reader)}


def _readers_first(languages: Iterable[Language], reader: Language) -> list[Language]:
    return sorted(languages, key=lambda each: (each != reader, LANGUAGES.index(each)))
