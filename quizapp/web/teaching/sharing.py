"""Who may take a quiz: everybody, who has its link, or nobody else."""

from secrets import token_urlsafe

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import UnprocessableEntity

from quizapp.errors import N_
from quizapp.models.quizzes import Audience
from quizapp.services import quizzes, sharing
from quizapp.web.access import the_user
from quizapp.web.clock import now
from quizapp.web.extensions import db
from quizapp.web.i18n import gettext
from quizapp.web.teaching.blueprint import blueprint, teacher

_CODE_BYTES = 16

_NOW_FOR: dict[Audience, str] = {
    Audience.EVERYONE: N_("Everybody finds the quiz under “Quizzes” now."),
    Audience.LINK: N_("Only who has the link can take the quiz now. Copy it and share it."),
    Audience.PRIVATE: N_("Nobody but you, and the classes it is set for, can begin the quiz now."),
}


def new_code() -> str:
    """Return the secret part of a link, which nobody can guess."""
    return token_urlsafe(_CODE_BYTES)


@blueprint.post("/quizzes/<int:quiz_id>/audience")
@teacher
def change_audience(quiz_id: int) -> ResponseReturnValue:
    """Say who may take a quiz."""
    try:
        audience = Audience(request.form.get("audience", ""))
    except ValueError:
        raise UnprocessableEntity from None
    sharing.change_audience(
        db.session, quiz_id, audience, new_code=new_code(), actor=the_user(), now=now()
    )
    flash(gettext(_NOW_FOR[audience]), "success")
    return redirect(url_for("teaching.quiz", quiz_id=quiz_id) + "#audience", 303)


@blueprint.route("/quizzes/<int:quiz_id>/new-link", methods=["GET", "POST"])
@teacher
def renew_link(quiz_id: int) -> ResponseReturnValue:
    """Ask once, then give a quiz another link."""
    view = quizzes.managed_quiz(db.session, quiz_id, user=the_user(), page=1, per_page=1)
    if request.method == "GET":
        return render_template("teaching/new_link.html", quiz=view.quiz)
    sharing.renew_link(db.session, quiz_id, new_code=new_code(), actor=the_user(), now=now())
    flash(gettext("This is the new link; the old one leads nowhere any more."), "success")
    return redirect(url_for("teaching.quiz", quiz_id=quiz_id) + "#audience", 303)
