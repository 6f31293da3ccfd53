"""Reading question files and keeping what they hold until a teacher decides."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session

from quizapp.domain.fingerprints import fingerprint
from quizapp.errors import N_, InvalidInputError, Problem, QuestionFileError
from quizapp.interchange import formats
from quizapp.interchange.banks import (
    Action,
    BankItem,
    Finding,
    Reading,
    ReadItem,
    SetDetails,
    SourceFile,
)
from quizapp.interchange.staging import (
    finding_as_data,
    problem_as_data,
    read_item_as_data,
    read_item_from_data,
)
from quizapp.models import (
    Import,
    ImportEntry,
    ImportState,
    Item,
    ItemStatus,
    ItemText,
    ItemVersion,
    User,
)
from quizapp.services import audit, images, jobs, uploads
from quizapp.services.images import Checked
from quizapp.services.importing.pictures import with_stored_pictures
from quizapp.services.ownership import ensure_teacher

__all__ = [
    "READ_JOB",
    "ReadFile",
    "check_pictures",
    "end_reading",
    "give_up",
    "known_duplicates",
    "known_pictures",
    "purge",
    "purge_pictures",
    "read_at_once",
    "read_file",
    "stage",
    "start",
]

READ_JOB = "read-questions"
"""The kind of the background job that reads files."""

AT_ONCE_MAXIMUM = 200_000
"""So many bytes are read while the teacher waits; more, and pages of a PDF, in the background."""

SLOW = frozenset({"pdf"})
"""Formats that take long to read."""
SLOW_MAXIMUM = 40_000

PICTURES_AT_ONCE = 10
"""So many pictures are checked while the teacher waits."""

FILES_MAXIMUM = 20
ENTRIES_MAXIMUM = 20_000
ALIKE_SHOWN = 3
"""So many findings that say the same are kept; of the others only how many there are."""
TITLE_MAXIMUM = 200
IDS_AT_ONCE = 500
PICTURES_KEPT = timedelta(days=1)
"""How long a picture is kept that nothing refers to."""
KEPT = timedelta(days=30)
"""How long an import that is finished or forgotten is kept."""


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file and what was read of it: a reading, or the problems why there is none.

    `pictures` are those of the reading, once they are checked.
    """

    source: SourceFile
    reading: Reading | None
    problems: tuple[Problem, ...] = ()
    pictures: Checked | None = None


def read_file(source: SourceFile, format_name: str | None = None) -> ReadFile:
    """Read one file. Needs no database, and may take long."""
    try:
        return ReadFile(source, formats.read(source, format_name))
    except QuestionFileError as error:
        named = tuple(
            Problem(each.message, each.params, each.field, each.file or source.filename, each.line)
            for each in error.problems
        )
        return ReadFile(source, None, named)


def known_pictures(session: Session, read: ReadFile) -> frozenset[str]:
    """Say which pictures of a file are stored already."""
    if read.reading is None or not read.reading.images:
        return frozenset()
    return images.known(session, read.reading.images)


def check_pictures(read: ReadFile, known: Collection[str]) -> ReadFile:
    """Check the other pictures of a file. Needs no database, and may take long."""
    if read.reading is None or not read.reading.images:
        return read
    return replace(read, pictures=images.check(read.reading.images, known=known))


def read_at_once(
    session: Session, files: Sequence[SourceFile], format_name: str | None = None
) -> tuple[ReadFile, ...] | None:
    """Read files that do not keep anybody waiting; None where they would."""
    slow = sum(len(file.data) for file in files if file.extension in SLOW)
    if slow > SLOW_MAXIMUM or sum(len(file.data) for file in files) > AT_ONCE_MAXIMUM:
        return None
    read = [read_file(file, format_name) for file in files]
    if sum(len(each.reading.images) for each in read if each.reading) > PICTURES_AT_ONCE:
        return None
    return tuple(check_pictures(each, known_pictures(session, each)) for each in read)


