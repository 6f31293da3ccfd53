"""Sharing a quiz by link, on the pages of teacher and student."""

from collections.abc import Callable

from browsing import Visitor
from desk import bring_quiz, bring_set
from flask import Flask
from quizzing import attempt_of


def link_of(teacher: Visitor, number: int) -> str:
    value = teacher.opens(f"/teach/quizzes/{number}").one("//input[@id='link']").get("value")
    assert value.startswith("http://localhost/q/")
    return value.removeprefix("http://localhost")


def share(teacher: Visitor, number: int, audience: str = "link") -> str:
    teacher.opens(f"/teach/quizzes/{number}")
    page = teacher.sends(f"/teach/quizzes/{number}/audience", audience=audience)
    return page.text("//div[contains(@class, 'flashes')]")


def test_a_quiz_is_shared_by_link(app: Flask, teacher: Visitor, student: Visitor) -> None:
    number = bring_quiz(app)
    assert not teacher.opens(f"/teach/quizzes/{number}").all("//input[@id='link']")

    assert "Only who has the link" in share(teacher, number)

    link = link_of(teacher, number)
    assert student.opens(f"/quizzes/{number}").status == 404
    assert student.opens("/quizzes").all("//main//div[@class='empty-state']")
    page = student.opens(link)
    assert page.status == 200
    page = student.sends(f"/quizzes/{number}/attempts")
    assert "Question 1 of 3" in page.text()
    attempt = attempt_of(page)
    student.opens(f"/attempts/{attempt}/summary")
    student.sends(f"/attempts/{attempt}/submit")
    assert "Shared with you by link" in student.opens("/quizzes").text()
    assert student.opens(f"/quizzes/{number}").status == 200


def test_a_stranger_signs_in_first_and_comes_to_the_quiz(
    app: Flask, teacher: Visitor, visitor: Visitor, sign_up: Callable[..., int]
) -> None:
    number = bring_quiz(app)
    share(teacher, number)
    link = link_of(teacher, number)
    sign_up("asha")

    page = visitor.opens(link)
    assert page.path == "/sign-in"
    page = visitor.sends("/sign-in", login="asha", password="a long walk by the river")

    assert page.path == link
    assert page.form(f"/quizzes/{number}/attempts") is not None


def test_the_old_link_dies(app: Flask, teacher: Visitor, student: Visitor) -> None:
    number = bring_quiz(app)
    share(teacher, number)
    old = link_of(teacher, number)

    asked = teacher.opens(f"/teach/quizzes/{number}/new-link")
    assert "The old link stops working at once" in asked.text()
    teacher.sends(f"/teach/quizzes/{number}/new-link")

    page = student.opens(old)
    assert page.status == 404
    assert "leads to no quiz any more" in page.text()
    assert student.opens(link_of(teacher, number)).status == 200


def test_a_private_quiz_is_seen_by_nobody_else(
    app: Flask, teacher: Visitor, student: Visitor
) -> None:
    number = bring_quiz(app)

    assert "Nobody but you" in share(teacher, number, "private")

    assert student.opens(f"/quizzes/{number}").status == 404
    assert student.posts(f"/quizzes/{number}/attempts").status == 404
    assert teacher.opens(f"/quizzes/{number}").status == 200
    assert "Everybody finds the quiz" in share(teacher, number, "everyone")
    assert student.opens(f"/quizzes/{number}").status == 200


def test_who_may_take_it_is_chosen_when_it_is_published(
    app: Flask, teacher: Visitor, student: Visitor
) -> None:
    number = bring_set(app)
    teacher.opens(f"/teach/sets/{number}/publish")

    page = teacher.sends(audience="link")

    assert "Copy its link below" in page.text()
    assert page.all("//input[@id='link']")
    assert student.opens("/quizzes").text("//main//div[@class='empty-state']")


def test_an_audience_that_does_not_exist_is_refused(app: Flask, teacher: Visitor) -> None:
    number = bring_quiz(app)

    assert teacher.posts(f"/teach/quizzes/{number}/audience", {"audience": "all"}).status == 422


def test_a_link_that_never_was_leads_nowhere(student: Visitor) -> None:
    assert student.opens("/q/nothing").status == 404
