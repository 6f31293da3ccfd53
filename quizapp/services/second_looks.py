"""A second teacher looks at items: being asked, the verdict, taking it back.

An open review is what the pages call “In review”; the status of the item stays what it is.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from quizapp.domain.second_looks import NOTE_MAXIMUM, WORDS_MAXIMUM, Verdict
from quizapp.errors import (
    N_,
    ConflictError,
    InvalidInputError,
    NotAllowedError,
    NotFoundError,
)
from quizapp.models import Item, ItemReview, ItemStatus, QuestionSetItem, User, in_bin
from quizapp.services import audit, notices
from quizapp.services.colleagues import find_colleague
from quizapp.services.notices import NoticeKind
from quizapp.services.ownership import (
    ID_MAXIMUM,
    Permission,
    find_item_to_discuss,
    find_items,
    item_permissions,
    locked,
    own_article,
)
from quizapp.services.texts import paragraph

__all__ = [
    "Asked",
    "ask",
    "ask_for_article",
    "count_open",
    "decide",
    "is_open",
    "open_of_article",
    "open_of_set",
    "take_back",
    "under_review",
]

ITEMS_MAXIMUM: Final = 200
"""So many questions are given to one teacher at once: more than anybody looks at in one go."""

_ASKED_ABOUT: Final = (ItemStatus.DRAFT, ItemStatus.ACCEPTED, ItemStatus.PUBLISHED)


@dataclass(frozen=True, slots=True)
class Asked:
    """Whom was asked, about which items, and which were left out.

    Left out are those that this teacher reviews already, and rejected and retired ones.
    """

    name: str
    item_ids: tuple[int, ...]
    left_out: tuple[int, ...]


def is_open() -> ColumnElement[bool]:
    """Give the condition of reviews that wait for their verdict."""
    return ItemReview.verdict.is_(None) & ItemReview.ended_at.is_(None)


def ask(
    session: Session,
    item_ids: Sequence[int],
    *,
    who: str,
    note: str = "",
    actor: User,
    now: datetime,
) -> Asked:
    """Ask another teacher to review items, and tell them.

    Args:
        session: where to write.
        item_ids: items that the actor may edit.
        who: the user name or the e-mail address of a teacher.
        note: what to look at; at most `NOTE_MAXIMUM` characters.
        actor: who asks.
        now: the time.

    Raises:
        NotFoundError: one of the items is none that the actor may use.
        NotAllowedError: the actor may use one of them, and not change it.
        InvalidInputError: field item: none is chosen, or too many; field who or note.
    """
    chosen = list(dict.fromkeys(item_ids))
    if not chosen:
        raise InvalidInputError(N_("Choose at least one question."), field="item")
    if len(chosen) > ITEMS_MAXIMUM:
        raise InvalidInputError(
            N_("At most %(maximum)d questions can be given to a teacher at once; choose fewer."),
            field="item",
            maximum=ITEMS_MAXIMUM,
        )
    found = find_items(session, chosen, actor, Permission.EDIT)
    return _ask(session, found, who=who, note=note, actor=actor, now=now)


def ask_for_article(
    session: Session, article_id: int, *, who: str, note: str = "", actor: User, now: datetime
) -> Asked:
    """Ask another teacher to review all items of an article that are accepted or undecided.

    Raises:
        NotFoundError: there is no article of the actor's with this id.
        InvalidInputError: field item: there are none; field who or note.
    """
    own_article(session, article_id, actor, lock=True)
    found = session.scalars(
        select(Item)
        .where(
            Item.article_id == article_id,
            Item.status.in_((ItemStatus.DRAFT, ItemStatus.ACCEPTED)),
        )
        .order_by(Item.id)
        .with_for_update()
    ).all()
    if not found:
        raise InvalidInputError(
            N_("No question of this article is accepted or waits for your decision."), field="item"
        )
    return _ask(session, found, who=who, note=note, actor=actor, now=now)


def decide(
    session: Session,
    item_id: int,
    *,
    verdict: Verdict,
    words: str = "",
    version: int,
    actor: User,
    now: datetime,
) -> None:
    """Say what the actor thinks of an item that they were asked about, and tell who asked.

    Whoever decided before changes their verdict by it.

    Args:
        session: where to write.
        item_id: the item.
        verdict: what it is.
        words: what is to be changed, at most `WORDS_MAXIMUM` characters; may be empty for what
            looks good.
        version: the number of the version that the actor looked at.
        actor: the reviewer.
        now: the time.

    Raises:
        NotFoundError: the actor was not asked about it, or not any more.
        ConflictError: it was changed since.
        InvalidInputError: field words.
    """
    item = find_item_to_discuss(session, item_id, actor, lock=True)
    review = session.scalar(
        select(ItemReview)
        .where(
            ItemReview.item_id == item.id,
            ItemReview.reviewer_id == actor.id,
            ItemReview.ended_at.is_(None),
        )
        .order_by(ItemReview.id.desc())
        .limit(1)
        .with_for_update()
    )
    if review is None:
        raise NotFoundError(N_("Nobody asks you to review this question."))
    words = paragraph(words, "words", maximum=WORDS_MAXIMUM)
    if verdict is Verdict.CHANGES and not words:
        raise InvalidInputError(N_("Say what needs to be changed."), field="words")
    if item.version_number != version:
        raise ConflictError(
            N_(
                "This question was changed while you looked at it. Its version %(present)d is shown"
                " now: look at it, and decide again."
            ),
            present=item.version_number,
        )
    if (review.verdict, review.words, review.version_number) == (verdict, words, version):
        return
    review.verdict, review.words, review.decided_at = verdict, words, now
    review.version_number = version
    audit.record(
        session,
        "item.review",
        "review",
        review.id,
        actor=actor,
        at=now,
        item=item.id,
        verdict=verdict,
        version=version,
    )
    session.flush()
    _tell_decided(session, review, actor, now)


def take_back(session: Session, review_id: int, *, actor: User, now: datetime) -> int:
    """End a review: the reviewer may not look at the item any more; returns the item's id.

    A verdict stays. Ending what is ended changes nothing. Who asked may do it, and who may edit
    the item.

    Raises:
        NotFoundError: there is no such review, or none of what the actor may look at.
        NotAllowedError: the actor is the reviewer.
    """
    missing = N_("There is no such review.")
    review = locked(session, ItemReview, review_id) if 0 < review_id <= ID_MAXIMUM else None
    if review is None:
        raise NotFoundError(missing)
    item = session.get(Item, review.item_id)
    if item is None or in_bin(item):
        raise NotFoundError(missing)
    if review.asked_by_id != actor.id:
        has = item_permissions(session, [item], actor).get(item.id)
        if has is None or not has.permits(Permission.EDIT):
            if review.reviewer_id == actor.id:
                raise NotAllowedError(N_("Only who asked for a review can take it back."))
            raise NotFoundError(missing)
    if review.ended_at is None:
        review.ended_at = now
        audit.record(
            session, "item.end-review", "review", review.id, actor=actor, at=now, item=item.id
        )
        notices.take_back(session, NoticeKind.REVIEW_ASKED, review.id)
        session.flush()
    return item.id


def count_open(session: Session, *, user: User) -> int:
    """Count the items that somebody is asked to review and has not decided about."""
    return (
        session.scalar(
            select(func.count(ItemReview.id))
            .join(Item, Item.id == ItemReview.item_id)
            .where(ItemReview.reviewer_id == user.id, is_open())
        )
        or 0
    )


def under_review(session: Session, item_ids: Collection[int]) -> frozenset[int]:
    """Say which of these items are in review."""
    return frozenset(
        session.scalars(
            select(ItemReview.item_id).where(ItemReview.item_id.in_(item_ids), is_open())
        )
    )


def open_of_article(session: Session, article_id: int) -> int:
    """Count the accepted items of an article that are in review."""
    return _count(session, (Item.article_id == article_id) & (Item.status == ItemStatus.ACCEPTED))


def open_of_set(session: Session, set_id: int) -> int:
    """Count the items of a set that are in review."""
    of_set = select(QuestionSetItem.item_id).where(QuestionSetItem.set_id == set_id)
    return _count(session, Item.id.in_(of_set))


def _count(session: Session, which: ColumnElement[bool]) -> int:
    statement = (
        select(func.count(ItemReview.item_id.distinct()))
        .join(Item, Item.id == ItemReview.item_id)
        .where(is_open(), which)
    )
    return session.scalar(statement) or 0


def _ask(
    session: Session, found: Sequence[Item], *, who: str, note: str, actor: User, now: datetime
) -> Asked:
    note = paragraph(note, "note", maximum=NOTE_MAXIMUM)
    student = N_("%(name)s is a student here. Only teachers review questions.")
    other = find_colleague(session, who, actor, student=student)
    asked_already = set(
        session.scalars(
            select(ItemReview.item_id).where(
                ItemReview.item_id.in_([item.id for item in found]),
                ItemReview.reviewer_id == other.id,
                is_open(),
            )
        )
    )
    wanted = [
        item.id for item in found if item.id not in asked_already and item.status in _ASKED_ABOUT
    ]
    if not wanted:
        raise InvalidInputError(
            N_(
                "There is nothing to ask: %(name)s reviews these questions already, or they are"
                " rejected or retired."
            ),
            field="who",
            name=other.display_name,
        )
    made = [
        ItemReview(
            item_id=item_id, asked_by_id=actor.id, reviewer_id=other.id, asked_at=now, note=note
        )
        for item_id in wanted
    ]
    session.add_all(made)
    session.flush()
    for review in made:
        audit.record(
            session,
            "item.ask-review",
            "review",
            review.id,
            actor=actor,
            at=now,
            item=review.item_id,
            user_id=other.id,
        )
    data = {"item_id": made[0].item_id, "count": len(made), "by": actor.display_name}
    # A notice of several stays when one of them is taken back.
    subject = made[0].id if len(made) == 1 else None
    notices.tell(session, NoticeKind.REVIEW_ASKED, [(other.id, data)], now=now, subject_id=subject)
    left_out = tuple(item.id for item in found if item.id not in set(wanted))
    return Asked(other.display_name, tuple(wanted), left_out)


def _tell_decided(session: Session, review: ItemReview, actor: User, now: datetime) -> None:
    """Tell who asked; while they have not read of this reviewer, that notice counts on."""
    asker = review.asked_by_id
    present = notices.unread(session, NoticeKind.REVIEW_DECIDED, actor.id, [asker]).get(asker)
    since = now if present is None else datetime.fromisoformat(present.data["since"])
    good, changes = session.execute(
        select(
            func.count().filter(ItemReview.verdict == Verdict.GOOD),
            func.count().filter(ItemReview.verdict == Verdict.CHANGES),
        ).where(
            ItemReview.asked_by_id == asker,
            ItemReview.reviewer_id == actor.id,
            ItemReview.decided_at >= since,
        )
    ).one()
    data = {
        "item_id": review.item_id,
        "by": actor.display_name,
        "good": good,
        "changes": changes,
        "since": since.isoformat(),
    }
    if present is not None:
        present.data, present.created_at = data, now
        session.flush()
        return
    notices.tell(session, NoticeKind.REVIEW_DECIDED, [(asker, data)], now=now, subject_id=actor.id)
