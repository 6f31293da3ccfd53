"""The bank: all items of a teacher, found by their words and by what they are."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import ColumnElement, Row, Select, case, func, select
from sqlalchemy.orm import Session, aliased

from quizapp.domain.difficulty import Difficulty
from quizapp.domain.items import FactKind, ItemContent, ItemType
from quizapp.domain.judging import Outcome
from quizapp.domain.plain_words import plain_words
from quizapp.domain.reports import ReportState
from quizapp.models import (
    Article,
    Item,
    ItemReport,
    ItemReview,
    ItemStatus,
    ItemText,
    ItemVersion,
    ItemVersionTopic,
    QuestionSet,
    QuestionSetItem,
    Quiz,
    ResponseRecord,
    Role,
    User,
)
from quizapp.models.search import items_with_words
from quizapp.services.facility import Facility, facility_of
from quizapp.services.items import current_contents
from quizapp.services.ownership import (
    Permission,
    ensure_teacher,
    item_permissions,
    items_shared_with,
    only_own,
)
from quizapp.services.paging import PER_PAGE, Page, fetch_page
from quizapp.services.second_looks import is_open, under_review
from quizapp.services.staleness import going_stale

__all__ = [
    "BankRow",
    "Order",
    "Search",
    "Usage",
    "Which",
    "Whose",
    "articles_to_choose",
    "matching",
    "matching_ids",
    "search_bank",
]

WORDS_MAXIMUM: Final = 20
ARTICLES_OFFERED: Final = 50


class Which(StrEnum):
    """What narrows the bank to items that need a look."""

    UNUSED = "unused"
    """In no quiz, but for those made for practice."""
    REPORTED = "reported"
    """With an open report of a student."""
    TWICE = "twice"
    """With the same words as another item of the same teacher."""
    IN_REVIEW = "in-review"
    """Another teacher is asked to look at it, and has not decided."""


class Whose(StrEnum):
    """Whose items are looked for."""

    MINE = "mine"
    """The user's own; for an administrator those of all teachers."""
    SHARED = "shared"
    """Those of others in sets that are shared with the user."""


class Order(StrEnum):
    """How the items follow each other."""

    NEWEST = "newest"
    OLDEST = "oldest"
    NEWS = "news"
    """By the day of the news, the latest first; those without one come last."""
    EASIEST = "easiest"
    """By difficulty; those of which nothing is said come last."""
    HARDEST = "hardest"


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """What is looked for; what is empty or None narrows nothing.

    `words` must all be there, each at the beginning of a word. Rejected items are left out unless
    `status` asks for them. With `since` or `until` (days of the news, both included) only items
    that have a date match; with `stale_until` those that go stale by this day, and not before
    `stale_since`, with `fresh_on` those that have not gone stale on that day.
    """

    words: str = ""
    whose: Whose = Whose.MINE
    topic: str | None = None
    kind: FactKind | None = None
    difficulty: Difficulty | None = None
    type: ItemType | None = None
    status: ItemStatus | None = None
    since: date | None = None
    until: date | None = None
    stale_since: date | None = None
    stale_until: date | None = None
    fresh_on: date | None = None
    article_id: int | None = None
    outside_set: int | None = None
    which: Which | None = None
    order: Order = Order.NEWEST


@dataclass(frozen=True, slots=True)
class Usage:
    """How an item was used: sets and quizzes that have it, marked responses, the right ones.

    Sets that were put together for practice are not counted, the responses in their quizzes are.
    """

    sets: int = 0
    quizzes: int = 0
    responses: int = 0
    right: int = 0


@dataclass(frozen=True, slots=True)
class BankRow:
    """An item in the list; `owner_name` tells whose it is where that is somebody else.

    `permission` is what the user may do with it.
    """

    item_id: int
    status: ItemStatus
    article_id: int | None
    article_title: str | None
    content: ItemContent
    usage: Usage
    facility: Facility
    open_reports: int
    permission: Permission
    owner_name: str | None
    in_review: bool


