"""The editor of items of every type, and new items by hand: by forms alone."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from browsing import Page, Visitor
from desk import bring_quiz, bring_set, in_database, owner_of, problems
from factories import ItemFactory, use_session
from flask import Flask
from item_examples import (
    EXAMPLES,
    MATCHING,
    MULTIPLE,
    NUMERIC,
    SHORT_ANSWER,
    SINGLE,
    TRUE_FALSE,
    in_hindi_too,
)
from quizzing import stored_picture
from sqlalchemy import func, select
from test_every_route import check_page

from quizapp.domain.items import (
    FORMATS_THAT_STAY_PUT,
    ImagePlacement,
    ImageRef,
    ItemContent,
    ItemFormat,
    ItemText,
    ItemType,
    OptionOrder,
    TextFormat,
)
from quizapp.domain.keys import (
    AcceptedText,
    MatchingKey,
    MultipleKey,
    NumericAnswer,
    NumericKey,
    ShortAnswerKey,
    SingleKey,
    TrueFalseKey,
)
from quizapp.models import Item, ItemStatus, Quiz, User
from quizapp.services import items, sets
from quizapp.services.items import ItemView
from quizapp.web.transactions import writing

HALF, QUARTER = Fraction(1, 2), Fraction(1, 4)


def edits(app: Flask, who: Visitor, content: ItemContent) -> int:
    """Store an item and open its editor."""
    with app.app_context(), writing() as session:
        use_session(session)
        number = ItemFactory(owner=owner_of(session), content=content, status="draft").id
    check_page(who.opens(path(number)))
    return number


def path(number: int) -> str:
    return f"/teach/items/{number}/edit"


def view(app: Flask, number: int) -> ItemView:
    with app.app_context(), writing() as session:
        owner = session.get_one(User, session.get_one(Item, number).owner_id)
        return items.get_item(session, number, user=owner)


def saves(
    who: Visitor, press: tuple[str, str] | None = None, ticked: Sequence[str] = (), **fields: object
) -> Page:
    """Fill the form that is shown; `-` stands for the `_` before a number."""
    assert who.page is not None
    form = next(
        f for f in who.page.all("//main//form") if f.method == "POST" and "edit" in f.get("class")
    )
    if ticked:
        for box in form.xpath(".//input[@name='key_options']"):
            box.checked = box.get("value") in ticked
    named = {
        f"{name[:-2]}-{name[-1]}" if name[-1].isdecimal() else name: value
        for name, value in fields.items()
    }
    return who.sends(form.action, press=press, **named)


@pytest.mark.parametrize("content", [*EXAMPLES, *map(in_hindi_too, EXAMPLES)])
def test_saving_unchanged_changes_nothing(
    content: ItemContent, app: Flask, teacher: Visitor
) -> None:
    number = edits(app, teacher, content)
    page = saves(teacher)
    assert page.status == 200, problems(page)
    assert "Nothing was changed" in page.text("//*[@role='status']")
    assert view(app, number).content == content


@pytest.mark.parametrize(
    ("content", "fields", "key"),
    [
        (SINGLE, {"key": "1", "weights_1": "100%", "weights_0": ""}, SingleKey(1, (0, 1, HALF, 0))),
        (MULTIPLE, {"weights_1": "-1/4"}, MultipleKey({0, 2}, (HALF, -QUARTER, HALF, -HALF))),
        (TRUE_FALSE, {"answer": "0"}, TrueFalseKey(answer=True)),
        (
            NUMERIC,
            {"values_0": "1,234.5", "tolerances_0": "0.05", "weights_1": "30%"},
            NumericKey(
                (
                    NumericAnswer(Decimal("1234.5"), Decimal("0.05")),
                    NumericAnswer(Decimal(90), Decimal("0.5"), Fraction(3, 10)),
                )
            ),
        ),
        (
            NUMERIC,
            {"values_1": "*", "tolerances_1": "", "weights_1": "0"},
            NumericKey((*NUMERIC.key.accepted[:1], NumericAnswer.anything())),
        ),
        (
            SHORT_ANSWER,
            {"accepted_1": "ice", "weights_1": "", "case_sensitive": "y"},
            ShortAnswerKey((AcceptedText("water"), AcceptedText("ice")), case_sensitive=True),
        ),
        (
            MATCHING,
            {"pairs_0": "2", "all_or_nothing": "y"},
            MatchingKey((2, 1), all_or_nothing=True),
        ),
    ],
)
def test_the_key_of_each_type_is_edited(
    content: ItemContent, fields: dict[str, str], key: object, app: Flask, teacher: Visitor
) -> None:
    number = edits(app, teacher, content)
    page = saves(teacher, **fields)
    assert page.status == 200, problems(page)
    assert view(app, number).content == replace(content, key=key)
    assert "Changed: right answer" in teacher.opens(f"/teach/items/{number}/history").text()


def test_several_right_answers_are_ticked_and_share_the_mark(app: Flask, teacher: Visitor) -> None:
    number = edits(app, teacher, MULTIPLE)
    empty = dict.fromkeys([f"weights_{place}" for place in range(4)], "")
    saves(teacher, ticked=["0", "1", "3"], **empty)
    assert view(app, number).content.key == MultipleKey({0, 1, 3})
    teacher.opens(path(number))
    saves(teacher, weights_2="-50%")
    third = Fraction(1, 3)
    assert view(app, number).content.key == MultipleKey({0, 1, 3}, (third, third, -HALF, third))


@pytest.mark.parametrize(
    ("content", "fields", "told"),
    [
        (SINGLE, {"weights_2": "much"}, ("weights-2", "“much” is not a weight")),
        (SINGLE, {"weights_1": "1"}, ("key", "Exactly the right option has the weight 1")),
        (MULTIPLE, {"weights_0": "20%"}, ("key_options", "add up to 1")),
        (NUMERIC, {"values_0": "ninety"}, ("values-0", "“ninety” is not a number")),
        (NUMERIC, {"values_1": ""}, ("values-1", "is not a number")),
        (NUMERIC, {"tolerances_1": "some"}, ("tolerances-1", "“some” is not a number")),
        (NUMERIC, {"tolerances_1": "-1"}, ("values-1", "A tolerance is 0 or more.")),
        (NUMERIC, {"weights_0": "1/2"}, ("values", "earn the whole mark")),
        (SHORT_ANSWER, {"accepted_1": " "}, ("accepted-1", "must not be empty")),
        (MATCHING, {"pairs_1": ""}, ("pairs-1", "Choose the option that goes with this.")),
        (MATCHING, {"prompts_0": ""}, ("prompts-0", "must not be empty")),
        (MATCHING, {"options_2": "patna"}, ("options-2", "the same as option B")),
    ],
)
def test_a_problem_stands_beside_its_field_and_nothing_typed_is_lost(
    content: ItemContent,
    fields: dict[str, str],
    told: tuple[str, str],
    app: Flask,
    teacher: Visitor,
) -> None:
    anchor, words = told
    number = edits(app, teacher, content)
    page = saves(teacher, stem="Typed anew", **fields)
    check_page(page)
    assert page.status == 422
    assert any(words in problem for problem in problems(page))
    assert words in page.text(f"//*[@id='{anchor}-error']")
    assert page.one("//textarea[@name='stem']").text_content().strip() == "Typed anew"
    assert view(app, number).version == 1


@pytest.mark.parametrize(
    ("content", "row", "count"),
    [
        (MULTIPLE, "option", 4),
        (NUMERIC, "answer", 2),
        (SHORT_ANSWER, "answer", 2),
        (MATCHING, "prompt", 2),
        (MATCHING, "option", 3),
    ],
)
def test_rows_come_and_go_in_every_language(
    content: ItemContent, row: str, count: int, app: Flask, teacher: Visitor
) -> None:
    both = in_hindi_too(content)
    number = edits(app, teacher, both)
    rows = "//fieldset[contains(@class, 'editor-rows')]/div[contains(@class, '{}-row')]"
    rows = rows.format("option" if row == "option" else "answer")
    before = len(teacher.page.all(rows))
    page = saves(teacher, (f"add_{row}", "yes"), stem="Kept")
    assert len(page.all(rows)) > before
    page = saves(teacher, (f"remove_{row}", str(count)))
    assert len(page.all(rows)) == before
    assert page.one("//textarea[@name='stem']").text_content().strip() == "Kept"
    saves(teacher)
    kept = view(app, number).content
    assert kept == replace(both, texts={**both.texts, "en": replace(both.text("en"), stem="Kept")})


def test_keys_stay_at_their_options_when_one_goes(app: Flask, teacher: Visitor) -> None:
    number = edits(app, teacher, MULTIPLE)
    saves(teacher, ("remove_option", "1"))
    saves(teacher)
    kept = view(app, number).content
    assert kept.text().options == ("Godavari", "Krishna", "Tapi")
    assert kept.key == MultipleKey({0, 1}, (HALF, HALF, -HALF))

    number = edits(app, teacher, MATCHING)
    page = saves(teacher, ("remove_option", "0"))
    assert page.all("//select[@name='pairs-1']/option[@selected]/@value") == ["0"]
    assert problems(saves(teacher)) == ["Choose the option that goes with this."]
    saves(teacher, pairs_0="1")
    assert view(app, number).content.key == MatchingKey((1, 0))


def test_pictures_go_with_their_options(app: Flask, teacher: Visitor) -> None:
    digest = stored_picture(app)
    images = (
        ImageRef(digest, ImagePlacement.STEM, alt={"en": "A map"}),
        ImageRef(digest, ImagePlacement.OPTION, 2, {"en": "A river"}),
    )
    text = ItemText("Which?", ("Godavari", "Ganga", "", "Yamuna"))
    number = edits(app, teacher, replace(SINGLE, texts={"en": text}, images=images))
    assert {image.get("alt") for image in teacher.page.all("//main//img")} == {"A map", "A river"}
    page = saves(teacher, ("remove_option", "1"))
    assert len(page.all("//main//img")) == 2
    saves(teacher)
    kept = view(app, number).content
    assert [image.option for image in kept.images] == [None, 1]
    assert kept.text().options == ("Godavari", "", "Yamuna")
    teacher.opens(path(number))
    saves(teacher, ("remove_option", "1"))
    saves(teacher)
    assert [image.option for image in view(app, number).content.images] == [None]


def test_format_and_text_format_are_chosen(app: Flask, teacher: Visitor) -> None:
    number = edits(app, teacher, SINGLE)
    page = saves(teacher, format="statements", option_order="shuffle")
    assert page.status == 422
    assert page.all("//*[@id='option_order-error']")
    saves(teacher, option_order="fixed", text_format="html", stem="<b>Which?</b>")
    kept = view(app, number).content
    assert (kept.format, kept.text_format) == (ItemFormat.STATEMENTS, TextFormat.HTML)
    assert kept.format in FORMATS_THAT_STAY_PUT
    offered = teacher.opens(path(number)).all("//select[@name='format']/option/@value")
    assert set(offered) == {each.value for each in ItemFormat}


def test_texts_of_several_lines_stay_as_they_are(app: Flask, teacher: Visitor) -> None:
    text = ItemText("Which?", ("a\nb", "c"), feedback=("Yes.\n\nIndeed.", ""))
    content = ItemContent(texts={"en": text}, key=SingleKey(0))
    number = edits(app, teacher, content)
    saves(teacher, explanation="New.")
    assert view(app, number).content.text() == replace(text, explanation="New.")


NEW: dict[ItemType, dict[str, object]] = {
    ItemType.SINGLE: {"key": "1", **{f"options_{place}": f"Option {place}" for place in range(4)}},
    ItemType.MULTIPLE: {"ticked": ["0", "3"], **{f"options_{p}": f"Option {p}" for p in range(4)}},
    ItemType.TRUE_FALSE: {"answer": "1"},
    ItemType.NUMERIC: {"values_0": "9.8", "tolerances_0": "0.1"},
    ItemType.SHORT_ANSWER: {"accepted_0": "Delhi"},
    ItemType.MATCHING: {
        **{f"prompts_{place}": f"Thing {place}" for place in range(3)},
        **{f"options_{place}": f"Option {place}" for place in range(3)},
        **{f"pairs_{place}": str(2 - place) for place in range(3)},
    },
}
KEYS = {
    ItemType.SINGLE: SingleKey(1),
    ItemType.MULTIPLE: MultipleKey({0, 3}),
    ItemType.TRUE_FALSE: TrueFalseKey(answer=False),
    ItemType.NUMERIC: NumericKey((NumericAnswer(Decimal("9.8"), Decimal("0.1")),)),
    ItemType.SHORT_ANSWER: ShortAnswerKey((AcceptedText("Delhi"),)),
    ItemType.MATCHING: MatchingKey((2, 1, 0)),
}


@pytest.mark.parametrize("item_type", ItemType)
def test_a_new_question_of_each_type_stands_at_the_end_of_its_set(
    item_type: ItemType, app: Flask, teacher: Visitor
) -> None:
    set_id = bring_set(app)
    teacher.opens(f"/teach/sets/{set_id}")
    page = teacher.opens(teacher.page.one("//a[contains(., 'New question')]").get("href"))
    check_page(page)
    form = page.one("//main//form")
    assert set(page.all("//input[@name='type']/@value")) == {each.value for each in ItemType}
    page = teacher.opens(f"{form.action}?type={item_type}&language=en")
    check_page(page)
    refused = saves(teacher, stem="")
    check_page(refused)
    assert refused.status == 422
    assert problems(refused)

    page = saves(teacher, stem="What is new?", topics=[], **NEW[item_type])

    assert page.status == 200, problems(page)
    with app.app_context(), writing() as session:
        owner = session.scalar(select(User).where(User.username == "some-teacher"))
        rows = sets.set_view(session, set_id, user=owner).items
        item = rows.items[-1]
        assert (rows.total, item.position, item.status) == (4, 4, ItemStatus.ACCEPTED)
        assert item.content.key == KEYS[item_type]
        assert item.content.text().stem == "What is new?"
        is_put = item_type is ItemType.TRUE_FALSE
        assert (item.content.option_order is OptionOrder.FIXED) is is_put
    assert page.all(f"//article[@id='item-{item.item_id}']")


def test_a_new_question_has_both_languages_if_wanted(app: Flask, teacher: Visitor) -> None:
    set_id = bring_set(app)
    address = f"/teach/sets/{set_id}/questions/new?type=true-false&language=hi&language=en"
    check_page(teacher.opens(address))
    page = saves(teacher, ("then", "another"), stem="Is it?", stem_hi="क्या यह है?", answer="0")
    assert page.path == f"/teach/sets/{set_id}/questions/new"
    assert page.one("//textarea[@name='stem']").text_content().strip() == ""
    with app.app_context(), writing() as session:
        number = session.scalar(select(func.max(Item.id)))
    kept = view(app, number).content
    assert kept.texts["hi"] == ItemText("क्या यह है?", ("सही", "गलत"))


def test_rows_are_added_to_a_new_question(app: Flask, teacher: Visitor) -> None:
    set_id = bring_set(app)
    teacher.opens(f"/teach/sets/{set_id}/questions/new?type=numeric")
    page = saves(teacher, ("add_answer", "yes"), stem="How many?", values_0="3")
    assert page.status == 200
    assert page.one("//input[@name='values-0']").get("value") == "3"
    page = saves(teacher, values_1="4", weights_1="50%")
    assert page.status == 200
    assert "± " not in page.text()


def test_what_is_no_type_leads_to_the_choice(app: Flask, teacher: Visitor) -> None:
    set_id = bring_set(app)
    address = f"/teach/sets/{set_id}/questions/new"
    assert teacher.opens(f"{address}?type=essay").all("//input[@name='type']")
    assert teacher.posts(f"{address}?type=essay", {"stem": "x"}).status == 303
    assert teacher.opens(f"{address}?type=single&language=fr").all("//textarea[@name='stem']")
    other = bring_set(app, owner="other")
    for method in ("GET", "POST"):
        assert teacher.posts(f"/teach/sets/{other}/questions/new", method=method).status == 404


def test_a_new_question_of_an_open_quiz_is_asked_at_once(app: Flask, teacher: Visitor) -> None:
    bring_quiz(app)
    set_id = in_database(app, lambda session: session.scalar(select(Quiz.set_id)))
    teacher.opens(f"/teach/sets/{set_id}/questions/new?type=short-answer")
    saves(teacher, stem="Which city?", accepted_0="Delhi")
    with app.app_context(), writing() as session:
        newest = session.scalar(select(Item).order_by(Item.id.desc()).limit(1))
        assert newest.status is ItemStatus.PUBLISHED
