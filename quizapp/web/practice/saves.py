"""The door for the script of the exam room: many saves in, what became of each out, as JSON."""

import re
from dataclasses import dataclass
from typing import Final

from flask import jsonify, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import generate_csrf

from quizapp.domain.responses import response_as_data, response_from
from quizapp.domain.saving import SaveOutcome
from quizapp.errors import N_, InvalidInputError
from quizapp.services import saving
from quizapp.services.saving import SAVES_MAXIMUM, Save, SaveResult
from quizapp.web.access import public, signed_in, signed_in_user, the_user
from quizapp.web.clock import now
from quizapp.web.extensions import db
from quizapp.web.i18n import error_text
from quizapp.web.practice.blueprint import blueprint

#: The largest whole number that a browser counts exactly (2^53 − 1).
NUMBER_MAXIMUM: Final = 2**53 - 1
POSITION_MAXIMUM: Final = 2**31 - 1
_CLIENT: Final = re.compile(r"[A-Za-z0-9-]{8,64}")


@dataclass(frozen=True, slots=True)
class Refusal:
    """A save that says nothing which could be stored, and why."""

    position: int
    error: InvalidInputError


@dataclass(frozen=True, slots=True)
class Saves:
    """What a page sends: see `saves_from`."""

    client: str
    opens: bool
    position: int | None
    saves: tuple[Save, ...]
    refusals: tuple[Refusal, ...]


@blueprint.post("/attempts/<int:attempt_id>/saves")
@signed_in
def save(attempt_id: int) -> ResponseReturnValue:
    """Save what was done with the questions of an attempt.

    The body is what `saves_from` reads, with the token of the page in the header `X-CSRFToken`.
    200 `{"results": [{"position", "outcome", "revision", "state", "response", "marked",
    "message"}], "seconds_left", "section", "others", "over"}`: an outcome is one of `SaveOutcome`,
    the rest of a result is what stands; `over` is the address of the result once the attempt takes
    no more answers. Errors are `{"error": {"status", "message"}}`: 401 not signed in, 400 the token
    is missing or another session's or the body is no JSON, 404 no attempt of this user's, 422 what
    no page of ours sends.
    """
    sent = saves_from(request.get_json())
    answer = saving.save_responses(
        db.session,
        attempt_id,
        sent.saves,
        user=the_user(),
        now=now(),
        client=sent.client,
        opens=sent.opens,
        position=sent.position,
    )
    refused = (
        SaveResult(each.position, SaveOutcome.REFUSED, None, each.error) for each in sent.refusals
    )
    return jsonify(
        results=[_result(result) for result in (*answer.results, *refused)],
        seconds_left=answer.seconds_left,
        section=answer.section,
        others=answer.others,
        over=url_for("practice.result", attempt_id=attempt_id) if answer.is_over else None,
    )


@blueprint.get("/attempts/session")
@public
def session_state() -> ResponseReturnValue:
    """Tell a page that was left open who is signed in by now, and give it a token for its forms."""
    user = signed_in_user()
    answer = jsonify(user=None if user is None else user.id, token=generate_csrf())
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _result(result: SaveResult) -> dict[str, object]:
    told: dict[str, object] = {"position": result.position, "outcome": result.outcome}
    if result.stands is not None:
        told |= {
            "revision": result.stands.standing.revision,
            "state": result.stands.state,
            "response": response_as_data(result.stands.response),
            "marked": result.stands.marked,
        }
    if result.error is not None:
        told["message"] = error_text(result.error)
    return told


def saves_from(data: object) -> Saves:
    """Read what a page with script sends.

    `{"client": name of the page, "opens": whether it takes the attempt over, "position": the
    question that is looked at, "saves": [{"position", "response"?, "marked"?, "time_ms"?,
    "sequence", "revision"}]}`; a response is as `quizapp.domain.responses` writes it.

    Raises:
        InvalidInputError: `field` names what no page of ours sends. A save that is wrong in itself
            is a refusal, so that it keeps back no other.
    """
    if not isinstance(data, dict):
        raise InvalidInputError(N_("Answers are sent as a JSON object."))
    client, saves = data.get("client"), data.get("saves")
    if not isinstance(client, str) or not _CLIENT.fullmatch(client):
        raise InvalidInputError(
            N_("“client” is the name of a page: 8 to 64 letters, digits or hyphens."),
            field="client",
        )
    if not isinstance(saves, list) or len(saves) > SAVES_MAXIMUM:
        raise InvalidInputError(
            N_("“saves” is a list of at most %(maximum)d saves."),
            field="saves",
            maximum=SAVES_MAXIMUM,
        )
    read, refused = [], []
    for place, each in enumerate(saves):
        save = _object(each, f"saves.{place}")
        position = _position(save.get("position"))
        try:
            read.append(_save_from(save, position))
        except InvalidInputError as error:
            refused.append(Refusal(position, error))
    looked_at = data.get("position")
    return Saves(
        client,
        data.get("opens") is True,
        None if looked_at is None else _position(looked_at),
        tuple(read),
        tuple(refused),
    )


def _save_from(save: dict[str, object], position: int) -> Save:
    response, marked, time_ms = save.get("response"), save.get("marked"), save.get("time_ms")
    if marked is not None and not isinstance(marked, bool):
        raise InvalidInputError(N_("“marked” is true or false."), field="marked")
    return Save(
        position,
        None if response is None else response_from(_object(response, "response")),
        marked,
        None if time_ms is None else _whole_number(time_ms, "time_ms"),
        _whole_number(save.get("sequence", 0), "sequence"),
        _whole_number(save.get("revision", 0), "revision"),
    )


def _position(value: object) -> int:
    return _whole_number(value, "position", POSITION_MAXIMUM)


def _object(value: object, field: str) -> dict[str, object]:
    if isinstance(value, dict):
        return value
    raise InvalidInputError(N_("“%(name)s” must be a JSON object."), field=field, name=field)


def _whole_number(value: object, field: str, highest: int = NUMBER_MAXIMUM) -> int:
    # True is a number to Python, and to nobody else.
    if type(value) is int and 0 <= value <= highest:
        return value
    raise InvalidInputError(
        N_("“%(name)s” must be a whole number, 0 or more."), field=field, name=field
    )
