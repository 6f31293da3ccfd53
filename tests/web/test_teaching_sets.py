"""Sets: looking at them, renaming them, their files in and out."""

import pytest
from browsing import Visitor
from databases import CountQueries
from desk import bring_set, problems
from flask import Flask
from test_every_route import check_page


def test_a_set_shows_its_questions_with_their_keys(app: Flask, teacher: Visitor) -> None:
    number = bring_set(app, title="Councils")

    page = teacher.opens(f"/teach/sets/{number}")

    check_page(page)
    assert page.text("//h1") == "Councils"
    assert len(page.all("//article//li[@class='is-key']")) == 3
    edit = page.all("//article//a/@href")[0]
    assert edit.endswith(f"?next=/teach/sets/{number}")
    teacher.opens(edit)
    back = teacher.sends(edit.partition("?")[0], stem="When was it?", follow=False).location
    assert back.startswith(f"/teach/sets/{number}#item-")


def test_a_set_is_given_another_title(app: Flask, teacher: Visitor) -> None:
    path = f"/teach/sets/{bring_set(app)}/edit"
    check_page(teacher.opens(path))

    page = teacher.sends(title="", description="About\ntowns")
    assert (page.status, problems(page)) == (422, ["Enter a title."])
    assert page.one("//textarea[@name='description']").text_content().strip() == "About\ntowns"
    assert "control character" in problems(teacher.sends(title="To\x80wns"))[0]
    page = teacher.sends(title="Towns")

    assert page.text("//h1") == "Towns"
    assert "About towns" in page.text("//*[@class='set-description']")


def test_more_questions_need_no_more_queries(
    app: Flask, teacher: Visitor, count_queries: CountQueries
) -> None:
    few_questions, many_questions = bring_set(app), bring_set(app, items__size=45)
    teacher.opens(f"/teach/sets/{few_questions}")
    with count_queries() as few:
        teacher.opens(f"/teach/sets/{few_questions}")
    with count_queries() as many:
        page = teacher.opens(f"/teach/sets/{many_questions}")

    assert len(page.all("//article")) == 45
    assert len(many) == len(few)


@pytest.mark.parametrize("page", ["", "/edit", "/publish"])
def test_somebody_elses_set_is_not_there(page: str, app: Flask, teacher: Visitor) -> None:
    number = bring_set(app, owner="other", title="Theirs")

    assert teacher.opens(f"/teach/sets/{number}{page}").status == 404
    assert "Theirs" not in teacher.opens("/teach/sets").text()
    if page in {"/edit", "/publish"}:
        assert teacher.posts(f"/teach/sets/{number}{page}", {"title": "Mine"}).status == 404
