"""`GET /healthz`: is the app alive, and does it reach its database?"""

import logging

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import SQLAlchemyError

from quizapp import __version__
from quizapp.services.database import migration_in_force
from quizapp.web.access import public
from quizapp.web.extensions import db

blueprint = Blueprint("health", __name__)

_log = logging.getLogger(__name__)


@blueprint.get("/healthz")
@public
def healthz() -> ResponseReturnValue:
    """Answer 200 with the state of the database, 503 when it does not answer."""
    try:
        migration = migration_in_force(db.session)
    except SQLAlchemyError as error:
        _log.warning("The database does not answer: %s", error)
        return jsonify(status="down", database="down", version=__version__), 503
    return jsonify(status="ok", database="ok", migration=migration, version=__version__)
