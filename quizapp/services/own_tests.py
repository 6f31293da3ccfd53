"""Tests that a student makes: questions drawn by topic, kind and so on, or what was missed.

Each is a private quiz over a set of its own, which belongs to nobody's bank. Deleting it keeps the
attempts, on which the student's progress rests.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from hashlib import sha256
from random import Random
from typing import Final

from sqlalchemy import ColumnElement, Select, exists, func, select
from sqlalchemy.orm import Session

from quizapp.domain.difficulty import Difficulty
from quizapp.domain.items import FactKind, ItemFormat
from quizapp.domain.presets import DEFAULT_PRESET
from quizapp.errors import N_, ConflictError, InvalidInputError, NotFoundError
from quizapp.models import (
    Audience,
    Item,
    ItemStatus,
    ItemVersion,
    ItemVersionTopic,
    QuestionSet,
    Quiz,
    QuizStatus,
    User,
)
from quizapp.services import audit, met_items
from quizapp.services.audiences import Access, is_public_item
from quizapp.services.publishing import quiz_of
from quizapp.services.results import attempt_result
from quizapp.services.rules import QuizRules, rules_of_preset
from quizapp.services.sets import make_set
from quizapp.services.staleness import is_fresh

__all__ = [
    "MOST_QUESTIONS",
    "Choice",
    "Matching",
    "Part",
    "Which",
    "count_matching",
    "make_test",
    "practise_again",
    "practise_missed",
]

MOST_QUESTIONS: Final = 200
#: How many of the questions to go over become one test.
MISSED_AT_ONCE: Final = 50
SLUG_MAXIMUM: Final = 80


class Which(StrEnum):
    """Which questions a student wants, by what they did with them before."""

    ALL = "all"
    NEW = "new"
    MISSED = "missed"
    MARKED = "marked"


class Part(StrEnum):
    """The parts of a choice that can be loosened."""

    TOPICS = "topics"
    KINDS = "kinds"
    FORMATS = "formats"
    DIFFICULTIES = "difficulties"
    DATES = "dates"
    WHICH = "which"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What a test is drawn from; what is empty or None narrows nothing.

    With `since` or `until` (days of the news, both included) only items that have a date match.
    """

    topics: frozenset[str] = frozenset()
    kinds: frozenset[FactKind] = frozenset()
    formats: frozenset[ItemFormat] = frozenset()
    difficulties: frozenset[Difficulty] = frozenset()
    since: date | None = None
    until: date | None = None
    which: Which = Which.ALL

    def without(self, part: Part) -> "Choice":
        """Give the same choice with one part loosened."""
        loose: dict[Part, Choice] = {
            Part.TOPICS: replace(self, topics=frozenset()),
            Part.KINDS: replace(self, kinds=frozenset()),
            Part.FORMATS: replace(self, formats=frozenset()),
            Part.DIFFICULTIES: replace(self, difficulties=frozenset()),
            Part.DATES: replace(self, since=None, until=None),
            Part.WHICH: replace(self, which=Which.ALL),
        }
        return loose[part]


@dataclass(frozen=True, slots=True)
class Matching:
    """How many questions match a choice, and how many would with one part of it loosened.

    `loosened` has only the parts that would help, the most helpful first.
    """

    total: int
    loosened: tuple[tuple[Part, int], ...]


def count_matching(session: Session, choice: Choice, *, user: User, now: datetime) -> Matching:
    """Count what could be asked; a few queries, one for each part of the choice."""
    total = _count(session, choice, user, now)
    loosened = [
        (part, _count(session, looser, user, now))
        for part in Part
        if (looser := choice.without(part)) != choice
    ]
    helpful = sorted(
        ((part, count) for part, count in loosened if count > total), key=lambda each: -each[1]
    )
    return Matching(total, tuple(helpful))


def make_test(  # noqa: PLR0913 — what a test is made of
    session: Session,
    choice: Choice,
    *,
    count: int,
    rules: QuizRules,
    title: str,
    key: str,
    user: User,
    now: datetime,
    rng: Random,
) -> int:
    """Draw a test and return the id of its quiz. The same key gives the same test again.

    Args:
        session: where to write.
        choice: what to draw from.
        count: how many questions.
        rules: what it is taken under.
        title: one line, at most 200 characters.
        key: letters and digits by which a form that is sent twice is known again.
        user: whose test it is.
        now: the time.
        rng: what draws.

    Raises:
        InvalidInputError: field count, where fewer questions match; or field title.
    """
    slug = _slug(user, key)
    present = _present(session, slug, user)
    if present is not None:
        return present.id
    ids = session.scalars(_statement(choice, user, now).order_by(Item.id)).all()
    if not 1 <= count <= min(len(ids), MOST_QUESTIONS):
        raise InvalidInputError(
            N_(
                "You ask for %(asked)d, and only %(found)d match; ask for fewer, or choose less"
                " narrowly."
            ),
            field="count",
            asked=count,
            found=min(len(ids), MOST_QUESTIONS),
        )
    drawn = rng.sample(list(ids), count)
    return _make(session, drawn, slug=slug, title=title, rules=rules, user=user, now=now)


