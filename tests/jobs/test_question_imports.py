"""Reading and storing question files in the background, on real databases."""

import sqlite3
import zipfile
from collections.abc import Sequence
from io import BytesIO
from threading import Thread
from time import monotonic, sleep

import pytest
from PIL import Image as Pillow
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from workbench import Bench

from quizapp.domain.jobs import JobState
from quizapp.interchange.banks import SourceFile
from quizapp.jobs.kinds import KINDS
from quizapp.jobs.running import Worker
from quizapp.models import (
    Image,
    Import,
    ImportEntry,
    ImportState,
    Item,
    QuestionSet,
    QuestionSetItem,
    User,
)
from quizapp.services.importing import mending, previewing, staging, storing


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


ITEM = """<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="i{number}"
title="i{number}" adaptive="false" timeDependent="false"><responseDeclaration identifier="RESPONSE"
cardinality="single" baseType="identifier"><correctResponse><value>A</value></correctResponse>
</responseDeclaration><itemBody><p><img src="{number}.png" alt="A map"/></p><choiceInteraction
responseIdentifier="RESPONSE" maxChoices="1"><prompt>Which lake is on map {number}?</prompt>
<simpleChoice identifier="A">Chilika</simpleChoice>
<simpleChoice identifier="B">Loktak</simpleChoice>
</choiceInteraction></itemBody></assessmentItem>"""


def a_package(pictures: int, side: int) -> SourceFile:
    """As many questions, each with a square picture of its own."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for number in range(pictures):
            package.writestr(f"{number}.xml", ITEM.format(number=number))
            picture = BytesIO()
            Pillow.new("RGB", (side, side), (number % 256, 0, 0)).save(picture, "PNG")
            package.writestr(f"{number}.png", picture.getvalue())
    return SourceFile(out.getvalue(), "maps.zip")


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


def test_an_import_that_is_thrown_away_is_read_no_further(bench: Bench, worker: Worker) -> None:
    import_id, job_id = bring(bench, a_set("councils", 3))
    with Session(bench.engine) as session:
        mending.discard(session, import_id, actor=owner(session, bench), now=bench.now)
        session.commit()

    worker.sweep()

    assert bench.row(job_id).state is JobState.CANCELLED
    assert counts(bench, Import, ImportEntry) == [0, 0]


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


# Only SQLite has one writer at a time.
@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_others_can_write_while_pictures_are_looked_at(bench: Bench, worker: Worker) -> None:
    import_id, job_id = bring(bench, a_package(pictures=8, side=3_000))
    other = sqlite3.connect(str(bench.engine.url.database), timeout=0, isolation_level=None)
    tried: list[bool] = []
    working = Thread(target=worker.work, args=(job_id,))

    began = monotonic()
    working.start()
    while working.is_alive():
        try:
            other.execute("BEGIN IMMEDIATE")
            other.execute("ROLLBACK")
            tried.append(True)
        except sqlite3.OperationalError:
            tried.append(False)
        sleep((monotonic() - began) / 1_000 + 0.001)
    working.join()
    other.close()

    assert state(bench, import_id) is ImportState.READY
    assert counts(bench, Image) == [8]
    assert tried.count(False) < len(tried) / 2
