"""The chosen questions of an import become items and a set: all of them or none.

Items are made in batches and stand in no set until the last of them is made, so nobody sees any
before all are there; an import that is given up takes its items with it.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from quizapp.errors import N_, ConflictError, InvalidInputError, NotFoundError
from quizapp.interchange.banks import BankItem, SetDetails
from quizapp.interchange.staging import read_item_from_data
from quizapp.models import (
    WITH_BINNED,
    Import,
    ImportEntry,
    ImportState,
    Item,
    ItemStatus,
    QuestionSet,
    QuestionSetItem,
    User,
)
from quizapp.services import audit, jobs
from quizapp.services.importing.imports import ensure_ready, own_import
from quizapp.services.importing.making import Maker, external_ids
from quizapp.services.items import add_item
from quizapp.services.ownership import Permission, find_set
from quizapp.services.sets import make_set
from quizapp.services.texts import one_line

__all__ = ["STORE_JOB", "abandon", "begin", "count_chosen", "finish", "store_batch"]

STORE_JOB = "store-questions"
"""The kind of the background job that stores questions."""

AT_ONCE_MAXIMUM = 200
"""So many questions are stored while the teacher waits; more in the background."""
BATCH = 250
TITLE_MAXIMUM = 200


def begin(
    session: Session,
    import_id: int,
    *,
    title: str,
    set_id: int | None,
    actor: User,
    now: datetime,
) -> int | None:
    """Store the chosen questions, as a new set or at the end of one.

    Returns the id of the set, or None while a background job is at it.

    Raises:
        NotFoundError: there is no such import of the actor's.
        ConflictError: the import is not open to changes.
        NotAllowedError: the set is one that the actor may not edit.
        InvalidInputError: field title; field set_id, there is no such set; or no question is
            chosen.
    """
    found = own_import(session, import_id, actor, lock=True)
    ensure_ready(session, found)
    if set_id is None:
        found.title = one_line(title, "title", maximum=TITLE_MAXIMUM, required=True)
    else:
        try:
            found.set_id = find_set(session, set_id, actor, Permission.EDIT).id
        except NotFoundError as error:
            message = N_("This set is no longer there. Choose another one.")
            raise InvalidInputError(message, field="set_id") from error
    chosen = count_chosen(session, found)
    if not chosen:
        raise InvalidInputError(N_("No question is chosen. Choose at least one."))
    found.state = ImportState.STORING
    if chosen <= AT_ONCE_MAXIMUM:
        while store_batch(session, found, now=now):
            pass
        return finish(session, found, now=now)
    found.job_id = jobs.enqueue(
        session,
        STORE_JOB,
        {"import": found.id},
        owner=actor,
        now=now,
        subject=found.title,
    )
    session.flush()
    return None


def count_chosen(session: Session, found: Import) -> int:
    """Count the questions of an import that are to be stored."""
    return (
        session.scalar(
            select(func.count()).where(
                ImportEntry.import_id == found.id, ImportEntry.chosen.is_(True)
            )
        )
        or 0
    )


def store_batch(session: Session, found: Import, *, now: datetime) -> int:
    """Make items of the next chosen entries; returns how many are left."""
    waiting = (
        ImportEntry.import_id == found.id,
        ImportEntry.chosen.is_(True),
        ImportEntry.item_id.is_(None),
    )
    entries = session.scalars(
        select(ImportEntry).where(*waiting).order_by(ImportEntry.position).limit(BATCH)
    ).all()
    author = session.get_one(User, found.owner_id)
    # What comes into a set belongs to whose set it is.
    into = None
    if found.set_id is not None:
        # It may have gone into the bin since: there it gets what was brought for it all the same.
        into = session.get_one(QuestionSet, found.set_id, execution_options=WITH_BINNED)
    owner = author if into is None else session.get_one(User, into.owner_id)
    read = [_read_item(entry) for entry in entries]
    maker = Maker(session, owner_id=owner.id, now=now, stimuli=found.stimuli)
    items = [
        add_item(
            session,
            maker.content(item),
            owner=owner,
            status=ItemStatus.ACCEPTED,
            now=now,
            author=author,
        )
        for item in read
    ]
    found.stimuli = maker.stimuli
    session.flush()
    for entry, item in zip(entries, items, strict=True):
        entry.item_id = item.id
    session.flush()
    return session.scalar(select(func.count()).where(*waiting)) or 0


def finish(session: Session, found: Import, *, now: datetime) -> int:
    """Make the set of the items, or add them to the one that was chosen; returns its id."""
    owner = session.get_one(User, found.owner_id)
    rows = session.execute(
        select(ImportEntry, Item)
        .join(Item, Item.id == ImportEntry.item_id)
        .where(ImportEntry.import_id == found.id)
        .order_by(ImportEntry.position)
    ).all()
    items = [row.Item for row in rows]
    ids = external_ids(str(row.ImportEntry.data["id"]) for row in rows)
    if found.set_id is None:
        made = make_set(session, items, owner=owner, title=found.title, external_ids=ids, now=now)
        found.set_id = made.id
        _describe(session, made, SetDetails(**found.details))
    else:
        _append(session, found.set_id, items)
    audit.record(
        session, "import.finish", "import", found.id, actor=owner, at=now, items=len(items)
    )
    found.state, found.finished_at = ImportState.DONE, now
    session.flush()
    return found.set_id


def abandon(session: Session, import_id: int) -> None:
    """Take back what was stored of an import that is not finished, and open it again."""
    found = session.get(Import, import_id, with_for_update=True)
    if found is None or found.state is not ImportState.STORING:
        return
    made = list(
        session.scalars(
            select(ImportEntry.item_id).where(
                ImportEntry.import_id == found.id, ImportEntry.item_id.is_not(None)
            )
        )
    )
    session.execute(
        update(ImportEntry).where(ImportEntry.import_id == found.id).values(item_id=None)
    )
    for first in range(0, len(made), BATCH):
        session.execute(delete(Item).where(Item.id.in_(made[first : first + BATCH])))
    found.state, found.job_id, found.set_id = ImportState.READY, None, None
    session.flush()


def _read_item(entry: ImportEntry) -> BankItem:
    item = read_item_from_data(entry.data)
    if not isinstance(item, BankItem):
        raise ConflictError(N_("Question %(number)d is not complete."), number=entry.position)
    return item


def _describe(session: Session, made: QuestionSet, details: SetDetails) -> None:
    """Give a new set what its file said about it; a short name only where it is free."""
    taken = select(QuestionSet.id).where(QuestionSet.slug == details.slug)
    if details.slug and session.scalar(taken, execution_options=WITH_BINNED) is None:
        made.slug = details.slug
    made.description, made.preset = details.description, details.preset
    made.licence, made.source_notes = details.licence, details.source_notes
    session.flush()


def _append(session: Session, set_id: int, items: Sequence[Item]) -> None:
    session.get_one(QuestionSet, set_id, with_for_update=True, execution_options=WITH_BINNED)
    last = session.scalar(
        select(func.max(QuestionSetItem.position)).where(QuestionSetItem.set_id == set_id)
    )
    session.add_all(
        QuestionSetItem(set_id=set_id, item_id=item.id, position=position)
        for position, item in enumerate(items, start=(last or 0) + 1)
    )
    session.flush()
