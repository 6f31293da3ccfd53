"""Whose is it, and who else may do what: the one place that knows.

Teachers work on what is theirs and on what others share with them, administrators on everything.
Whoever asks for a set or an item says what it is for (`Permission`: to use, to edit, to own it).
What somebody may not even look at raises the same `NotFoundError` as what does not exist; what they
may look at but not change, `NotAllowedError`.

A set is its owner's and those' whom it is shared with (`SetShare`). An item is its owner's; whoever
may use a set may use its items, and whoever may edit a set may edit those of its items that are the
set's owner's. So nobody can pass on more than they have. What stands in a set of their own, and
what is asked in a quiz of theirs, everybody may use: it stays so when a set is shared no more.

Who is asked to review an item may look at it and say what they think of it until the review is
taken back, and nothing else (`find_item_to_discuss`).
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, TypeVar

from sqlalchemy import ColumnElement, Select, or_, select, true
from sqlalchemy.orm import InstrumentedAttribute, Session

from quizapp.domain.permissions import Permission
from quizapp.errors import N_, NotAllowedError, NotFoundError
from quizapp.models import (
    Article,
    ArticleBatch,
    Item,
    ItemReview,
    Job,
    QuestionSet,
    QuestionSetItem,
    Quiz,
    Role,
    SetShare,
    User,
    in_bin,
)

__all__ = [
    "Permission",
    "ensure_teacher",
    "find_item",
    "find_item_to_discuss",
    "find_items",
    "find_set",
    "item_permissions",
    "items_shared_with",
    "only_own",
    "own_article",
    "own_batch",
    "own_item",
    "own_items",
    "own_job",
    "own_quiz",
    "own_set",
    "set_permissions",
    "sets_for",
    "shares_of",
]

Owned = TypeVar("Owned", Article, ArticleBatch, Item, Job, QuestionSet, Quiz)

#: The largest number that an id can be in the database; a larger one from a URL names nothing.
ID_MAXIMUM = 2**31 - 1
#: Databases take only so many values in one statement.
_AT_ONCE = 500

_NO_SET: Final = N_("There is no such set.")
_NO_ITEM: Final = N_("There is no such question.")
_SET_REFUSALS: Final = {
    Permission.EDIT: N_(
        "This set is shared with you to use, not to change. Make a copy of your own, and change"
        " that; or ask its owner to let you edit it."
    ),
    Permission.OWN: N_("Only the owner of this set may do that."),
}
_ITEM_REFUSALS: Final = {
    Permission.EDIT: N_(
        "This question is shared with you to use, not to change. Make a copy of your own, and"
        " change that; or ask its owner to let you edit it."
    ),
    Permission.OWN: N_("Only the owner of this question may do that."),
}


def ensure_teacher(user: User) -> None:
    """Raise `NotAllowedError` for a student."""
    if user.role is Role.STUDENT:
        raise NotAllowedError(N_("Only teachers may do this."))


def only_own(
    owner_id: InstrumentedAttribute[int] | InstrumentedAttribute[int | None], user: User
) -> ColumnElement[bool]:
    """Give the condition that leaves of a list what the user may work on."""
    return true() if user.role is Role.ADMIN else owner_id == user.id


def sets_for(user: User, needed: Permission) -> ColumnElement[bool]:
    """Give the condition that leaves of sets those with which the user may do so much."""
    own = only_own(QuestionSet.owner_id, user)
    if needed is Permission.OWN or user.role is Role.ADMIN:
        return own
    return or_(own, QuestionSet.id.in_(shares_of(user, needed)))


def shares_of(user: User, needed: Permission = Permission.USE) -> Select[int]:
    """Select the ids of the sets that are shared with the user for so much."""
    wide = [each for each in Permission if each.permits(needed)]
    return select(SetShare.set_id).where(_with(user), SetShare.permission.in_(wide))


def items_shared_with(user: User) -> ColumnElement[bool]:
    """Give the condition that leaves of items those of others in sets shared with the user."""
    shared = (
        select(QuestionSetItem.item_id)
        .join(QuestionSet, QuestionSet.id == QuestionSetItem.set_id)
        .where(QuestionSet.id.in_(shares_of(user)), QuestionSet.for_practice.is_(False))
    )
    return (Item.owner_id != user.id) & Item.id.in_(shared)


def own_article(session: Session, article_id: int, user: User, *, lock: bool = False) -> Article:
    """Look up an article of the user. Raises `NotFoundError`."""
    return _own(session, Article, article_id, user, N_("There is no such article."), lock=lock)


def own_batch(session: Session, batch_id: int, user: User, *, lock: bool = False) -> ArticleBatch:
    """Look up articles of the user that came together. Raises `NotFoundError`."""
    message = N_("There is no such report of articles.")
    return _own(session, ArticleBatch, batch_id, user, message, lock=lock)


def find_item(
    session: Session, item_id: int, user: User, needed: Permission, *, lock: bool = False
) -> Item:
    """Look up an item with which the user may do so much.

    Raises:
        NotFoundError: there is none that the user may use.
        NotAllowedError: the user may use it, and not do this.
    """
    ensure_teacher(user)
    found = _get(session, Item, item_id, lock=lock)
    if found is None:
        raise NotFoundError(_NO_ITEM)
    _ensure(
        item_permissions(session, [found], user).get(found.id), needed, _NO_ITEM, _ITEM_REFUSALS
    )
    return found


def own_item(session: Session, item_id: int, user: User, *, lock: bool = False) -> Item:
    """Look up an item of the user. Raises as `find_item` does."""
    return find_item(session, item_id, user, Permission.OWN, lock=lock)


def find_item_to_discuss(session: Session, item_id: int, user: User, *, lock: bool = False) -> Item:
    """Look up an item that the user may edit or was asked to review, to say something about it.

    Raises:
        NotFoundError: there is none that the user may look at.
        NotAllowedError: the user may use it, and neither.
    """
    ensure_teacher(user)
    found = _get(session, Item, item_id, lock=lock)
    if found is not None and session.scalar(
        select(ItemReview.id)
        .where(
            ItemReview.item_id == found.id,
            ItemReview.reviewer_id == user.id,
            ItemReview.ended_at.is_(None),
        )
        .limit(1)
    ):
        return found
    return find_item(session, item_id, user, Permission.EDIT)


def find_items(
    session: Session, item_ids: Sequence[int], user: User, needed: Permission
) -> list[Item]:
    """Look up and lock items with which the user may do so much, in this order, by few queries.

    Raises as `find_item` does.
    """
    ensure_teacher(user)
    found: dict[int, Item] = {}
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
        found |= {item.id: item for item in rows}
    permissions = item_permissions(session, found.values(), user)
    if any(number not in permissions for number in item_ids):
        raise NotFoundError(_NO_ITEM)
    for number in item_ids:
        _ensure(permissions[number], needed, _NO_ITEM, _ITEM_REFUSALS)
    return [found[number] for number in item_ids]


def own_items(session: Session, item_ids: Sequence[int], user: User) -> list[Item]:
    """Look up and lock items of the user, as `find_items` does."""
    return find_items(session, item_ids, user, Permission.OWN)


def own_job(session: Session, job_id: int, user: User, *, lock: bool = False) -> Job:
    """Look up background work of the user. Raises `NotFoundError`."""
    return _own(session, Job, job_id, user, N_("There is no such work."), lock=lock)


def find_set(
    session: Session, set_id: int, user: User, needed: Permission, *, lock: bool = False
) -> QuestionSet:
    """Look up a set with which the user may do so much.

    Raises:
        NotFoundError: there is none that the user may use.
        NotAllowedError: the user may use it, and not do this.
    """
    ensure_teacher(user)
    found = _get(session, QuestionSet, set_id, lock=lock)
    if found is None or found.for_practice:
        raise NotFoundError(_NO_SET)
    _ensure(set_permissions(session, [found], user).get(found.id), needed, _NO_SET, _SET_REFUSALS)
    return found


def own_set(session: Session, set_id: int, user: User, *, lock: bool = False) -> QuestionSet:
    """Look up a question set of the user. Raises as `find_set` does."""
    return find_set(session, set_id, user, Permission.OWN, lock=lock)


def own_quiz(session: Session, quiz_id: int, user: User, *, lock: bool = False) -> Quiz:
    """Look up a quiz of the user's that is not for practice. Raises `NotFoundError`."""
    message = N_("There is no such quiz.")
    found = _own(session, Quiz, quiz_id, user, message, lock=lock)
    if session.get_one(QuestionSet, found.set_id).for_practice:
        raise NotFoundError(message)
    return found


