"""Announcements on the pages of teachers and students."""

from browsing import Visitor
from databases import CountQueries
from desk import in_database, owner_of, problems
from factories import ClassFactory, use_session
from flask import Flask
from sqlalchemy import select
from test_every_route import check_page

from quizapp.models import Announcement
from quizapp.web.transactions import writing

NEW = "/teach/announcements/new"


def a_class(app: Flask, *students: str, title: str = "Morning batch") -> int:
    with app.app_context(), writing() as session:
        use_session(session)
        members = [owner_of(session, name) for name in students]
        return ClassFactory(title=title, teacher=owner_of(session), students=members).id


def test_a_teacher_tells_a_class_and_a_student_reads_it(
    app: Flask, teacher: Visitor, student: Visitor
) -> None:
    number = a_class(app, "some-student")
    page = teacher.opens("/teach/announcements")
    check_page(page)
    assert "Nothing announced yet" in page.text()
    page = teacher.opens(f"{NEW}?class={number}")
    check_page(page)
    assert page.all("//input[@name='classes'][@checked]/@value") == [str(number)]

    page = teacher.sends(title="Moved <b>", text="To Sunday.\n\nBring a pen.")

    check_page(page)
    assert "It is announced" in page.text("//*[@role='status']")
    assert "Read by 0 of 1" in page.text()
    page = student.opens("/notices")
    check_page(page)
    assert "Some-Teacher told Morning batch: Moved <b>" in page.text()
    page = student.opens(page.one("//a[contains(., 'told Morning batch')]").get("href"))
    check_page(page)
    assert "Bring a pen." in page.text("//*[@aria-labelledby='announced']")
    assert "Read by 1 of 1" in teacher.opens(f"/teach/classes/{number}").text()


def test_it_is_changed_and_withdrawn(app: Flask, teacher: Visitor, student: Visitor) -> None:
    number = a_class(app, "some-student")
    teacher.opens(f"{NEW}?class={number}")
    teacher.sends(title="Moved", text="To Sunday.")
    made = in_database(app, lambda session: session.scalar(select(Announcement.id)))
    address = f"/teach/announcements/{made}"

    check_page(teacher.opens(f"{address}/edit"))
    page = teacher.sends(title="", text="To Monday.")
    assert page.status == 422
    assert page.text("//textarea[@name='text']").strip() == "To Monday."
    teacher.sends(title="Moved again", text="To Monday.")
    assert "Moved again" in student.opens(f"/classes/{number}").text()

    check_page(teacher.opens(f"{address}/withdraw"))
    page = teacher.sends(f"{address}/withdraw")
    assert "“Moved again” is withdrawn." in page.text("//*[@role='status']")
    assert "Nothing to tell" in student.opens("/notices").text()
    assert teacher.opens(f"{address}/edit").status == 404


def test_what_is_wrong_is_said(app: Flask, teacher: Visitor) -> None:
    assert "Make a class first" in teacher.opens(NEW).text()
    a_class(app)
    a_class(app, title="Evening batch")
    teacher.opens(NEW)
    page = teacher.sends(title="Moved", text="To Sunday.")
    check_page(page)
    assert page.status == 422
    assert problems(page) == ["Choose at least one class."]
    assert page.one("//input[@name='title']").get("value") == "Moved"


def test_more_announcements_need_no_more_queries(
    app: Flask, teacher: Visitor, student: Visitor, count_queries: CountQueries
) -> None:
    number = a_class(app, "some-student")

    def reads() -> list[int]:
        counts = []
        for who, path in ((teacher, "/teach/announcements"), (student, f"/classes/{number}")):
            with count_queries() as counted:
                who.opens(path)
            counts.append(counted.reads)
        return counts

    def tell(title: str) -> None:
        teacher.opens(f"{NEW}?class={number}")
        teacher.sends(title=title, text="So it is.")

    tell("One")
    few = reads()
    for title in ("Two", "Three", "Four"):
        tell(title)
    assert reads() == few
