"""What is done with several items of the bank at once: reviewing, filing, putting into a set."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from quizapp.domain.difficulty import Difficulty
from quizapp.domain.items import ItemContent
from quizapp.domain.topics import is_topic
from quizapp.errors import N_, ConflictError, InvalidInputError
from quizapp.models import Item, ItemStatus, QuestionSetItem, Quiz, User
from quizapp.services import audit, deleting, items
from quizapp.services.copying import copies_of, present
from quizapp.services.ownership import (
    Permission,
    find_item,
    find_items,
    find_set,
    item_permissions,
)
from quizapp.services.sets import make_set

__all__ = [
    "ITEMS_MAXIMUM",
    "Change",
    "Done",
    "add_to_set",
    "change_status",
    "copy_to_bank",
    "delete",
    "file_under",
    "set_difficulty",
    "set_stale_on",
]

ITEMS_MAXIMUM: Final = 1000
"""So many items are changed at once: about a second, in which SQLite lets nobody else write."""

Change = Callable[..., ItemStatus]

#: What can be done with the status of items, by the name of the audit trail's verb.
CHANGES: Final[dict[str, Change]] = {
    "accept": items.accept,
    "reject": items.reject,
    "reopen": items.reopen,
    "retire": items.retire,
    "restore": items.restore,
}


@dataclass(frozen=True, slots=True)
class Done:
    """What became of it: the ids of the items that were changed, and of those that were not."""

    changed: tuple[int, ...]
    refused: tuple[int, ...]


def change_status(
    session: Session, item_ids: Sequence[int], change: str, *, actor: User, now: datetime
) -> Done:
    """Accept, reject, reopen, retire or restore items; one that cannot be is left as it is.

    Raises:
        NotFoundError: one of them is none that the actor may use.
        NotAllowedError: the actor may use one of them, and not change it.
        InvalidInputError: none is chosen, or too many; or there is no such change.
    """
    if change not in CHANGES:
        raise InvalidInputError(N_("There is no such change."), field="change")
    changed, refused = [], []
    for item_id in _chosen(item_ids):
        before = find_item(session, item_id, actor, Permission.EDIT, lock=True).status
        try:
            after = CHANGES[change](session, item_id, actor=actor, now=now)
        except ConflictError:
            refused.append(item_id)
        else:
            if after is not before:
                changed.append(item_id)
    return Done(tuple(changed), tuple(refused))


def delete(session: Session, item_ids: Sequence[int], *, actor: User, now: datetime) -> Done:
    """Put items into the bin; those that stand in a set or were asked of students are left.

    Raises:
        NotFoundError: one of them is none that the actor may use.
        NotAllowedError: one of them is not the actor's.
        InvalidInputError: none is chosen, or too many.
    """
    done = deleting.delete_items(session, _chosen(item_ids), actor=actor, now=now)
    return Done(done.binned, done.needed)


def file_under(
    session: Session, item_ids: Sequence[int], topic: str, *, actor: User, now: datetime
) -> Done:
    """Add a topic to items, as the last; those that are filed under it stay as they are.

    Raises as `change_status` does; field topic.
    """
    if not is_topic(topic):
        raise InvalidInputError(N_("Choose a topic."), field="topic")

    def filed(content: ItemContent) -> ItemContent:
        if topic in content.topics:
            return content
        return replace(content, topics=(*content.topics, topic))

    return _rewrite(session, item_ids, filed, actor, now)


def set_difficulty(
    session: Session, item_ids: Sequence[int], level: str, *, actor: User, now: datetime
) -> Done:
    """Say how difficult items are; those of which that is said stay as they are.

    Args:
        session: where to write.
        item_ids: which.
        level: a value of `Difficulty`; an empty text takes away what was said.
        actor: whose items they are.
        now: the time.

    Raises as `change_status` does; field difficulty.
    """
    if level and level not in {*Difficulty}:
        raise InvalidInputError(N_("Choose easy, medium or hard."), field="difficulty")
    difficulty = Difficulty(level) if level else None
    return _rewrite(
        session, item_ids, lambda each: replace(each, difficulty=difficulty), actor, now
    )


def set_stale_on(
    session: Session, item_ids: Sequence[int], day: date | None, *, actor: User, now: datetime
) -> Done:
    """Say on which day items go stale, None for never; those of which that is said stay so.

    Raises as `change_status` does.
    """
    return _rewrite(session, item_ids, lambda each: replace(each, stale_on=day), actor, now)


def copy_to_bank(session: Session, item_ids: Sequence[int], *, actor: User, now: datetime) -> Done:
    """Copy items into the bank of the actor; gives what was copied, by the ids of the copies.

    One that has the words of a question of the actor's already is left out.

    Raises:
        NotFoundError: one of them is none that the actor may use.
        InvalidInputError: none is chosen, or too many.
    """
    chosen = find_items(session, _chosen(item_ids), actor, Permission.USE)
    had = present(session, chosen, actor)
    wanted = [item for item in chosen if item.id not in had]
    copies = copies_of(session, wanted, owner=actor, author=actor, now=now)
    return Done(tuple(copy.id for copy in copies.values()), tuple(had))


def add_to_set(
    session: Session,
    item_ids: Sequence[int],
    *,
    set_id: int | None,
    title: str = "",
    actor: User,
    now: datetime,
) -> tuple[int, Done]:
    """Put items at the end of a set, in the order given, and return its id.

    What is to be reviewed is accepted by it. Items that the set has, and rejected and retired ones,
    are left out. Quizzes of the set ask what is added in new attempts. In a set of somebody else
    what is not theirs is added as a copy that belongs to them: what is in a set can be changed by
    whose set it is.

    Args:
        session: where to write.
        item_ids: which.
        set_id: a set that the actor may edit; None makes one.
        title: of the set that is made.
        actor: whose items and set they are.
        now: the time.

    Raises:
        NotFoundError: an item or the set is none that the actor may use.
        NotAllowedError: the actor may use the set, and not edit it.
        InvalidInputError: none is chosen, too many, or none that could be added; field title.
    """
    chosen = find_items(session, _chosen(item_ids), actor, Permission.USE)
    usable = _usable(session, chosen, actor)
    if set_id is None:
        if not usable:
            raise InvalidInputError(
                N_("Rejected and retired questions cannot be put into a set."), field="item"
            )
        made = make_set(session, usable, owner=actor, title=title, now=now)
        copies: Mapping[int, Item] = {}
        set_id, added = made.id, usable
    else:
        found = find_set(session, set_id, actor, Permission.EDIT, lock=True)
        there = set(
            session.scalars(select(QuestionSetItem.item_id).where(QuestionSetItem.set_id == set_id))
        )
        added = [item for item in usable if item.id not in there]
        foreign = []
        if found.owner_id != actor.id:
            foreign = [item for item in added if item.owner_id != found.owner_id]
        owner = session.get_one(User, found.owner_id)
        copies = copies_of(session, foreign, owner=owner, author=actor, now=now)
        _append(session, set_id, [copies.get(item.id, item) for item in added])
        audit.record(session, "set.add-items", "set", set_id, actor=actor, at=now, items=len(added))
        _accept(session, set_id, [*copies.values()])
    _accept(session, set_id, [item for item in added if item.id not in copies])
    session.flush()
    done = {item.id for item in added}
    return set_id, Done(tuple(done), tuple(item.id for item in chosen if item.id not in done))


def _rewrite(
    session: Session,
    item_ids: Sequence[int],
    change: Callable[[ItemContent], ItemContent],
    actor: User,
    now: datetime,
) -> Done:
    """Write the next version of the items that the change makes any different."""
    chosen = find_items(session, _chosen(item_ids), actor, Permission.EDIT)
    contents = items.current_contents(session, chosen)
    changed = {item: change(contents[item.id]) for item in chosen}
    changed = {item: said for item, said in changed.items() if said != contents[item.id]}
    items.write_versions(session, changed, author=actor, now=now)
    return Done(tuple(item.id for item in changed), ())


def _chosen(item_ids: Sequence[int]) -> list[int]:
    chosen = list(dict.fromkeys(item_ids))
    if not chosen:
        raise InvalidInputError(N_("Choose at least one question."), field="item")
    if len(chosen) > ITEMS_MAXIMUM:
        raise InvalidInputError(
            N_("At most %(maximum)d questions can be changed at once; search more narrowly."),
            field="item",
            maximum=ITEMS_MAXIMUM,
        )
    return chosen


def _usable(session: Session, chosen: Sequence[Item], actor: User) -> list[Item]:
    """Leave out what stands in no set: the rejected, the retired, and drafts of somebody else."""
    permissions = item_permissions(session, chosen, actor)
    never = {ItemStatus.REJECTED, ItemStatus.RETIRED}
    return [
        item
        for item in chosen
        if item.status not in never
        and (item.status is not ItemStatus.DRAFT or permissions[item.id] is not Permission.USE)
    ]


def _append(session: Session, set_id: int, added: Sequence[Item]) -> None:
    last, section = session.execute(
        select(func.max(QuestionSetItem.position), func.max(QuestionSetItem.section)).where(
            QuestionSetItem.set_id == set_id
        )
    ).one()
    session.add_all(
        QuestionSetItem(set_id=set_id, item_id=item.id, position=position, section=section or 0)
        for position, item in enumerate(added, start=(last or 0) + 1)
    )


def _accept(session: Session, set_id: int, added: Sequence[Item]) -> None:
    in_quiz = session.scalar(select(Quiz.id).where(Quiz.set_id == set_id).limit(1)) is not None
    for item in added:
        if in_quiz:
            item.status = ItemStatus.PUBLISHED
        elif item.status is ItemStatus.DRAFT:
            item.status = ItemStatus.ACCEPTED
