"""Practice on the pages: check an answer, see why, go on."""

from browsing import Page, Visitor
from desk import bring_set
from flask import Flask
from quizzing import RIGHT, WRONG, answer, attempt_of, begin, json_save, publish

from quizapp.models import QuizMode

#: What must not be on a page before its question is checked (the options hold the key's text).
SECRETS = ("Rule 1 says so", "says the law", "The gazette", "option-right", "law.example")


def practising(app: Flask, who: Visitor, **rules: object) -> int:
    return attempt_of(begin(who, publish(app, mode=QuizMode.PRACTICE, minutes=None, **rules)))


def check(who: Visitor, attempt: int, position: int, **fields: str) -> Page:
    address = f"/attempts/{attempt}/questions/{position}"
    who.opens(address)
    return who.sends(address, press=("action", "stay"), to=f"{address}/check", **fields)


def json_check(who: Visitor, attempt: int, position: int) -> tuple[int, dict[str, object]]:
    token = who.page.one("//meta[@name='csrf-token']").get("content")
    response = who.client.post(
        f"/attempts/{attempt}/questions/{position}/check",
        json={},
        headers={"X-CSRFToken": token, "Accept": "application/json"},
    )
    return response.status_code, response.get_json()


def test_a_checked_answer_is_shown_with_its_reason_and_cannot_be_changed(
    app: Flask, student: Visitor
) -> None:
    attempt = practising(app, student)

    page = check(student, attempt, 1, option=WRONG)

    assert page.status == 200
    text = page.text("//*[@data-checked]")
    for words in ("Wrong", "Right answer", "Rule 1 says so.", "says the law", "The gazette"):
        assert words in text
    assert not page.all("//input[@name='option']")
    fields = {"option": RIGHT, "action": "next", "revision": "1"}
    again = student.posts(f"/attempts/{attempt}/questions/1", fields)
    assert again.status == 409
    assert "can no longer be changed" in again.text()
    following = student.sends(f"/attempts/{attempt}/questions/1", press=("action", "next"))
    assert following.path.endswith("/questions/2")


def test_nothing_of_the_answer_is_on_the_page_before(app: Flask, student: Visitor) -> None:
    attempt = practising(app, student)
    answer(student, RIGHT)

    for address in (f"/attempts/{attempt}/questions/1", f"/attempts/{attempt}/summary"):
        source = student.opens(address).source
        assert not [secret for secret in SECRETS if secret in source]


def test_checking_without_an_answer_asks_for_one(app: Flask, student: Visitor) -> None:
    attempt = practising(app, student)

    page = check(student, attempt, 1)

    assert page.status == 422
    assert "Answer the question first" in page.text("//*[@role='alert'][not(@hidden)]")
    assert not [secret for secret in SECRETS if secret in page.source]


def test_a_mock_test_has_no_check(app: Flask, student: Visitor) -> None:
    attempt = attempt_of(begin(student, publish(app)))
    address = f"/attempts/{attempt}/questions/1/check"

    assert "Check my answer" not in student.page.text()
    fields = {"option": RIGHT, "action": "stay", "revision": "0"}
    refused = student.posts(address, fields)
    status, told = json_check(student, attempt, 1)

    assert refused.status == status == 409
    assert "mock test" in refused.text()
    assert not [secret for secret in SECRETS if secret in refused.source + str(told)]


def test_a_script_gets_the_fragment(app: Flask, student: Visitor) -> None:
    attempt = practising(app, student)

    assert json_check(student, attempt, 1)[0] == 422
    json_save(student, attempt, 1, {"response": {"state": "chosen", "options": [1]}})
    status, told = json_check(student, attempt, 1)

    assert (status, told["outcome"]) == (200, "right")
    assert "Rule 1 says so." in str(told["html"])
    assert "<html" not in str(told["html"])
    assert json_check(student, attempt, 1)[0] == 200
    changed = {"response": {"state": "chosen", "options": [0]}, "sequence": 9}
    refused = json_save(student, attempt, 1, changed)
    assert refused["outcome"] == "refused"
    assert "can no longer be changed" in refused["message"]
    # The room shows it, and nothing of the others.
    room = student.opens(f"/attempts/{attempt}")
    assert "Rule 1 says so." in room.text("//article[@id='question-1']")
    assert "Rule 2 says so." not in room.source


def test_somebody_elses_attempt_cannot_be_checked(
    app: Flask, student: Visitor, teacher: Visitor
) -> None:
    attempt = practising(app, student)
    teacher.opens("/quizzes")

    status, _told = json_check(teacher, attempt, 1)

    assert status == 404


def test_the_instructions_say_how_it_is_taken(app: Flask, student: Visitor) -> None:
    practice, mock = publish(app, mode=QuizMode.PRACTICE, minutes=None), publish(app)

    assert "This is practice" in student.opens(f"/quizzes/{practice}").text()
    assert "Start practising" in student.page.text()
    assert "This is a mock test" in student.opens(f"/quizzes/{mock}").text()


def test_the_teacher_chooses_how_a_quiz_is_taken(app: Flask, teacher: Visitor) -> None:

    number = bring_set(app)
    asked = {}
    for preset, mode in (
        ("practice/0", "fitting"),
        ("upsc-prelims-gs1/0", "fitting"),
        ("upsc-prelims-gs1/0", "practice"),
        ("practice/0", "mock"),
    ):
        teacher.opens(f"/teach/sets/{number}/publish")
        page = teacher.sends(preset=preset, mode=mode)
        asked[preset, mode] = "practice: each answer" in page.text("//*[@aria-labelledby='rules']")

    assert list(asked.values()) == [True, False, True, False]


def test_practice_that_hides_its_answers_is_refused_with_words(
    app: Flask, teacher: Visitor
) -> None:
    number = bring_set(app)
    teacher.opens(f"/teach/sets/{number}/publish")

    page = teacher.sends(mode="practice", disclosure="marks-at-once")

    assert page.status == 422
    assert "Practice shows each answer at once" in page.text("//*[@id='error-summary']")
