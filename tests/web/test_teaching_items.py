"""The editor of a question, by forms alone as it works without JavaScript."""

import pytest
from browsing import Page, Visitor
from desk import bring_article, bring_quiz, in_database, item_ids, problems, stored_statuses
from factories import ItemFactory, content, use_session
from flask import Flask
from sqlalchemy import select
from test_every_route import check_page

from quizapp.domain.difficulty import Difficulty
from quizapp.domain.items import (
    OPTIONS_MAXIMUM,
    FactKind,
    ItemContent,
    ItemFormat,
    ItemText,
    OptionOrder,
    SingleKey,
)
from quizapp.models import Item, ItemStatus, QuestionSetItem
from quizapp.services import items
from quizapp.web.teaching.items import changed_parts
from quizapp.web.transactions import writing

STEM = "In which year did the council of town 1 meet?"


@pytest.fixture
def item(app: Flask, teacher: Visitor) -> int:
    """A question to be reviewed, its editor open in the teacher's browser."""
    (number,) = item_ids(app, bring_article(app, 1))
    teacher.opens(f"/teach/items/{number}/edit")
    return number


def stored(app: Flask, item_id: int) -> items.ItemView:
    def look(session: object) -> items.ItemView:
        owner = session.get_one(Item, item_id).owner_id
        return items.get_item(session, item_id, user=session.get_one(items.User, owner))

    return in_database(app, look)


def path(item_id: int) -> str:
    return f"/teach/items/{item_id}/edit"


def options(page: Page, suffix: str = "") -> list[str]:
    rows = f"//fieldset[@id='options{suffix}']/div[contains(@class, 'option-row')]"
    return page.all(f"{rows}/input[@type='text']/@value")


def key(page: Page) -> list[str]:
    return page.all("//input[@name='key'][@checked]/@value")


def send(who: Visitor, item_id: int, **fields: object) -> Page:
    names = {name.replace("options_", "options-"): value for name, value in fields.items()}
    return who.sends(path(item_id), **names)


def test_the_form_shows_the_question_as_it_is(item: int, teacher: Visitor) -> None:
    page = teacher.page

    check_page(page)
    assert page.one("//textarea[@name='stem']").text_content().strip() == STEM
    assert options(page) == ["1987", "1988", "1991", "1993"]
    assert key(page) == ["0"]
    assert page.all("//input[@name='topics'][@checked]/@value") == ["history"]
    assert page.one("//select[@name='kind']/option[@selected]").get("value") == "date"
    assert item


def test_saving_unchanged_makes_no_version(app: Flask, item: int, teacher: Visitor) -> None:
    page = send(teacher, item)

    assert "Nothing was changed" in page.text("//*[@role='status']")
    assert stored(app, item).version == 1


def test_a_change_is_a_new_version(app: Flask, item: int, teacher: Visitor) -> None:
    answer = teacher.sends(
        path(item),
        follow=False,
        **{
            "stem": "When did they meet?\nSay the year.",
            "options-1": "1902",
            "key": "1",
            "explanation": "",
            "option_order": "ascending",
            "kind": "other",
            "difficulty": "hard",
            "news_date": "2026-02-01",
            "stale_on": "2027-01-26",
        },
    )

    assert answer.location.endswith(f"#item-{item}")
    view = stored(app, item)
    assert (view.version, view.status) == (2, ItemStatus.DRAFT)
    assert view.content.text() == ItemText(
        "When did they meet?\nSay the year.", ("1987", "1902", "1991", "1993"), ""
    )
    assert view.content.key == SingleKey(1)
    assert view.content.option_order is OptionOrder.ASCENDING
    assert view.content.kind is FactKind.OTHER
    assert view.content.difficulty is Difficulty.HARD
    assert str(view.content.news_date) == "2026-02-01"
    assert str(view.content.stale_on) == "2027-01-26"
    assert view.content.source.evidence


def test_what_turns_the_direction_of_writing_is_taken_out(
    app: Flask, item: int, teacher: Visitor
) -> None:
    send(teacher, item, stem="When did\u202e they\u2066 meet?", **{"options-1": "19\u200f02"})

    text = stored(app, item).content.text()
    assert (text.stem, text.options[1]) == ("When did they meet?", "1902")


