"""Signing up, in and out, and the account page."""

import flask_login
from flask import (
    Blueprint,
    Response,
    current_app,
    flash,
    make_response,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_limiter.util import get_remote_address

from quizapp.errors import InvalidInputError
from quizapp.models.users import User
from quizapp.services import accounts
from quizapp.web.access import SignedIn, public, signed_in, signed_in_user, the_user
from quizapp.web.accounts.forms import PasswordForm, ProfileForm, SignInForm, SignUpForm
from quizapp.web.clock import now
from quizapp.web.extensions import db, limiter
from quizapp.web.i18n import LANGUAGE_COOKIE, gettext, ui_language
from quizapp.web.pages import remember
from quizapp.web.security import safe_path
from quizapp.web.transactions import begin_writing, reads_first

blueprint = Blueprint("accounts", __name__)

_REFUSED = 422

#: Failed sign-ins: for one name from one address, and from one address in all. The second is
#: generous, because a whole college may share an address.
SIGN_IN_LIMIT = "10 per 10 minutes"
SIGN_IN_LIMIT_OF_ADDRESS = "100 per 10 minutes"
SIGN_UP_LIMIT = "40 per hour"


def _address_and_name() -> str:
    return f"{get_remote_address()} {request.form.get('login', '').strip().casefold()[:200]}"


def _was_refused(response: Response) -> bool:
    return response.status_code == _REFUSED


def _next_page() -> str:
    return safe_path(request.values.get("next"), url_for("home.index"))


@blueprint.route("/sign-in", methods=["GET", "POST"])
@public
@reads_first
@limiter.limit(
    SIGN_IN_LIMIT, key_func=_address_and_name, methods=["POST"], deduct_when=_was_refused
)
@limiter.limit(SIGN_IN_LIMIT_OF_ADDRESS, methods=["POST"], deduct_when=_was_refused)
def sign_in() -> ResponseReturnValue:
    """Ask who it is, and open a session."""
    if request.method == "GET" and signed_in_user() is not None:
        return redirect(_next_page(), 303)
    form = SignInForm()
    if form.validate_on_submit():
        password = form.password.data or ""
        found = accounts.verify(db.session, login=form.login.data or "", password=password)
        if found is not None:
            user_id = found.id
            user = accounts.record_sign_in(begin_writing(), user_id, password=password, now=now())
            _open_session(user)
            return redirect(_next_page(), 303)
        form.form_errors.append(
            gettext("User name and password do not belong together. Check both and try again.")
        )
    next_page = _next_page()
    page = render_template(
        "accounts/sign_in.html",
        form=form,
        next=next_page,
        to_quiz=next_page.startswith(url_for("practice.shared", code="")),
    )
    return page, _REFUSED if form.errors else 200


@blueprint.route("/sign-up", methods=["GET", "POST"])
@public
@limiter.limit(SIGN_UP_LIMIT, methods=["POST"])
def sign_up() -> ResponseReturnValue:
    """Open an account and a session with it."""
    if request.method == "GET" and signed_in_user() is not None:
        return redirect(_next_page(), 303)
    form = SignUpForm()
    if not current_app.config["TEACHER_SIGN_UP"]:
        form.only_students()
    if form.validate_on_submit():
        try:
            user = accounts.sign_up(
                db.session,
                username=form.username.data or "",
                password=form.password.data or "",
                display_name=form.display_name.data or "",
                email=form.email.data or None,
                role=form.chosen_role,
                language=ui_language(),
                now=now(),
            )
        except InvalidInputError as error:
            form.take(error)
        else:
            _open_session(user)
            flash(gettext("Welcome, %(name)s.", name=user.display_name), "success")
            return redirect(_next_page(), 303)
    page = render_template("accounts/sign_up.html", form=form, next=_next_page())
    return page, _REFUSED if form.errors else 200


@blueprint.post("/sign-out")
@public
def sign_out() -> ResponseReturnValue:
    """End this session. Pages that the browser keeps are thrown away."""
    flask_login.logout_user()
    session.clear()
    flash(gettext("You are signed out."), "success")
    response = make_response(redirect(url_for("home.index"), 303))
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


@blueprint.get("/account")
@signed_in
def account() -> ResponseReturnValue:
    """Show what people may change about themselves."""
    return _account_page(ProfileForm(formdata=None, obj=the_user()), PasswordForm(formdata=None))


@blueprint.post("/account")
@signed_in
def change_profile() -> ResponseReturnValue:
    """Change name, e-mail address and language."""
    form = ProfileForm()
    if form.validate_on_submit():
        try:
            user = accounts.change_profile(
                db.session,
                the_user(),
                display_name=form.display_name.data or "",
                language=form.language.data,
                email=form.email.data or "",
                wants_mail=form.wants_mail.data,
                now=now(),
            )
        except InvalidInputError as error:
            form.take(error)
        else:
            flash(gettext("Your changes are saved."), "success")
            response = make_response(redirect(url_for("accounts.account"), 303))
            return remember(response, LANGUAGE_COOKIE, user.language)
    return _account_page(form, PasswordForm(formdata=None))


@blueprint.post("/account/password")
@signed_in
def change_password() -> ResponseReturnValue:
    """Set a new password; every other session of the account ends."""
    form = PasswordForm()
    user = the_user()
    if form.validate_on_submit():
        try:
            accounts.change_password(
                db.session,
                user,
                old=form.old_password.data or "",
                new=form.new_password.data or "",
                now=now(),
            )
        except InvalidInputError as error:
            form.take(error, {"old": "old_password", "new": "new_password"})
        else:
            _open_session(user)
            flash(
                gettext("Your password is changed. Other devices have been signed out."), "success"
            )
            return redirect(url_for("accounts.account"), 303)
    return _account_page(ProfileForm(formdata=None, obj=user), form)


@blueprint.post("/account/sign-out-everywhere")
@signed_in
def sign_out_everywhere() -> ResponseReturnValue:
    """End all sessions of the account but this one."""
    user = the_user()
    accounts.sign_out_everywhere(db.session, user, now=now())
    _open_session(user)
    flash(gettext("All other devices have been signed out."), "success")
    return redirect(url_for("accounts.account"), 303)


def _open_session(user: User) -> None:
    """Sign the user in for as long as a session lasts.

    The token of forms stays: another tab may hold a form that is to be sent after signing in again.
    """
    session.permanent = True
    flask_login.login_user(SignedIn(user))


def _account_page(profile: ProfileForm, password: PasswordForm) -> ResponseReturnValue:
    refused = bool(profile.errors or password.errors)
    page = render_template("accounts/account.html", profile=profile, password=password)
    return page, _REFUSED if refused else 200