def practise_again(
    session: Session, attempt_id: int, *, title: str, user: User, now: datetime
) -> int:
    """Make a practice test of what was wrong, partly right or left out in an attempt.

    The same questions give the same test again. Returns the id of its quiz.

    Raises:
        NotFoundError: no attempt of the user's.
        ConflictError: it is in progress, its answers are not shown yet, or all was right.
    """
    result = attempt_result(session, attempt_id, user=user, now=now)
    if not result.own:
        raise NotFoundError(N_("There is no such attempt."))
    if not result.answers_shown:
        raise ConflictError(
            N_("The answers of this quiz are shown once it is closed; practise them then.")
        )
    ids = [item.item_id for item in result.items if item.outcome != "right"]
    return _practise(session, ids, title=title, user=user, now=now)


def practise_missed(session: Session, *, title: str, user: User, now: datetime) -> int:
    """Make a practice test of what was not right the last time, at most 50 questions.

    Raises:
        ConflictError: there is nothing to go over.
    """
    ids = session.scalars(
        select(Item.id)
        .where(Item.id.in_(met_items.missed(user, now)), _askable(now))
        .order_by(Item.id.desc())
        .limit(MISSED_AT_ONCE)
    ).all()
    return _practise(session, ids, title=title, user=user, now=now)


def _practise(
    session: Session, item_ids: Sequence[int], *, title: str, user: User, now: datetime
) -> int:
    ids = session.scalars(select(Item.id).where(Item.id.in_(item_ids), _askable(now))).all()
    if not ids:
        raise ConflictError(N_("There is nothing to go over: no question was missed."))
    wanted = ",".join(map(str, sorted(ids)))
    slug = _slug(user, sha256(wanted.encode()).hexdigest()[:24])
    present = _present(session, slug, user)
    if present is not None:
        present.status = QuizStatus.OPEN
        session.flush()
        return present.id
    rules = rules_of_preset(DEFAULT_PRESET, questions=[len(ids)])
    in_order = [item_id for item_id in item_ids if item_id in set(ids)]
    return _make(session, in_order, slug=slug, title=title, rules=rules, user=user, now=now)


def _make(
    session: Session,
    item_ids: Sequence[int],
    *,
    slug: str,
    title: str,
    rules: QuizRules,
    user: User,
    now: datetime,
) -> int:
    items = {
        item.id: item for item in session.scalars(select(Item).where(Item.id.in_(item_ids))).all()
    }
    made = make_set(
        session,
        [items[item_id] for item_id in item_ids],
        owner=user,
        title=title,
        slug=slug,
        for_practice=True,
        now=now,
    )
    quiz = quiz_of(made, title=made.title, rules=rules, now=now, access=Access(Audience.PRIVATE))
    session.add(quiz)
    session.flush()
    audit.record(session, "quiz.practise", "quiz", quiz.id, actor=user, at=now, items=len(items))
    session.flush()
    return quiz.id


def _slug(user: User, key: str) -> str:
    return f"own-{user.id}-{key}"[:SLUG_MAXIMUM]


def _present(session: Session, slug: str, user: User) -> Quiz | None:
    return session.scalar(
        select(Quiz)
        .join(QuestionSet, QuestionSet.id == Quiz.set_id)
        .where(QuestionSet.slug == slug, Quiz.owner_id == user.id)
        .with_for_update(of=Quiz)
    )


def _askable(now: datetime) -> ColumnElement[bool]:
    return Item.status.not_in((ItemStatus.RETIRED, ItemStatus.REJECTED)) & is_fresh(now)


def _count(session: Session, choice: Choice, user: User, now: datetime) -> int:
    ids = _statement(choice, user, now).subquery()
    return session.scalar(select(func.count()).select_from(ids)) or 0


def _statement(choice: Choice, user: User, now: datetime) -> Select[int]:
    statement = (
        select(Item.id)
        .join(
            ItemVersion,
            (ItemVersion.item_id == Item.id) & (ItemVersion.number == Item.version_number),
        )
        # What is asked in a mock test that goes on must not be looked up here meanwhile.
        .where(is_public_item(now), is_fresh(now), Item.id.not_in(met_items.in_mock_test(user)))
    )
    if choice.topics:
        filed = exists().where(
            ItemVersionTopic.version_id == ItemVersion.id,
            ItemVersionTopic.topic.in_(choice.topics),
        )
        statement = statement.where(filed.correlate(ItemVersion))
    if choice.kinds:
        statement = statement.where(ItemVersion.kind.in_(choice.kinds))
    if choice.formats:
        statement = statement.where(ItemVersion.format.in_(choice.formats))
    if choice.difficulties:
        statement = statement.where(ItemVersion.difficulty.in_(choice.difficulties))
    if choice.since is not None:
        statement = statement.where(ItemVersion.news_date >= choice.since)
    if choice.until is not None:
        statement = statement.where(ItemVersion.news_date <= choice.until)
    return _narrowed(statement, choice.which, user, now)


def _narrowed(statement: Select[int], which: Which, user: User, now: datetime) -> Select[int]:
    match which:
        case Which.ALL:
            return statement
        case Which.NEW:
            return statement.where(Item.id.not_in(met_items.met(user)))
        case Which.MISSED:
            return statement.where(Item.id.in_(met_items.missed(user, now)))
        case Which.MARKED:
            return statement.where(Item.id.in_(met_items.marked(user, now)))
