"""Printing a set: the teacher's wishes, the papers to look at, and the PDF of papers and keys."""

import flask_babel
from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quizapp.domain.items import letter
from quizapp.domain.presets import PRESETS
from quizapp.domain.sections import SECTIONS_MAXIMUM
from quizapp.domain.topics import TOPICS
from quizapp.errors import ConflictError, InvalidInputError
from quizapp.interchange.banks import ItemBank
from quizapp.services import printing
from quizapp.services.exporting import Loss, grouped
from quizapp.web.access import the_user
from quizapp.web.clock import now
from quizapp.web.extensions import db
from quizapp.web.i18n import error_text, gettext, problem_text
from quizapp.web.teaching.blueprint import REFUSED, blueprint, teacher
from quizapp.web.teaching.exporting import as_download, chosen_items
from quizapp.web.teaching.print_forms import PrintForm
from quizapp.web.transactions import begin_writing, reads_first


@blueprint.route("/sets/<int:set_id>/print", methods=["GET", "POST"])
@teacher
@reads_first
def print_set(set_id: int) -> ResponseReturnValue:
    """Ask for the teacher's wishes; show the papers, or give them or their keys as PDF."""
    chosen = chosen_items()
    found = printing.printable(db.session, set_id, user=the_user(), now=now(), only=chosen)
    form = PrintForm()
    losses: tuple[Loss, ...] = ()
    form.offer(found.languages, has_sections=found.has_sections)
    if request.method == "GET":
        form.title.data = found.title
    if form.validate_on_submit():
        try:
            if request.form.get("as") == "page":
                return _shown(set_id, form, chosen)
            bank = printing.prepare(db.session, set_id, user=the_user(), now=now(), only=chosen)
            losses = grouped(printing.losses(bank))
            if not losses or "anyway" in request.form:
                return _printed(set_id, form, chosen, bank)
        except InvalidInputError as error:
            form.take(error)
        except ConflictError as error:
            form.form_errors.append(error_text(error))
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


def _printed(
    set_id: int, form: PrintForm, chosen: tuple[int, ...], bank: ItemBank
) -> ResponseReturnValue:
    layout = form.layout(_titles(str(form.languages.data)))
    of_keys = request.form.get("as") == "key"
    if not printing.takes_long(bank, layout):
        return as_download(printing.pdf(bank, layout, of_keys=of_keys))
    session = begin_writing()
    job_id = printing.start(
        session, set_id, layout, of_keys=of_keys, user=the_user(), now=now(), only=chosen
    )
    return redirect(url_for("background.job", job_id=job_id), 303)


def _shown(set_id: int, form: PrintForm, chosen: tuple[int, ...]) -> str:
    layout = form.layout(_titles(str(form.languages.data)))
    view = printing.paper_view(db.session, set_id, layout, user=the_user(), now=now(), only=chosen)
    return render_template(
        "teaching/paper.html",
        view=view,
        form=form,
        set_id=set_id,
        chosen=chosen,
        printing=printing,
    )


def _titles(languages: str) -> dict[str, str]:
    """Name topics and sections in the language of the paper."""
    with flask_babel.force_locale(languages.split("+", maxsplit=1)[0]):
        topics = {slug: str(gettext(name)) for slug, name in TOPICS.items()}
        names = {section.name for preset in PRESETS.values() for section in preset.sections}
        lettered = {
            printing.SECTION_NAME + each: gettext("Section %(letter)s", letter=each)
            for each in map(letter, range(SECTIONS_MAXIMUM))
        }
        return topics | {name: str(gettext(name)) for name in names} | lettered
