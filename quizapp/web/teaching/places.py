"""Where in a file something stands, in the reader's language."""

import re

from quizapp.errors import N_
from quizapp.interchange.banks import Place
from quizapp.web.i18n import gettext
from quizapp.web.teaching.blueprint import blueprint

__all__ = ["place_name"]

#: What readers call the parts of a file, as they write it into a `Place`.
_LINE = N_("line %(name)s")
_PARTS = {
    "category": N_("category %(name)s"),
    "line": _LINE,
    "page": N_("page %(name)s"),
    "paragraph": N_("paragraph %(name)s"),
    "question": N_("question %(name)s"),
    "row": N_("row %(name)s"),
    "table": N_("table %(name)s"),
}
_PART = re.compile(rf"\b({'|'.join(_PARTS)}) (\d+|“[^”]*”)")
#: The text of these has lines that nobody sees in the file.
_WITHOUT_LINES = ("page", "paragraph", "row", "table")


@blueprint.app_template_filter("place_name")
def place_name(place: Place, file: str = "") -> str:
    """Name a place of a file, and the file if it is given."""
    named = _PART.sub(_translated, place.element)
    parts = [file, place.file, named]
    if place.line and not place.element.startswith(_WITHOUT_LINES):
        parts.append(gettext(_LINE, name=place.line))
    return ", ".join(filter(None, parts))


def _translated(part: re.Match[str]) -> str:
    return gettext(_PARTS[part[1]], name=part[2])
