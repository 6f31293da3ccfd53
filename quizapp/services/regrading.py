"""Fixing a wrong key: who changes and by how much, doing it, telling everybody, and undoing it.

A regrade is for the versions of an item that ask the same with the same wrong key. What was
submitted is marked again exactly; what is in progress is marked by the rule when it is submitted.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from quizapp.domain.attempts import AttemptState
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
    User,
)
from quizapp.services import audit
from quizapp.services.closing import mark_attempts
from quizapp.services.contents import content_of, with_content
from quizapp.services.items import write_version
from quizapp.services.notices import NoticeKind, tell
from quizapp.services.ownership import ID_MAXIMUM, own_item
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
class Standing:
    """A regrade that holds."""

    id: int
    regrade: Regrade
    why: str
    made_at: datetime
    made_by: str


@dataclass(frozen=True, slots=True)
class Faulty:
    """An item whose key may be wrong, as the attempts have it, and the regrade that holds.

    `submitted` and `running` count the attempts with it.
    """

    item_id: int
    content: ItemContent
    standing: Standing | None
    submitted: int
    running: int


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


def faulty_item(session: Session, item_id: int, *, user: User) -> Faulty:
    """Show an item of the user's as it was asked.

    Raises:
        NotFoundError: there is none of the user's with this id.
        ConflictError: nobody was asked it, so that it can simply be edited.
    """
    own_item(session, item_id, user)
    content, version_ids = _asked(session, item_id)
    counts = dict.fromkeys(AttemptState, 0)
    for state, number in session.execute(
        select(Attempt.state, func.count(Attempt.id.distinct()))
        .join(ResponseRecord, ResponseRecord.attempt_id == Attempt.id)
        .where(ResponseRecord.item_version_id.in_(version_ids))
        .group_by(Attempt.state)
    ):
        counts[state] = number
    return Faulty(
        item_id=item_id,
        content=content,
        standing=_standing(session, item_id),
        submitted=counts[AttemptState.SUBMITTED],
        running=counts[AttemptState.IN_PROGRESS],
    )


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

    A new key gives the item its next version, where it still has the wrong one; by the other rules
    a published item is retired. A regrade of before is replaced.

    Raises:
        NotFoundError: there is no item of the actor's with this id.
        InvalidInputError: field rule, option or why.
        ConflictError: nobody was asked it, too many were, or a paper would have no question left.
    """
    why = paragraph(why, "why", maximum=WHY_MAXIMUM)
    item = own_item(session, item_id, actor, lock=True)
    faulty = faulty_item(session, item_id, user=actor)
    replaced = session.get(RegradeRecord, _standing_id(session, item.id) or 0)
    changes = _apply(session, faulty, what, why, actor=actor, now=now)
    if replaced is not None and replaced.retired and item.status is ItemStatus.RETIRED:
        item.status = ItemStatus.PUBLISHED
    mended = replaced is not None and replaced.mended_version == item.version_number
    record = session.get_one(RegradeRecord, _standing_id(session, item.id))
    if what.rule is RegradeRule.NEW_KEY and (mended or _is_asked(session, item, faulty.content)):
        write_version(session, item, with_new_key(faulty.content, what), author=actor, now=now)
        record.mended_version = item.version_number
    elif what.rule is not RegradeRule.NEW_KEY and item.status is ItemStatus.PUBLISHED:
        item.status, record.retired = ItemStatus.RETIRED, True
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


def undo(session: Session, regrade_id: int, *, actor: User, now: datetime) -> tuple[Change, ...]:
    """Let the key count again as it was, and take back what the regrade did to the item.

    An item that was edited since keeps that. Undoing twice changes nothing.

    Raises:
        NotFoundError: there is no regrade of an item of the actor's.
    """
    record = session.get(RegradeRecord, regrade_id) if 0 < regrade_id <= ID_MAXIMUM else None
    if record is None:
        raise NotFoundError(N_("There is no such regrade."))
    item = own_item(session, record.item_id, actor, lock=True)
    session.refresh(record)
    if record.undone_at is not None:
        return ()
    content, version_ids = _asked(session, item.id)
    attempts = _attempts(session, version_ids)
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
    _, version_ids = _asked(session, faulty.item_id)
    attempts = _attempts(session, version_ids)
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
    return _same_question(content_of(version), asked)


def _asked(session: Session, item_id: int) -> tuple[ItemContent, tuple[int, ...]]:
    """Give what was asked last, and the ids of the versions that ask the same with the same key.

    Where a regrade holds, that is the question which it is for.
    """
    standing = _standing_id(session, item_id)
    asked = select(ResponseRecord.item_version_id).distinct()
    if standing is not None:
        asked = select(RegradedVersion.item_version_id).where(
            RegradedVersion.regrade_id == standing
        )
    versions = session.scalars(
        select(ItemVersion)
        .where(ItemVersion.item_id == item_id, ItemVersion.id.in_(asked))
        .order_by(ItemVersion.number.desc())
        .options(*with_content())
    ).all()
    if not versions:
        raise ConflictError(
            N_("Nobody was asked this question yet; edit it, and the key is right from now on.")
        )
    contents = [content_of(version) for version in versions]
    same = [
        version.id
        for version, content in zip(versions, contents, strict=True)
        if _same_question(content, contents[0])
    ]
    return contents[0], tuple(same)


def _same_question(one: ItemContent, other: ItemContent) -> bool:
    return one.key == other.key and {
        language: text.options for language, text in one.texts.items()
    } == {language: text.options for language, text in other.texts.items()}


def _attempts(session: Session, version_ids: Sequence[int]) -> Sequence[Attempt]:
    """Lock what was submitted with these versions."""
    has = select(ResponseRecord.attempt_id).where(ResponseRecord.item_version_id.in_(version_ids))
    return session.scalars(
        select(Attempt)
        .where(Attempt.id.in_(has), Attempt.state == AttemptState.SUBMITTED)
        .order_by(Attempt.id)
        .with_for_update(),
        execution_options={"populate_existing": True},
    ).all()


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


def _standing_id(session: Session, item_id: int) -> int | None:
    return session.scalar(
        select(RegradeRecord.id).where(
            RegradeRecord.item_id == item_id, RegradeRecord.undone_at.is_(None)
        )
    )


def _standing(session: Session, item_id: int) -> Standing | None:
    row = session.execute(
        select(RegradeRecord, User.display_name)
        .join(User, User.id == RegradeRecord.made_by_id)
        .where(RegradeRecord.item_id == item_id, RegradeRecord.undone_at.is_(None))
    ).one_or_none()
    if row is None:
        return None
    record, name = row
    return Standing(
        record.id, Regrade(record.rule, record.option), record.why, record.made_at, name
    )
