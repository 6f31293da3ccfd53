"""Question sets from files into the database, and back."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload, undefer

from quizapp.domain.items import ItemContent
from quizapp.domain.materials import Stimulus, StimulusText
from quizapp.errors import N_, NotFoundError, Problem, QuestionFileError
from quizapp.interchange import formats
from quizapp.interchange.banks import (
    BankItem,
    Finding,
    ImageFile,
    ItemBank,
    Place,
    Reading,
    SetDetails,
    SourceFile,
    UnfinishedItem,
    WrittenFile,
)
from quizapp.interchange.own_format.format import NAME as OWN_FORMAT
from quizapp.interchange.own_format.sets import QuestionSetFile, SetQuestion
from quizapp.models import (
    Image,
    Item,
    ItemStatus,
    QuestionSet,
    QuestionSetItem,
    StimulusRecord,
    User,
)
from quizapp.services import audit
from quizapp.services.importing.making import Maker, external_ids
from quizapp.services.importing.pictures import with_stored_pictures
from quizapp.services.items import add_item, current_contents
from quizapp.services.ownership import Permission, ensure_teacher, find_set
from quizapp.services.sets import make_set

__all__ = [
    "ImportedSet",
    "add_questions",
    "bank_of_items",
    "bank_of_set",
    "export_set",
    "import_set",
    "slugs",
    "store_set",
]


@dataclass(frozen=True, slots=True)
class ImportedSet:
    """A set that was stored, with the number of its items.

    `unfinished` are the questions of the file that lack something and so were left out; `findings`
    say what else was found in it.
    """

    set_id: int
    slug: str
    title: str
    items: int
    unfinished: tuple[UnfinishedItem, ...] = ()
    findings: tuple[Finding, ...] = ()


def import_set(
    session: Session,
    *,
    data: bytes,
    filename: str,
    owner: User,
    now: datetime,
    format_name: str | None = None,
) -> ImportedSet:
    """Store the questions of a file as a set, whole or not at all.

    The set is called what the file says, or what the file is called.

    Raises:
        QuestionFileError: the file cannot be read, or nothing in it is complete.
        ConflictError: there is a set with the short name that the file gives.
        NotAllowedError: the owner is a student.
    """
    ensure_teacher(owner)
    reading = with_stored_pictures(
        session, formats.read(SourceFile(data, filename), format_name), now=now
    )
    complete = reading.complete
    if not complete:
        problem = Problem(N_("No complete question was found in this file."), file=filename)
        raise QuestionFileError([problem, *_problems_of(reading, filename)])
    stored = _store_reading(session, reading, _title(reading, filename), owner=owner, now=now)
    return ImportedSet(
        stored.id,
        stored.slug,
        stored.title,
        len(complete),
        tuple(item for item in reading.items if isinstance(item, UnfinishedItem)),
        reading.findings,
    )


def _store_reading(
    session: Session, reading: Reading, title: str, *, owner: User, now: datetime
) -> QuestionSet:
    maker = Maker(session, owner_id=owner.id, now=now)
    items = [
        add_item(
            session,
            maker.content(item),
            owner=owner,
            status=ItemStatus.ACCEPTED,
            now=now,
            author=owner,
        )
        for item in reading.complete
    ]
    session.flush()
    details = reading.details
    stored = make_set(
        session,
        items,
        owner=owner,
        title=title,
        description=details.description,
        slug=details.slug or None,
        external_ids=external_ids(item.id for item in reading.complete),
        now=now,
    )
    stored.preset, stored.licence = details.preset, details.licence
    stored.source_notes = details.source_notes
    audit.record(session, "set.import", "set", stored.id, actor=owner, at=now, items=len(items))
    session.flush()
    return stored


def _title(reading: Reading, filename: str) -> str:
    name = filename.replace("\\", "/").rpartition("/")[2]
    stem = name.rpartition(".")[0] or name
    return reading.title or " ".join(stem.replace("_", " ").split())[:200] or "Questions"


def _problems_of(reading: Reading, filename: str) -> list[Problem]:
    named = [finding.problem for finding in reading.findings]
    named += [problem for item in reading.items for problem in getattr(item, "problems", ())]
    return [
        Problem(each.message, each.params, each.field, each.file or filename, each.line)
        for each in named
    ]


def store_set(
    session: Session, read: QuestionSetFile, *, owner: User, author: User | None, now: datetime
) -> QuestionSet:
    """Store a set that was read; its items are accepted and keep the file's ids.

    Raises:
        ConflictError: there is a set with this slug.
    """
    items = add_questions(session, read.questions, owner=owner, author=author, now=now)
    stored = make_set(
        session,
        items,
        owner=owner,
        title=read.title,
        description=read.description,
        slug=read.slug,
        external_ids=[question.id for question in read.questions],
        now=now,
    )
    stored.preset, stored.licence = read.preset, read.licence
    stored.source_notes = read.source_notes
    audit.record(session, "set.import", "set", stored.id, actor=author, at=now, items=len(items))
    session.flush()
    return stored


def add_questions(
    session: Session,
    questions: Sequence[SetQuestion],
    *,
    owner: User,
    author: User | None,
    now: datetime,
) -> list[Item]:
    """Store the questions of a file as accepted items, and the passages that they share."""
    maker = Maker(session, owner_id=owner.id, now=now)
    items = [
        add_item(
            session,
            maker.content(
                BankItem(content=question.content, id=question.id, stimulus=question.stimulus)
            ),
            owner=owner,
            status=ItemStatus.ACCEPTED,
            now=now,
            author=author,
        )
        for question in questions
    ]
    session.flush()
    return items


def export_set(
    session: Session,
    which: int | str,
    *,
    user: User | None,
    now: datetime | None = None,
    format_name: str = OWN_FORMAT,
) -> WrittenFile:
    """Write a set as a question file, as it stands now.

    Args:
        session: where to look.
        which: its id or its slug.
        user: who must be permitted to use it; None for the command line, which may see all.
        now: when the file is made; without it, formats that would say so do not.
        format_name: the name of a format that can be written.

    Raises:
        NotFoundError: there is no such set that the user may use.
        QuestionFileError: there is no such format.
        InvalidInputError: it has what the format cannot carry at all.
    """
    bank = bank_of_set(session, which, user=user)
    return formats.write(replace(bank, written_at=now), format_name)


def bank_of_set(
    session: Session, which: int | str, *, user: User | None, only: Collection[int] = ()
) -> ItemBank:
    """Give the items of a set, retired ones left out, with all that they refer to.

    Args:
        session: where to look.
        which: its id or its slug.
        user: who must be permitted to use it; None for the command line, which may see all.
        only: the ids of the items that are wanted; empty for all.

    Raises:
        NotFoundError: there is no such set that the user may use.
    """
    found = _find(session, which, user)
    rows: Sequence[Any] = session.execute(
        select(QuestionSetItem.position, QuestionSetItem.external_id, Item)
        .join(Item, Item.id == QuestionSetItem.item_id)
        .where(QuestionSetItem.set_id == found.id, Item.status != ItemStatus.RETIRED)
        .order_by(QuestionSetItem.position)
    ).all()
    if only:
        rows = [row for row in rows if row.Item.id in only]
    names = [row.external_id or f"{found.slug}-{row.position:02}" for row in rows]
    details = SetDetails(
        description=found.description,
        slug=found.slug,
        preset=found.preset,
        licence=found.licence,
        source_notes=found.source_notes,
    )
    return _bank(session, found.title, [row.Item for row in rows], names, details)


def bank_of_items(session: Session, item_ids: Sequence[int], *, title: str, user: User) -> ItemBank:
    """Give those of the items that are the user's, in this order, with all that they refer to."""
    ensure_teacher(user)
    items = {
        item.id: item
        for item in session.scalars(
            select(Item).where(Item.id.in_(item_ids), Item.owner_id == user.id)
        )
    }
    chosen = [items[each] for each in dict.fromkeys(item_ids) if each in items]
    return _bank(session, title, chosen, [f"q{item.id}" for item in chosen], SetDetails())


