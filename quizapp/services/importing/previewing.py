"""An import as its teacher looks at it: what was understood, and what was found on the way."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Row, func, or_, select, true
from sqlalchemy.orm import Session

from quizapp.domain.items import ItemContent, ItemText, ItemType, Language
from quizapp.domain.materials import StimulusText
from quizapp.errors import Problem
from quizapp.interchange.banks import BankItem, Finding, Place, ReadItem, UnfinishedItem
from quizapp.interchange.formats import FORMATS
from quizapp.interchange.staging import (
    finding_from_data,
    problem_from_data,
    read_item_from_data,
)
from quizapp.models import Import, ImportEntry, ImportState, User
from quizapp.services.importing.imports import own_import, state_of
from quizapp.services.ownership import ensure_teacher, only_own
from quizapp.services.paging import PER_PAGE, Page, fetch_page

__all__ = [
    "EntryView",
    "FileFinding",
    "ImportCounts",
    "ImportRow",
    "ImportView",
    "Show",
    "chosen",
    "entry_view",
    "import_view",
    "list_imports",
]

FILE_FINDINGS_SHOWN = 200


class Show(StrEnum):
    """Which questions of an import are shown."""

    ALL = "all"
    ATTENTION = "attention"
    """Those that are unfinished or doubtful."""
    DUPLICATES = "duplicates"
    CHOSEN = "chosen"


@dataclass(frozen=True, slots=True)
class FileFinding:
    """Something that was found about a file as a whole, or a question that was left out.

    `more` others say the same of other places.
    """

    file: str
    finding: Finding
    more: int


@dataclass(frozen=True, slots=True)
class EntryView:
    """A question of an import.

    `content` is None where it is unfinished; then `texts` and `missing` say what there is and what
    is not. `duplicate_of` is the item of the bank that says the same, with `duplicate_set` a set
    that holds it; `repeats` an earlier question of the import.
    """

    position: int
    file: str
    place: Place
    item: ReadItem
    content: ItemContent | None
    texts: Mapping[Language, ItemText]
    missing: tuple[Problem, ...]
    findings: tuple[Finding, ...]
    category: tuple[str, ...]
    stimulus: StimulusText | None
    chosen: bool
    duplicate_of: int | None
    repeats: int | None

    @property
    def lacks_choice(self) -> bool:
        """Whether all that has to be said is which one of its options is right."""
        item = self.item
        return (
            isinstance(item, UnfinishedItem)
            and item.key is None
            and item.type in {None, ItemType.SINGLE, ItemType.TRUE_FALSE}
            and any(text.options and not text.prompts for text in item.texts.values())
        )


@dataclass(frozen=True, slots=True)
class ImportCounts:
    """How many questions of an import there are of each sort; a question can be of several."""

    all: int
    complete: int
    chosen: int
    attention: int
    duplicates: int
    stored: int

    @property
    def unfinished(self) -> int:
        """How many lack something."""
        return self.all - self.complete


@dataclass(frozen=True, slots=True)
class ImportView:
    """An import with a page of its questions; `formats` are what its files were read as."""

    id: int
    state: ImportState
    title: str
    names: tuple[str, ...]
    formats: tuple[str, ...]
    problems: tuple[Problem, ...]
    findings: tuple[FileFinding, ...]
    findings_more: int
    findings_count: int
    counts: ImportCounts
    entries: Page[EntryView]
    job_id: int | None
    set_id: int | None
    created_at: datetime


@dataclass(frozen=True, slots=True)
class ImportRow:
    """An import in a list."""

    id: int
    state: ImportState
    title: str
    questions: int
    created_at: datetime


def import_view(
    session: Session,
    import_id: int,
    *,
    user: User,
    show: Show = Show.ALL,
    page: int = 1,
    language: Language | None = None,
) -> ImportView:
    """Show an import of the user's. Raises `NotFoundError`."""
    found = own_import(session, import_id, user)
    statement = (
        select(ImportEntry)
        .where(ImportEntry.import_id == found.id, _shown(show))
        .order_by(ImportEntry.position)
    )

    def make(rows: Sequence[Row[*tuple[Any, ...]]]) -> list[EntryView]:
        return [_entry(found, entry, language) for (entry,) in rows]

    general = [
        FileFinding(str(each.get("file", "")), finding_from_data(each), int(each.get("more", 0)))
        for each in found.findings[:FILE_FINDINGS_SHOWN]
    ]
    return ImportView(
        id=found.id,
        state=state_of(session, found),
        title=found.title,
        names=tuple(found.names),
        formats=tuple(FORMATS[name].title for name in dict.fromkeys(found.formats)),
        problems=tuple(map(problem_from_data, found.problems)),
        findings=tuple(general),
        findings_more=len(found.findings) - len(general),
        findings_count=sum(1 + int(each.get("more", 0)) for each in found.findings),
        counts=_counts(session, found.id),
        entries=fetch_page(session, statement, make, page=page, per_page=PER_PAGE),
        job_id=found.job_id,
        set_id=found.set_id,
        created_at=found.created_at,
    )