def search_bank(
    session: Session, search: Search, *, user: User, page: int = 1, per_page: int = PER_PAGE
) -> Page[BankRow]:
    """List the items of a teacher that match, of all teachers for an administrator; or shared ones.

    As many queries for one item as for many.

    Raises:
        NotAllowedError: the user is a student.
    """
    ensure_teacher(user)
    statement = _ordered(matching(session, search, user), search.order)

    def make(rows: Sequence[Row[*tuple[Any, ...]]]) -> list[BankRow]:
        items = [row[0] for row in rows]
        ids = [item.id for item in items]
        contents, usage = current_contents(session, items), _usage(session, ids)
        facility = facility_of(session, ids)
        reports, titles = _open_reports(session, ids), _titles(session, items, user)
        reviewed = under_review(session, ids)
        permissions, owners = item_permissions(session, items, user), _owners(session, items, user)
        return [
            BankRow(
                item_id=item.id,
                status=item.status,
                article_id=item.article_id,
                article_title=titles.get(item.article_id or 0),
                content=contents[item.id],
                usage=usage[item.id],
                facility=facility[item.id],
                open_reports=reports.get(item.id, 0),
                permission=permissions[item.id],
                owner_name=owners.get(item.owner_id),
                in_review=item.id in reviewed,
            )
            for item in items
        ]

    return fetch_page(
        session,
        statement,
        make,
        page=page,
        per_page=per_page,
        count_along=search.which is Which.TWICE,
    )


def matching_ids(session: Session, search: Search, *, user: User, most: int) -> tuple[int, ...]:
    """Give the ids of all items that match, in order; at most one more than `most`.

    Raises:
        NotAllowedError: the user is a student.
    """
    ensure_teacher(user)
    statement = _ordered(matching(session, search, user), search.order)
    return tuple(session.scalars(statement.with_only_columns(Item.id).limit(most + 1)))


def articles_to_choose(
    session: Session, *, user: User, chosen: int | None = None
) -> tuple[tuple[int, str], ...]:
    """Give ids and titles of the user's latest articles, and of the one that is chosen.

    Raises:
        NotAllowedError: the user is a student.
    """
    ensure_teacher(user)
    own = select(Article.id, Article.title).where(only_own(Article.owner_id, user))
    latest = own.order_by(Article.created_at.desc(), Article.id.desc()).limit(ARTICLES_OFFERED)
    found = {row.id: row.title for row in session.execute(latest)}
    if chosen is not None and chosen not in found:
        found |= {row.id: row.title for row in session.execute(own.where(Article.id == chosen))}
    return tuple(found.items())


def matching(session: Session, search: Search, user: User) -> Select[Item]:
    """Select the items that match, without an order."""
    shared = search.whose is Whose.SHARED
    statement = select(Item).where(items_shared_with(user) if shared else _owned(user))
    if search.status is None:
        statement = statement.where(Item.status != ItemStatus.REJECTED)
    else:
        statement = statement.where(Item.status == search.status)
    if search.article_id is not None:
        statement = statement.where(Item.article_id == search.article_id)
    if search.outside_set is not None:
        inside = select(QuestionSetItem.item_id).where(QuestionSetItem.set_id == search.outside_set)
        statement = statement.where(Item.id.not_in(inside))
    words = plain_words(search.words)[:WORDS_MAXIMUM]
    if words:
        dialect = session.get_bind().dialect.name
        statement = statement.where(Item.id.in_(items_with_words(words, dialect=dialect)))
    version = [
        *([ItemVersion.kind == search.kind] if search.kind else []),
        *([ItemVersion.difficulty == search.difficulty] if search.difficulty else []),
        *([ItemVersion.type == search.type] if search.type else []),
        *([ItemVersion.news_date >= search.since] if search.since else []),
        *([ItemVersion.news_date <= search.until] if search.until else []),
    ]
    if version or search.topic or search.order in _BY_VERSION:
        statement = statement.join(ItemVersion, _is_current()).where(*version)
    if search.topic:
        # A version has a topic once, so that joining makes no row twice. SQLite goes from the few
        # rows of the topic to their items then; of EXISTS it would ask each item of the bank.
        filed = (ItemVersionTopic.version_id == ItemVersion.id) & (
            ItemVersionTopic.topic == search.topic
        )
        statement = statement.join(ItemVersionTopic, filed)
    if search.stale_until is not None:
        due = going_stale(search.stale_since, search.stale_until)
        statement = statement.where(Item.id.in_(due))
    if search.fresh_on is not None:
        statement = statement.where(Item.id.not_in(going_stale(None, search.fresh_on)))
    if search.which is not None:
        statement = statement.where(_WHICH[search.which]())
    return statement


def _owned(user: User) -> ColumnElement[bool]:
    if user.role is not Role.ADMIN:
        return Item.owner_id == user.id
    # What students made of articles of their own is in nobody's bank.
    return Item.owner_id.in_(select(User.id).where(User.role != Role.STUDENT))


def _is_current() -> ColumnElement[bool]:
    return (ItemVersion.item_id == Item.id) & (ItemVersion.number == Item.version_number)


def _unused() -> ColumnElement[bool]:
    return Item.id.not_in(
        select(QuestionSetItem.item_id)
        .join(QuestionSet, QuestionSet.id == QuestionSetItem.set_id)
        .join(Quiz, Quiz.set_id == QuestionSet.id)
        .where(QuestionSet.for_practice.is_(False))
    )


