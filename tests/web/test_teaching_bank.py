"""The bank as a teacher uses it."""

from browsing import Page, Visitor
from desk import bring_set, in_database, problems
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from test_every_route import check_page

from quizapp.models import Item, ItemStatus, QuestionSet, QuestionSetItem


def ids(page: Page) -> list[str]:
    return [each.get("value") for each in page.all("//input[@name='item']")]


def does(teacher: Visitor, page: Page, action: str, **fields: object) -> Page:
    """Press one of the buttons below the list."""
    form = page.one("//form[@id='chosen']").get("action")
    return teacher.sends(form, press=("action", action), **fields)


def test_a_teacher_finds_questions_and_puts_them_into_a_set(app: Flask, teacher: Visitor) -> None:
    bring_set(app, title="Source", items__size=25)
    page = teacher.opens("/teach/bank")
    check_page(page)
    assert page.text("//h2") == "25 questions"
    assert len(ids(page)) == 20
    assert len(ids(teacher.opens("/teach/bank?page=2"))) == 5

    page = teacher.opens("/teach/bank?q=zzz&status=accepted&since=2026-13-99&which=nothing")
    check_page(page)
    assert "No question matches" in page.text("//main")

    page = teacher.opens("/teach/bank")
    chosen = ids(page)[:2]
    page = does(teacher, page, "set", item=chosen, title="Picked")
    check_page(page)
    assert page.text("//h1") == "Picked"

    def look(session: Session) -> int:
        picked = session.scalars(select(QuestionSet).where(QuestionSet.title == "Picked")).one()
        return session.scalar(select(func.count()).where(QuestionSetItem.set_id == picked.id))

    assert in_database(app, look) == 2


def test_chosen_questions_are_changed_on_the_page_they_stand_on(
    app: Flask, teacher: Visitor
) -> None:
    bring_set(app, title="Source", items__size=25)
    page = teacher.opens("/teach/bank?page=2&status=published")
    chosen = ids(page)

    page = does(teacher, page, "retire", item=chosen)

    check_page(page)
    assert page.path.startswith("/teach/bank")
    assert "5 questions are changed." in page.text("//main | //*[@class='flashes']")
    statuses = in_database(app, lambda session: sorted(session.scalars(select(Item.status)).all()))
    assert statuses.count(ItemStatus.RETIRED) == 5
    page = teacher.opens("/teach/bank?status=retired")
    page = does(teacher, page, "topic", item=ids(page), topic="sport")
    check_page(page)
    assert "Sport" in page.text("//ul[@class='bank-list']")


def test_nothing_chosen_is_said_and_what_was_typed_stays(app: Flask, teacher: Visitor) -> None:
    bring_set(app, title="Source", items__size=3)
    page = teacher.opens("/teach/bank")

    page = does(teacher, page, "set", title="Kept")

    assert page.status == 422
    check_page(page)
    assert "Choose at least one question." in page.text("//main")
    assert page.all("//input[@name='title']")[0].get("value") == "Kept"
    page = does(teacher, page, "set", item=ids(page)[:1], title="")
    assert page.status == 422
    assert len(page.all("//input[@name='item'][@checked]")) == 1


def test_a_bank_belongs_to_teachers(student: Visitor, teacher: Visitor) -> None:
    assert student.opens("/teach/bank").status == 403
    page = teacher.opens("/teach/bank")
    assert "No question yet" in page.text("//main")
    assert problems(page) == []
