"""Several articles at once, on the teacher's pages."""

from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO

from browsing import Page, Visitor
from databases import CountQueries
from desk import HOST, bring_article, in_database, problems
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.orm import Session
from test_every_route import check_page

from quizapp.domain.jobs import JobState
from quizapp.models import ArticleBatch, ArticleBatchEntry, BatchEntryState, Job, Role, Upload, User

NEW = "/teach/articles/several"


def bring(who: Visitor, *names: str, **fields: str) -> Page:
    """Send files of nothing, as a browser does."""
    values = dict(who.opens(NEW).form().form_values())
    answer = who.client.post(
        NEW,
        data={**values, "files": [(BytesIO(b"-"), name) for name in names], **fields},
        headers={"Origin": HOST},
        follow_redirects=True,
    )
    who.page = Page(answer)
    return who.page


def change(app: Flask, what: Callable[[Session], object]) -> None:
    def commit(session: Session) -> None:
        what(session)
        session.commit()

    in_database(app, commit)


def end(app: Flask, **entry: object) -> int:
    """Have the work cancelled, with its files as given; returns the batch's id."""

    def stop(session: Session) -> None:
        session.execute(update(Job).values(state=JobState.CANCELLED, finished_at=datetime.now(UTC)))
        session.execute(update(ArticleBatchEntry).values(entry))

    change(app, stop)
    return in_database(app, lambda session: session.scalar(select(ArticleBatch.id)))


def test_files_are_taken_in_and_the_report_follows_them(teacher: Visitor) -> None:
    page = bring(teacher, "2026-11-20-budget.txt", "map.png")

    check_page(page)
    assert page.text("//h1") == "2026-11-20-budget.txt, map.png"
    rows = [page.text(f"//tbody/tr[{number}]") for number in (1, 2)]
    assert "Waiting" in rows[0]
    assert "Not readable" in rows[1]
    assert ".docx, .pdf" in rows[1]
    assert page.one("//*[@data-unfinished]") is not None
    assert "2026-11-20-budget.txt, map.png" in teacher.opens(NEW).text()
    check_page(teacher.opens("/teach/articles/batches"))
    assert "Reading articles" in teacher.opens("/teach/jobs").text()


def test_what_cannot_be_taken_is_said_and_the_choices_stay(app: Flask, teacher: Visitor) -> None:
    page = bring(teacher, "map.png", count="7")

    check_page(page)
    assert page.status == 422
    assert problems(page) == ["Choose files (.txt, .html, .docx, .pdf), or a .zip of such files."]
    assert page.one("//input[@name='count']").get("value") == "7"
    assert in_database(app, lambda session: session.scalar(select(ArticleBatch.id))) is None


def test_cancelling_says_that_what_is_done_stays_and_the_rest_can_go_on(
    app: Flask, teacher: Visitor
) -> None:
    bring(teacher, "a.txt", "b.txt")
    job = in_database(app, lambda session: session.scalar(select(Job.id)))
    assert "What it has done so far stays." in teacher.opens(f"/teach/jobs/{job}/cancel").text()
    batch = end(app, state=BatchEntryState.LEFT)

    page = teacher.opens(f"/teach/articles/batches/{batch}")
    check_page(page)
    assert "2 files were not read" in page.text()
    page = teacher.sends(f"/teach/articles/batches/{batch}/continue")

    assert "The other files are being read." in page.text("//*[@role='status']")
    assert page.all("//*[@data-unfinished]")


def test_a_report_says_what_may_be_tried_again_and_what_is_gone(
    app: Flask, teacher: Visitor
) -> None:
    bring(teacher, "a.txt")
    problem = {"message": "Something went wrong.", "params": {}, "reason": None}
    batch = end(app, state=BatchEntryState.REFUSED, problem=problem)
    path = f"/teach/articles/batches/{batch}"
    assert teacher.opens(path).all("//button[contains(., 'Try them again')]") == []

    end(app, state=BatchEntryState.REFUSED, problem={**problem, "again": True}, upload_id=None)
    page = teacher.opens(path)
    check_page(page)
    assert "1 file was not read, and is no longer kept." in page.text()

    end(app, upload_id=select(Upload.id).scalar_subquery())
    page = teacher.opens(path)
    check_page(page)
    assert "With 1 file the work itself failed" in page.text()
    assert page.all("//button[contains(., 'Try them again')]")
    page = teacher.sends(f"{path}/continue")
    assert page.all("//*[@data-unfinished]")
    assert "Something went wrong." not in page.text()


def test_a_report_leads_from_article_to_article(app: Flask, teacher: Visitor) -> None:
    bring(teacher, "a.txt")
    first = bring_article(app, 2, title="The first")
    second = bring_article(app, 1, title="The second", body="The council of town 1 met in 1901.")
    batch = end(app, state=BatchEntryState.READ, article_id=first, questions=2)

    page = teacher.opens(f"/teach/articles/batches/{batch}")
    page = teacher.opens(page.one("//a[contains(., 'Review the questions')]").get("href"))
    assert page.text("//h1") == "The first"
    link = page.one("//a[starts-with(normalize-space(), 'Next to review')]")
    assert link.get("href") == f"/teach/articles/{second}"
    page = teacher.opens(link.get("href"))
    assert "Next to review: The first" in page.text()


def test_a_long_report_takes_no_more_queries(
    app: Flask, teacher: Visitor, count_queries: CountQueries
) -> None:
    bring(teacher, "a.txt")
    batch = in_database(app, lambda session: session.scalar(select(ArticleBatch.id)))
    with count_queries() as few:
        teacher.opens(f"/teach/articles/batches/{batch}")
    bring(teacher, *(f"{number}.txt" for number in range(60)))
    with count_queries() as many:
        page = teacher.opens(f"/teach/articles/batches/{batch + 1}")
    assert len(page.all("//tbody/tr")) == 50
    assert many.reads == few.reads


def test_a_report_is_its_owners(app: Flask, teacher: Visitor, admin: Visitor) -> None:
    bring(teacher, "a.txt")
    batch = in_database(app, lambda session: session.scalar(select(ArticleBatch.id)))
    assert admin.opens(f"/teach/articles/batches/{batch}").status == 200
    own = select(User.id).where(User.role == Role.ADMIN).scalar_subquery()
    change(app, lambda session: session.execute(update(ArticleBatch).values(owner_id=own)))
    assert teacher.opens(f"/teach/articles/batches/{batch}").status == 404
