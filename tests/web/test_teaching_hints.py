"""Hints on the words of a question while it is written by hand."""

from browsing import Visitor
from desk import bring_article, bring_set, item_ids
from flask import Flask
from test_every_route import check_page

from quizapp.domain.wording_flaws import FlawRule
from quizapp.web.teaching.editing.hints import HINTS

BOX = "//*[@data-hints]"


def test_every_flaw_has_its_words() -> None:
    assert set(HINTS) == set(FlawRule)


def test_a_new_question_is_looked_over_without_being_saved(app: Flask, teacher: Visitor) -> None:
    number = bring_set(app)
    page = teacher.opens(f"/teach/sets/{number}/questions/new?type=single&language=en")
    assert "Nothing stands out" in page.text(BOX)

    page = teacher.sends(
        press=("check", "yes"),
        **{
            "stem": "Which is not a capital?",
            "options-0": "1947",
            "options-1": "1950",
            "options-2": "Always 5 & more",
            "options-3": "All of the above",
            "key": "3",
        },
    )

    assert page.status == 200
    check_page(page)
    hints = page.all(f"{BOX}//li/a")
    assert [hint.get("href") for hint in hints] == ["#stem", "#options", "#options"]
    assert "“not” is easily overlooked" in hints[0].text_content()
    assert "Option D" in hints[-1].text_content()
    assert page.one("//input[@value='Always 5 & more']") is not None
    assert teacher.opens(f"/teach/sets/{number}").text().count("Which is not a capital?") == 0


def test_the_editor_opens_with_the_hints_on_what_is_stored(app: Flask, teacher: Visitor) -> None:
    (item,) = item_ids(app, bring_article(app, 1))
    page = teacher.opens(f"/teach/items/{item}/edit")
    before = page.text(BOX)

    page = teacher.sends(press=("check", "yes"), stem="It was today, when")

    assert "There is no question yet" in page.text(BOX)
    assert "“today”" in page.text(BOX)
    assert page.text(BOX) != before
    assert teacher.opens(f"/teach/items/{item}/edit").text(BOX) == before
