"""Taking questions out: the formats of a set, what each cannot hold, and the file."""

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue

from quizapp.errors import InvalidInputError
from quizapp.interchange.banks import WrittenFile
from quizapp.services import exporting
from quizapp.web.access import the_user
from quizapp.web.clock import now
from quizapp.web.extensions import db
from quizapp.web.i18n import problem_text
from quizapp.web.teaching.blueprint import REFUSED, blueprint, teacher

#: A page of a set shows fifty questions; more are never chosen at once.
CHOSEN_MAXIMUM = 500
#: So many questions are named with what a file cannot hold of them.
QUESTIONS_SHOWN = 20


@blueprint.get("/sets/<int:set_id>/export", endpoint="export_set")
@teacher
def show_formats(set_id: int) -> ResponseReturnValue:
    """Show the formats that a set, or what is chosen of it, can be had in."""
    chosen = chosen_items()
    view = exporting.export_view(db.session, set_id, user=the_user(), now=now(), only=chosen)
    return render_template(
        "teaching/export.html", view=view, set_id=set_id, chosen=chosen, problem_text=problem_text
    )


@blueprint.get("/sets/<int:set_id>/export/<format_name>")
@teacher
def export_file(set_id: int, format_name: str) -> ResponseReturnValue:
    """Give the file; where the format cannot hold everything, show that first."""
    chosen = chosen_items()
    try:
        written = exporting.export(
            db.session, set_id, format_name, user=the_user(), now=now(), only=chosen
        )
    except InvalidInputError as error:
        return _losses(set_id, format_name, chosen, refusals=error.problems), REFUSED
    if written.findings and "anyway" not in request.args:
        return _losses(set_id, format_name, chosen, written=written)
    return as_download(written)


@blueprint.get("/templates/<kind>")
@teacher
def sheet_template(kind: str) -> ResponseReturnValue:
    """Give the sheet that teachers start from."""
    return as_download(exporting.template(kind, user=the_user()))


def chosen_items() -> tuple[int, ...]:
    """Return the questions that are ticked; none means the whole set."""
    return tuple(request.values.getlist("item", type=int)[:CHOSEN_MAXIMUM])


def as_download(written: WrittenFile) -> Response:
    """Send a file to be saved."""
    response = Response(written.data, mimetype=written.media_type)
    response.headers.set("Content-Disposition", "attachment", filename=written.filename)
    return response


def _losses(
    set_id: int,
    format_name: str,
    chosen: tuple[int, ...],
    *,
    written: WrittenFile | None = None,
    refusals: object = (),
) -> str:
    return render_template(
        "teaching/export_losses.html",
        set_id=set_id,
        format_name=format_name,
        chosen=chosen,
        losses=() if written is None else exporting.grouped(written.findings),
        shown=QUESTIONS_SHOWN,
        refusals=refusals,
        problem_text=problem_text,
    )
