"""Reviews by a second teacher, as the pages show them: the lists, and an item being discussed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any, Final

from sqlalchemy import Row, case, select
from sqlalchemy.orm import Session, aliased

from quizapp.domain.items import ItemContent
from quizapp.domain.second_looks import Verdict
from quizapp.models import Article, Item, ItemReview, ItemStatus, User, in_bin
from quizapp.services.items import current_contents
from quizapp.services.ownership import (
    Permission,
    find_item_to_discuss,
    item_permissions,
)
from quizapp.services.paging import PER_PAGE, Page, fetch_page
from quizapp.services.second_looks import is_open

__all__ = ["DiscussedItem", "Excerpt", "ReviewRow", "discussed_item", "list_reviews", "reviews_of"]

#: So many reviews are shown with an item, the newest.
SHOWN_MAXIMUM: Final = 20
#: So many characters of the article stand before and after the evidence.
AROUND: Final = 400

_ASKER, _REVIEWER = aliased(User), aliased(User)


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """A review. `verdict` is None while it is open; `version` is the one the verdict is about.

    `ended` tells that it was taken back.
    """

    id: int
    item_id: int
    asker_name: str
    reviewer_name: str
    reviewer_id: int
    asked_by_id: int
    asked_at: datetime
    note: str
    verdict: Verdict | None
    words: str
    version: int | None
    decided_at: datetime | None
    ended: bool

    @property
    def is_open(self) -> bool:
        """Whether it waits for the reviewer."""
        return self.verdict is None and not self.ended


@dataclass(frozen=True, slots=True)
class ListedReview:
    """A review in a list, with what its item says now."""

    review: ReviewRow
    content: ItemContent
    version: int
    status: ItemStatus


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Where a piece of evidence stands in the article: the words around it, and itself."""

    before: str
    text: str
    after: str


@dataclass(frozen=True, slots=True)
class DiscussedItem:
    """An item as those see it who work on it: owner, editors, reviewers.

    `mine` is the latest review that the user is asked for, None where they are not; `previous_id`
    and `next_id` are the items beside it of those that wait for the user. `excerpts` are of the
    article, in the order of the evidence.
    """

    item_id: int
    status: ItemStatus
    version: int
    content: ItemContent
    owner_name: str
    may_edit: bool
    article_title: str
    excerpts: tuple[Excerpt, ...]
    reviews: tuple[ReviewRow, ...]
    mine: ReviewRow | None
    previous_id: int | None
    next_id: int | None

    @property
    def in_review(self) -> bool:
        """Whether a review of it is open."""
        return any(each.is_open for each in self.reviews)


def list_reviews(
    session: Session,
    *,
    user: User,
    asked_by_me: bool = False,
    decided: bool = False,
    page: int = 1,
    per_page: int = PER_PAGE,
) -> Page[ListedReview]:
    """List the reviews that the user is asked for, or asked others for; taken-back ones are gone.

    Open ones come in the order in which they were asked for, decided ones the latest first.
    """
    whose = ItemReview.asked_by_id if asked_by_me else ItemReview.reviewer_id
    statement = _reviews().add_columns(Item).join(Item, Item.id == ItemReview.item_id)
    if decided:
        statement = statement.where(
            whose == user.id, ItemReview.verdict.is_not(None), ItemReview.ended_at.is_(None)
        ).order_by(ItemReview.decided_at.desc(), ItemReview.id.desc())
    else:
        statement = statement.where(whose == user.id, is_open()).order_by(ItemReview.id)

    def make(rows: Sequence[Row[*tuple[Any, ...]]]) -> list[ListedReview]:
        contents = current_contents(session, [row[3] for row in rows])
        return [
            ListedReview(
                _row(review, asker, reviewer), contents[item.id], item.version_number, item.status
            )
            for review, asker, reviewer, item, *_ in rows
        ]

    return fetch_page(session, statement, make, page=page, per_page=per_page)


