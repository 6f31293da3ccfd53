"""Short words for tests that take a quiz."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random

from factories import NOW, QuestionSetFactory, QuizFactory, UserFactory
from sqlalchemy import select
from sqlalchemy.orm import Session

from quizapp.domain.responses import Blank, Chosen, Response
from quizapp.models import Attempt, ItemVersion, Quiz, ResponseRecord, User
from quizapp.services import attempts
from quizapp.services.saving import Save, SaveResult, save_form


def at(minutes: float) -> datetime:
    """Give the time so many minutes after the start."""
    return NOW + timedelta(minutes=minutes)


def quiz_of(size: int = 3, **changes: object) -> Quiz:
    """Make an open quiz of so many items, of 10 minutes, +2 and −2/3."""
    return QuizFactory(question_set=QuestionSetFactory(items__size=size), **changes)


def started(
    session: Session, quiz: Quiz, user: User | None = None, when: datetime = NOW
) -> Attempt:
    """Start an attempt."""
    attempt_id = attempts.start(
        session, quiz.id, user=user or UserFactory(), now=when, rng=Random(7)
    )
    return session.get_one(Attempt, attempt_id)


def user_of(session: Session, attempt: Attempt) -> User:
    """Give whose attempt it is."""
    return session.get_one(User, attempt.user_id)


def records(session: Session, attempt: Attempt) -> list[ResponseRecord]:
    """Give the responses in the paper's order."""
    return list(
        session.scalars(
            select(ResponseRecord)
            .where(ResponseRecord.attempt_id == attempt.id)
            .order_by(ResponseRecord.position)
        )
    )


def keys(session: Session, attempt: Attempt) -> Iterator[int]:
    """Give the key of each question, in the paper's order."""
    for record in records(session, attempt):
        yield session.get_one(ItemVersion, record.item_version_id).key["option"]


def save(
    session: Session,
    attempt: Attempt,
    response: Response | None,
    position: int = 1,
    when: datetime = NOW,
    **more: object,
) -> SaveResult:
    """Save as a form does that knows what stands."""
    known = {record.position: record.revision for record in records(session, attempt)}
    told = {"revision": known.get(position, 0), **more}
    what = Save(position, response, **told)  # type: ignore[arg-type]
    return save_form(session, attempt.id, what, user=user_of(session, attempt), now=when)


def answer(session: Session, attempt: Attempt, wanted: str, when: datetime = NOW) -> None:
    """Answer question by question: "r" right, "w" wrong, "-" blank."""
    for position, (letter, key) in enumerate(
        zip(wanted, keys(session, attempt), strict=True), start=1
    ):
        response: Response = Blank()
        if letter != "-":
            response = Chosen.of(key if letter == "r" else (key + 1) % 4)
        save(session, attempt, response, position, when)


def taken(
    session: Session,
    quiz: Quiz,
    wanted: str,
    user: User | None = None,
    when: datetime = NOW,
) -> Attempt:
    """Start, answer and submit, one minute later."""
    attempt = started(session, quiz, user, when)
    answer(session, attempt, wanted, when)
    attempts.submit(
        session, attempt.id, user=user_of(session, attempt), now=when + timedelta(minutes=1)
    )
    return attempt
