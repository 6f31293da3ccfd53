"""Files for background work: kept while they are needed, and no longer."""

from datetime import datetime, timedelta

import pytest
from factories import NOW, JobFactory, TeacherFactory, UploadFactory
from sqlalchemy import select
from sqlalchemy.exc import InvalidRequestError
from sqlalchemy.orm import Session

from quizapp.domain.jobs import FILES_KEPT, JOBS_KEPT, UPLOAD_MAXIMUM, JobState
from quizapp.errors import ConflictError, InvalidInputError, NotFoundError
from quizapp.models import Job, Upload
from quizapp.services import uploads

HOUR = timedelta(hours=1)


def over(at: datetime, **fields: object) -> Job:
    return JobFactory(state=JobState.DONE, finished_at=at, **fields)


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("polity.docx", "polity.docx"),
        ("C:\\Users\\asha\\polity.docx", "polity.docx"),
        ("../../etc/passwd", "passwd"),
        ("a\x00b\u202ecod.exe\n", "abcod.exe"),
        ("प्रश्न पत्र.pdf", "प्रश्न पत्र.pdf"),
        (f"{'x' * 300}.docx", f"{'x' * 179}…{'x' * 15}.docx"),
        ("folder/", "file"),
    ],
)
def test_a_file_is_kept_as_it_was_sent_under_a_plain_name(
    session: Session, sent: str, kept: str
) -> None:
    owner = TeacherFactory()
    data = bytes(range(256))
    upload_id = uploads.store(session, owner=owner, filename=sent, data=data, now=NOW)
    session.expire_all()
    assert uploads.read(session, upload_id, owner_id=owner.id) == uploads.UploadedFile(kept, data)
    for nobody in (TeacherFactory().id, None):
        with pytest.raises(NotFoundError, match="Upload it again"):
            uploads.read(session, upload_id, owner_id=nobody)


def test_the_bytes_are_read_only_when_they_are_asked_for(session: Session) -> None:
    UploadFactory()
    session.flush()
    session.expunge_all()
    upload = session.scalars(select(Upload)).one()
    assert upload.filename
    with pytest.raises(InvalidRequestError):
        _ = upload.data


def test_a_file_may_not_be_too_large(session: Session) -> None:
    with pytest.raises(InvalidInputError, match="has 51 MB; at most 50 MB"):
        uploads.store(
            session,
            owner=TeacherFactory(),
            filename="all.pdf",
            data=bytes(UPLOAD_MAXIMUM + 1),
            now=NOW,
        )


def test_nobody_can_fill_the_disk_alone(session: Session) -> None:
    owner = TeacherFactory()
    for _ in range(5):
        UploadFactory(owner=owner, size=UPLOAD_MAXIMUM, data=b"")
    with pytest.raises(ConflictError, match="250 MB of your files are kept"):
        uploads.store(session, owner=owner, filename="one-more.txt", data=b"Q", now=NOW)
    assert uploads.store(session, owner=TeacherFactory(), filename="a", data=b"Q", now=NOW)


def test_what_nobody_needs_any_more_is_purged(session: Session) -> None:
    ended, long_ago = NOW - FILES_KEPT - HOUR, NOW - JOBS_KEPT - HOUR
    gone = [
        UploadFactory(created_at=ended),
        UploadFactory(job_id=over(ended).id, created_at=ended),
    ]
    kept = [
        UploadFactory(created_at=NOW - HOUR),
        UploadFactory(job_id=over(NOW - HOUR).id, created_at=ended),
        UploadFactory(job_id=JobFactory(created_at=long_ago).id, created_at=long_ago),
    ]
    old = over(long_ago)
    gone_ids, kept_ids, old_id = {u.id for u in gone}, {u.id for u in kept}, old.id
    assert uploads.count_purgeable(session, now=NOW) == 3
    assert uploads.purge_uploads(session, now=NOW, limit=1) == 1
    assert uploads.purge_uploads(session, now=NOW, limit=10) == 1
    assert uploads.purge_jobs(session, now=NOW, limit=10) == 1
    assert uploads.count_purgeable(session, now=NOW) == 0
    session.expire_all()
    left = set(session.scalars(select(Upload.id)))
    assert left == kept_ids
    assert not left & gone_ids
    assert session.get(Job, old_id) is None


def test_a_file_outlives_a_job_that_was_deleted(session: Session) -> None:
    job = over(NOW)
    upload = UploadFactory(job_id=job.id)
    session.delete(job)
    session.flush()
    session.refresh(upload)
    assert upload.job_id is None
