"""Completing and correcting one question of an import."""

from flask import flash, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quizapp.domain.items import ItemType, letter
from quizapp.errors import ConflictError, InvalidInputError, NotFoundError
from quizapp.interchange.banks import BankItem
from quizapp.services.importing import mending, previewing
from quizapp.services.importing.previewing import EntryView
from quizapp.web.access import the_user
from quizapp.web.extensions import db
from quizapp.web.i18n import error_text, gettext, problem_text
from quizapp.web.teaching.blueprint import CONFLICT, REFUSED, blueprint, teacher
from quizapp.web.teaching.editing.entries import content_of, entry_data, entry_form_class, type_of
from quizapp.web.teaching.editing.item_forms import ItemForm
from quizapp.web.teaching.editing.making import ready
from quizapp.web.teaching.editing.names import TYPE_NAMES
from quizapp.web.teaching.importing import back_to_closed, back_to_import, keep_choice
from quizapp.web.teaching.items import with_other_rows


@blueprint.post("/imports/<int:import_id>/<int:position>/key")
@teacher
def choose_entry_key(import_id: int, position: int) -> ResponseReturnValue:
    """Say which option of a question is right."""
    option = request.form.get(f"key-{position}", type=int)
    try:
        keep_choice(import_id)
        if option is None:
            flash(gettext("Choose which option is right."), "error")
            return back_to_import(import_id, position)
        mending.choose_key(db.session, import_id, position, option, actor=the_user())
    except ConflictError as error:
        return back_to_closed(import_id, error)
    except InvalidInputError as error:
        flash(error_text(error), "error")
    else:
        flash(gettext("Question %(number)s is complete now.", number=position), "success")
    return back_to_import(import_id, position)


@blueprint.get("/imports/<int:import_id>/<int:position>/edit")
@teacher
def edit_entry(import_id: int, position: int) -> ResponseReturnValue:
    """Show the form of a question of an import."""
    entry = _entry(import_id, position)
    form_class = entry_form_class(entry.item, _type(entry))
    form = form_class(formdata=None, data=entry_data(form_class, entry.item))
    return _page(import_id, entry, ready(form))


@blueprint.post("/imports/<int:import_id>/<int:position>/edit")
@teacher
def save_entry(import_id: int, position: int) -> ResponseReturnValue:
    """Keep a question of an import as it was written, or give its form one row more or less."""
    entry = _entry(import_id, position)
    form_class = entry_form_class(entry.item, _type(entry))
    form = ready(form_class())
    if changed := with_other_rows(form):
        return _page(import_id, entry, ready(form_class(formdata=None, data=changed)))
    content = content_of(form, entry.item)
    if content is None:
        return _page(import_id, entry, form), REFUSED
    try:
        mending.complete(db.session, import_id, position, content, actor=the_user())
    except ConflictError as error:
        form.form_errors.append(error_text(error))
        return _page(import_id, entry, form), CONFLICT
    flash(gettext("Question %(number)s is complete now.", number=position), "success")
    return back_to_import(import_id, position)


def _entry(import_id: int, position: int) -> EntryView:
    entry = previewing.entry_view(db.session, import_id, position, user=the_user())
    if entry is None:
        raise NotFoundError(gettext("There is no such question in this import."))
    return entry


def _type(entry: EntryView) -> ItemType:
    """Return the type that an unfinished question is to have, as the teacher says."""
    try:
        return ItemType(request.args.get("type", ""))
    except ValueError:
        return type_of(entry.item)


def _page(import_id: int, entry: EntryView, form: ItemForm) -> str:
    page, show = request.args.get("page", type=int), request.args.get("show") or None
    address = url_for(
        "teaching.save_entry",
        import_id=import_id,
        position=entry.position,
        type=form.item_type,
        page=page,
        show=show,
    )
    complete = isinstance(entry.item, BankItem)
    return render_template(
        "teaching/edit_entry.html",
        form=form,
        entry=entry,
        import_id=import_id,
        page=page,
        show=show,
        address=address,
        pictures=entry.content if complete else entry.item,
        types=None if complete else TYPE_NAMES,
        letter=letter,
        problem_text=problem_text,
    )
