"""Sharing a set with other teachers: with whom, its end, leaving one, handing one over."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from wtforms import RadioField, StringField
from wtforms.validators import DataRequired, InputRequired

from quizapp.domain.permissions import Permission
from quizapp.errors import N_, ConflictError, InvalidInputError
from quizapp.services import set_sharing
from quizapp.web.access import the_user
from quizapp.web.clock import now
from quizapp.web.extensions import db
from quizapp.web.forms import BaseForm, choices
from quizapp.web.i18n import error_text, gettext
from quizapp.web.i18n import lazy_gettext as _
from quizapp.web.teaching.blueprint import REFUSED, blueprint, teacher
from quizapp.web.teaching.forms import one_line, too_long

#: The longest e-mail address.
_LONGEST = 254

PERMISSION_NAMES = {
    Permission.USE: _("May use it: see keys, make quizzes of it, print, export, copy"),
    Permission.EDIT: _("May edit it too: change, add and remove questions"),
}


class PersonForm(BaseForm):
    """Another teacher."""

    who = StringField(
        _("User name or e-mail address of the teacher"),
        [DataRequired(_("Enter a user name or an e-mail address.")), too_long(_LONGEST)],
        filters=[one_line],
    )


class ShareForm(PersonForm):
    """Another teacher, and what they may do."""

    permission = RadioField(
        _("What they may do"),
        [InputRequired(_("Choose what they may do."))],
        choices=choices((each.value, name) for each, name in PERMISSION_NAMES.items()),
        default=Permission.USE.value,
    )


@blueprint.route("/sets/<int:set_id>/sharing", methods=["GET", "POST"])
@teacher
def share_set(set_id: int) -> ResponseReturnValue:
    """Show whom a set is shared with, and share it with somebody else."""
    view = set_sharing.sharing_view(db.session, set_id, user=the_user())
    form = ShareForm()
    if form.validate_on_submit():
        try:
            shared = set_sharing.share_set(
                db.session,
                set_id,
                who=form.who.data or "",
                permission=Permission(form.permission.data),
                actor=the_user(),
                now=now(),
            )
        except InvalidInputError as error:
            form.take(error)
        else:
            text = (
                N_("%(name)s may use and edit the set now, and is told.")
                if shared.permission is Permission.EDIT
                else N_("%(name)s may use the set now, and is told.")
            )
            flash(gettext(text, name=shared.display_name), "success")
            return _back(set_id)
    page = render_template("teaching/set_sharing.html", form=form, set=view)
    return page, REFUSED if form.errors else 200


@blueprint.post("/sets/<int:set_id>/sharing/<int:user_id>/end")
@teacher
def end_share(set_id: int, user_id: int) -> ResponseReturnValue:
    """Share a set with somebody no more."""
    name = set_sharing.end_share(db.session, set_id, user_id=user_id, actor=the_user(), now=now())
    if name is None:
        flash(gettext("The set was not shared with them."), "info")
    else:
        flash(
            gettext(
                "The set is shared with %(name)s no more, who is told. Quizzes that they made of it"
                " go on.",
                name=name,
            ),
            "success",
        )
    return _back(set_id)


@blueprint.post("/sets/<int:set_id>/sharing/all")
@teacher
def share_with_all(set_id: int) -> ResponseReturnValue:
    """Let all teachers of this installation use a set."""
    set_sharing.share_with_all(db.session, set_id, actor=the_user(), now=now())
    flash(
        gettext("All teachers may use the set now. They find it under “Shared with me”."),
        "success",
    )
    return _back(set_id)


@blueprint.post("/sets/<int:set_id>/sharing/all/end")
@teacher
def stop_sharing_with_all(set_id: int) -> ResponseReturnValue:
    """Share a set only with those who are named."""
    set_sharing.stop_sharing_with_all(db.session, set_id, actor=the_user(), now=now())
    flash(
        gettext("The set is shared only with those who are named. Quizzes made of it go on."),
        "success",
    )
    return _back(set_id)


@blueprint.post("/sets/<int:set_id>/leave")
@teacher
def leave_set(set_id: int) -> ResponseReturnValue:
    """Give up what one may do with a set of somebody else."""
    try:
        title = set_sharing.leave_set(db.session, set_id, actor=the_user(), now=now())
    except ConflictError as error:
        flash(error_text(error), "error")
        return redirect(url_for("teaching.quiz_set", set_id=set_id), 303)
    flash(gettext("You have left the set “%(title)s”. Your quizzes go on.", title=title), "success")
    return redirect(url_for("teaching.sets", whose="shared"), 303)


@blueprint.route("/sets/<int:set_id>/hand-over", methods=["GET", "POST"])
@teacher
def hand_over(set_id: int) -> ResponseReturnValue:
    """Make somebody else the owner of a set."""
    view = set_sharing.hand_over_view(db.session, set_id, user=the_user())
    form = PersonForm()
    if form.validate_on_submit():
        try:
            name = set_sharing.hand_over(
                db.session, set_id, who=form.who.data or "", actor=the_user(), now=now()
            )
        except InvalidInputError as error:
            form.take(error)
        else:
            flash(gettext("The set belongs to %(name)s now, who is told.", name=name), "success")
            return redirect(url_for("teaching.quiz_set", set_id=set_id), 303)
    page = render_template("teaching/hand_over.html", form=form, set=view)
    return page, REFUSED if form.errors else 200


def _back(set_id: int) -> ResponseReturnValue:
    return redirect(url_for("teaching.share_set", set_id=set_id), 303)
