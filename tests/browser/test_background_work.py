"""Background work in a browser: the page brings itself up to date."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from people import TEACHER, assert_well_made, sign_in
from playwright.sync_api import Page, expect
from serving import Server
from sqlalchemy import select
from sqlalchemy.orm import Session

from quizapp.domain.jobs import JobProgress
from quizapp.models import User
from quizapp.models.engine import begin_writing, make_engine
from quizapp.services import job_running, jobs
from quizapp.services.job_running import HeldJob

pytestmark = pytest.mark.browser

#: In milliseconds: the page asks every two seconds.
PATIENCE = 15_000

Writing = Callable[[Callable[[Session], object]], object]


@pytest.fixture
def writing(server: Server) -> Iterator[Writing]:
    """Do something in a transaction, beside the server, as the consumer does."""
    engine = make_engine(server.environment["DATABASE_URL"])

    def write(work: Callable[[Session], object]) -> object:
        with Session(engine) as session:
            begin_writing(session)
            result = work(session)
            session.commit()
            return result

    yield write
    engine.dispose()


def test_progress_and_the_end_are_seen_without_reloading(phone: Page, writing: Writing) -> None:
    def enqueue(session: Session) -> int:
        owner = session.scalars(select(User).where(User.username == TEACHER[0])).one()
        return jobs.enqueue(
            session, "purge", {}, owner=owner, subject="polity.docx", now=datetime.now(UTC)
        )

    job_id = writing(enqueue)
    sign_in(phone, TEACHER)
    phone.goto("/teach")
    phone.get_by_role("link", name="under way").click()
    assert_well_made(phone)
    box = phone.locator(f"[data-job='{job_id}']")
    expect(box).to_contain_text("Waiting")

    held = writing(lambda session: job_running.take_up(session, job_id, now=datetime.now(UTC)))
    assert isinstance(held, HeldJob)
    expect(box).to_contain_text("Working", timeout=PATIENCE)
    expect(phone.get_by_role("status").filter(has_text="Working")).to_have_count(1)

    def go_on(session: Session) -> None:
        now = datetime.now(UTC) + timedelta(seconds=1)
        job_running.heartbeat(session, held, now=now, progress=JobProgress(2_000, 5_000))

    writing(go_on)
    expect(box).to_contain_text("2,000 of 5,000", timeout=PATIENCE)
    expect(box.locator("progress")).to_have_attribute("value", "2000")

    box.get_by_role("link", name="Cancel the work").focus()
    result = {"files": 3, "jobs": 0}
    writing(lambda session: job_running.finish(session, held, result=result, now=datetime.now(UTC)))
    expect(box).to_contain_text("Deleted: 3 files", timeout=PATIENCE)
    # Where the button was that had the focus, the keyboard goes on.
    expect(box).to_be_focused()
    assert_well_made(phone)


def test_a_piece_of_work_is_cancelled(desktop: Page, writing: Writing) -> None:
    def enqueue(session: Session) -> int:
        owner = session.scalars(select(User).where(User.username == TEACHER[0])).one()
        return jobs.enqueue(session, "purge", {}, owner=owner, now=datetime.now(UTC))

    job_id = writing(enqueue)
    sign_in(desktop, TEACHER)
    desktop.goto(f"/teach/jobs/{job_id}")
    assert_well_made(desktop)
    desktop.get_by_role("link", name="Cancel the work").click()
    assert_well_made(desktop)
    desktop.get_by_role("button", name="Cancel the work").click()
    expect(desktop.get_by_role("main")).to_contain_text("The work is being cancelled.")
    assert_well_made(desktop)

    def see_it(session: Session) -> None:
        held = job_running.take_up(session, job_id, now=datetime.now(UTC))
        assert held is not None
        assert held.cancel_asked
        job_running.cancelled(session, held, now=datetime.now(UTC))

    writing(see_it)
    box = desktop.locator(f"[data-job='{job_id}']")
    expect(box).to_contain_text("Cancelled", timeout=PATIENCE)
    assert_well_made(desktop)
