"""Looking at quizzes: what a student can take (and, from `managing`, how a teacher's went)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import Any, Final

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from quizapp.domain.attempts import AttemptState, is_over
from quizapp.domain.disclosure import Disclosed, Disclosure
from quizapp.domain.marking import MarkingScheme
from quizapp.domain.sections import Section, are_timed
from quizapp.errors import N_, NotFoundError
from quizapp.models import Attempt, Audience, QuestionSet, Quiz, QuizMode, Role, User
from quizapp.services.assigned import Given, governing
from quizapp.services.audiences import is_open, may_begin, open_at
from quizapp.services.disclosing import shown_to_student
from quizapp.services.managing import (
    ItemFacility,
    ManagedQuiz,
    ManagedQuizPage,
    StudentAttempt,
    list_managed,
    managed_quiz,
)
from quizapp.services.ownership import ID_MAXIMUM
from quizapp.services.paging import PER_PAGE, Page, fetch_page
from quizapp.services.rules import rules_of
from quizapp.services.sets import count_by_section, topics_of_sets, unreviewed_sets

__all__ = [
    "ItemFacility",
    "ManagedQuiz",
    "ManagedQuizPage",
    "OwnAttempt",
    "QuizCard",
    "QuizPage",
    "StudentAttempt",
    "cards_of",
    "list_begun",
    "list_managed",
    "list_open",
    "managed_quiz",
    "percent_of",
    "quiz_card",
]

ATTEMPTS_SHOWN: Final = 50
BEGUN_SHOWN: Final = 5


@dataclass(frozen=True, slots=True)
class QuizCard:
    """A quiz as a student sees it in a list, with what they did with it.

    `unreviewed` means that it has questions which no teacher has reviewed.
    `overdue` means that the time of the attempt in progress is up: its result is there to see.
    `last_attempt_id` is the newest submitted attempt, `best_percent` of those whose marks are
    shown. `sections` stand with their questions.
    """

    id: int
    title: str
    description: str
    mode: QuizMode
    unreviewed: bool
    daily_on: date | None
    questions: int
    maximum: Fraction
    minutes: int | None
    preset: str
    sections: tuple[tuple[Section, int], ...]
    qualifying_percent: Fraction | None
    opens_at: datetime | None
    closes_at: datetime | None
    is_open: bool
    topics: tuple[str, ...]
    attempts: int
    best_percent: Fraction | None
    in_progress_id: int | None
    overdue: bool
    last_attempt_id: int | None
    disclosure: Disclosure

    @property
    def scheme(self) -> MarkingScheme:
        """The marking of the first section."""
        return self.sections[0][0].scheme

    @property
    def is_timed(self) -> bool:
        """Whether sections have clocks, and so are taken in order."""
        return are_timed([section for section, _count in self.sections])

    @property
    def schemes_differ(self) -> bool:
        """Whether a question's worth depends on its section."""
        return len({section.scheme for section, _count in self.sections}) > 1


@dataclass(frozen=True, slots=True)
class OwnAttempt:
    """One of a student's attempts at a quiz; `percent` once its marks are shown."""

    id: int
    state: AttemptState
    started_at: datetime
    submitted_at: datetime | None
    percent: Fraction | None
    overdue: bool


@dataclass(frozen=True, slots=True)
class QuizPage:
    """A quiz before it is started. `attempts` are the student's own, newest first.

    `given` are the terms under which a teacher has set it for the student.
    """

    card: QuizCard
    owner_name: str
    given: Given | None
    can_start: bool
    attempts: tuple[OwnAttempt, ...]


def list_open(
    session: Session, *, user: User, now: datetime, page: int = 1, per_page: int = PER_PAGE
) -> Page[QuizCard]:
    """List the quizzes that everybody can start now, newest first; not the daily ones."""
    statement = (
        select(Quiz, QuestionSet.description)
        .join(QuestionSet, QuestionSet.id == Quiz.set_id)
        .where(open_at(now), Quiz.audience == Audience.EVERYONE, Quiz.daily_on.is_(None))
        .order_by(Quiz.created_at.desc(), Quiz.id.desc())
    )

    def make(rows: Sequence[Row[*tuple[Any, ...]]]) -> list[QuizCard]:
        return cards_of(session, [(quiz, text) for quiz, text in rows], user=user, now=now)

    return fetch_page(session, statement, make, page=page, per_page=per_page)


def list_begun(session: Session, *, user: User, now: datetime) -> tuple[QuizCard, ...]:
    """List the quizzes that the user has an attempt in progress at, latest start first.

    Also those that are closed by now, and those whose time is up; at most the latest five.
    """
    rows = session.execute(
        select(Quiz, QuestionSet.description)
        .join(QuestionSet, QuestionSet.id == Quiz.set_id)
        .join(Attempt, Attempt.quiz_id == Quiz.id)
        .where(Attempt.user_id == user.id, Attempt.state == AttemptState.IN_PROGRESS)
        .order_by(Attempt.started_at.desc(), Attempt.id.desc())
        .limit(BEGUN_SHOWN)
    )
    return tuple(cards_of(session, [(quiz, text) for quiz, text in rows], user=user, now=now))


