"""My progress."""

from collections.abc import Sequence
from fractions import Fraction

import flask_babel
from flask import Blueprint, render_template, request
from markupsafe import Markup

from quizapp.services import attempts
from quizapp.services import progress as service
from quizapp.services.progress import ProgressPoint
from quizapp.web import charts
from quizapp.web.access import signed_in, the_user
from quizapp.web.clock import now
from quizapp.web.extensions import db
from quizapp.web.i18n import format_day, format_number, format_percent, gettext, quiz_name
from quizapp.web.transactions import writes

blueprint = Blueprint("progress", __name__)

_PER_PAGE = 10
#: Where the chart has lines, in per cent; below 0 only for those whose deductions outweigh.
_MARKS = (0, 50, 100)
_MARKS_BELOW = (-100, -50)


@blueprint.get("/progress")
@signed_in
@writes
def overview() -> str:
    """Show how one's results developed, and what to go over today."""
    user, moment = the_user(), now()
    attempts.close_overdue(db.session, now=moment, user=user)
    view = service.my_progress(
        db.session,
        user=user,
        now=moment,
        page=request.args.get("page", 1, type=int),
        per_page=_PER_PAGE,
    )
    return render_template(
        "progress/overview.html",
        progress=view,
        chart=_chart(view.points) if view.points else None,
        trend_text=_trend_text(view.trend),
    )


def _chart(points: Sequence[ProgressPoint]) -> Markup:
    lowest = min(point.percent for point in points)
    marks = (*(mark for mark in _MARKS_BELOW if lowest < mark + 50), *_MARKS)
    return charts.line(
        [
            charts.Point(
                label=str(flask_babel.format_date(point.when, "d MMM", rebase=True)),
                value=max(float(point.percent), marks[0]),
                text=gettext(
                    "%(day)s, %(quiz)s: %(percent)s",
                    day=format_day(point.when),
                    quiz=quiz_name(point.quiz_title, point.daily_on),
                    percent=format_percent(point.percent / 100),
                ),
            )
            for point in points
        ],
        marks=marks,
        mark_texts=[format_percent(mark / 100) for mark in marks],
    )


def _trend_text(change: Fraction | None) -> str:
    """Say in a sentence where the scores are going.

    Args:
        change: by how many percentage points the latest tests are better; None with only one.
    """
    if change is None:
        return gettext("One test is a beginning; with the second one there is a line.")
    if abs(change) < 1:
        return gettext("Your latest tests are as good as those before.")
    points_text = format_number(abs(change), 0)
    if change > 0:
        return gettext(
            "Your latest tests are %(points)s percentage points better than those before.",
            points=points_text,
        )
    return gettext(
        "Your latest tests are %(points)s percentage points below those before.",
        points=points_text,
    )
