"""The bank as a teacher uses it."""

from datetime import UTC, datetime, timedelta

from browsing import Page, Visitor
from desk import bring_article, bring_set, in_database, problems
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
    page = teacher.sends("/teach/bank/undo")
    check_page(page)
    assert "5 questions are as they were before." in page.text("//main | //*[@class='flashes']")
    assert "Undo the change" not in page.text("//main")
    page = teacher.opens("/teach/bank?page=2&status=published")
    does(teacher, page, "retire", item=ids(page))
    wrong = {"health": "", "space": "yesterday", "energy": "2026-11-23T00:00:00"}
    for topic, moment in wrong.items():
        page = teacher.opens("/teach/bank")
        does(teacher, page, "topic", item=ids(page)[:1], topic=topic)
        assert teacher.sends("/teach/bank/undo", at=moment, follow=False).status == 404
    page = teacher.opens("/teach/bank?status=retired")
    page = does(teacher, page, "topic", item=ids(page), topic="sport")
    check_page(page)
    assert "Sport" in page.text("//ul[@class='bank-list']")
    page = does(teacher, page, "difficulty", item=ids(page)[:2], level="hard")
    check_page(page)
    assert "2 questions are changed." in page.text("//main | //*[@class='flashes']")
    page = teacher.opens("/teach/bank?difficulty=hard&order=hardest")
    assert page.text("//h2") == "2 questions"
    assert "Hard" in page.text("//ul[@class='bank-list']")


def test_all_that_match_are_changed_once_it_was_confirmed(app: Flask, teacher: Visitor) -> None:
    bring_set(app, title="Source", items__size=25)
    page = teacher.opens("/teach/bank?status=published")
    assert "All 25 questions that match, on all pages" in page.text("//form[@id='chosen']")

    page = does(teacher, page, "difficulty", all=True, level="hard")
    check_page(page)
    assert page.text("//h1") == "Set the difficulty of all questions that match?"
    assert "Yes, for 25 questions" in page.text("//main")
    page = teacher.sends()
    check_page(page)
    assert page.path.startswith("/teach/bank")
    assert "25 questions are changed." in page.text("//main | //*[@class='flashes']")
    assert teacher.opens("/teach/bank?difficulty=hard").text("//h2") == "25 questions"
    assert "All" not in teacher.opens("/teach/bank?page=9&q=nothing").text("//main//form")

    # What was agreed to is no longer what there is: it asks again.
    page = teacher.opens("/teach/bank?status=published")
    page = does(teacher, page, "retire", all=True)
    page = teacher.sends(confirmed="24")
    assert page.text("//h1") == "Retire all questions that match?"


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


def test_the_day_on_which_questions_go_stale(app: Flask, teacher: Visitor) -> None:
    number = bring_set(app, title="Source", items__size=3)
    page = teacher.opens("/teach/bank")
    first, second = ids(page)[:2]

    page = does(teacher, page, "stale", item=[first], stale_on="soon")
    assert page.status == 422
    check_page(page)
    assert "Choose the day on which they go stale" in page.text("//main")
    page = does(teacher, page, "stale", item=[first], stale_on="2020-01-31")
    check_page(page)
    assert "1 question is changed." in page.text("//main | //*[@class='flashes']")
    assert "Stale since" in page.text("//ul[@class='bank-list']")
    soon = (datetime.now(UTC) + timedelta(days=4)).date().isoformat()
    page = does(teacher, page, "stale", item=[second], stale_on=soon)
    assert "Goes stale on" in page.text("//ul[@class='bank-list']")
    for wanted, found in {
        "stale": [first],
        "week": [second],
        "month": [second],
    }.items():
        assert ids(teacher.opens(f"/teach/bank?stale={wanted}")) == found
    assert second in ids(teacher.opens("/teach/bank?stale=fresh"))
    assert len(ids(teacher.opens("/teach/bank?stale=nonsense"))) == 3

    page = teacher.opens("/teach")
    check_page(page)
    link = page.one("//a[contains(., '1 published question goes stale this week')]")
    assert ids(teacher.opens(link.get("href"))) == [second]

    page = teacher.opens(f"/teach/sets/{number}/publish")
    check_page(page)
    assert "1 question went stale and is asked all the same" in page.text("//main")
    assert page.one(f"//form//a[starts-with(@href, '/teach/items/{first}?')]") is not None

    page = teacher.opens("/teach/bank")
    page = does(teacher, page, "set", item=[first, second], title="By hand")
    check_page(page)
    assert "1 of them went stale" in page.text("//main | //*[@class='flashes']")
    assert "Stale since" in page.text("//main")

    page = teacher.opens("/teach/bank?stale=stale")
    page = does(teacher, page, "never-stale", item=[first])
    assert "No question matches" in page.text("//main")


def test_questions_are_added_to_a_set_from_the_bank(app: Flask, teacher: Visitor) -> None:
    made = bring_set(app)
    bring_article(app, [ItemStatus.ACCEPTED] * 2)
    teacher.opens(f"/teach/sets/{made}/arrange")
    check_page(teacher.page)
    assert "Questions 3" in teacher.page.text()
    assert "History 3" in teacher.page.text()

    page = teacher.opens(teacher.page.one("//a[contains(., 'Add from the bank')]").get("href"))
    check_page(page)
    # What is in the set is not listed, and a further search keeps the set in mind.
    offered = page.all("//input[@name='item']/@value")
    assert len(offered) == 2
    assert page.one("//form[@role='search']//input[@name='into']").get("value") == str(made)
    token = page.one("//form[@id='chosen']//input[@name='csrf_token']").get("value")
    answer = teacher.client.post(
        f"/teach/bank?into={made}",
        data={"csrf_token": token, "item": offered[0], "action": "set", "set": str(made)},
        headers={"Origin": "http://localhost"},
    )
    assert answer.status_code == 303
    assert answer.location == f"/teach/sets/{made}"
    assert len(teacher.opens(f"/teach/bank?into={made}").all("//input[@name='item']")) == 1
    for into in ("987654", "nonsense", "²"):
        assert "Choose questions for" not in teacher.opens(f"/teach/bank?into={into}").text()
