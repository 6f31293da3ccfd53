"""What teachers say about an item to each other: its owner, who may edit it, and its reviewers.

Students never see it, and no file has it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session

from quizapp.domain.second_looks import COMMENT_MAXIMUM
from quizapp.errors import N_, ConflictError, InvalidInputError, NotAllowedError, NotFoundError
from quizapp.models import Item, ItemComment, ItemReview, Role, User
from quizapp.services import audit, notices
from quizapp.services.notices import NoticeKind
from quizapp.services.ownership import (
    ID_MAXIMUM,
    Permission,
    find_item_to_discuss,
    item_permissions,
    locked,
)
from quizapp.services.paging import Page, fetch_page
from quizapp.services.texts import paragraph

__all__ = [
    "CommentView",
    "comment",
    "delete_comment",
    "edit_comment",
    "get_comment",
    "list_comments",
]

PER_PAGE: Final = 20
#: So many of those who spoke are told of what is said next.
TOLD_MAXIMUM: Final = 20


@dataclass(frozen=True, slots=True)
class CommentView:
    """A comment; `is_mine` is whether the user wrote it. A deleted one has no text."""

    id: int
    item_id: int
    author_name: str
    text: str
    created_at: datetime
    edited_at: datetime | None
    is_deleted: bool
    is_mine: bool


def list_comments(
    session: Session, item_id: int, *, user: User, page: int | None = None
) -> Page[CommentView]:
    """List the comments on an item, the newest last; without `page` the last page.

    Raises:
        NotFoundError: there is no item that the user may look at.
        NotAllowedError: the user may use it, and neither edit nor review it.
    """
    find_item_to_discuss(session, item_id, user)
    statement = (
        select(ItemComment, User.display_name)
        .join(User, User.id == ItemComment.author_id)
        .where(ItemComment.item_id == item_id)
        .order_by(ItemComment.created_at, ItemComment.id)
    )

    def make(rows: Sequence[Row[*tuple[Any, ...]]]) -> list[CommentView]:
        return [_view(each, name, user) for each, name in rows]

    return fetch_page(
        session, statement, make, page=ID_MAXIMUM if page is None else page, per_page=PER_PAGE
    )


def comment(session: Session, item_id: int, *, text: str, actor: User, now: datetime) -> int:
    """Say something about an item, and tell the others who work on it; returns the comment's id.

    Whoever has not read of an earlier comment on it is not told again.

    Raises:
        NotFoundError, NotAllowedError: as `list_comments`.
        InvalidInputError: field text: it is empty, or longer than `COMMENT_MAXIMUM` characters.
    """
    item = find_item_to_discuss(session, item_id, actor, lock=True)
    made = ItemComment(item_id=item.id, author_id=actor.id, text=_checked(text), created_at=now)
    session.add(made)
    session.flush()
    audit.record(session, "comment.write", "comment", made.id, actor=actor, at=now, item=item.id)
    others = _others(session, item, actor)
    told = notices.unread(session, NoticeKind.ITEM_COMMENTED, item.id, others)
    data = {"item_id": item.id, "by": actor.display_name}
    new = [(user_id, data) for user_id in others if user_id not in told]
    if new:
        notices.tell(session, NoticeKind.ITEM_COMMENTED, new, now=now, subject_id=item.id)
    return made.id


def get_comment(session: Session, comment_id: int, *, user: User) -> CommentView:
    """Show a comment of the user's own, to be changed. Raises as `edit_comment`."""
    return _view(_own(session, comment_id, user), user.display_name, user)


def edit_comment(
    session: Session, comment_id: int, *, text: str, actor: User, now: datetime
) -> int:
    """Change what a comment of the actor's says; returns the id of its item.

    Raises:
        NotFoundError: there is none on an item that the actor may look at.
        NotAllowedError: somebody else wrote it.
        ConflictError: it is deleted.
        InvalidInputError: field text.
    """
    found = _own(session, comment_id, actor)
    text = _checked(text)
    if text != found.text:
        found.text, found.edited_at = text, now
        audit.record(
            session,
            "comment.change",
            "comment",
            found.id,
            actor=actor,
            at=now,
            item=found.item_id,
        )
        session.flush()
    return found.item_id


def delete_comment(session: Session, comment_id: int, *, actor: User, now: datetime) -> int:
    """Take the words of a comment of the actor's away; returns the id of its item.

    That something was said, by whom and when, stays. Raises as `edit_comment`, but for the text.
    """
    found = _own(session, comment_id, actor)
    found.text, found.deleted_at = "", now
    audit.record(
        session, "comment.delete", "comment", found.id, actor=actor, at=now, item=found.item_id
    )
    session.flush()
    return found.item_id


def _checked(text: str) -> str:
    text = paragraph(text, "text", maximum=COMMENT_MAXIMUM)
    if not text:
        raise InvalidInputError(N_("Write a comment first."), field="text")
    return text


def _own(session: Session, comment_id: int, actor: User) -> ItemComment:
    found: ItemComment | None = (
        locked(session, ItemComment, comment_id) if 0 < comment_id <= ID_MAXIMUM else None
    )
    if found is None:
        raise NotFoundError(N_("There is no such comment."))
    find_item_to_discuss(session, found.item_id, actor)
    if found.author_id != actor.id:
        raise NotAllowedError(N_("Only who wrote a comment can change it."))
    if found.deleted_at is not None:
        raise ConflictError(N_("This comment is deleted."))
    return found


def _others(session: Session, item: Item, actor: User) -> list[int]:
    """Give who else works on an item: its owner, who reviews it or asked for that, who spoke.

    Only those who may read what is said; of those who spoke, the latest.
    """
    reviews = session.execute(
        select(ItemReview.reviewer_id, ItemReview.asked_by_id).where(
            ItemReview.item_id == item.id, ItemReview.ended_at.is_(None)
        )
    ).all()
    spoke = session.scalars(
        select(ItemComment.author_id)
        .where(ItemComment.item_id == item.id)
        .group_by(ItemComment.author_id)
        .order_by(func.max(ItemComment.id).desc())
        .limit(TOLD_MAXIMUM)
    )
    sure = {item.owner_id} | {row.reviewer_id for row in reviews}
    named = sure | {row.asked_by_id for row in reviews} | set(spoke)
    people = session.scalars(
        select(User).where(
            User.id.in_(named - {actor.id}), User.is_active, User.role != Role.STUDENT
        )
    )
    return sorted(each.id for each in people if each.id in sure or _edits(session, item, each))


def _edits(session: Session, item: Item, user: User) -> bool:
    has = item_permissions(session, [item], user).get(item.id)
    return has is not None and has.permits(Permission.EDIT)


def _view(each: ItemComment, name: str, user: User) -> CommentView:
    return CommentView(
        id=each.id,
        item_id=each.item_id,
        author_name=name,
        text=each.text,
        created_at=each.created_at,
        edited_at=each.edited_at,
        is_deleted=each.deleted_at is not None,
        is_mine=each.author_id == user.id,
    )
