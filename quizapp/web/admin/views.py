"""The list of people, with their roles."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import UnprocessableEntity

from quizapp.models.users import Role
from quizapp.services import accounts
from quizapp.web.access import requires, the_user
from quizapp.web.clock import now
from quizapp.web.extensions import db
from quizapp.web.i18n import gettext, lazy_gettext

blueprint = Blueprint("admin", __name__, url_prefix="/admin")

ROLE_NAMES = {
    Role.STUDENT: lazy_gettext("Student"),
    Role.TEACHER: lazy_gettext("Teacher"),
    Role.ADMIN: lazy_gettext("Administrator"),
}

_LONGEST_SEARCH = 200


@blueprint.get("/users")
@requires(Role.ADMIN)
def users() -> ResponseReturnValue:
    """List the accounts, or those whose name or address holds what is searched for."""
    search = request.args.get("search", "").strip()[:_LONGEST_SEARCH]
    page = accounts.list_users(
        db.session, actor=the_user(), page=request.args.get("page", 1, type=int), search=search
    )
    return render_template("admin/users.html", page=page, search=search, role_names=ROLE_NAMES)


@blueprint.post("/users/<int:user_id>/role")
@requires(Role.ADMIN)
def change_role(user_id: int) -> ResponseReturnValue:
    """Give somebody another role."""
    try:
        role = Role(request.form.get("role", ""))
    except ValueError:
        raise UnprocessableEntity from None
    user = accounts.change_role(db.session, user_id, role=role, actor=the_user(), now=now())
    flash(
        gettext(
            "%(name)s now has the role: %(role)s.", name=user.display_name, role=ROLE_NAMES[role]
        ),
        "success",
    )
    return _back_to_list()


@blueprint.post("/users/<int:user_id>/active")
@requires(Role.ADMIN)
def set_active(user_id: int) -> ResponseReturnValue:
    """Close an account, or open it again; nothing of it is lost."""
    active = request.form.get("active") == "yes"
    user = accounts.set_active(db.session, user_id, active=active, actor=the_user(), now=now())
    text = (
        gettext("The account of %(name)s is open again.", name=user.display_name)
        if active
        else gettext("The account of %(name)s is closed.", name=user.display_name)
    )
    flash(text, "success")
    return _back_to_list()


def _back_to_list() -> ResponseReturnValue:
    return redirect(
        url_for(
            "admin.users",
            search=request.form.get("search") or None,
            page=request.form.get("page", type=int),
        ),
        303,
    )
