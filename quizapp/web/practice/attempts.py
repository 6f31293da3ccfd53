"""An attempt in progress: its questions, what is saved of them, the summary, the end."""

from collections.abc import Iterable
from typing import assert_never

from flask import Response as HttpResponse
from flask import jsonify, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quizapp.domain.attempts import PaletteState, count_states
from quizapp.domain.responses import NotAttempted
from quizapp.errors import InvalidInputError
from quizapp.services import answering, attempts
from quizapp.services.answering import PaletteSquare, SavedResponse
from quizapp.web.access import signed_in, the_user
from quizapp.web.clock import now
from quizapp.web.extensions import db
from quizapp.web.i18n import error_text
from quizapp.web.practice.blueprint import (
    blueprint,
    choose_question_language,
    question_language,
)
from quizapp.web.practice.forms import Action, Saving, answer_from, saving_from
from quizapp.web.transactions import writes

_REFUSED = 422
_ANSWERED = frozenset({PaletteState.ANSWERED, PaletteState.ANSWERED_MARKED})


def _squares(
    attempt_id: int, palette: Iterable[PaletteSquare]
) -> list[tuple[int, PaletteState, str]]:
    """Return what the palette component draws."""
    return [
        (
            square.position,
            square.state,
            url_for("practice.question", attempt_id=attempt_id, position=square.position),
        )
        for square in palette
    ]


def _first_open(palette: Iterable[PaletteSquare]) -> int:
    """Return where to go on: the first question without an answer, else the first of all."""
    return next((square.position for square in palette if square.state not in _ANSWERED), 1)


def _fresh(page: str) -> HttpResponse:
    """Have the browser ask again when the reader comes back to this page: answers change."""
    response = make_response(page)
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.get("/attempts/<int:attempt_id>")
@signed_in
def attempt(attempt_id: int) -> ResponseReturnValue:
    """Go on with an attempt where its first unanswered question is."""
    summary = answering.attempt_summary(db.session, attempt_id, user=the_user(), now=now())
    position = _first_open(summary.palette)
    return redirect(url_for("practice.question", attempt_id=attempt_id, position=position), 303)


@blueprint.get("/attempts/<int:attempt_id>/questions/<int:position>")
@signed_in
@writes
def question(attempt_id: int, position: int) -> ResponseReturnValue:
    """Show one question of the paper."""
    return _question_page(attempt_id, position)


def _question_page(
    attempt_id: int, position: int, *, entered: str = "", error: str = ""
) -> HttpResponse:
    """Return the page of a question; with what was typed and why it is refused, if it is."""
    page = answering.question_page(
        db.session, attempt_id, position, user=the_user(), now=now(), language=question_language()
    )
    counts = count_states(square.state for square in page.palette)
    return _fresh(
        render_template(
            "practice/question.html",
            page=page,
            squares=_squares(attempt_id, page.palette),
            counts=counts,
            answered=sum(counts[state] for state in _ANSWERED),
            not_attempted=isinstance(page.response, NotAttempted),
            entered=entered,
            error=error,
        )
    )


@blueprint.post("/attempts/<int:attempt_id>/questions/<int:position>")
@signed_in
def answer(attempt_id: int, position: int) -> ResponseReturnValue:
    """Save what was chosen on the page of a question, and go where its button leads."""
    sent = answer_from(request.form)
    try:
        _save(attempt_id, position, sent.saving)
    except InvalidInputError as error:
        if not sent.entered or error.field != "response":
            raise
        page = _question_page(attempt_id, position, entered=sent.entered, error=error_text(error))
        return page, _REFUSED
    if sent.language:
        choose_question_language(sent.language)
    return redirect(_address_after(sent.action, attempt_id, position), 303)


def _address_after(action: Action, attempt_id: int, position: int) -> str:
    """Return where a button leads; behind the last question is the summary."""
    match action:
        case Action.NEXT | Action.MARK:
            view = answering.attempt_summary(db.session, attempt_id, user=the_user(), now=now())
            position = position + 1 if position < view.total else 0
        case Action.PREVIOUS:
            position = max(position - 1, 1)
        case Action.SUMMARY:
            position = 0
        case Action.CLEAR | Action.STAY:
            pass
        case _ as unreachable:
            assert_never(unreachable)
    if not position:
        return url_for("practice.summary", attempt_id=attempt_id)
    return url_for("practice.question", attempt_id=attempt_id, position=position)


@blueprint.put("/attempts/<int:attempt_id>/questions/<int:position>/response")
@signed_in
def save_response(attempt_id: int, position: int) -> ResponseReturnValue:
    """Save a choice as it is made: JSON in, JSON out.

    The body is what `forms.saving_from` reads, with the token of the page in the header
    `X-CSRFToken`. 200 `{"stored", "sequence", "state", "saved_at", "seconds_left"}`: `stored` is
    false where a newer save stands already, whose sequence is given. Errors are
    `{"error": {"status", "message"}}`: 401 not signed in, 400 the token is missing or old or the
    body is no JSON, 404 no such question of an own attempt, 409 the attempt is over (`result`:
    where to look), 422 an option or a figure that cannot be.
    """
    saved = _save(attempt_id, position, saving_from(request.get_json()))
    return jsonify(
        stored=saved.stored,
        sequence=saved.sequence,
        state=saved.state,
        saved_at=saved.saved_at.isoformat() if saved.saved_at else None,
        seconds_left=saved.seconds_left,
    )


def _save(attempt_id: int, position: int, saving: Saving) -> SavedResponse:
    return answering.save_response(
        db.session,
        attempt_id,
        position,
        user=the_user(),
        response=saving.response,
        marked=saving.marked,
        time_ms=saving.time_ms,
        sequence=saving.sequence,
        now=now(),
    )


@blueprint.get("/attempts/<int:attempt_id>/summary")
@signed_in
def summary(attempt_id: int) -> ResponseReturnValue:
    """Show how the questions stand, and ask once whether to submit."""
    view = answering.attempt_summary(db.session, attempt_id, user=the_user(), now=now())
    answered = sum(view.counts.get(state, 0) for state in _ANSWERED)
    return _fresh(
        render_template(
            "practice/summary.html",
            summary=view,
            squares=_squares(attempt_id, view.palette),
            answered=answered,
            open=view.total - answered,
            resume_at=_first_open(view.palette),
        )
    )


@blueprint.post("/attempts/<int:attempt_id>/submit")
@signed_in
def submit(attempt_id: int) -> ResponseReturnValue:
    """Submit the attempt; twice is once."""
    attempts.submit(db.session, attempt_id, user=the_user(), now=now())
    return redirect(url_for("practice.result", attempt_id=attempt_id), 303)
