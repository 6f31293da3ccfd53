"""A paper as its students get it: looked at, taken and marked, and nothing of it stored."""

import re
from typing import Final

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from quizapp.domain.responses import Blank, Response
from quizapp.errors import InvalidInputError
from quizapp.services import previewing
from quizapp.services.previewing import Previewed
from quizapp.web.access import the_user
from quizapp.web.clock import now
from quizapp.web.extensions import db
from quizapp.web.i18n import problem_text
from quizapp.web.practice.forms import answer_from
from quizapp.web.teaching.blueprint import REFUSED, blueprint, teacher
from quizapp.web.transactions import writes

#: The fields of a question begin with its position.
_FIELD: Final = re.compile(r"q([1-9]\d{0,3})-(.+)", re.ASCII)
_SEED_MAXIMUM: Final = 2**31 - 1


@blueprint.route("/quizzes/<int:quiz_id>/preview", methods=["GET", "POST"])
@teacher
@writes
def preview_quiz(quiz_id: int) -> ResponseReturnValue:
    """Show a quiz as a student takes it, and mark what was tried."""
    back = url_for("teaching.quiz", quiz_id=quiz_id)
    return _page(Previewed(quiz_id=quiz_id), back)


@blueprint.route("/sets/<int:set_id>/preview", methods=["GET", "POST"])
@teacher
@writes
def preview_set(set_id: int) -> ResponseReturnValue:
    """Show a set as a student would take it under the rules of its exam."""
    back = url_for("teaching.quiz_set", set_id=set_id)
    return _page(Previewed(set_id=set_id), back)


def _page(what: Previewed, back: str) -> ResponseReturnValue:
    user, moment, seed = the_user(), now(), _seed()
    responses: dict[int, Response] = {}
    problems: dict[int, str] = {}
    if request.method == "POST":
        try:
            responses = _responses()
            result = previewing.mark_preview(
                db.session,
                what,
                responses,
                seed=seed,
                language=user.language,
                user=user,
                now=moment,
            )
        except InvalidInputError as error:
            for each in error.problems:
                if each.field is None or not each.field.isdecimal():
                    raise
                problems[int(each.field)] = problem_text(each)
        else:
            return render_template("teaching/previewed.html", result=result, back=back, seed=seed)
    paper = previewing.preview(
        db.session,
        what,
        responses,
        seed=seed,
        language=user.language,
        user=user,
        now=moment,
    )
    page = render_template(
        "teaching/preview.html", paper=paper, back=back, seed=seed, problems=problems
    )
    return page, REFUSED if problems else 200


def _seed() -> int:
    seed = request.values.get("seed", 0, type=int)
    return seed if 0 <= seed <= _SEED_MAXIMUM else 0


def _responses() -> dict[int, Response]:
    """Read the fields of each question as the exam room does; blanks are left out."""
    forms: dict[int, MultiDict[str, str]] = {}
    for name, values in request.form.lists():
        if found := _FIELD.fullmatch(name):
            forms.setdefault(int(found[1]), MultiDict()).setlist(found[2], values)
    answers = {position: answer_from(form).response for position, form in forms.items()}
    return {
        position: response
        for position, response in answers.items()
        if response is not None and not isinstance(response, Blank)
    }
