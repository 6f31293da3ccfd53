"""The teacher's inbox of reports."""

from collections.abc import Sequence

import pytest
from browsing import Page, Visitor
from databases import CountQueries
from factories import UserFactory, use_session
from flask import Flask
from quizzing import publish
from sqlalchemy import select
from taking import taken
from test_every_route import check_page

from quizapp.domain.reports import ReportReason, ReportState
from quizapp.models import Item, ItemReport, Quiz, User
from quizapp.models.users import Role
from quizapp.services import reporting
from quizapp.web.transactions import writing

OPEN, RESOLVED, DISMISSED = ReportState.OPEN, ReportState.RESOLVED, ReportState.DISMISSED
WRONG_KEY, UNCLEAR = ReportReason.WRONG_KEY, ReportReason.UNCLEAR


@pytest.fixture
def owner(app: Flask) -> tuple[Visitor, int]:
    """A teacher with a quiz of three questions: who, and the quiz."""
    quiz = publish(app, 3)
    with app.app_context(), writing() as session:
        number = session.scalars(select(User.id).where(User.role == Role.TEACHER)).one()
    return Visitor(app).has_session_of(number), quiz


def send(
    app: Flask,
    quiz_id: int,
    positions: Sequence[int] = (1,),
    reason: ReportReason = WRONG_KEY,
    comment: str = "",
) -> list[int]:
    """Have a student answer all wrongly, and report; returns the reports' ids."""
    with app.app_context(), writing() as session:
        use_session(session)
        quiz = session.get_one(Quiz, quiz_id)
        student = UserFactory(display_name="Asha")
        attempt = taken(session, quiz, "www", student)
        for position in positions:
            reporting.report(
                session,
                attempt.id,
                position,
                user=student,
                reason=reason,
                comment=comment,
                now=attempt.submitted_at,
            )
        found = session.scalars(select(ItemReport.id).where(ItemReport.attempt_id == attempt.id))
        return sorted(found)


def states(app: Flask) -> list[ReportState]:
    with app.app_context(), writing() as session:
        return list(session.scalars(select(ItemReport.state).order_by(ItemReport.id)))


def boxes(page: Page) -> list[str]:
    """The stems of the reported questions."""
    return [" ".join(title.text_content().split()) for title in page.all("//section//h2")]


def item_path(page: Page) -> str:
    return page.one("//form[starts-with(@id, 'decide-')]").action.partition("?")[0]


def decide(who: Visitor, decision: str, **fields: str) -> Page:
    """Press a button of the one form of the inbox."""
    forms = [form.action for form in who.page.all("//form[starts-with(@id, 'decide-')]")]
    assert len(forms) == 1
    item = forms[0].partition("?")[0].rpartition("/")[2]
    ticked = who.page.all(f"//input[@form='decide-{item}'][@checked]/@value")
    names = {f"item-{item}-{name}": value for name, value in fields.items()}
    data = {f"item-{item}-reports": ticked, "decision": decision, **names}
    answer = who.posts(forms[0], data)
    return who.opens(answer.location) if answer.location else answer


def test_an_empty_inbox_says_what_comes_here(owner: tuple[Visitor, int]) -> None:
    teacher, _quiz = owner
    page = teacher.opens("/teach/reports")
    check_page(page)
    assert "No open reports" in page.text()
    assert not page.all("//*[@class='nav-count']")
    assert "wait for you" not in teacher.opens("/teach").text()


def test_the_question_is_shown_as_the_student_saw_it(
    app: Flask, owner: tuple[Visitor, int]
) -> None:
    teacher, quiz = owner
    send(app, quiz, [2], comment="It is <i>7</i>.\nSee page 3.")

    page = teacher.opens("/teach/reports")

    check_page(page)
    assert boxes(page) == ["What is the sum of rule 2?"]
    words = page.text("//section[contains(@class, 'reported-item')]")
    assert "1 student" in words
    assert "The right answer is wrong" in words
    assert "Asha" in words
    assert "It is <i>7</i>. See page 3." in words
    assert "the right 2 Right answer" in words
    assert "The student’s answer" in words
    assert "Your answer" not in words
    assert "Rule 2 says so." in words
    assert page.text("//blockquote") == "The sum of rule 2 is the right 2, says the law."
    links = page.all("//section[contains(@class, 'reported-item')]//a/@href")
    assert f"/teach/quizzes/{quiz}" in links
    editor = next(link for link in links if "/edit" in link)
    assert teacher.opens(editor).status == 200
    attempt = next(link for link in links if "/attempts/" in link)
    result = teacher.opens(attempt)
    assert result.status == 200
    assert "The student’s answer" in result.text()
    assert "Your answer" not in result.text()


