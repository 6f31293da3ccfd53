"""Questions of every type as their teacher reads them: in sets, in the history, in the review."""

from collections.abc import Sequence

from browsing import Visitor
from desk import owner_of
from factories import ItemFactory, QuestionSetFactory, use_session
from flask import Flask
from item_examples import EXAMPLES, MATCHING, MULTIPLE, NUMERIC, SHORT_ANSWER, in_hindi_too
from test_every_route import check_page

from quizapp.domain.items import ItemContent
from quizapp.web.transactions import writing


def stored(app: Flask, contents: Sequence[ItemContent]) -> list[int]:
    with app.app_context(), writing() as session:
        use_session(session)
        owner = owner_of(session)
        return [ItemFactory(owner=owner, content=content).id for content in contents]


def test_a_set_shows_the_key_of_each_type(app: Flask, teacher: Visitor) -> None:
    with app.app_context(), writing() as session:
        use_session(session)
        owner = owner_of(session)
        items = [ItemFactory(owner=owner, content=content) for content in EXAMPLES]
        set_id = QuestionSetFactory(owner=owner, items=items).id
    page = teacher.opens(f"/teach/sets/{set_id}")
    check_page(page)
    words = [" ".join(each.text_content().split()) for each in page.all("//article")]
    assert "A Godavari Yes. Right answer" in words[0]
    assert "C Krishna It is the second. 50% of the marks" in words[0]
    assert "A Godavari Right answer 50% of the marks" in words[1]
    assert "B Narmada The Narmada flows west. −50% of the marks" in words[1]
    assert "B False Right answer" in words[2]
    assert "90 Exactly. Right answer 90 ± 0.5 Nearly. 25% of the marks" in words[3]
    assert "water Right answer *ice* 50% of the marks" in words[4]
    assert "Madhya Pradesh Bhopal it is. goes with A Bihar goes with B" in words[5]
    assert page.all("//article[4]//math")


def test_the_history_shows_each_type_in_each_language(app: Flask, teacher: Visitor) -> None:
    contents = [in_hindi_too(content) for content in (MULTIPLE, NUMERIC, MATCHING, SHORT_ANSWER)]
    for number, content in zip(stored(app, contents), contents, strict=True):
        page = teacher.opens(f"/teach/items/{number}/history")
        check_page(page)
        assert len(page.all("//*[contains(@class, 'stem')]")) == 2
        assert content.text("hi").stem.partition(":")[0] in page.text()
