"""Reporting a question of a result to its teacher."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import RadioField, TextAreaField
from wtforms.validators import DataRequired

from quizapp.domain.reports import COMMENT_MAXIMUM, ReportReason
from quizapp.errors import InvalidInputError
from quizapp.services import reporting
from quizapp.services.reporting import ReportPage, TooManyReportsError
from quizapp.web.access import signed_in, the_user
from quizapp.web.clock import now
from quizapp.web.extensions import db
from quizapp.web.forms import BaseForm, choices
from quizapp.web.i18n import error_text
from quizapp.web.i18n import lazy_gettext as _
from quizapp.web.practice.blueprint import blueprint, question_language
from quizapp.web.practice.results import FILTERS
from quizapp.web.transactions import writes

_REFUSED = 422
_TOO_MANY = 429


def _reason(value: str) -> ReportReason | None:
    return ReportReason(value) if value in set(ReportReason) else None


class ReportForm(BaseForm):
    """What is wrong with a question; how long a comment may be, the service says."""

    reason = RadioField(
        _("What is wrong?"),
        [DataRequired(_("Choose what is wrong with the question."))],
        choices=choices((reason, _(reason.label)) for reason in ReportReason),
        coerce=_reason,
        validate_choice=False,
    )
    comment = TextAreaField(
        _("More about it (optional)"),
        description=_(
            "What would be right, and where it can be read. At most %(count)d characters.",
            count=COMMENT_MAXIMUM,
        ),
    )


@blueprint.get("/attempts/<int:attempt_id>/questions/<int:position>/report")
@signed_in
@writes
def report(attempt_id: int, position: int) -> ResponseReturnValue:
    """Ask what is wrong with a question; one that is reported already, with what was said."""
    page = _question(attempt_id, position)
    return _page(page, ReportForm(formdata=None, obj=page.report))


@blueprint.post("/attempts/<int:attempt_id>/questions/<int:position>/report")
@signed_in
def send_report(attempt_id: int, position: int) -> ResponseReturnValue:
    """Send the report, and go back to the same question of the result."""
    page, form, status = _question(attempt_id, position), ReportForm(), _REFUSED
    if form.validate_on_submit():
        try:
            reporting.report(
                db.session,
                attempt_id,
                position,
                user=the_user(),
                reason=form.reason.data,
                comment=form.comment.data or "",
                now=now(),
                language=question_language(),
            )
        except InvalidInputError as error:
            form.take(error)
        except TooManyReportsError as error:
            form.form_errors.append(error_text(error))
            status = _TOO_MANY
        else:
            return redirect(_result(attempt_id, position), 303)
    return _page(page, form), status


def _question(attempt_id: int, position: int) -> ReportPage:
    return reporting.report_page(
        db.session, attempt_id, position, user=the_user(), now=now(), language=question_language()
    )


def _page(page: ReportPage, form: ReportForm) -> str:
    back = _result(page.attempt_id, page.position)
    return render_template("practice/report.html", page=page, form=form, back=back, show=_show())


def _result(attempt_id: int, position: int) -> str:
    return url_for(
        "practice.result",
        attempt_id=attempt_id,
        show=_show(),
        question=position,
        _anchor=f"report-{position}",
    )


def _show() -> str | None:
    """Return the filter of the result that the reader came from."""
    which = request.args.get("show")
    return which if which in FILTERS else None
