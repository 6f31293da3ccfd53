"""Reviewing and editing items: accept, reject, reopen, edit, retire."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased, selectinload

from quizapp.domain.items import ItemContent
from quizapp.errors import N_, ConflictError
from quizapp.models import (
    Article,
    Item,
    ItemSearch,
    ItemStatus,
    ItemVersion,
    QuestionSet,
    QuestionSetItem,
    Quiz,
    User,
)
from quizapp.services import audit
from quizapp.services.contents import content_of, new_version, searched_words, with_content
from quizapp.services.ownership import (
    Permission,
    find_item,
    item_permissions,
    only_own,
    own_article,
)
from quizapp.services.second_looks import under_review

__all__ = [
    "ItemView",
    "Origin",
    "VersionView",
    "accept",
    "accept_all",
    "add_item",
    "current_contents",
    "edit",
    "get_item",
    "history",
    "reject",
    "reopen",
    "restore",
    "retire",
    "write_version",
    "write_versions",
]

REASON_MAXIMUM = 500
_OF_SOURCE = aliased(User)


@dataclass(frozen=True, slots=True)
class Origin:
    """The article that an item was made of, its place there, and its quality (0 to 1).

    What a person put together has no quality that anybody could tell.
    """

    article_id: int
    position: int
    quality: float | None


@dataclass(frozen=True, slots=True)
class ItemView:
    """An item as its editor shows it.

    `permission` is what the user may do with it; its article is named to those who may open that.
    `copied_from` is the owner of the item that it is a copy of. `in_quizzes` counts the quizzes
    whose set holds it, but for those made for practice. `in_review` tells that another teacher is
    asked to look at it and has not decided.
    """

    item_id: int
    article_id: int | None
    article_title: str | None
    status: ItemStatus
    version: int
    versions: int
    content: ItemContent
    quality: float | None
    in_quizzes: int
    permission: Permission
    owner_name: str
    copied_from: str | None
    in_review: bool


@dataclass(frozen=True, slots=True)
class VersionView:
    """One version of an item; `created_by_name` is None where the system wrote it."""

    number: int
    content: ItemContent
    created_at: datetime
    created_by_name: str | None


def add_item(
    session: Session,
    content: ItemContent,
    *,
    owner: User,
    status: ItemStatus,
    now: datetime,
    author: User | None = None,
    origin: Origin | None = None,
    copied_from: Item | None = None,
) -> Item:
    """Store a new item with its first version, without flushing.

    `author` is None where nobody wrote it: it was generated, or came with the app.
    """
    item = Item(
        owner_id=owner.id,
        article_id=None if origin is None else origin.article_id,
        position=None if origin is None else origin.position,
        quality=None if origin is None else origin.quality,
        copied_from_id=None if copied_from is None else copied_from.id,
        status=status,
        version_number=1,
        created_at=now,
        versions=[new_version(session, content, number=1, now=now, author=author)],
        search=ItemSearch(words=searched_words(content)),
    )
    session.add(item)
    return item


def get_item(
    session: Session, item_id: int, *, user: User, needed: Permission = Permission.EDIT
) -> ItemView:
    """Show an item to who may do so much with it.

    Raises:
        NotFoundError: there is none that the user may use.
        NotAllowedError: the user may use it, and not do this.
    """
    item = find_item(session, item_id, user, needed)
    article_title = None
    if item.article_id is not None:
        article_title = session.scalar(
            select(Article.title).where(
                Article.id == item.article_id, only_own(Article.owner_id, user)
            )
        )
    source = aliased(Item)
    owner_name, copied_from = session.execute(
        select(User.display_name, _OF_SOURCE.display_name)
        .select_from(Item)
        .join(User, User.id == Item.owner_id)
        .outerjoin(source, source.id == Item.copied_from_id)
        .outerjoin(_OF_SOURCE, _OF_SOURCE.id == source.owner_id)
        .where(Item.id == item.id)
    ).one()
    in_quizzes = session.scalar(
        select(func.count(Quiz.id))
        .join(QuestionSet, QuestionSet.id == Quiz.set_id)
        .join(QuestionSetItem, QuestionSetItem.set_id == QuestionSet.id)
        .where(QuestionSetItem.item_id == item.id, QuestionSet.for_practice.is_(False))
    )
    return ItemView(
        item_id=item.id,
        article_id=None if article_title is None else item.article_id,
        article_title=article_title,
        status=item.status,
        version=item.version_number,
        versions=item.version_number,
        content=_current_content(session, item),
        quality=item.quality,
        in_quizzes=in_quizzes or 0,
        permission=item_permissions(session, [item], user)[item.id],
        owner_name=owner_name,
        copied_from=copied_from,
        in_review=bool(under_review(session, [item.id])),
    )


def accept(session: Session, item_id: int, *, actor: User, now: datetime) -> ItemStatus:
    """Take an item as good. Accepting an accepted one changes nothing.

    Raises:
        NotFoundError: there is none of the actor's with this id.
        ConflictError: it is published.
    """
    return _review(session, item_id, ItemStatus.ACCEPTED, "item.accept", actor=actor, now=now)


def reject(
    session: Session, item_id: int, *, actor: User, now: datetime, reason: str = ""
) -> ItemStatus:
    """Turn an item down; `reopen` takes it up again. Raises as `accept` does."""
    return _review(
        session,
        item_id,
        ItemStatus.REJECTED,
        "item.reject",
        actor=actor,
        now=now,
        reason=reason.strip()[:REASON_MAXIMUM],
    )


def reopen(session: Session, item_id: int, *, actor: User, now: datetime) -> ItemStatus:
    """Make an item undecided again. Raises as `accept` does."""
    return _review(session, item_id, ItemStatus.DRAFT, "item.reopen", actor=actor, now=now)


def accept_all(session: Session, article_id: int, *, actor: User, now: datetime) -> int:
    """Accept every undecided item of an article; returns how many there were.

    Raises:
        NotFoundError: there is no article of the actor's with this id.
    """
    own_article(session, article_id, actor, lock=True)
    undecided = session.scalars(
        select(Item)
        .where(Item.article_id == article_id, Item.status == ItemStatus.DRAFT)
        .with_for_update()
    ).all()
    for item in undecided:
        item.status = ItemStatus.ACCEPTED
        audit.record(session, "item.accept", "item", item.id, actor=actor, at=now)
    session.flush()
    return len(undecided)


def retire(session: Session, item_id: int, *, actor: User, now: datetime) -> ItemStatus:
    """Keep a published item out of new attempts; attempts that have it keep it.

    Raises:
        NotFoundError: there is none of the actor's with this id.
        ConflictError: it is not published.
    """
    return _swap(
        session,
        item_id,
        (ItemStatus.PUBLISHED, ItemStatus.RETIRED),
        "item.retire",
        actor=actor,
        now=now,
    )


def restore(session: Session, item_id: int, *, actor: User, now: datetime) -> ItemStatus:
    """Give a retired item to new attempts again. Raises as `retire` does."""
    return _swap(
        session,
        item_id,
        (ItemStatus.RETIRED, ItemStatus.PUBLISHED),
        "item.restore",
        actor=actor,
        now=now,
    )


def edit(
    session: Session,
    item_id: int,
    *,
    content: ItemContent,
    expected_version: int,
    actor: User,
    now: datetime,
) -> ItemView:
    """Write the next version of an item; content that is the same writes none.

    Versions are never changed: an attempt goes on showing the one it was given. A rejected item
    that is edited is undecided again.

    Raises:
        NotFoundError: there is none of the actor's with this id.
        ConflictError: another version was saved since the one that was edited.
        InvalidInputError: an image that is not stored.
    """
    item = find_item(session, item_id, actor, Permission.EDIT, lock=True)
    present = _current_content(session, item)
    if content == present:
        return get_item(session, item_id, user=actor)
    if item.version_number != expected_version:
        raise ConflictError(
            N_(
                "This question was changed meanwhile: version %(present)d is newer than"
                " version %(edited)d, which you edited. Load it again and repeat your changes."
            ),
            present=item.version_number,
            edited=expected_version,
        )
    write_version(session, item, content, author=actor, now=now)
    if item.status is ItemStatus.REJECTED:
        item.status = ItemStatus.DRAFT
    session.flush()
    return get_item(session, item_id, user=actor)


def write_version(
    session: Session, item: Item, content: ItemContent, *, author: User | None, now: datetime
) -> None:
    """Add the next version to a locked item, and record it."""
    number = item.version_number + 1
    version = new_version(session, content, number=number, now=now, author=author)
    version.item_id = item.id
    session.add(version)
    item.version_number = number
    session.merge(ItemSearch(item_id=item.id, words=searched_words(content)))
    session.flush()
    session.expire(item, ["current", "versions"])
    audit.record(session, "item.edit", "item", item.id, actor=author, at=now, version=number)


def write_versions(
    session: Session, contents: Mapping[Item, ItemContent], *, author: User, now: datetime
) -> None:
    """Add the next version to each of these locked items at once, and record it.

    Their words must be the same as before, by which they go on being found.
    """
    for item, content in contents.items():
        number = item.version_number + 1
        version = new_version(session, content, number=number, now=now, author=author)
        version.item_id = item.id
        session.add(version)
        item.version_number = number
        audit.record(session, "item.edit", "item", item.id, actor=author, at=now, version=number)
    session.flush()
    for item in contents:
        session.expire(item, ["current", "versions"])


def history(session: Session, item_id: int, *, user: User) -> tuple[VersionView, ...]:
    """List the versions of an item, newest first.

    Raises:
        NotFoundError: there is none of the user's with this id.
    """
    item = find_item(session, item_id, user, Permission.USE)
    versions = session.scalars(
        select(ItemVersion)
        .where(ItemVersion.item_id == item.id)
        .order_by(ItemVersion.number.desc())
        .options(*with_content(), selectinload(ItemVersion.created_by))
    )
    return tuple(
        VersionView(
            number=version.number,
            content=content_of(version),
            created_at=version.created_at,
            created_by_name=None if version.created_by is None else version.created_by.display_name,
        )
        for version in versions
    )


def current_contents(session: Session, items: Iterable[Item]) -> dict[int, ItemContent]:
    """Load the current content of items: id → content. Five queries, however many items."""
    ids = [item.id for item in items]
    versions = session.scalars(
        select(ItemVersion)
        .join(Item, (Item.id == ItemVersion.item_id) & (Item.version_number == ItemVersion.number))
        .where(Item.id.in_(ids))
        .options(*with_content())
    )
    return {version.item_id: content_of(version) for version in versions}


def _current_content(session: Session, item: Item) -> ItemContent:
    return current_contents(session, [item])[item.id]


def _review(
    session: Session,
    item_id: int,
    status: ItemStatus,
    action: str,
    *,
    actor: User,
    now: datetime,
    **detail: object,
) -> ItemStatus:
    item = find_item(session, item_id, actor, Permission.EDIT, lock=True)
    if item.status is status:
        return status
    if item.status in {ItemStatus.PUBLISHED, ItemStatus.RETIRED}:
        raise ConflictError(
            N_("This question is published; edit it, or retire it from further attempts.")
        )
    before, item.status = item.status, status
    detail["before"] = before.value
    audit.record(session, action, "item", item.id, actor=actor, at=now, **detail)
    session.flush()
    return status


def _swap(
    session: Session,
    item_id: int,
    change: tuple[ItemStatus, ItemStatus],
    action: str,
    *,
    actor: User,
    now: datetime,
) -> ItemStatus:
    before, after = change
    item = find_item(session, item_id, actor, Permission.EDIT, lock=True)
    if item.status is after:
        return after
    if item.status is not before:
        raise ConflictError(
            N_("This can only be done with published questions; this one is not published.")
        )
    item.status = after
    audit.record(session, action, "item", item.id, actor=actor, at=now, before=before.value)
    session.flush()
    return after
