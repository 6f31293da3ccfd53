"""Who may: every view is declared with one rule, and one place enforces all of them.

    @blueprint.get("/quizzes")
    @signed_in
    def quizzes() -> str: ...

`create_app` refuses to start with a view that has no rule.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

import flask_login
from flask import Flask, current_app, g, redirect, request, session, url_for
from werkzeug.exceptions import Forbidden, Unauthorized
from werkzeug.wrappers import Response

from quizapp.models.users import Role, User
from quizapp.services import accounts
from quizapp.web.clock import now
from quizapp.web.extensions import db, login_manager

View = TypeVar("View", bound=Callable[..., object])

#: What a role may do beside its own: an administrator may do everything.
_ADMITTED: dict[Role, frozenset[Role]] = {
    Role.STUDENT: frozenset(Role),
    Role.TEACHER: frozenset({Role.TEACHER, Role.ADMIN}),
    Role.ADMIN: frozenset({Role.ADMIN}),
}


@dataclass(frozen=True, slots=True)
class AccessRule:
    """Who may call a view: everybody (`role` is None) or those admitted as `role`."""

    role: Role | None

    def admits(self, role: Role | None) -> bool:
        """Whether somebody with this role (None: nobody is signed in) may call the view."""
        return self.role is None or (role is not None and role in _ADMITTED[self.role])


def public(view: View) -> View:
    """Declare that everybody may call this view, signed in or not."""
    return _declare(view, AccessRule(None))


def signed_in(view: View) -> View:
    """Declare that whoever is signed in may call this view."""
    return _declare(view, AccessRule(Role.STUDENT))


def requires(role: Role) -> Callable[[View], View]:
    """Declare that only this role, and administrators, may call this view."""
    return lambda view: _declare(view, AccessRule(role))


def _declare(view: View, rule: AccessRule) -> View:
    view.__dict__["access_rule"] = rule
    return view


def rule_of(app: Flask, endpoint: str) -> AccessRule:
    """Return the rule of a view.

    Raises:
        LookupError: the view has none.
    """
    rule = app.view_functions[endpoint].__dict__.get("access_rule")
    if isinstance(rule, AccessRule):
        return rule
    message = f"{endpoint} needs @public, @signed_in or @requires(role) under its route."
    raise LookupError(message)


class SignedIn(flask_login.UserMixin):  # type: ignore[misc]  # Flask-Login ships no types
    """What Flask-Login remembers of a user: the number and the epoch of the sessions.

    The epoch goes up when all sessions of the account are to end (a new password): cookies of an
    earlier epoch are worth nothing then.
    """

    def __init__(self, user: User) -> None:
        """Wrap the account."""
        self.user = user

    def get_id(self) -> str:
        """Return what stands in the session cookie."""
        return f"{self.user.id}.{self.user.session_epoch}"


def load_signed_in(session_id: str) -> SignedIn | None:
    """Return the user of a session cookie; None if unknown, closed, or signed out since."""
    number, _, epoch = session_id.partition(".")
    if not (number.isdecimal() and epoch.isdecimal()):
        return None
    user = accounts.get_user(db.session, int(number))
    if user is None or not user.is_active or user.session_epoch != int(epoch):
        return None
    return SignedIn(user)


def signed_in_user() -> User | None:
    """Return who is signed in, or None."""
    if g.get("without_user"):
        return None
    holder = flask_login.current_user
    return holder.user if holder.is_authenticated else None


def the_user() -> User:
    """Return who is signed in, in a view that is not public.

    Raises:
        Unauthorized: nobody is.
    """
    user = signed_in_user()
    if user is None:
        raise Unauthorized
    return user


def enforce_access() -> Response | None:
    """Let the request pass, send the reader to sign in, or refuse.

    Raises:
        Unauthorized: something was sent and nobody is signed in; its page keeps what was typed.
        Forbidden: the role does not suffice.
    """
    if request.endpoint is None:
        return None
    rule = rule_of(current_app, request.endpoint)
    if rule.role is None:
        return None
    user = signed_in_user()
    if user is None:
        if request.method in {"GET", "HEAD"} and not request.is_json:
            return redirect(url_for("accounts.sign_in", next=request.full_path.rstrip("?")), 303)
        raise Unauthorized
    if not rule.admits(user.role):
        raise Forbidden
    _lengthen_session()
    return None


def _lengthen_session() -> None:
    """Have the session last its full time again, once a day."""
    today = now().date().toordinal()
    if session.get("last_day") != today:
        session["last_day"] = today


def init_access(app: Flask) -> None:
    """Enforce the rules on every request of `app`."""
    # A session is not tied to an address or a browser: phones change theirs in every tunnel.
    login_manager.session_protection = None
    login_manager.user_loader(load_signed_in)
    login_manager.init_app(app, add_context_processor=False)
    app.before_request(enforce_access)


def check_rules(app: Flask) -> None:
    """Make sure that every view has a rule.

    Raises:
        LookupError: naming the view that has none.
    """
    for endpoint in app.view_functions:
        rule_of(app, endpoint)
