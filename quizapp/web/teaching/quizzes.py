"""Quizzes: the list, one with its results, and what can be done with it."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quizapp.domain.presets import PRESETS
from quizapp.errors import ConflictError
from quizapp.services import attempts, late_answers, publishing, quizzes, score_distribution
from quizapp.web.access import the_user
from quizapp.web.clock import now
from quizapp.web.disclosing import DISCLOSED_NAMES, MOMENT_NAMES, name_of_disclosure
from quizapp.web.extensions import db
from quizapp.web.i18n import error_text, gettext
from quizapp.web.teaching.blueprint import CONFLICT, blueprint, page_number, teacher
from quizapp.web.teaching.publish_forms import AUDIENCE_NAMES
from quizapp.web.teaching.score_charts import score_chart
from quizapp.web.transactions import writes


@blueprint.get("/quizzes", endpoint="quizzes")
@teacher
def list_quizzes() -> ResponseReturnValue:
    """List the teacher's quizzes, the newest first."""
    page = quizzes.list_managed(db.session, user=the_user(), page=page_number(), per_page=20)
    return render_template("teaching/quizzes.html", page=page)


@blueprint.get("/quizzes/<int:quiz_id>")
@teacher
@writes
def quiz(quiz_id: int) -> ResponseReturnValue:
    """Show the rules of a quiz, who took it, and how each question did."""
    # Refuses somebody else's quiz before anything is closed.
    quizzes.managed_quiz(db.session, quiz_id, user=the_user(), page=1, per_page=1)
    attempts.close_overdue(db.session, now=now(), quiz_id=quiz_id)
    view = quizzes.managed_quiz(
        db.session, quiz_id, user=the_user(), page=page_number(), per_page=20
    )
    scores = score_distribution.scores_of_quiz(db.session, quiz_id)
    return render_template(
        "teaching/quiz.html",
        scores=scores,
        chart=score_chart(scores),
        view=view,
        quiz=view.quiz,
        late=late_answers.count_late(db.session, quiz_id),
        preset=PRESETS.get(view.rules.preset),
        audiences=AUDIENCE_NAMES,
        disclosure_name=name_of_disclosure(view.rules.disclosure),
        disclosed=DISCLOSED_NAMES,
        moments=MOMENT_NAMES,
    )


@blueprint.post("/quizzes/<int:quiz_id>/close")
@teacher
def close_quiz(quiz_id: int) -> ResponseReturnValue:
    """Let no new attempt begin."""
    publishing.close_quiz(db.session, quiz_id, actor=the_user(), now=now())
    flash(gettext("The quiz is closed: nobody can begin it any more."), "success")
    return redirect(url_for("teaching.quiz", quiz_id=quiz_id), 303)


@blueprint.post("/quizzes/<int:quiz_id>/reopen")
@teacher
def reopen_quiz(quiz_id: int) -> ResponseReturnValue:
    """Let attempts begin again."""
    publishing.reopen_quiz(db.session, quiz_id, actor=the_user(), now=now())
    flash(gettext("The quiz is open again."), "success")
    return redirect(url_for("teaching.quiz", quiz_id=quiz_id), 303)


@blueprint.route("/quizzes/<int:quiz_id>/unpublish", methods=["GET", "POST"])
@teacher
def unpublish_quiz(quiz_id: int) -> ResponseReturnValue:
    """Ask once, then take back a quiz that nobody has taken."""
    view = quizzes.managed_quiz(db.session, quiz_id, user=the_user(), page=1, per_page=1)
    refusal = ""
    if request.method == "POST":
        try:
            publishing.unpublish_quiz(db.session, quiz_id, actor=the_user(), now=now())
        except ConflictError as error:
            refusal = error_text(error)
        else:
            flash(
                gettext("The quiz is taken back; its questions are accepted ones again."), "success"
            )
            return redirect(url_for("teaching.quizzes"), 303)
    page = render_template("teaching/unpublish_quiz.html", quiz=view.quiz, refusal=refusal)
    return page, CONFLICT if refusal else 200
