"""Other words and wrong options for a question of an article, and the way back."""

import pytest
from browsing import Page, Visitor
from desk import bring_article, in_database, item_ids, owner_of
from flask import Flask
from test_every_route import check_page

from quizapp.domain.items import ItemContent
from quizapp.services import items

BODY = (
    "Australia announced a new Cyber Security Strategy in August 2020 and promised to spend 1.67"
    " billion Australian dollars on it over ten years. Mayor Bose read the plan aloud."
)


def content_of(app: Flask, item: int) -> ItemContent:
    return in_database(
        app, lambda session: items.get_item(session, item, user=owner_of(session)).content
    )


@pytest.fixture
def item(app: Flask, teacher: Visitor) -> int:
    """An item that the generator made, at version 1."""
    article = bring_article(app, 0, body=BODY, title="Cyber security")
    start = BODY.index("Australia")
    teacher.opens(f"/teach/articles/{article}/ask?fact={start}-{start + 9}")
    teacher.sends()
    (made,) = item_ids(app, article)
    return made


def alternatives(who: Visitor, item: int) -> Page:
    return who.opens(f"/teach/items/{item}/alternatives")


def test_another_wording_is_taken_and_undone(app: Flask, teacher: Visitor, item: int) -> None:
    first = content_of(app, item)
    page = alternatives(teacher, item)
    check_page(page)
    assert not page.all(f"//form[@action='/teach/items/{item}/undo']")
    stem = page.all("//input[@name='stem']/@value")[0]

    page = teacher.posts(f"/teach/items/{item}/reword", {"stem": stem, "version": "1"})

    assert page.location == f"/teach/items/{item}/alternatives"
    assert content_of(app, item).text().stem == stem != first.text().stem
    alternatives(teacher, item)
    page = teacher.sends(f"/teach/items/{item}/undo")
    assert "saved as version 3" in page.text("//*[@role='status']")
    assert content_of(app, item) == first
    assert not page.all(f"//form[@action='/teach/items/{item}/undo']")


def test_two_changes_are_undone_one_by_one(app: Flask, teacher: Visitor, item: int) -> None:
    said = [content_of(app, item)]
    for number, stem in enumerate(["Which country was it?", "Which country spent it?"], start=1):
        teacher.posts(f"/teach/items/{item}/reword", {"stem": stem, "version": str(number)})
        said.append(content_of(app, item))
    for before in (said[1], said[0]):
        alternatives(teacher, item)
        teacher.sends(f"/teach/items/{item}/undo")
        assert content_of(app, item) == before
    refused = teacher.posts(f"/teach/items/{item}/undo", {"version": "5"})
    assert refused.status == 303
    assert "nothing can be undone" in alternatives(teacher, item).text()


def test_one_wrong_option_is_replaced(app: Flask, teacher: Visitor, item: int) -> None:
    before = content_of(app, item)
    key = before.key.option
    place = next(at for at in range(before.options) if at != key)
    offered = alternatives(teacher, item).all("//input[@name='text']/@value")
    assert not set(offered) & set(before.text().options)

    teacher.sends(f"/teach/items/{item}/option", place=str(place), text=offered[0])

    after = content_of(app, item)
    assert after.text().options[place] == offered[0]
    assert after.text().options[key] == before.text().options[key] == "Australia"
    teacher.sends(f"/teach/items/{item}/option", place=str(place), own="Fiji")
    assert content_of(app, item).text().options[place] == "Fiji"


def test_what_cannot_be_is_refused(app: Flask, teacher: Visitor, item: int) -> None:
    before = content_of(app, item)
    key, other = before.key.option, before.text().options[(before.key.option + 1) % 4]
    place = str((key + 2) % 4)
    for data, words in [
        ({"place": str(key), "text": "Fiji"}, "Not a valid choice"),
        ({"text": "Fiji"}, "Choose a wrong option to replace."),
        ({"place": place, "text": other}, "is the same as option"),
        ({"place": place, "text": "Fiji", "version": "7"}, "was changed meanwhile"),
    ]:
        teacher.posts(f"/teach/items/{item}/option", {"version": "1", **data})
        assert words in alternatives(teacher, item).text(), data
    assert content_of(app, item) == before


def test_an_earlier_version_is_restored(app: Flask, teacher: Visitor, item: int) -> None:
    first = content_of(app, item)
    teacher.posts(f"/teach/items/{item}/reword", {"stem": "Who spent it?", "version": "1"})
    page = teacher.opens(f"/teach/items/{item}/history")
    check_page(page)

    teacher.sends(f"/teach/items/{item}/restore")

    assert content_of(app, item) == first
    page = teacher.posts(f"/teach/items/{item}/restore", {"version": "3", "number": "9"})
    assert "has no version 9" in teacher.opens(f"/teach/items/{item}/history").text()


def test_questions_of_another_making_are_left_to_the_editor(app: Flask, teacher: Visitor) -> None:
    other = bring_article(app, 1, owner="other")
    (strange,) = item_ids(app, other)
    assert alternatives(teacher, strange).status == 404
    for action in ("reword", "option", "undo", "restore"):
        data = {"version": "1", "stem": "x", "number": "1", "place": "1", "text": "y"}
        assert teacher.posts(f"/teach/items/{strange}/{action}", data).status == 404
