"""Sets of questions: the list, a set, its file."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quizapp.domain.permissions import Permission
from quizapp.errors import ConflictError, InvalidInputError
from quizapp.services import set_sharing, sets
from quizapp.web.access import the_user
from quizapp.web.clock import now
from quizapp.web.extensions import db
from quizapp.web.i18n import gettext
from quizapp.web.teaching.blueprint import CONFLICT, REFUSED, blueprint, page_number, teacher
from quizapp.web.teaching.forms import SetForm


@blueprint.get("/sets", endpoint="sets")
@teacher
def list_sets() -> ResponseReturnValue:
    """List the teacher's sets, or those that others share with them; the newest first."""
    only_shared = request.args.get("whose") == "shared"
    page = sets.list_sets(
        db.session,
        user=the_user(),
        needed=Permission.USE if only_shared else Permission.OWN,
        only_shared=only_shared,
        page=page_number(),
        per_page=20,
    )
    return render_template("teaching/sets.html", page=page, only_shared=only_shared)


@blueprint.get("/sets/<int:set_id>")
@teacher
def quiz_set(set_id: int) -> ResponseReturnValue:
    """Show the questions of a set and the quizzes made of it."""
    view = sets.set_view(db.session, set_id, user=the_user(), page=page_number())
    shared = set_sharing.shared_with(db.session, set_id, user=the_user())
    return render_template("teaching/set.html", set=view, shared=shared)


@blueprint.route("/sets/<int:set_id>/edit", methods=["GET", "POST"])
@teacher
def edit_set(set_id: int) -> ResponseReturnValue:
    """Change what a set is called and what it says about itself."""
    view = sets.set_view(db.session, set_id, user=the_user(), needed=Permission.EDIT, per_page=1)
    form = SetForm() if request.method == "POST" else SetForm(formdata=None, obj=view)
    if form.validate_on_submit():
        try:
            sets.edit_set(
                db.session,
                set_id,
                title=form.title.data or "",
                description=form.description.data or "",
                seen=form.stamp.data,
                actor=the_user(),
                now=now(),
            )
        except InvalidInputError as error:
            form.take(error)
        except ConflictError:
            # Saving once more is then a decision: the form carries what it replaces.
            form.stamp.data = view.stamp
            page = render_template("teaching/edit_set.html", form=form, set=view, other=True)
            return page, CONFLICT
        else:
            flash(gettext("Your changes are saved."), "success")
            return redirect(url_for("teaching.quiz_set", set_id=set_id), 303)
    page = render_template("teaching/edit_set.html", form=form, set=view, other=False)
    return page, REFUSED if form.errors else 200
