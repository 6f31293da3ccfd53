"""Sharing sets between teachers, and handing them over.

Ending a share takes nothing back: quizzes that were made of the set go on, and questions that were
put into other sets meanwhile stay usable there.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, exists, func, select, update
from sqlalchemy.orm import Session, aliased

from quizapp.errors import N_, ConflictError, InvalidInputError
from quizapp.models import Item, QuestionSet, QuestionSetItem, SetShare, User
from quizapp.services import audit
from quizapp.services.colleagues import find_colleague
from quizapp.services.notices import NoticeKind, tell
from quizapp.services.ownership import Permission, find_set, own_set

__all__ = [
    "HandOver",
    "ShareView",
    "SharedWith",
    "SharingView",
    "end_share",
    "hand_over",
    "hand_over_view",
    "leave_set",
    "share_set",
    "share_with_all",
    "shared_with",
    "sharing_view",
    "stop_sharing_with_all",
]


@dataclass(frozen=True, slots=True)
class ShareView:
    """A teacher whom a set is shared with."""

    user_id: int
    username: str
    display_name: str
    permission: Permission
    shared_at: datetime


@dataclass(frozen=True, slots=True)
class SharedWith:
    """With how many teachers by name a set is shared, and whether with all.

    `with_me` tells that the reader is one of those who are named.
    """

    people: int
    with_all: bool
    with_me: bool


@dataclass(frozen=True, slots=True)
class SharingView:
    """Whom a set is shared with; `with_all` tells that every teacher may use it."""

    set_id: int
    title: str
    with_all: bool
    people: tuple[ShareView, ...]


@dataclass(frozen=True, slots=True)
class HandOver:
    """What goes with a set to another owner: `items` of its questions, and not the `others`.

    The others stand in further sets too, or are not the owner's.
    """

    set_id: int
    title: str
    items: int
    others: int


def shared_with(session: Session, set_id: int, *, user: User) -> SharedWith:
    """Say how widely a set that the user may use is shared."""
    named, to_all, to_me = session.execute(
        select(
            func.count(SetShare.user_id),
            func.count().filter(SetShare.user_id.is_(None)),
            func.count().filter(SetShare.user_id == user.id),
        ).where(SetShare.set_id == set_id)
    ).one()
    return SharedWith(named, bool(to_all), bool(to_me))


def sharing_view(session: Session, set_id: int, *, user: User) -> SharingView:
    """Say whom a set is shared with.

    Raises:
        NotFoundError: there is no set that the user may use.
        NotAllowedError: it is not the user's.
    """
    found = own_set(session, set_id, user)
    people = session.execute(
        select(SetShare, User)
        .join(User, User.id == SetShare.user_id)
        .where(SetShare.set_id == found.id)
        .order_by(User.display_name, User.id)
    )
    with_all = exists().where(SetShare.set_id == found.id, SetShare.user_id.is_(None))
    return SharingView(
        set_id=found.id,
        title=found.title,
        with_all=bool(session.scalar(select(with_all))),
        people=tuple(
            ShareView(
                person.id, person.username, person.display_name, share.permission, share.shared_at
            )
            for share, person in people
        ),
    )


def share_set(
    session: Session,
    set_id: int,
    *,
    who: str,
    permission: Permission,
    actor: User,
    now: datetime,
) -> ShareView:
    """Let another teacher use or edit a set, or change which of both, and tell them.

    Args:
        session: where to write.
        set_id: a set of the actor's.
        who: the user name or the e-mail address of a teacher.
        permission: to use or to edit.
        actor: whose set it is.
        now: the time.

    Raises:
        NotFoundError, NotAllowedError: as `sharing_view`.
        InvalidInputError: field who: nobody is called so, they are a student, it is their own set,
            or they may do so already; field permission.
    """
    found = own_set(session, set_id, actor, lock=True)
    if permission is Permission.OWN:
        raise InvalidInputError(N_("Choose what they may do."), field="permission")
    other = _teacher(session, who, actor)
    if other.id == found.owner_id:
        raise InvalidInputError(
            N_("This set is %(name)s's own. Enter another teacher."),
            field="who",
            name=other.display_name,
        )
    share = session.scalar(
        select(SetShare).where(SetShare.set_id == found.id, SetShare.user_id == other.id)
    )
    if share is not None and share.permission is permission:
        raise InvalidInputError(
            N_("This set is shared with %(name)s in this way already."),
            field="who",
            name=other.display_name,
        )
    if share is None:
        share = SetShare(set_id=found.id, user_id=other.id)
        session.add(share)
    share.permission, share.shared_at, share.shared_by_id = permission, now, actor.id
    session.flush()
    audit.record(
        session,
        "set.share",
        "set",
        found.id,
        actor=actor,
        at=now,
        user_id=other.id,
        permission=permission,
    )
    _tell(session, NoticeKind.SET_SHARED, found, other.id, actor, now, permission=permission)
    return ShareView(other.id, other.username, other.display_name, permission, now)


def end_share(
    session: Session, set_id: int, *, user_id: int, actor: User, now: datetime
) -> str | None:
    """End the sharing of a set with somebody and tell them; returns their name.

    None where it was not shared with them.

    Raises:
        NotFoundError, NotAllowedError: as `sharing_view`.
    """
    found = own_set(session, set_id, actor, lock=True)
    if not _ended(session, found, user_id):
        return None
    audit.record(session, "set.unshare", "set", found.id, actor=actor, at=now, user_id=user_id)
    _tell(session, NoticeKind.SET_UNSHARED, found, user_id, actor, now)
    return session.get_one(User, user_id).display_name


def share_with_all(session: Session, set_id: int, *, actor: User, now: datetime) -> None:
    """Let every teacher of the installation use a set, those of tomorrow too.

    Raises:
        NotFoundError, NotAllowedError: as `sharing_view`.
    """
    found = own_set(session, set_id, actor, lock=True)
    with_all = exists().where(SetShare.set_id == found.id, SetShare.user_id.is_(None))
    if session.scalar(select(with_all)):
        return
    session.add(
        SetShare(set_id=found.id, permission=Permission.USE, shared_at=now, shared_by_id=actor.id)
    )
    audit.record(session, "set.share-with-all", "set", found.id, actor=actor, at=now)
    session.flush()


def stop_sharing_with_all(session: Session, set_id: int, *, actor: User, now: datetime) -> None:
    """Share a set only with those who are named again.

    Raises:
        NotFoundError, NotAllowedError: as `sharing_view`.
    """
    found = own_set(session, set_id, actor, lock=True)
    if _ended(session, found, None):
        audit.record(session, "set.unshare-with-all", "set", found.id, actor=actor, at=now)
        session.flush()


def leave_set(session: Session, set_id: int, *, actor: User, now: datetime) -> str:
    """Give up what one may do with a set of somebody else, and tell them; returns its title.

    Raises:
        NotFoundError: there is no set that the actor may use.
        ConflictError: it is the actor's own, or shared with all teachers alone.
    """
    found = find_set(session, set_id, actor, Permission.USE, lock=True)
    if not _ended(session, found, actor.id):
        if found.owner_id == actor.id:
            raise ConflictError(N_("This set is your own. You can hand it over to somebody else."))
        raise ConflictError(
            N_("This set is shared with all teachers, not with you alone: it cannot be left.")
        )
    audit.record(session, "set.leave", "set", found.id, actor=actor, at=now)
    _tell(session, NoticeKind.SET_LEFT, found, found.owner_id, actor, now)
    return found.title


def hand_over_view(session: Session, set_id: int, *, user: User) -> HandOver:
    """Say what would go with a set to another owner.

    Raises:
        NotFoundError, NotAllowedError: as `sharing_view`.
    """
    found = own_set(session, set_id, user)
    everything = session.scalars(
        select(QuestionSetItem.item_id).where(QuestionSetItem.set_id == found.id)
    ).all()
    going = len(_going(session, found))
    return HandOver(found.id, found.title, going, len(everything) - going)


def hand_over(session: Session, set_id: int, *, who: str, actor: User, now: datetime) -> str:
    """Make another teacher the owner of a set, and tell them; returns their name.

    Its questions go with it as far as they are the owner's and stand in no other set; the rest the
    new owner may use in the set. Quizzes stay whose they are. What was made of an article stands on
    its own afterwards, because the article stays. Who owned the set may edit it, until the new
    owner ends that.

    Raises:
        NotFoundError, NotAllowedError: as `sharing_view`.
        InvalidInputError: field who: as of `share_set`.
    """
    found = own_set(session, set_id, actor, lock=True)
    other = _teacher(session, who, actor, may_be_actor=True)
    if other.id == found.owner_id:
        raise InvalidInputError(
            N_("This set is %(name)s's own. Enter another teacher."),
            field="who",
            name=other.display_name,
        )
    before = found.owner_id
    session.execute(
        update(Item)
        .where(Item.id.in_(_going(session, found)))
        .values(owner_id=other.id, article_id=None, position=None),
        execution_options={"synchronize_session": "fetch"},
    )
    _ended(session, found, other.id)
    found.owner_id, found.article_id = other.id, None
    session.add(
        SetShare(
            set_id=found.id,
            user_id=before,
            permission=Permission.EDIT,
            shared_at=now,
            shared_by_id=actor.id,
        )
    )
    session.flush()
    whose = {"before": before, "after": other.id}
    audit.record(session, "set.hand-over", "set", found.id, actor=actor, at=now, **whose)
    _tell(session, NoticeKind.SET_HANDED_OVER, found, other.id, actor, now)
    return other.display_name


def _going(session: Session, found: QuestionSet) -> Sequence[int]:
    """Give the ids of the items that go with a set: its owner's, and in no other set."""
    elsewhere = aliased(QuestionSetItem)
    other_set = aliased(QuestionSet)
    return session.scalars(
        select(Item.id)
        .join(QuestionSetItem, QuestionSetItem.item_id == Item.id)
        .where(
            QuestionSetItem.set_id == found.id,
            Item.owner_id == found.owner_id,
            ~exists()
            .where(
                elsewhere.item_id == Item.id,
                elsewhere.set_id != found.id,
                other_set.id == elsewhere.set_id,
                other_set.owner_id == found.owner_id,
                other_set.for_practice.is_(False),
            )
            .correlate(Item),
        )
    ).all()


def _teacher(session: Session, who: str, actor: User, *, may_be_actor: bool = False) -> User:
    """Find a teacher by user name or e-mail address. Raises `InvalidInputError` (field who)."""
    student = N_("%(name)s is a student here. Sets are shared with teachers alone.")
    return find_colleague(session, who, actor, student=student, may_be_actor=may_be_actor)


def _ended(session: Session, found: QuestionSet, user_id: int | None) -> bool:
    """Take away what somebody may do; whether there was anything."""
    whose = SetShare.user_id.is_(None) if user_id is None else SetShare.user_id == user_id
    gone = delete(SetShare).where(SetShare.set_id == found.id, whose).returning(SetShare.id)
    return session.scalar(gone) is not None


def _tell(  # noqa: PLR0917 — what a notice is made of
    session: Session,
    kind: NoticeKind,
    found: QuestionSet,
    user_id: int,
    actor: User,
    now: datetime,
    **more: object,
) -> None:
    data = {"set_id": found.id, "set_title": found.title, "by": actor.display_name, **more}
    tell(session, kind, [(user_id, data)], now=now)