def set_permissions(
    session: Session, sets: Iterable[QuestionSet], user: User
) -> dict[int, Permission]:
    """Say what the user may do with each set, by its id; those with none are left out."""
    owners = {each.id: each.owner_id for each in sets}
    given = _own_ones(owners, user)
    others = [set_id for set_id in owners if set_id not in given]
    if others:
        rows = session.execute(
            select(SetShare.set_id, SetShare.permission).where(
                SetShare.set_id.in_(others), _with(user)
            )
        )
        for row in rows:
            _widen(given, row.set_id, row.permission)
    return given


def item_permissions(session: Session, items: Iterable[Item], user: User) -> dict[int, Permission]:
    """Say what the user may do with each item, by its id; those with none are left out."""
    owners = {each.id: each.owner_id for each in items}
    given = _own_ones(owners, user)
    others = [item_id for item_id in owners if item_id not in given]
    for start in range(0, len(others), _AT_ONCE):
        rows = session.execute(
            select(QuestionSetItem.item_id, QuestionSet.owner_id, SetShare.permission)
            .join(QuestionSet, QuestionSet.id == QuestionSetItem.set_id)
            .outerjoin(SetShare, (SetShare.set_id == QuestionSet.id) & _with(user))
            .where(
                QuestionSetItem.item_id.in_(others[start : start + _AT_ONCE]),
                QuestionSet.for_practice.is_(False),
                or_(
                    QuestionSet.owner_id == user.id,
                    SetShare.id.is_not(None),
                    QuestionSet.id.in_(select(Quiz.set_id).where(Quiz.owner_id == user.id)),
                ),
            )
        )
        for row in rows:
            of_set = row.permission if row.owner_id == owners[row.item_id] else None
            _widen(given, row.item_id, of_set or Permission.USE)
    return given


