"""Taking a quiz: start an attempt, answer in it, submit it.

Everything that an attempt is used by can be had from here; `answering` holds what goes on inside
an attempt, and `closing` how it ends.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random
from typing import Final

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, selectinload

from quizapp.domain.attempts import (
    AttemptState,
    SubmittedBy,
    deadline,
    ensure_may_start,
    extra_time,
    submission,
)
from quizapp.domain.items import LANGUAGES, ItemType
from quizapp.domain.keys import key_from_data
from quizapp.domain.marking import MarkingScheme, MarkUnit
from quizapp.domain.papers import PaperItem, PoolItem, draw_paper
from quizapp.domain.responses import Blank, response_as_data
from quizapp.errors import N_, ConflictError, NotFoundError
from quizapp.models import (
    Attempt,
    Item,
    ItemStatus,
    ItemVersion,
    QuestionSetItem,
    Quiz,
    QuizStatus,
    ResponseRecord,
    User,
)
from quizapp.services import audit
from quizapp.services.answering import (
    AttemptSummary,
    PaletteSquare,
    QuestionPage,
    SavedResponse,
    attempt_summary,
    question_page,
    save_response,
)
from quizapp.services.closing import (
    AttemptOverError,
    close,
    close_if_overdue,
    close_overdue,
    own_attempt,
)
from quizapp.services.ownership import ID_MAXIMUM

__all__ = [
    "AttemptOverError",
    "AttemptSummary",
    "PaletteSquare",
    "QuestionPage",
    "SavedResponse",
    "attempt_summary",
    "close_overdue",
    "question_page",
    "save_response",
    "start",
    "submit",
]

SEED_BITS: Final = 63


def start(session: Session, quiz_id: int, *, user: User, now: datetime, rng: Random) -> int:
    """Begin an attempt, or go on with the one in progress; returns its id.

    Two starts at once end up in one attempt. An attempt whose time is up is closed first.

    Raises:
        NotFoundError: there is no such quiz.
        ConflictError: it is closed, not open yet, or has no questions.
    """
    quiz = None
    if 0 < quiz_id <= ID_MAXIMUM:
        # Held against being unpublished while the attempt is made.
        quiz = session.get(
            Quiz, quiz_id, with_for_update={"key_share": True, "read": True}, populate_existing=True
        )
    if quiz is None:
        raise NotFoundError(N_("There is no such quiz."))
    running = _in_progress(session, quiz, user)
    if running is not None and not close_if_overdue(session, running, now=now):
        return running.id
    if quiz.status is QuizStatus.CLOSED:
        raise ConflictError(N_("This quiz is closed."))
    ensure_may_start(quiz.opens_at, quiz.closes_at, now)
    attempt = _draw(session, quiz, user=user, now=now, seed=rng.getrandbits(SEED_BITS))
    try:
        with session.begin_nested():
            session.add(attempt)
    except IntegrityError:
        # The unique index on attempts in progress: the same start came in twice.
        running = _in_progress(session, quiz, user)
        if running is None:
            raise
        return running.id
    audit.record(
        session, "attempt.start", "attempt", attempt.id, actor=user, at=now, quiz_id=quiz.id
    )
    session.flush()
    return attempt.id


def submit(session: Session, attempt_id: int, *, user: User, now: datetime) -> SubmittedBy:
    """End an attempt and mark it; returns who ended it. Submitting again changes nothing.

    Raises:
        NotFoundError: there is no attempt of the user's with this id.
    """
    attempt = own_attempt(session, attempt_id, user=user, lock=True)
    if attempt.submitted_by is None:
        end = submission(attempt.deadline_at, now)
        close(session, [attempt], {attempt.id: end}, actor=user)
        return end.by
    return attempt.submitted_by


def _in_progress(session: Session, quiz: Quiz, user: User) -> Attempt | None:
    return session.scalar(
        select(Attempt)
        .where(
            Attempt.quiz_id == quiz.id,
            Attempt.user_id == user.id,
            Attempt.state == AttemptState.IN_PROGRESS,
        )
        .with_for_update(),
        execution_options={"populate_existing": True},
    )


def _draw(session: Session, quiz: Quiz, *, user: User, now: datetime, seed: int) -> Attempt:
    versions = _versions(session, quiz)
    if not versions:
        raise ConflictError(N_("This quiz has no questions at the moment."))
    paper = draw_paper(
        [_pool_item(version) for version in versions],
        shuffle_items=quiz.shuffle_items,
        shuffle_options=quiz.shuffle_options,
        rng=Random(seed),  # noqa: S311 — the seed is kept, so that the paper can be drawn again
    )
    scheme = MarkingScheme.from_data(quiz.scheme)
    unit = MarkUnit.of([scheme], (key_from_data(each.type, each.key) for each in versions))
    extra = timedelta(0)
    if quiz.minutes is not None:
        extra = extra_time(quiz.minutes, user.extra_time_percent)
    return Attempt(
        quiz_id=quiz.id,
        user_id=user.id,
        seed=seed,
        state=AttemptState.IN_PROGRESS,
        started_at=now,
        deadline_at=deadline(now, quiz.minutes, extra, closes_at=quiz.closes_at),
        scheme=scheme.as_data(),
        mark_denominator=unit.denominator,
        maximum_units=unit.to_units(scheme.right * len(paper)),
        disqualified=False,
        responses=[_response(item) for item in paper],
    )


def _versions(session: Session, quiz: Quiz) -> Sequence[ItemVersion]:
    return session.scalars(
        select(ItemVersion)
        .join(Item, (Item.id == ItemVersion.item_id) & (Item.version_number == ItemVersion.number))
        .join(QuestionSetItem, QuestionSetItem.item_id == Item.id)
        .where(QuestionSetItem.set_id == quiz.set_id, Item.status != ItemStatus.RETIRED)
        .order_by(QuestionSetItem.position)
        .options(selectinload(ItemVersion.texts))
    ).all()


def _pool_item(version: ItemVersion) -> PoolItem:
    first = min(version.texts, key=lambda text: LANGUAGES.index(text.language))
    return PoolItem(
        version.id,
        tuple(first.options),
        version.option_order,
        stimulus=version.stimulus_id,
        always_shuffled=version.type is ItemType.MATCHING,
    )


def _response(item: PaperItem) -> ResponseRecord:
    return ResponseRecord(
        position=item.number,
        item_version_id=item.item_version_id,
        option_order=list(item.option_order),
        response=response_as_data(Blank()),
    )
