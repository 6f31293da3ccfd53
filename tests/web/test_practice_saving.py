"""The door for scripts: each choice saved as it is made, and every way in which that is refused."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from browsing import Visitor
from flask import Flask
from quizzing import (
    RIGHT,
    WITH_BUBBLE,
    attempt_of,
    begin,
    json_save,
    let_time_pass,
    publish,
    stored,
    take,
)

from quizapp.models.users import Role

CHOSEN = {"state": "chosen", "options": [1]}
OTHER = {"state": "chosen", "options": [2]}
BLANK = {"state": "blank"}


@dataclass
class Room:
    """A student in the middle of an attempt."""

    app: Flask
    who: Visitor
    attempt: int

    def save(self, body: object, position: int = 1, **more: str) -> tuple[int, dict[str, object]]:
        return json_save(self.who, self.attempt, position, body, **more)

    def stored(self, position: int = 1) -> dict[str, object]:
        return stored(self.app, self.attempt, position)


@pytest.fixture
def room(app: Flask, student: Visitor) -> Room:
    return Room(app, student, attempt_of(begin(student, publish(app, 3))))


def test_a_choice_is_saved_and_what_stands_is_told(room: Room) -> None:
    status, answer = room.save({"response": CHOSEN, "time_ms": 0, "sequence": 1})

    assert status == 200
    assert answer["stored"] is True
    assert answer["sequence"] == 1
    assert answer["state"] == "answered"
    assert answer["saved_at"].endswith("+00:00")
    assert 590 <= answer["seconds_left"] <= 600
    assert room.stored()["response"] == CHOSEN


def test_what_is_left_out_stays(room: Room) -> None:
    room.save({"response": CHOSEN, "marked": True, "sequence": 1})
    let_time_pass(room.app, room.attempt, 1)
    _, answer = room.save({"time_ms": 5000, "sequence": 2})

    assert answer["state"] == "answered-marked"
    kept = room.stored()
    assert (kept["response"], kept["marked"], kept["time_ms"]) == (CHOSEN, True, 5000)


def test_clearing_is_saved_too(room: Room) -> None:
    room.save({"response": CHOSEN, "sequence": 1})
    _, answer = room.save({"response": BLANK, "sequence": 2})

    assert answer["state"] == "not-answered"
    assert room.stored()["response"] == BLANK


@pytest.mark.parametrize("late", [1, 2])
def test_a_save_that_comes_late_changes_nothing(late: int, room: Room) -> None:
    room.save({"response": CHOSEN, "sequence": 2})
    status, answer = room.save({"response": OTHER, "sequence": late})

    assert status == 200
    assert answer["stored"] is False
    assert answer["sequence"] == 2
    assert room.stored()["response"] == CHOSEN


def test_without_a_number_the_save_is_the_next(room: Room) -> None:
    room.save({"response": CHOSEN, "sequence": 7})
    _, answer = room.save({"response": OTHER})

    assert (answer["stored"], answer["sequence"]) == (True, 8)


def test_without_a_clock_no_time_is_left(app: Flask, student: Visitor) -> None:
    attempt = attempt_of(begin(student, publish(app, 1, minutes=None)))
    _, answer = json_save(student, attempt, 1, {"response": CHOSEN, "sequence": 1})

    assert answer["seconds_left"] is None


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({"response": {"state": "chosen", "options": [4]}}, "options A to D"),
        ({"response": {"state": "chosen", "options": [-1]}}, "numbered from 0"),
        ({"response": {"state": "chosen", "options": []}}, "at least one"),
        ({"response": {"state": "chosen", "options": [True]}}, "choice of options"),
        ({"response": {"state": "chosen", "options": "1"}}, "choice of options"),
        ({"response": {"state": "guess"}}, "choice of options"),
        ({"response": "B"}, "choice of options"),
        ({"response": 1}, "choice of options"),
        ({"response": {"state": "not-attempted"}}, "leave the question blank"),
        ({"marked": "yes"}, "true or false"),
        ({"time_ms": -1}, "whole number"),
        ({"time_ms": 1.5}, "whole number"),
        ({"time_ms": True}, "whole number"),
        ({"time_ms": "1000"}, "whole number"),
        ({"time_ms": 10**30}, "whole number"),
        ({"sequence": 0}, "whole number"),
        ({"sequence": 10**30}, "whole number"),
        ({"key": 1}, "has no “key”"),
        ([], "JSON object"),
        ("B", "JSON object"),
    ],
)
def test_what_cannot_be_is_refused_in_words(body: object, words: str, room: Room) -> None:
    room.save({"response": OTHER, "sequence": 1})
    before = room.stored()
    if isinstance(body, dict):
        body = {"sequence": 2, "response": CHOSEN, **body}

    status, answer = room.save(body)

    assert status == 422
    assert words in answer["error"]["message"]
    assert room.stored() == before


def test_a_body_that_is_no_json_is_a_bad_request(room: Room) -> None:
    token = room.who.page.one("//meta[@name='csrf-token']").get("content")
    headers = {"X-CSRFToken": token, "Accept": "application/json"}
    path = f"/attempts/{room.attempt}/questions/1/response"

    broken = room.who.client.put(path, data=b"{", content_type="application/json", headers=headers)
    form = room.who.client.put(path, data={"option": RIGHT}, headers=headers)

    assert broken.status_code == 400
    assert broken.get_json()["error"]["status"] == 400
    assert form.status_code == 415


def test_a_bubble_that_the_scheme_knows_can_be_marked(app: Flask, student: Visitor) -> None:
    attempt = attempt_of(begin(student, publish(app, 1, scheme=WITH_BUBBLE)))
    status, answer = json_save(
        student, attempt, 1, {"response": {"state": "not-attempted"}, "sequence": 1}
    )

    assert (status, answer["state"]) == (200, "answered")


def test_a_missing_or_foreign_token_is_refused(room: Room) -> None:
    for token in ("", "made up"):
        status, answer = room.save({"response": CHOSEN, "sequence": 1}, token=token)
        assert status == 400
        assert answer["error"]["message"]
    assert room.stored()["response"] == BLANK


def test_somebody_elses_attempt_looks_as_if_it_did_not_exist(
    room: Room, as_role: Callable[[Role], Visitor]
) -> None:
    other = as_role(Role.TEACHER)
    other.opens("/")

    status, answer = json_save(other, room.attempt, 1, {"response": CHOSEN, "sequence": 1})

    assert status == 404
    assert answer["error"]["message"] == "There is no such attempt."
    assert room.stored()["response"] == BLANK


def test_a_question_outside_the_paper_is_not_found(room: Room) -> None:
    for position in (0, 4, 10**20):
        assert room.save({"response": CHOSEN, "sequence": 1}, position)[0] == 404


def test_nobody_saves_without_signing_in(room: Room) -> None:
    with room.who.client.session_transaction() as session:
        del session["_user_id"]

    status, answer = room.save({"response": CHOSEN, "sequence": 1})

    assert status == 401
    assert answer["error"]["status"] == 401
    assert room.stored()["response"] == BLANK


def test_an_answer_to_a_submitted_attempt_is_refused(app: Flask, student: Visitor) -> None:
    take(student, publish(app, 2), [None, None])
    attempt = attempt_of(student.page)

    status, answer = json_save(student, attempt, 1, {"response": CHOSEN, "sequence": 9})

    assert status == 409
    assert "submitted" in answer["error"]["message"]
    assert answer["error"]["result"] == f"/attempts/{attempt}/result"
    assert stored(app, attempt, 1)["response"] == BLANK


def test_an_answer_after_the_time_is_refused_and_what_was_saved_counts(room: Room) -> None:
    room.save({"response": CHOSEN, "sequence": 1})
    let_time_pass(room.app, room.attempt, 11)

    status, answer = room.save({"response": OTHER, "sequence": 2})

    assert status == 409
    assert "time is up" in answer["error"]["message"]
    assert room.stored()["response"] == CHOSEN
    result = room.who.opens(answer["error"]["result"])
    assert "submitted by itself" in result.text()
    assert result.text("//dl[@class='stats']/div[1]").startswith("Right 1")
