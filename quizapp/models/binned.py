"""What can be in the bin, and the one place that leaves it out of everything else.

A row in the bin is there, with all that refers to it. Every SELECT of the ORM leaves it out,
wherever in the statement its table stands, unless it is run with the execution option
`WITH_BINNED`. An object that a session holds already is not asked for anew: who looks one up by its
key asks `in_bin` as well.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ForeignKey, Index, event, text
from sqlalchemy.orm import (
    Mapped,
    ORMExecuteState,
    Session,
    declared_attr,
    mapped_column,
    with_loader_criteria,
)

from quizapp.models.base import UtcDateTime

__all__ = ["WITH_BINNED", "Binnable", "bin_index", "in_bin"]

#: The execution option of a statement that is to see what is in the bin too.
WITH_BINNED: Final[Mapping[str, Any]] = {"with_binned": True}


class Binnable:
    """What can be in the bin.

    `deleted_at` and `deleted_by_id` are None where it is not. `binned_along` tells that it went
    with what it belongs to, and comes back with that.
    """

    deleted_at: Mapped[datetime | None] = mapped_column(UtcDateTime())
    binned_along: Mapped[bool] = mapped_column(default=False)

    @declared_attr
    @classmethod
    def deleted_by_id(cls) -> Mapped[int | None]:
        """Who deleted it."""
        return mapped_column(ForeignKey("users.id"))


def bin_index(table: str) -> Index:
    """Make the index by which the bin is found; it has no more rows than that.

    An index of all rows would tempt SQLite to look everything else up by it.
    """
    only = text("deleted_at IS NOT NULL")
    return Index(f"ix_{table}_bin", "deleted_at", sqlite_where=only, postgresql_where=only)


def in_bin(row: object) -> bool:
    """Whether a row is in the bin."""
    return isinstance(row, Binnable) and row.deleted_at is not None


_NOT_BINNED: Final = with_loader_criteria(
    Binnable, lambda cls: cls.deleted_at.is_(None), include_aliases=True
)


@event.listens_for(Session, "do_orm_execute")
def _leave_out(state: ORMExecuteState) -> None:
    # An object that is read anew is one that somebody holds already.
    if (
        state.is_select
        and not state.is_column_load
        and not state.execution_options.get("with_binned", False)
    ):
        state.statement = state.statement.options(_NOT_BINNED)
