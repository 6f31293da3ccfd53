"""The list of quizzes, the instructions of one, and its start."""

from collections.abc import Callable

import pytest
from browsing import Visitor
from databases import CountQueries
from flask import Flask
from quizzing import RIGHT, WITH_BUBBLE, WRONG, attempt_of, begin, let_time_pass, publish, take
from sqlalchemy import func, select
from test_every_route import check_page

from quizapp.models import Attempt, QuizStatus
from quizapp.models.users import Role
from quizapp.web.extensions import db


def attempts(app: Flask) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(Attempt))


def test_an_empty_list_teaches_the_next_step(
    as_role: Callable[[Role], Visitor],
) -> None:
    student = as_role(Role.STUDENT).opens("/quizzes")
    assert "No quiz is open right now" in student.text()
    check_page(student)

    teacher = as_role(Role.TEACHER).opens("/quizzes")
    assert teacher.one("//div[@class='empty-state']//a").get("href") == "/teach"


def test_the_list_says_what_each_quiz_is(app: Flask, student: Visitor) -> None:
    publish(app, 3, title="Open laws", minutes=90)
    publish(app, 1, title="No clock", minutes=None, scheme=WITH_BUBBLE)
    publish(app, 1, title="Closed laws", status=QuizStatus.CLOSED)

    page = student.opens("/quizzes")

    check_page(page)
    first, second = page.all("//li[@class='quiz-card']")
    # Newest first; both were made at the same time, the later one has the higher number.
    assert "No clock" in first.text_content()
    assert "No time limit" in first.text_content()
    assert "+1 right, −1/3 wrong, −1/3 blank" in " ".join(first.text_content().split())
    words = " ".join(second.text_content().split())
    assert "3 questions" in words
    assert "1 h 30 min" in words
    assert "+2 right, −2/3 wrong" in words
    assert "Not taken yet" in words
    assert "Closed laws" not in page.text()


def test_the_list_knows_ones_own_best_and_what_was_begun(app: Flask, student: Visitor) -> None:
    quiz = publish(app, 3)
    take(student, quiz, [RIGHT, RIGHT, WRONG])
    take(student, quiz, [RIGHT, RIGHT, RIGHT])
    take(student, quiz, [WRONG, None, None])
    assert "Your best: 100%" in student.opens("/quizzes").text()

    begun = attempt_of(begin(student, quiz))
    resume = student.opens("/quizzes").one("//a[contains(., 'Resume')]")

    assert resume.get("href") == f"/attempts/{begun}"
    assert student.opens(resume.get("href")).path == f"/attempts/{begun}"


def test_an_attempt_whose_time_is_up_leads_to_its_result(app: Flask, student: Visitor) -> None:
    quiz = publish(app, 3)
    attempt = attempt_of(begin(student, quiz))
    let_time_pass(app, attempt, 11)

    for path in ("/quizzes", f"/quizzes/{quiz}", "/"):
        link = student.opens(path).one("//a[contains(., 'Time is up: see the result')]")
        assert link.get("href") == f"/attempts/{attempt}/result"


def test_long_lists_come_in_pages(app: Flask, student: Visitor) -> None:
    for number in range(13):
        publish(app, 1, title=f"Law {number}.")

    first = student.opens("/quizzes")
    second = student.opens(first.one("//nav[@aria-label='Pages']//a").get("href"))

    assert len(first.all("//li[@class='quiz-card']")) == 12
    assert "Law 0." in second.text()
    assert "Law 0." in student.opens("/quizzes?page=999").text()
    assert student.opens("/quizzes?page=nonsense").status == 200


@pytest.mark.parametrize("path", ["/quizzes", "/"])
def test_more_quizzes_need_no_more_queries(
    path: str, app: Flask, student: Visitor, count_queries: CountQueries
) -> None:
    publish(app, 2)
    student.opens(path)  # templates are compiled, the session is known
    with count_queries() as one:
        student.opens(path)
    for number in range(5):
        quiz = publish(app, 2, title=f"Law {number}")
        take(student, quiz, [RIGHT, WRONG])
    with count_queries() as many:
        student.opens(path)

    # The questions to go over bring one query for their texts and one for their topics.
    assert len(many) <= len(one) + (2 if path == "/" else 0)


def test_instructions_read_like_those_of_a_real_test(app: Flask, student: Visitor) -> None:
    quiz = publish(app, 3, scheme=WITH_BUBBLE, minutes=20, title="Bodies")

    page = student.opens(f"/quizzes/{quiz}")

    check_page(page)
    rows = [" ".join(row.text_content().split()) for row in page.all("//tbody/tr")]
    assert rows == [
        "Right answer +1",
        "Wrong answer −1/3",
        "Nothing marked at all −1/3",
        "“Not attempted” marked 0",
    ]
    assert "20 min" in page.text()
    assert "submitted by itself" in page.text()
    for state in ("Not visited", "Not answered", "Marked for review"):
        assert state in page.text("//*[@class='palette-legend']")
    assert "None yet" in page.text()


def test_instructions_list_ones_own_earlier_attempts(
    app: Flask, student: Visitor, as_role: Callable[[Role], Visitor]
) -> None:
    quiz = publish(app, 3)
    take(student, quiz, [RIGHT, WRONG, None])
    attempt = attempt_of(student.page)
    begun = attempt_of(begin(student, quiz))

    page = student.opens(f"/quizzes/{quiz}")

    links = [link.get("href") for link in page.all("//table//a")]
    assert links == [f"/attempts/{begun}", f"/attempts/{attempt}/result"]
    assert "22%" in page.text("//table")  # (2 − 2/3) of 6 marks
    assert "None yet" in as_role(Role.TEACHER).opens(f"/quizzes/{quiz}").text()


def test_starting_twice_gives_one_attempt(app: Flask, student: Visitor) -> None:
    quiz = publish(app, 3)
    student.opens(f"/quizzes/{quiz}")
    form = student.page

    first = student.sends(f"/quizzes/{quiz}/attempts")
    student.page = form
    second = student.sends(f"/quizzes/{quiz}/attempts")

    assert first.path == second.path
    assert attempts(app) == 1


def test_an_overdue_attempt_is_closed_by_a_new_start(app: Flask, student: Visitor) -> None:
    quiz = publish(app, 3)
    first = attempt_of(begin(student, quiz))
    let_time_pass(app, first, 11)

    second = student.posts(f"/quizzes/{quiz}/attempts")

    assert second.status == 303
    assert second.location != f"/attempts/{first}"
    assert "submitted by itself" in student.opens(f"/attempts/{first}/result").text()


def test_a_closed_quiz_cannot_be_started(app: Flask, student: Visitor) -> None:
    quiz = publish(app, 3, status=QuizStatus.CLOSED)

    assert student.opens(f"/quizzes/{quiz}").status == 404
    refused = student.posts(f"/quizzes/{quiz}/attempts")
    assert refused.status == 409
    assert "closed" in refused.text()
    assert attempts(app) == 0


@pytest.mark.parametrize("number", ["0", "999999", "99999999999999999999999"])
def test_a_quiz_that_does_not_exist_is_not_found(number: str, student: Visitor) -> None:
    assert student.opens(f"/quizzes/{number}").status == 404
    assert student.posts(f"/quizzes/{number}/attempts").status == 404
