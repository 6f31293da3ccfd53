"""How a teacher's quizzes went: lists, attempts, and how hard each question was."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any

from sqlalchemy import Row, case, func, select
from sqlalchemy.orm import Session

from quizapp.domain.attempts import AttemptState, SubmittedBy
from quizapp.domain.marking import MarkUnit, Outcome
from quizapp.models import (
    Attempt,
    Audience,
    Item,
    ItemText,
    ItemVersion,
    QuestionSet,
    QuestionSetItem,
    Quiz,
    QuizStatus,
    ResponseRecord,
    User,
)
from quizapp.services.item_figures import ItemFigures, figures_of
from quizapp.services.ownership import (
    Permission,
    ensure_teacher,
    item_permissions,
    only_own,
    own_quiz,
)
from quizapp.services.paging import PER_PAGE, Page, fetch_page
from quizapp.services.rendering import as_plain
from quizapp.services.rules import QuizRules, rules_of
from quizapp.services.sets import count_by_section

__all__ = [
    "ItemFacility",
    "ManagedQuiz",
    "ManagedQuizPage",
    "StudentAttempt",
    "list_managed",
    "managed_quiz",
]


@dataclass(frozen=True, slots=True)
class ManagedQuiz:
    """A quiz in its teacher's list. `attempts` are the submitted ones, `mean_percent` of those."""

    id: int
    set_id: int
    title: str
    status: QuizStatus
    questions: int
    preset: str
    minutes: int | None
    created_at: datetime
    attempts: int
    in_progress: int
    mean_percent: Fraction | None


@dataclass(frozen=True, slots=True)
class StudentAttempt:
    """An attempt as the teacher sees it; marks once it is submitted."""

    id: int
    user_id: int
    display_name: str
    state: AttemptState
    started_at: datetime
    submitted_at: datetime | None
    submitted_by: SubmittedBy | None
    score: Fraction | None
    maximum: Fraction
    percent: Fraction | None


@dataclass(frozen=True, slots=True)
class ItemFacility:
    """How an item went in submitted attempts.

    `facility` (the facility index, or p-value, of classical test theory) is the mean share (0–1) of
    the mark that those who were asked earned: for items without partial marks the share of right
    answers. Blanks and wrong answers earn nothing. None where nobody was asked. The stem is plain
    text. `figures` are those for finding a fault. `may_edit` tells whether the user may change the
    item, which can be somebody else's.
    """

    item_id: int
    stem: str
    asked: int
    answered: int
    right: int
    partial: int
    facility: Fraction | None
    figures: ItemFigures
    may_edit: bool


@dataclass(frozen=True, slots=True)
class ManagedQuizPage:
    """A quiz with a page of its attempts, newest first, and its items in the set's order.

    `share_code` is the secret part of its link, where it is shared by link.
    """

    quiz: ManagedQuiz
    audience: Audience
    share_code: str | None
    rules: QuizRules
    attempts: Page[StudentAttempt]
    items: tuple[ItemFacility, ...]


def list_managed(
    session: Session, *, user: User, page: int = 1, per_page: int = PER_PAGE
) -> Page[ManagedQuiz]:
    """List the user's quizzes, newest first; an administrator's are everybody's."""
    ensure_teacher(user)
    statement = (
        select(Quiz)
        .join(QuestionSet, QuestionSet.id == Quiz.set_id)
        .where(only_own(Quiz.owner_id, user), QuestionSet.for_practice.is_(False))
        .order_by(Quiz.created_at.desc(), Quiz.id.desc())
    )

    def make(rows: Sequence[Row[*tuple[Any, ...]]]) -> list[ManagedQuiz]:
        return _managed(session, [quiz for (quiz,) in rows])

    return fetch_page(session, statement, make, page=page, per_page=per_page)


def managed_quiz(
    session: Session, quiz_id: int, *, user: User, page: int = 1, per_page: int = PER_PAGE
) -> ManagedQuizPage:
    """Show how a quiz of the user's went.

    Raises:
        NotFoundError: there is none of the user's with this id.
    """
    quiz = own_quiz(session, quiz_id, user)
    statement = (
        select(Attempt, User.display_name)
        .join(User, User.id == Attempt.user_id)
        .where(Attempt.quiz_id == quiz.id)
        .order_by(Attempt.started_at.desc(), Attempt.id.desc())
    )
    return ManagedQuizPage(
        quiz=_managed(session, [quiz])[0],
        audience=quiz.audience,
        share_code=quiz.share_code,
        rules=rules_of(quiz),
        attempts=fetch_page(session, statement, _student_attempts, page=page, per_page=per_page),
        items=_facilities(session, quiz, user),
    )