def reviews_of(session: Session, item_ids: Sequence[int]) -> Mapping[int, tuple[ReviewRow, ...]]:
    """Give the reviews of items by the item's id, the newest first, but for those taken back."""
    rows = session.execute(
        _reviews()
        .where(
            ItemReview.item_id.in_(item_ids),
            ItemReview.verdict.is_not(None) | ItemReview.ended_at.is_(None),
        )
        .order_by(ItemReview.item_id, ItemReview.id.desc())
    ).all()
    return {
        item_id: tuple(_row(*row) for row in group)
        for item_id, group in groupby(rows, lambda row: row[0].item_id)
    }


def discussed_item(session: Session, item_id: int, *, user: User) -> DiscussedItem:
    """Show an item to somebody who may edit it or is asked to review it.

    Raises:
        NotFoundError: there is none that the user may look at.
        NotAllowedError: the user may use it, and neither.
    """
    item = find_item_to_discuss(session, item_id, user)
    content = current_contents(session, [item])[item.id]
    reviews = reviews_of(session, [item.id]).get(item.id, ())[:SHOWN_MAXIMUM]
    mine = next((each for each in reviews if each.reviewer_id == user.id and not each.ended), None)
    has = item_permissions(session, [item], user).get(item.id)
    title, excerpts = _article(session, item, content)
    previous_id, next_id = _neighbours(session, mine, user)
    return DiscussedItem(
        item_id=item.id,
        status=item.status,
        version=item.version_number,
        content=content,
        owner_name=session.get_one(User, item.owner_id).display_name,
        may_edit=has is not None and has.permits(Permission.EDIT),
        article_title=title,
        excerpts=excerpts,
        reviews=reviews,
        mine=mine,
        previous_id=previous_id,
        next_id=next_id,
    )


def _reviews() -> Any:  # noqa: ANN401 — a select of a review and two names
    return (
        select(
            ItemReview,
            _ASKER.display_name.label("asker_name"),
            _REVIEWER.display_name.label("reviewer_name"),
        )
        .join(_ASKER, _ASKER.id == ItemReview.asked_by_id)
        .join(_REVIEWER, _REVIEWER.id == ItemReview.reviewer_id)
    )


def _row(review: ItemReview, asker: str, reviewer: str) -> ReviewRow:
    return ReviewRow(
        id=review.id,
        item_id=review.item_id,
        asker_name=asker,
        reviewer_name=reviewer,
        reviewer_id=review.reviewer_id,
        asked_by_id=review.asked_by_id,
        asked_at=review.asked_at,
        note=review.note,
        verdict=review.verdict,
        words=review.words,
        version=review.version_number,
        decided_at=review.decided_at,
        ended=review.ended_at is not None,
    )


def _article(session: Session, item: Item, content: ItemContent) -> tuple[str, tuple[Excerpt, ...]]:
    """Give the title of the article, and what stands there around the evidence."""
    if item.article_id is None or content.source is None:
        return "", ()
    article = session.get(Article, item.article_id)
    if article is None or in_bin(article):
        return "", ()
    body, found = article.body, []
    for piece in content.source.evidence:
        # What a teacher reworded stands nowhere in the article.
        if body[piece.start : piece.end] == piece.text:
            before = body[max(0, piece.start - AROUND) : piece.start]
            after = body[piece.end : piece.end + AROUND]
            if piece.start > AROUND:
                before = "… " + before.partition(" ")[2]
            if piece.end + AROUND < len(body):
                after = after.rpartition(" ")[0] + " …"
            found.append(Excerpt(before, piece.text, after))
    return article.title, tuple(found)


def _neighbours(
    session: Session, mine: ReviewRow | None, user: User
) -> tuple[int | None, int | None]:
    """Give the items before and after this one of those that wait for the user."""
    if mine is None:
        return None, None
    waiting = (
        select(ItemReview.item_id)
        .join(Item, Item.id == ItemReview.item_id)
        .where(ItemReview.reviewer_id == user.id, is_open(), Item.id != mine.item_id)
    )
    before = session.scalar(
        waiting.where(ItemReview.id < mine.id).order_by(ItemReview.id.desc()).limit(1)
    )
    # After the last one it begins again with the first, while that waits.
    later = case((ItemReview.id > mine.id, 0), else_=1)
    after = session.scalar(waiting.order_by(later, ItemReview.id).limit(1))
    return before, after
