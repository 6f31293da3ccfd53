"""`GET /images/<digest>`: a picture of an item."""

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue

from quizapp.services import images
from quizapp.web.access import signed_in
from quizapp.web.extensions import db

blueprint = Blueprint("images", __name__)

_YEAR = 31_536_000
_NOTHING_RUNS = "default-src 'none'; sandbox"


@blueprint.get("/images/<digest>")
@signed_in
def show(digest: str) -> ResponseReturnValue:
    """Send a picture; what has a digest for its name never changes, so browsers keep it."""
    found = images.fetch(db.session, digest)
    response = Response(found.data, mimetype=found.media_type)
    response.set_etag(digest)
    response.cache_control.private = True
    response.cache_control.max_age = _YEAR
    response.cache_control.immutable = True
    response.headers["Content-Security-Policy"] = _NOTHING_RUNS
    return response.make_conditional(request)