def start(
    session: Session,
    files: Sequence[SourceFile],
    *,
    read: Sequence[ReadFile] | None,
    owner: User,
    now: datetime,
    format_name: str | None = None,
) -> int:
    """Begin an import; returns its id.

    Args:
        session: where to write.
        files: what came in.
        read: what `read_at_once` made of them; where it is None a background job reads them.
        owner: whose import it is.
        now: the time.
        format_name: the format to read them in; None to find it out.

    Raises:
        InvalidInputError: there is no file, or there are too many.
        NotAllowedError: the owner is a student.
        ConflictError: too much of the owner's waits already.
    """
    ensure_teacher(owner)
    if not files:
        raise InvalidInputError(N_("Paste questions, or choose a file."), field="files")
    if len(files) > FILES_MAXIMUM:
        raise InvalidInputError(
            N_("Choose at most %(maximum)d files at once."), field="files", maximum=FILES_MAXIMUM
        )
    made = Import(
        owner_id=owner.id,
        state=ImportState.READING,
        title=_title_of(files),
        names=[file.filename for file in files],
        formats=[],
        problems=[],
        findings=[],
        stimuli={},
        details={},
        created_at=now,
    )
    session.add(made)
    session.flush()
    audit.record(session, "import.start", "import", made.id, actor=owner, at=now, files=len(files))
    if read is not None:
        for number, file in enumerate(read):
            stage(session, made, number, file, now=now)
        end_reading(session, made)
        return made.id
    ids = [
        uploads.store(session, owner=owner, filename=file.filename, data=file.data, now=now)
        for file in files
    ]
    made.job_id = jobs.enqueue(
        session,
        READ_JOB,
        {"import": made.id, "format": format_name, "uploads": ids},
        owner=owner,
        now=now,
        subject=made.title,
        uploads=ids,
    )
    return made.id


def stage(session: Session, found: Import, number: int, file: ReadFile, *, now: datetime) -> None:
    """Keep what was read of file `number`, in the place of what was kept of it before."""
    session.execute(
        delete(ImportEntry).where(ImportEntry.import_id == found.id, ImportEntry.file == number)
    )
    found.problems = [*found.problems, *map(problem_as_data, file.problems)]
    if file.reading is None:
        return
    reading = with_stored_pictures(session, file.reading, now=now, checked=file.pictures)
    found.formats = [*found.formats, reading.format]
    if reading.title:
        found.title = reading.title[:TITLE_MAXIMUM]
    if reading.details != SetDetails():
        found.details = asdict(reading.details)
    general = [finding for finding in reading.findings if finding.item is None]
    found.findings = [*found.findings, *_grouped(general, file.source.filename)]
    _keep_entries(session, found, number, reading)


def end_reading(session: Session, found: Import) -> None:
    """Open an import to its teacher, or say that there is nothing in it."""
    session.flush()
    entries = session.scalar(
        select(func.count()).select_from(ImportEntry).where(ImportEntry.import_id == found.id)
    )
    found.state = ImportState.READY if entries else ImportState.FAILED
    if not entries and not found.problems:
        problem = Problem(
            N_("Nothing of this can be taken in; the remarks say why.")
            if found.findings
            else N_(
                "No question was found. Begin each with its number, such as “1.”, and each option"
                " with its letter, such as “(a)”."
            )
        )
        found.problems = [problem_as_data(problem)]
    session.flush()


def give_up(session: Session, import_id: int) -> None:
    """Close an import whose files were not read to the end: nothing of it is kept."""
    found = session.get(Import, import_id, with_for_update=True)
    if found is None or found.state is not ImportState.READING:
        return
    session.execute(delete(ImportEntry).where(ImportEntry.import_id == found.id))
    problem = Problem(N_("The files were not read to the end. Bring them once more."))
    found.state = ImportState.FAILED
    found.problems = [*found.problems, problem_as_data(problem)]
    session.flush()


def known_duplicates(
    session: Session, owner_id: int, fingerprints: Iterable[str]
) -> dict[str, int]:
    """Find items of the owner that say the same: fingerprint → item id."""
    wanted = sorted(set(fingerprints))
    found: dict[str, int] = {}
    for start_ in range(0, len(wanted), IDS_AT_ONCE):
        rows = session.execute(
            select(ItemText.fingerprint, func.min(Item.id))
            .join(ItemVersion, ItemVersion.id == ItemText.version_id)
            .join(
                Item,
                (Item.id == ItemVersion.item_id) & (Item.version_number == ItemVersion.number),
            )
            .where(
                ItemText.fingerprint.in_(wanted[start_ : start_ + IDS_AT_ONCE]),
                Item.owner_id == owner_id,
                Item.status != ItemStatus.REJECTED,
            )
            .group_by(ItemText.fingerprint)
        )
        found.update({row[0]: row[1] for row in rows})
    return found


