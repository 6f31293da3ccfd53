"""Blueprints of a teacher's own: made, changed, copied, deleted. `filling` makes papers of them."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from quizapp.domain.blueprints import Blueprint
from quizapp.errors import N_, ConflictError, NotFoundError
from quizapp.models import BlueprintRecord, User, in_bin
from quizapp.services import audit, binned
from quizapp.services.ownership import ID_MAXIMUM, ensure_teacher, locked

__all__ = [
    "OwnBlueprint",
    "change_blueprint",
    "copy_blueprint",
    "delete_blueprint",
    "list_blueprints",
    "own_blueprint",
    "store_blueprint",
]

#: More than anybody looks through in a list.
BLUEPRINTS_MAXIMUM: Final = 100


@dataclass(frozen=True, slots=True)
class OwnBlueprint:
    """A blueprint that is stored."""

    id: int
    plan: Blueprint
    changed_at: datetime


def list_blueprints(session: Session, *, user: User) -> tuple[OwnBlueprint, ...]:
    """List the user's own blueprints by name."""
    ensure_teacher(user)
    found = session.scalars(
        select(BlueprintRecord)
        .where(BlueprintRecord.owner_id == user.id)
        .order_by(BlueprintRecord.name, BlueprintRecord.id)
    )
    return tuple(_view(each) for each in found)


def own_blueprint(session: Session, blueprint_id: int, *, user: User) -> OwnBlueprint:
    """Look up a blueprint of the user's. Raises `NotFoundError`."""
    return _view(_own(session, blueprint_id, user))


def store_blueprint(session: Session, plan: Blueprint, *, actor: User, now: datetime) -> int:
    """Store a new blueprint and return its id.

    Raises:
        NotAllowedError: the actor is a student.
        ConflictError: there are 100 already.
    """
    ensure_teacher(actor)
    count = session.scalar(
        select(func.count(BlueprintRecord.id)).where(BlueprintRecord.owner_id == actor.id)
    )
    if (count or 0) >= BLUEPRINTS_MAXIMUM:
        raise ConflictError(
            N_("You have %(maximum)d blueprints; delete one that you do not need."),
            maximum=BLUEPRINTS_MAXIMUM,
        )
    made = BlueprintRecord(
        owner_id=actor.id, name=plan.name, data=plan.as_data(), created_at=now, changed_at=now
    )
    session.add(made)
    session.flush()
    audit.record(session, "blueprint.create", "blueprint", made.id, actor=actor, at=now)
    session.flush()
    return made.id


def copy_blueprint(
    session: Session, blueprint_id: int, *, name: str, actor: User, now: datetime
) -> int:
    """Make a copy under another name and return its id.

    Raises:
        NotFoundError: there is none of the actor's with this id.
        InvalidInputError: field name.
        ConflictError: there are 100 already.
    """
    plan = own_blueprint(session, blueprint_id, user=actor).plan
    return store_blueprint(session, replace(plan, name=name), actor=actor, now=now)


def change_blueprint(
    session: Session, blueprint_id: int, plan: Blueprint, *, actor: User, now: datetime
) -> None:
    """Put this in the place of what stood there; papers made of it stay as they are.

    Raises:
        NotFoundError: there is none of the actor's with this id.
    """
    found = _own(session, blueprint_id, actor, lock=True)
    found.name, found.data, found.changed_at = plan.name, plan.as_data(), now
    audit.record(session, "blueprint.change", "blueprint", found.id, actor=actor, at=now)
    session.flush()


def delete_blueprint(session: Session, blueprint_id: int, *, actor: User, now: datetime) -> str:
    """Put a blueprint into the bin and return its name; papers made of it stay.

    Raises:
        NotFoundError: there is none of the actor's with this id.
    """
    found = _own(session, blueprint_id, actor, lock=True)
    name = found.name
    binned.put(found, actor=actor, now=now)
    audit.record(
        session, "blueprint.delete", "blueprint", blueprint_id, actor=actor, at=now, name=name
    )
    session.flush()
    return name


def _own(session: Session, blueprint_id: int, user: User, *, lock: bool = False) -> BlueprintRecord:
    ensure_teacher(user)
    found: BlueprintRecord | None = None
    if 0 < blueprint_id <= ID_MAXIMUM:
        found = (
            locked(session, BlueprintRecord, blueprint_id)
            if lock
            else session.get(BlueprintRecord, blueprint_id)
        )
    if found is None or in_bin(found) or found.owner_id != user.id:
        raise NotFoundError(N_("There is no such blueprint."))
    return found


def _view(found: BlueprintRecord) -> OwnBlueprint:
    return OwnBlueprint(found.id, Blueprint.from_data(found.data), found.changed_at)
