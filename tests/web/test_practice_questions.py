"""Question pages by forms alone, as they work without JavaScript."""

import gzip
from collections.abc import Callable

import pytest
from browsing import Visitor
from databases import CountQueries
from flask import Flask
from quizzing import (
    RIGHT,
    WITH_BUBBLE,
    WRONG,
    answer,
    attempt_of,
    begin,
    publish,
    question,
    stored,
)
from test_every_route import check_page

from quizapp.models.users import Role

CHOSEN_RIGHT = {"state": "chosen", "options": [1]}


def states(page: object) -> list[str]:
    """The states of the palette's squares, in their order."""
    return [
        square.get("aria-label").partition(": ")[2]
        for square in page.all("//nav[@data-palette]//a[@data-position]")
    ]


def test_a_question_has_what_the_real_test_has(app: Flask, student: Visitor) -> None:
    quiz = publish(app, 3, minutes=20)

    page = begin(student, quiz)

    check_page(page)
    assert page.title() == "Question 1 of 3, The laws · quizapp"
    assert page.text("//*[contains(@class, 'stem')]") == "What is the sum of rule 1?"
    assert [label.text_content().split()[0] for label in page.all("//label")] == [*"ABCD"]
    assert page.one("//*[@role='timer']").get("data-seconds-left") in {"1200", "1199"}
    assert "+2 right, −2/3 wrong" in page.text()
    assert states(page) == ["Not answered", "Not visited", "Not visited"]
    assert page.response.headers["Cache-Control"] == "no-store"
    # Nothing gives the key away.
    assert "Rule 1 says so" not in page.source
    assert "not-attempted" not in page.source.replace("not-attempted-", "")


def test_without_a_clock_none_is_shown(app: Flask, student: Visitor) -> None:
    page = begin(student, publish(app, 1, minutes=None))

    assert not page.all("//*[@role='timer']")


def test_save_and_next_saves_and_goes_on(app: Flask, student: Visitor) -> None:
    begin(student, publish(app, 3))
    attempt = attempt_of(student.page)

    second = answer(student, RIGHT)

    assert second.path == f"/attempts/{attempt}/questions/2"
    assert states(second) == ["Answered", "Not answered", "Not visited"]
    assert stored(app, attempt, 1)["response"] == CHOSEN_RIGHT
    again = student.opens(f"/attempts/{attempt}/questions/1")
    assert again.one("//input[@checked]").get("value") == RIGHT


def test_the_last_question_leads_to_the_summary(app: Flask, student: Visitor) -> None:
    page = begin(student, publish(app, 1))
    assert "Save & finish" in page.text()

    assert answer(student, RIGHT).path == f"/attempts/{attempt_of(page)}/summary"


def test_mark_for_review_keeps_the_answer_and_save_takes_the_mark_off(
    app: Flask, student: Visitor
) -> None:
    begin(student, publish(app, 3))
    attempt = attempt_of(student.page)

    answer(student, RIGHT, "mark")
    page = answer(student, None, "mark")

    assert states(page) == [
        "Answered and marked for review",
        "Marked for review",
        "Not answered",
    ]
    first = student.opens(f"/attempts/{attempt}/questions/1")
    assert "Marked for review" in first.text("//*[@data-mark-badge][not(@hidden)]")
    assert states(answer(student, None, "next"))[0] == "Answered"


def test_clear_response_stays_and_empties(app: Flask, student: Visitor) -> None:
    begin(student, publish(app, 2))
    attempt = attempt_of(student.page)
    answer(student, RIGHT)
    student.opens(f"/attempts/{attempt}/questions/1")

    page = answer(student, None, "clear")

    assert page.path == f"/attempts/{attempt}/questions/1"
    assert not page.all("//input[@checked]")
    assert stored(app, attempt, 1)["response"] == {"state": "blank"}


def test_previous_and_summary_save_too(app: Flask, student: Visitor) -> None:
    begin(student, publish(app, 2))
    attempt = attempt_of(student.page)
    assert not student.page.all("//button[@value='previous'][not(@hidden)]")
    answer(student, WRONG)

    assert answer(student, RIGHT, "previous").path == f"/attempts/{attempt}/questions/1"
    assert stored(app, attempt, 2)["response"] == CHOSEN_RIGHT
    assert answer(student, RIGHT, "summary").path == f"/attempts/{attempt}/summary"
    assert stored(app, attempt, 1)["response"] == CHOSEN_RIGHT


