"""Taking a quiz: start an attempt, answer in it, submit it.

Everything that an attempt is used by can be had from here; `answering` holds what goes on inside
an attempt, and `closing` how it ends.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime
from random import Random
from typing import Final

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, selectinload

from quizapp.domain.assignments import Terms, ensure_may_attempt
from quizapp.domain.attempts import (
    AttemptState,
    SubmittedBy,
    deadline,
    ensure_may_start,
    submission,
)
from quizapp.domain.daily import day_of
from quizapp.domain.items import LANGUAGES, ItemType
from quizapp.domain.keys import key_from_data
from quizapp.domain.marking import MarkUnit
from quizapp.domain.papers import PaperItem, PoolItem, choose_items, draw_paper
from quizapp.domain.responses import Blank, response_as_data
from quizapp.domain.sections import fix_sections, share_extra_minutes, time_in_addition
from quizapp.errors import N_, ConflictError, NotFoundError
from quizapp.models import (
    AssignedAttempt,
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
from quizapp.services import assigned, audit
from quizapp.services.answering import (
    AttemptSummary,
    PaletteSquare,
    attempt_summary,
)
from quizapp.services.audiences import may_begin
from quizapp.services.closing import (
    AttemptOverError,
    close,
    close_if_overdue,
    close_overdue,
    own_attempt,
)
from quizapp.services.ownership import ID_MAXIMUM
from quizapp.services.rules import rules_of

__all__ = [
    "AttemptOverError",
    "AttemptSummary",
    "PaletteSquare",
    "attempt_summary",
    "close_overdue",
    "draw",
    "start",
    "submit",
]

SEED_BITS: Final = 63


def start(
    session: Session,
    quiz_id: int,
    *,
    user: User,
    now: datetime,
    rng: Random,
    share_code: str | None = None,
) -> int:
    """Begin an attempt, or go on with the one in progress; returns its id.

    Two starts at once end up in one attempt. An attempt whose time is up is closed first.
    `share_code` is what the link had by which the user came.

    Where a teacher has set the quiz for a class of the user's, the terms of that hold, and the
    attempt counts for it; once they are over, the quiz is as for everybody.

    Raises:
        NotFoundError: there is no such quiz, or it is not for this user.
        ConflictError: it is closed, not open yet, or has no questions; or no further attempt is
            allowed.
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
    given = _admitted(session, quiz, user, share_code=share_code, now=now)
    seed = rng.getrandbits(SEED_BITS) if quiz.paper_seed is None else quiz.paper_seed
    attempt = draw(session, quiz, user=user, now=now, seed=seed, given=given)
    try:
        with session.begin_nested():
            session.add(attempt)
            session.flush()
            if given is not None:
                session.add(
                    AssignedAttempt(attempt_id=attempt.id, assignment_id=given.assignment_id)
                )
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


def _admitted(
    session: Session, quiz: Quiz, user: User, *, share_code: str | None, now: datetime
) -> assigned.Given | None:
    """Make sure that the user may begin the quiz now; gives the assignment that it is for."""
    given = assigned.governing(session, quiz.id, user, now=now)
    if may_begin(session, quiz, user, share_code=share_code):
        given = None if given is not None and given.is_over(now) else given
    elif given is None:
        raise NotFoundError(N_("There is no such quiz."))
    if quiz.status is QuizStatus.CLOSED:
        raise ConflictError(N_("This quiz is closed."))
    ensure_may_start(quiz.opens_at, quiz.closes_at, now)
    if given is not None:
        ensure_may_attempt(given.terms, given.used, now)
    return given


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


def draw(
    session: Session,
    quiz: Quiz,
    *,
    user: User,
    now: datetime,
    seed: int,
    given: assigned.Given | None,
) -> Attempt:
    """Draw the paper of a quiz for somebody; what is returned is not in the session yet.

    Raises:
        ConflictError: the quiz has no questions.
    """
    versions = _versions(session, quiz)
    if not versions:
        raise ConflictError(N_("This quiz has no questions at the moment."))
    rules = rules_of(quiz)
    chance = Random(seed)  # noqa: S311 — the seed is kept, so that the paper can be drawn again
    # Where all get the same paper, they do so on whichever day they begin.
    day = day_of(now if quiz.paper_seed is None else quiz.created_at)
    pool = [_pool_item(version, section, day) for version, section in versions]
    paper = draw_paper(
        choose_items(pool, rules.sections, rng=chance),
        shuffle_items=quiz.shuffle_items,
        shuffle_options=quiz.shuffle_options,
        rng=chance,
    )
    unit = MarkUnit.of(
        (section.scheme for section in rules.sections),
        (key_from_data(version.type, version.key) for version, _section in versions),
    )
    terms = Terms() if given is None else given.terms
    percent, minutes = share_extra_minutes(
        rules.sections, quiz.minutes, user.extra_time_percent, terms.extra_minutes
    )
    ends = deadline(
        now,
        quiz.minutes,
        time_in_addition(rules.sections, quiz.minutes, percent) + minutes,
        closes_at=min(filter(None, (quiz.closes_at, terms.ends_at)), default=None),
    )
    asked = Counter(item.section for item in paper)
    sections = fix_sections(
        rules.sections,
        [asked[place] for place in range(len(rules.sections))],
        started=now,
        deadline=ends,
        extra_percent=percent,
    )
    worth = [unit.to_units(section.scheme.right) for section in rules.sections]
    return Attempt(
        quiz_id=quiz.id,
        user_id=user.id,
        seed=seed,
        state=AttemptState.IN_PROGRESS,
        started_at=now,
        deadline_at=sections[-1].closes_at or ends,
        sections=[section.as_data() for section in sections],
        mark_denominator=unit.denominator,
        maximum_units=sum(worth[item.section] for item in paper),
        disqualified=False,
        responses=[_response(item, worth[item.section]) for item in paper],
    )


def _versions(session: Session, quiz: Quiz) -> Sequence[tuple[ItemVersion, int]]:
    """Give what may be asked, with its section."""
    found = session.execute(
        select(ItemVersion, QuestionSetItem.section)
        .join(Item, (Item.id == ItemVersion.item_id) & (Item.version_number == ItemVersion.number))
        .join(QuestionSetItem, QuestionSetItem.item_id == Item.id)
        .where(
            QuestionSetItem.set_id == quiz.set_id,
            # A rejected one can stand in a student's own test only.
            Item.status.not_in((ItemStatus.RETIRED, ItemStatus.REJECTED)),
        )
        .order_by(QuestionSetItem.position)
        .options(selectinload(ItemVersion.texts), selectinload(ItemVersion.topics))
    )
    return [(version, section) for version, section in found]


def _pool_item(version: ItemVersion, section: int, day: date) -> PoolItem:
    first = min(version.texts, key=lambda text: LANGUAGES.index(text.language))
    return PoolItem(
        version.id,
        tuple(first.options),
        version.option_order,
        stimulus=version.stimulus_id,
        section=section,
        topics=tuple(each.topic for each in version.topics),
        difficulty=version.difficulty,
        is_stale=version.stale_on is not None and version.stale_on <= day,
        always_shuffled=version.type is ItemType.MATCHING,
    )


def _response(item: PaperItem, worth: int) -> ResponseRecord:
    return ResponseRecord(
        position=item.number,
        section=item.section,
        maximum_units=worth,
        item_version_id=item.item_version_id,
        option_order=list(item.option_order),
        response=response_as_data(Blank()),
    )
