"""Bringing questions: paste or files in, a preview, and then all that was chosen or nothing."""

from flask import flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import FileStorage

from quizapp.domain.jobs import UPLOAD_MAXIMUM
from quizapp.domain.permissions import Permission
from quizapp.errors import ConflictError, InvalidInputError
from quizapp.interchange.banks import SourceFile
from quizapp.models import ImportState
from quizapp.services import sets
from quizapp.services.importing import mending, previewing, staging, storing
from quizapp.services.importing.previewing import EntryView, Show
from quizapp.services.uploads import plain_name
from quizapp.web.access import the_user
from quizapp.web.clock import now
from quizapp.web.extensions import db
from quizapp.web.i18n import error_text, gettext, ngettext, problem_text
from quizapp.web.teaching.blueprint import CONFLICT, REFUSED, blueprint, page_number, teacher
from quizapp.web.teaching.import_forms import (
    OLD_SET,
    AddQuestionsForm,
    StoreForm,
    with_formats,
    with_sets,
)
from quizapp.web.transactions import begin_writing, reads_first
from quizapp.web.uploads import takes_up_to

PASTED = "pasted.txt"
SETS_OFFERED = 200
REQUEST_MAXIMUM = 2 * UPLOAD_MAXIMUM
"""The largest request of this page, in bytes; each of its files may have `UPLOAD_MAXIMUM`."""


@blueprint.route("/questions/add", methods=["GET", "POST"])
@teacher
@reads_first
@takes_up_to(REQUEST_MAXIMUM)
def add_questions() -> ResponseReturnValue:
    """Take questions that are pasted, or files of them."""
    form = with_formats(AddQuestionsForm())
    if form.validate_on_submit():
        files = _files_of(form)
        format_name = form.format.data or None
        read = staging.read_at_once(db.session, files, format_name)
        try:
            import_id = staging.start(
                begin_writing(),
                files,
                read=read,
                owner=the_user(),
                now=now(),
                format_name=format_name,
            )
        except InvalidInputError as error:
            form.take(error)
        except ConflictError as error:
            form.form_errors.append(error_text(error))
        else:
            return redirect(url_for("teaching.question_import", import_id=import_id), 303)
    recent = previewing.list_imports(db.session, user=the_user(), per_page=5)
    page = render_template("teaching/add_questions.html", form=form, recent=recent)
    return page, REFUSED if form.errors else 200


def _files_of(form: AddQuestionsForm) -> list[SourceFile]:
    uploads = [
        upload
        for upload in form.files.data or ()
        if isinstance(upload, FileStorage) and upload.filename
    ]
    files = [SourceFile(upload.read(), plain_name(upload.filename or "")) for upload in uploads]
    text = form.text.data or ""
    return [*files, SourceFile(text.encode(), PASTED)] if text.strip() else files


@blueprint.get("/imports", endpoint="imports")
@teacher
def list_imports() -> ResponseReturnValue:
    """List what the teacher brought, the newest first."""
    page = previewing.list_imports(db.session, user=the_user(), page=page_number())
    return render_template("teaching/imports.html", page=page)


@blueprint.get("/imports/<int:import_id>")
@teacher
def question_import(import_id: int) -> ResponseReturnValue:
    """Show what was understood, and what was found on the way."""
    return _preview(import_id, with_sets(StoreForm(formdata=None), _sets()))


def _preview(import_id: int, form: StoreForm, status: int = 200) -> ResponseReturnValue:
    view = previewing.import_view(
        db.session,
        import_id,
        user=the_user(),
        show=_show(),
        page=page_number(),
    )
    if not form.title.data:
        form.title.data = view.title
    page = render_template(
        "teaching/question_import.html",
        view=view,
        show=_show(),
        Show=Show,
        form=form,
        problem_text=problem_text,
        is_ticked=_is_ticked,
    )
    return page, status


def _is_ticked(entry: EntryView) -> bool:
    """Whether a question is chosen: as it was just sent, if that was refused."""
    if request.method == "POST":
        return str(entry.position) in request.form.getlist("chosen")
    return entry.chosen


