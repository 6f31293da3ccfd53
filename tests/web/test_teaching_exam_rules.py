"""Exam rules of a teacher's own, from the copy of a preset to a quiz under them."""

from browsing import Visitor
from desk import bring_set, in_database, problems
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from test_every_route import check_page

from quizapp.domain.sections import Section
from quizapp.models import ExamRules, Quiz


def copied(teacher: Visitor, slug: str = "ibps-po-prelims") -> str:
    """Copy a preset; returns where it is changed."""
    teacher.opens("/teach/exam-rules")
    page = teacher.sends(f"/teach/exam-rules/copies/{slug}")
    check_page(page)
    return page.path


def test_a_copy_is_changed_and_a_quiz_taken_under_it(app: Flask, teacher: Visitor) -> None:
    check_page(teacher.opens("/teach/exam-rules"))
    path = copied(teacher)
    page = teacher.page
    assert page.one("//input[@name='parts-2-right']").get("value") == "8/7"
    assert page.one("//input[@name='parts-2-wrong']").get("value") == "−2/7"

    page = teacher.sends(
        name="Prelims 2027",
        minutes="45",
        **{f"parts-{place}-minutes": "15" for place in range(3)},
        **{"parts-1-right": "1", "parts-1-wrong": "-1/3"},
    )
    check_page(page)
    assert page.path == "/teach/exam-rules"
    assert "Prelims 2027" in page.text("//main")
    assert path

    number = bring_set(app, items__size=4)
    page = teacher.opens(f"/teach/sets/{number}/publish")
    check_page(page)
    assert "Prelims 2027" in page.text("//main")
    rules_id = path.rsplit("/", 1)[1]
    page = teacher.sends(preset=f"own-{rules_id}/1")
    check_page(page)
    assert "Prelims 2027" in page.text("//main")

    def look(session: Session) -> None:
        quiz = session.scalars(select(Quiz)).one()
        assert (quiz.preset, quiz.exam_name) == ("ibps-po-prelims", "Prelims 2027")
        assert str(Section.from_data(quiz.sections[0]).scheme.wrong) == "-1/3"
        assert quiz.minutes == 2

    in_database(app, look)


def test_what_makes_no_sense_is_said_at_its_field(app: Flask, teacher: Visitor) -> None:
    copied(teacher)
    page = teacher.sends(name="", minutes="50", **{"parts-0-right": "two", "parts-1-wrong": "1"})
    assert page.status == 422
    assert "Enter a name." in problems(page)
    page = teacher.sends(name="Mine")
    found = problems(page)
    assert any("“two” is not a mark" in each for each in found)
    assert "This must be 0 or a deduction of at most 100 marks." in found
    assert page.one("//input[@name='parts-0-right']").get("value") == "two"
    page = teacher.sends(**{"parts-0-right": "2", "parts-1-wrong": "0"})
    assert problems(page) == [
        "Sections with clocks have one each, and together take the time of the paper."
    ]
    page = teacher.sends(minutes="60")
    assert page.path == "/teach/exam-rules"
    assert in_database(app, lambda session: session.scalar(select(ExamRules.name))) == "Mine"


def test_sections_are_added_and_removed_without_saving(app: Flask, teacher: Visitor) -> None:
    copied(teacher, "upsc-prelims-gs1")
    page = teacher.sends(press=("row", "add"), name="Two parts")
    check_page(page)
    assert page.one("//input[@name='parts-1-right']").get("value") == "2"
    assert page.one("//input[@name='name']").get("value") == "Two parts"
    page = teacher.sends(press=("row", "0"), **{"parts-1-name": "The second"})
    assert page.one("//input[@name='parts-0-name']").get("value") == "The second"
    assert not page.all("//input[@name='parts-1-name']")
    names = in_database(app, lambda session: session.scalars(select(ExamRules.name)).all())
    assert names == ["UPSC Prelims: General Studies I (my own)"]


def test_rules_are_deleted_after_one_question(app: Flask, teacher: Visitor) -> None:
    path = copied(teacher)
    check_page(teacher.opens(f"{path}/delete"))
    page = teacher.sends(f"{path}/delete")
    assert "is in the bin" in page.text("//body")
    assert in_database(app, lambda session: session.scalar(select(func.count(ExamRules.id)))) == 0


def test_they_are_nobody_elses(teacher: Visitor, admin: Visitor, student: Visitor) -> None:
    path = copied(teacher)
    assert admin.opens(path).status == 404
    assert student.opens(path).status == 403
    assert student.opens("/teach/exam-rules").status == 403
    assert teacher.posts("/teach/exam-rules/copies/gre", {}).status == 404
