"""Whose is it: teachers work on what is theirs, administrators on everything.

What is somebody else's raises the same `NotFoundError` as what does not exist.
"""

from collections.abc import Sequence
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, select, true
from sqlalchemy.orm import InstrumentedAttribute, Session

from quizapp.errors import N_, NotAllowedError, NotFoundError
from quizapp.models import Article, ArticleBatch, Item, Job, QuestionSet, Quiz, Role, User

__all__ = [
    "ensure_teacher",
    "only_own",
    "own_article",
    "own_batch",
    "own_item",
    "own_items",
    "own_job",
    "own_quiz",
    "own_set",
]

Owned = TypeVar("Owned", Article, ArticleBatch, Item, Job, QuestionSet, Quiz)

#: The largest number that an id can be in the database; a larger one from a URL names nothing.
ID_MAXIMUM = 2**31 - 1
#: Databases take only so many values in one statement.
_AT_ONCE = 500


def ensure_teacher(user: User) -> None:
    """Raise `NotAllowedError` for a student."""
    if user.role is Role.STUDENT:
        raise NotAllowedError(N_("Only teachers may do this."))


def only_own(
    owner_id: InstrumentedAttribute[int] | InstrumentedAttribute[int | None], user: User
) -> ColumnElement[bool]:
    """Give the condition that leaves of a list what the user may work on."""
    return true() if user.role is Role.ADMIN else owner_id == user.id


def own_article(session: Session, article_id: int, user: User, *, lock: bool = False) -> Article:
    """Look up an article of the user. Raises `NotFoundError`."""
    return _own(session, Article, article_id, user, N_("There is no such article."), lock=lock)


def own_batch(session: Session, batch_id: int, user: User, *, lock: bool = False) -> ArticleBatch:
    """Look up articles of the user that came together. Raises `NotFoundError`."""
    message = N_("There is no such report of articles.")
    return _own(session, ArticleBatch, batch_id, user, message, lock=lock)


def own_item(session: Session, item_id: int, user: User, *, lock: bool = False) -> Item:
    """Look up an item of the user. Raises `NotFoundError`."""
    return _own(session, Item, item_id, user, N_("There is no such question."), lock=lock)


def own_items(session: Session, item_ids: Sequence[int], user: User) -> list[Item]:
    """Look up and lock items of the user, in this order, by few queries. Raises `NotFoundError`."""
    ensure_teacher(user)
    found: dict[int, Item] = {}
    sees_all = user.role is Role.ADMIN
    # In the order of their ids, so that two who change the same ones do not wait for each other.
    known = sorted(number for number in item_ids if 0 < number <= ID_MAXIMUM)
    for start in range(0, len(known), _AT_ONCE):
        rows = session.scalars(
            select(Item)
            .where(Item.id.in_(known[start : start + _AT_ONCE]))
            .order_by(Item.id)
            .with_for_update()
            .execution_options(populate_existing=True)
        )
        found |= {item.id: item for item in rows if item.owner_id == user.id or sees_all}
    if any(number not in found for number in item_ids):
        raise NotFoundError(N_("There is no such question."))
    return [found[number] for number in item_ids]


def own_job(session: Session, job_id: int, user: User, *, lock: bool = False) -> Job:
    """Look up background work of the user. Raises `NotFoundError`."""
    return _own(session, Job, job_id, user, N_("There is no such work."), lock=lock)


def own_set(session: Session, set_id: int, user: User, *, lock: bool = False) -> QuestionSet:
    """Look up a question set of the user's bank. Raises `NotFoundError`."""
    message = N_("There is no such set.")
    found = _own(session, QuestionSet, set_id, user, message, lock=lock)
    if found.for_practice:
        raise NotFoundError(message)
    return found


def own_quiz(session: Session, quiz_id: int, user: User, *, lock: bool = False) -> Quiz:
    """Look up a quiz of a set of the user's bank. Raises `NotFoundError`."""
    message = N_("There is no such quiz.")
    found = _own(session, Quiz, quiz_id, user, message, lock=lock)
    if session.get_one(QuestionSet, found.set_id).for_practice:
        raise NotFoundError(message)
    return found


def locked(session: Session, kind: type[Any], key: int) -> Any | None:  # noqa: ANN401 — an instance of `kind`
    """Read a row anew and keep others from changing it until the transaction ends."""
    return session.get(kind, key, with_for_update=True, populate_existing=True)


def _own(
    session: Session, kind: type[Owned], key: int, user: User, message: str, *, lock: bool
) -> Owned:
    ensure_teacher(user)
    found: Owned | None = None
    if 0 < key <= ID_MAXIMUM:
        found = locked(session, kind, key) if lock else session.get(kind, key)
    if found is None or (found.owner_id != user.id and user.role is not Role.ADMIN):
        raise NotFoundError(message)
    return found
