"""What every page needs: navigation, language and theme, addresses of static files."""

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from http import HTTPStatus
from pathlib import Path

from flask import Flask, Response, current_app, g, request, url_for
from jinja2 import StrictUndefined

from quizapp.errors import N_
from quizapp.models.users import Role
from quizapp.services import notices, reporting
from quizapp.web.access import rule_of, signed_in_user
from quizapp.web.config import UI_LANGUAGES
from quizapp.web.extensions import db
from quizapp.web.i18n import ui_language

THEME_COOKIE = "theme"
THEMES = ("system", "light", "dark")

_YEAR = 365 * 24 * 3600


@dataclass(frozen=True, slots=True)
class NavigationItem:
    """An entry of the navigation: where it leads, its text (an `N_()` message), who sees it.

    `role` is the least role that sees it; the entry is marked as current on every page whose
    endpoint begins with one of `sections`. `reports` has it tell how many reports wait.
    """

    endpoint: str
    label: str
    role: Role
    sections: tuple[str, ...]
    icon: str
    reports: bool = False


NAVIGATION = (
    NavigationItem("practice.quizzes", N_("Quizzes"), Role.STUDENT, ("practice.",), "quiz"),
    NavigationItem("progress.overview", N_("My progress"), Role.STUDENT, ("progress.",), "chart"),
    NavigationItem(
        "teaching.home",
        N_("Teach"),
        Role.TEACHER,
        ("teaching.", "background.", "audit."),
        "pen",
        reports=True,
    ),
    NavigationItem("admin.users", N_("People"), Role.ADMIN, ("admin.",), "people"),
)


@lru_cache(maxsize=256)
def _digest(path: Path, _changed: float) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]


def static_url(name: str) -> str:
    """Return the address of a static file, with its digest so that browsers may keep it forever.

    Raises:
        FileNotFoundError: there is no such file.
    """
    path = Path(current_app.static_folder or "", name)
    return url_for("static", filename=name, v=_digest(path, path.stat().st_mtime))


def navigation() -> list[NavigationItem]:
    """Return the entries that the reader may follow."""
    user = signed_in_user()
    return [
        item
        for item in NAVIGATION
        if user is not None
        and item.endpoint in current_app.view_functions
        and rule_of(current_app, item.endpoint).admits(user.role)
    ]


def open_reports() -> int:
    """Count the reports that a teacher is to decide about; one query a page, none for students."""
    user = signed_in_user()
    if user is None or user.role is Role.STUDENT:
        return 0
    if "open_reports" not in g:
        g.open_reports = reporting.count_open(db.session, user=user)
    return int(g.open_reports)


def unread_notices() -> int:
    """Count what the reader was told and has not read; one query a page."""
    user = signed_in_user()
    if user is None:
        return 0
    if "unread_notices" not in g:
        g.unread_notices = notices.count_unread(db.session, user=user)
    return int(g.unread_notices)


def here() -> str:
    """Return the address to come back to after language or theme were changed."""
    rule = request.url_rule
    if rule is None or rule.methods is None or "GET" in rule.methods:
        return request.full_path.rstrip("?")
    # What only takes a form cannot be opened again.
    return url_for("home.index")


def remember(response: Response, name: str, value: str) -> Response:
    """Put a preference of this browser into a cookie that lasts a year."""
    response.set_cookie(
        name,
        value,
        max_age=_YEAR,
        httponly=True,
        samesite="Lax",
        secure=current_app.config["SESSION_COOKIE_SECURE"],
    )
    return response


def init_pages(app: Flask) -> None:
    """Give every template of `app` what the frame of a page needs."""
    app.jinja_env.globals.update(
        static_url=static_url,
        navigation=navigation,
        open_reports=open_reports,
        unread_notices=unread_notices,
        here=here,
        ui_languages=UI_LANGUAGES,
        Role=Role,
    )
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    # A misspelt name is an error, not an empty place on the page.
    app.jinja_env.undefined = StrictUndefined

    @app.context_processor
    def frame() -> dict[str, object]:
        theme = request.cookies.get(THEME_COOKIE)
        return {
            "user": signed_in_user(),
            "language": ui_language(),
            "theme": theme if theme in THEMES else "system",
        }

    @app.after_request
    def keep_versioned_files(response: Response) -> Response:
        versioned = request.endpoint == "static" and "v" in request.args
        if versioned and response.status_code == HTTPStatus.OK:
            response.headers["Cache-Control"] = f"public, max-age={_YEAR}, immutable"
        return response
