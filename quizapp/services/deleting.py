"""Putting questions and sets into the bin, where nothing needs them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from quizapp.errors import N_, ConflictError
from quizapp.models import Item, QuestionSet, QuestionSetItem, Quiz, User
from quizapp.services import audit, binned
from quizapp.services.ownership import own_items, own_set

__all__ = ["Deleted", "delete_item", "delete_items", "delete_set"]

#: Databases take only so many values in one statement.
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Deleted:
    """The ids of the items that are in the bin, and of those that something needs."""

    binned: tuple[int, ...]
    needed: tuple[int, ...]


def delete_item(session: Session, item_id: int, *, actor: User, now: datetime) -> None:
    """Put an item into the bin.

    Raises:
        NotFoundError: there is none that the actor may use.
        NotAllowedError: it is not the actor's.
        ConflictError: it stands in a set, or students have to do with it.
    """
    (item,) = own_items(session, [item_id], actor)
    in_set = session.scalar(
        select(QuestionSet.title)
        .join(QuestionSetItem, QuestionSetItem.set_id == QuestionSet.id)
        .where(QuestionSetItem.item_id == item.id, QuestionSet.for_practice.is_(False))
        .order_by(QuestionSet.id)
        .limit(1)
    )
    if in_set is not None:
        raise ConflictError(
            N_(
                "This question stands in the set “%(title)s”. Take it out of that first; or retire"
                " it, and no new attempt gets it."
            ),
            title=in_set,
        )
    if _needed(session, [item.id]):
        raise ConflictError(
            N_(
                "Students had this question, so that it stays with their results. Retire or reject"
                " it, and nobody gets it any more."
            )
        )
    _put(session, [item], actor, now)


def delete_items(
    session: Session, item_ids: Sequence[int], *, actor: User, now: datetime
) -> Deleted:
    """Put items into the bin, but for those that stand in a set or were asked.

    Raises:
        NotFoundError: one of them is none that the actor may use.
        NotAllowedError: one of them is not the actor's.
    """
    chosen = own_items(session, item_ids, actor)
    needed = _needed(session, item_ids)
    _put(session, [item for item in chosen if item.id not in needed], actor, now)
    return Deleted(
        tuple(item.id for item in chosen if item.id not in needed),
        tuple(item.id for item in chosen if item.id in needed),
    )


def delete_set(session: Session, set_id: int, *, actor: User, now: datetime) -> str:
    """Put a set into the bin and return its title; its questions stay in the bank.

    Who it is shared with sees it no more, and sees it again when it comes back.

    Raises:
        NotFoundError: there is none that the actor may use.
        NotAllowedError: it is not the actor's.
        ConflictError: a quiz was made of it.
    """
    found = own_set(session, set_id, actor, lock=True)
    quizzes = session.scalar(select(func.count(Quiz.id)).where(Quiz.set_id == found.id))
    if quizzes:
        raise ConflictError(
            N_(
                "Quizzes were made of this set, so that it stays. Take back those that nobody has"
                " taken; what students took keeps its questions."
            )
        )
    binned.put(found, actor=actor, now=now)
    audit.record(session, "set.delete", "set", found.id, actor=actor, at=now, title=found.title)
    session.flush()
    return found.title


def _needed(session: Session, item_ids: Sequence[int]) -> set[int]:
    """Say which items stand in a set that is not in the bin, or were asked of a student."""
    in_set = exists().where(
        QuestionSetItem.item_id == Item.id, QuestionSet.id == QuestionSetItem.set_id
    )
    needed: set[int] = set()
    for start in range(0, len(item_ids), _AT_ONCE):
        some = item_ids[start : start + _AT_ONCE]
        needed.update(
            session.scalars(select(Item.id).where(Item.id.in_(some), in_set | binned.item_asked()))
        )
    return needed


def _put(session: Session, items: Sequence[Item], actor: User, now: datetime) -> None:
    for item in items:
        binned.put(item, actor=actor, now=now)
        audit.record(session, "item.delete", "item", item.id, actor=actor, at=now)
    session.flush()
