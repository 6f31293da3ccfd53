"""Copying a set into one's own bank."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import BooleanField, StringField
from wtforms.validators import DataRequired

from quizapp.errors import ConflictError, InvalidInputError
from quizapp.services import copying
from quizapp.services.sets import TITLE_MAXIMUM
from quizapp.web.access import the_user
from quizapp.web.clock import now
from quizapp.web.extensions import db
from quizapp.web.forms import BaseForm
from quizapp.web.i18n import error_text, gettext, ngettext
from quizapp.web.i18n import lazy_gettext as _
from quizapp.web.teaching.blueprint import REFUSED, blueprint, teacher
from quizapp.web.teaching.forms import one_line, too_long


class CopyForm(BaseForm):
    """What the copy is called, and what becomes of questions that are there already."""

    title = StringField(
        _("Title of your copy"),
        [DataRequired(_("Enter a title.")), too_long(TITLE_MAXIMUM)],
        filters=[one_line],
    )
    take_present = BooleanField(
        _("Take my own question where I have the same words already"), default=True
    )


@blueprint.route("/sets/<int:set_id>/copy", methods=["GET", "POST"])
@teacher
def copy_set(set_id: int) -> ResponseReturnValue:
    """Make a copy of a set with copies of its questions."""
    view = copying.copy_view(db.session, set_id, user=the_user())
    form = CopyForm()
    if form.validate_on_submit():
        try:
            copied = copying.copy_set(
                db.session,
                set_id,
                title=form.title.data or "",
                take_present=bool(view.present and form.take_present.data),
                actor=the_user(),
                now=now(),
            )
        except InvalidInputError as error:
            form.take(error)
        except ConflictError as error:
            form.form_errors.append(error_text(error))
        else:
            _tell(copied)
            return redirect(url_for("teaching.quiz_set", set_id=copied.set_id), 303)
    elif request.method == "GET":
        form.title.data = gettext("Copy of %(title)s", title=view.title)[:TITLE_MAXIMUM]
    page = render_template("teaching/copy_set.html", form=form, set=view)
    return page, REFUSED if form.errors else 200


def _tell(copied: copying.Copied) -> None:
    flash(
        ngettext(
            "This set is your own, with %(num)s copied question.",
            "This set is your own, with %(num)s copied questions.",
            copied.copied,
        ),
        "success",
    )
    if copied.taken:
        flash(
            ngettext(
                "%(num)s question was in your bank already: yours was taken.",
                "%(num)s questions were in your bank already: yours were taken.",
                copied.taken,
            ),
            "info",
        )