def _bank(
    session: Session, title: str, items: Sequence[Item], names: Sequence[str], details: SetDetails
) -> ItemBank:
    contents = current_contents(session, items)
    in_order = [contents[item.id] for item in items]
    stimuli = _stimuli(session, in_order)
    return ItemBank(
        title=title,
        items=tuple(
            BankItem(
                content=content,
                id=name,
                place=Place(element=name),
                stimulus=stimuli.get(content.stimulus_ref or 0),
            )
            for name, content in zip(names, in_order, strict=True)
        ),
        images=_images(session, in_order),
        details=details,
    )


def _stimuli(session: Session, contents: Sequence[ItemContent]) -> dict[int, Stimulus]:
    ids = {each.stimulus_ref for each in contents if each.stimulus_ref is not None}
    if not ids:
        return {}
    records = session.scalars(
        select(StimulusRecord)
        .where(StimulusRecord.id.in_(ids))
        .options(selectinload(StimulusRecord.texts))
    )
    return {
        record.id: Stimulus(
            record.kind,
            {text.language: StimulusText(text.title, text.body) for text in record.texts},
        )
        for record in records
    }


def _images(session: Session, contents: Sequence[ItemContent]) -> dict[str, ImageFile]:
    digests = {image.digest for content in contents for image in content.images}
    if not digests:
        return {}
    images = session.scalars(
        select(Image).where(Image.digest.in_(digests)).options(undefer(Image.data))
    )
    return {
        image.digest: ImageFile(image.data, f"{image.digest[:16]}.{image.media_type[6:]}")
        for image in images
    }


def slugs(session: Session) -> list[str]:
    """List the names of all sets, in alphabetical order."""
    return list(session.scalars(select(QuestionSet.slug).order_by(QuestionSet.slug)))


def _find(session: Session, which: int | str, user: User | None) -> QuestionSet:
    set_id = (
        which
        if isinstance(which, int)
        else session.scalar(select(QuestionSet.id).where(QuestionSet.slug == which))
    )
    if set_id is not None and user is not None:
        return find_set(session, set_id, user, Permission.USE)
    found = None if set_id is None else session.get(QuestionSet, set_id)
    if found is None:
        raise NotFoundError(N_("There is no question set “%(which)s”."), which=str(which)[:80])
    return found