def test_save_and_accept_does_both(app: Flask, item: int, teacher: Visitor) -> None:
    teacher.sends(path(item), press=("then", "accept"), stem="When did they meet?")

    assert stored(app, item).status is ItemStatus.ACCEPTED
    assert stored(app, item).version == 2


def test_problems_stand_at_their_fields_all_at_once(
    app: Flask, item: int, teacher: Visitor
) -> None:
    page = send(teacher, item, stem=" ", options_1="1991", options_2="", explanation="Kept.")

    check_page(page)
    assert page.status == 422
    assert problems(page) == ["This must not be empty."] * 2
    assert page.text("//*[@id='options-2-error']").endswith("This must not be empty.")
    page = send(teacher, item, stem="When?", options_2="1991")
    assert problems(page) == ["Option C is the same as option B."]
    assert page.one("//textarea[@name='explanation']").text_content().strip() == "Kept."
    assert stored(app, item).version == 1


def test_too_many_topics_are_refused(item: int, teacher: Visitor) -> None:
    boxes = teacher.page.all("//input[@name='topics']")
    for box in boxes[:6]:
        box.set("checked", "")
    page = send(teacher, item)

    assert page.status == 422
    assert len(problems(page)) == 1
    assert "topics" in problems(page)[0]


def test_options_are_added_and_removed_without_javascript(
    app: Flask, item: int, teacher: Visitor
) -> None:
    page = teacher.sends(path(item), press=("add_option", "yes"), stem="Typed, not saved")
    assert page.status == 200
    assert options(page) == ["1987", "1988", "1991", "1993", ""]
    assert page.one("//textarea[@name='stem']").text_content().strip() == "Typed, not saved"

    while page.all("//button[@name='add_option']"):
        page = teacher.sends(path(item), press=("add_option", "yes"))
    assert len(options(page)) == OPTIONS_MAXIMUM

    for position in range(OPTIONS_MAXIMUM - 1, 4, -1):
        page = teacher.sends(
            path(item), press=("remove_option", str(position)), **{"options-4": "1995"}
        )
    page = teacher.sends(path(item), press=("remove_option", "1"), key="2")
    assert options(page) == ["1987", "1991", "1993", "1995"]
    assert key(page) == ["1"], "the key stays at its option"

    page = teacher.sends(path(item), press=("remove_option", "1"))
    assert key(page) == [], "the key went with its option"
    assert stored(app, item).version == 1
    assert problems(teacher.sends(path(item))) == ["Choose which option is right."]
    teacher.sends(path(item), key="2")
    assert stored(app, item).content.text().options == ("1987", "1993", "1995")
    assert stored(app, item).content.key == SingleKey(2)


def test_there_are_always_two_options(item: int, teacher: Visitor) -> None:
    for _time in range(2):
        page = teacher.sends(path(item), press=("remove_option", "3"))
        page = teacher.sends(path(item), press=("remove_option", "0"))

    assert len(options(page)) == 2
    assert not page.all("//button[@name='remove_option']")


def test_the_first_button_saves(item: int, teacher: Visitor) -> None:
    """The Enter key presses it."""
    first = teacher.page.form(path(item)).xpath(".//button")[0]

    assert first.get("name") is None
    assert first.get("formaction") is None


def test_two_who_edit_at_once_lose_nothing(app: Flask, item: int, teacher: Visitor) -> None:
    mine = teacher.page
    send(teacher, item, stem="What the other tab saved")
    teacher.page = mine

    page = send(teacher, item, stem="What this tab typed")

    check_page(page)
    assert page.status == 409
    assert "What the other tab saved" in page.text("//*[@class='other-version']")
    assert page.one("//textarea[@name='stem']").text_content().strip() == "What this tab typed"
    assert stored(app, item).version == 2
    send(teacher, item)
    assert stored(app, item).version == 3
    assert stored(app, item).content.text().stem == "What this tab typed"


