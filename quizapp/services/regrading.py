"""Fixing a wrong key: who changes and by how much, doing it, telling everybody, and undoing it.

A regrade is for the versions of an item that ask the same with the same wrong key. What was
submitted is marked again exactly; what is in progress is marked by the rule when it is submitted.

It holds in the quizzes of one teacher. The owner of an item regrades their own quizzes and those
for practice; somebody who made a quiz of a shared set regrades theirs, and leaves the item as it is
unless they may edit it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from quizapp.domain.items import ItemContent
from quizapp.domain.marking import MarkUnit
from quizapp.domain.regrading import Regrade, RegradeRule, regrade_problem, with_new_key
from quizapp.errors import N_, ConflictError, InvalidInputError, NotFoundError
from quizapp.models import (
    Attempt,
    Item,
    ItemStatus,
    ItemVersion,
    Quiz,
    RegradedVersion,
    RegradeRecord,
    ResponseRecord,
    Role,
    User,
)
from quizapp.services import audit
from quizapp.services.closing import mark_attempts
from quizapp.services.contents import content_of, with_content
from quizapp.services.items import write_version
from quizapp.services.notices import NoticeKind, tell
from quizapp.services.ownership import ID_MAXIMUM, Permission, find_item, locked
from quizapp.services.regraded_items import (
    Faulty,
    Scope,
    Standing,
    asked_versions,
    faulty_item,
    same_question,
    standing_id,
    submitted,
)
from quizapp.services.texts import paragraph

__all__ = [
    "Change",
    "Faulty",
    "Preview",
    "Standing",
    "faulty_item",
    "preview",
    "regrade",
    "undo",
]

WHY_MAXIMUM: Final = 500
#: More are marked again by nobody while they wait for a page.
ATTEMPTS_MAXIMUM: Final = 3000
CHUNK: Final = 100


@dataclass(frozen=True, slots=True)
class Change:
    """What becomes of one attempt."""

    attempt_id: int
    user_id: int
    student_name: str
    quiz_title: str
    position: int
    before: Fraction
    after: Fraction
    maximum_before: Fraction
    maximum_after: Fraction


@dataclass(frozen=True, slots=True)
class Preview:
    """What a regrade would do: the attempts that change, by how much they gain, and the others."""

    changes: tuple[Change, ...]
    unchanged: int
    running: int


def preview(session: Session, item_id: int, what: Regrade, *, user: User, now: datetime) -> Preview:
    """Say who would change and by how much; changes nothing.

    Raises as `regrade` does.
    """
    faulty = faulty_item(session, item_id, user=user)
    with session.begin_nested() as trial:
        changes = _apply(session, faulty, what, "", actor=user, now=now)
        trial.rollback()
    session.expire_all()
    return Preview(changes, faulty.submitted - len(changes), faulty.running)


def regrade(
    session: Session, item_id: int, what: Regrade, *, why: str, actor: User, now: datetime
) -> tuple[Change, ...]:
    """Mark again all that was marked by the key of an item, tell who changed, and mend the item.

    Where the actor may edit the item, a new key gives it its next version, if it still has the
    wrong one; by the other rules a published item is retired. A regrade of before is replaced.

    Raises:
        NotFoundError: there is no item that the actor may use.
        InvalidInputError: field rule, option or why.
        ConflictError: nobody was asked it, too many were, or a paper would have no question left.
    """
    why = paragraph(why, "why", maximum=WHY_MAXIMUM)
    item = find_item(session, item_id, actor, Permission.USE, lock=True)
    faulty = faulty_item(session, item_id, user=actor)
    replaced = session.get(RegradeRecord, standing_id(session, item.id, faulty.scope) or 0)
    changes = _apply(session, faulty, what, why, actor=actor, now=now)
    if faulty.may_edit:
        _mend(session, item, faulty, what, replaced, actor=actor, now=now)
    _tell(session, NoticeKind.REGRADED, changes, now=now)
    audit.record(
        session,
        "item.regrade",
        "item",
        item.id,
        actor=actor,
        at=now,
        **what.as_data(),
        why=why,
        changed=len(changes),
    )
    session.flush()
    return changes


def _mend(
    session: Session,
    item: Item,
    faulty: Faulty,
    what: Regrade,
    replaced: RegradeRecord | None,
    *,
    actor: User,
    now: datetime,
) -> None:
    """Do to the item what its regrade asks for, and take back what the one before did."""
    if replaced is not None and replaced.retired and item.status is ItemStatus.RETIRED:
        item.status = ItemStatus.PUBLISHED
    mended = replaced is not None and replaced.mended_version == item.version_number
    record = session.get_one(RegradeRecord, standing_id(session, item.id, faulty.scope))
    if what.rule is RegradeRule.NEW_KEY and (mended or _is_asked(session, item, faulty.content)):
        write_version(session, item, with_new_key(faulty.content, what), author=actor, now=now)
        record.mended_version = item.version_number
    elif what.rule is not RegradeRule.NEW_KEY and item.status is ItemStatus.PUBLISHED:
        item.status, record.retired = ItemStatus.RETIRED, True


def undo(session: Session, regrade_id: int, *, actor: User, now: datetime) -> tuple[Change, ...]:
    """Let the key count again as it was, and take back what the regrade did to the item.

    An item that was edited since keeps that. Undoing twice changes nothing.

    Raises:
        NotFoundError: there is no regrade in quizzes of the actor's.
    """
    record = session.get(RegradeRecord, regrade_id) if 0 < regrade_id <= ID_MAXIMUM else None
    if record is None or (record.quizzes_of_id != actor.id and actor.role is not Role.ADMIN):
        raise NotFoundError(N_("There is no such regrade."))
    item: Item | None = locked(session, Item, record.item_id)
    if item is None:
        raise NotFoundError(N_("There is no such regrade."))
    scope = Scope(record.quizzes_of_id, in_practice=record.in_practice)
    session.refresh(record)
    if record.undone_at is not None:
        return ()
    content, version_ids = asked_versions(session, item.id, scope)
    attempts = submitted(session, version_ids, scope)
    record.undone_at, record.undone_by_id = now, actor.id
    changes = _marked_again(session, attempts, version_ids)
    if record.retired and item.status is ItemStatus.RETIRED:
        item.status = ItemStatus.PUBLISHED
    if record.mended_version is not None and item.version_number == record.mended_version:
        write_version(session, item, content, author=actor, now=now)
    _tell(session, NoticeKind.REGRADE_UNDONE, changes, now=now)
    audit.record(
        session, "item.regrade-undo", "item", item.id, actor=actor, at=now, changed=len(changes)
    )
    session.flush()
    return changes


def _apply(
    session: Session, faulty: Faulty, what: Regrade, why: str, *, actor: User, now: datetime
) -> tuple[Change, ...]:
    problem = regrade_problem(faulty.content, what)
    if problem is not None:
        raise problem
    if faulty.submitted > ATTEMPTS_MAXIMUM:
        raise ConflictError(
            N_("More than %(maximum)d attempts have this question; ask the administrator."),
            maximum=ATTEMPTS_MAXIMUM,
        )
    _, version_ids = asked_versions(session, faulty.item_id, faulty.scope)
    attempts = submitted(session, version_ids, faulty.scope)
    if faulty.standing is not None:
        if faulty.standing.regrade == what and what.rule is not RegradeRule.NEW_KEY:
            raise InvalidInputError(N_("This holds already; choose another rule."), field="rule")
        before = session.get_one(RegradeRecord, faulty.standing.id)
        before.undone_at, before.undone_by_id = now, actor.id
        session.flush()
    record = RegradeRecord(
        item_id=faulty.item_id,
        rule=what.rule,
        option=what.option,
        why=why,
        quizzes_of_id=faulty.scope.owner_id,
        in_practice=faulty.scope.in_practice,
        retired=False,
        made_at=now,
        made_by_id=actor.id,
    )
    session.add(record)
    session.flush()
    session.add_all(
        RegradedVersion(regrade_id=record.id, item_version_id=each) for each in version_ids
    )
    session.flush()
    return _marked_again(session, attempts, version_ids)


def _is_asked(session: Session, item: Item, asked: ItemContent) -> bool:
    """Whether the present version of an item still asks what was asked, with the wrong key."""
    version = session.scalars(
        select(ItemVersion)
        .where(ItemVersion.item_id == item.id, ItemVersion.number == item.version_number)
        .options(*with_content())
    ).one()
    return same_question(content_of(version), asked)


def _marked_again(
    session: Session, attempts: Sequence[Attempt], version_ids: Sequence[int]
) -> tuple[Change, ...]:
    """Mark attempts as the regrades stand now; gives what changed, the greatest gain first."""
    before = {each.id: _score(each) for each in attempts}
    for start in range(0, len(attempts), CHUNK):
        mark_attempts(session, attempts[start : start + CHUNK])
    if any(not attempt.maximum_units for attempt in attempts):
        raise ConflictError(
            N_("A paper would have no question left that counts; choose another rule.")
        )
    changed = [each for each in attempts if _score(each) != before[each.id]]
    session.flush()
    people = _names(session, {each.user_id for each in changed})
    titles = _titles(session, {each.quiz_id for each in changed})
    places = _positions(session, [each.id for each in changed], version_ids)
    changes = [
        Change(
            attempt_id=each.id,
            user_id=each.user_id,
            student_name=people[each.user_id],
            quiz_title=titles[each.quiz_id],
            position=places[each.id],
            before=before[each.id][0],
            after=_score(each)[0],
            maximum_before=before[each.id][1],
            maximum_after=_score(each)[1],
        )
        for each in changed
    ]
    return tuple(sorted(changes, key=lambda each: (each.before - each.after, each.student_name)))


def _score(attempt: Attempt) -> tuple[Fraction, Fraction]:
    unit = MarkUnit(attempt.mark_denominator)
    return unit.from_units(attempt.score_units or 0), unit.from_units(attempt.maximum_units)


def _names(session: Session, ids: set[int]) -> Mapping[int, str]:
    rows = session.execute(select(User.id, User.display_name).where(User.id.in_(ids)))
    return {row[0]: row[1] for row in rows}


def _titles(session: Session, ids: set[int]) -> Mapping[int, str]:
    rows = session.execute(select(Quiz.id, Quiz.title).where(Quiz.id.in_(ids)))
    return {row[0]: row[1] for row in rows}


def _positions(
    session: Session, attempt_ids: Sequence[int], version_ids: Sequence[int]
) -> Mapping[int, int]:
    rows = session.execute(
        select(ResponseRecord.attempt_id, ResponseRecord.position).where(
            ResponseRecord.attempt_id.in_(attempt_ids),
            ResponseRecord.item_version_id.in_(version_ids),
        )
    )
    return {row[0]: row[1] for row in rows}


def _tell(session: Session, kind: NoticeKind, changes: Iterable[Change], *, now: datetime) -> None:
    tell(
        session,
        kind,
        [
            (
                each.user_id,
                {
                    "attempt_id": each.attempt_id,
                    "position": each.position,
                    "quiz_title": each.quiz_title,
                    "before": str(each.before),
                    "after": str(each.after),
                },
            )
            for each in changes
        ],
        now=now,
    )
