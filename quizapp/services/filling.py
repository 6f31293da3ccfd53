"""Filling a blueprint: questions of the bank are chosen, shown, and become a set.

The bank may hold tens of thousands of items. Of each quota only a handful more than it asks for
are read, in an order that the seed shuffles in the database, so that the same seed gives the same
paper as long as the bank stays as it is. What went stale is not taken.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Final

from sqlalchemy import BigInteger, ColumnElement, Select, cast, or_, select
from sqlalchemy.orm import Session

from quizapp.domain.blueprints import Aspect, Blueprint, Candidate, Shortage, choose, shortages
from quizapp.domain.daily import day_of
from quizapp.domain.difficulty import Difficulty
from quizapp.domain.items import FactKind, ItemFormat, ItemType
from quizapp.domain.plain_words import plain_words
from quizapp.errors import N_, InvalidInputError
from quizapp.models import (
    Assignment,
    Item,
    ItemStatus,
    ItemText,
    ItemVersion,
    ItemVersionTopic,
    QuestionSetItem,
    Quiz,
    User,
)
from quizapp.services.bank import Search, Which, matching
from quizapp.services.classes import own_class
from quizapp.services.ownership import ensure_teacher
from quizapp.services.sets import make_set

__all__ = ["SEED_MAXIMUM", "Filled", "FilledItem", "Wish", "fill_blueprint", "make_paper"]

SEED_MAXIMUM: Final = 999_999
#: So many more than asked for are read of a quota: others serve it together with another one.
_TIMES: Final = 4
_LEAST: Final = 60
#: A prime beyond every id: multiplying by anything and taking the rest mixes the ids.
_PRIME: Final = 2_147_483_647
_AT_ONCE: Final = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What is chosen when a blueprint is filled.

    `class_id` is the class to which none of the questions was set before. `others`: other questions
    stand in where a quota lacks some. `any_date` and `also_used` lift what the blueprint narrows.
    """

    seed: int
    class_id: int | None = None
    others: bool = True
    any_date: bool = False
    also_used: bool = False


@dataclass(frozen=True, slots=True)
class FilledItem:
    """A question that is chosen."""

    item_id: int
    stem: str
    topics: tuple[str, ...]
    difficulty: Difficulty | None


@dataclass(frozen=True, slots=True)
class Filled:
    """What filling gives: for each part of the blueprint its questions, and what is missing."""

    parts: tuple[tuple[FilledItem, ...], ...]
    shortages: tuple[Shortage, ...]

    @property
    def questions(self) -> int:
        """How many questions there are."""
        return sum(map(len, self.parts))


def fill_blueprint(
    session: Session, plan: Blueprint, wish: Wish, *, user: User, now: datetime
) -> Filled:
    """Choose questions and say what is missing; nothing is stored.

    As many queries for a bank of one item as for one of many.

    Raises:
        NotAllowedError: the user is a student.
        NotFoundError: a class that the user does not teach.
    """
    ensure_teacher(user)
    if wish.class_id is not None:
        own_class(session, wish.class_id, user)
    ids = _pool(session, plan, wish, user, now)
    candidates, shown = _candidates(session, ids)
    chosen: list[tuple[Candidate, ...]] = []
    taken: list[Candidate] = []
    for part in plan.parts:
        own = choose(part, candidates, beside=taken, with_others=wish.others)
        gone = {each.item_id for each in own}
        candidates = [each for each in candidates if each.item_id not in gone]
        taken += own
        chosen.append(own)
    return Filled(
        tuple(tuple(shown[each.item_id] for each in own) for own in chosen),
        shortages(plan.parts, chosen),
    )


def make_paper(
    session: Session, plan: Blueprint, wish: Wish, *, title: str, actor: User, now: datetime
) -> int:
    """Make a set of what `fill_blueprint` gives, and return its id.

    Raises:
        NotAllowedError: the actor is a student.
        NotFoundError: a class that the actor does not teach.
        InvalidInputError: field title; or "": no question was found.
    """
    filled = fill_blueprint(session, plan, wish, user=actor, now=now)
    if not filled.questions:
        raise InvalidInputError(
            N_("No question fits. Widen the dates, or let questions be taken that were used."),
            field="",
        )
    ids = [each.item_id for part in filled.parts for each in part]
    items = {item.id: item for item in session.scalars(select(Item).where(Item.id.in_(ids)))}
    places = [place for place, part in enumerate(filled.parts) for _item in part]
    made = make_set(
        session,
        [items[number] for number in ids],
        owner=actor,
        title=title,
        now=now,
        sections=places,
    )
    return made.id


def _pool(
    session: Session, plan: Blueprint, wish: Wish, user: User, now: datetime
) -> tuple[int, ...]:
    """Give the ids of candidates, in the order of the seed."""
    wanted: dict[tuple[Aspect, str] | None, int] = {None: plan.questions}
    for part in plan.parts:
        for quota in part.quotas():
            mark = (quota.aspect, quota.value)
            wanted[mark] = wanted.get(mark, 0) + quota.questions
    dice = Random(wish.seed)  # noqa: S311 — a draw of questions, not a secret
    factor, shift = dice.randrange(1, _PRIME), dice.randrange(_PRIME)
    key = (cast(Item.id, BigInteger) * factor + shift) % _PRIME
    found: dict[int, int] = {}
    for each, number in wanted.items():
        statement = (
            _narrowed(session, plan, wish, user, now, mark=each)
            .with_only_columns(Item.id, key)
            .order_by(key, Item.id)
            .limit(max(_LEAST, _TIMES * number))
        )
        found |= {row[0]: row[1] for row in session.execute(statement)}
    return tuple(sorted(found, key=lambda number: (found[number], number)))


