"""What a teacher decides about an import: which questions to take, and what was meant."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from quizapp.domain.fingerprints import fingerprint
from quizapp.domain.items import ItemContent, SingleKey
from quizapp.domain.ordering import suggested_order
from quizapp.errors import N_, InvalidInputError, NotFoundError, QuestionFileError
from quizapp.interchange import formats
from quizapp.interchange.banks import BankItem, SourceFile, UnfinishedItem
from quizapp.interchange.staging import (
    finding_as_data,
    read_item_as_data,
    read_item_from_data,
)
from quizapp.models import Import, ImportEntry, User
from quizapp.services import audit
from quizapp.services.importing.imports import ensure_ready, own_import
from quizapp.services.importing.staging import known_duplicates

__all__ = ["choose", "choose_all", "choose_key", "discard", "rewrite"]

TEXT_FORMAT = "exam-text"
"""The format in which a question is rewritten."""


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


def rewrite(session: Session, import_id: int, position: int, text: str, *, actor: User) -> None:
    """Put another text in a question's place: one question as exam text.

    Raises:
        NotFoundError: there is no such question.
        ConflictError: the import is not open to changes.
        InvalidInputError: field text; the text is not one complete question.
    """
    entry = _entry(session, import_id, position, actor)
    try:
        reading = formats.read(SourceFile(text.encode(), "text"), TEXT_FORMAT)
    except QuestionFileError as error:
        raise InvalidInputError(error.problems[0].text, field="text") from error
    if len(reading.items) != 1:
        raise InvalidInputError(
            N_("This is read as %(count)d questions; write exactly one."),
            field="text",
            count=len(reading.items),
        )
    item = reading.items[0]
    if isinstance(item, UnfinishedItem):
        first = item.problems[0]
        raise InvalidInputError(first.message, field="text", **dict(first.params))
    before = read_item_from_data(entry.data)
    item = replace(
        item,
        place=before.place,
        category=before.category,
        id=before.id,
        stimulus=item.stimulus or before.stimulus,
    )
    _put(session, entry, item)
    entry.findings = [
        finding_as_data(finding) for finding in reading.findings if finding.item is not None
    ]


def discard(session: Session, import_id: int, *, actor: User, now: datetime) -> None:
    """Throw an import away; what became items stays. Raises `NotFoundError`, `ConflictError`."""
    found = own_import(session, import_id, actor, lock=True)
    audit.record(session, "import.discard", "import", found.id, actor=actor, at=now)
    session.delete(found)
    session.flush()


def _completed(item: UnfinishedItem, option: int) -> BankItem:
    first = next(iter(item.texts.values()))
    content = ItemContent(
        texts=item.texts,
        key=SingleKey(option),
        option_order=suggested_order(item.format, first.options),
        format=item.format,
        text_format=item.text_format,
    )
    return BankItem(
        content=content,
        place=item.place,
        id=item.id,
        category=item.category,
        stimulus=item.stimulus,
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
    prints = [fingerprint(text) for text in item.content.texts.values()]
    known = known_duplicates(session, owner_id, prints)
    entry.data = read_item_as_data(item)
    entry.duplicate_of = next(iter(known.values()), None)
    entry.complete, entry.chosen, entry.doubtful = True, True, False
    session.flush()
