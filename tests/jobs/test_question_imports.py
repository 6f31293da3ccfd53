"""Reading and storing question files in the background, on real databases."""

from collections.abc import Sequence

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from workbench import Bench

from quizapp.domain.jobs import JobState
from quizapp.interchange.banks import SourceFile
from quizapp.jobs.kinds import KINDS
from quizapp.jobs.running import Worker
from quizapp.models import Import, ImportState, Item, QuestionSet, QuestionSetItem, User
from quizapp.services.importing import previewing, staging, storing


def a_set(name: str, questions: int) -> SourceFile:
    lines = ['schema: "1"', f"title: {name}", f"slug: {name}", "languages: [en]", "questions:"]
    for number in range(questions):
        lines += [
            f"  - id: {name}-{number}",
            f"    stem: Which year is meant by clue {number} of {name}?",
            '    options: {a: "1987", b: "1988", c: "1991"}',
            "    key: b",
        ]
    return SourceFile("\n".join(lines).encode(), f"{name}.yaml")


@pytest.fixture
def worker(bench: Bench) -> Worker:
    return Worker(bench.engine, KINDS, now=lambda: bench.now)


def owner(session: Session, bench: Bench) -> User:
    return session.get_one(User, bench.owner_id)


def bring(bench: Bench, *files: SourceFile) -> tuple[int, int]:
    """Begin an import that is read in the background; returns its id and the job's."""
    with Session(bench.engine) as session:
        import_id = staging.start(
            session, files, read=None, owner=owner(session, bench), now=bench.now
        )
        job_id = session.get_one(Import, import_id).job_id
        session.commit()
    assert job_id is not None
    return import_id, job_id


def begin_storing(bench: Bench, import_id: int, title: str = "Councils") -> int:
    with Session(bench.engine) as session:
        set_id = storing.begin(
            session,
            import_id,
            title=title,
            set_id=None,
            actor=owner(session, bench),
            now=bench.now,
        )
        assert set_id is None
        job_id = session.get_one(Import, import_id).job_id
        session.commit()
    assert job_id is not None
    return job_id


def counts(bench: Bench, *tables: type) -> Sequence[int]:
    with Session(bench.engine) as session:
        return [session.scalar(select(func.count()).select_from(table)) or 0 for table in tables]


def state(bench: Bench, import_id: int) -> ImportState:
    with Session(bench.engine) as session:
        return session.get_one(Import, import_id).state


def test_files_are_read_and_their_questions_stored(bench: Bench, worker: Worker) -> None:
    import_id, job_id = bring(bench, a_set("councils", 400), a_set("rivers", 2))
    assert state(bench, import_id) is ImportState.READING

    worker.work(job_id)

    assert bench.row(job_id).state is JobState.DONE
    assert state(bench, import_id) is ImportState.READY
    job_id = begin_storing(bench, import_id)
    assert counts(bench, Item, QuestionSet) == [0, 0]
    worker.work(job_id)
    row = bench.row(job_id)
    assert (row.state, row.progress_done, row.progress_total) == (JobState.DONE, 402, 402)
    assert counts(bench, Item, QuestionSet, QuestionSetItem) == [402, 1, 402]
    with Session(bench.engine) as session:
        view = previewing.import_view(session, import_id, user=owner(session, bench))
    assert (view.state, view.set_id) == (ImportState.DONE, row.result["set"])
    assert view.counts.stored == 402


def test_a_file_that_cannot_be_read_ends_the_import_with_its_problems(
    bench: Bench, worker: Worker
) -> None:
    import_id, job_id = bring(bench, SourceFile(b"\x00\xff\x00 nothing", "what.bin"))

    worker.work(job_id)

    assert bench.row(job_id).state is JobState.DONE
    with Session(bench.engine) as session:
        view = previewing.import_view(session, import_id, user=owner(session, bench))
    assert view.state is ImportState.FAILED
    assert [problem.file for problem in view.problems] == ["what.bin"]


def test_reading_that_is_cancelled_leaves_nothing(bench: Bench, worker: Worker) -> None:
    import_id, job_id = bring(bench, a_set("councils", 3))
    bench.cancel(job_id)

    worker.sweep()

    assert bench.row(job_id).state is JobState.CANCELLED
    with Session(bench.engine) as session:
        view = previewing.import_view(session, import_id, user=owner(session, bench))
    assert (view.state, view.counts.all) == (ImportState.FAILED, 0)


def test_storing_that_is_cancelled_half_way_takes_everything_back(
    bench: Bench, worker: Worker
) -> None:
    import_id, job_id = bring(bench, a_set("councils", 600))
    worker.work(job_id)
    job_id = begin_storing(bench, import_id)
    seen: list[int] = []

    def cancelling() -> bool:
        """Asked after each step: cancels after the first."""
        if not seen:
            seen.extend(counts(bench, Item, QuestionSet))
            bench.cancel(job_id)
        return False

    started: list[bool] = []

    def stopping() -> bool:
        if not started:
            started.append(True)
            return False
        return cancelling()

    Worker(bench.engine, KINDS, now=lambda: bench.now, stopping=stopping).work(job_id)

    assert seen == [storing.BATCH, 0]
    assert bench.row(job_id).state is JobState.CANCELLED
    assert counts(bench, Item, QuestionSet) == [0, 0]
    assert state(bench, import_id) is ImportState.READY
    worker.work(begin_storing(bench, import_id, "Once more"))
    assert counts(bench, Item, QuestionSet) == [600, 1]
