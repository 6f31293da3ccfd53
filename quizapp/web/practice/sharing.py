"""A quiz that is reached by its link."""

from flask import render_template
from flask.typing import ResponseReturnValue

from quizapp.services import quizzes, sharing
from quizapp.web.access import signed_in, the_user
from quizapp.web.clock import now
from quizapp.web.disclosing import DISCLOSED_NAMES, MOMENT_NAMES
from quizapp.web.extensions import db
from quizapp.web.practice.blueprint import blueprint


@blueprint.get("/q/<code>")
@signed_in
def shared(code: str) -> ResponseReturnValue:
    """Show the instructions of the quiz that the link leads to."""
    quiz_id = sharing.quiz_of_link(db.session, code)
    page = quizzes.quiz_card(db.session, quiz_id, user=the_user(), now=now(), share_code=code)
    return render_template(
        "practice/quiz.html",
        page=page,
        share_code=code,
        disclosed=DISCLOSED_NAMES,
        moments=MOMENT_NAMES,
    )
