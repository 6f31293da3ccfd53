"""Large pages and files that never change go over the line compressed.

Only what is marked: no page that repeats what its request sent beside a secret may be, since its
length would tell the secret bit by bit.
"""

import gzip
from collections.abc import Callable
from functools import lru_cache
from typing import TypeVar

from flask import Flask, Response, current_app, request

View = TypeVar("View", bound=Callable[..., object])

_LEVEL = 6
_WORTHWHILE = 1024
_TEXTS = ("text/", "application/json", "application/javascript", "image/svg+xml")


def compressed(view: View) -> View:
    """Mark a view whose answers are large and repeat nothing of what was asked."""
    view.__dict__["compressed"] = True
    return view


def init_compressing(app: Flask) -> None:
    """Compress what is marked, and the texts among the static files of `app`."""
    app.after_request(_compress)


def _compress(response: Response) -> Response:
    if not (_is_marked() and (response.content_type or "").startswith(_TEXTS)):
        return response
    response.vary.add("Accept-Encoding")
    if (
        response.status_code != 200  # noqa: PLR2004 — a whole answer, none that was there before
        or "Content-Encoding" in response.headers
        or not request.accept_encodings["gzip"]
    ):
        return response
    response.direct_passthrough = False
    body = response.get_data()
    if len(body) < _WORTHWHILE:
        return response
    is_file = request.endpoint == "static"
    response.set_data(_of_file(body) if is_file else gzip.compress(body, _LEVEL))
    response.headers["Content-Encoding"] = "gzip"
    etag, _is_weak = response.get_etag()
    if etag is not None:
        response.set_etag(etag, weak=True)
    return response


def _is_marked() -> bool:
    if request.endpoint == "static":
        return True
    view = current_app.view_functions.get(request.endpoint or "")
    return view is not None and "compressed" in view.__dict__


@lru_cache(maxsize=256)
def _of_file(body: bytes) -> bytes:
    return gzip.compress(body, 9)