def quiz_card(
    session: Session, quiz_id: int, *, user: User, now: datetime, share_code: str | None = None
) -> QuizPage:
    """Show one quiz to somebody who may take it, has taken it, or owns it.

    `share_code` is what the link had by which the user came.

    Raises:
        NotFoundError: there is none, it is closed and the user has nothing to do with it, or it is
            not for this user.
    """
    quiz = session.get(Quiz, quiz_id) if 0 < quiz_id <= ID_MAXIMUM else None
    if quiz is None:
        raise NotFoundError(N_("There is no such quiz."))
    found = session.get_one(QuestionSet, quiz.set_id)
    (card,) = cards_of(session, [(quiz, found.description)], user=user, now=now)
    mine = card.attempts > 0 or card.in_progress_id is not None
    given = governing(session, quiz.id, user, now=now)
    admitted = may_begin(session, quiz, user, share_code=share_code)
    if given is not None and admitted and given.is_over(now):
        given = None
    manages = user.role is Role.ADMIN or quiz.owner_id == user.id
    known = mine or manages or given is not None
    if not (known or (admitted and (card.is_open or share_code is not None))):
        raise NotFoundError(N_("There is no such quiz."))
    attempts = _own_attempts(session, [quiz.id], user)[-ATTEMPTS_SHOWN:]
    return QuizPage(
        card=card,
        owner_name=session.get_one(User, quiz.owner_id).display_name,
        given=given,
        can_start=card.is_open
        and card.questions > 0
        and (admitted if given is None else given.may_begin(now)),
        attempts=tuple(
            OwnAttempt(
                id=attempt.id,
                state=attempt.state,
                started_at=attempt.started_at,
                submitted_at=attempt.submitted_at,
                percent=percent_of(attempt) if _shows_marks(attempt, quiz, now) else None,
                overdue=_is_overdue(attempt, now),
            )
            for attempt in reversed(attempts)
        ),
    )


def percent_of(attempt: Attempt) -> Fraction | None:
    """Give the score in per cent of the maximum, exact; None before the attempt is submitted."""
    if attempt.score_units is None:
        return None
    if not attempt.maximum_units:
        return Fraction(0)
    return Fraction(100 * attempt.score_units, attempt.maximum_units)


def cards_of(
    session: Session, quizzes: Sequence[tuple[Quiz, str]], *, user: User, now: datetime
) -> list[QuizCard]:
    """Show quizzes, each with the description of its set, to a user; the same few queries."""
    set_ids = [quiz.set_id for quiz, _ in quizzes]
    questions = count_by_section(session, set_ids)
    topics = topics_of_sets(session, set_ids)
    unreviewed = unreviewed_sets(session, set_ids)
    own: dict[int, list[Attempt]] = {}
    for attempt in _own_attempts(session, [quiz.id for quiz, _ in quizzes], user):
        own.setdefault(attempt.quiz_id, []).append(attempt)
    cards = []
    for quiz, description in quizzes:
        attempts = own.get(quiz.id, [])
        submitted = [each for each in attempts if each.state is AttemptState.SUBMITTED]
        running = next((each for each in attempts if each.state is AttemptState.IN_PROGRESS), None)
        rules, available = rules_of(quiz), questions.get(quiz.set_id, ())
        cards.append(
            QuizCard(
                id=quiz.id,
                title=quiz.title,
                description=description,
                mode=quiz.mode,
                unreviewed=quiz.set_id in unreviewed,
                daily_on=quiz.daily_on,
                questions=sum(rules.asked(available)),
                maximum=rules.maximum(available),
                minutes=quiz.minutes,
                preset=quiz.preset,
                sections=tuple(zip(rules.sections, rules.asked(available), strict=True)),
                qualifying_percent=rules.qualifying_percent,
                opens_at=quiz.opens_at,
                closes_at=quiz.closes_at,
                is_open=is_open(quiz, now),
                topics=topics.get(quiz.set_id, ()),
                attempts=len(submitted),
                best_percent=_best(each for each in submitted if _shows_marks(each, quiz, now)),
                in_progress_id=None if running is None else running.id,
                overdue=running is not None and _is_overdue(running, now),
                last_attempt_id=submitted[-1].id if submitted else None,
                disclosure=rules.disclosure,
            )
        )
    return cards


def _own_attempts(session: Session, quiz_ids: Sequence[int], user: User) -> Sequence[Attempt]:
    return session.scalars(
        select(Attempt)
        .where(Attempt.user_id == user.id, Attempt.quiz_id.in_(quiz_ids))
        .order_by(Attempt.started_at, Attempt.id)
    ).all()


def _best(attempts: Iterable[Attempt]) -> Fraction | None:
    percents = [percent_of(attempt) for attempt in attempts]
    return max((each for each in percents if each is not None), default=None)


def _shows_marks(attempt: Attempt, quiz: Quiz, now: datetime) -> bool:
    return Disclosed.MARKS in shown_to_student(attempt, quiz, now)


def _is_overdue(attempt: Attempt, now: datetime) -> bool:
    return attempt.state is AttemptState.IN_PROGRESS and is_over(now, attempt.deadline_at)
