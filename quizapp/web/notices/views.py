"""The list of notices; looking at it takes them as read."""

from fractions import Fraction

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from quizapp.services import notices as service
from quizapp.web.access import signed_in, the_user
from quizapp.web.clock import now
from quizapp.web.extensions import db
from quizapp.web.transactions import writes

blueprint = Blueprint("notices", __name__)


@blueprint.get("/notices")
@signed_in
@writes
def overview() -> ResponseReturnValue:
    """Show what one was told, the newest first, and take all of it as read."""
    page = service.list_notices(
        db.session, user=the_user(), page=request.args.get("page", 1, type=int)
    )
    shown = render_template("notices/overview.html", page=page, fraction=Fraction)
    service.mark_read(db.session, user=the_user(), now=now())
    return shown
