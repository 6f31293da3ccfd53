"""Finding items and articles by their words, on SQLite and on PostgreSQL.

`item_search` has the words of each item's present version, in all its languages, `article_search`
those of each article's text, title and source, one space between two. What makes finding them fast
is made by the migrations alone, for each database its own: `item_search_words` and
`article_search_words` are SQLite's full-text tables over them, kept by triggers, and PostgreSQL's
indexes.
"""

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    ForeignKey,
    Integer,
    Select,
    cast,
    column,
    literal_column,
    select,
    table,
)
from sqlalchemy.dialects.postgresql import TSQUERY
from sqlalchemy.orm import InstrumentedAttribute, Mapped, mapped_column

from quizapp.models.base import Base, LongText

__all__ = ["INDEXES", "ArticleWords", "ItemSearch", "articles_with_words", "items_with_words"]

#: SQLite's tables (and what it keeps beside them, whose names begin so) and PostgreSQL's indexes.
INDEXES: Final = ("item_search_words", "article_search_words")


class ItemSearch(Base):
    """The words by which an item is found, as `quizapp.domain.plain_words` gives them."""

    __tablename__ = "item_search"

    item_id: Mapped[int] = mapped_column(
        ForeignKey("items.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    words: Mapped[LongText]


class ArticleWords(Base):
    """The words by which an article is found, each once, as `plain_words` gives them."""

    __tablename__ = "article_search"

    article_id: Mapped[int] = mapped_column(
        ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    words: Mapped[LongText]


def items_with_words(words: Sequence[str], *, dialect: str) -> Select[int]:
    """Select the ids of the items that have, for each of these, a word that begins with it.

    Args:
        words: of letters, digits and marks alone (`plain_words`), at least one.
        dialect: "sqlite" or "postgresql".
    """
    return _with_words("item_search", ItemSearch.item_id, words, dialect)


def articles_with_words(words: Sequence[str], *, dialect: str) -> Select[int]:
    """Select the ids of the articles that have, for each of these, a word that begins with it.

    Args:
        words: of letters, digits and marks alone (`plain_words`), at least one.
        dialect: "sqlite" or "postgresql".
    """
    return _with_words("article_search", ArticleWords.article_id, words, dialect)


def _with_words(
    name: str, key: InstrumentedAttribute[int], words: Sequence[str], dialect: str
) -> Select[int]:
    if dialect == "sqlite":
        rows = table(f"{name}_words", column("rowid", Integer))
        match = " AND ".join(f'"{word}"*' for word in words)
        return select(rows.c.rowid).where(literal_column(f"{name}_words").op("MATCH")(match))
    query = " & ".join(f"'{word}':*" for word in words)
    # Written exactly as in the index, which is found by its expression.
    vector: ColumnElement[Any] = literal_column(
        f"array_to_tsvector(string_to_array({name}.words, ' '))"
    )
    return select(key).where(vector.op("@@")(cast(query, TSQUERY)))
