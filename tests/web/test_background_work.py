"""Background work on pages: whose, how far, what came of it, and cancelling."""

from datetime import timedelta

import pytest
from browsing import Page, Visitor
from databases import CountQueries
from desk import owner_of
from factories import JobFactory, use_session
from flask import Flask
from test_every_route import check_page

from quizapp.domain.jobs import JobState
from quizapp.jobs.kinds import KINDS as KINDS_OF_WORK
from quizapp.web.background import presenting
from quizapp.web.background.presenting import Presentation
from quizapp.web.clock import now
from quizapp.web.transactions import writing

HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def known_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    """A kind of work that has a result to look at."""
    count = Presentation(
        "Counting", lambda result: f"{result['counted']} counted.", lambda _: ("See them", "/teach")
    )
    monkeypatch.setattr(presenting, "KINDS", {**presenting.KINDS, "count": count})


def bring_job(app: Flask, *, owner: str = "some-teacher", **fields: object) -> int:
    """Store a job; returns its id."""
    with app.app_context(), writing() as session:
        use_session(session)
        values = {"owner": owner_of(session, owner), "created_at": now(), **fields}
        return JobFactory(**values).id


def running(**fields: object) -> dict[str, object]:
    return {
        "state": JobState.RUNNING,
        "attempts": 1,
        "started_at": now(),
        "lease_until": now() + HOUR,
        **fields,
    }


def over(state: JobState, **fields: object) -> dict[str, object]:
    return {"state": state, "started_at": now(), "finished_at": now(), **fields}


def box(page: Page, job_id: int) -> str:
    return page.text(f"//*[@data-job='{job_id}']")


def test_every_kind_of_work_has_a_name_on_pages() -> None:
    assert set(KINDS_OF_WORK) <= set(presenting.KINDS)


def test_an_empty_list_says_what_will_be_there(teacher: Visitor) -> None:
    page = teacher.opens("/teach/jobs")
    check_page(page)
    assert "Nothing is being worked on" in page.text()
    assert "Background work" not in teacher.opens("/teach").text()


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({}, "Waiting"),
        ({}, "It begins by itself in a moment"),
        ({"created_at": now() - HOUR}, "may not be running: tell whoever runs it"),
        ({"attempts": 1, "started_at": now()}, "It was interrupted, and goes on by itself"),
        (running(progress_done=1200, progress_total=150_000), "1,200 of 1,50,000"),
        (running(progress_done=1200), "1,200 so far"),
        (running(cancel_asked_at=now()), "Stopping"),
        (over(JobState.DONE, result={"counted": 3}), "3 counted."),
        (over(JobState.CANCELLED, progress_done=2, progress_total=3), "It came to 2 of 3."),
        (
            over(
                JobState.FAILED,
                problems=[
                    {"message": "There is no such set.", "file": "a<b>.txt", "line": number}
                    for number in range(1, 14)
                ],
            ),
            "a<b>.txt:1 There is no such set.",
        ),
    ],
)
def test_a_job_says_where_it_is(
    fields: dict[str, object], told: str, app: Flask, teacher: Visitor
) -> None:
    job_id = bring_job(app, **fields)
    for path in ("/teach/jobs", f"/teach/jobs/{job_id}"):
        page = teacher.opens(path)
        check_page(page)
        assert told in box(page, job_id)
        assert "Counting" in page.text()
        assert "questions-" in page.text()


def test_of_many_problems_the_first_are_shown(app: Flask, teacher: Visitor) -> None:
    problems = [{"message": "Line %(n)d is odd.", "params": {"n": n}} for n in range(13)]
    page = teacher.opens(
        f"/teach/jobs/{bring_job(app, **over(JobState.FAILED, problems=problems))}"
    )
    assert len(page.all("//main//li[contains(., 'is odd')]")) == 10
    assert "And 3 problems more" in page.text()


def test_what_came_of_it_can_be_seen(app: Flask, teacher: Visitor) -> None:
    job_id = bring_job(app, **over(JobState.DONE, result={"counted": 3}))
    page = teacher.opens(f"/teach/jobs/{job_id}")
    assert page.one("//a[normalize-space()='See them']").get("href") == "/teach"
    assert not page.all("//progress | //*[@data-unfinished]")