def _reported() -> ColumnElement[bool]:
    return Item.id.in_(
        select(ItemVersion.item_id)
        .join(ItemReport, ItemReport.item_version_id == ItemVersion.id)
        .where(ItemReport.state == ReportState.OPEN)
    )


def _in_review() -> ColumnElement[bool]:
    return Item.id.in_(select(ItemReview.item_id).where(is_open()))


def _is_twice() -> ColumnElement[bool]:
    again = select(ItemText.fingerprint).group_by(ItemText.fingerprint).having(func.count() > 1)
    item, version = aliased(Item), aliased(ItemVersion)
    counts = case((item.status != ItemStatus.REJECTED, 1), else_=0)
    alike = (ItemText.fingerprint, ItemText.language, item.owner_id)
    texts = (
        select(item.id, (func.sum(counts).over(partition_by=alike) - counts).label("others"))
        .select_from(ItemText)
        .join(version, version.id == ItemText.version_id)
        .join(item, (item.id == version.item_id) & (item.version_number == version.number))
        .where(ItemText.fingerprint.in_(again))
        .subquery()
    )
    return Item.id.in_(select(texts.c.id).where(texts.c.others > 0))


_WHICH: Final = {
    Which.UNUSED: _unused,
    Which.REPORTED: _reported,
    Which.TWICE: _is_twice,
    Which.IN_REVIEW: _in_review,
}


_BY_VERSION: Final = {Order.NEWS, Order.EASIEST, Order.HARDEST}


def _ordered(statement: Select[Item], order: Order) -> Select[Item]:
    if order in {Order.EASIEST, Order.HARDEST}:
        steps = [*Difficulty] if order is Order.EASIEST else [*Difficulty][::-1]
        places = {step.value: place for place, step in enumerate(steps)}
        place = case(places, value=ItemVersion.difficulty, else_=len(places))
        return statement.order_by(place, Item.id.desc())
    if order is Order.NEWS:
        return statement.order_by(ItemVersion.news_date.desc().nulls_last(), Item.id.desc())
    if order is Order.OLDEST:
        return statement.order_by(Item.id)
    return statement.order_by(Item.id.desc())


def _usage(session: Session, ids: Sequence[int]) -> dict[int, Usage]:
    places = {
        row.item_id: row
        for row in session.execute(
            select(
                QuestionSetItem.item_id,
                func.count(QuestionSet.id.distinct()).label("sets"),
                func.count(Quiz.id.distinct()).label("quizzes"),
            )
            .join(QuestionSet, QuestionSet.id == QuestionSetItem.set_id)
            .outerjoin(Quiz, Quiz.set_id == QuestionSet.id)
            .where(QuestionSetItem.item_id.in_(ids), QuestionSet.for_practice.is_(False))
            .group_by(QuestionSetItem.item_id)
        )
    }
    marked = {
        row.item_id: row
        for row in session.execute(
            select(
                ItemVersion.item_id,
                func.count(ResponseRecord.outcome).label("responses"),
                func.count().filter(ResponseRecord.outcome == Outcome.RIGHT).label("right"),
            )
            .join(ResponseRecord, ResponseRecord.item_version_id == ItemVersion.id)
            .where(ItemVersion.item_id.in_(ids))
            .group_by(ItemVersion.item_id)
        )
    }
    return {
        key: Usage(
            sets=places[key].sets if key in places else 0,
            quizzes=places[key].quizzes if key in places else 0,
            responses=marked[key].responses if key in marked else 0,
            right=marked[key].right if key in marked else 0,
        )
        for key in ids
    }


def _open_reports(session: Session, ids: Sequence[int]) -> dict[int, int]:
    rows = session.execute(
        select(ItemVersion.item_id, func.count().label("reports"))
        .join(ItemReport, ItemReport.item_version_id == ItemVersion.id)
        .where(ItemVersion.item_id.in_(ids), ItemReport.state == ReportState.OPEN)
        .group_by(ItemVersion.item_id)
    )
    return {row.item_id: row.reports for row in rows}


def _titles(session: Session, items: Sequence[Item], user: User) -> dict[int, str]:
    ids = {item.article_id for item in items if item.article_id is not None}
    rows = session.execute(
        select(Article.id, Article.title).where(
            Article.id.in_(ids), only_own(Article.owner_id, user)
        )
    )
    return {row.id: row.title for row in rows}


def _owners(session: Session, items: Sequence[Item], user: User) -> dict[int, str]:
    ids = {item.owner_id for item in items} - {user.id}
    if not ids:
        return {}
    rows = session.execute(select(User.id, User.display_name).where(User.id.in_(ids)))
    return {row.id: row.display_name for row in rows}