def test_every_version_can_be_looked_up(item: int, teacher: Visitor) -> None:
    send(teacher, item, stem="When was it?", key="2")

    page = teacher.opens(f"/teach/items/{item}/history")

    check_page(page)
    assert [title.text_content() for title in page.all("//main//h2")] == ["Version 2", "Version 1"]
    assert "Changed: question, right answer" in page.text()
    assert STEM in page.text()
    assert "Some-Teacher" in page.text()


def test_each_part_that_changes_is_named(app: Flask) -> None:
    before = content("When?")
    after = ItemContent(
        texts={"en": ItemText("Why?", ("a", "b"), "Because.")},
        key=SingleKey(1),
        option_order=OptionOrder.FIXED,
    )
    with app.test_request_context():
        assert changed_parts(None, after) == ()
        assert changed_parts(before, before) == ()
        assert len(changed_parts(before, after)) == 8


def two_languages(app: Flask) -> int:
    texts = {
        "en": ItemText("Which one?", ("one", "two", "three")),
        "hi": ItemText("कौन सा?", ("एक", "दो", "तीन")),
    }
    with app.app_context(), writing() as session:
        use_session(session)
        owner = session.scalar(select(items.User))
        return ItemFactory(owner=owner, content=content(texts=texts)).id


def test_every_language_of_a_question_is_edited(app: Flask, teacher: Visitor) -> None:
    number = two_languages(app)
    check_page(teacher.opens(path(number)))

    page = teacher.sends(path(number), press=("remove_option", "1"), key="2")
    assert (options(page), options(page, "_hi")) == (["one", "three"], ["एक", "तीन"])
    page = teacher.sends(path(number), **{"options_hi-1": " ", "stem_hi": "कौन?"})
    assert page.text("//*[@id='options_hi-1-error']").endswith("This must not be empty.")
    teacher.sends(path(number), **{"options_hi-1": "तीसरा"})

    assert stored(app, number).content.texts["hi"] == ItemText("कौन?", ("एक", "तीसरा"))


def test_options_that_refer_to_each_other_stay_put(app: Flask, teacher: Visitor) -> None:
    with app.app_context(), writing() as session:
        use_session(session)
        owner = session.scalar(select(items.User))
        statements = content(format=ItemFormat.STATEMENTS, option_order=OptionOrder.FIXED)
        number = ItemFactory(owner=owner, content=statements).id
    teacher.opens(path(number))

    page = teacher.sends(path(number), option_order="shuffle")

    assert page.status == 422
    assert page.all("//*[@id='option_order-error']")


@pytest.mark.parametrize(
    ("field", "value"),
    [("kind", "burn"), ("difficulty", "odd"), ("option_order", "x"), ("key", "17"), ("key", "x")],
)
def test_tampered_fields_are_refused(
    field: str, value: str, app: Flask, item: int, teacher: Visitor
) -> None:
    fields = {**dict(teacher.page.form(path(item)).form_values()), field: value}

    assert teacher.posts(path(item), fields).status == 422
    assert stored(app, item).version == 1


def test_what_was_published_says_what_saving_means(app: Flask, teacher: Visitor) -> None:
    bring_quiz(app)
    number = in_database(app, lambda session: session.scalar(select(QuestionSetItem.item_id)))
    page = teacher.opens(path(number))
    check_page(page)
    assert "in 1 quiz" in page.text("//*[contains(@class, 'alert')]")

    page = send(teacher, number, stem="When, exactly?")
    assert "New attempts get it" in page.text("//*[@role='status']")

    for status, button in (("retired", "Retire"), ("published", "Put it back")):
        page = teacher.opens(path(number))
        assert button in page.text("//form[contains(@action, '/decision')]")
        teacher.sends(f"/teach/items/{number}/decision")
        assert stored(app, number).status == status


@pytest.mark.parametrize("page", ["edit", "history"])
def test_somebody_elses_question_is_not_there(page: str, app: Flask, teacher: Visitor) -> None:
    article = bring_article(app, 1, owner="other")
    (number,) = item_ids(app, article)

    assert teacher.opens(f"/teach/items/{number}/{page}").status == 404
    assert teacher.posts(path(number), {"stem": "Mine"}).status == 404
    assert stored_statuses(app, article) == [ItemStatus.DRAFT]