def test_the_bar_shows_how_far_it_is(app: Flask, teacher: Visitor) -> None:
    job_id = bring_job(app, **running(progress_done=40, progress_total=50))
    bar = teacher.opens(f"/teach/jobs/{job_id}").one("//progress")
    assert (bar.get("value"), bar.get("max")) == ("40", "50")


def test_a_page_that_is_open_asks_how_far_it_is(app: Flask, teacher: Visitor) -> None:
    mine = bring_job(app, **running(progress_done=40, progress_total=50))
    others = bring_job(app, owner="ravi")
    page = teacher.opens("/teach/jobs")
    assert page.one("//@data-jobs") == "/teach/jobs/states"
    answer = teacher.client.get(f"/teach/jobs/states?id={mine}&id={others}&id=x")
    assert answer.json == {
        "jobs": [
            {
                "id": mine,
                "over": False,
                "state": "Working",
                "progress": "40 of 50",
                "value": 40,
                "maximum": 50,
            }
        ]
    }


def test_teachers_see_their_own_and_administrators_all(
    app: Flask, teacher: Visitor, admin: Visitor
) -> None:
    of_ravi = bring_job(app, owner="ravi")
    purge = bring_job(
        app,
        kind="purge",
        owner_id=None,
        **over(JobState.DONE, result={"files": 12, "jobs": 123456}),
    )
    assert "Nothing is being worked on" in teacher.opens("/teach/jobs").text()
    for job_id in (of_ravi, purge, 2**40):
        assert teacher.opens(f"/teach/jobs/{job_id}").status == 404
        assert teacher.posts(f"/teach/jobs/{job_id}/cancel").status == 404
    page = admin.opens("/teach/jobs")
    assert "Ravi" in box(page, of_ravi)
    assert "By the application itself" in box(page, purge)
    assert "Deleted: 12 files and 1,23,456 entries" in box(page, purge)


def test_cancelling_asks_once(app: Flask, teacher: Visitor) -> None:
    job_id = bring_job(app)
    page = teacher.opens(f"/teach/jobs/{job_id}/cancel")
    check_page(page)
    assert "What it has done so far is undone" in page.text()
    page = teacher.sends(f"/teach/jobs/{job_id}/cancel")
    assert page.path == f"/teach/jobs/{job_id}"
    assert "The work is being cancelled." in page.text()
    assert "It stops at its next step; what was begun is undone." in box(page, job_id)
    assert not page.all("//a[contains(@href, '/cancel')]")


def test_what_is_over_cannot_be_cancelled(app: Flask, teacher: Visitor) -> None:
    job_id = bring_job(app, **over(JobState.CANCELLED))
    again = teacher.opens(f"/teach/jobs/{job_id}/cancel")
    check_page(again)
    assert "There is nothing to cancel" in again.text()
    assert teacher.posts(f"/teach/jobs/{job_id}/cancel").status == 303
    assert "This work is over" in teacher.opens(f"/teach/jobs/{job_id}").text()


def test_the_overview_leads_to_what_is_under_way(app: Flask, teacher: Visitor) -> None:
    bring_job(app)
    bring_job(app, **over(JobState.CANCELLED))
    link = teacher.opens("/teach").one("//main//a[@href='/teach/jobs']")
    assert link.text_content().strip() == "1 piece of work is under way"


def test_a_long_list_has_pages_and_costs_the_same(
    app: Flask, teacher: Visitor, count_queries: CountQueries
) -> None:
    bring_job(app)
    teacher.opens("/teach/jobs")
    with count_queries() as one:
        teacher.opens("/teach/jobs")
    for _ in range(21):
        bring_job(app)
    with count_queries() as many:
        page = teacher.opens("/teach/jobs")
    assert len(one) == len(many)
    assert len(page.all("//*[@data-job]")) == 20
    assert len(teacher.opens("/teach/jobs?page=2").all("//*[@data-job]")) == 2
    assert teacher.opens("/teach/jobs?page=nonsense").status == 200
