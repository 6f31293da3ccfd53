"""Classes: the list, one of them, its name, its teachers and its code."""

from datetime import timedelta
from secrets import choice

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quizapp.errors import ConflictError, InvalidInputError
from quizapp.services import announcements, assignments, classes
from quizapp.services.class_students import StudentOrder, list_students
from quizapp.services.classes import ClassView
from quizapp.web.access import the_user
from quizapp.web.clock import now
from quizapp.web.extensions import db
from quizapp.web.i18n import error_text, gettext
from quizapp.web.qr_codes import qr_code
from quizapp.web.teaching.blueprint import REFUSED, blueprint, page_number, teacher
from quizapp.web.teaching.class_forms import ClassForm, JoiningForm, TeacherForm

#: Without what is mistaken for something else when it is read from a board.
_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
_CODE_LENGTH = 8


def _new_code() -> str:
    return "".join(choice(_LETTERS) for _ in range(_CODE_LENGTH))


@blueprint.get("/classes", endpoint="classes")
@teacher
def list_classes() -> str:
    """List the teacher's classes, or those that are archived."""
    archived = request.args.get("archived") == "yes"
    page = classes.list_classes(
        db.session, user=the_user(), archived=archived, page=page_number(), per_page=30
    )
    return render_template("teaching/classes.html", page=page, archived=archived)


@blueprint.route("/classes/new", methods=["GET", "POST"])
@teacher
def new_class() -> ResponseReturnValue:
    """Make a class."""
    form = ClassForm()
    if form.validate_on_submit():
        try:
            made = classes.create_class(
                db.session, title=form.title.data or "", actor=the_user(), now=now()
            )
        except InvalidInputError as error:
            form.take(error)
        else:
            flash(gettext("The class is made. Now let students join, or bring a list."), "success")
            return redirect(url_for("teaching.class_page", class_id=made.id), 303)
    page = render_template("teaching/edit_class.html", form=form, found=None)
    return page, REFUSED if form.errors else 200


@blueprint.get("/classes/<int:class_id>")
@teacher
def class_page(class_id: int) -> ResponseReturnValue:
    """Show a class: what is set for it, its students, how one joins it, who teaches it."""
    return _shown(class_id, TeacherForm(formdata=None))


def _shown(class_id: int, form: TeacherForm) -> ResponseReturnValue:
    order = StudentOrder.JOINED if request.args.get("order") == "joined" else StudentOrder.NAME
    found = classes.show_class(db.session, class_id, user=the_user(), now=now())
    page = render_template(
        "teaching/class.html",
        found=found,
        qr_code=_qr_code(found),
        students=list_students(
            db.session, class_id, user=the_user(), order=order, page=page_number(), per_page=50
        ),
        order=order,
        assigned=assignments.list_assignments(
            db.session,
            class_id,
            user=the_user(),
            now=now(),
            page=request.args.get("assignments", 1, type=int),
            per_page=10,
        ),
        announced=announcements.list_announcements(
            db.session, user=the_user(), class_id=class_id, per_page=3
        ),
        joining=JoiningForm(formdata=None),
        form=form,
        removed=request.args.get("removed", type=int),
    )
    return page, REFUSED if form.errors else 200


@blueprint.get("/classes/<int:class_id>/invitation")
@teacher
def invitation(class_id: int) -> ResponseReturnValue:
    """Show how to join a class, large enough for the last row."""
    found = classes.show_class(db.session, class_id, user=the_user(), now=now())
    if found.join_code is None:
        flash(gettext("Nobody can join by a code now. Make one first."), "warning")
        return redirect(url_for("teaching.class_page", class_id=class_id) + "#joining", 303)
    return render_template(
        "teaching/invitation.html", found=found, address=_address(found), qr_code=_qr_code(found)
    )


def _address(found: ClassView) -> str:
    return url_for("practice.join_by_link", join_code=found.join_code, _external=True)


def _qr_code(found: ClassView) -> str | None:
    if found.join_code is None:
        return None
    return qr_code(_address(found), gettext("QR code of the link"))