def _narrowed(
    session: Session,
    plan: Blueprint,
    wish: Wish,
    user: User,
    now: datetime,
    *,
    mark: tuple[Aspect, str] | None,
) -> Select[Item]:
    since, until = plan.since, plan.until
    if plan.days is not None:
        since = now.date() - timedelta(days=plan.days)
    if wish.any_date:
        since = until = None
    aspect, value = mark or (None, "")
    search = Search(
        topic=value if aspect is Aspect.TOPIC else None,
        kind=FactKind(value) if aspect is Aspect.KIND else None,
        difficulty=Difficulty(value) if aspect is Aspect.DIFFICULTY else None,
        since=since,
        until=until,
        which=Which.UNUSED if plan.unused and not wish.also_used else None,
        fresh_on=day_of(now),
    )
    statement = matching(session, search, user).where(
        Item.status.in_((ItemStatus.ACCEPTED, ItemStatus.PUBLISHED))
    )
    if aspect is Aspect.FORMAT:
        of_format = (
            select(ItemVersion.item_id)
            .join(Item, Item.id == ItemVersion.item_id)
            .where(
                ItemVersion.number == Item.version_number, ItemVersion.format == ItemFormat(value)
            )
        )
        statement = statement.where(Item.id.in_(of_format))
    if wish.class_id is not None:
        statement = statement.where(_not_in(Assignment.class_id == wish.class_id))
    if plan.rested is not None and not wish.also_used:
        begin = now - timedelta(days=plan.rested)
        lately = or_(Quiz.created_at >= begin, Assignment.created_at >= begin)
        statement = statement.where(_not_in(lately))
    return statement


def _not_in(quizzes: ColumnElement[bool]) -> ColumnElement[bool]:
    return Item.id.not_in(
        select(QuestionSetItem.item_id)
        .join(Quiz, Quiz.set_id == QuestionSetItem.set_id)
        .outerjoin(Assignment, Assignment.quiz_id == Quiz.id)
        .where(quizzes)
    )


def _candidates(
    session: Session, ids: Sequence[int]
) -> tuple[list[Candidate], dict[int, FilledItem]]:
    """Read what choosing and showing need of so many items, in this order."""
    made: dict[int, Candidate] = {}
    shown: dict[int, FilledItem] = {}
    for start in range(0, len(ids), _AT_ONCE):
        some = ids[start : start + _AT_ONCE]
        current = (ItemVersion.item_id == Item.id) & (ItemVersion.number == Item.version_number)
        versions = session.execute(
            select(
                Item.id,
                Item.article_id,
                ItemVersion.id.label("version_id"),
                ItemVersion.type,
                ItemVersion.key,
                ItemVersion.difficulty,
                ItemVersion.kind,
                ItemVersion.format,
            )
            .join(ItemVersion, current)
            .where(Item.id.in_(some))
        ).all()
        numbers = [row.version_id for row in versions]
        topics = _grouped(
            session.execute(
                select(ItemVersionTopic.version_id, ItemVersionTopic.topic)
                .where(ItemVersionTopic.version_id.in_(numbers))
                .order_by(ItemVersionTopic.position)
            )
        )
        texts: dict[int, list[ItemText]] = {}
        for text in session.scalars(
            select(ItemText).where(ItemText.version_id.in_(numbers)).order_by(ItemText.language)
        ):
            texts.setdefault(text.version_id, []).append(text)
        for row in versions:
            own, filed = texts[row.version_id], topics.get(row.version_id, [])
            made[row.id] = Candidate(
                row.id,
                _marks(filed, row.difficulty, row.kind, row.format),
                frozenset(each.fingerprint for each in own),
                row.article_id,
                _words(own[0].stem),
                _key_words(row.type, row.key, own[0].options),
            )
            shown[row.id] = FilledItem(row.id, own[0].stem, tuple(filed), row.difficulty)
    return [made[number] for number in ids], shown


def _grouped(rows: Iterable[Sequence[object]]) -> dict[int, list[str]]:
    grouped: dict[int, list[str]] = {}
    for number, text in rows:
        grouped.setdefault(int(str(number)), []).append(str(text))
    return grouped


def _marks(
    topics: Sequence[str],
    difficulty: Difficulty | None,
    kind: FactKind | None,
    item_format: ItemFormat,
) -> frozenset[tuple[Aspect, str]]:
    marks = {(Aspect.TOPIC, topic) for topic in topics}
    marks.add((Aspect.FORMAT, item_format.value))
    if difficulty is not None:
        marks.add((Aspect.DIFFICULTY, difficulty.value))
    if kind is not None:
        marks.add((Aspect.KIND, kind.value))
    return frozenset(marks)


def _words(text: str) -> str:
    return f" {' '.join(plain_words(text))} "


def _key_words(item_type: ItemType, key: object, options: Sequence[str]) -> str:
    """Give the words of the right option, "" where the answer is no option with words."""
    if item_type is not ItemType.SINGLE or not isinstance(key, dict):
        return ""
    place = key.get("option")
    return _words(options[place]) if isinstance(place, int) and place < len(options) else ""
