"""Answers of a quiz that arrived late: the list, counting them, and taking that back."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quizapp.errors import ConflictError
from quizapp.services import late_answers, quizzes
from quizapp.web.access import the_user
from quizapp.web.clock import now
from quizapp.web.extensions import db
from quizapp.web.i18n import error_text, ngettext
from quizapp.web.teaching.blueprint import blueprint, page_number, teacher


@blueprint.get("/quizzes/<int:quiz_id>/late")
@teacher
def late(quiz_id: int) -> ResponseReturnValue:
    """List what came when its question took no more."""
    page = late_answers.list_late(db.session, quiz_id, user=the_user(), page=page_number())
    view = quizzes.managed_quiz(db.session, quiz_id, user=the_user(), page=1, per_page=1)
    return render_template("teaching/late.html", quiz=view.quiz, page=page)


@blueprint.post("/quizzes/<int:quiz_id>/late/count")
@teacher
def count_late_answers(quiz_id: int) -> ResponseReturnValue:
    """Let late answers count."""
    chosen = request.form.getlist("late", type=int)
    try:
        for late_id in chosen:
            late_answers.count_answer(db.session, quiz_id, late_id, actor=the_user(), now=now())
    except ConflictError as error:
        db.session.rollback()
        flash(error_text(error), "error")
    else:
        flash(
            ngettext(
                "%(num)s late answer counts; its test was marked again.",
                "%(num)s late answers count; their tests were marked again.",
                len(chosen),
            ),
            "success",
        )
    return redirect(_list_of(quiz_id), 303)


@blueprint.post("/quizzes/<int:quiz_id>/late/take-back")
@teacher
def take_back_late_answers(quiz_id: int) -> ResponseReturnValue:
    """Let count again what was saved in time."""
    chosen = request.form.getlist("late", type=int)
    for late_id in chosen:
        late_answers.take_back(db.session, quiz_id, late_id, actor=the_user(), now=now())
    flash(
        ngettext(
            "%(num)s late answer no longer counts; its test was marked again.",
            "%(num)s late answers no longer count; their tests were marked again.",
            len(chosen),
        ),
        "success",
    )
    return redirect(_list_of(quiz_id), 303)


def _list_of(quiz_id: int) -> str:
    return url_for("teaching.late", quiz_id=quiz_id, page=request.args.get("page", type=int))
