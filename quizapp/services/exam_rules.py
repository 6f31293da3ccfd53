"""Exam rules of a teacher's own: copied from a preset, changed, used by publishing, deleted."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from quizapp.domain.presets import ExamPreset, preset
from quizapp.errors import N_, ConflictError, NotFoundError
from quizapp.models import ExamRules, User, in_bin
from quizapp.services import audit, binned
from quizapp.services.ownership import ID_MAXIMUM, ensure_teacher, locked

__all__ = ["OwnRules", "change_rules", "copy_rules", "delete_rules", "list_rules", "own_rules"]

#: More than anybody looks through in a list.
RULES_MAXIMUM: Final = 100


@dataclass(frozen=True, slots=True)
class OwnRules:
    """Rules of a teacher's own. The exam's slug is that of the preset which they were made of."""

    id: int
    exam: ExamPreset
    changed_at: datetime


def list_rules(session: Session, *, user: User) -> tuple[OwnRules, ...]:
    """List the user's own rules by name."""
    ensure_teacher(user)
    found = session.scalars(
        select(ExamRules)
        .where(ExamRules.owner_id == user.id)
        .order_by(ExamRules.name, ExamRules.id)
    )
    return tuple(_view(each) for each in found)


def own_rules(session: Session, rules_id: int, *, user: User) -> OwnRules:
    """Look up rules of the user's. Raises `NotFoundError`."""
    return _view(_own(session, rules_id, user))


def copy_rules(session: Session, slug: str, *, name: str, actor: User, now: datetime) -> int:
    """Make a copy of a preset that can be changed, and return its id.

    Raises:
        NotFoundError: there is no such preset.
        InvalidInputError: field name.
        ConflictError: there are 100 already.
    """
    ensure_teacher(actor)
    exam = replace(preset(slug), name=name)
    count = session.scalar(select(func.count(ExamRules.id)).where(ExamRules.owner_id == actor.id))
    if (count or 0) >= RULES_MAXIMUM:
        raise ConflictError(
            N_("You have %(maximum)d exam rules of your own; delete one that you do not need."),
            maximum=RULES_MAXIMUM,
        )
    made = ExamRules(
        owner_id=actor.id, name=exam.name, data=exam.as_data(), created_at=now, changed_at=now
    )
    session.add(made)
    session.flush()
    audit.record(session, "rules.copy", "exam_rules", made.id, actor=actor, at=now, preset=slug)
    session.flush()
    return made.id


def change_rules(
    session: Session, rules_id: int, exam: ExamPreset, *, actor: User, now: datetime
) -> None:
    """Put these rules in the place of what stood there; quizzes keep what they took.

    Raises:
        NotFoundError: there are none of the actor's with this id.
    """
    found = _own(session, rules_id, actor, lock=True)
    slug = str(found.data["slug"])
    found.data = replace(exam, slug=slug).as_data()
    found.name, found.changed_at = exam.name, now
    audit.record(session, "rules.change", "exam_rules", found.id, actor=actor, at=now)
    session.flush()


def delete_rules(session: Session, rules_id: int, *, actor: User, now: datetime) -> str:
    """Put rules into the bin and return their name; quizzes keep what they took.

    Raises:
        NotFoundError: there are none of the actor's with this id.
    """
    found = _own(session, rules_id, actor, lock=True)
    name = found.name
    binned.put(found, actor=actor, now=now)
    audit.record(session, "rules.delete", "exam_rules", rules_id, actor=actor, at=now, name=name)
    session.flush()
    return name


def _own(session: Session, rules_id: int, user: User, *, lock: bool = False) -> ExamRules:
    ensure_teacher(user)
    found: ExamRules | None = None
    if 0 < rules_id <= ID_MAXIMUM:
        found = locked(session, ExamRules, rules_id) if lock else session.get(ExamRules, rules_id)
    if found is None or in_bin(found) or found.owner_id != user.id:
        raise NotFoundError(N_("There are no such exam rules."))
    return found


def _view(found: ExamRules) -> OwnRules:
    return OwnRules(found.id, ExamPreset.restored(found.data), found.changed_at)
