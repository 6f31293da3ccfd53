"""Several articles at once: files and archives come in, and each gets a line of a report.

The files are read in the background (`article_batch_reading`).
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Row,
    ScalarSelect,
    and_,
    delete,
    exists,
    func,
    null,
    or_,
    select,
    update,
)
from sqlalchemy.orm import Session

from quizapp.domain.jobs import OVER
from quizapp.errors import N_, ArticleReason, ConflictError, InvalidInputError, Problem
from quizapp.interchange.banks import SourceFile
from quizapp.models import (
    Article,
    ArticleBatch,
    ArticleBatchEntry,
    BatchEntryState,
    Item,
    ItemStatus,
    Job,
    User,
)
from quizapp.services import audit, jobs, uploads
from quizapp.services.article_files import FoundFile, files_in
from quizapp.services.asked import Asked
from quizapp.services.jobs import JobRow
from quizapp.services.ownership import ensure_teacher, only_own, own_batch
from quizapp.services.paging import PER_PAGE, Page, fetch_page

__all__ = [
    "ARTICLES_MAXIMUM",
    "KEPT",
    "READ_JOB",
    "BatchRow",
    "BatchView",
    "EntryRow",
    "batch_view",
    "go_on",
    "list_batches",
    "purge",
    "start",
]

READ_JOB: Final = "read-articles"
"""The kind of the background job that reads the files."""

ARTICLES_MAXIMUM: Final = 200
"""So many files are read of one batch, those of its archives included."""

KEPT: Final = timedelta(days=30)
"""How long the report of a batch is kept. The articles stay."""

_PATH_MAXIMUM = 200
_TITLE_MAXIMUM = 200
_ENTRIES_PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class BatchRow:
    """A batch in a list; `waiting` of its `files` are not read yet."""

    id: int
    title: str
    created_at: datetime
    files: int
    waiting: int
    articles: int
    questions: int
    refused: int


@dataclass(frozen=True, slots=True)
class EntryRow:
    """What became of one file.

    `article_id` and `title` are None where there is no article, or no longer; `pending` of its
    questions are still to be reviewed. `problem` and `reason` say why it was refused.
    """

    position: int
    path: str
    state: BatchEntryState
    article_id: int | None
    title: str | None
    questions: int
    pending: int
    problem: Problem | None
    reason: ArticleReason | None


@dataclass(frozen=True, slots=True)
class BatchView:
    """A batch with a page of its files.

    `left` files, whose turn never came, and `failed` ones, with which the work failed, are read if
    the teacher says so; `lost` ones are no longer kept for that. `to_review` is the first article
    of the batch that has questions to review.
    """

    row: BatchRow
    job: JobRow | None
    left: int
    failed: int
    lost: int
    to_review: int | None
    entries: Page[EntryRow]


def start(
    session: Session,
    files: Sequence[SourceFile],
    *,
    asked: Asked,
    owner: User,
    now: datetime,
) -> int:
    """Take files and archives of files in, to be read in the background; returns the batch's id.

    Raises:
        InvalidInputError: field files; there is none or there are too many, one is too large, or
            an archive cannot or must not be opened.
        NotAllowedError: the owner is a student.
        ConflictError: too much of the owner's waits already.
    """
    ensure_teacher(owner)
    found = files_in(files)
    readable = sum(each.refusal is None for each in found)
    if not readable:
        raise InvalidInputError(
            N_("Choose files (.txt, .html, .docx, .pdf), or a .zip of such files."), field="files"
        )
    if len(found) > 2 * ARTICLES_MAXIMUM or readable > ARTICLES_MAXIMUM:
        raise InvalidInputError(
            N_("These are %(count)d files; at most %(maximum)d are read at once. Split them."),
            field="files",
            count=len(found),
            maximum=ARTICLES_MAXIMUM,
        )
    used = sorted({each.upload for each in found if each.refusal is None})
    kept = {number: _store(session, files[number], owner=owner, now=now) for number in used}
    batch = ArticleBatch(
        owner_id=owner.id,
        title=_title_of(files),
        request=asked.as_data(),
        created_at=now,
    )
    session.add(batch)
    session.flush()
    session.add_all(
        _entry(batch.id, position, each, kept) for position, each in enumerate(found, 1)
    )
    audit.record(
        session, "articles.bring", "article_batch", batch.id, actor=owner, at=now, files=len(found)
    )
    batch.job_id = _enqueue(session, batch, owner=owner, now=now, files=kept.values())
    session.flush()
    return batch.id


def go_on(session: Session, batch_id: int, *, actor: User, now: datetime) -> None:
    """Have the files read whose turn never came, or with which the work itself failed.

    Raises:
        NotFoundError: there is no batch of the actor's with this id.
        ConflictError: it is being worked on, there are none, or they are no longer kept.
    """
    batch = own_batch(session, batch_id, actor, lock=True)
    state = session.scalar(select(Job.state).where(Job.id == batch.job_id))
    if state is not None and state not in OVER:
        raise ConflictError(N_("The files are being read already."))
    is_left = (
        ArticleBatchEntry.batch_id == batch.id,
        _is_open(),
    )
    files = list(session.scalars(select(ArticleBatchEntry.upload_id).where(*is_left).distinct()))
    if not files:
        raise ConflictError(N_("All files of these are read."))
    kept = [each for each in files if each is not None]
    if not kept:
        raise ConflictError(N_("The files are no longer kept. Bring them again."))
    session.execute(
        update(ArticleBatchEntry)
        .where(*is_left, ArticleBatchEntry.upload_id.is_not(None))
        .values(state=BatchEntryState.WAITING, tries=0, problem=null())
        .execution_options(synchronize_session=False)
    )
    owner = session.get_one(User, batch.owner_id)
    batch.job_id = _enqueue(session, batch, owner=owner, now=now, files=kept)
    session.flush()


def list_batches(
    session: Session, *, user: User, page: int = 1, per_page: int = PER_PAGE
) -> Page[BatchRow]:
    """List what the user brought at once, the newest first; an administrator sees everybody's."""
    ensure_teacher(user)
    statement = (
        select(ArticleBatch)
        .where(only_own(ArticleBatch.owner_id, user))
        .order_by(ArticleBatch.created_at.desc(), ArticleBatch.id.desc())
    )

    def make(rows: Sequence[Row[*tuple[Any, ...]]]) -> list[BatchRow]:
        return _batch_rows(session, [row[0] for row in rows])

    return fetch_page(session, statement, make, page=page, per_page=per_page)


