"""The gradebook of a class on the teacher's pages."""

from browsing import Visitor
from desk import bring_quiz, owner_of
from factories import AssignmentFactory, ClassFactory, UserFactory, use_session
from flask import Flask

from quizapp.models import Class, Quiz
from quizapp.web.transactions import writing


def taught_class(app: Flask, quiz_id: int | None = None) -> int:
    with app.app_context(), writing() as session:
        use_session(session)
        found: Class = ClassFactory(
            teacher=owner_of(session, "some-teacher"), students=[UserFactory(display_name="Asha")]
        )
        if quiz_id is not None:
            AssignmentFactory(class_id=found.id, quiz=session.get_one(Quiz, quiz_id))
        return found.id


def test_the_gradebook_is_shown_sorted_and_taken_away(app: Flask, teacher: Visitor) -> None:
    number = taught_class(app, bring_quiz(app, title="The laws"))
    address = f"/teach/classes/{number}"

    assert teacher.opens(address).all(f"//a[@href='{address}/gradebook']")
    page = teacher.opens(f"{address}/gradebook?order=lowest")

    assert "The laws" in page.text("//table//thead")
    assert "Asha" in page.text("//tbody")
    assert "not yet" in page.text("//tbody")
    assert not page.all("//tbody//a")
    for kind in ("csv", "xlsx"):
        file = teacher.client.get(f"{address}/gradebook/{kind}")
        assert (file.status_code, f".{kind}" in file.headers["Content-Disposition"]) == (200, True)
    assert teacher.opens(f"{address}/gradebook?order=nonsense").status == 200
    assert "Nobody stands out" in teacher.opens(f"{address}/needs-help").text()


def test_an_empty_gradebook_says_what_to_do(app: Flask, teacher: Visitor) -> None:
    page = teacher.opens(f"/teach/classes/{taught_class(app)}/gradebook")

    assert "Nothing is set yet" in page.text()