def entry_view(session: Session, import_id: int, position: int, *, user: User) -> EntryView | None:
    """Show one question of an import of the user's; None where there is none at this position."""
    found = own_import(session, import_id, user)
    entry = session.get(ImportEntry, (found.id, position))
    return None if entry is None else _entry(found, entry, None)


def chosen(session: Session, import_id: int, *, user: User) -> int:
    """Count the chosen questions of an import of the user's. Raises `NotFoundError`."""
    return _counts(session, own_import(session, import_id, user).id).chosen


def list_imports(
    session: Session, *, user: User, page: int = 1, per_page: int = PER_PAGE
) -> Page[ImportRow]:
    """List the user's imports, the newest first; an administrator's are everybody's."""
    ensure_teacher(user)
    count = (
        select(func.count())
        .where(ImportEntry.import_id == Import.id)
        .correlate(Import)
        .scalar_subquery()
    )
    statement = (
        select(Import, count.label("questions"))
        .where(only_own(Import.owner_id, user))
        .order_by(Import.created_at.desc(), Import.id.desc())
    )

    def make(rows: Sequence[Row[*tuple[Any, ...]]]) -> list[ImportRow]:
        return [
            ImportRow(
                id=found.id,
                state=found.state,
                title=found.title,
                questions=questions,
                created_at=found.created_at,
            )
            for found, questions in rows
        ]

    return fetch_page(session, statement, make, page=page, per_page=per_page)


def _shown(show: Show) -> ColumnElement[bool]:
    return {
        Show.ALL: true(),
        Show.ATTENTION: ImportEntry.doubtful.is_(True),
        Show.DUPLICATES: _is_duplicate(),
        Show.CHOSEN: ImportEntry.chosen.is_(True),
    }[show]


def _is_duplicate() -> ColumnElement[bool]:
    return or_(ImportEntry.duplicate_of.is_not(None), ImportEntry.repeats.is_not(None))


def _counts(session: Session, import_id: int) -> ImportCounts:
    def number(condition: ColumnElement[bool]) -> Any:  # noqa: ANN401 — a column of an aggregate
        return func.count().filter(condition)

    row = session.execute(
        select(
            func.count(),
            number(ImportEntry.complete.is_(True)),
            number(ImportEntry.chosen.is_(True)),
            number(ImportEntry.doubtful.is_(True)),
            number(_is_duplicate()),
            number(ImportEntry.item_id.is_not(None)),
        ).where(ImportEntry.import_id == import_id)
    ).one()
    return ImportCounts(*row)


def _entry(found: Import, entry: ImportEntry, language: Language | None) -> EntryView:
    item = read_item_from_data(entry.data)
    content = item.content if isinstance(item, BankItem) else None
    texts = content.texts if content is not None else getattr(item, "texts", {})
    stimulus = None
    if item.stimulus is not None:
        words = item.stimulus.texts
        stimulus = words.get(language or "", next(iter(words.values())))
    return EntryView(
        position=entry.position,
        file=found.names[entry.file],
        place=item.place,
        item=item,
        content=content,
        texts=texts,
        missing=() if isinstance(item, BankItem) else item.problems,
        findings=tuple(map(finding_from_data, entry.findings)),
        category=item.category,
        stimulus=stimulus,
        chosen=entry.chosen,
        duplicate_of=entry.duplicate_of,
        repeats=entry.repeats,
    )
