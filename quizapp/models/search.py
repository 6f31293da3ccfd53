"""Finding items by their words, on SQLite and on PostgreSQL.

`item_search` has the words of each item's present version, in all its languages, one space between
two. What makes finding them fast is made by the migration alone, for each database its own:
`item_search_words` is SQLite's full-text table over it, kept by triggers, and PostgreSQL's index.
"""

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    ForeignKey,
    Select,
    cast,
    column,
    literal_column,
    select,
    table,
)
from sqlalchemy.dialects.postgresql import TSQUERY
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.models.base import Base, LongText

__all__ = ["INDEX", "ItemSearch", "items_with_words"]

#: SQLite's table (and what it keeps beside it, whose names begin so) and PostgreSQL's index.
INDEX = "item_search_words"

_ROWS = table(INDEX, column("rowid"))
# Written exactly as in the index, which is found by its expression.
_VECTOR: Final[ColumnElement[Any]] = literal_column(
    "array_to_tsvector(string_to_array(item_search.words, ' '))"
)


class ItemSearch(Base):
    """The words by which an item is found, as `quizapp.domain.plain_words` gives them."""

    __tablename__ = "item_search"

    item_id: Mapped[int] = mapped_column(
        ForeignKey("items.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    words: Mapped[LongText]


def items_with_words(words: Sequence[str], *, dialect: str) -> Select[int]:
    """Select the ids of the items that have, for each of these, a word that begins with it.

    Args:
        words: of letters, digits and marks alone (`plain_words`), at least one.
        dialect: "sqlite" or "postgresql".
    """
    if dialect == "sqlite":
        match = " AND ".join(f'"{word}"*' for word in words)
        return select(_ROWS.c.rowid).where(literal_column(INDEX).op("MATCH")(match))
    query = " & ".join(f"'{word}':*" for word in words)
    return select(ItemSearch.item_id).where(_VECTOR.op("@@")(cast(query, TSQUERY)))
