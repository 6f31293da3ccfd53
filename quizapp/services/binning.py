"""The bin: what was put into it is listed, brought back, or deleted for good; at last by itself.

The services of the things themselves decide what may be deleted, and put it here (`binned.put`).
Whoever owns a thing has it in their bin; administrators see everybody's. What is in the bin is left
out everywhere else (`quizapp.models.binned`).

Nothing is deleted for good that something else needs by then: it stays in the bin until that is
gone. What people did with it, as students' results, is never deleted.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Row, Select, and_, delete, func, literal, select
from sqlalchemy import union_all as union_of
from sqlalchemy.orm import Session

from quizapp.domain.binned import BIN_KEPT, BinKind, days_left
from quizapp.domain.items import TextFormat
from quizapp.errors import N_, ConflictError, NotFoundError
from quizapp.models import (
    WITH_BINNED,
    Item,
    ItemText,
    ItemVersion,
    QuestionSetItem,
    User,
)
from quizapp.services import audit
from quizapp.services.binned import KINDS, is_current, take_out
from quizapp.services.ownership import ID_MAXIMUM, ensure_teacher, only_own
from quizapp.services.paging import PER_PAGE, Page, fetch_page

__all__ = [
    "BinRow",
    "Binned",
    "delete_for_good",
    "list_bin",
    "purge",
    "restore",
    "titles_of",
]

_WORDS_MAXIMUM: Final = 100
_TITLE_MAXIMUM: Final = 200


@dataclass(frozen=True, slots=True, order=True)
class Binned:
    """What names one thing in the bin."""

    kind: BinKind
    id: int


@dataclass(frozen=True, slots=True)
class BinRow:
    """Something in the bin, as its list shows it.

    The title of a question is its stem, in `language` and `text_format`. `questions` are those that
    an article or a set comes back with. `deleted_by` is None where the reader did it.
    """

    kind: BinKind
    id: int
    title: str
    language: str | None
    text_format: TextFormat
    questions: int
    deleted_at: datetime
    deleted_by: str | None
    days_left: int


def list_bin(
    session: Session,
    *,
    user: User,
    now: datetime,
    kind: BinKind | None = None,
    words: str = "",
    page: int = 1,
    per_page: int = PER_PAGE,
) -> Page[BinRow]:
    """List what is in the user's bin, of one kind or of all, what was deleted last first.

    As many queries for one row as for many. With `words` only what has them in its title.

    Raises:
        NotAllowedError: the user is a student.
    """
    ensure_teacher(user)
    wanted = [_selected(each, user) for each in BinKind if kind in {None, each}]
    found = union_of(*wanted).subquery()
    statement = (
        select(found.c.kind, found.c.id, found.c.title, found.c.deleted_at, User.display_name)
        .outerjoin(User, and_(User.id == found.c.deleted_by_id, User.id != user.id))
        .order_by(found.c.deleted_at.desc(), found.c.kind, found.c.id.desc())
        .execution_options(**WITH_BINNED)
    )
    for word in words[:_WORDS_MAXIMUM].split():
        statement = statement.where(
            func.lower(found.c.title).contains(word.lower(), autoescape=True)
        )

    def make(rows: Sequence[Row[*tuple[Any, ...]]]) -> list[BinRow]:
        ids = {each: [row.id for row in rows if row.kind == each] for each in BinKind}
        stems, questions = _stems(session, ids[BinKind.ITEM]), _questions(session, ids)
        return [_row(row, stems, questions, now) for row in rows]

    return fetch_page(session, statement, make, page=page, per_page=per_page)


def restore(
    session: Session, chosen: Iterable[Binned], *, actor: User, now: datetime
) -> dict[Binned, str]:
    """Bring things back as they were; gives their titles.

    Raises:
        NotFoundError: one is not in the actor's bin.
        ConflictError: one needs something else that is in the bin.
    """
    titles = {}
    with session.begin_nested():
        # In the order of the kinds, so that what others need is there when they come.
        for each in _in_order(chosen):
            titles[each] = _restore(session, each, actor=actor, now=now)
    return titles


def delete_for_good(
    session: Session, chosen: Iterable[Binned], *, actor: User, now: datetime
) -> dict[Binned, str]:
    """Delete things that are in the bin, with what went along; gives their titles.

    Raises:
        NotFoundError: one is not in the actor's bin.
        ConflictError: something needs one.
    """
    titles = {}
    with session.begin_nested():
        # What is made of others goes first.
        for each in reversed(_in_order(chosen)):
            titles[each] = _delete(session, each, actor=actor, now=now)
    return titles


def titles_of(session: Session, chosen: Iterable[Binned], *, user: User) -> dict[Binned, str]:
    """Give the titles of things in the user's bin. Raises `NotFoundError` as `restore`."""
    return {each: _own(session, each, user)[1] for each in _in_order(chosen)}


def purge(session: Session, *, now: datetime, limit: int) -> int:
    """Delete for good what is in the bin for 30 days, at most so many; returns how many.

    What something else needs by then stays.
    """
    gone = 0
    for kind in reversed(BinKind):
        how = KINDS[kind]
        model = how.model
        old = (
            select(model.id, how.title)
            .where(
                model.deleted_at <= now - BIN_KEPT, model.binned_along.is_(False), *_unused(kind)
            )
            .order_by(model.id)
            .limit(limit - gone)
            .with_for_update(of=model)
            .execution_options(**WITH_BINNED)
        )
        found = session.execute(old).all()
        for key, title in found:
            _record(session, Binned(kind, key), "bin.purge", title, actor=None, now=now)
        _remove(session, kind, [row.id for row in found])
        gone += len(found)
        if gone >= limit:
            break
    return gone