def test_the_same_form_sent_twice_changes_nothing(app: Flask, student: Visitor) -> None:
    form = begin(student, publish(app, 2))
    attempt = attempt_of(form)
    answer(student, RIGHT)
    student.page = form
    page = answer(student, RIGHT)

    assert page.status == 200
    assert stored(app, attempt, 1)["response"] == CHOSEN_RIGHT
    assert states(page) == ["Answered", "Not answered"]


def test_the_language_switch_keeps_the_choice(app: Flask, student: Visitor) -> None:
    quiz = publish(app, [question(1, hindi=True), question(2, hindi=True), question(3)])
    begin(student, quiz)
    path = student.page.path

    hindi = student.sends(path, press=("language", "hi"), option=RIGHT)

    assert hindi.path == path
    stems = hindi.all("//*[contains(@class, 'stem')]")
    assert [(stem.text.strip(), stem.get("lang")) for stem in stems] == [
        ("नियम 1 का योग क्या है?", "hi"),
        ("What is the sum of rule 1?", "en"),
    ]
    # The style sheet shows one of the two.
    assert hindi.one("//div[@data-language]").get("data-language") == "hi"
    assert hindi.one("//input[@checked]").get("value") == RIGHT
    # The next question is in the same language; one that has only English, in English.
    assert "नियम 2" in answer(student, None).text()
    third = answer(student, None)
    assert "What is the sum of rule 3?" in third.text()
    assert not third.all("//button[@name='language']")


def test_the_bubble_is_there_only_where_the_scheme_knows_it(app: Flask, student: Visitor) -> None:
    begin(student, publish(app, 2, scheme=WITH_BUBBLE))
    attempt = attempt_of(student.page)
    assert "Leaving everything blank costs 1/3 mark" in student.page.text()

    page = answer(student, "not-attempted")

    assert stored(app, attempt, 1)["response"] == {"state": "not-attempted"}
    assert states(page)[0] == "Answered"
    first = student.opens(f"/attempts/{attempt}/questions/1")
    assert first.one("//input[@checked]").get("value") == "not-attempted"

    plain = begin(student, publish(app, 1, title="Plain"))
    assert not plain.all("//input[@value='not-attempted']")
    fields = {"option": "not-attempted", "action": "next", "revision": "0"}
    refused = student.posts(plain.path, fields)
    assert refused.status == 422
    assert "leave the question blank" in refused.text()


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"option": "4"}, "options A to D"),
        ({"option": "-1"}, "not an option of this question"),
        ({"option": "1e3"}, "not an option of this question"),
        ({"option": "99999999999"}, "not an option of this question"),
        ({"option": "<b>x</b>"}, "not an option of this question"),
        ({"revision": "-5"}, "Load the question again"),
        ({"revision": "new"}, "Load the question again"),
        ({"revision": "9" * 30}, "Load the question again"),
        ({"revision": ""}, "Load the question again"),
        ({"action": "explode"}, "button does not exist"),
        ({"language": "fr"}, "English or Hindi"),
    ],
)
def test_what_no_page_sends_is_refused_in_words(
    fields: dict[str, str], words: str, app: Flask, student: Visitor
) -> None:
    path = begin(student, publish(app, 2)).path
    before = stored(app, attempt_of(student.page), 1)

    page = student.posts(path, {"option": RIGHT, "revision": "0", **fields})

    assert page.status == 422
    assert words in page.text()
    assert stored(app, attempt_of(student.page), 1) == before


def test_a_form_that_did_not_see_what_stands_brings_both_answers(
    app: Flask, student: Visitor
) -> None:
    form = begin(student, publish(app, 2))
    attempt = attempt_of(form)
    answer(student, RIGHT)
    student.page = form

    page = answer(student, WRONG)

    assert page.status == 409
    check_page(page)
    told = page.text("//article//div[contains(@class, 'alert')]")
    assert "Saved there: B. Yours here, which is not saved: A." in told
    assert stored(app, attempt, 1)["response"] == CHOSEN_RIGHT
    # Nothing is lost: one's own stands in the form, and its button saves it now.
    assert page.one("//input[@checked]").get("value") == WRONG
    assert answer(student, None).path.endswith("/questions/2")
    assert stored(app, attempt, 1)["response"] == {"state": "chosen", "options": [0]}


