"""How much a request may bring: a little for most views, more for those that take files.

`MAX_CONTENT_LENGTH` holds for every view that does not say otherwise:

    @blueprint.post("/questions/add")
    @teacher
    @takes_up_to(100 * MEGABYTE)
    def add_questions() -> ResponseReturnValue:

The limit is raised after the access rule and before anything reads the form.
"""

from collections.abc import Callable
from typing import TypeVar

from flask import Flask, current_app, request

__all__ = ["MEGABYTE", "init_uploads", "takes_up_to"]

View = TypeVar("View", bound=Callable[..., object])

MEGABYTE = 1024 * 1024


def takes_up_to(maximum: int) -> Callable[[View], View]:
    """Declare that requests to this view may have so many bytes."""

    def declare(view: View) -> View:
        view.__dict__["request_maximum"] = maximum
        return view

    return declare


def init_uploads(app: Flask) -> None:
    """Raise the limit of requests to the views of `app` that declare it."""
    app.before_request(_raise_limit)


def _raise_limit() -> None:
    view = current_app.view_functions.get(request.endpoint or "")
    maximum = None if view is None else view.__dict__.get("request_maximum")
    if maximum is not None:
        request.max_content_length = maximum
