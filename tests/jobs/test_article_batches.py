"""Several articles at once: read in the background, file by file, on real databases."""

import struct
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from factories import UserFactory, use_session
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session
from workbench import Bench

from quizapp.domain.jobs import UPLOAD_MAXIMUM, JobState
from quizapp.errors import ConflictError, InvalidInputError, NotAllowedError, NotFoundError
from quizapp.interchange.banks import SourceFile
from quizapp.jobs.kinds import KINDS
from quizapp.jobs.running import Worker
from quizapp.models import Article, ArticleBatch, ArticleBatchEntry, BatchEntryState, Item, User
from quizapp.services import article_batches, uploads
from quizapp.services.article_batches import KEPT, BatchView
from quizapp.services.asked import Asked

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "questions" / "samples" / "india-japan-cyber-security.txt"
READ, KNOWN = BatchEntryState.READ, BatchEntryState.KNOWN
REFUSED, LEFT = BatchEntryState.REFUSED, BatchEntryState.LEFT


def news(year: int) -> bytes:
    """The sample article, each year's another text."""
    return f"{SAMPLE.read_text('utf-8')}\n\nPrinted again in {year}.\n".encode()


def packed(members: dict[str, bytes], name: str = "news.zip") -> SourceFile:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for member, data in members.items():
            archive.writestr(member, data)
    return SourceFile(out.getvalue(), name)


def encrypted() -> SourceFile:
    """An archive whose members say that they are encrypted."""
    data = bytearray(packed({"a.txt": news(2020)}).data)
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        struct.pack_into("<H", data, data.index(mark) + flags, 1)
    return SourceFile(bytes(data), "secret.zip")


def worker(bench: Bench, stopping: Callable[[], bool] = lambda: False) -> Worker:
    return Worker(bench.engine, KINDS, now=lambda: bench.now, stopping=stopping)


def owner(session: Session, bench: Bench) -> User:
    return session.get_one(User, bench.owner_id)


def bring(bench: Bench, *files: SourceFile) -> tuple[int, int]:
    """Take files in; returns the ids of the batch and of its job."""
    with Session(bench.engine) as session:
        batch_id = article_batches.start(
            session,
            files,
            asked=Asked(count=3),
            owner=owner(session, bench),
            now=bench.now,
        )
        job_id = session.get_one(ArticleBatch, batch_id).job_id
        session.commit()
    assert job_id is not None
    return batch_id, job_id


def report(bench: Bench, batch_id: int) -> BatchView:
    with Session(bench.engine) as session:
        return article_batches.batch_view(session, batch_id, user=owner(session, bench))


def states(bench: Bench, batch_id: int) -> list[tuple[str, BatchEntryState]]:
    return [(each.path, each.state) for each in report(bench, batch_id).entries]


def stored(bench: Bench) -> int:
    with Session(bench.engine) as session:
        return session.scalar(select(func.count(Article.id))) or 0


def test_each_file_gets_its_line_and_none_stops_the_others(bench: Bench) -> None:
    archive = packed(
        {
            "may/2021.txt": news(2021),
            "may/broken.docx": b"PK\x03\x04 and then nothing",
            "may/chart.png": b"\x89PNG",
            "may/.DS_Store": b"",
            "__MACOSX/may/._2021.txt": b"",
            "more.zip": b"PK\x03\x04",
            "same.txt": news(2021),
        }
    )
    batch_id, job_id = bring(bench, SourceFile(news(2020), "2020.txt"), archive)
    assert report(bench, batch_id).row.waiting == 4

    worker(bench).work(job_id)

    assert states(bench, batch_id) == [
        ("2020.txt", READ),
        ("may/2021.txt", READ),
        ("may/broken.docx", REFUSED),
        ("may/chart.png", REFUSED),
        ("more.zip", REFUSED),
        ("same.txt", KNOWN),
    ]
    view = report(bench, batch_id)
    first, second, broken, chart, inner, same = view.entries
    assert first.title == "India and Japan to cooperate on cyber security"
    assert 1 <= first.questions == first.pending <= 3
    assert same.article_id == second.article_id
    assert "damaged" in broken.problem.text
    assert "no text, web page" in chart.problem.text
    assert "archive within an archive" in inner.problem.text
    assert (view.row.articles, view.row.refused, view.left) == (2, 3, 0)
    assert view.row.questions == first.questions + second.questions
    assert stored(bench) == 2
    row = bench.row(job_id)
    assert (row.state, row.progress_done, row.progress_total) == (JobState.DONE, 6, 6)
    assert row.result["questions"] == view.row.questions


def test_it_goes_on_where_it_was_interrupted(bench: Bench) -> None:
    files = [SourceFile(news(year), f"{year}.txt") for year in (2019, 2020, 2021)]
    batch_id, job_id = bring(bench, *files)
    reports = iter([False, False, True])  # the consumer is stopped as it begins with the second

    worker(bench, lambda: next(reports, True)).work(job_id)
    # `work` itself asks before it begins, then each of the two reports of a file.
    assert bench.row(job_id).state is JobState.QUEUED
    assert [state for _, state in states(bench, batch_id)].count(READ) == 1

    worker(bench).work(job_id)
    assert {state for _, state in states(bench, batch_id)} == {READ}
    assert stored(bench) == 3


