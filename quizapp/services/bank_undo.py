"""Taking back what was done with several questions of the bank at once."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from quizapp.domain.items import ItemContent
from quizapp.errors import N_, NotFoundError
from quizapp.models import AuditEntry, Item, ItemStatus, ItemVersion, User
from quizapp.services import audit, items
from quizapp.services.bank_actions import Done
from quizapp.services.contents import content_of, with_content
from quizapp.services.ownership import Permission, find_items

__all__ = ["undo_changes"]

EDIT: Final = "item.edit"
#: What a change of status made of an item, by what the audit trail calls it.
MADE: Final = {
    "item.accept": ItemStatus.ACCEPTED,
    "item.reject": ItemStatus.REJECTED,
    "item.reopen": ItemStatus.DRAFT,
    "item.retire": ItemStatus.RETIRED,
    "item.restore": ItemStatus.PUBLISHED,
}


def undo_changes(session: Session, at: datetime, *, actor: User, now: datetime) -> Done:
    """Take back what the actor did with items at that moment, as the audit trail tells.

    Items that somebody changed since are left as they are. What an item said before is written as
    its next version.

    Raises:
        NotFoundError: nothing was done then, or what was changed is not the actor's any more.
    """
    entries = session.scalars(
        select(AuditEntry).where(
            AuditEntry.at == at,
            AuditEntry.actor_id == actor.id,
            AuditEntry.subject_type == "item",
            AuditEntry.action.in_((EDIT, *MADE)),
        )
    ).all()
    if not entries:
        raise NotFoundError(N_("There is nothing to take back any more."))
    done = {entry.subject_id: entry for entry in entries}
    before: dict[Item, ItemContent] = {}
    changed, refused = [], []
    found = find_items(session, list(done), actor, Permission.EDIT)
    contents = _before(session, found)
    for item in found:
        entry = done[item.id]
        if entry.action == EDIT and item.version_number == entry.detail["version"]:
            before[item] = contents[item.id]
        elif entry.action != EDIT and item.status is MADE[entry.action] and _was(entry):
            item.status = ItemStatus(entry.detail["before"])
            audit.record(session, "item.undo", "item", item.id, actor=actor, at=now)
        else:
            refused.append(item.id)
            continue
        changed.append(item.id)
    items.write_versions(session, before, author=actor, now=now)
    return Done(tuple(changed), tuple(refused))


def _was(entry: AuditEntry) -> bool:
    return "before" in entry.detail


def _before(session: Session, found: Sequence[Item]) -> Mapping[int, ItemContent]:
    """Load what these items said in the version before their present one."""
    versions = session.scalars(
        select(ItemVersion)
        .join(
            Item,
            (Item.id == ItemVersion.item_id) & (Item.version_number == ItemVersion.number + 1),
        )
        .where(Item.id.in_([item.id for item in found]))
        .options(*with_content())
    )
    return {version.item_id: content_of(version) for version in versions}
