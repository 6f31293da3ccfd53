"""Reporting a question of a result."""

from collections.abc import Callable

import pytest
from browsing import Page, Visitor
from factories import use_session
from flask import Flask
from quizzing import RIGHT, WRONG, attempt_of, begin, publish, question, take
from sqlalchemy import select
from test_every_route import check_page

from quizapp.domain.reports import REPORTS_MAXIMUM, ReportReason, ReportState
from quizapp.models import AuditEntry, ItemReport, User
from quizapp.models.users import Role
from quizapp.services import reporting
from quizapp.web.clock import now
from quizapp.web.transactions import writing


def reports(app: Flask) -> list[tuple[str, str, int]]:
    """Reason, comment and position of each report."""
    with app.app_context(), writing() as session:
        found = session.scalars(select(ItemReport).order_by(ItemReport.id))
        return [(each.reason.value, each.comment, each.position) for each in found]


def decide(app: Flask, decision: ReportState, note: str = "") -> None:
    with app.app_context(), writing() as session:
        found = session.scalars(select(ItemReport).order_by(ItemReport.id.desc())).first()
        teacher = session.scalars(select(User).where(User.role == Role.TEACHER)).one()
        reporting.decide(
            session, [found.id], decision=decision, note=note, actor=teacher, now=now()
        )


def open_form(who: Visitor, position: int) -> Page:
    """Follow the link below a question of the result that is shown."""
    links = who.page.all(f"//*[@id='report-{position}']//a/@href")
    assert len(links) == 1
    page = who.opens(links[0])
    check_page(page)
    return page


def line(page: Page, position: int) -> str:
    return page.text(f"//*[@id='report-{position}']")


def test_a_question_is_reported_from_its_result_and_back(app: Flask, student: Visitor) -> None:
    result = take(student, publish(app, 2), [RIGHT, WRONG])
    check_page(result)
    assert line(result, 2) == "Report this question: Question 2"

    page = open_form(student, 2)
    assert page.title() == "Report question 2 · quizapp"
    assert "What is the sum of rule 2?" in page.text()
    assert "the right 2" in page.text()
    assert not page.all("//input[@type='radio'][@checked]")

    sent = student.sends(reason="wrong-key", comment="It is 7.\nSee page 3.", follow=False)
    attempt = attempt_of(result)
    assert (sent.status, sent.location) == (
        303,
        f"/attempts/{attempt}/result?question=2#report-2",
    )
    assert reports(app) == [("wrong-key", "It is 7.\nSee page 3.", 2)]
    result = student.opens(sent.location)
    check_page(result)
    assert "The right answer is wrong" in line(result, 2)
    assert "has not decided about it yet" in line(result, 2)
    assert line(result, 1) == "Report this question: Question 1"


def test_the_filter_of_the_result_stays(app: Flask, student: Visitor) -> None:
    result = take(student, publish(app, 2), [RIGHT, WRONG])
    student.opens(f"{result.path}?show=wrong")
    open_form(student, 2)
    sent = student.sends(reason="unclear", follow=False)
    assert sent.location.endswith("/result?show=wrong&question=2#report-2")


def test_the_open_report_is_changed(app: Flask, student: Visitor) -> None:
    take(student, publish(app, 1), [RIGHT])
    open_form(student, 1)
    student.sends(reason="unclear", comment="Which rule?")
    assert "Change the report" in line(student.page, 1)

    page = open_form(student, 1)
    assert page.one("//input[@type='radio'][@checked]").get("value") == "unclear"
    assert page.text("//textarea") == "Which rule?"
    student.sends(reason="typing-error")
    assert reports(app) == [("typing-error", "Which rule?", 1)]


@pytest.mark.parametrize(
    ("decision", "words"),
    [
        (ReportState.RESOLVED, "The teacher agrees, and took care of it."),
        (ReportState.DISMISSED, "The teacher looked at it; the question stays as it is."),
    ],
)
def test_the_student_sees_what_became_of_it(
    decision: ReportState, words: str, app: Flask, student: Visitor
) -> None:
    result = take(student, publish(app, 1), [RIGHT])
    open_form(student, 1)
    student.sends(reason="unclear")
    decide(app, decision, "Rule 1 <b>of 1987</b>.")

    page = student.opens(result.path)
    assert words in line(page, 1)
    assert "The teacher says: Rule 1 <b>of 1987</b>." in line(page, 1)
    assert "Report this question again" in line(page, 1)
    assert not open_form(student, 1).all("//input[@checked]")
    student.sends(reason="other", comment="Still unclear.")
    assert len(reports(app)) == 2
    assert "has not decided about it yet" in line(student.page, 1)


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"comment": "Wrong!"}, "Choose what is wrong with the question."),
        ({"reason": "unclear", "comment": "x" * 1001}, "1001 characters; at most 1000"),
        ({"reason": "unclear", "comment": "a\x01b"}, "control character"),
    ],
)
def test_what_is_refused_stays_on_the_page(
    fields: dict[str, str], problem: str, app: Flask, student: Visitor
) -> None:
    attempt = attempt_of(take(student, publish(app, 1), [RIGHT]))
    student.opens(f"/attempts/{attempt}/questions/1/report")

    page = student.posts(f"/attempts/{attempt}/questions/1/report", fields)

    assert page.status == 422
    check_page(page)
    assert problem in page.text("//*[@id='error-summary']")
    assert page.one("//textarea").text.strip("\n") == fields["comment"]
    assert reports(app) == []