def test_a_file_that_kills_the_work_twice_is_left_out(bench: Bench) -> None:
    batch_id, job_id = bring(
        bench, SourceFile(news(2019), "a.txt"), SourceFile(news(2020), "b.txt")
    )
    with Session(bench.engine) as session:
        session.execute(
            update(ArticleBatchEntry).where(ArticleBatchEntry.position == 1).values(tries=2)
        )
        session.commit()

    worker(bench).work(job_id)

    assert states(bench, batch_id) == [("a.txt", REFUSED), ("b.txt", READ)]
    view = report(bench, batch_id)
    assert "ended the work twice" in view.entries.items[0].problem.text
    assert (view.left, view.failed, view.lost) == (0, 1, 0)
    with Session(bench.engine) as session:
        article_batches.go_on(session, batch_id, actor=owner(session, bench), now=bench.now)
        again = session.get_one(ArticleBatch, batch_id).job_id
        session.commit()
    worker(bench).work(again)
    assert states(bench, batch_id) == [("a.txt", READ), ("b.txt", READ)]
    assert report(bench, batch_id).failed == 0


def test_what_is_done_stays_when_it_is_cancelled_and_the_rest_can_go_on(bench: Bench) -> None:
    files = [SourceFile(news(year), f"{year}.txt") for year in (2019, 2020, 2021)]
    batch_id, job_id = bring(bench, *files)
    asked = []

    def cancel_after_the_first() -> bool:
        asked.append(None)
        if len(asked) == 3:
            bench.cancel(job_id)
        return False

    worker(bench, cancel_after_the_first).work(job_id)

    assert bench.row(job_id).state is JobState.CANCELLED
    assert [state for _, state in states(bench, batch_id)] == [READ, LEFT, LEFT]
    assert report(bench, batch_id).left == 2
    with Session(bench.engine) as session:
        article_batches.go_on(session, batch_id, actor=owner(session, bench), now=bench.now)
        with pytest.raises(ConflictError, match="already"):
            article_batches.go_on(session, batch_id, actor=owner(session, bench), now=bench.now)
        again = session.get_one(ArticleBatch, batch_id).job_id
        session.commit()
    worker(bench).work(again)
    assert {state for _, state in states(bench, batch_id)} == {READ}
    with Session(bench.engine) as session, pytest.raises(ConflictError, match="All files"):
        article_batches.go_on(session, batch_id, actor=owner(session, bench), now=bench.now)


def test_files_that_are_no_longer_kept_must_be_brought_again(bench: Bench) -> None:
    batch_id, job_id = bring(bench, SourceFile(news(2019), "a.txt"))
    bench.cancel(job_id)
    worker(bench).work(job_id)
    assert report(bench, batch_id).lost == 0
    bench.time_passes(timedelta(days=2))
    with Session(bench.engine) as session:
        assert uploads.purge_uploads(session, now=bench.now, limit=10) == 1
        with pytest.raises(ConflictError, match="Bring them again"):
            article_batches.go_on(session, batch_id, actor=owner(session, bench), now=bench.now)
        session.commit()
    view = report(bench, batch_id)
    assert (view.left, view.lost) == (0, 1)


@pytest.mark.parametrize(
    ("files", "problem"),
    [
        ([], "Choose files"),
        ([SourceFile(b"\x89PNG", "map.png")], "Choose files"),
        ([encrypted()], "secret.zip: files: The file is encrypted"),
        ([packed({"../up.txt": news(2020)})], "leads out of the archive"),
        ([SourceFile(b"PK\x03\x04 cut", "cut.zip")], "no complete archive"),
        ([packed({f"{n}.txt": b"" for n in range(201)})], "201 files; at most 200"),
        ([packed({"bomb.txt": bytes(20_000_000)})], "too large when unpacked"),
        ([SourceFile(b"", ".DS_Store"), SourceFile(b"", "Thumbs.db")], "Choose files"),
    ],
    ids=[
        *("none", "no article", "encrypted", "a way out", "cut short", "too many"),
        *("a bomb", "what systems leave"),
    ],
)
def test_what_cannot_be_taken_is_refused_as_a_whole(
    bench: Bench, files: list[SourceFile], problem: str
) -> None:
    with Session(bench.engine) as session, pytest.raises(InvalidInputError) as refusal:
        article_batches.start(
            session, files, asked=Asked(), owner=owner(session, bench), now=bench.now
        )
    assert problem in str(refusal.value)


def test_a_file_that_is_too_large_is_named(bench: Bench) -> None:
    files = [
        SourceFile(news(2020), "2020.txt"),
        SourceFile(b"a" * (UPLOAD_MAXIMUM + 1), "long.txt"),
    ]
    with Session(bench.engine) as session, pytest.raises(InvalidInputError) as refusal:
        article_batches.start(
            session, files, asked=Asked(), owner=owner(session, bench), now=bench.now
        )
    (problem,) = refusal.value.problems
    assert (problem.field, problem.file) == ("files", "long.txt")
    assert "at most 50 MB" in str(refusal.value)


def test_reports_are_their_owners_and_go_after_a_month(bench: Bench) -> None:
    batch_id, job_id = bring(bench, SourceFile(news(2019), "a.txt"))
    with Session(bench.engine) as session:
        use_session(session)
        other = session.scalars(select(User).where(User.id != bench.owner_id)).first()
        with pytest.raises(NotFoundError):
            article_batches.batch_view(session, batch_id, user=other)
        with pytest.raises(NotFoundError):
            article_batches.go_on(session, batch_id, actor=other, now=bench.now)
        assert article_batches.list_batches(session, user=other).total == 0
        with pytest.raises(NotAllowedError):
            article_batches.start(session, [], asked=Asked(), owner=UserFactory(), now=bench.now)
        session.rollback()
        later = bench.now + KEPT + timedelta(hours=1)
        assert article_batches.purge(session, now=later, limit=9) == 0, "it is not read yet"
        session.rollback()
    worker(bench).work(job_id)
    with Session(bench.engine) as session:
        assert article_batches.purge(session, now=later, limit=9) == 1
        session.commit()
        assert session.scalar(select(func.count(Item.id))), "the questions stay"
