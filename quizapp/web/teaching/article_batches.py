"""Several articles at once: the files come in, and a report says what became of each."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import FileStorage

from quizapp.domain.jobs import UPLOAD_MAXIMUM
from quizapp.errors import ConflictError, InvalidInputError
from quizapp.interchange.banks import SourceFile
from quizapp.services import article_batches
from quizapp.services.article_batches import EntryRow
from quizapp.services.uploads import plain_name
from quizapp.web.access import the_user
from quizapp.web.article_refusals import advice
from quizapp.web.background.presenting import shown
from quizapp.web.clock import now
from quizapp.web.extensions import db
from quizapp.web.i18n import error_text, gettext, problem_text
from quizapp.web.teaching.blueprint import REFUSED, blueprint, page_number, teacher
from quizapp.web.teaching.forms import BatchForm, asked_in
from quizapp.web.transactions import begin_writing, reads_first
from quizapp.web.uploads import takes_up_to

REQUEST_MAXIMUM = 2 * UPLOAD_MAXIMUM
"""The largest request of this page, in bytes; each of its files may have `UPLOAD_MAXIMUM`."""

RECENT = 5


@blueprint.route("/articles/several", methods=["GET", "POST"])
@teacher
@reads_first
@takes_up_to(REQUEST_MAXIMUM)
def new_batch() -> ResponseReturnValue:
    """Take several articles, to be read in the background."""
    form = BatchForm()
    if form.validate_on_submit():
        files = _files_of(form)
        try:
            batch_id = article_batches.start(
                begin_writing(), files, asked=asked_in(form), owner=the_user(), now=now()
            )
        except InvalidInputError as error:
            form.take(error)
        except ConflictError as error:
            form.form_errors.append(error_text(error))
        else:
            return redirect(url_for("teaching.article_batch", batch_id=batch_id), 303)
    recent = article_batches.list_batches(db.session, user=the_user(), per_page=RECENT)
    page = render_template("teaching/new_batch.html", form=form, recent=recent)
    return page, REFUSED if form.errors else 200


def _files_of(form: BatchForm) -> list[SourceFile]:
    return [
        SourceFile(upload.read(), plain_name(upload.filename or ""))
        for upload in (*(form.files.data or ()), *(form.folder.data or ()))
        if isinstance(upload, FileStorage) and upload.filename
    ]


@blueprint.get("/articles/batches", endpoint="article_batches")
@teacher
def list_batches() -> ResponseReturnValue:
    """List the reports of what came at once, the newest first."""
    page = article_batches.list_batches(db.session, user=the_user(), page=page_number())
    return render_template("teaching/article_batches.html", page=page)


@blueprint.get("/articles/batches/<int:batch_id>")
@teacher
def article_batch(batch_id: int) -> ResponseReturnValue:
    """Report what became of each file."""
    view = article_batches.batch_view(db.session, batch_id, user=the_user(), page=page_number())
    return render_template(
        "teaching/article_batch.html",
        view=view,
        shown_job=None if view.job is None else shown(view.job, now()),
        why=_why,
    )


def _why(entry: EntryRow) -> str:
    """Say why a file was refused, with what would help."""
    if entry.problem is None:
        return ""
    return " ".join(filter(None, (problem_text(entry.problem), advice(entry.reason))))


@blueprint.post("/articles/batches/<int:batch_id>/continue")
@teacher
def continue_batch(batch_id: int) -> ResponseReturnValue:
    """Have the files read whose turn never came."""
    try:
        article_batches.go_on(db.session, batch_id, actor=the_user(), now=now())
    except ConflictError as error:
        db.session.rollback()
        flash(error_text(error), "warning")
    else:
        flash(gettext("The other files are being read."), "success")
    return redirect(url_for("teaching.article_batch", batch_id=batch_id), 303)