@blueprint.route("/classes/<int:class_id>/edit", methods=["GET", "POST"])
@teacher
def edit_class(class_id: int) -> ResponseReturnValue:
    """Give a class another name."""
    found = classes.own_class(db.session, class_id, the_user())
    form = ClassForm(title=found.title) if request.method == "GET" else ClassForm()
    if form.validate_on_submit():
        try:
            classes.rename_class(
                db.session, class_id, title=form.title.data or "", actor=the_user(), now=now()
            )
        except InvalidInputError as error:
            form.take(error)
        else:
            flash(gettext("The name is saved."), "success")
            return redirect(url_for("teaching.class_page", class_id=class_id), 303)
    page = render_template("teaching/edit_class.html", form=form, found=found)
    return page, REFUSED if form.errors else 200


@blueprint.post("/classes/<int:class_id>/archive")
@teacher
def archive_class(class_id: int) -> ResponseReturnValue:
    """Put a class away."""
    classes.archive_class(db.session, class_id, actor=the_user(), now=now())
    flash(
        gettext("The class is archived; its results stay. You can take it up again here."),
        "success",
    )
    return redirect(url_for("teaching.class_page", class_id=class_id), 303)


@blueprint.post("/classes/<int:class_id>/unarchive")
@teacher
def unarchive_class(class_id: int) -> ResponseReturnValue:
    """Take a class up again."""
    classes.unarchive_class(db.session, class_id, actor=the_user(), now=now())
    flash(gettext("The class goes on."), "success")
    return redirect(url_for("teaching.class_page", class_id=class_id), 303)


@blueprint.post("/classes/<int:class_id>/code")
@teacher
def start_joining(class_id: int) -> ResponseReturnValue:
    """Make a code to join by; one of before stops working."""
    form = JoiningForm()
    if not form.validate_on_submit():
        flash(form.all_problems()[0][1], "error")
        return redirect(url_for("teaching.class_page", class_id=class_id) + "#joining", 303)
    try:
        classes.start_joining(
            db.session,
            class_id,
            new_code=_new_code(),
            until=now() + timedelta(days=form.days.data or 1),
            actor=the_user(),
            now=now(),
        )
    except ConflictError as error:
        flash(error_text(error), "error")
    else:
        flash(gettext("Who has this code or its link can join the class now."), "success")
    return redirect(url_for("teaching.class_page", class_id=class_id) + "#joining", 303)


@blueprint.post("/classes/<int:class_id>/code/stop")
@teacher
def stop_joining(class_id: int) -> ResponseReturnValue:
    """Let nobody else join."""
    classes.stop_joining(db.session, class_id, actor=the_user(), now=now())
    flash(gettext("The code works no more. Who is in the class stays in it."), "success")
    return redirect(url_for("teaching.class_page", class_id=class_id) + "#joining", 303)


@blueprint.post("/classes/<int:class_id>/teachers")
@teacher
def add_teacher(class_id: int) -> ResponseReturnValue:
    """Let another teacher teach the class as well."""
    form = TeacherForm()
    if form.validate_on_submit():
        try:
            person = classes.add_teacher(
                db.session,
                class_id,
                username=form.username.data or "",
                actor=the_user(),
                now=now(),
            )
        except InvalidInputError as error:
            form.take(error)
        else:
            flash(gettext("%(name)s teaches this class now.", name=person.display_name), "success")
            return redirect(url_for("teaching.class_page", class_id=class_id) + "#teachers", 303)
    return _shown(class_id, form)


@blueprint.post("/classes/<int:class_id>/teachers/<int:user_id>/remove")
@teacher
def remove_teacher(class_id: int, user_id: int) -> ResponseReturnValue:
    """Have somebody teach the class no more; who removes themselves goes back to the list."""
    try:
        classes.remove_teacher(db.session, class_id, user_id=user_id, actor=the_user(), now=now())
    except ConflictError as error:
        flash(error_text(error), "error")
        return redirect(url_for("teaching.class_page", class_id=class_id) + "#teachers", 303)
    flash(gettext("They teach this class no more."), "success")
    if user_id == the_user().id:
        return redirect(url_for("teaching.classes"), 303)
    return redirect(url_for("teaching.class_page", class_id=class_id) + "#teachers", 303)
