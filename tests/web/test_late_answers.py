"""Late answers, from the student's last press to the teacher's decision."""

from browsing import HOST, Page, Visitor
from desk import in_database, owner_of
from flask import Flask
from quizzing import RIGHT, answer, attempt_of, begin, let_time_pass, publish
from test_every_route import check_page
from werkzeug.datastructures import MultiDict

from quizapp.models import Quiz


def quiz_of_the_teacher(app: Flask, **rules: object) -> int:
    """A quiz of the teacher who visits."""
    quiz_id = publish(app, 3, minutes=10, **rules)

    def give(session: object) -> None:
        session.get_one(Quiz, quiz_id).owner_id = owner_of(session).id
        session.commit()

    in_database(app, give)
    return quiz_id


def arrives_late(app: Flask, student: Visitor, quiz_id: int) -> Page:
    """Answer the first question in time, and the second when the time is up."""
    attempt = attempt_of(begin(student, quiz_id))
    answer(student, RIGHT)
    let_time_pass(app, attempt, 11)
    return answer(student, RIGHT)


def counting(page: Page, action: str) -> str:
    return page.all(f"//form[contains(@action, '/late/{action}')]/@action")[0]


def test_a_late_answer_is_told_to_the_student_and_counted_by_the_teacher(
    app: Flask, teacher: Visitor, student: Visitor
) -> None:
    quiz_id = quiz_of_the_teacher(app)

    page = arrives_late(app, student, quiz_id)

    check_page(page)
    assert page.text("//h1") == "Your result"
    assert "Arrived late" in page.text("//article[@id='question-2']")
    assert "unless the teacher lets it" in page.text("//article[@id='question-2']")
    assert page.text("//*[@class='score-value']") == "2"
    result = page.path

    page = teacher.opens(f"/teach/quizzes/{quiz_id}")
    check_page(page)
    assert "1 answer arrived late and is not counted" in page.text("//main")
    page = teacher.opens(f"/teach/quizzes/{quiz_id}/late")
    check_page(page)
    assert "B. Saved in time: No answer." in page.text("//article")
    page = teacher.sends(counting(page, "count"))
    check_page(page)
    assert "Counted by" in page.text("//article")
    assert student.opens(result).text("//*[@class='score-value']") == "4"
    assert "The teacher let it count." in student.page.text("//article[@id='question-2']")

    page = teacher.sends(counting(teacher.page, "take-back"))

    check_page(page)
    assert student.opens(result).text("//*[@class='score-value']") == "2"


def test_all_late_answers_of_a_page_are_counted_together(
    app: Flask, teacher: Visitor, student: Visitor
) -> None:
    quiz_id = quiz_of_the_teacher(app)
    page = arrives_late(app, student, quiz_id)
    student.opens("/")
    attempt = attempt_of(page)
    student.posts(f"/attempts/{attempt}/questions/3", {"option": RIGHT, "action": "next"})
    page = teacher.opens(f"/teach/quizzes/{quiz_id}/late")
    assert page.text("//main//form[1]//button").startswith("Count all 2 answers of this page")

    together = page.all("//main//form")[0]
    teacher.client.post(
        together.action, data=MultiDict(together.form_values()), headers={"Origin": HOST}
    )

    page = teacher.opens(f"/teach/quizzes/{quiz_id}/late")
    assert len(page.all("//form[contains(@action, '/late/take-back')]")) == 2
    result = student.opens(f"/attempts/{attempt}/result")
    assert result.text("//*[@class='score-value']") == "6"


def test_where_answers_are_hidden_a_late_one_is_told_of_all_the_same(
    app: Flask, student: Visitor
) -> None:
    hidden = {"marks": [], "answers": [], "explanations": [], "others": []}
    page = arrives_late(app, student, publish(app, 3, minutes=10, disclosure=hidden))

    check_page(page)
    assert page.all("//article[@id='question-2']") == []
    assert "1 answer arrived late" in page.text("//main")
    assert "not counted" in page.text("//main")


def test_late_answers_are_the_teachers(app: Flask, student: Visitor, teacher: Visitor) -> None:
    quiz_id = publish(app, 3)
    assert student.opens(f"/teach/quizzes/{quiz_id}/late").status == 403
    assert teacher.opens(f"/teach/quizzes/{quiz_id}/late").status == 404
