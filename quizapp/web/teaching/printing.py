"""Printing a set: the teacher's wishes, the papers to look at, and the PDF of papers and keys."""

import flask_babel
from flask import render_template, request
from flask.typing import ResponseReturnValue

from quizapp.domain.topics import TOPICS
from quizapp.errors import InvalidInputError
from quizapp.interchange.banks import WrittenFile
from quizapp.services import printing
from quizapp.services.exporting import Loss, grouped
from quizapp.web.access import the_user
from quizapp.web.clock import now
from quizapp.web.extensions import db
from quizapp.web.i18n import gettext, problem_text
from quizapp.web.teaching.blueprint import REFUSED, blueprint, teacher
from quizapp.web.teaching.exporting import as_download, chosen_items
from quizapp.web.teaching.print_forms import PrintForm


@blueprint.route("/sets/<int:set_id>/print", methods=["GET", "POST"])
@teacher
def print_set(set_id: int) -> ResponseReturnValue:
    """Ask for the teacher's wishes; show the papers, or give them or their keys as PDF."""
    chosen = chosen_items()
    found = printing.printable(db.session, set_id, user=the_user(), now=now(), only=chosen)
    form = PrintForm()
    losses: tuple[Loss, ...] = ()
    form.offer(found.languages)
    if request.method == "GET":
        form.title.data = found.title
    if form.validate_on_submit():
        try:
            if request.form.get("as") == "page":
                return _shown(set_id, form, chosen)
            written = _printed(set_id, form, chosen)
            losses = grouped(written.findings)
            if not losses or "anyway" in request.form:
                return as_download(written)
        except InvalidInputError as error:
            form.take(error)
    page = render_template(
        "teaching/print.html",
        form=form,
        found=found,
        set_id=set_id,
        chosen=chosen,
        losses=losses,
        problem_text=problem_text,
    )
    return page, REFUSED if form.errors else 200


def _printed(set_id: int, form: PrintForm, chosen: tuple[int, ...]) -> WrittenFile:
    return printing.pdf(
        db.session,
        set_id,
        form.layout(_topics(str(form.languages.data))),
        of_keys=request.form.get("as") == "key",
        user=the_user(),
        now=now(),
        only=chosen,
    )


def _shown(set_id: int, form: PrintForm, chosen: tuple[int, ...]) -> str:
    layout = form.layout(_topics(str(form.languages.data)))
    view = printing.paper_view(db.session, set_id, layout, user=the_user(), now=now(), only=chosen)
    return render_template(
        "teaching/paper.html",
        view=view,
        form=form,
        set_id=set_id,
        chosen=chosen,
        printing=printing,
    )


def _topics(languages: str) -> dict[str, str]:
    """Name the topics in the language of the paper."""
    with flask_babel.force_locale(languages.split("+", maxsplit=1)[0]):
        return {slug: str(gettext(name)) for slug, name in TOPICS.items()}
