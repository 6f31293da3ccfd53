"""Saving what a student does with the questions of an attempt: one save or many, once or again.

The rule for what stands is `quizapp.domain.saving`. Here it meets the attempt's clock, the sections
and the items; as many queries for one save as for hundreds.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from quizapp.domain.attempts import AttemptState, PaletteState, is_over, palette_state
from quizapp.domain.items import ItemContent
from quizapp.domain.marking import ensure_may_respond
from quizapp.domain.responses import Response, response_as_data, response_from
from quizapp.domain.saving import Arrival, SaveOutcome, Standing, judge_save, time_spent
from quizapp.domain.sections import SectionState
from quizapp.errors import N_, ConflictError, InvalidInputError, NotFoundError, QuizappError
from quizapp.models import Attempt, ItemVersion, ResponseRecord, User
from quizapp.services.answering import seconds_left
from quizapp.services.closing import ensure_going_on, ensure_section_open, own_attempt
from quizapp.services.contents import content_of, with_content
from quizapp.services.late_answers import LateSave, keep_late
from quizapp.services.rules import paper_sections

__all__ = [
    "SAVES_MAXIMUM",
    "Save",
    "SaveResult",
    "SavesAnswer",
    "Stored",
    "save_form",
    "save_responses",
]

#: The most saves that one request may bring: a whole paper, and then some.
SAVES_MAXIMUM: Final = 500


@dataclass(frozen=True, slots=True)
class Save:
    """What a page tells of one question; None leaves what is stored as it is.

    With neither `response` nor `marked` it tells of a visit and its time, which is never in
    anybody's way. `time_ms` is the time spent on the question so far, in milliseconds; `sequence`
    and `revision` are the domain's.
    """

    position: int
    response: Response | None = None
    marked: bool | None = None
    time_ms: int | None = None
    sequence: int = 0
    revision: int = 0

    @property
    def is_visit(self) -> bool:
        """Whether it changes neither answer nor mark."""
        return self.response is None and self.marked is None


@dataclass(frozen=True, slots=True)
class SaveResult:
    """What became of a save, and what stands: None where the attempt has no such question.

    `error` says why the save was refused.
    """

    position: int
    outcome: SaveOutcome
    stands: "Stored | None"
    error: QuizappError | None = None


@dataclass(frozen=True, slots=True)
class Stored:
    """What is stored of a question."""

    response: Response
    marked: bool
    time_ms: int
    visited: bool
    saved_at: datetime | None
    is_checked: bool
    standing: Standing

    @property
    def state(self) -> PaletteState:
        """How it stands in the palette."""
        return palette_state(visited=self.visited, response=self.response, marked=self.marked)


@dataclass(frozen=True, slots=True)
class SavesAnswer:
    """What became of several saves.

    `section` is the place of the section with the question that was looked at last, `seconds_left`
    the time that it has, None without a clock. `is_over` tells that the attempt takes no more
    answers, `others` that another page was opened after this one.
    """

    results: tuple[SaveResult, ...]
    seconds_left: int | None
    section: int
    is_over: bool
    others: bool


def save_responses(
    session: Session,
    attempt_id: int,
    saves: Sequence[Save],
    *,
    user: User,
    now: datetime,
    client: str,
    opens: bool = False,
    position: int | None = None,
) -> SavesAnswer:
    """Save what a page with script sends; what cannot be taken stands in no other's way.

    Args:
        session: where to write.
        attempt_id: the attempt.
        saves: in the order in which they were made.
        user: whose attempt it is.
        now: the time.
        client: the name of the page.
        opens: whether the page takes the attempt over from the others that are open.
        position: the question that is looked at.

    Raises:
        NotFoundError: no attempt of the user's.
    """
    attempt = own_attempt(session, attempt_id, user=user, lock=True)
    desk = _Desk(session, attempt, saves, now)
    if opens and not desk.is_over:
        attempt.client = client
    results = tuple(desk.take(save, client) for save in saves)
    desk.write()
    if position is not None and position in desk.positions and not desk.is_over:
        attempt.position = position
    session.flush()
    section = desk.section_at(attempt.position)
    return SavesAnswer(
        results,
        seconds_left(attempt, now, desk.sections[section]),
        section,
        desk.is_over,
        others=attempt.client != client,
    )


def save_form(
    session: Session, attempt_id: int, save: Save, *, user: User, now: datetime
) -> SaveResult:
    """Save what a page without script sends; pages with script learn that another one is open.

    Raises:
        NotFoundError: no attempt of the user's, or no such question in it.
        AttemptOverError: it is submitted, or its time is up; the response is kept as a late one.
        SectionClosedError: its section may not be taken now; one that is over keeps it as well.
        ConflictError: the response was checked, and this is another one.
        InvalidInputError: the response does not fit the question (field "response").
    """
    attempt = own_attempt(session, attempt_id, user=user, lock=True)
    desk = _Desk(session, attempt, [save], now)
    result = desk.take(save, None)
    if result.outcome is SaveOutcome.LATE:
        # Kept although it is refused: whoever handles the error must not take that back.
        desk.write()
    ensure_going_on(attempt, now)
    if save.position in desk.positions:
        ensure_section_open(attempt, desk.sections[desk.section_at(save.position)], now)
    if result.error is not None:
        raise result.error
    attempt.client = None
    attempt.position = save.position
    desk.write()
    session.flush()
    return result


class _Desk:
    """Takes the saves of one request: everything is read before, and written after."""

    def __init__(
        self, session: Session, attempt: Attempt, saves: Sequence[Save], now: datetime
    ) -> None:
        self._session, self._attempt, self._now = session, attempt, now
        self.sections = paper_sections(attempt)
        self.positions = range(1, sum(section.questions for section in self.sections) + 1)
        self.is_over = attempt.state is AttemptState.SUBMITTED or is_over(now, attempt.deadline_at)
        self._rows = rows = self._read(save.position for save in saves)
        self._section = {row.position: row.section for row in rows}
        self._stored = {row.position: _stored(row) for row in rows}
        self._version = {row.position: row.item_version_id for row in rows}
        self._contents = self._read_contents(saves)
        self._changed: set[int] = set()
        self._late: dict[int, LateSave] = {}

    def section_at(self, position: int) -> int:
        """Give the place of the section that has this question of the paper."""
        last = 0
        for place, section in enumerate(self.sections):
            last += section.questions
            if position <= last:
                return place
        return 0

    def take(self, save: Save, client: str | None) -> SaveResult:
        """Say what becomes of a save; `write` stores it."""
        stored = self._stored.get(save.position)
        if stored is None:
            missing = NotFoundError(
                N_("This attempt has no question %(position)d."), position=save.position
            )
            return SaveResult(save.position, SaveOutcome.REFUSED, None, missing)
        section = self.sections[self._section[save.position]]
        state = section.state(self._now)
        if state is SectionState.LATER and not self.is_over:
            early = ConflictError(N_("The section “%(name)s” is not open yet."), name=section.name)
            return SaveResult(save.position, SaveOutcome.REFUSED, None, early)
        is_open = not self.is_over and state is SectionState.OPEN
        if save.is_visit:
            outcome = SaveOutcome.STORED if is_open else SaveOutcome.LATE
            standing = stored.standing
        else:
            arrival = Arrival(client, save.sequence, save.revision)
            outcome, standing = judge_save(stored.standing, arrival, is_open=is_open)
            if outcome is SaveOutcome.ELSEWHERE and _says_the_same(save, stored):
                outcome = SaveOutcome.STORED
            elif standing != stored.standing and (error := self._misfit(save, stored)):
                return SaveResult(save.position, SaveOutcome.REFUSED, stored, error)
        if is_open and outcome is SaveOutcome.STORED:
            stored = self._store(save, stored, standing)
        elif outcome is SaveOutcome.LATE:
            self._keep_late(save, stored, client)
        return SaveResult(save.position, outcome, stored)

    def write(self) -> None:
        """Store what was taken, in one statement, and what came late."""
        if self._late:
            keep_late(self._session, self._attempt, self._late, now=self._now)
        if self._changed:
            self._session.execute(
                update(ResponseRecord),
                [self._row(position) for position in sorted(self._changed)],
            )
            for row in self._rows:
                self._session.expire(row)

    def _store(self, save: Save, stored: Stored, standing: Standing) -> Stored:
        is_new = standing != stored.standing
        passed_ms = int((self._now - self._attempt.started_at).total_seconds() * 1000)
        stored = replace(
            stored,
            response=save.response if is_new and save.response is not None else stored.response,
            marked=save.marked if is_new and save.marked is not None else stored.marked,
            time_ms=time_spent(stored.time_ms, save.time_ms or 0, passed_ms),
            visited=True,
            saved_at=self._now if is_new else stored.saved_at,
            standing=standing,
        )
        self._stored[save.position] = stored
        self._changed.add(save.position)
        return stored

    def _keep_late(self, save: Save, stored: Stored, client: str | None) -> None:
        if save.response in {None, stored.response} or self._misfit(save, stored):
            return
        before = self._late.get(save.position)
        if before is None or before.sequence < save.sequence:
            self._late[save.position] = LateSave(save.response, client, save.sequence)

    def _misfit(self, save: Save, stored: Stored) -> QuizappError | None:
        if save.response in {None, stored.response}:
            return None
        if stored.is_checked:
            return ConflictError(
                N_(
                    "You have seen the right answer to this question; yours can no longer be "
                    "changed."
                )
            )
        scheme = self.sections[self._section[save.position]].scheme
        try:
            ensure_may_respond(self._contents[self._version[save.position]], save.response, scheme)
        except InvalidInputError as error:
            return error
        return None

    def _read(self, positions: Iterable[int]) -> Sequence[ResponseRecord]:
        inside = sorted(set(positions) & set(self.positions))
        return self._session.scalars(
            select(ResponseRecord).where(
                ResponseRecord.attempt_id == self._attempt.id,
                ResponseRecord.position.in_(inside),
            ),
            execution_options={"populate_existing": True},
        ).all()

    def _read_contents(self, saves: Iterable[Save]) -> Mapping[int, ItemContent]:
        wanted = {
            self._version[save.position]
            for save in saves
            if save.response is not None and save.position in self._version
        }
        if not wanted:
            return {}
        versions = self._session.scalars(
            select(ItemVersion).where(ItemVersion.id.in_(wanted)).options(*with_content())
        )
        return {version.id: content_of(version) for version in versions}

    def _row(self, position: int) -> dict[str, object]:
        stored = self._stored[position]
        return {
            "attempt_id": self._attempt.id,
            "position": position,
            "response": response_as_data(stored.response),
            "marked": stored.marked,
            "time_ms": stored.time_ms,
            "visited": stored.visited,
            "saved_at": stored.saved_at,
            "revision": stored.standing.revision,
            "client": stored.standing.client,
            "sequence": stored.standing.sequence,
        }


def _stored(row: ResponseRecord) -> Stored:
    return Stored(
        response_from(row.response),
        row.marked,
        row.time_ms,
        row.visited,
        row.saved_at,
        row.checked_at is not None,
        Standing(row.revision, row.client, row.sequence),
    )


def _says_the_same(save: Save, stored: Stored) -> bool:
    return save.response in {None, stored.response} and save.marked in {None, stored.marked}
