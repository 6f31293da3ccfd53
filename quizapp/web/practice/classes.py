"""A student's classes: joining by a code, what is set, leaving."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import StringField
from wtforms.validators import DataRequired, Length

from quizapp.errors import ConflictError, NotFoundError
from quizapp.services import announcements, assigned, class_students
from quizapp.web.access import signed_in, the_user
from quizapp.web.clock import now
from quizapp.web.extensions import db, limiter
from quizapp.web.forms import BaseForm
from quizapp.web.i18n import error_text, gettext
from quizapp.web.i18n import lazy_gettext as _
from quizapp.web.practice.blueprint import blueprint

_REFUSED = 422
_LONGEST_CODE = 40
#: Far more than anybody mistypes, and far too few to guess a code.
_JOIN_LIMIT = "30 per hour"


class JoinForm(BaseForm):
    """The code of a class."""

    code = StringField(
        _("Code of the class"),
        [
            DataRequired(_("Enter the code that your teacher gave you.")),
            Length(max=_LONGEST_CODE, message=_("A code is shorter than this; look again.")),
        ],
    )


@blueprint.get("/classes", endpoint="classes")
@signed_in
def own_classes() -> str:
    """List the classes that one is in, and take a code."""
    return _listed(JoinForm(formdata=None))


def _listed(form: JoinForm) -> str:
    return render_template(
        "practice/classes.html",
        form=form,
        classes=class_students.list_own_classes(db.session, user=the_user()),
        mine=assigned.list_set(db.session, user=the_user(), now=now()),
    )


@blueprint.post("/classes/join")
@signed_in
@limiter.limit(_JOIN_LIMIT)
def join_class() -> ResponseReturnValue:
    """Join the class of a code."""
    form = JoinForm()
    if form.validate_on_submit():
        try:
            class_id = class_students.join(
                db.session, form.code.data or "", user=the_user(), now=now()
            )
        except (ConflictError, NotFoundError) as error:
            form.code.errors = [error_text(error)]
        else:
            flash(gettext("You are in the class."), "success")
            return redirect(url_for("practice.own_class", class_id=class_id), 303)
    return _listed(form), _REFUSED


@blueprint.get("/join/<join_code>")
@signed_in
@limiter.limit(_JOIN_LIMIT)
def join_by_link(join_code: str) -> ResponseReturnValue:
    """Ask whether to join the class that a link leads to."""
    invitation = class_students.class_of_code(db.session, join_code, user=the_user(), now=now())
    if invitation.joined:
        return redirect(url_for("practice.own_class", class_id=invitation.class_id), 303)
    return render_template("practice/join.html", invitation=invitation, join_code=join_code)


@blueprint.get("/classes/<int:class_id>")
@signed_in
def own_class(class_id: int) -> str:
    """Show what is set for a class that one is in."""
    found = class_students.class_of_student(db.session, class_id, user=the_user())
    return render_template(
        "practice/class.html",
        found=found,
        announced=announcements.list_for_student(
            db.session,
            class_id,
            user=the_user(),
            page=request.args.get("page", 1, type=int),
            per_page=10,
        ),
        mine=assigned.list_set_in(db.session, class_id, user=the_user(), now=now()),
    )


@blueprint.route("/classes/<int:class_id>/leave", methods=["GET", "POST"])
@signed_in
def leave_class(class_id: int) -> ResponseReturnValue:
    """Ask once, then leave a class."""
    found = class_students.class_of_student(db.session, class_id, user=the_user())
    if request.method == "POST":
        title = class_students.leave(db.session, class_id, user=the_user(), now=now())
        flash(gettext("You have left “%(title)s”.", title=title), "success")
        return redirect(url_for("practice.classes"), 303)
    return render_template("practice/leave_class.html", found=found)
