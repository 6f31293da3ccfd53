"""A paper as its students get it, taken by a teacher without leaving anything behind.

It is drawn, taken and marked by the same code as a real attempt, for somebody who exists for the
time of it alone; then all of that is rolled back, so that no list and no figure ever knows of it.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from quizapp.domain.items import Language
from quizapp.domain.marking import ensure_may_respond
from quizapp.domain.presets import DEFAULT_PRESET
from quizapp.domain.responses import Response, response_as_data
from quizapp.errors import N_, ConflictError, InvalidInputError, Problem
from quizapp.models import Attempt, ItemVersion, Quiz, ResponseRecord, Role, User
from quizapp.services import attempts
from quizapp.services.contents import content_of, with_content
from quizapp.services.ownership import Permission, find_set, own_quiz
from quizapp.services.publishing import publish_set
from quizapp.services.results import AttemptResult, attempt_result
from quizapp.services.room import Passage, RoomQuestion, whole_paper
from quizapp.services.rules import paper_sections, rules_of_preset
from quizapp.services.sets import count_by_section

__all__ = ["Paper", "Previewed", "mark_preview", "preview"]

#: No real user name has a colon.
_NOBODY = "preview:{}"
_NO_PASSWORD = "!"  # noqa: S105 — no hash is this


@dataclass(frozen=True, slots=True)
class Previewed:
    """What is previewed: a quiz, or a set under the rules of its exam."""

    quiz_id: int | None = None
    set_id: int | None = None


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper as it was drawn: its title, and the minutes (None without a clock)."""

    title: str
    minutes: int | None
    questions: tuple[RoomQuestion, ...]
    passages: tuple[Passage, ...]


def preview(
    session: Session,
    what: Previewed,
    responses: Mapping[int, Response],
    *,
    seed: int,
    language: Language,
    user: User,
    now: datetime,
) -> Paper:
    """Draw a paper and show it; nothing of it is stored.

    Args:
        session: where it is drawn; it must be one that writes.
        what: a quiz of the user's, or a set that the user may use.
        responses: what is filled in already, by position, whether it fits or not.
        seed: draws; the same one gives the same paper.
        language: the reader's.
        user: the teacher.
        now: the time.

    Raises:
        NotFoundError: there is no such quiz of the user's, or set that the user may use.
        ConflictError: it has no question that can be asked.
    """
    with _trial(session, what, seed=seed, user=user, now=now) as (quiz, attempt, nobody):
        _fill(session, attempt, responses)
        questions, passages = whole_paper(session, attempt.id, user=nobody, language=language)
        return Paper(quiz.title, quiz.minutes, questions, passages)


def mark_preview(
    session: Session,
    what: Previewed,
    responses: Mapping[int, Response],
    *,
    seed: int,
    language: Language,
    user: User,
    now: datetime,
) -> AttemptResult:
    """Mark what was answered in a preview, by position; nothing of it is stored.

    The other arguments and errors are those of `preview`.

    Raises:
        InvalidInputError: a response does not fit its question; field is its position.
    """
    with _trial(session, what, seed=seed, user=user, now=now) as (_quiz, attempt, nobody):
        _fill(session, attempt, responses)
        _ensure_fitting(session, attempt, responses)
        attempts.submit(session, attempt.id, user=nobody, now=now)
        return attempt_result(session, attempt.id, user=user, now=now, language=language)


@contextmanager
def _trial(
    session: Session, what: Previewed, *, seed: int, user: User, now: datetime
) -> Iterator[tuple[Quiz, Attempt, User]]:
    """Give a quiz, an attempt at it and whose it is, all of which is taken back at the end."""
    if what.quiz_id is not None:
        own_quiz(session, what.quiz_id, user)
    trial = session.begin_nested()
    try:
        quiz = session.get_one(Quiz, what.quiz_id or _published(session, what, user, now))
        nobody = User(
            username=_NOBODY.format(user.id),
            display_name=user.display_name,
            password_hash=_NO_PASSWORD,
            role=Role.STUDENT,
            language=user.language,
            created_at=now,
        )
        session.add(nobody)
        session.flush()
        attempt = attempts.draw(session, quiz, user=nobody, now=now, seed=seed, given=None)
        session.add(attempt)
        session.flush()
        yield quiz, attempt, nobody
    finally:
        trial.rollback()
        session.expire_all()


def _published(session: Session, what: Previewed, user: User, now: datetime) -> int:
    found = find_set(session, what.set_id or 0, user, Permission.USE)
    counts = count_by_section(session, [found.id]).get(found.id, ())
    if not counts:
        raise ConflictError(N_("This set has no questions yet that could be asked."))
    rules = rules_of_preset(found.preset or DEFAULT_PRESET, questions=list(counts))
    return publish_set(session, found.id, title=found.title, rules=rules, actor=user, now=now)


def _fill(session: Session, attempt: Attempt, responses: Mapping[int, Response]) -> None:
    for record in attempt.responses:
        if record.position in responses:
            record.response = response_as_data(responses[record.position])
    session.flush()


def _ensure_fitting(session: Session, attempt: Attempt, responses: Mapping[int, Response]) -> None:
    rows = session.execute(
        select(ResponseRecord.position, ResponseRecord.section, ItemVersion)
        .join(ItemVersion, ItemVersion.id == ResponseRecord.item_version_id)
        .where(ResponseRecord.attempt_id == attempt.id, ResponseRecord.position.in_(responses))
        .options(*with_content())
    )
    sections = paper_sections(attempt)
    problems: list[Problem] = []
    for position, section, version in rows:
        scheme = sections[section].scheme
        try:
            ensure_may_respond(content_of(version), responses[position], scheme)
        except InvalidInputError as error:
            problems += [replace(each, field=str(position)) for each in error.problems]
    if problems:
        raise InvalidInputError.from_problems(problems)