def purge(session: Session, *, now: datetime, limit: int) -> int:
    """Delete imports that are older than `KEPT`; returns how many."""
    old = (
        select(Import.id)
        .where(Import.created_at < now - KEPT, Import.state != ImportState.STORING)
        .order_by(Import.id)
        .limit(limit)
    )
    gone = session.scalars(delete(Import).where(Import.id.in_(old)).returning(Import.id)).all()
    return len(gone)


def purge_pictures(session: Session, *, now: datetime, limit: int) -> int:
    """Delete pictures that neither an item nor an import that is kept can refer to.

    An import refers to none that came in before it did.
    """
    oldest = session.scalar(select(func.min(Import.created_at)))
    before = min(now - PICTURES_KEPT, oldest) if oldest else now - PICTURES_KEPT
    return images.purge(session, before=before, limit=limit)


def _keep_entries(session: Session, found: Import, number: int, reading: Reading) -> None:
    before = session.scalar(
        select(func.max(ImportEntry.position)).where(ImportEntry.import_id == found.id)
    )
    first = (before or 0) + 1
    room = ENTRIES_MAXIMUM - first + 1
    items = reading.items[: max(room, 0)]
    if len(items) < len(reading.items):
        problem = Problem(
            N_("There are more than %(maximum)d questions; those after them were not taken in."),
            {"maximum": ENTRIES_MAXIMUM},
        )
        found.problems = [*found.problems, problem_as_data(problem)]
    by_item: dict[int, list[Finding]] = {}
    for finding in reading.findings:
        if finding.item is not None:
            by_item.setdefault(finding.item, []).append(finding)
    marks = [_fingerprints(item) for item in items]
    known = known_duplicates(session, found.owner_id, (each for some in marks for each in some))
    seen = _seen_before(session, found) if before else {}
    rows = []
    for position, (item, prints) in enumerate(zip(items, marks, strict=True), start=first):
        complete = isinstance(item, BankItem)
        duplicate = next((known[each] for each in prints if each in known), None)
        repeats = next((seen[each] for each in prints if each in seen), None)
        for each in prints:
            seen.setdefault(each, position)
        findings = by_item.get(position - first, [])
        rows.append(
            {
                "import_id": found.id,
                "position": position,
                "file": number,
                "data": read_item_as_data(item),
                "findings": [finding_as_data(finding) for finding in findings],
                "complete": complete,
                "chosen": complete and duplicate is None and repeats is None,
                "doubtful": not complete
                or any(each.action is not Action.LEFT_OUT for each in findings),
                "duplicate_of": duplicate,
                "repeats": repeats,
                "item_id": None,
            }
        )
    if rows:
        session.execute(insert(ImportEntry), rows)


def _grouped(findings: Sequence[Finding], filename: str) -> list[dict[str, Any]]:
    """Give findings as JSON; of many that say the same of other places the first ones.

    `more` of the last one says how many there are besides.
    """
    alike: dict[tuple[str, Action], list[Finding]] = {}
    for finding in findings:
        alike.setdefault((finding.problem.message, finding.action), []).append(finding)
    return [
        {"file": filename, "more": more, **finding_as_data(finding)}
        for some in alike.values()
        for place, finding in enumerate(some[:ALIKE_SHOWN], start=1)
        for more in [len(some) - place if place == ALIKE_SHOWN else 0]
    ]


def _seen_before(session: Session, found: Import) -> dict[str, int]:
    rows = session.execute(
        select(ImportEntry.position, ImportEntry.data)
        .where(ImportEntry.import_id == found.id)
        .order_by(ImportEntry.position)
    )
    seen: dict[str, int] = {}
    for position, data in rows:
        for each in _fingerprints(read_item_from_data(data)):
            seen.setdefault(each, position)
    return seen


def _fingerprints(item: ReadItem) -> list[str]:
    content = item.content if isinstance(item, BankItem) else item
    texts = (text for text in content.texts.values() if text.stem.strip())
    return [fingerprint(text, content.images) for text in texts]


def _title_of(files: Sequence[SourceFile]) -> str:
    name = files[0].filename
    stem = name.rpartition(".")[0] or name
    return " ".join(stem.replace("_", " ").split())[:TITLE_MAXIMUM] or "Questions"