def test_open_reports_are_counted_at_home_and_in_the_navigation(
    app: Flask, owner: tuple[Visitor, int], student: Visitor
) -> None:
    teacher, quiz = owner
    send(app, quiz, [1, 2])
    for path in ("/teach", "/", "/quizzes"):
        page = teacher.opens(path)
        check_page(page)
        assert page.text("//nav//*[@class='nav-count']") == "2 open reports"
    assert "2 reports of students wait for you" in teacher.opens("/").text()
    assert "Reports 2" in page.text("//main") or "Reports 2" in teacher.opens("/teach").text()
    assert not student.opens("/").all("//*[@class='nav-count']")


def test_deciding_answers_all_that_are_chosen_and_can_be_undone(
    app: Flask, owner: tuple[Visitor, int]
) -> None:
    teacher, quiz = owner
    send(app, quiz)
    send(app, quiz, reason=UNCLEAR)
    assert "2 students" in teacher.opens("/teach/reports").text()

    page = decide(teacher, "resolved", note="Corrected, thank you.")

    check_page(page)
    assert states(app) == [RESOLVED, RESOLVED]
    assert "2 reports are decided." in page.text()
    assert boxes(page) == []
    page = teacher.sends("/teach/reports/reopen")
    assert "The reports are open again." in page.text()
    assert states(app) == [OPEN, OPEN]
    # The word that was typed is there for the next decision.
    assert page.text("//textarea") == "Corrected, thank you."
    page = decide(teacher, "dismissed", note="")
    assert states(app) == [DISMISSED, DISMISSED]


def test_one_report_of_several_is_decided_and_undone(
    app: Flask, owner: tuple[Visitor, int]
) -> None:
    teacher, quiz = owner
    (first,) = send(app, quiz)
    send(app, quiz)
    item = item_path(teacher.opens("/teach/reports"))
    prefix = f"item-{item.rpartition('/')[2]}-"
    teacher.posts(item, {f"{prefix}reports": str(first), "decision": "dismissed"})
    assert states(app) == [DISMISSED, OPEN]

    page = teacher.opens("/teach/reports?state=dismissed")
    check_page(page)
    assert "Decided by" in page.text()
    page = teacher.sends("/teach/reports/reopen?state=dismissed")
    assert states(app) == [OPEN, OPEN]
    assert "No such reports" in page.text()


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"note": "Nothing chosen."}, "Choose at least one report."),
        ({"note": "x" * 1001, "reports": "all"}, "1001 characters; at most 1000"),
    ],
)
def test_what_is_refused_stays_on_the_page(
    fields: dict[str, str], problem: str, app: Flask, owner: tuple[Visitor, int]
) -> None:
    teacher, quiz = owner
    (report,) = send(app, quiz)
    path = item_path(teacher.opens("/teach/reports"))
    prefix = f"item-{path.rpartition('/')[2]}-"
    data = {f"{prefix}note": fields["note"], "decision": "resolved"}
    if "reports" in fields:
        data[f"{prefix}reports"] = str(report)

    page = teacher.posts(path, data)

    assert page.status == 422
    check_page(page)
    assert problem in page.text("//*[@id='error-summary']")
    for target in page.all("//*[@id='error-summary']//a/@href"):
        page.one(f"//*[@id='{target[1:]}']")
    assert page.text("//textarea") == fields["note"]
    assert states(app) == [OPEN]


