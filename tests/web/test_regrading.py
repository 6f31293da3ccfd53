"""Fixing a key on the pages: from the editor to the student's notice."""

from browsing import Visitor
from desk import bring_quiz
from flask import Flask
from quizzing import attempt_of
from sqlalchemy import select

from quizapp.models import QuestionSetItem, Quiz
from quizapp.web.transactions import writing


def taken(student: Visitor, number: int) -> int:
    """Take a quiz and leave all of it blank."""
    student.opens(f"/quizzes/{number}")
    attempt = attempt_of(student.sends(f"/quizzes/{number}/attempts"))
    student.opens(f"/attempts/{attempt}/summary")
    student.sends(f"/attempts/{attempt}/submit")
    return attempt


def item_of(app: Flask, number: int) -> int:
    with app.app_context(), writing() as session:
        set_id = session.get_one(Quiz, number).set_id
        first = select(QuestionSetItem.item_id).where(QuestionSetItem.set_id == set_id)
        return session.scalars(first.order_by(QuestionSetItem.position)).first() or 0


def test_a_key_is_fixed_told_and_undone(app: Flask, teacher: Visitor, student: Visitor) -> None:
    number = bring_quiz(app)
    attempt = taken(student, number)
    item = item_of(app, number)
    address = f"/teach/items/{item}/regrade"
    assert teacher.opens(f"/teach/items/{item}/edit").all(f"//a[starts-with(@href, '{address}')]")

    teacher.opens(address)
    assert "Choose what is to hold" in teacher.sends().text()
    assert "Choose the option that is right" in teacher.sends(rule="new-key").text()
    page = teacher.sends(rule="full-marks", why="The sentence was unclear.")
    assert "1 result changes." in page.text()
    assert "No result" not in page.text()
    page = teacher.sends()
    assert "1 result changed" in page.text("//div[contains(@class, 'flashes')]")
    assert "The sentence was unclear." in page.text()

    assert "1 unread" in student.opens("/quizzes").text("//header")
    page = student.opens("/notices")
    assert "was marked again" in page.text()
    assert "New" in page.text()
    page = student.opens(f"/attempts/{attempt}/result")
    assert "This question was marked again" in page.text()
    assert "Everybody gets its marks." in page.text()
    assert "unread" not in page.text("//header")

    teacher.opens(address)
    undo = teacher.page.one("//form[contains(@action, '/undo')]").action
    teacher.sends(undo)
    assert "The regrade is undone" in teacher.page.text("//div[contains(@class, 'flashes')]")
    assert "counts as at first again" in student.opens("/notices").text()


def test_a_dropped_question_is_out_of_the_total(
    app: Flask, teacher: Visitor, student: Visitor
) -> None:
    number = bring_quiz(app)
    attempt = taken(student, number)
    teacher.opens(f"/teach/items/{item_of(app, number)}/regrade")
    teacher.sends(rule="drop")
    assert "No result" not in teacher.page.text("//h1")
    teacher.sends()
    page = student.opens(f"/attempts/{attempt}/result")
    assert "It counts for nobody" in page.text()
    assert teacher.opens(f"/teach/quizzes/{number}").status == 200
    assert student.opens("/progress").status == 200


def test_what_nobody_was_asked_is_edited(app: Flask, teacher: Visitor) -> None:
    item = item_of(app, bring_quiz(app))
    page = teacher.opens(f"/teach/items/{item}/regrade")
    assert page.path == f"/teach/items/{item}/edit"
    assert "Nobody was asked this question yet" in page.text("//div[contains(@class, 'flashes')]")


def test_notices_begin_empty(student: Visitor) -> None:
    assert "Nothing to tell" in student.opens("/notices").text()
