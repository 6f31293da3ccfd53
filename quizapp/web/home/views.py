"""The landing page of strangers, the dashboards, language and colours."""

from contextlib import suppress

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import UnprocessableEntity

from quizapp.errors import NotFoundError
from quizapp.models.users import Role
from quizapp.services import accounts, seeding
from quizapp.web.access import public, signed_in_user
from quizapp.web.cli import DEMO_PASSWORDS
from quizapp.web.clock import now
from quizapp.web.config import UI_LANGUAGES
from quizapp.web.extensions import db
from quizapp.web.i18n import LANGUAGE_COOKIE
from quizapp.web.pages import THEME_COOKIE, THEMES, remember
from quizapp.web.practice.quizzes import dashboard
from quizapp.web.security import safe_path
from quizapp.web.teaching.home import dashboard_page
from quizapp.web.transactions import reads_first

blueprint = Blueprint("home", __name__)


@blueprint.get("/")
@public
@reads_first
def index() -> ResponseReturnValue:
    """Show a stranger what this is, and everybody else their next step."""
    user = signed_in_user()
    if user is None:
        return render_template("home/landing.html", demo=_demo_accounts())
    if user.role is Role.STUDENT:
        return dashboard()
    return dashboard_page(user)


@blueprint.post("/language")
@public
def set_language() -> ResponseReturnValue:
    """Change the language: of the account and of this browser."""
    code = request.form.get("language", "")
    if code not in UI_LANGUAGES:
        raise UnprocessableEntity
    user = signed_in_user()
    if user is not None:
        accounts.change_profile(
            db.session, user, display_name=user.display_name, language=code, now=now()
        )
    response = make_response(_back())
    return remember(response, LANGUAGE_COOKIE, code)


@blueprint.post("/theme")
@public
def set_theme() -> ResponseReturnValue:
    """Change the colours of this browser: a phone in the sun needs others than a desk at night."""
    theme = request.form.get("theme", "")
    if theme not in THEMES:
        raise UnprocessableEntity
    response = make_response(_back())
    return remember(response, THEME_COOKIE, theme)


def _demo_accounts() -> dict[Role, tuple[str, str]]:
    """Return user name and password of the demo student and teacher, as far as they were loaded.

    Both are known to everybody who has the source; an operator who loads them wants them used.
    """
    found = {}
    for role in (Role.STUDENT, Role.TEACHER):
        with suppress(NotFoundError):
            user = accounts.named(db.session, seeding.demo_username(role))
            if user.is_active:
                found[role] = (user.username, DEMO_PASSWORDS[role])
    return found


def _back() -> ResponseReturnValue:
    return redirect(safe_path(request.form.get("next"), url_for("home.index")), 303)