def _managed(session: Session, quizzes: Sequence[Quiz]) -> list[ManagedQuiz]:
    questions = count_by_section(session, [quiz.set_id for quiz in quizzes])
    submitted = Attempt.state == AttemptState.SUBMITTED
    found = session.execute(
        select(
            Attempt.quiz_id,
            Attempt.state,
            Attempt.maximum_units,
            func.count().label("attempts"),
            func.sum(case((submitted, Attempt.score_units), else_=0)).label("units"),
        )
        .where(Attempt.quiz_id.in_([quiz.id for quiz in quizzes]))
        .group_by(Attempt.quiz_id, Attempt.state, Attempt.maximum_units)
    )
    done = dict.fromkeys((quiz.id for quiz in quizzes), 0)
    running = dict(done)
    percents = dict.fromkeys(done, Fraction(0))
    for row in found:
        if row.state is AttemptState.SUBMITTED:
            done[row.quiz_id] += row.attempts
            # Groups of one maximum, because a set may have changed between attempts.
            percents[row.quiz_id] += Fraction(100 * int(row.units), row.maximum_units)
        else:
            running[row.quiz_id] += row.attempts
    return [
        ManagedQuiz(
            id=quiz.id,
            set_id=quiz.set_id,
            title=quiz.title,
            status=quiz.status,
            questions=sum(rules_of(quiz).asked(questions.get(quiz.set_id, ()))),
            preset=quiz.preset,
            minutes=quiz.minutes,
            created_at=quiz.created_at,
            attempts=done[quiz.id],
            in_progress=running[quiz.id],
            mean_percent=percents[quiz.id] / done[quiz.id] if done[quiz.id] else None,
        )
        for quiz in quizzes
    ]


def _student_attempts(rows: Sequence[Row[*tuple[Any, ...]]]) -> list[StudentAttempt]:
    views = []
    for attempt, name in rows:
        unit = MarkUnit(attempt.mark_denominator)
        maximum = unit.from_units(attempt.maximum_units)
        units = attempt.score_units
        score = None if units is None else unit.from_units(units)
        views.append(
            StudentAttempt(
                id=attempt.id,
                user_id=attempt.user_id,
                display_name=name,
                state=attempt.state,
                started_at=attempt.started_at,
                submitted_at=attempt.submitted_at,
                submitted_by=attempt.submitted_by,
                score=score,
                maximum=maximum,
                percent=None if score is None else 100 * score / maximum,
            )
        )
    return views


def _facilities(session: Session, quiz: Quiz, user: User) -> tuple[ItemFacility, ...]:
    rows = session.execute(
        select(ItemVersion.item_id, ResponseRecord.outcome, func.count().label("times"))
        .join(Attempt, Attempt.id == ResponseRecord.attempt_id)
        .join(ItemVersion, ItemVersion.id == ResponseRecord.item_version_id)
        .where(Attempt.quiz_id == quiz.id, Attempt.state == AttemptState.SUBMITTED)
        .group_by(ItemVersion.item_id, ResponseRecord.outcome)
    )
    times: dict[int, dict[Outcome, int]] = {}
    for item_id, outcome, count in rows:
        if outcome is not None:
            times.setdefault(item_id, {})[outcome] = count
    # The first language in alphabetical order is the first in the order of languages, too.
    texts = session.execute(
        select(Item.id, ItemText.stem, ItemVersion.text_format)
        .join(QuestionSetItem, QuestionSetItem.item_id == Item.id)
        .join(
            ItemVersion,
            (ItemVersion.item_id == Item.id) & (ItemVersion.number == Item.version_number),
        )
        .join(ItemText, ItemText.version_id == ItemVersion.id)
        .where(QuestionSetItem.set_id == quiz.set_id)
        .order_by(QuestionSetItem.position, ItemText.language)
    )
    stems: dict[int, str] = {}
    for row in texts:
        stems.setdefault(row.id, as_plain(row.stem, row.text_format))
    shares, figures = _partial_shares(session, quiz), figures_of(session, quiz)
    items = session.scalars(
        select(Item)
        .join(QuestionSetItem, QuestionSetItem.item_id == Item.id)
        .where(QuestionSetItem.set_id == quiz.set_id)
    )
    permissions = item_permissions(session, items, user)
    return tuple(
        _facility(
            item_id,
            stem,
            times.get(item_id, {}),
            shares.get(item_id, Fraction(0)),
            figures.get(item_id, ItemFigures()),
            may_edit=permissions[item_id].permits(Permission.EDIT),
        )
        for item_id, stem in stems.items()
    )


def _partial_shares(session: Session, quiz: Quiz) -> dict[int, Fraction]:
    """Add up what partly right answers earned of the mark for a right one: item id → shares."""
    rows = session.execute(
        select(
            ItemVersion.item_id,
            ResponseRecord.mark_units,
            ResponseRecord.maximum_units,
        )
        .join(Attempt, Attempt.id == ResponseRecord.attempt_id)
        .join(ItemVersion, ItemVersion.id == ResponseRecord.item_version_id)
        .where(Attempt.quiz_id == quiz.id, ResponseRecord.outcome == Outcome.PARTIAL)
    )
    shares: dict[int, Fraction] = {}
    for item_id, units, maximum in rows:
        shares[item_id] = shares.get(item_id, Fraction(0)) + Fraction(units or 0, maximum)
    return shares


def _facility(
    item_id: int,
    stem: str,
    times: dict[Outcome, int],
    partial_shares: Fraction,
    figures: ItemFigures,
    *,
    may_edit: bool,
) -> ItemFacility:
    asked, right = sum(times.values()), times.get(Outcome.RIGHT, 0)
    partial = times.get(Outcome.PARTIAL, 0)
    return ItemFacility(
        item_id=item_id,
        stem=stem,
        asked=asked,
        answered=right + partial + times.get(Outcome.WRONG, 0),
        right=right,
        partial=partial,
        facility=(right + partial_shares) / asked if asked else None,
        figures=figures,
        may_edit=may_edit,
    )
