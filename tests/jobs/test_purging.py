"""The daily purge, as the consumer does it."""

from datetime import datetime, timedelta
from io import BytesIO

from factories import ItemFactory, JobFactory, UploadFactory, content, use_session
from PIL import Image as Pillow
from sqlalchemy import select, text
from sqlalchemy.orm import Session
from workbench import Bench

from quizapp.domain.binned import BIN_KEPT
from quizapp.domain.items import ImagePlacement, ImageRef
from quizapp.domain.jobs import FILES_KEPT, JOBS_KEPT, JobState
from quizapp.interchange.banks import ImageFile, SourceFile
from quizapp.jobs.kinds import KINDS
from quizapp.jobs.running import Worker
from quizapp.models import WITH_BINNED, Image, Item, Job, Upload, User
from quizapp.services import binned, images
from quizapp.services.importing import staging


def test_the_sweep_purges_what_is_old_and_says_how_much(bench: Bench) -> None:
    long_ago = bench.now - JOBS_KEPT - timedelta(hours=1)
    with Session(bench.engine) as session:
        use_session(session)
        old = JobFactory(state=JobState.CANCELLED, finished_at=long_ago)
        for _ in range(12):
            UploadFactory(job_id=old.id, created_at=long_ago)
        fresh = UploadFactory(created_at=bench.now - FILES_KEPT / 2)
        session.commit()
        fresh_id, old_id = fresh.id, old.id

    Worker(bench.engine, KINDS, now=lambda: bench.now).sweep()

    with Session(bench.engine) as session:
        assert session.scalars(select(Upload.id)).all() == [fresh_id]
        assert session.get(Job, old_id) is None
        purge = session.scalars(select(Job)).one()
        assert (purge.kind, purge.owner_id, purge.state) == ("purge", None, JobState.DONE)
        assert purge.result == {"files": 12, "jobs": 1}
        assert (purge.progress_done, purge.progress_total) == (13, 13)
        # SQLite does not count by itself how its tables are filled.
        if bench.engine.dialect.name == "sqlite":
            counted = session.scalars(text("SELECT DISTINCT tbl FROM sqlite_stat1")).all()
            assert {"jobs", "uploads", "users"} <= set(counted)


def test_what_is_in_the_bin_for_a_month_is_purged(bench: Bench) -> None:
    with Session(bench.engine) as session:
        use_session(session)
        old, fresh = ItemFactory(), ItemFactory()
        actor = session.get_one(User, bench.owner_id)
        binned.put(old, actor=actor, now=bench.now - BIN_KEPT)
        binned.put(fresh, actor=actor, now=bench.now - BIN_KEPT + timedelta(minutes=1))
        session.commit()
        fresh_id = fresh.id

    Worker(bench.engine, KINDS, now=lambda: bench.now).sweep()

    with Session(bench.engine) as session:
        left = select(Item.id).execution_options(**WITH_BINNED)
        assert session.scalars(left).all() == [fresh_id]


def test_pictures_that_nothing_refers_to_are_purged_and_only_those(bench: Bench) -> None:
    def bring(session: Session, colour: str, now: datetime) -> str:
        out = BytesIO()
        Pillow.new("RGB", (4, 3), colour).save(out, "PNG")
        file = ImageFile(out.getvalue(), f"{colour}.png")
        return images.take_in(session, {file.digest: file}, now=now).stored[file.digest]

    old = bench.now - staging.PICTURES_KEPT - timedelta(hours=2)
    with Session(bench.engine) as session:
        use_session(session)
        owner = session.get_one(User, bench.owner_id)
        used = bring(session, "red", old)
        alt = {"en": "A wall"}
        made = content(images=(ImageRef(used, ImagePlacement.STEM, None, alt),))
        ItemFactory(owner=owner, content=made)
        again = bring(session, "blue", old)
        bring(session, "green", old)
        fresh = bring(session, "white", bench.now)
        source = SourceFile(b"1. Which?\n(a) Dal\n(b) Wular\nAns: (a)", "lakes.txt")
        read = staging.read_at_once(session, [source])
        staging.start(session, [source], read=read, owner=owner, now=old + timedelta(hours=1))
        brought = bring(session, "black", old + timedelta(hours=1))
        assert bring(session, "blue", bench.now) == again
        session.commit()

    Worker(bench.engine, KINDS, now=lambda: bench.now).sweep()

    with Session(bench.engine) as session:
        assert {*session.scalars(select(Image.digest))} == {used, again, fresh, brought}
