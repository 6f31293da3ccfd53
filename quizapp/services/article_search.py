"""What narrows and orders a list of articles, and what is found of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, exists, func, select
from sqlalchemy.orm import Session

from quizapp.domain.excerpts import Excerpt, excerpt
from quizapp.domain.plain_words import plain_words
from quizapp.models import (
    Article,
    Item,
    ItemStatus,
    ItemVersion,
    ItemVersionTopic,
    QuestionSet,
    User,
)
from quizapp.models.search import articles_with_words
from quizapp.services.ownership import ensure_teacher, only_own

__all__ = [
    "ArticleOrder",
    "ArticleSearch",
    "article_words",
    "excerpts_of",
    "listed",
    "narrowed",
    "sources_to_choose",
    "topics_of",
]

WORDS_MAXIMUM: Final = 20
WORD_MAXIMUM: Final = 80
#: PostgreSQL indexes no more than a megabyte of one article's words.
BYTES_MAXIMUM: Final = 900_000
SOURCES_OFFERED: Final = 50
#: An excerpt comes from so many first characters: a list must not read megabytes.
READ_FOR_EXCERPT: Final = 50_000


class ArticleOrder(StrEnum):
    """How the articles follow each other."""

    NEWEST = "newest"
    """By the time that they were brought in."""
    OLDEST = "oldest"
    NEWS = "news"
    """By the day of the news, the latest first; those without one come last."""
    TITLE = "title"


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleSearch:
    """What is looked for; what is empty or None narrows nothing.

    The `words` must all be in the text, the title or the name of the source, each at the beginning
    of a word. With a `topic` articles match that have a question under it which was not rejected.
    With `since` or `until` (days of the news, both included) only articles that have a date match.
    """

    words: str = ""
    topic: str | None = None
    source: str = ""
    since: date | None = None
    until: date | None = None
    order: ArticleOrder = ArticleOrder.NEWEST

    @property
    def plain_words(self) -> list[str]:
        """The words as they are stored."""
        return [word[:WORD_MAXIMUM] for word in plain_words(self.words)[:WORDS_MAXIMUM]]


_ORDERS: Final[dict[ArticleOrder, tuple[ColumnElement[Any], ...]]] = {
    ArticleOrder.NEWEST: (Article.created_at.desc(), Article.id.desc()),
    ArticleOrder.OLDEST: (Article.created_at.asc(), Article.id.asc()),
    ArticleOrder.NEWS: (Article.news_date.desc().nulls_last(), Article.id.desc()),
    ArticleOrder.TITLE: (func.lower(Article.title).asc(), Article.id.asc()),
}


def article_words(title: str, source_name: str, body: str) -> str:
    """Give the words by which an article is found, each once."""
    words = plain_words(f"{title} {source_name} {body}")
    joined = " ".join(dict.fromkeys(word[:WORD_MAXIMUM] for word in words))
    return joined.encode()[:BYTES_MAXIMUM].decode(errors="ignore")


def listed(user: User) -> ColumnElement[bool]:
    """Which articles are in the user's library: not those that students practise on."""
    for_practice = exists().where(
        QuestionSet.article_id == Article.id, QuestionSet.for_practice.is_(True)
    )
    return only_own(Article.owner_id, user) & ~for_practice


def narrowed(
    session: Session, statement: Select[*tuple[Any, ...]], search: ArticleSearch
) -> Select[*tuple[Any, ...]]:
    """Let a selection of articles give those that are looked for, in their order."""
    if words := search.plain_words:
        dialect = session.get_bind().dialect.name
        statement = statement.where(Article.id.in_(articles_with_words(words, dialect=dialect)))
    if search.topic:
        filed = _filed().where(ItemVersionTopic.topic == search.topic)
        statement = statement.where(Article.id.in_(filed.with_only_columns(Item.article_id)))
    if search.source:
        statement = statement.where(Article.source_name == search.source)
    if search.since is not None:
        statement = statement.where(Article.news_date >= search.since)
    if search.until is not None:
        statement = statement.where(Article.news_date <= search.until)
    return statement.order_by(*_ORDERS[search.order])


def sources_to_choose(session: Session, *, user: User, chosen: str = "") -> tuple[str, ...]:
    """Give the sources of most of the user's articles by name, and the one that is chosen.

    Raises:
        NotAllowedError: the user is a student.
    """
    ensure_teacher(user)
    found = session.scalars(
        select(Article.source_name)
        .where(listed(user), Article.source_name != "")
        .group_by(Article.source_name)
        .order_by(func.count().desc(), Article.source_name)
        .limit(SOURCES_OFFERED)
    )
    return tuple(sorted({*found, *([chosen] if chosen else [])}, key=str.casefold))


def topics_of(session: Session, ids: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """Give the topics of these articles' questions but for rejected ones, the most frequent first.

    Articles without any are left out. One query.
    """
    found = session.execute(
        _filed()
        .with_only_columns(Item.article_id, ItemVersionTopic.topic)
        .where(Item.article_id.in_(ids))
        .group_by(Item.article_id, ItemVersionTopic.topic)
        .order_by(func.count().desc(), ItemVersionTopic.topic)
    )
    topics: dict[int, tuple[str, ...]] = {}
    for article_id, topic in found:
        if article_id is not None:
            topics[article_id] = (*topics.get(article_id, ()), topic)
    return topics


def excerpts_of(session: Session, ids: Sequence[int], search: ArticleSearch) -> dict[int, Excerpt]:
    """Give the places of these articles' texts where the words stand; one query, or none.

    Articles of which only title and source have them are left out.
    """
    words = search.plain_words
    if not words or not ids:
        return {}
    beginning = func.substr(Article.body, 1, READ_FOR_EXCERPT).label("text")
    rows = session.execute(select(Article.id, beginning).where(Article.id.in_(ids)))
    found = {row.id: excerpt(row.text, words) for row in rows}
    return {key: each for key, each in found.items() if each is not None}


def _filed() -> Select[int | None]:
    """Select the topics that questions of articles are filed under now."""
    current = (ItemVersion.item_id == Item.id) & (ItemVersion.number == Item.version_number)
    return (
        select(Item.article_id)
        .join(ItemVersion, current)
        .join(ItemVersionTopic, ItemVersionTopic.version_id == ItemVersion.id)
        .where(Item.status != ItemStatus.REJECTED, Item.article_id.is_not(None))
    )
