"""Copies of questions, and of sets with all their questions, for a bank of one's own.

A copy is an item of its own from its first version on: what becomes of the other does not change
it. It keeps the words, pictures and source, and knows of which item it is a copy.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from quizapp.errors import N_, ConflictError
from quizapp.models import (
    Item,
    ItemStatus,
    ItemText,
    ItemVersion,
    QuestionSet,
    QuestionSetItem,
    User,
)
from quizapp.services import audit
from quizapp.services.items import add_item, current_contents
from quizapp.services.ownership import Permission, find_items, find_set
from quizapp.services.sets import make_set

__all__ = ["Copied", "CopyView", "copies_of", "copy_items", "copy_set", "copy_view", "present"]

#: What a teacher turned down or took out of use is not worth a copy.
_LEFT_OUT: Final = (ItemStatus.REJECTED, ItemStatus.RETIRED)


@dataclass(frozen=True, slots=True)
class CopyView:
    """What there is to copy of a set; `present` of its questions stand in the user's bank too."""

    set_id: int
    title: str
    owner_name: str
    is_own: bool
    items: int
    present: int


@dataclass(frozen=True, slots=True)
class Copied:
    """A set that was made: the items that were copied, and those of the bank that were taken."""

    set_id: int
    copied: int
    taken: int


def copy_view(session: Session, set_id: int, *, user: User) -> CopyView:
    """Say what there is to copy of a set.

    Raises:
        NotFoundError: there is no set that the user may use.
    """
    found = find_set(session, set_id, user, Permission.USE)
    items = [item for item, _section in _items_of(session, found)]
    return CopyView(
        set_id=found.id,
        title=found.title,
        owner_name=session.get_one(User, found.owner_id).display_name,
        is_own=found.owner_id == user.id,
        items=len(items),
        present=len(present(session, items, user)),
    )


def copy_set(
    session: Session,
    set_id: int,
    *,
    title: str,
    take_present: bool = False,
    actor: User,
    now: datetime,
) -> Copied:
    """Make a set of the actor's own of copies of the questions of a set, in its sections.

    Rejected and retired questions are left out.

    Args:
        session: where to write.
        set_id: a set that the actor may use.
        title: of the copy.
        take_present: take the actor's own question where it has the same words already, and make no
            second one.
        actor: whose the copy will be.
        now: the time.

    Raises:
        NotFoundError: there is no set that the actor may use.
        InvalidInputError: field title.
        ConflictError: nothing in the set can be copied.
    """
    found = find_set(session, set_id, actor, Permission.USE)
    rows = _items_of(session, found)
    if not rows:
        raise ConflictError(N_("This set has no question that could be copied."))
    items = [item for item, _section in rows]
    taken = present(session, items, actor) if take_present else {}
    copies = copies_of(
        session,
        [item for item in items if item.id not in taken],
        owner=actor,
        author=actor,
        now=now,
    )
    chosen = {**taken, **copies}
    # Two questions of the same words may lead to one of the bank; a set has a question once.
    places = {chosen[item.id]: section for item, section in reversed(rows)}
    in_order = list(dict.fromkeys(chosen[item.id] for item in items))
    made = make_set(
        session,
        in_order,
        owner=actor,
        title=title,
        description=found.description,
        sections=[places[item] for item in in_order],
        now=now,
    )
    made.preset, made.licence = found.preset, found.licence
    made.source_notes = found.source_notes
    audit.record(session, "set.copy", "set", made.id, actor=actor, at=now, copied_from=found.id)
    session.flush()
    return Copied(made.id, len(copies), len(taken))


def copy_items(
    session: Session, item_ids: Sequence[int], *, actor: User, now: datetime
) -> tuple[int, ...]:
    """Copy questions into the bank of the actor; returns the ids of the copies, in this order.

    Raises:
        NotFoundError: one of them is none that the actor may use.
    """
    items = find_items(session, list(dict.fromkeys(item_ids)), actor, Permission.USE)
    copies = copies_of(session, items, owner=actor, author=actor, now=now)
    return tuple(copies[item.id].id for item in items)


def copies_of(
    session: Session, items: Sequence[Item], *, owner: User, author: User, now: datetime
) -> Mapping[int, Item]:
    """Store a copy of the present version of each item, by the id of what it is a copy of."""
    contents = current_contents(session, items)
    copies = {
        item.id: add_item(
            session,
            contents[item.id],
            owner=owner,
            status=ItemStatus.DRAFT if item.status is ItemStatus.DRAFT else ItemStatus.ACCEPTED,
            now=now,
            author=author,
            copied_from=item,
        )
        for item in items
    }
    session.flush()
    for item_id, copy in copies.items():
        audit.record(
            session, "item.copy", "item", copy.id, actor=author, at=now, copied_from=item_id
        )
    session.flush()
    return copies


def _items_of(session: Session, found: QuestionSet) -> list[tuple[Item, int]]:
    rows = session.execute(
        select(Item, QuestionSetItem.section)
        .join(QuestionSetItem, QuestionSetItem.item_id == Item.id)
        .where(QuestionSetItem.set_id == found.id, Item.status.not_in(_LEFT_OUT))
        .order_by(QuestionSetItem.position)
    )
    return [(item, section) for item, section in rows]


def present(session: Session, items: Sequence[Item], user: User) -> dict[int, Item]:
    """Find the user's own question of the same words for each item of somebody else."""
    others = [item.id for item in items if item.owner_id != user.id]
    current = (ItemVersion.item_id == Item.id) & (ItemVersion.number == Item.version_number)
    words = (
        select(Item.id, ItemText.fingerprint, ItemText.language)
        .join(ItemVersion, current)
        .join(ItemText, ItemText.version_id == ItemVersion.id)
        .where(Item.id.in_(others))
        .subquery()
    )
    rows = session.execute(
        select(words.c.id, Item)
        .join(ItemVersion, current)
        .join(ItemText, ItemText.version_id == ItemVersion.id)
        .join(
            words,
            (words.c.fingerprint == ItemText.fingerprint) & (words.c.language == ItemText.language),
        )
        .where(Item.owner_id == user.id, Item.status.not_in(_LEFT_OUT))
        .order_by(Item.id.desc())
    )
    # Of several the oldest is taken, which was used most.
    return {row[0]: row[1] for row in rows}
