"""The door for the signs of life of the exam room's page."""

from flask import request
from flask.typing import ResponseReturnValue

from quizapp.errors import N_, InvalidInputError
from quizapp.services import presence as presences
from quizapp.web.access import signed_in, the_user
from quizapp.web.clock import now
from quizapp.web.extensions import db
from quizapp.web.practice.blueprint import blueprint
from quizapp.web.transactions import begin_writing, reads_first


@blueprint.post("/attempts/<int:attempt_id>/presence")
@signed_in
@reads_first
def presence(attempt_id: int) -> ResponseReturnValue:
    """Note that the page of an attempt is there.

    The body is `{"in_front": whether the page is the one in front}`. 204 also where the attempt is
    over; errors are as of the saves.
    """
    sent = request.get_json()
    in_front = sent.get("in_front") if isinstance(sent, dict) else None
    if not isinstance(in_front, bool):
        raise InvalidInputError(N_("“in_front” is true or false."), field="in_front")
    user, moment = the_user(), now()
    # Most of the time nobody has to wait for the one place at which SQLite writes.
    if presences.is_news(db.session, attempt_id, user=user, in_front=in_front, now=moment):
        presences.note(begin_writing(), attempt_id, user=user, in_front=in_front, now=moment)
    return "", 204