def test_a_reason_that_does_not_exist_is_asked_for_again(app: Flask, student: Visitor) -> None:
    attempt = attempt_of(take(student, publish(app, 1), [RIGHT]))
    page = student.posts(f"/attempts/{attempt}/questions/1/report", {"reason": "revenge"})
    assert page.status == 422
    assert "Choose what is wrong" in page.text("//*[@id='error-summary']")


def test_a_thousand_characters_in_lines_are_taken(app: Flask, student: Visitor) -> None:
    """A browser counts a line break once and sends two characters."""
    attempt = attempt_of(take(student, publish(app, 1), [RIGHT]))
    comment = "x" * 499 + "\r\n" + "y" * 500
    page = student.posts(
        f"/attempts/{attempt}/questions/1/report", {"reason": "other", "comment": comment}
    )
    assert page.status == 303


def test_too_many_within_an_hour_are_told_to_wait(app: Flask, student: Visitor) -> None:
    attempt = attempt_of(take(student, publish(app, 1), [RIGHT]))
    with app.app_context(), writing() as session:
        use_session(session)
        sender = session.scalars(select(User).where(User.role == Role.STUDENT)).one()
        session.add_all(
            AuditEntry(
                at=now(),
                actor_id=sender.id,
                action="report.send",
                subject_type="report",
                subject_id=number,
                detail={},
            )
            for number in range(REPORTS_MAXIMUM)
        )

    page = student.posts(
        f"/attempts/{attempt}/questions/1/report", {"reason": "other", "comment": "One more."}
    )

    assert page.status == 429
    assert "You have sent 30 reports within an hour" in page.text()
    assert "Wait 60 min" in page.text()
    assert page.text("//textarea") == "One more."
    assert reports(app) == []


def test_only_the_own_attempt_can_be_reported_from(
    app: Flask, student: Visitor, sign_up: Callable[..., int]
) -> None:
    quiz = publish(app, 1)
    attempt = attempt_of(take(student, quiz, [RIGHT]))
    with app.app_context(), writing() as session:
        owner = session.scalars(select(User.id).where(User.role == Role.TEACHER)).one()
    address = f"/attempts/{attempt}/questions/1/report"
    for number in (owner, sign_up("stranger"), sign_up("chief", Role.ADMIN)):
        who = Visitor(app).has_session_of(number)
        assert who.opens(address).status == 404
        assert who.posts(address, {"reason": "unclear"}).status == 404
    teacher = Visitor(app).has_session_of(owner)
    assert "Report this question" not in teacher.opens(f"/attempts/{attempt}/result").text()
    assert student.opens(f"/attempts/{attempt}/questions/2/report").status == 404


def test_nothing_is_reported_while_the_test_goes_on(app: Flask, student: Visitor) -> None:
    attempt = attempt_of(begin(student, publish(app, 1)))
    address = f"/attempts/{attempt}/questions/1/report"
    assert student.opens(address).status == 409
    page = student.posts(address, {"reason": "unclear"})
    assert page.status == 409
    assert "Submit it; its result lets you report a question." in page.text()


def test_the_form_gives_no_answer_away(app: Flask, student: Visitor) -> None:
    attempt = attempt_of(take(student, publish(app, 1, shown="marks-at-once"), [WRONG]))
    page = student.opens(f"/attempts/{attempt}/questions/1/report")
    assert page.status == 200
    assert "Right answer" not in page.text()
    assert "Rule 1 says so" not in page.source


def test_the_language_of_the_questions_is_told(app: Flask, student: Visitor) -> None:
    begin(student, publish(app, [question(1, hindi=True)]))
    student.sends(student.page.path, press=("language", "hi"), option=RIGHT)
    attempt = attempt_of(student.page)
    student.opens(f"/attempts/{attempt}/summary")
    student.sends(f"/attempts/{attempt}/submit")
    page = open_form(student, 1)
    assert page.one("//*[contains(@class, 'stem')]").get("lang") == "hi"
    student.sends(reason=ReportReason.TYPING_ERROR)
    with app.app_context(), writing() as session:
        assert session.scalars(select(ItemReport.language)).all() == ["hi"]
