"""Questions of every type: asked, answered by forms and by script, and shown after the test."""

from dataclasses import replace

import pytest
from browsing import Page, Visitor
from flask import Flask
from item_examples import EXAMPLES, MATCHING, MULTIPLE, NUMERIC, SHORT_ANSWER, SINGLE, TRUE_FALSE
from quizzing import (
    WITH_BUBBLE,
    attempt_of,
    begin,
    json_save,
    publish,
    stored,
    stored_picture,
)
from test_every_route import check_page

from quizapp.domain.items import ImagePlacement, ImageRef, ItemContent, ItemText, TextFormat

Fields = dict[str, object]
CHOSEN, ENTERED, MATCHED = "chosen", "entered", "matched"


def state(page: Page, number: int = 1) -> str:
    square = page.one(f"//nav[@data-palette]//a[@data-position='{number}']")
    return square.get("aria-label").partition(": ")[2]


def sends(who: Visitor, press: str = "next", **fields: object) -> Page:
    """Fill the form of the question that is shown; a list of `option` ticks these boxes."""
    assert who.page is not None
    form = who.page.form(who.page.path)
    ticked = fields.pop("option", None)
    if ticked is not None:
        for box in form.xpath(".//input[@name='option']"):
            box.checked = box.get("value") in ticked
    named = {name.replace("_", "-"): value for name, value in fields.items()}
    return who.sends(who.page.path, press=("action", press), **named)


@pytest.mark.parametrize(
    ("content", "fields", "response"),
    [
        (SINGLE, {"option": ["2"]}, {"state": CHOSEN, "options": [2]}),
        (MULTIPLE, {"option": ["0", "2"]}, {"state": CHOSEN, "options": [0, 2]}),
        (TRUE_FALSE, {"option": ["1"]}, {"state": CHOSEN, "options": [1]}),
        (NUMERIC, {"entered": " 90,000.5 "}, {"state": ENTERED, "text": " 90,000.5 "}),
        (SHORT_ANSWER, {"entered": "Water"}, {"state": ENTERED, "text": "Water"}),
        (MATCHING, {"match_0": "2"}, {"state": MATCHED, "pairs": [[0, 2]]}),
        (
            MATCHING,
            {"match_0": "0", "match_1": "0"},
            {"state": MATCHED, "pairs": [[0, 0], [1, 0]]},
        ),
    ],
)
def test_an_answer_is_saved_shown_again_and_cleared_by_forms(
    content: ItemContent, fields: Fields, response: Fields, app: Flask, student: Visitor
) -> None:
    check_page(begin(student, publish(app, [content, SINGLE])))
    attempt = attempt_of(student.page)
    path = student.page.path

    page = sends(student, **fields)
    assert page.status == 200, page.text()
    assert stored(app, attempt, 1)["response"] == response
    assert state(page) == "Answered"

    student.opens(path)
    # The page shows what is saved: sent as it is, nothing changes.
    assert stored(app, attempt, 1)["response"] == response
    sends(student)
    assert stored(app, attempt, 1)["response"] == response

    student.opens(path)
    cleared = sends(student, "clear")
    assert cleared.path == path
    assert stored(app, attempt, 1)["response"] == {"state": "blank"}
    assert state(cleared) == "Not answered"


@pytest.mark.parametrize(
    ("content", "fields", "emptied"),
    [
        (MULTIPLE, {"option": ["0"]}, {"option": []}),
        (SHORT_ANSWER, {"entered": "x"}, {"entered": " "}),
        (MATCHING, {"match_0": "1"}, {"match_0": ""}),
    ],
)
def test_an_answer_that_is_taken_back_is_blank(
    content: ItemContent, fields: Fields, emptied: Fields, app: Flask, student: Visitor
) -> None:
    path = begin(student, publish(app, [content, SINGLE])).path
    sends(student, **fields)
    student.opens(path)
    sends(student, **emptied)
    assert stored(app, attempt_of(student.page), 1)["response"] == {"state": "blank"}


@pytest.mark.parametrize("typed", ["ninety", "1.2.3", "-", "1e999", "∞", "<b>"])
def test_what_is_no_number_comes_back_with_a_word_about_it(
    typed: str, app: Flask, student: Visitor
) -> None:
    begin(student, publish(app, [NUMERIC, SINGLE]))
    attempt = attempt_of(student.page)
    field = student.page.one("//input[@name='entered']")
    assert field.get("inputmode") == "decimal"

    page = sends(student, entered=typed)

    assert page.status == 422
    check_page(page)
    field = page.one("//input[@name='entered']")
    assert field.get("value") == typed
    assert field.get("aria-invalid") == "true"
    assert f"“{typed}” is not a number" in page.text("//*[@id='entered-1-error']")
    assert stored(app, attempt, 1)["response"] == {"state": "blank"}
    assert sends(student, entered="90").status == 200
    assert stored(app, attempt, 1)["response"] == {"state": ENTERED, "text": "90"}


