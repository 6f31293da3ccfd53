"""What narrows and orders a list of articles."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, func, or_

from quizapp.models import Article

__all__ = ["ArticleOrder", "ArticleSearch", "narrowed"]

WORDS_MAXIMUM: Final = 20


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

    Each of the `words` must be in the title or in the name of the source. With `since` or `until`
    (days of the news, both included) only articles that have a date match.
    """

    words: str = ""
    since: date | None = None
    until: date | None = None
    order: ArticleOrder = ArticleOrder.NEWEST


_ORDERS: Final[dict[ArticleOrder, tuple[ColumnElement[Any], ...]]] = {
    ArticleOrder.NEWEST: (Article.created_at.desc(), Article.id.desc()),
    ArticleOrder.OLDEST: (Article.created_at.asc(), Article.id.asc()),
    ArticleOrder.NEWS: (Article.news_date.desc().nulls_last(), Article.id.desc()),
    ArticleOrder.TITLE: (func.lower(Article.title).asc(), Article.id.asc()),
}


def narrowed(
    statement: Select[*tuple[Any, ...]], search: ArticleSearch
) -> Select[*tuple[Any, ...]]:
    """Let a selection of articles give those that are looked for, in their order."""
    for word in search.words.split()[:WORDS_MAXIMUM]:
        statement = statement.where(
            or_(
                Article.title.icontains(word, autoescape=True),
                Article.source_name.icontains(word, autoescape=True),
            )
        )
    if search.since is not None:
        statement = statement.where(Article.news_date >= search.since)
    if search.until is not None:
        statement = statement.where(Article.news_date <= search.until)
    return statement.order_by(*_ORDERS[search.order])