def _restore(session: Session, what: Binned, *, actor: User, now: datetime) -> str:
    row, title = _own(session, what, actor)
    how = KINDS[what.kind]
    if how.ensure is not None:
        how.ensure(session, row)
    take_out(row)
    if how.bring is not None:
        how.bring(session, row)
    _record(session, what, "bin.bring-back", title, actor=actor, now=now)
    session.flush()
    return title


def _delete(session: Session, what: Binned, *, actor: User, now: datetime) -> str:
    _row, title = _own(session, what, actor)
    if not _removable(session, what):
        raise ConflictError(
            N_(
                "“%(title)s” is needed by something else in the bin or by results of students,"
                " so that it cannot be deleted for good yet."
            ),
            title=title[:_TITLE_MAXIMUM],
        )
    _record(session, what, "bin.delete-for-good", title, actor=actor, now=now)
    _remove(session, what.kind, [what.id])
    return title


def _selected(kind: BinKind, user: User) -> Select[*tuple[Any, ...]]:
    how = KINDS[kind]
    return select(
        literal(kind.value).label("kind"),
        how.model.id.label("id"),
        how.title.label("title"),
        how.model.deleted_at.label("deleted_at"),
        how.model.deleted_by_id.label("deleted_by_id"),
    ).where(
        how.model.deleted_at.is_not(None),
        how.model.binned_along.is_(False),
        only_own(how.owner, user),
    )


def _row(
    row: Row[*tuple[Any, ...]],
    stems: Mapping[int, tuple[str, str, TextFormat]],
    questions: Mapping[tuple[BinKind, int], int],
    now: datetime,
) -> BinRow:
    kind = BinKind(row.kind)
    title, language, text_format = row.title, None, TextFormat.PLAIN
    if kind is BinKind.ITEM:
        title, language, text_format = stems[row.id]
    return BinRow(
        kind=kind,
        id=row.id,
        title=title,
        language=language,
        text_format=text_format,
        questions=questions.get((kind, row.id), 0),
        deleted_at=row.deleted_at,
        deleted_by=row.display_name,
        days_left=days_left(row.deleted_at, now),
    )


def _stems(session: Session, ids: Sequence[int]) -> dict[int, tuple[str, str, TextFormat]]:
    """Give the stem of each item in the first of its languages."""
    rows = session.execute(
        select(Item.id, ItemText.stem, ItemText.language, ItemVersion.text_format)
        .join(ItemVersion, is_current())
        .join(ItemText, ItemText.version_id == ItemVersion.id)
        .where(Item.id.in_(ids))
        .order_by(ItemText.language.desc())
        .execution_options(**WITH_BINNED)
    )
    return {row.id: (row.stem, row.language, row.text_format) for row in rows}


def _questions(
    session: Session, ids: Mapping[BinKind, Sequence[int]]
) -> dict[tuple[BinKind, int], int]:
    """Count the questions that come back with articles, and those of sets."""
    of_articles = (
        select(Item.article_id, func.count())
        .where(Item.article_id.in_(ids[BinKind.ARTICLE]), Item.binned_along)
        .group_by(Item.article_id)
    )
    of_sets = (
        select(QuestionSetItem.set_id, func.count())
        .where(QuestionSetItem.set_id.in_(ids[BinKind.SET]))
        .group_by(QuestionSetItem.set_id)
    )
    return {
        (kind, key): count
        for kind, counted in ((BinKind.ARTICLE, of_articles), (BinKind.SET, of_sets))
        for key, count in session.execute(counted.execution_options(**WITH_BINNED))
        if key is not None
    }


def _in_order(chosen: Iterable[Binned]) -> list[Binned]:
    places = {kind: place for place, kind in enumerate(BinKind)}
    return sorted(set(chosen), key=lambda each: (places[each.kind], each.id))


def _own(session: Session, what: Binned, user: User) -> tuple[Any, str]:
    """Lock something in the user's bin, and give it with its title."""
    ensure_teacher(user)
    how = KINDS[what.kind]
    row = None
    if 0 < what.id <= ID_MAXIMUM:
        row = session.execute(
            select(how.model, how.title.label("title"))
            .where(
                how.model.id == what.id,
                how.model.deleted_at.is_not(None),
                how.model.binned_along.is_(False),
                only_own(how.owner, user),
            )
            .with_for_update(of=how.model)
            .execution_options(populate_existing=True, **WITH_BINNED)
        ).one_or_none()
    if row is None:
        raise NotFoundError(N_("This is not in your bin any more."))
    return row[0], row[1]


def _record(
    session: Session,
    what: Binned,
    action: str,
    title: str,
    *,
    actor: User | None,
    now: datetime,
) -> None:
    subject = what.kind.value
    audit.record(
        session, action, subject, what.id, actor=actor, at=now, title=title[:_TITLE_MAXIMUM]
    )


def _unused(kind: BinKind) -> list[ColumnElement[bool]]:
    unused = KINDS[kind].unused
    return [] if unused is None else [unused()]


def _removable(session: Session, what: Binned) -> bool:
    model = KINDS[what.kind].model
    counted = select(func.count(model.id)).where(model.id == what.id, *_unused(what.kind))
    return bool(session.scalar(counted.execution_options(**WITH_BINNED)))


def _remove(session: Session, kind: BinKind, ids: Sequence[int]) -> None:
    how = KINDS[kind]
    session.flush()
    if how.remove is not None:
        how.remove(session, ids)
    session.execute(
        delete(how.model).where(how.model.id.in_(ids)).execution_options(synchronize_session=False)
    )
    session.expire_all()
