"""Items whose key may be wrong, as they were asked in the quizzes of one teacher."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import Session

from quizapp.domain.attempts import AttemptState
from quizapp.domain.items import ItemContent
from quizapp.domain.regrading import Regrade
from quizapp.errors import N_, ConflictError
from quizapp.models import (
    Attempt,
    ItemVersion,
    QuestionSet,
    Quiz,
    RegradedVersion,
    RegradeRecord,
    ResponseRecord,
    User,
)
from quizapp.services.contents import content_of, with_content
from quizapp.services.ownership import Permission, find_item, item_permissions

__all__ = [
    "Faulty",
    "Scope",
    "Standing",
    "asked_versions",
    "faulty_item",
    "same_question",
    "standing_id",
    "submitted",
]


@dataclass(frozen=True, slots=True)
class Standing:
    """A regrade that holds."""

    id: int
    regrade: Regrade
    why: str
    made_at: datetime
    made_by: str


@dataclass(frozen=True, slots=True)
class Scope:
    """In which quizzes a regrade holds: those of a teacher, and with `in_practice` for practice."""

    owner_id: int
    in_practice: bool

    def holds(self) -> ColumnElement[bool]:
        """Give the condition that leaves of attempts those in the quizzes of the scope."""
        of_owner = and_(Quiz.owner_id == self.owner_id, QuestionSet.for_practice.is_(False))
        whose = or_(of_owner, QuestionSet.for_practice) if self.in_practice else of_owner
        quiz = exists().where(Quiz.id == Attempt.quiz_id, QuestionSet.id == Quiz.set_id, whose)
        return quiz.correlate(Attempt)


@dataclass(frozen=True, slots=True)
class Faulty:
    """An item whose key may be wrong, as the attempts have it, and the regrade that holds.

    `may_edit` tells whether the user may change the item itself. `submitted` and `running` count
    the attempts with it in the user's quizzes.
    """

    item_id: int
    may_edit: bool
    scope: Scope
    content: ItemContent
    standing: Standing | None
    submitted: int
    running: int


def faulty_item(session: Session, item_id: int, *, user: User) -> Faulty:
    """Show an item as it was asked in the user's quizzes.

    Raises:
        NotFoundError: there is none that the user may use.
        ConflictError: nobody was asked it, so that it can simply be edited.
    """
    item = find_item(session, item_id, user, Permission.USE)
    permission = item_permissions(session, [item], user)[item.id]
    is_own = permission is Permission.OWN
    scope = Scope(item.owner_id if is_own else user.id, in_practice=is_own)
    content, version_ids = asked_versions(session, item_id, scope)
    counts = dict.fromkeys(AttemptState, 0)
    for state, number in session.execute(
        select(Attempt.state, func.count(Attempt.id.distinct()))
        .join(ResponseRecord, ResponseRecord.attempt_id == Attempt.id)
        .where(ResponseRecord.item_version_id.in_(version_ids), scope.holds())
        .group_by(Attempt.state)
    ):
        counts[state] = number
    return Faulty(
        item_id=item_id,
        may_edit=permission.permits(Permission.EDIT),
        scope=scope,
        content=content,
        standing=_standing(session, item_id, scope),
        submitted=counts[AttemptState.SUBMITTED],
        running=counts[AttemptState.IN_PROGRESS],
    )


def asked_versions(
    session: Session, item_id: int, scope: Scope
) -> tuple[ItemContent, tuple[int, ...]]:
    """Give what was asked last, and the ids of the versions that ask the same with the same key.

    Where a regrade holds, that is the question which it is for.
    """
    standing = standing_id(session, item_id, scope)
    found = (
        select(ResponseRecord.item_version_id)
        .join(Attempt, Attempt.id == ResponseRecord.attempt_id)
        .join(ItemVersion, ItemVersion.id == ResponseRecord.item_version_id)
        .where(ItemVersion.item_id == item_id, scope.holds())
        .correlate(None)
    )
    if standing is not None:
        found = select(RegradedVersion.item_version_id).where(
            RegradedVersion.regrade_id == standing
        )
    versions = session.scalars(
        select(ItemVersion)
        .where(ItemVersion.item_id == item_id, ItemVersion.id.in_(found))
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
        if same_question(content, contents[0])
    ]
    return contents[0], tuple(same)


def same_question(one: ItemContent, other: ItemContent) -> bool:
    """Whether two versions have the same key and options."""
    return one.key == other.key and {
        language: text.options for language, text in one.texts.items()
    } == {language: text.options for language, text in other.texts.items()}


def submitted(session: Session, version_ids: Sequence[int], scope: Scope) -> Sequence[Attempt]:
    """Lock what was submitted with these versions in the quizzes of the scope."""
    has = select(ResponseRecord.attempt_id).where(ResponseRecord.item_version_id.in_(version_ids))
    return session.scalars(
        select(Attempt)
        .where(Attempt.id.in_(has), Attempt.state == AttemptState.SUBMITTED, scope.holds())
        .order_by(Attempt.id)
        .with_for_update(),
        execution_options={"populate_existing": True},
    ).all()


def standing_id(session: Session, item_id: int, scope: Scope) -> int | None:
    """Give the id of the regrade of an item that holds in the scope."""
    return session.scalar(
        select(RegradeRecord.id).where(
            RegradeRecord.item_id == item_id,
            RegradeRecord.undone_at.is_(None),
            RegradeRecord.quizzes_of_id == scope.owner_id,
        )
    )


def _standing(session: Session, item_id: int, scope: Scope) -> Standing | None:
    row = session.execute(
        select(RegradeRecord, User.display_name)
        .join(User, User.id == RegradeRecord.made_by_id)
        .where(RegradeRecord.id == standing_id(session, item_id, scope))
    ).one_or_none()
    if row is None:
        return None
    record, name = row
    return Standing(
        record.id, Regrade(record.rule, record.option), record.why, record.made_at, name
    )
