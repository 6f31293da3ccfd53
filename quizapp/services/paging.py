"""Pages of long lists."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import Row, Select, func, select
from sqlalchemy.orm import Session

__all__ = ["PER_PAGE", "Page", "fetch_page", "page_of"]

PER_PAGE = 20
MOST_PER_PAGE = 200

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """One page of a list: its items, its number from 1, and how many items there are in all."""

    items: tuple[T, ...]
    number: int
    per_page: int
    total: int

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.total // self.per_page))

    @property
    def has_previous(self) -> bool:
        """Whether a page comes before this one."""
        return self.number > 1

    @property
    def has_next(self) -> bool:
        """Whether a page comes after this one."""
        return self.number < self.pages

    def __iter__(self) -> Iterator[T]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)


def fetch_page(
    session: Session,
    statement: Select[*tuple[Any, ...]],
    make: Callable[[Sequence[Row[*tuple[Any, ...]]]], Sequence[T]],
    *,
    page: int,
    per_page: int,
    count_along: bool = False,
) -> Page[T]:
    """Run a statement for one page of its rows; at most three queries, however many there are.

    Args:
        session: where to ask.
        statement: an ordered SELECT.
        make: turns the page's rows into what is shown; gets all of them at once, so that it can
            look up what belongs to them with one query.
        page: number from 1; what lies beyond an end becomes that end.
        per_page: rows a page, at most `MOST_PER_PAGE`.
        count_along: count the rows where they are selected, not before. It pays where finding them
            costs more than reading all that is found.
    """
    per_page = min(max(per_page, 1), MOST_PER_PAGE)
    if count_along and page >= 1:
        counting = statement.add_columns(func.count().over())
        rows = session.execute(counting.limit(per_page).offset((page - 1) * per_page)).all()
        if rows:
            return Page(tuple(make(rows)), page, per_page, rows[0][-1])
    counted = select(func.count()).select_from(statement.order_by(None).subquery())
    counted = counted.execution_options(**statement.get_execution_options())
    total = session.scalar(counted) or 0
    last = max(1, -(-total // per_page))
    number = min(max(page, 1), last)
    rows = session.execute(statement.limit(per_page).offset((number - 1) * per_page)).all()
    return Page(tuple(make(rows)), number, per_page, total)


def page_of(items: Sequence[T], *, page: int, per_page: int) -> Page[T]:
    """Give one page of a list that is there already; `page` as of `fetch_page`."""
    last = max(1, -(-len(items) // per_page))
    number = min(max(page, 1), last)
    shown = items[(number - 1) * per_page : number * per_page]
    return Page(tuple(shown), number, per_page, len(items))
