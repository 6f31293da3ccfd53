"""The door for the script of the room: saves as JSON, and every way in which they are refused."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from browsing import Visitor
from flask import Flask
from quizzing import (
    RIGHT,
    WITH_BUBBLE,
    answer,
    attempt_of,
    begin,
    json_save,
    json_saves,
    let_time_pass,
    publish,
    stored,
    take,
)

from quizapp.models.users import Role

CHOSEN = {"state": "chosen", "options": [1]}
OTHER = {"state": "chosen", "options": [2]}
BLANK = {"state": "blank"}
PAGE = "one-page"


@dataclass
class Room:
    """A student in the middle of an attempt."""

    app: Flask
    who: Visitor
    attempt: int

    def save(self, save: dict[str, object], position: int = 1, **more: str) -> dict[str, object]:
        return json_save(self.who, self.attempt, position, save, **more)

    def sends(self, body: object, **more: str) -> tuple[int, dict[str, object]]:
        return json_saves(self.who, self.attempt, body, **more)

    def stored(self, position: int = 1) -> dict[str, object]:
        return stored(self.app, self.attempt, position)


@pytest.fixture
def room(app: Flask, student: Visitor) -> Room:
    return Room(app, student, attempt_of(begin(student, publish(app, 3))))


def one(**more: object) -> dict[str, object]:
    return {
        "client": PAGE,
        "saves": [{"position": 1, "response": CHOSEN, "sequence": 1, "revision": 0}],
        **more,
    }


def test_choices_are_saved_and_what_stands_is_told(room: Room) -> None:
    second = {"position": 2, "marked": True, "time_ms": 0, "sequence": 2, "revision": 0}
    body = one(opens=True, position=2)
    body["saves"] = [*body["saves"], second]
    status, told = room.sends(body)

    assert status == 200
    assert told["results"] == [
        {
            "position": 1,
            "outcome": "stored",
            "revision": 1,
            "state": "answered",
            "response": CHOSEN,
            "marked": False,
        },
        {
            "position": 2,
            "outcome": "stored",
            "revision": 1,
            "state": "marked",
            "response": BLANK,
            "marked": True,
        },
    ]
    assert 590 <= told["seconds_left"] <= 600
    assert (told["section"], told["others"], told["over"]) == (0, False, None)
    assert room.stored()["response"] == CHOSEN


def test_what_is_left_out_stays(room: Room) -> None:
    room.save({"response": CHOSEN, "marked": True})
    let_time_pass(room.app, room.attempt, 1)
    told = room.save({"time_ms": 5000, "sequence": 2})

    assert told["state"] == "answered-marked"
    kept = room.stored()
    assert (kept["response"], kept["marked"], kept["time_ms"]) == (CHOSEN, True, 5000)


def test_clearing_is_saved_too(room: Room) -> None:
    room.save({"response": CHOSEN})
    told = room.save({"response": BLANK, "sequence": 2})

    assert told["state"] == "not-answered"
    assert room.stored()["response"] == BLANK


@pytest.mark.parametrize("late", [1, 2])
def test_a_save_that_comes_late_changes_nothing(late: int, room: Room) -> None:
    room.save({"response": CHOSEN, "sequence": 2})
    told = room.save({"response": OTHER, "sequence": late})

    assert (told["outcome"], told["response"]) == ("stored", CHOSEN)
    assert room.stored()["revision"] == 1


def test_another_page_overwrites_nothing_that_it_has_not_seen(room: Room) -> None:
    room.save({"response": CHOSEN})

    told = room.save({"response": OTHER}, client="another-page")
    assert (told["outcome"], told["revision"], told["response"]) == ("elsewhere", 1, CHOSEN)
    told = room.save({"response": OTHER, "revision": 1}, client="another-page")
    assert told["outcome"] == "stored"
    assert room.stored()["response"] == OTHER


def test_a_page_hears_of_one_that_was_opened_after_it(room: Room) -> None:
    assert room.sends(one(opens=True))[1]["others"] is False
    assert room.sends(one(opens=True, client="another-page"))[1]["others"] is False
    assert room.sends(one())[1]["others"] is True
    # And of one without script.
    assert room.sends(one(opens=True))[1]["others"] is False
    answer(room.who, None)
    assert room.sends(one())[1]["others"] is True


def test_the_room_opens_where_it_was_left(room: Room) -> None:
    room.sends(one(position=3))

    page = room.who.opens(f"/attempts/{room.attempt}")
    assert page.one("//article[not(@hidden)]").get("id") == "question-3"


def test_without_a_clock_no_time_is_left(app: Flask, student: Visitor) -> None:
    attempt = attempt_of(begin(student, publish(app, 1, minutes=None)))
    assert json_saves(student, attempt, one())[1]["seconds_left"] is None


@pytest.mark.parametrize(
    ("save", "words"),
    [
        ({"response": {"state": "chosen", "options": [4]}}, "options A to D"),
        ({"response": {"state": "chosen", "options": [-1]}}, "numbered from 0"),
        ({"response": {"state": "chosen", "options": []}}, "at least one"),
        ({"response": {"state": "chosen", "options": [True]}}, "choice of options"),
        ({"response": {"state": "chosen", "options": "1"}}, "choice of options"),
        ({"response": {"state": "guess"}}, "choice of options"),
        ({"response": "B"}, "JSON object"),
        ({"response": {"state": "not-attempted"}}, "leave the question blank"),
        ({"marked": "yes"}, "true or false"),
        ({"time_ms": -1}, "whole number"),
        ({"time_ms": 1.5}, "whole number"),
        ({"time_ms": True}, "whole number"),
        ({"time_ms": "1000"}, "whole number"),
        ({"time_ms": 10**30}, "whole number"),
        ({"sequence": -1}, "whole number"),
        ({"sequence": 10**30}, "whole number"),
        ({"revision": None}, "whole number"),
        ({"position": 0}, "no question 0"),
        ({"position": 4}, "no question 4"),
    ],
)
def test_a_save_that_cannot_be_is_refused_and_keeps_back_no_other(
    save: dict[str, object], words: str, room: Room
) -> None:
    bad = {"position": 1, "response": CHOSEN, "sequence": 1, "revision": 0, **save}
    good = {"position": 2, "response": CHOSEN, "sequence": 2, "revision": 0}
    status, told = room.sends({"client": PAGE, "saves": [bad, good]})

    assert status == 200
    results = {result["position"]: result for result in told["results"]}
    refused = results.pop(bad["position"])
    assert refused["outcome"] == "refused"
    assert words in refused["message"]
    assert results[2]["outcome"] == "stored"
    assert room.stored()["response"] == BLANK
    assert room.stored(2)["response"] == CHOSEN


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ([], "JSON object"),
        ("B", "JSON object"),
        ({}, "name of a page"),
        (one(client="x"), "name of a page"),
        (one(client="not/a/name"), "name of a page"),
        (one(client="x" * 65), "name of a page"),
        (one(client=7), "name of a page"),
        (one(saves={}), "at most 500"),
        (one(saves=[{"position": 1}] * 501), "at most 500"),
        (one(saves=[1]), "JSON object"),
        (one(saves=[{"position": "one"}]), "whole number"),
        (one(saves=[{"position": 10**20}]), "whole number"),
        (one(position="one"), "whole number"),
    ],
)
def test_what_no_page_sends_is_refused_in_words(body: object, words: str, room: Room) -> None:
    status, told = room.sends(body)

    assert status == 422
    assert words in told["error"]["message"]
    assert room.stored()["response"] == BLANK


def test_a_body_that_is_no_json_is_a_bad_request(room: Room) -> None:
    token = room.who.page.one("//meta[@name='csrf-token']").get("content")
    headers = {"X-CSRFToken": token, "Accept": "application/json"}
    path = f"/attempts/{room.attempt}/saves"

    broken = room.who.client.post(path, data=b"{", content_type="application/json", headers=headers)
    form = room.who.client.post(path, data={"option": RIGHT}, headers=headers)

    assert broken.status_code == 400
    assert broken.get_json()["error"]["status"] == 400
    assert form.status_code == 415


def test_a_bubble_that_the_scheme_knows_can_be_marked(app: Flask, student: Visitor) -> None:
    attempt = attempt_of(begin(student, publish(app, 1, scheme=WITH_BUBBLE)))
    told = json_save(student, attempt, 1, {"response": {"state": "not-attempted"}})

    assert (told["outcome"], told["state"]) == ("stored", "answered")


def test_a_missing_or_foreign_token_is_refused(room: Room) -> None:
    for token in ("", "made up"):
        status, told = room.sends(one(), token=token)
        assert status == 400
        assert told["error"]["message"]
    assert room.stored()["response"] == BLANK


def test_a_page_that_was_left_open_learns_who_is_signed_in(
    room: Room, app: Flask, as_role: Callable[[Role], Visitor]
) -> None:
    told = room.who.client.get("/attempts/session")
    assert told.headers["Cache-Control"] == "no-store"
    owner = room.who.opens(f"/attempts/{room.attempt}").one("//@data-owner")
    assert str(told.get_json()["user"]) == owner
    assert room.sends(one(), token=told.get_json()["token"])[0] == 200

    other = as_role(Role.TEACHER).client.get("/attempts/session").get_json()
    assert str(other["user"]) != owner
    stranger = app.test_client().get("/attempts/session").get_json()
    assert stranger["user"] is None


def test_somebody_elses_attempt_looks_as_if_it_did_not_exist(
    room: Room, as_role: Callable[[Role], Visitor]
) -> None:
    other = as_role(Role.TEACHER)
    other.opens("/")

    status, told = json_saves(other, room.attempt, one())

    assert status == 404
    assert told["error"]["message"] == "There is no such attempt."
    assert room.stored()["response"] == BLANK


def test_nobody_saves_without_signing_in(room: Room) -> None:
    with room.who.client.session_transaction() as session:
        del session["_user_id"]

    status, told = room.sends(one())

    assert status == 401
    assert told["error"]["status"] == 401
    assert room.stored()["response"] == BLANK


def test_an_answer_to_a_submitted_attempt_is_late(app: Flask, student: Visitor) -> None:
    take(student, publish(app, 2), [None, None])
    attempt = attempt_of(student.page)

    status, told = json_saves(student, attempt, one())

    assert status == 200
    assert told["results"][0]["outcome"] == "late"
    assert told["over"] == f"/attempts/{attempt}/result"
    assert stored(app, attempt, 1)["response"] == BLANK


def test_an_answer_after_the_time_is_late_and_what_was_saved_counts(room: Room) -> None:
    room.save({"response": CHOSEN})
    let_time_pass(room.app, room.attempt, 11)

    _, told = room.sends(one(saves=[{"position": 1, "response": OTHER, "sequence": 2}]))
    assert told["results"][0]["outcome"] == "late"
    assert told["seconds_left"] == 0
    # What was taken in time is not denied.
    _, told = room.sends(one())
    assert told["results"][0]["outcome"] == "stored"
    result = room.who.opens(told["over"])
    assert "submitted by itself" in result.text()
    assert result.text("//dl[@class='stats']/div[1]").startswith("Right 1")
