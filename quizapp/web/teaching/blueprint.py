"""The blueprint that the modules of this package hang their pages on, and what they share."""

from flask import Blueprint, request

from quizapp.domain.topics import topic_name
from quizapp.models.users import Role
from quizapp.web.access import requires
from quizapp.web.security import safe_path
from quizapp.web.teaching.editing.hints import item_hints

blueprint = Blueprint("teaching", __name__, url_prefix="/teach")

#: The access rule of every page here.
teacher = requires(Role.TEACHER)

REFUSED = 422
CONFLICT = 409


@blueprint.context_processor
def names() -> dict[str, object]:
    """Give the templates the names of topics, and the hints on what stands in a form."""
    return {"topic_name": topic_name, "item_hints": item_hints}


def page_number() -> int:
    """Return which page of a list is asked for; the services keep it within what there is."""
    return request.args.get("page", 1, type=int)


def back_to(default: str) -> str:
    """Return the page of this site that the reader came from, or `default`."""
    return safe_path(request.values.get("next"), default)
