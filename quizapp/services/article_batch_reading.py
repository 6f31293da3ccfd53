"""Reading the files of a batch of articles, one after the other, as the background work does.

A file that cannot be read is refused with its reason and stands in no other's way. One during which
the work died twice is refused as well.
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePosixPath
from typing import Any, Final

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from quizapp.errors import N_, ArticleError, InvalidInputError, NotFoundError, QuizappError
from quizapp.generation.types import Generated
from quizapp.interchange.banks import SourceFile
from quizapp.models import ArticleBatch, ArticleBatchEntry, BatchEntryState, User
from quizapp.services import articles, uploads
from quizapp.services.article_files import ReadArticle, archive_of, read_article
from quizapp.services.asked import Asked

__all__ = ["Shelf", "Taken", "leave_rest", "read", "result", "store", "take_next"]

_log = logging.getLogger(__name__)

TRIES_MAXIMUM: Final = 2
"""How often reading a file is begun before it is refused."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A file whose turn it is; `done` of `total` files of its batch are behind it."""

    batch_id: int
    position: int
    path: str
    data: bytes | None
    done: int
    total: int
    asked: Asked


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What reading a file gave: an article with its questions, or why there is none."""

    article: ReadArticle | None = None
    generated: Generated | None = None
    problem: Mapping[str, Any] | None = None


class Shelf:
    """Keeps the archive at hand that the last file was in: the next one is most likely in it."""

    def __init__(self) -> None:
        self._upload_id: int | None = None
        self._archive: Mapping[str, bytes] | None = None

    def data(
        self, session: Session, entry: ArticleBatchEntry, *, owner_id: int | None
    ) -> bytes | None:
        """Give the bytes of a file; None where they are no longer kept, or damaged."""
        if entry.upload_id is None:
            return None
        try:
            if entry.member is None:
                return uploads.read(session, entry.upload_id, owner_id=owner_id).data
            if self._upload_id != entry.upload_id:
                file = uploads.read(session, entry.upload_id, owner_id=owner_id)
                self._archive = archive_of(SourceFile(file.data, file.filename))
                self._upload_id = entry.upload_id
            return None if self._archive is None else self._archive[entry.member]
        except (KeyError, NotFoundError, InvalidInputError):
            return None


def take_next(
    session: Session, batch_id: int, shelf: Shelf, *, owner_id: int | None
) -> Taken | None:
    """Take the next file of a batch up; None where all are behind us.

    Raises:
        NotFoundError: the batch is gone.
    """
    batch = session.get(ArticleBatch, batch_id)
    if batch is None:
        raise NotFoundError(N_("These files were thrown away meanwhile."))
    waiting = ArticleBatchEntry.state == BatchEntryState.WAITING
    mine = ArticleBatchEntry.batch_id == batch_id
    session.execute(
        update(ArticleBatchEntry)
        .where(mine, waiting, ArticleBatchEntry.tries >= TRIES_MAXIMUM)
        .values(
            state=BatchEntryState.REFUSED,
            problem={
                "message": N_("Reading this file ended the work twice, so it is left out."),
                "params": {},
                "reason": "not_text",
                "again": True,
            },
        )
        .execution_options(synchronize_session=False)
    )
    entry = session.scalars(
        select(ArticleBatchEntry).where(mine, waiting).order_by(ArticleBatchEntry.position).limit(1)
    ).first()
    if entry is None:
        return None
    total, left = session.execute(
        select(func.count(), func.count().filter(waiting)).where(mine)
    ).one()
    entry.tries += 1
    return Taken(
        batch_id=batch_id,
        position=entry.position,
        path=entry.path,
        data=shelf.data(session, entry, owner_id=owner_id),
        done=total - left,
        total=total,
        asked=Asked.from_data(batch.request),
    )


def read(taken: Taken) -> _Outcome:
    """Read a file and write questions from it. Needs no database, and takes a second or so."""
    if taken.data is None:
        return _refused(QuizappError(N_("This file is damaged, or no longer kept. Bring it anew.")))
    try:
        article = read_article(taken.data, PurePosixPath(taken.path).name)
        generated = articles.generate_article(article.text, taken.asked, filed=article.filed)
    except InvalidInputError as error:
        return _refused(error)
    except Exception:  # noqa: BLE001 — a file that we cannot cope with must not stop the others
        _log.exception("File %s of batch %s could not be read", taken.position, taken.batch_id)
        return _refused(
            QuizappError(
                N_(
                    "Something went wrong with this file. What happened is in the log of the"
                    " application; tell whoever runs it."
                )
            ),
            again=True,
        )
    return _Outcome(article, generated)


def store(session: Session, taken: Taken, outcome: _Outcome, *, now: datetime) -> None:
    """Write down what became of a file, its article and questions with it."""
    entry = session.get_one(ArticleBatchEntry, (taken.batch_id, taken.position))
    problem = outcome.problem
    if outcome.article is not None and outcome.generated is not None:
        batch = session.get_one(ArticleBatch, taken.batch_id)
        try:
            stored = articles.create_article(
                session,
                owner=session.get_one(User, batch.owner_id),
                text=outcome.article.text,
                generated=outcome.generated,
                now=now,
                source_name=outcome.article.source[: articles.TITLE_MAXIMUM],
                asked=taken.asked,
            )
        except InvalidInputError as error:
            problem = _refused(error).problem
        else:
            entry.state = BatchEntryState.READ if stored.created else BatchEntryState.KNOWN
            entry.article_id = stored.article_id
            entry.questions = stored.drafts if stored.created else 0
    if problem is not None:
        entry.state, entry.problem = BatchEntryState.REFUSED, dict(problem)
    session.flush()


def leave_rest(session: Session, batch_id: int) -> None:
    """Say of the files whose turn never came that they are left."""
    session.execute(
        update(ArticleBatchEntry)
        .where(
            ArticleBatchEntry.batch_id == batch_id,
            ArticleBatchEntry.state == BatchEntryState.WAITING,
        )
        .values(state=BatchEntryState.LEFT)
        .execution_options(synchronize_session=False)
    )


def result(session: Session, batch_id: int) -> dict[str, int]:
    """Sum up what came of a batch."""
    entry = ArticleBatchEntry
    row = session.execute(
        select(
            func.count().filter(entry.state == BatchEntryState.READ).label("articles"),
            func.coalesce(func.sum(entry.questions), 0).label("questions"),
            func.count().filter(entry.state == BatchEntryState.REFUSED).label("refused"),
        ).where(entry.batch_id == batch_id)
    ).one()
    return {
        "batch": batch_id,
        "articles": row.articles,
        "questions": row.questions,
        "refused": row.refused,
    }


def _refused(error: QuizappError, *, again: bool = False) -> _Outcome:
    plain = {
        name: value if isinstance(value, str | int | float | bool | None) else str(value)
        for name, value in error.params.items()
    }
    reason = error.reason if isinstance(error, ArticleError) else None
    problem = {"message": error.message, "params": plain, "reason": reason}
    return _Outcome(problem={**problem, "again": True} if again else problem)
