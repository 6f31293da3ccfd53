"""The order of the questions of a set, and taking questions out of it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any, Final

from sqlalchemy import Row, delete, func, select, update
from sqlalchemy.orm import Session

from quizapp.errors import N_, ConflictError, InvalidInputError
from quizapp.models import Item, ItemStatus, QuestionSet, QuestionSetItem, Quiz, User
from quizapp.services import audit
from quizapp.services.items import current_contents
from quizapp.services.ownership import Permission, find_set
from quizapp.services.paging import Page, fetch_page
from quizapp.services.publishing import accept_unused
from quizapp.services.rendering import as_plain

__all__ = ["Arrangement", "OrderChangedError", "Place", "arrange", "arrangement"]

#: Beyond every position, so that none is taken twice while the order is written.
_ASIDE: Final = 10_000_000


class OrderChangedError(ConflictError):
    """Somebody changed the order or the questions of the set meanwhile."""


@dataclass(frozen=True, slots=True)
class Place:
    """A question at its place in a set; the stem is plain text."""

    item_id: int
    position: int
    section: int
    stem: str
    language: str
    status: ItemStatus


@dataclass(frozen=True, slots=True)
class Arrangement:
    """A page of the places of a set; `order` tells one order of its questions from another."""

    set_id: int
    title: str
    order: str
    places: Page[Place]


def arrangement(
    session: Session, set_id: int, *, user: User, page: int = 1, per_page: int = 100
) -> Arrangement:
    """Show the order of a set to who may edit it.

    Raises:
        NotFoundError: there is no set that the user may use.
        NotAllowedError: the user may not edit it.
    """
    found = find_set(session, set_id, user, Permission.EDIT)
    statement = (
        select(QuestionSetItem, Item)
        .join(Item, Item.id == QuestionSetItem.item_id)
        .where(QuestionSetItem.set_id == found.id)
        .order_by(QuestionSetItem.position)
    )

    def make(rows: Sequence[Row[*tuple[Any, ...]]]) -> list[Place]:
        contents = current_contents(session, [item for _, item in rows])
        places = []
        for place, item in rows:
            content = contents[item.id]
            language, text = next(iter(content.texts.items()))
            stem = as_plain(text.stem, content.text_format)
            at = (place.position, place.section)
            places.append(Place(item.id, *at, stem, language, item.status))
        return places

    return Arrangement(
        set_id=found.id,
        title=found.title,
        order=_order_of(_places(session, found)),
        places=fetch_page(session, statement, make, page=page, per_page=per_page),
    )


def arrange(
    session: Session,
    set_id: int,
    wanted: Mapping[int, int],
    *,
    removed: Collection[int] = (),
    order: str,
    actor: User,
    now: datetime,
) -> None:
    """Give questions of a set other places, and take some out; all others keep their order.

    A question that comes among those of another section joins that. What is taken out stays in the
    bank, and is accepted where no quiz asks it any more; attempts that have it keep it.

    Args:
        session: where to write.
        set_id: a set that the actor may edit.
        wanted: the place, from 1, of each question that is to have another, by the item's id.
        removed: the ids of the items that are taken out.
        order: of the `Arrangement` that the actor saw.
        actor: who does it.
        now: the time.

    Raises:
        NotFoundError: there is no set that the actor may use.
        NotAllowedError: the actor may not edit it.
        OrderChangedError: the set is not as the actor saw it any more.
        InvalidInputError: quizzes would be left without any question.
    """
    found = find_set(session, set_id, actor, Permission.EDIT, lock=True)
    rows = _places(session, found)
    if _order_of(rows) != order:
        raise OrderChangedError(
            N_("Somebody changed the order or the questions of this set meanwhile.")
        )
    gone = [row.item_id for row in rows if row.item_id in removed]
    has_quizzes = session.scalar(select(func.count(Quiz.id)).where(Quiz.set_id == found.id))
    if rows and len(gone) == len(rows) and has_quizzes:
        raise InvalidInputError(
            N_("Quizzes are made of this set, which would have no question left. Keep one."),
            field="removed",
        )
    session.execute(
        delete(QuestionSetItem).where(
            QuestionSetItem.set_id == found.id, QuestionSetItem.item_id.in_(gone)
        )
    )
    _write(session, found, _ordered([row for row in rows if row.item_id not in gone], wanted))
    accept_unused(session, gone)
    what = {"moved": len(wanted), "removed": gone}
    audit.record(session, "set.arrange", "set", found.id, actor=actor, at=now, **what)
    session.flush()


def _places(session: Session, found: QuestionSet) -> Sequence[Row[int, int]]:
    return session.execute(
        select(QuestionSetItem.item_id, QuestionSetItem.section)
        .where(QuestionSetItem.set_id == found.id)
        .order_by(QuestionSetItem.position)
    ).all()


def _order_of(rows: Sequence[Row[int, int]]) -> str:
    return sha256(" ".join(str(row.item_id) for row in rows).encode()).hexdigest()[:16]


def _ordered(rows: Sequence[Row[int, int]], wanted: Mapping[int, int]) -> list[tuple[int, int]]:
    """Give item and section of each place in the new order."""
    before = {row.item_id: number for number, row in enumerate(rows)}
    placed = [(row.item_id, row.section) for row in rows if row.item_id not in wanted]
    moved = [(place, before[key], key) for key, place in wanted.items() if key in before]
    for place, _was_at, item_id in sorted(moved):
        at = min(max(place - 1, 0), len(placed))
        # It joins the section of what it is put before; at the end, of what it follows.
        beside = placed[at] if at < len(placed) else (placed[-1] if placed else None)
        moved_down = at > before[item_id]
        if moved_down and at > 0:
            beside = placed[at - 1]
        placed.insert(at, (item_id, rows[before[item_id]].section if beside is None else beside[1]))
    return placed


def _write(session: Session, found: QuestionSet, placed: Sequence[tuple[int, int]]) -> None:
    session.execute(
        update(QuestionSetItem)
        .where(QuestionSetItem.set_id == found.id)
        .values(position=QuestionSetItem.position + _ASIDE),
        execution_options={"synchronize_session": False},
    )
    session.execute(
        update(QuestionSetItem),
        [
            {"set_id": found.id, "item_id": item_id, "position": position, "section": section}
            for position, (item_id, section) in enumerate(placed, start=1)
        ],
    )
    session.expire_all()
