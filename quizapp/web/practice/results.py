"""The result of an attempt: its score, and every question with answer, reason and source."""

from collections.abc import Sequence
from typing import Final

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quizapp.domain.marking import Outcome
from quizapp.errors import ConflictError, NotFoundError
from quizapp.services import answering, reporting
from quizapp.services import results as service
from quizapp.services.paging import Page
from quizapp.services.results import AttemptResult, ResultItem
from quizapp.web.access import signed_in, the_user
from quizapp.web.clock import now
from quizapp.web.extensions import db
from quizapp.web.i18n import gettext
from quizapp.web.practice.blueprint import blueprint, question_language
from quizapp.web.transactions import writes

_PER_PAGE: Final = 25
FILTERS: Final = ("all", "wrong", "partial", "blank", "marked", "slow")


def _shown(view: AttemptResult, which: str) -> tuple[ResultItem, ...]:
    """Return the questions that a filter lets through."""
    items = view.items
    match which:
        case "wrong":
            return tuple(item for item in items if item.outcome is Outcome.WRONG)
        case "partial":
            return tuple(item for item in items if item.outcome is Outcome.PARTIAL)
        case "blank":
            open_ = {Outcome.BLANK, Outcome.NOT_ATTEMPTED}
            return tuple(item for item in items if item.outcome in open_)
        case "marked":
            return tuple(item for item in items if item.marked)
        case "slow":
            slow = view.slow
            return tuple(item for item in items if item.position in slow)
        case _:
            return tuple(items)


def _page_of(items: Sequence[ResultItem], number: int, position: int | None) -> Page[ResultItem]:
    """Return one page of the questions: that number, or the one that holds a position."""
    places = [place for place, item in enumerate(items) if item.position == position]
    if places:
        number = places[0] // _PER_PAGE + 1
    last = max(1, -(-len(items) // _PER_PAGE))
    number = min(max(number, 1), last)
    start = (number - 1) * _PER_PAGE
    return Page(tuple(items[start : start + _PER_PAGE]), number, _PER_PAGE, len(items))


@blueprint.get("/attempts/<int:attempt_id>/result")
@signed_in
@writes
def result(attempt_id: int) -> ResponseReturnValue:
    """Show what an attempt came to; one whose time is over is closed by looking at it.

    `show` filters the questions, `page` leafs through them, `question` leads to one of them.
    """
    user, moment = the_user(), now()
    try:
        view = service.attempt_result(
            db.session, attempt_id, user=user, now=moment, language=question_language()
        )
    except ConflictError as error:
        try:
            answering.attempt_summary(db.session, attempt_id, user=user, now=moment)
        except NotFoundError:
            # Somebody else's attempt, which a teacher may see once it is submitted.
            raise error from None
        flash(gettext("This test is still going on. Submit it to see the result."), "info")
        return redirect(url_for("practice.summary", attempt_id=attempt_id), 303)
    which = request.args.get("show", "all")
    which = which if which in FILTERS else "all"
    questions = _page_of(
        _shown(view, which),
        request.args.get("page", 1, type=int),
        request.args.get("question", type=int),
    )
    return render_template(
        "practice/result.html",
        result=view,
        questions=questions,
        which=which,
        counts={name: len(_shown(view, name)) for name in FILTERS},
        time_ms=sum(item.time_ms for item in view.items),
        reports=reporting.own_reports(db.session, attempt_id, user=user),
    )
