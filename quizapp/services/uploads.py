"""Files that background work reads and makes, and the end of what nobody needs any more."""

import hashlib
import unicodedata
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, delete, func, or_, select, update
from sqlalchemy.orm import Session, undefer

from quizapp.domain.jobs import FILES_KEPT, JOBS_KEPT, UPLOAD_MAXIMUM, UPLOADS_MAXIMUM
from quizapp.errors import N_, ConflictError, InvalidInputError, NotFoundError
from quizapp.models import Job, Upload, User
from quizapp.services.ownership import own_job

__all__ = [
    "UploadedFile",
    "count_purgeable",
    "plain_name",
    "purge_jobs",
    "purge_uploads",
    "read",
    "result_file",
    "store",
    "store_result",
]

_NAME_MAXIMUM = 200
_NAME_END = 20
_MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class UploadedFile:
    """A file as it was sent; `filename` has no folder."""

    filename: str
    data: bytes


def store(session: Session, *, owner: User, filename: str, data: bytes, now: datetime) -> int:
    """Keep a file for work in the background; returns its id, for `jobs.enqueue`.

    Raises:
        InvalidInputError: the file is too large.
        ConflictError: too much of the owner's files is kept already.
    """
    if len(data) > UPLOAD_MAXIMUM:
        raise InvalidInputError(
            N_("The file has %(size)d MB; at most %(maximum)d MB can be taken."),
            size=-(-len(data) // _MEGABYTE),
            maximum=UPLOAD_MAXIMUM // _MEGABYTE,
        )
    kept = session.scalar(select(func.sum(Upload.size)).where(Upload.owner_id == owner.id)) or 0
    if kept + len(data) > UPLOADS_MAXIMUM:
        raise ConflictError(
            N_(
                "%(kept)d MB of your files are kept for work that is not over for a day; "
                "at most %(maximum)d MB can be. Try again tomorrow, or with a smaller file."
            ),
            kept=-(-kept // _MEGABYTE),
            maximum=UPLOADS_MAXIMUM // _MEGABYTE,
        )
    upload = Upload(
        owner_id=owner.id,
        filename=plain_name(filename),
        size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        data=data,
        created_at=now,
    )
    session.add(upload)
    session.flush()
    return upload.id


def read(session: Session, upload_id: int, *, owner_id: int | None) -> UploadedFile:
    """Give a file that this owner uploaded. Raises `NotFoundError`."""
    upload = session.scalar(
        select(Upload)
        .where(Upload.id == upload_id, Upload.owner_id == owner_id)
        .options(undefer(Upload.data))
    )
    if upload is None:
        raise NotFoundError(N_("The file is no longer kept. Upload it again."))
    return UploadedFile(upload.filename, upload.data)


def store_result(
    session: Session, *, job_id: int, owner: User, filename: str, data: bytes, now: datetime
) -> int:
    """Keep a file that a job made, for as long as those that it reads; returns its id.

    Raises as `store` does.
    """
    file_id = store(session, owner=owner, filename=filename, data=data, now=now)
    session.execute(update(Upload).where(Upload.id == file_id).values(job_id=job_id))
    return file_id


def result_file(session: Session, job_id: int, *, user: User) -> UploadedFile:
    """Give the file that a job of the user made. Raises `NotFoundError`."""
    job = own_job(session, job_id, user)
    file_id = (job.result or {}).get("file")
    if file_id is None:
        raise NotFoundError(N_("This work made no file, or has not made it yet."))
    try:
        return read(session, file_id, owner_id=job.owner_id)
    except NotFoundError as error:
        raise NotFoundError(N_("The file is no longer kept. Have it made again.")) from error


def count_purgeable(session: Session, *, now: datetime) -> int:
    """Count the files and jobs that `purge_uploads` and `purge_jobs` would delete."""
    files = session.scalar(select(func.count()).select_from(_old_uploads(now).subquery()))
    jobs = session.scalar(select(func.count()).select_from(_old_jobs(now).subquery()))
    return (files or 0) + (jobs or 0)


def purge_uploads(session: Session, *, now: datetime, limit: int) -> int:
    """Delete files whose job is over for a day, or that never got one; returns how many."""
    some = _old_uploads(now).order_by(Upload.id).limit(limit)
    gone = delete(Upload).where(Upload.id.in_(some)).returning(Upload.id)
    return len(session.scalars(gone).all())


def purge_jobs(session: Session, *, now: datetime, limit: int) -> int:
    """Delete jobs that are over for a month; returns how many."""
    some = _old_jobs(now).order_by(Job.id).limit(limit)
    return len(session.scalars(delete(Job).where(Job.id.in_(some)).returning(Job.id)).all())


def _old_uploads(now: datetime) -> Select[int]:
    before = now - FILES_KEPT
    return (
        select(Upload.id)
        .outerjoin(Job, Job.id == Upload.job_id)
        .where(
            or_(Job.finished_at < before, Upload.job_id.is_(None) & (Upload.created_at < before))
        )
    )


def _old_jobs(now: datetime) -> Select[int]:
    return select(Job.id).where(Job.finished_at < now - JOBS_KEPT)


def plain_name(filename: str) -> str:
    """Give the name without folders, and without characters that cannot be seen.

    Of a very long one the middle is left out, so that it ends as it did.
    """
    name = filename.replace("\\", "/").rpartition("/")[2]
    seen = "".join(c for c in name if unicodedata.category(c)[0] != "C" or c == "\u200d")
    plain = " ".join(seen.split()) or "file"
    if len(plain) <= _NAME_MAXIMUM:
        return plain
    return f"{plain[: _NAME_MAXIMUM - _NAME_END - 1]}…{plain[-_NAME_END:]}"