def batch_view(session: Session, batch_id: int, *, user: User, page: int = 1) -> BatchView:
    """Give the report of a batch of the user's. Raises `NotFoundError`."""
    batch = own_batch(session, batch_id, user)
    statement = (
        select(ArticleBatchEntry, Article.title, _pending().label("pending"))
        .outerjoin(Article, Article.id == ArticleBatchEntry.article_id)
        .where(ArticleBatchEntry.batch_id == batch.id)
        .order_by(ArticleBatchEntry.position)
    )
    work = [] if batch.job_id is None else jobs.these(session, [batch.job_id], user=user)
    is_kept = ArticleBatchEntry.upload_id.is_not(None)
    is_left = ArticleBatchEntry.state == BatchEntryState.LEFT
    left, failed, lost = session.execute(
        select(
            func.count().filter(is_left, is_kept),
            func.count().filter(~is_left, is_kept),
            func.count().filter(~is_kept),
        ).where(ArticleBatchEntry.batch_id == batch.id, _is_open())
    ).one()
    to_review = session.scalar(
        select(ArticleBatchEntry.article_id)
        .where(ArticleBatchEntry.batch_id == batch.id, _pending() > 0)
        .order_by(ArticleBatchEntry.position)
        .limit(1)
    )
    return BatchView(
        row=_batch_rows(session, [batch])[0],
        job=work[0] if work else None,
        left=left,
        failed=failed,
        lost=lost,
        to_review=to_review,
        entries=fetch_page(session, statement, _entries, page=page, per_page=_ENTRIES_PER_PAGE),
    )


def purge(session: Session, *, now: datetime, limit: int) -> int:
    """Delete reports that are older than `KEPT` and of no unfinished job; returns how many."""
    working = exists().where(Job.id == ArticleBatch.job_id, Job.state.not_in(OVER))
    some = (
        select(ArticleBatch.id)
        .where(ArticleBatch.created_at < now - KEPT, ~working)
        .order_by(ArticleBatch.id)
        .limit(limit)
    )
    gone = delete(ArticleBatch).where(ArticleBatch.id.in_(some)).returning(ArticleBatch.id)
    return len(session.scalars(gone).all())


