"""The daily quiz on the pages."""

from collections.abc import Callable

from browsing import Visitor
from flask import Flask
from quizzing import RIGHT, answer, attempt_of, publish
from sqlalchemy import func, select

from quizapp.models import Quiz
from quizapp.web.transactions import writing


def dailies(app: Flask) -> int:
    with app.app_context(), writing() as session:
        return session.scalar(select(func.count(Quiz.id)).where(Quiz.daily_on.is_not(None)))


def test_a_student_finds_it_at_home_and_keeps_a_streak(app: Flask, student: Visitor) -> None:
    publish(app, 12)

    page = student.opens("/")

    section = "//section[@aria-labelledby='daily']"
    assert "Daily quiz of" in page.text(section)
    assert "10 questions, the same for everybody." in page.text(section)
    assert "One a day" in page.text(section)
    action = page.one(f"{section}//form").action
    page = student.sends(action)
    assert "Question 1 of 10" in page.text()
    assert "Begun" in student.opens("/").text(section)
    assert not student.page.all("//section[@aria-labelledby='begun']")
    attempt = attempt_of(student.opens(student.page.one(f"{section}//a").get("href")))
    student.opens(f"/attempts/{attempt}/questions/1")
    answer(student, RIGHT)
    student.opens(f"/attempts/{attempt}/summary")
    student.sends(f"/attempts/{attempt}/submit")
    text = student.opens("/").text(section)
    assert "Done: 10%" in text
    assert "1 day in a row" in text


def test_it_is_named_in_the_readers_language_on_each_page(app: Flask, student: Visitor) -> None:
    publish(app, 12)
    student.opens("/")
    student.sends("/language", press=("language", "hi"))
    attempt = attempt_of(student.sends(student.page.one("//*[@id='daily']/..//form").action))

    def names(path: str) -> None:
        text = student.opens(path).text("//head/title | //main")
        assert "की दैनिक क्विज़" in text
        assert "Daily quiz" not in text

    names(f"/attempts/{attempt}")
    names(f"/attempts/{attempt}/questions/1")
    names(f"/attempts/{attempt}/summary")
    student.sends(f"/attempts/{attempt}/submit")
    names(f"/attempts/{attempt}/result")
    names(f"/attempts/{attempt}/questions/1/report")
    names("/progress")


def test_everybody_gets_the_same_one(
    app: Flask, student: Visitor, teacher: Visitor, sign_up: Callable[..., int]
) -> None:
    publish(app, 12)
    other = Visitor(app).has_session_of(sign_up("other-student"))

    paths = {who.opens("/daily").path for who in (student, other, teacher)}

    assert len(paths) == 1
    assert "Daily quiz of" in student.page.text("//h1")
    assert dailies(app) == 1


def test_without_questions_enough_there_is_none(app: Flask, student: Visitor) -> None:
    publish(app, 9)

    assert not student.opens("/").all("//section[@aria-labelledby='daily']")
    page = student.opens("/daily")
    assert page.path == "/quizzes"
    assert "no daily quiz today" in page.text()
    assert dailies(app) == 0


def test_strangers_make_none(app: Flask, visitor: Visitor) -> None:
    publish(app, 12)
    visitor.opens("/")

    assert dailies(app) == 0
