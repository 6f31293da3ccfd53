"""The quizzes that are open, the instructions of one, and its start."""

from secrets import SystemRandom

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quizapp.services import assigned, attempts, progress, sharing
from quizapp.services import quizzes as service
from quizapp.web.access import signed_in, the_user
from quizapp.web.clock import now
from quizapp.web.disclosing import DISCLOSED_NAMES, MOMENT_NAMES
from quizapp.web.extensions import db
from quizapp.web.practice.blueprint import blueprint
from quizapp.web.practice.daily import daily_view

_PER_PAGE = 12
_ON_DASHBOARD = 3
_RECENT = 3


@blueprint.get("/quizzes")
@signed_in
def quizzes() -> str:
    """List the quizzes that can be taken, with one's own best and what was begun."""
    page = service.list_open(
        db.session,
        user=the_user(),
        now=now(),
        page=request.args.get("page", 1, type=int),
        per_page=_PER_PAGE,
    )
    shared = sharing.list_shared(db.session, user=the_user(), now=now())
    return render_template("practice/quizzes.html", page=page, shared=shared)


@blueprint.get("/quizzes/<int:quiz_id>")
@signed_in
def quiz(quiz_id: int) -> str:
    """Show the instructions of a quiz and one's earlier attempts."""
    page = service.quiz_card(db.session, quiz_id, user=the_user(), now=now())
    return render_template(
        "practice/quiz.html",
        page=page,
        share_code="",
        disclosed=DISCLOSED_NAMES,
        moments=MOMENT_NAMES,
    )


@blueprint.post("/quizzes/<int:quiz_id>/attempts")
@signed_in
def start(quiz_id: int) -> ResponseReturnValue:
    """Start an attempt, or go on with the one that is in progress: pressing twice is harmless."""
    attempt_id = attempts.start(
        db.session,
        quiz_id,
        user=the_user(),
        now=now(),
        rng=SystemRandom(),
        share_code=request.form.get("code"),
    )
    return redirect(url_for("practice.attempt", attempt_id=attempt_id), 303)


def dashboard() -> str:
    """Return a student's first page: what to go on with, what to revise, what to take.

    Only in a view that `reads_first`: the first one of a day makes the daily quiz.
    """
    today = daily_view()
    user, moment = the_user(), now()
    begun = service.list_begun(db.session, user=user, now=moment)
    return render_template(
        "home/student.html",
        today=today,
        set_for_me=[
            each for each in assigned.list_set(db.session, user=user, now=moment) if each.is_due
        ],
        begun=[quiz for quiz in begun if quiz.daily_on != today.day],
        quizzes=service.list_open(
            db.session, user=user, now=moment, page=1, per_page=_ON_DASHBOARD
        ),
        progress=progress.my_progress(db.session, user=user, now=moment, page=1, per_page=_RECENT),
    )