def _store(session: Session, file: SourceFile, *, owner: User, now: datetime) -> int:
    try:
        return uploads.store(session, owner=owner, filename=file.filename, data=file.data, now=now)
    except InvalidInputError as error:
        error.problems = tuple(
            Problem(each.message, each.params, "files", file.filename) for each in error.problems
        )
        error.field = "files"
        raise


def _title_of(files: Sequence[SourceFile]) -> str:
    names = ", ".join(file.filename for file in files)
    return names if len(names) <= _TITLE_MAXIMUM else f"{names[: _TITLE_MAXIMUM - 1]}…"


def _entry(
    batch_id: int, position: int, found: FoundFile, kept: Mapping[int, int]
) -> ArticleBatchEntry:
    path = found.path if len(found.path) <= _PATH_MAXIMUM else f"…{found.path[1 - _PATH_MAXIMUM :]}"
    if found.refusal is not None:
        return ArticleBatchEntry(
            batch_id=batch_id,
            position=position,
            path=path,
            state=BatchEntryState.REFUSED,
            problem={"message": found.refusal, "params": {}, "reason": None},
        )
    return ArticleBatchEntry(
        batch_id=batch_id,
        position=position,
        path=path,
        upload_id=kept[found.upload],
        member=found.member,
        state=BatchEntryState.WAITING,
    )


def _enqueue(
    session: Session, batch: ArticleBatch, *, owner: User, now: datetime, files: Collection[int]
) -> int:
    return jobs.enqueue(
        session,
        READ_JOB,
        {"batch": batch.id},
        owner=owner,
        now=now,
        subject=batch.title,
        uploads=files,
    )


def _batch_rows(session: Session, batches: Sequence[ArticleBatch]) -> list[BatchRow]:
    entry = ArticleBatchEntry
    counts = {
        row.batch_id: row
        for row in session.execute(
            select(
                entry.batch_id,
                func.count().label("files"),
                func.count().filter(entry.state == BatchEntryState.WAITING).label("waiting"),
                func.count().filter(entry.state == BatchEntryState.READ).label("articles"),
                func.count().filter(entry.state == BatchEntryState.REFUSED).label("refused"),
                func.coalesce(func.sum(entry.questions), 0).label("questions"),
            )
            .where(entry.batch_id.in_([batch.id for batch in batches]))
            .group_by(entry.batch_id)
        )
    }
    return [
        BatchRow(
            id=batch.id,
            title=batch.title,
            created_at=batch.created_at,
            files=counts[batch.id].files,
            waiting=counts[batch.id].waiting,
            articles=counts[batch.id].articles,
            questions=counts[batch.id].questions,
            refused=counts[batch.id].refused,
        )
        for batch in batches
    ]


def _is_open() -> ColumnElement[bool]:
    """Which files may still be read: it was not their own fault that they are not."""
    return or_(
        ArticleBatchEntry.state == BatchEntryState.LEFT,
        and_(
            ArticleBatchEntry.state == BatchEntryState.REFUSED,
            ArticleBatchEntry.problem["again"].as_boolean(),
        ),
    )


def _pending() -> ScalarSelect[int]:
    return (
        select(func.count(Item.id))
        .where(Item.article_id == ArticleBatchEntry.article_id, Item.status == ItemStatus.DRAFT)
        .correlate(ArticleBatchEntry)
        .scalar_subquery()
    )


def _entries(rows: Sequence[Row[*tuple[Any, ...]]]) -> list[EntryRow]:
    return [
        EntryRow(
            position=entry.position,
            path=entry.path,
            state=entry.state,
            article_id=entry.article_id,
            title=title,
            questions=entry.questions,
            pending=pending,
            problem=_problem_of(entry.problem),
            reason=None if entry.problem is None else entry.problem["reason"],
        )
        for entry, title, pending in rows
    ]


def _problem_of(data: Mapping[str, Any] | None) -> Problem | None:
    return None if data is None else Problem(data["message"], data["params"])