def test_a_decision_that_came_before_is_told_with_what_was_typed(
    app: Flask, owner: tuple[Visitor, int]
) -> None:
    teacher, quiz = owner
    (report,) = send(app, quiz)
    send(app, quiz)
    path = item_path(teacher.opens("/teach/reports"))
    prefix = f"item-{path.rpartition('/')[2]}-"
    data = {f"{prefix}reports": str(report), "decision": "resolved"}
    assert teacher.posts(path, data).status == 303
    assert teacher.posts(path, data).status == 303  # a second press

    page = teacher.posts(path, {**data, "decision": "dismissed", f"{prefix}note": "No."})

    assert page.status == 409
    check_page(page)
    assert "Undo that before you dismiss it." in page.text()
    assert page.text("//textarea") == "No."
    assert teacher.posts(path, {**data, "decision": "open"}).status == 422


def test_states_and_reasons_filter_the_list(app: Flask, owner: tuple[Visitor, int]) -> None:
    teacher, quiz = owner
    send(app, quiz, [1])
    send(app, quiz, [2, 3], UNCLEAR)
    teacher.opens("/teach/reports")
    page = teacher.opens("/teach/reports?reason=unclear")
    check_page(page)
    assert len(boxes(page)) == 2
    assert page.one("//select/option[@selected]").get("value") == "unclear"
    assert boxes(teacher.opens("/teach/reports?reason=wrong-key")) == ["What is the sum of rule 1?"]
    decide(teacher, "dismissed")
    assert len(boxes(teacher.opens("/teach/reports"))) == 2
    assert len(boxes(teacher.opens("/teach/reports?state=all"))) == 3
    assert len(boxes(teacher.opens("/teach/reports?state=dismissed"))) == 1
    assert "No such reports" in teacher.opens("/teach/reports?state=resolved").text()
    # What does not exist filters nothing.
    assert len(boxes(teacher.opens("/teach/reports?state=lost&reason=none&page=-7"))) == 2


def test_another_teacher_s_reports_do_not_exist(
    app: Flask, owner: tuple[Visitor, int], teacher: Visitor, admin: Visitor
) -> None:
    mine, quiz = owner
    (report,) = send(app, quiz)
    path = item_path(mine.opens("/teach/reports"))
    data = {f"item-{path.rpartition('/')[2]}-reports": str(report), "decision": "resolved"}

    assert "No open reports" in teacher.opens("/teach/reports").text()
    assert teacher.posts(path, data).status == 404
    assert teacher.posts("/teach/reports/reopen", {"report": str(report)}).status == 404
    assert "decided" not in teacher.opens(f"/teach/reports?done={report}").text()
    assert states(app) == [OPEN]

    assert len(boxes(admin.opens("/teach/reports"))) == 1
    assert admin.posts(path, data).status == 303
    assert states(app) == [RESOLVED]
    assert "decided" not in teacher.opens(f"/teach/reports?done={report}").text()


def test_reports_of_an_item_of_one_s_own_cannot_carry_those_of_another(
    app: Flask, owner: tuple[Visitor, int], teacher: Visitor
) -> None:
    mine, quiz = owner
    (report,) = send(app, quiz)
    path = item_path(mine.opens("/teach/reports"))
    with app.app_context(), writing() as session:
        thief = session.scalars(select(User.id).where(User.username == "some-teacher")).one()
        session.get_one(Item, int(path.rpartition("/")[2])).owner_id = thief
        session.get_one(Quiz, quiz).owner_id = thief
        session.flush()
        other = session.scalars(select(Item.id).where(Item.owner_id != thief)).first()
    data = {f"item-{other}-reports": str(report), "decision": "resolved"}
    assert mine.posts(f"/teach/reports/items/{other}", data).status == 404
    assert teacher.opens("/teach/reports").status == 200


def test_more_reports_need_no_more_queries(
    app: Flask, owner: tuple[Visitor, int], count_queries: CountQueries
) -> None:
    teacher, quiz = owner
    counts = []
    for positions in ([1], [1, 2, 3], [2, 3]):
        send(app, quiz, positions)
        teacher.opens("/teach/reports")
        with count_queries() as counted:
            teacher.opens("/teach/reports")
        counts.append(len(counted))
    assert len(set(counts)) == 1