@pytest.mark.parametrize(
    ("content", "response"),
    [
        (MULTIPLE, {"state": CHOSEN, "options": [1, 3]}),
        (TRUE_FALSE, {"state": CHOSEN, "options": [0]}),
        (NUMERIC, {"state": ENTERED, "text": "−90"}),
        (SHORT_ANSWER, {"state": ENTERED, "text": "नीर"}),
        (MATCHING, {"state": MATCHED, "pairs": [[1, 2]]}),
    ],
)
def test_an_answer_is_saved_by_the_script(
    content: ItemContent, response: Fields, app: Flask, student: Visitor
) -> None:
    begin(student, publish(app, [content]))
    attempt = attempt_of(student.page)
    saved = json_save(student, attempt, 1, {"response": response})
    assert (saved["outcome"], saved["state"]) == ("stored", "answered")
    assert stored(app, attempt, 1)["response"] == response


@pytest.mark.parametrize(
    ("content", "response", "words"),
    [
        (NUMERIC, {"state": ENTERED, "text": "ninety"}, "is not a number"),
        (NUMERIC, {"state": CHOSEN, "options": [0]}, "cannot be answered in this way"),
        (MULTIPLE, {"state": CHOSEN, "options": [4]}, "options A to D"),
        (MULTIPLE, {"state": ENTERED, "text": "Godavari"}, "cannot be answered in this way"),
        (MATCHING, {"state": MATCHED, "pairs": [[2, 0]]}, "no such things to match"),
        (SHORT_ANSWER, {"state": ENTERED, "text": "x" * 201}, "200"),
    ],
)
def test_an_answer_that_does_not_fit_is_refused(
    content: ItemContent, response: Fields, words: str, app: Flask, student: Visitor
) -> None:
    begin(student, publish(app, [content]))
    attempt = attempt_of(student.page)
    refused = json_save(student, attempt, 1, {"response": response})
    assert refused["outcome"] == "refused"
    assert words in refused["message"]
    assert stored(app, attempt, 1)["response"] == {"state": "blank"}


@pytest.mark.parametrize("content", [MULTIPLE, NUMERIC, MATCHING])
def test_the_bubble_counts_where_nothing_else_is_answered(
    content: ItemContent, app: Flask, student: Visitor
) -> None:
    path = begin(student, publish(app, [content, SINGLE], scheme=WITH_BUBBLE)).path
    attempt = attempt_of(student.page)
    sends(student, option=["not-attempted"])
    assert stored(app, attempt, 1)["response"] == {"state": "not-attempted"}
    page = student.opens(path)
    assert page.one("//input[@value='not-attempted']").get("checked") is not None
    answer = {MULTIPLE: {}, NUMERIC: {"entered": "90"}, MATCHING: {"match_0": "0"}}[content]
    ticked = ["not-attempted", "0"] if content is MULTIPLE else ["not-attempted"]
    sends(student, option=ticked, **answer)
    assert stored(app, attempt, 1)["response"]["state"] != "not-attempted"


def test_options_to_match_stand_in_another_order_than_their_prompts(
    app: Flask, student: Visitor
) -> None:
    names = tuple(f"Number {number}" for number in range(12))
    text = ItemText("Match.", names, prompts=names)
    key = type(MATCHING.key)(tuple(range(12)))
    shuffled = ItemContent(texts={"en": text}, key=key)
    page = begin(student, publish(app, [shuffled], shuffle_options=False))
    values = [option.get("value") for option in page.all("//select[@name='match-0']/option")]
    assert sorted(values[1:], key=int) == [str(number) for number in range(12)]
    assert values[1:] != sorted(values[1:], key=int)
    labels = [label.text_content().strip() for label in page.all("//label[@for]")]
    assert labels[:12] == list(names)


ANSWERS: tuple[Fields, ...] = (
    {"option": ["2"]},
    {"option": ["0", "1", "2"]},
    {"option": ["1"]},
    {"entered": "90.25"},
    {"entered": "Dry ICE"},
    {"match_0": "0", "match_1": "2"},
)


