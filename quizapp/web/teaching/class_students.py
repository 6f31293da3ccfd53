"""The students of a class: removing, taking back, moving them, and bringing a list."""

from secrets import SystemRandom

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import FileStorage

from quizapp.errors import ConflictError, InvalidInputError
from quizapp.services import class_lists, class_students, classes
from quizapp.services.uploads import plain_name
from quizapp.web.access import the_user
from quizapp.web.clock import now
from quizapp.web.extensions import db
from quizapp.web.i18n import error_text, gettext, ngettext, problem_text
from quizapp.web.teaching.blueprint import REFUSED, blueprint, teacher
from quizapp.web.teaching.class_forms import ClassListForm, MoveForm

_CLASSES_OFFERED = 200


@blueprint.post("/classes/<int:class_id>/students/<int:user_id>/remove")
@teacher
def remove_student(class_id: int, user_id: int) -> ResponseReturnValue:
    """Take a student out of the class, with a way back."""
    name = class_students.remove_student(db.session, class_id, user_id, actor=the_user(), now=now())
    flash(gettext("%(name)s is out of the class; all results stay.", name=name), "success")
    return redirect(
        url_for("teaching.class_page", class_id=class_id, removed=user_id) + "#students", 303
    )


@blueprint.post("/classes/<int:class_id>/students/<int:user_id>/restore")
@teacher
def restore_student(class_id: int, user_id: int) -> ResponseReturnValue:
    """Take a student back into the class."""
    try:
        name = class_students.restore_student(
            db.session, class_id, user_id, actor=the_user(), now=now()
        )
    except ConflictError as error:
        flash(error_text(error), "error")
    else:
        flash(gettext("%(name)s is in the class again.", name=name), "success")
    return redirect(url_for("teaching.class_page", class_id=class_id) + "#students", 303)


@blueprint.route("/classes/<int:class_id>/students/<int:user_id>/move", methods=["GET", "POST"])
@teacher
def move_student(class_id: int, user_id: int) -> ResponseReturnValue:
    """Ask where a student goes, and move them."""
    found = classes.own_class(db.session, class_id, the_user())
    student = class_students.student_of(db.session, class_id, user_id, user=the_user())
    page = classes.list_classes(db.session, user=the_user(), per_page=_CLASSES_OFFERED)
    others = [each for each in page if each.id != class_id]
    form = MoveForm()
    form.offer(others)
    if form.validate_on_submit():
        try:
            name, title = class_students.move_student(
                db.session, class_id, user_id, to=form.to.data, actor=the_user(), now=now()
            )
        except ConflictError as error:
            form.form_errors.append(error_text(error))
        else:
            flash(gettext("%(name)s is in “%(title)s” now.", name=name, title=title), "success")
            return redirect(url_for("teaching.class_page", class_id=class_id) + "#students", 303)
    shown = render_template(
        "teaching/move_student.html", form=form, found=found, student=student, others=others
    )
    return shown, REFUSED if form.errors else 200


@blueprint.route("/classes/<int:class_id>/list", methods=["GET", "POST"])
@teacher
def bring_class_list(class_id: int) -> ResponseReturnValue:
    """Take a list of students; the first passwords are shown once, in the answer."""
    found = classes.own_class(db.session, class_id, the_user())
    form = ClassListForm()
    if form.validate_on_submit():
        try:
            entered = class_lists.enter(
                db.session,
                class_id,
                class_lists.read_list(_rows(form)),
                actor=the_user(),
                now=now(),
                rng=SystemRandom(),
            )
        except InvalidInputError as error:
            db.session.rollback()
            for problem in error.problems:
                text = problem_text(problem)
                if problem.line is not None:
                    text = gettext("Line %(line)d: %(text)s", line=problem.line, text=text)
                form.form_errors.append(text)
        except ConflictError as error:
            db.session.rollback()
            form.form_errors.append(error_text(error))
        else:
            return _entered(class_id, entered)
    page = render_template(
        "teaching/class_list.html", form=form, found=found, most=class_lists.ROWS_MAXIMUM
    )
    return page, REFUSED if form.errors else 200


def _entered(class_id: int, entered: tuple[class_lists.Entered, ...]) -> ResponseReturnValue:
    flash(
        ngettext(
            "%(num)s student is in the class.", "%(num)s students are in the class.", len(entered)
        ),
        "success",
    )
    if not any(each.password for each in entered):
        return redirect(url_for("teaching.class_page", class_id=class_id) + "#students", 303)
    page = render_template(
        "teaching/class_passwords.html",
        found=classes.own_class(db.session, class_id, the_user()),
        entered=entered,
        address=request.host_url,
    )
    return page, 200, {"Cache-Control": "no-store"}


def _rows(form: ClassListForm) -> list[list[str]]:
    upload = form.file.data
    if isinstance(upload, FileStorage) and upload.filename:
        return class_lists.rows_of(upload.read(), plain_name(upload.filename))
    return class_lists.rows_of((form.text.data or "").encode(), "list.csv")
