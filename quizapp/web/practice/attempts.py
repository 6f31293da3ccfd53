"""An attempt in progress: its questions, what is saved of them, the summary, the end."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import assert_never

from flask import Response as HttpResponse
from flask import make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quizapp.domain.attempts import PaletteState
from quizapp.domain.presence import BEAT_SECONDS
from quizapp.domain.responses import Response
from quizapp.domain.saving import SaveOutcome
from quizapp.domain.sections import SectionState
from quizapp.errors import InvalidInputError
from quizapp.models import QuizMode
from quizapp.services import answering, attempts, checking
from quizapp.services.answering import (
    PaletteSquare,
    SectionTab,
)
from quizapp.services.room import Room, exam_room
from quizapp.services.saving import save_form
from quizapp.web.access import signed_in, the_user
from quizapp.web.clock import now
from quizapp.web.compressing import compressed
from quizapp.web.extensions import db
from quizapp.web.i18n import error_text
from quizapp.web.practice.blueprint import (
    blueprint,
    choose_question_language,
    question_language,
)
from quizapp.web.practice.forms import Action, answer_from
from quizapp.web.transactions import writes

_REFUSED = 422
_CONFLICT = 409
_ANSWERED = frozenset({PaletteState.ANSWERED, PaletteState.ANSWERED_MARKED})


@dataclass(frozen=True, slots=True)
class Refused:
    """An answer that is not saved: what it was, what was typed, and what is wrong with it.

    Without an `error` another answer was saved meanwhile, and the student is to choose.
    """

    response: Response | None
    entered: str
    error: str = ""


def _squares(
    attempt_id: int, palette: Iterable[PaletteSquare], sections: Sequence[SectionTab]
) -> list[tuple[int, PaletteState, str]]:
    """Return what the palette component draws; questions of closed sections lead nowhere."""
    open_ = _open(sections)
    return [
        (
            square.position,
            square.state,
            url_for("practice.question", attempt_id=attempt_id, position=square.position)
            if square.section in open_
            else "",
        )
        for square in palette
    ]


def _takeable(palette: Iterable[PaletteSquare], sections: Sequence[SectionTab]) -> list[int]:
    """Return the questions that may be taken now."""
    open_ = _open(sections)
    return [square.position for square in palette if square.section in open_]


def _open(sections: Sequence[SectionTab]) -> frozenset[int]:
    return frozenset(place for place, tab in enumerate(sections) if tab.state is SectionState.OPEN)


def _fresh(page: str) -> HttpResponse:
    """Have the browser ask again when the reader comes back to this page: answers change."""
    response = make_response(page)
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.get("/attempts/<int:attempt_id>")
@signed_in
@compressed
def attempt(attempt_id: int) -> ResponseReturnValue:
    """Open the exam room where it was left: every question that may be taken now."""
    opened = exam_room(
        db.session, attempt_id, user=the_user(), now=now(), language=question_language()
    )
    if opened is None:
        return redirect(url_for("practice.summary", attempt_id=attempt_id), 303)
    return _room_page(opened)


@blueprint.get("/attempts/<int:attempt_id>/questions/<int:position>")
@signed_in
@writes
def question(attempt_id: int, position: int) -> ResponseReturnValue:
    """Show one question alone, to a browser without script."""
    return show_question(attempt_id, position)


def show_question(attempt_id: int, position: int, refused: Refused | None = None) -> HttpResponse:
    """Return the page of one question; with an answer to it that was sent and is not saved."""
    opened = exam_room(
        db.session,
        attempt_id,
        user=the_user(),
        now=now(),
        position=position,
        language=question_language(),
        answer=None if refused is None else refused.response,
    )
    assert opened is not None  # noqa: S101 — a single question is there, or raised
    return _room_page(opened, alone=True, refused=refused)


def _room_page(
    opened: Room, *, alone: bool = False, refused: Refused | None = None
) -> HttpResponse:
    takeable = _takeable(opened.palette, opened.sections)
    checked = (
        checking.checked_questions(
            db.session,
            opened.attempt_id,
            user=the_user(),
            now=now(),
            position=opened.position if alone else None,
            language=opened.language,
        )
        if opened.mode is QuizMode.PRACTICE
        else {}
    )
    return _fresh(
        render_template(
            "practice/room.html",
            room=opened,
            alone=alone,
            refused=refused,
            checked=checked,
            squares=_squares(opened.attempt_id, opened.palette, opened.sections),
            first_position=takeable[0],
            last_position=takeable[-1],
            reachable=_reachable(opened),
            answered=sum(square.state in _ANSWERED for square in _reachable(opened)),
            beat_seconds=BEAT_SECONDS,
        )
    )


def _reachable(opened: Room) -> Sequence[PaletteSquare]:
    """Return the squares of the paper; of the section, where it has a clock of its own."""
    tab = opened.tab
    return opened.palette if tab.closes_at is None else opened.palette[tab.first - 1 : tab.last]


@blueprint.post("/attempts/<int:attempt_id>/questions/<int:position>")
@signed_in
def answer(attempt_id: int, position: int) -> ResponseReturnValue:
    """Save what was chosen on the page of a question, and go where its button leads."""
    sent = answer_from(request.form)
    try:
        result = save_form(db.session, attempt_id, sent.save(position), user=the_user(), now=now())
    except InvalidInputError as error:
        if not sent.entered or error.field != "response":
            raise
        refused = Refused(sent.response, sent.entered, error_text(error))
        return show_question(attempt_id, position, refused), _REFUSED
    if result.outcome is SaveOutcome.ELSEWHERE:
        refused = Refused(sent.response, sent.entered or "")
        return show_question(attempt_id, position, refused), _CONFLICT
    if sent.language:
        choose_question_language(sent.language)
    return redirect(_address_after(sent.action, attempt_id, position), 303)


def _address_after(action: Action, attempt_id: int, position: int) -> str:
    """Return where a button leads; behind the last question is the summary."""
    match action:
        case Action.NEXT | Action.MARK:
            view = answering.attempt_summary(db.session, attempt_id, user=the_user(), now=now())
            takeable = _takeable(view.palette, view.sections)
            position = position + 1 if position + 1 in takeable else 0
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


@blueprint.get("/attempts/<int:attempt_id>/summary")
@signed_in
def summary(attempt_id: int) -> ResponseReturnValue:
    """Show how the questions stand, and ask once whether to submit."""
    view = answering.attempt_summary(db.session, attempt_id, user=the_user(), now=now())
    # Where sections have clocks of their own, the other ones are out of reach.
    counts = view.counts if view.section is None else view.section.counts
    total = sum(counts.values())
    answered = sum(counts.get(state, 0) for state in _ANSWERED)
    return _fresh(
        render_template(
            "practice/summary.html",
            summary=view,
            squares=_squares(attempt_id, view.palette, view.sections),
            counts=counts,
            total=total,
            answered=answered,
            open=total - answered,
        )
    )


@blueprint.post("/attempts/<int:attempt_id>/submit")
@signed_in
def submit(attempt_id: int) -> ResponseReturnValue:
    """Submit the attempt; twice is once."""
    attempts.submit(db.session, attempt_id, user=the_user(), now=now())
    return redirect(url_for("practice.result", attempt_id=attempt_id), 303)
