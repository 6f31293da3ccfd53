"""The gradebook of a class, its file, and who needs help."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from quizapp.domain.gradebook import WorkState
from quizapp.errors import N_
from quizapp.services import gradebook as service
from quizapp.services import gradebook_files, needs_help
from quizapp.services.gradebook import GradeOrder
from quizapp.web.access import the_user
from quizapp.web.clock import now
from quizapp.web.extensions import db
from quizapp.web.i18n import gettext
from quizapp.web.teaching.blueprint import blueprint, page_number, teacher
from quizapp.web.teaching.exporting import as_download
from quizapp.web.transactions import writes

#: What a cell without a result says.
STATE_NAMES: dict[WorkState, str] = {
    WorkState.WORKING: N_("at work"),
    WorkState.MISSED: N_("missed"),
    WorkState.DUE: N_("not yet"),
    WorkState.SCHEDULED: N_("opens later"),
    WorkState.NOTHING: "–",
}


@blueprint.get("/classes/<int:class_id>/gradebook")
@teacher
@writes
def gradebook(class_id: int) -> str:
    """Show the students of a class with their results."""
    order = request.args.get("order", GradeOrder.NAME, type=GradeOrder)
    view = service.gradebook(
        db.session,
        class_id,
        user=the_user(),
        now=now(),
        order=order,
        page=page_number(),
        column_page=request.args.get("quizzes", 1, type=int),
    )
    return render_template(
        "teaching/gradebook.html", view=view, order=order, states=STATE_NAMES, kinds=("csv", "xlsx")
    )


@blueprint.get("/classes/<int:class_id>/gradebook/<kind>")
@teacher
@writes
def gradebook_file(class_id: int, kind: str) -> ResponseReturnValue:
    """Give the gradebook as a file."""
    words = gradebook_files.GradeWords(
        student=gettext("Student"),
        username=gettext("User name"),
        mean=gettext("Mean"),
        states={
            WorkState.MISSED: gettext("missed"),
            WorkState.WORKING: gettext("at work"),
        },
    )
    written = gradebook_files.gradebook_file(
        db.session, class_id, kind, words, user=the_user(), now=now()
    )
    return as_download(written)


@blueprint.get("/classes/<int:class_id>/needs-help", endpoint="needs_help")
@teacher
@writes
def who_needs_help(class_id: int) -> str:
    """Show who of a class needs help, and why."""
    view = needs_help.needs_help(db.session, class_id, user=the_user(), now=now())
    return render_template("teaching/needs_help.html", view=view)
