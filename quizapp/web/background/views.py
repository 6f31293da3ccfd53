"""The list of background work, one piece of it, and cancelling."""

from io import BytesIO

from flask import (
    Blueprint,
    flash,
    jsonify,
    redirect,
    render_template,
    request,
    send_file,
    url_for,
)
from flask.typing import ResponseReturnValue

from quizapp.errors import ConflictError
from quizapp.models.users import Role
from quizapp.services import jobs, uploads
from quizapp.web.access import requires, the_user
from quizapp.web.background.presenting import shown
from quizapp.web.clock import now
from quizapp.web.extensions import db
from quizapp.web.i18n import error_text, gettext

blueprint = Blueprint("background", __name__, url_prefix="/teach/jobs")

_PER_PAGE = 20


@blueprint.get("", endpoint="jobs")
@requires(Role.TEACHER)
def list_jobs() -> ResponseReturnValue:
    """List the teacher's background work, the newest first; to an administrator, everybody's."""
    page = jobs.list_jobs(
        db.session,
        user=the_user(),
        page=request.args.get("page", 1, type=int),
        per_page=_PER_PAGE,
    )
    moment = now()
    return render_template(
        "background/jobs.html", page=page, shown_jobs=[shown(job, moment) for job in page]
    )


@blueprint.get("/states")
@requires(Role.TEACHER)
def states() -> ResponseReturnValue:
    """Tell a page that is open how far the jobs are that it shows (`?id=…&id=…`)."""
    wanted = request.args.getlist("id", type=int)[:_PER_PAGE]
    moment = now()
    rows = jobs.these(db.session, wanted, user=the_user())
    return jsonify(jobs=[shown(row, moment).as_data() for row in rows])


@blueprint.get("/<int:job_id>")
@requires(Role.TEACHER)
def job(job_id: int) -> ResponseReturnValue:
    """Show one piece of background work."""
    row = jobs.get_job(db.session, job_id, user=the_user())
    return render_template("background/job.html", shown_job=shown(row, now()))


@blueprint.get("/<int:job_id>/file")
@requires(Role.TEACHER)
def job_file(job_id: int) -> ResponseReturnValue:
    """Give the file that a piece of work made."""
    file = uploads.result_file(db.session, job_id, user=the_user())
    return send_file(BytesIO(file.data), as_attachment=True, download_name=file.filename)


@blueprint.route("/<int:job_id>/cancel", methods=["GET", "POST"])
@requires(Role.TEACHER)
def cancel(job_id: int) -> ResponseReturnValue:
    """Ask once, then cancel a piece of work."""
    row = jobs.get_job(db.session, job_id, user=the_user())
    if request.method == "POST":
        try:
            jobs.cancel(db.session, job_id, actor=the_user(), now=now())
        except ConflictError as error:
            flash(error_text(error), "warning")
        else:
            flash(gettext("The work is being cancelled."), "success")
        return redirect(url_for("background.job", job_id=job_id), 303)
    return render_template("background/cancel.html", shown_job=shown(row, now()))
