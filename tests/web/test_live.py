"""The live view of a running test on the teacher's pages, and the beats of the room."""

from browsing import Visitor
from desk import bring_quiz, owner_of
from factories import AssignmentFactory, ClassFactory, UserFactory, use_session
from flask import Flask
from quizzing import attempt_of, begin, let_time_pass, publish, take
from sqlalchemy.orm import Session
from test_every_route import check_page

from quizapp.models import AttemptPresence, Quiz
from quizapp.web.transactions import writing


def beat(who: Visitor, attempt: int, body: object) -> int:
    token = who.page.one("//meta[@name='csrf-token']").get("content")
    response = who.client.post(
        f"/attempts/{attempt}/presence",
        json=body,
        headers={"X-CSRFToken": token, "Accept": "application/json"},
    )
    return response.status_code


def set_for_class(app: Flask, quiz_id: int, *usernames: str) -> int:
    with app.app_context(), writing() as session:
        use_session(session)
        students = [owner_of(session, name) for name in usernames]
        found = ClassFactory(
            teacher=owner_of(session), students=[*students, UserFactory(display_name="Zoya")]
        )
        return AssignmentFactory(class_id=found.id, quiz=session.get_one(Quiz, quiz_id)).id


def test_a_class_is_watched_while_it_takes_a_test(
    app: Flask, teacher: Visitor, student: Visitor
) -> None:
    quiz = bring_quiz(app)
    assignment = set_for_class(app, quiz, "some-student")
    attempt = attempt_of(begin(student, quiz))
    assert beat(student, attempt, {"in_front": False}) == 204

    teacher.opens(f"/teach/assignments/{assignment}")
    page = teacher.opens(teacher.page.one("//main//a[contains(., 'Watch')]").get("href"))

    check_page(page)
    rows = [" ".join(row.text_content().split()) for row in page.all("//tbody/tr")]
    assert rows[0].startswith("Some-Student Looking elsewhere last sign: just now 1 of 3")
    assert rows[1].startswith("Zoya Not begun")
    chosen = teacher.opens(f"/teach/assignments/{assignment}/live?where=not-begun")
    check_page(chosen)
    assert len(chosen.all("//tbody/tr")) == 1
    empty = teacher.opens(f"/teach/assignments/{assignment}/live?where=handed-in&page=7")
    assert "Nobody is there now" in empty.text()
    assert teacher.opens(f"/teach/assignments/{assignment}/live?where=nowhere").status == 200


def test_whose_time_is_up_is_shown_as_handed_in(
    app: Flask, teacher: Visitor, student: Visitor
) -> None:
    quiz = bring_quiz(app)
    attempt = attempt_of(begin(student, quiz))
    assert "Some-Student" in teacher.opens(f"/teach/quizzes/{quiz}/live").text("//tbody")
    let_time_pass(app, attempt, 60)

    page = teacher.opens(f"/teach/quizzes/{quiz}/live")

    assert "Working" not in page.text("//tbody")
    link = page.one(f"//tbody//a[@href='/attempts/{attempt}/result']")
    assert link.text_content() == "Some-Student"
    # One score is no distribution.
    assert "How the scores are distributed" not in teacher.opens(f"/teach/quizzes/{quiz}").text()


def test_scores_of_several_are_drawn(
    app: Flask, teacher: Visitor, student: Visitor, admin: Visitor
) -> None:
    quiz = bring_quiz(app)
    take(student, quiz, ["0", "0", "0"])
    take(admin, quiz, [None, None, None])

    page = teacher.opens(f"/teach/quizzes/{quiz}")

    check_page(page)
    figures = page.text("//section[@aria-labelledby='scores']")
    assert "Students 2" in figures
    assert "Median" in figures
    assert len(page.all("//section[@aria-labelledby='scores']//tbody/tr")) == 10


def test_nobody_else_watches(app: Flask, teacher: Visitor) -> None:
    quiz = publish(app)
    assignment = set_for_class(app, bring_quiz(app, owner="other"))
    with app.app_context(), writing() as session:
        session.get_one(Quiz, quiz).owner_id = owner_of(session, "other").id

    assert teacher.opens(f"/teach/quizzes/{quiz}/live").status == 404
    assert teacher.opens(f"/teach/assignments/{assignment}/live").status == 200
    assert teacher.opens("/teach/assignments/987654/live").status == 404


def test_beats_are_written_and_wrong_ones_refused(app: Flask, student: Visitor) -> None:
    attempt = attempt_of(begin(student, publish(app)))

    assert beat(student, attempt, {"in_front": True}) == 204
    assert beat(student, attempt, {"in_front": True}) == 204
    for wrong in ({}, {"in_front": 1}, [], "yes"):
        assert beat(student, attempt, wrong) == 422
    assert beat(student, 987654, {"in_front": True}) == 404

    def stored(session: Session) -> bool:
        return session.get_one(AttemptPresence, attempt).in_front

    with app.app_context(), writing() as session:
        assert stored(session)


def test_only_what_a_teacher_gave_is_watched(app: Flask, student: Visitor) -> None:
    attempt = attempt_of(begin(student, publish(app)))

    room = student.opens(f"/attempts/{attempt}")

    assert room.one("//*[@data-exam]").get("data-presence-url") == f"/attempts/{attempt}/presence"