def _show() -> Show:
    try:
        return Show(request.args.get("show", Show.ALL.value))
    except ValueError:
        return Show.ALL


def _sets() -> list[tuple[int, str]]:
    page = sets.list_sets(
        db.session, user=the_user(), needed=Permission.EDIT, per_page=SETS_OFFERED
    )
    return [(each.id, each.title) for each in page]


@blueprint.post("/imports/<int:import_id>/choose")
@teacher
def choose_entries(import_id: int) -> ResponseReturnValue:
    """Keep which of the questions on the page are ticked, or tick all or none of the import."""
    by_script = request.accept_mimetypes.best == "application/json"
    every = request.form.get("every")
    try:
        keep_choice(import_id)
        if every in {"all", "none"}:
            mending.choose_all(db.session, import_id, chosen=every == "all", actor=the_user())
    except ConflictError as error:
        if by_script:
            raise
        return back_to_closed(import_id, error)
    if by_script:
        chosen = previewing.chosen(db.session, import_id, user=the_user())
        return jsonify(text=ngettext("%(num)s chosen", "%(num)s chosen", chosen))
    return back_to_import(import_id)


def keep_choice(import_id: int) -> None:
    """Keep which questions of the page that was sent are ticked."""
    mending.choose(
        db.session,
        import_id,
        shown=request.form.getlist("shown", type=int),
        chosen=request.form.getlist("chosen", type=int),
        actor=the_user(),
    )


def back_to_closed(import_id: int, error: ConflictError) -> ResponseReturnValue:
    """Lead to an import that is no longer open to changes, and say why."""
    db.session.rollback()
    flash(error_text(error), "warning")
    return back_to_import(import_id)


def back_to_import(import_id: int, position: int | None = None) -> ResponseReturnValue:
    """Lead back to where the teacher was in an import, or to one of its questions."""
    anchor = None if position is None else f"entry-{position}"
    page = request.values.get("page", type=int)
    show = request.values.get("show") or None
    address = url_for(
        "teaching.question_import", import_id=import_id, page=page, show=show, _anchor=anchor
    )
    return redirect(address, 303)


@blueprint.post("/imports/<int:import_id>/store")
@teacher
def store_import(import_id: int) -> ResponseReturnValue:
    """Store the chosen questions as a set: all of them or none."""
    form = with_sets(StoreForm(), _sets())
    try:
        keep_choice(import_id)
    except ConflictError as error:
        return back_to_closed(import_id, error)
    if not form.validate():
        return _preview(import_id, form, REFUSED)
    into = form.set_id.data if form.target.data == OLD_SET else None
    try:
        set_id = storing.begin(
            db.session,
            import_id,
            title=form.title.data or "",
            set_id=into,
            actor=the_user(),
            now=now(),
        )
    except InvalidInputError as error:
        form.take(error)
        db.session.rollback()
        return _preview(import_id, form, REFUSED)
    except ConflictError as error:
        form.form_errors.append(error_text(error))
        db.session.rollback()
        return _preview(import_id, form, CONFLICT)
    if set_id is None:
        return back_to_import(import_id)
    stored = previewing.import_view(db.session, import_id, user=the_user()).counts.stored
    flash(
        ngettext("%(num)s question is imported.", "%(num)s questions are imported.", stored),
        "success",
    )
    return redirect(url_for("teaching.quiz_set", set_id=set_id), 303)


@blueprint.route("/imports/<int:import_id>/discard", methods=["GET", "POST"])
@teacher
def discard_import(import_id: int) -> ResponseReturnValue:
    """Throw an import away, after asking once."""
    view = previewing.import_view(db.session, import_id, user=the_user())
    if view.state is ImportState.STORING:
        flash(gettext("These questions are being stored; cancel that first."), "error")
        return back_to_import(import_id)
    if request.method == "POST":
        mending.discard(db.session, import_id, actor=the_user(), now=now())
        flash(gettext("The import is thrown away."), "success")
        return redirect(url_for("teaching.add_questions"), 303)
    return render_template("teaching/discard_import.html", view=view)
