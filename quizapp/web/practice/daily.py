"""The daily quiz: made by whoever comes first on a day."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from quizapp.services import daily
from quizapp.services.daily import DailyView
from quizapp.web.access import signed_in, the_user
from quizapp.web.clock import now
from quizapp.web.extensions import db
from quizapp.web.i18n import gettext
from quizapp.web.practice.blueprint import blueprint
from quizapp.web.transactions import begin_writing, reads_first


@blueprint.get("/daily", endpoint="daily")
@signed_in
@reads_first
def lead_to_daily() -> ResponseReturnValue:
    """Lead to the instructions of today's quiz."""
    view = daily_view()
    if view.quiz is None:
        flash(gettext("There is no daily quiz today: too few questions are published yet."), "info")
        return redirect(url_for("practice.quizzes"), 303)
    return redirect(url_for("practice.quiz", quiz_id=view.quiz.id), 303)


def daily_view() -> DailyView:
    """Return today's quiz; it is made first where that is still to be done.

    Only in a view that `reads_first`.
    """
    if daily.is_missing(db.session, now=now()):
        daily.make_daily(begin_writing(), now=now())
    return daily.todays(db.session, user=the_user(), now=now())
