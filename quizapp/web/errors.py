"""Errors as pages: what happened and what to do next, for people and for programs.

The errors below the web layer know no HTTP; here each kind gets its status. A page of an error that
refused a form brings back what was typed.
"""

from flask import Flask, g, jsonify, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import OperationalError, ProgrammingError
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import HTTPException, InternalServerError, RequestEntityTooLarge

from quizapp.errors import (
    ConflictError,
    InvalidInputError,
    NotAllowedError,
    NotFoundError,
    QuizappError,
)
from quizapp.web.extensions import db
from quizapp.web.i18n import error_text, gettext

_BAD_REQUEST = 400
_UNAUTHORIZED = 401
_FORBIDDEN = 403
_NOT_FOUND = 404
_CONFLICT = 409
_INVALID = 422
_SERVER_ERROR = 500
_UNAVAILABLE = 503

#: Statuses with a page of their own; others share `errors/error.html`.
PAGES = frozenset({400, 401, 403, 404, 405, 409, 413, 422, 429, 500, 503})

#: Fields that are never sent back to the browser.
_SECRET_FIELDS = ("password", "csrf_token")

STATUS_OF: dict[type[QuizappError], int] = {
    NotFoundError: _NOT_FOUND,
    NotAllowedError: _FORBIDDEN,
    ConflictError: _CONFLICT,
    InvalidInputError: _INVALID,
}


def init_errors(app: Flask) -> None:
    """Answer every error of `app` with a page, or with JSON where JSON was asked for."""
    app.register_error_handler(QuizappError, _our_error)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(InternalServerError, _server_error)


def wants_json() -> bool:
    """Whether the request came from a script, which understands data and not pages."""
    accepted = request.accept_mimetypes
    return accepted.best_match(["text/html", "application/json"]) == "application/json"


def error_answer(status: int, message: str | None = None) -> ResponseReturnValue:
    """Return the answer for an error: its page, or JSON `{"error": {"status", "message"}}`.

    Args:
        status: the HTTP status, 400 or more.
        message: what happened, already translated; the page has general words otherwise.
    """
    # A failed statement leaves a transaction that can do nothing more; the page may read.
    db.session.rollback()
    if wants_json():
        return jsonify(error={"status": status, "message": message or gettext("Error")}), status
    name = str(status) if status in PAGES else "error"
    page = render_template(
        f"errors/{name}.html", status=status, message=message, typed=_typed_before()
    )
    return page, status


def _our_error(error: QuizappError) -> ResponseReturnValue:
    status = next(
        (status for kind, status in STATUS_OF.items() if isinstance(error, kind)), _BAD_REQUEST
    )
    return error_answer(status, error_text(error))


def _http_error(error: HTTPException) -> ResponseReturnValue:
    if error.response is not None or error.code is None or error.code < _BAD_REQUEST:
        return error  # a redirect, or an answer that was made already
    answer = error_answer(error.code)
    # Retry-After of a limit, Allow of a method.
    headers = [pair for pair in error.get_headers() if pair[0] != "Content-Type"]
    return (*answer, headers) if isinstance(answer, tuple) else answer


def _server_error(error: InternalServerError) -> ResponseReturnValue:
    original = error.original_exception or error
    # Nothing may fail again while this page is drawn: it does without the account.
    g.without_user = True
    if isinstance(original, OperationalError | ProgrammingError):
        return error_answer(_UNAVAILABLE)
    return error_answer(_SERVER_ERROR)


def _typed_before() -> MultiDict[str, str]:
    """Return the fields of the form that was refused, so that they can be sent again.

    Only for a form of this site: a page of another site must not be able to have its fields sent
    with the reader's rights by way of our page.
    """
    sent = MultiDict[str, str]()
    if request.method != "POST" or not _from_this_site():
        return sent
    try:
        form = request.form
    except RequestEntityTooLarge:
        return sent
    for name, value in form.items(multi=True):
        if not any(secret in name for secret in _SECRET_FIELDS):
            sent.add(name, value)
    return sent


def _from_this_site() -> bool:
    return request.headers.get("Origin") == request.host_url.rstrip("/")