def locked(session: Session, kind: type[Any], key: int) -> Any | None:  # noqa: ANN401 — an instance of `kind`
    """Read a row anew and keep others from changing it until the transaction ends."""
    return session.get(kind, key, with_for_update=True, populate_existing=True)


def _with(user: User) -> ColumnElement[bool]:
    return or_(SetShare.user_id == user.id, SetShare.user_id.is_(None))


def _own_ones(owners: Mapping[int, int], user: User) -> dict[int, Permission]:
    sees_all = user.role is Role.ADMIN
    return {key: Permission.OWN for key, owner in owners.items() if sees_all or owner == user.id}


def _widen(given: dict[int, Permission], key: int, more: Permission) -> None:
    if key not in given or more.permits(given[key]):
        given[key] = more


def _ensure(
    has: Permission | None, needed: Permission, unknown: str, refusals: dict[Permission, str]
) -> None:
    if has is None:
        raise NotFoundError(unknown)
    if not has.permits(needed):
        raise NotAllowedError(refusals[needed])


def _get(session: Session, kind: type[Owned], key: int, *, lock: bool) -> Owned | None:
    if not 0 < key <= ID_MAXIMUM:
        return None
    found: Owned | None = locked(session, kind, key) if lock else session.get(kind, key)
    return None if in_bin(found) else found


def _own(
    session: Session, kind: type[Owned], key: int, user: User, message: str, *, lock: bool
) -> Owned:
    ensure_teacher(user)
    found = _get(session, kind, key, lock=lock)
    if found is None or (found.owner_id != user.id and user.role is not Role.ADMIN):
        raise NotFoundError(message)
    return found