def test_the_result_says_of_each_type_what_was_right_and_what_it_earned(
    app: Flask, student: Visitor
) -> None:
    begin(student, publish(app, EXAMPLES))
    attempt = attempt_of(student.page)
    for fields in ANSWERS:
        sends(student, **fields)
    page = student.sends(f"/attempts/{attempt}/submit")

    check_page(page)
    # Two marks each: 1/2, 1/2, 1, 1/4, 1/2 and 1/2 of them.
    assert page.text("//p[@class='score-marks']") == "6 1/2 of 12 marks"
    tiles = page.text("//dl[@class='stats']")
    assert tiles.startswith("Right 1 Partly right 5 Wrong 0 Blank 0")
    assert "17%" in tiles
    words = [" ".join(each.text_content().split()) for each in page.all("//article")]
    for place in (0, 1, 3, 4, 5):
        assert "Partly right" in words[place].split("Which")[0]
    assert "Partly right: this earns 50% of the marks." in words[0]
    assert "Krishna Your answer, partly right It is the second." in words[0]
    assert "It is no river of the peninsula." not in words[0]
    assert "Godavari Right answer, and yours" in words[1]
    assert "Narmada Your answer The Narmada flows west." in words[1]
    assert "False Right answer, and yours" in words[2]
    assert "Your answer, partly right 90.25 Nearly." in words[3]
    assert "Right answers 90 90 ± 0.5 25% of the marks" in words[3]
    assert "Dry ICE" in words[4]
    assert "Right answers water *ice* 50% of the marks" in words[4]
    assert "Madhya Pradesh Right answer, and yours: Bhopal Bhopal it is." in words[5]
    assert "Bihar Your answer: Ranchi Right answer: Patna" in words[5]
    assert page.all("//article[4]//math")
    assert page.text("//article[5]//sub") == "2"

    only = student.opens(f"{page.path}?show=partial")
    assert len(only.all("//article")) == 5
    progress = student.opens("/progress")
    assert "Questions answered 6 Right of those answered 17%" in progress.text("//dl")
    assert "Partly right" in progress.text("//ul[@class='revise-list']")
    assert "What is H2O called?" in progress.text("//ul[@class='revise-list']")


def test_what_was_left_blank_is_explained_too(app: Flask, student: Visitor) -> None:
    begin(student, publish(app, EXAMPLES))
    attempt = attempt_of(student.page)
    student.opens(f"/attempts/{attempt}/summary")
    page = student.sends(f"/attempts/{attempt}/submit")
    check_page(page)
    words = [" ".join(each.text_content().split()) for each in page.all("//article")]
    assert all("Left blank" in each for each in words)
    assert "Right answers 90" in words[3]
    assert "Your answer" not in "".join(words)
    assert "Bihar Right answer: Patna" in words[5]


def test_texts_are_shown_by_their_format_and_never_run(app: Flask, student: Visitor) -> None:
    evil = "<script>alert(1)</script><b onclick='x()'>bold</b> & \\(x < y\\)\nnext"
    items = [
        replace(
            SINGLE,
            texts={"en": ItemText(evil, (evil, "B", "C", "D"), evil)},
            text_format=text_format,
        )
        for text_format in TextFormat
    ]
    page = begin(student, publish(app, items))
    assert not page.all("//article//script")
    assert "<script>alert(1)</script>" in page.text("//div[starts-with(@class, 'stem')]")
    assert len(page.all("//div[starts-with(@class, 'stem')]//math")) == 1
    assert len(page.all("//div[starts-with(@class, 'stem')]//br")) == 1
    page = sends(student)
    assert not page.all("//article//script")
    assert page.all("//div[starts-with(@class, 'stem')]//b")
    assert not page.all("//*[@onclick]")
    assert "alert" not in page.text("//div[starts-with(@class, 'stem')]")


def test_pictures_stand_in_stem_and_options_with_their_words(app: Flask, student: Visitor) -> None:
    digest = stored_picture(app)
    images = (
        ImageRef(digest, ImagePlacement.STEM, alt={"en": "A map of rivers"}),
        ImageRef(digest, ImagePlacement.OPTION, 1, {"en": "The Ganga from above"}),
        ImageRef(digest, ImagePlacement.EXPLANATION, alt={"en": "Its delta"}),
    )
    text = ItemText("Which river is it?", ("Godavari", "", "Krishna", "Yamuna"))
    pictured = replace(SINGLE, texts={"en": text}, images=images)
    matched = replace(
        MATCHING,
        texts={"en": replace(MATCHING.text("en"), options=("Bhopal", "", "Ranchi"), feedback=())},
        images=images[1:2],
    )
    page = begin(student, publish(app, [pictured, matched]))
    sources = {image.get("alt"): image.get("src") for image in page.all("//main//img")}
    assert sources == dict.fromkeys(
        ("A map of rivers", "The Ganga from above"), f"/images/{digest}"
    )
    assert page.all("//label[.//img]/input[@value='1']")
    page = sends(student)
    assert page.all("//ul[@class='match-options']//img")
    assert page.all("//select/option[normalize-space()='B.']")
    page = student.sends(page.path, press=("action", "summary"))
    page = student.sends(f"/attempts/{attempt_of(page)}/submit")
    check_page(page)
    told = [image.get("alt") for image in page.all("//article[1]//img")]
    assert told == ["A map of rivers", "The Ganga from above", "Its delta"]
