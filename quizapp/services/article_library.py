"""The articles of a teacher: listed, with what became of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session

from quizapp.domain.excerpts import Excerpt
from quizapp.models import Article, Item, ItemStatus, User
from quizapp.services.article_search import (
    ArticleSearch,
    excerpts_of,
    listed,
    narrowed,
    topics_of,
)
from quizapp.services.ownership import ensure_teacher
from quizapp.services.paging import PER_PAGE, Page, fetch_page

__all__ = ["ArticleRow", "list_articles"]


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """An article in a list, with the number of its items by state."""

    id: int
    title: str
    source_name: str
    news_date: date | None
    created_at: datetime
    pending: int
    accepted: int
    rejected: int
    published: int
    topics: tuple[str, ...] = ()
    """Of its questions but for rejected ones, the most frequent first."""
    excerpt: Excerpt | None = None
    """Where its text has the words that were looked for."""


def list_articles(
    session: Session,
    *,
    user: User,
    search: ArticleSearch | None = None,
    page: int = 1,
    per_page: int = PER_PAGE,
) -> Page[ArticleRow]:
    """List the user's articles, newest first unless asked; an administrator's are everybody's.

    Not those that students practise on.
    """
    ensure_teacher(user)
    wanted = search or ArticleSearch()
    statement = (
        # Not the body: a list must not read megabytes.
        select(
            Article.id,
            Article.title,
            Article.source_name,
            Article.news_date,
            Article.created_at,
        ).where(listed(user))
    )
    found = narrowed(session, statement, wanted)

    def make(rows: Sequence[Row[*tuple[Any, ...]]]) -> list[ArticleRow]:
        ids = [row.id for row in rows]
        counts, topics = _counts(session, ids), topics_of(session, ids)
        excerpts = excerpts_of(session, ids, wanted)
        return [
            _article_row(row, counts.get(row.id, {}), topics.get(row.id, ()), excerpts.get(row.id))
            for row in rows
        ]

    return fetch_page(session, found, make, page=page, per_page=per_page)


def _counts(session: Session, ids: Sequence[int]) -> dict[int, dict[ItemStatus, int]]:
    found = session.execute(
        select(Item.article_id, Item.status, func.count())
        .where(Item.article_id.in_(ids))
        .group_by(Item.article_id, Item.status)
    )
    counts: dict[int, dict[ItemStatus, int]] = {}
    for article_id, status, count in found:
        if article_id is not None:
            counts.setdefault(article_id, {})[status] = count
    return counts


def _article_row(
    row: Row[*tuple[Any, ...]],
    counts: dict[ItemStatus, int],
    topics: tuple[str, ...],
    excerpt: Excerpt | None,
) -> ArticleRow:
    return ArticleRow(
        id=row.id,
        title=row.title,
        source_name=row.source_name,
        news_date=row.news_date,
        created_at=row.created_at,
        pending=counts.get(ItemStatus.DRAFT, 0),
        accepted=counts.get(ItemStatus.ACCEPTED, 0),
        rejected=counts.get(ItemStatus.REJECTED, 0),
        published=counts.get(ItemStatus.PUBLISHED, 0) + counts.get(ItemStatus.RETIRED, 0),
        topics=topics,
        excerpt=excerpt,
    )
