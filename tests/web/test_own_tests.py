"""A student's own tests on the pages."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from browsing import Page, Visitor
from desk import problems
from flask import Flask
from quizzing import RIGHT, WRONG, attempt_of, draw_test, publish, question, take
from sqlalchemy import func, select

from quizapp.domain.items import ItemContent
from quizapp.models import Quiz, QuizMode
from quizapp.web.clock import now
from quizapp.web.transactions import writing

FORM = "/tests/new#matching"


def fill(who: Visitor, do: str, **fields: object) -> Page:
    who.opens("/tests/new")
    return who.sends(FORM, press=("do", do), **fields)


def number_of_tests(app: Flask) -> int:
    with app.app_context(), writing() as session:
        return session.scalar(select(func.count(Quiz.id)).where(Quiz.audience == "private"))


def dated(number: int, days_ago: int) -> ItemContent:
    return replace(question(number), news_date=now().date() - timedelta(days=days_ago))


def test_a_test_is_made_and_started_at_once(app: Flask, student: Visitor) -> None:
    publish(app, 6)

    page = fill(student, "start", count="2", topics=["economy"], title="Money")

    assert page.path.startswith("/attempts/")
    assert "Question 1 of 2" in page.text()
    assert "Money" in page.text()
    assert "Check my answer" in page.text()
    listed = student.opens("/tests").text()
    assert "Money" in listed
    assert "Practice, 2 questions" in listed
    assert "Money" not in student.opens("/quizzes").text("//main//ul[contains(@class, 'grid')]")


def test_it_says_how_many_match_before_it_starts(app: Flask, student: Visitor) -> None:
    publish(app, 5)

    assert "5 questions match." in student.opens("/tests/new").text("//*[@id='matching']")
    page = fill(student, "count", count="4", topics=["economy"])

    assert page.status == 200
    text = page.text("//*[@id='matching']")
    assert "3 questions match." in text
    assert "with all topics: 5 questions" in text
    assert page.form(FORM).fields["count"] == "4"
    assert number_of_tests(app) == 0


def test_too_few_are_refused_with_what_would_help(app: Flask, student: Visitor) -> None:
    publish(app, 5)

    page = fill(student, "start", count="4", topics=["economy"])

    assert page.status == 422
    assert any("only 3 match" in problem for problem in problems(page))
    assert "with all topics" in page.text("//*[@id='matching']")
    assert number_of_tests(app) == 0


def test_only_recent_news(app: Flask, student: Visitor) -> None:
    publish(app, [dated(1, 3), dated(2, 40), question(3)])
    day = (now() - timedelta(days=50)).date().isoformat()

    def matching(**fields: str) -> str:
        return fill(student, "count", **fields).text("//*[@id='matching']//strong")

    assert matching(period="month") == "1 question matches."
    assert matching(period="range", since=day) == "2 questions match."
    assert matching(period="any", since=day) == "3 questions match."


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"count": "0"}, "Enter a number from 1 to 200."),
        ({"count": "many"}, "integer"),
        ({"timing": "own"}, "Enter below how many minutes you want."),
        ({"timing": "own", "minutes": "0"}, "Enter a number of minutes from 1 to 1440."),
        (
            {"period": "range", "since": "2026-03-02", "until": "2026-03-01"},
            "The last day is before the first",
        ),
        ({"title": "x" * 201}, "longer than 200 characters"),
    ],
)
def test_what_does_not_fit_is_said_at_its_field(
    app: Flask, student: Visitor, fields: dict[str, str], words: str
) -> None:
    publish(app, 5)

    page = fill(student, "start", **fields)

    assert page.status == 422
    assert words in " ".join(problems(page)) or "integer" in words
    for name, value in fields.items():
        assert page.form(FORM).fields[name] == value


def test_exam_rules_and_time(app: Flask, student: Visitor) -> None:
    publish(app, 5)
    for fields, mode, minutes in (
        ({"preset": "upsc-prelims-gs1"}, QuizMode.MOCK, 6),
        ({"preset": "upsc-prelims-gs1", "mode": "practice"}, QuizMode.PRACTICE, 6),
        ({"timing": "own", "minutes": "9"}, QuizMode.PRACTICE, 9),
        ({"preset": "upsc-prelims-gs1", "timing": "none"}, QuizMode.MOCK, None),
    ):
        number = draw_test(app, student, count="5", **fields)
        with app.app_context(), writing() as session:
            quiz = session.get_one(Quiz, number)
            assert (quiz.mode, quiz.minutes) == (mode, minutes)
        student.opens("/tests")
        student.opens(f"/tests/{number}/delete")
        student.sends(f"/tests/{number}/delete")


def test_the_same_form_sent_twice_makes_one_test(app: Flask, student: Visitor) -> None:
    publish(app, 5)
    student.opens("/tests/new")
    fields = dict(student.page.form(FORM).form_values()) | {"count": "2", "do": "start"}

    first = student.posts("/tests/new", fields)
    second = student.posts("/tests/new", fields)

    assert first.location == second.location
    assert number_of_tests(app) == 1


def test_a_test_is_renamed_and_deleted(app: Flask, student: Visitor) -> None:
    publish(app, 5)
    number = draw_test(app, student)

    student.opens(f"/tests/{number}/rename")
    assert student.sends(title="").status == 422
    page = student.sends(title="For Sunday")
    assert "For Sunday" in page.text()
    confirm = student.opens(f"/tests/{number}/delete")
    assert "Your results of it stay in your progress" in confirm.text()
    gone = student.sends(f"/tests/{number}/delete")
    assert "“For Sunday” is deleted." in gone.text()
    assert "You have no test of your own yet" in gone.text()


def test_another_student_gets_404_for_everything_of_it(
    app: Flask, student: Visitor, sign_up: Callable[..., int]
) -> None:
    publish(app, 5)
    number = draw_test(app, student)
    attempt = attempt_of(student.page)
    other = Visitor(app).has_session_of(sign_up("other-student"))

    for address in (
        f"/quizzes/{number}",
        f"/tests/{number}/rename",
        f"/tests/{number}/delete",
        f"/attempts/{attempt}/questions/1",
        f"/attempts/{attempt}/summary",
        f"/attempts/{attempt}/result",
    ):
        assert other.opens(address).status == 404, address
    for address in (
        f"/quizzes/{number}/attempts",
        f"/tests/{number}/rename",
        f"/tests/{number}/delete",
        f"/attempts/{attempt}/missed",
        f"/attempts/{attempt}/questions/1/check",
    ):
        assert other.posts(address, {"title": "x"}).status == 404, address
    assert number_of_tests(app) == 1


def test_practising_what_was_missed_in_a_test(app: Flask, student: Visitor) -> None:
    page = take(student, publish(app, 3), [RIGHT, WRONG, None])
    attempt = attempt_of(page)

    page = student.sends(f"/attempts/{attempt}/missed")

    assert "Question 1 of 2" in page.text()
    assert "Missed on" in student.opens("/tests").text()


def test_all_right_offers_nothing_to_practise(app: Flask, student: Visitor) -> None:
    page = take(student, publish(app, 2), [RIGHT, RIGHT])

    assert "Practise what I missed" not in page.text()


def test_practising_what_is_to_be_gone_over(app: Flask, student: Visitor) -> None:
    take(student, publish(app, 3), [RIGHT, WRONG, None])
    student.opens("/progress")

    page = student.sends("/tests/missed")

    assert "Question 1 of 2" in page.text()