def test_the_room_works_by_forms_too(app: Flask, student: Visitor) -> None:
    begin(student, publish(app, 3))
    attempt = attempt_of(student.page)
    room = student.opens(f"/attempts/{attempt}")

    check_page(room)
    shown = room.all("//article[not(@hidden)]")
    assert [article.get("id") for article in shown] == ["question-1"]
    assert len(room.all("//article")) == 3
    assert set(room.all("//div[@data-buttons]//button/@form")) == {"form-1"}
    # Nothing gives a key away.
    assert "says so" not in room.source
    page = student.sends(f"/attempts/{attempt}/questions/1", press=("action", "next"), option=RIGHT)
    assert page.path == f"/attempts/{attempt}/questions/2"
    # It opens again where it was left, with one question shown.
    answer(student, RIGHT, "mark")
    student.opens(f"/attempts/{attempt}/questions/2")
    room = student.opens(f"/attempts/{attempt}")
    assert room.one("//article[not(@hidden)]").get("id") == "question-2"


def test_both_languages_are_in_the_room(app: Flask, student: Visitor) -> None:
    begin(student, publish(app, [question(1, hindi=True), question(2)]))
    room = student.opens(f"/attempts/{attempt_of(student.page)}")

    first = room.one("//article[@id='question-1']")
    assert set(first.xpath(".//@data-in")) == {"en", "hi"}
    assert not room.one("//article[@id='question-2']").xpath(".//@data-in")
    assert len(room.all("//*[@data-languages]//button")) == 2


def test_a_room_of_two_hundred_questions_is_small_on_the_line(app: Flask, student: Visitor) -> None:
    paper = [question(number, hindi=True) for number in range(1, 201)]
    begin(student, publish(app, paper))

    answer = student.client.get(
        f"/attempts/{attempt_of(student.page)}", headers={"Accept-Encoding": "gzip"}
    )

    assert answer.headers["Content-Encoding"] == "gzip"
    assert answer.headers["Vary"].count("Accept-Encoding") == 1
    assert len(answer.get_data()) <= 150_000
    assert gzip.decompress(answer.get_data()).count(b"<article") == 200


def test_an_attempt_belongs_to_one_student(
    app: Flask, student: Visitor, as_role: Callable[[Role], Visitor]
) -> None:
    attempt = attempt_of(begin(student, publish(app, 2)))
    other = as_role(Role.TEACHER)

    for path in ("", "/questions/1", "/summary", "/result"):
        assert other.opens(f"/attempts/{attempt}{path}").status == 404
    fields = {"option": RIGHT, "revision": "0"}
    assert other.posts(f"/attempts/{attempt}/questions/1", fields).status == 404
    assert other.posts(f"/attempts/{attempt}/submit").status == 404
    assert stored(app, attempt, 1)["response"] == {"state": "blank"}


@pytest.mark.parametrize("position", ["0", "3", "99999999999999999999"])
def test_a_question_that_is_not_in_the_paper_is_not_found(
    position: str, app: Flask, student: Visitor
) -> None:
    attempt = attempt_of(begin(student, publish(app, 2)))

    assert student.opens(f"/attempts/{attempt}/questions/{position}").status == 404
    fields = {"option": RIGHT, "revision": "0"}
    answered = student.posts(f"/attempts/{attempt}/questions/{position}", fields)
    assert answered.status == 404


def test_a_longer_paper_needs_no_more_queries(
    app: Flask, student: Visitor, count_queries: CountQueries
) -> None:
    alone = [begin(student, publish(app, size, title=f"Of {size}")).path for size in (2, 12)]
    for paths in (alone, [path.partition("/questions")[0] for path in alone]):
        counts = []
        for path in (*paths, *paths):
            with count_queries() as counted:
                student.opens(path)
            counts.append(len(counted))
        assert counts[2] == counts[3]
