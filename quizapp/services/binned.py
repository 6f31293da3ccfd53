"""What can be in the bin: how each kind of things goes there, comes back, and ends."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, SQLColumnExpression, delete, exists, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from quizapp.domain.binned import BinKind
from quizapp.errors import N_, ConflictError
from quizapp.models import (
    WITH_BINNED,
    Article,
    Binnable,
    BlueprintRecord,
    ExamRules,
    Item,
    ItemReport,
    ItemText,
    ItemVersion,
    QuestionSet,
    QuestionSetItem,
    Quiz,
    RegradeRecord,
    ResponseRecord,
    User,
)

__all__ = ["KINDS", "BinnedKind", "is_current", "item_asked", "item_in_use", "put", "take_out"]


@dataclass(frozen=True, slots=True)
class BinnedKind:
    """How the bin treats a kind of things.

    `unused` is true for those that nothing needs any more; `remove` deletes them by their ids.
    `ensure` raises `ConflictError` where one cannot come back, `bring` brings back what went along.
    """

    model: type[Any]
    owner: InstrumentedAttribute[int]
    title: SQLColumnExpression[str]
    unused: Callable[[], ColumnElement[bool]] | None = None
    remove: Callable[[Session, Sequence[int]], None] | None = None
    ensure: Callable[[Session, Any], None] | None = None
    bring: Callable[[Session, Any], None] | None = None


def put(row: Binnable, *, actor: User, now: datetime, along: bool = False) -> None:
    """Put something into the bin; `along` with what it belongs to. The caller flushes."""
    row.deleted_at, row.deleted_by_id, row.binned_along = now, actor.id, along


def take_out(row: Binnable) -> None:
    """Take something out of the bin. The caller flushes."""
    row.deleted_at, row.deleted_by_id, row.binned_along = None, None, False


def item_in_use() -> ColumnElement[bool]:
    """Say of items whether they stand in a set, in the bin or not, or were asked of a student."""
    return or_(exists().where(QuestionSetItem.item_id == Item.id), item_asked())


def item_asked() -> ColumnElement[bool]:
    """Say of items whether a student was asked them, or what came of that: a report, a regrade."""
    version_of_it = ItemVersion.item_id == Item.id
    return or_(
        exists().where(version_of_it, ResponseRecord.item_version_id == ItemVersion.id),
        exists().where(version_of_it, ItemReport.item_version_id == ItemVersion.id),
        exists().where(RegradeRecord.item_id == Item.id),
    )


def is_current() -> ColumnElement[bool]:
    """Say of versions of items whether they count now."""
    return (ItemVersion.item_id == Item.id) & (ItemVersion.number == Item.version_number)


def _stem() -> ColumnElement[str]:
    """Give the stem of an item in the first of its languages, as a subquery."""
    return (
        select(ItemText.stem)
        .join(ItemVersion, ItemVersion.id == ItemText.version_id)
        .where(is_current())
        .order_by(ItemText.language)
        .limit(1)
        .correlate(Item)
        .scalar_subquery()
    )


def _article_unused() -> ColumnElement[bool]:
    used = select(Item.id).where(Item.article_id == Article.id, item_in_use())
    return ~used.exists() & ~exists().where(QuestionSet.article_id == Article.id)


def _remove_items_of(session: Session, article_ids: Sequence[int]) -> None:
    session.execute(
        delete(Item)
        .where(Item.article_id.in_(article_ids))
        .execution_options(synchronize_session=False)
    )


def _bring_items_of(session: Session, article: Article) -> None:
    along = session.scalars(
        select(Item)
        .where(Item.article_id == article.id, Item.binned_along)
        .with_for_update()
        .execution_options(populate_existing=True, **WITH_BINNED)
    )
    for item in along:
        take_out(item)


def _ensure_article_is_there(session: Session, item: Item) -> None:
    if item.article_id is not None and not session.scalar(
        select(func.count(Article.id)).where(Article.id == item.article_id)
    ):
        raise ConflictError(
            N_("The article of this question is in the bin as well; bring that back first.")
        )


def _ensure_items_are_there(session: Session, found: QuestionSet) -> None:
    missing = session.scalar(
        select(func.count(Item.id))
        .join(QuestionSetItem, QuestionSetItem.item_id == Item.id)
        .where(QuestionSetItem.set_id == found.id, Item.deleted_at.is_not(None))
        .execution_options(**WITH_BINNED)
    )
    if missing:
        raise ConflictError(
            N_("Questions of “%(title)s” are in the bin as well; bring those back first."),
            title=found.title,
        )


KINDS: Final[Mapping[BinKind, BinnedKind]] = {
    BinKind.ARTICLE: BinnedKind(
        Article,
        Article.owner_id,
        Article.title,
        unused=_article_unused,
        remove=_remove_items_of,
        bring=_bring_items_of,
    ),
    BinKind.ITEM: BinnedKind(
        Item,
        Item.owner_id,
        _stem(),
        unused=lambda: ~item_in_use(),
        ensure=_ensure_article_is_there,
    ),
    BinKind.SET: BinnedKind(
        QuestionSet,
        QuestionSet.owner_id,
        QuestionSet.title,
        unused=lambda: ~exists().where(Quiz.set_id == QuestionSet.id),
        ensure=_ensure_items_are_there,
    ),
    BinKind.BLUEPRINT: BinnedKind(BlueprintRecord, BlueprintRecord.owner_id, BlueprintRecord.name),
    BinKind.RULES: BinnedKind(ExamRules, ExamRules.owner_id, ExamRules.name),
}
