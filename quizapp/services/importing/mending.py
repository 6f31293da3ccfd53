"""What a teacher decides about an import: which questions to take, and what was meant."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from quizapp.domain.fingerprints import fingerprint
from quizapp.domain.items import ItemContent, ItemType, OptionOrder, SingleKey, TrueFalseKey
from quizapp.domain.ordering import suggested_order
from quizapp.errors import N_, NotFoundError
from quizapp.interchange.banks import Action, BankItem, ReadItem, UnfinishedItem
from quizapp.interchange.staging import read_item_as_data, read_item_from_data
from quizapp.models import Import, ImportEntry, ImportState, User
from quizapp.services import audit, jobs
from quizapp.services.importing.imports import ensure_ready, own_import, state_of
from quizapp.services.importing.staging import known_duplicates

__all__ = ["choose", "choose_all", "choose_key", "complete", "discard"]


def choose(
    session: Session,
    import_id: int,
    *,
    shown: Collection[int],
    chosen: Collection[int],
    actor: User,
) -> None:
    """Take the chosen ones of the questions that were shown, and leave the others of them.

    Raises `NotFoundError` and `ConflictError`. Unfinished questions cannot be chosen.
    """
    found = own_import(session, import_id, actor, lock=True)
    ensure_ready(session, found)
    of_these = (ImportEntry.import_id == found.id, ImportEntry.position.in_(shown))
    session.execute(
        update(ImportEntry)
        .where(*of_these)
        .values(chosen=ImportEntry.complete & ImportEntry.position.in_(chosen))
        .execution_options(synchronize_session=False)
    )


def choose_all(session: Session, import_id: int, *, chosen: bool, actor: User) -> int:
    """Take all complete questions that are no duplicates, or leave all; returns how many."""
    found = own_import(session, import_id, actor, lock=True)
    ensure_ready(session, found)
    session.execute(
        update(ImportEntry)
        .where(ImportEntry.import_id == found.id)
        .values(
            chosen=ImportEntry.complete
            & ImportEntry.duplicate_of.is_(None)
            & ImportEntry.repeats.is_(None)
            if chosen
            else False
        )
        .execution_options(synchronize_session=False)
    )
    counted = select(func.count()).where(
        ImportEntry.import_id == found.id, ImportEntry.chosen.is_(True)
    )
    return session.scalar(counted) or 0


def choose_key(
    session: Session, import_id: int, position: int, option: int, *, actor: User
) -> None:
    """Complete a question that lacked only its key.

    Raises:
        NotFoundError: there is no such question.
        ConflictError: the import is not open to changes.
        InvalidInputError: there is no such option, or something else is missing, too.
    """
    entry = _entry(session, import_id, position, actor)
    item = read_item_from_data(entry.data)
    if isinstance(item, BankItem):
        item = replace(item, content=replace(item.content, key=SingleKey(option)))
    else:
        item = _completed(item, option)
    _put(session, entry, item)


def complete(
    session: Session, import_id: int, position: int, content: ItemContent, *, actor: User
) -> None:
    """Put what a teacher wrote in a question's place.

    Raises:
        NotFoundError: there is no such question.
        ConflictError: the import is not open to changes.
    """
    entry = _entry(session, import_id, position, actor)
    before = read_item_from_data(entry.data)
    _put(session, entry, _in_place_of(before, content))


def discard(session: Session, import_id: int, *, actor: User, now: datetime) -> None:
    """Throw an import away; what became items stays. What is being read is read no further.

    Raises `NotFoundError`.
    """
    found = own_import(session, import_id, actor, lock=True)
    if found.job_id is not None and state_of(session, found) is ImportState.READING:
        jobs.cancel(session, found.job_id, actor=actor, now=now)
    audit.record(session, "import.discard", "import", found.id, actor=actor, at=now)
    session.delete(found)
    session.flush()


def _completed(item: UnfinishedItem, option: int) -> BankItem:
    first = next(iter(item.texts.values()))
    is_statement = item.type is ItemType.TRUE_FALSE
    content = ItemContent(
        texts=item.texts,
        key=TrueFalseKey(answer=option == 0) if is_statement else SingleKey(option),
        option_order=OptionOrder.FIXED
        if is_statement
        else suggested_order(item.format, first.options),
        format=item.format,
        text_format=item.text_format,
        images=item.images,
    )
    return _in_place_of(item, content)


def _in_place_of(before: ReadItem, content: ItemContent) -> BankItem:
    return BankItem(
        content=content,
        place=before.place,
        id=before.id,
        category=before.category,
        stimulus=before.stimulus,
    )


def _entry(session: Session, import_id: int, position: int, actor: User) -> ImportEntry:
    found = own_import(session, import_id, actor, lock=True)
    ensure_ready(session, found)
    entry = session.get(ImportEntry, (found.id, position))
    if entry is None:
        raise NotFoundError(N_("There is no such question in this import."))
    return entry


def _put(session: Session, entry: ImportEntry, item: BankItem) -> None:
    owner_id = session.get_one(Import, entry.import_id).owner_id
    prints = [fingerprint(text, item.content.images) for text in item.content.texts.values()]
    known = known_duplicates(session, owner_id, prints)
    entry.data = read_item_as_data(item)
    entry.duplicate_of = next(iter(known.values()), None)
    entry.complete, entry.chosen, entry.doubtful = True, True, False
    entry.findings = [each for each in entry.findings if each["action"] != Action.UNFINISHED.value]
    session.flush()
