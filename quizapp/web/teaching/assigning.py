"""Setting quizzes for classes, and the page of one that is set."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quizapp.errors import ConflictError, InvalidInputError
from quizapp.services import (
    assignments,
    class_students,
    classes,
    quizzes,
    reminders,
    score_distribution,
)
from quizapp.web.access import the_user
from quizapp.web.clock import now
from quizapp.web.extensions import db
from quizapp.web.forms import choices
from quizapp.web.i18n import error_text, gettext, ngettext
from quizapp.web.teaching.assignment_forms import AssignForm, ExemptionForm, SetForm, TermsForm
from quizapp.web.teaching.blueprint import REFUSED, blueprint, teacher
from quizapp.web.teaching.score_charts import score_chart

_OFFERED = 200


@blueprint.route("/quizzes/<int:quiz_id>/assign", methods=["GET", "POST"])
@teacher
def assign_quiz(quiz_id: int) -> ResponseReturnValue:
    """Set a quiz for classes."""
    view = quizzes.managed_quiz(db.session, quiz_id, user=the_user(), page=1, per_page=1)
    mine = classes.list_classes(db.session, user=the_user(), per_page=_OFFERED)
    form = AssignForm()
    form.classes.choices = choices((str(each.id), each.title) for each in mine)
    chosen: list[int] = form.classes.data or []
    if form.validate_on_submit() and _is_set(form, quiz_id, chosen):
        flash(
            ngettext(
                "The quiz is set for the class.",
                "The quiz is set for %(num)s classes.",
                len(chosen),
            ),
            "success",
        )
        if len(chosen) == 1:
            return redirect(url_for("teaching.class_page", class_id=chosen[0]), 303)
        return redirect(url_for("teaching.quiz", quiz_id=quiz_id), 303)
    page = render_template(
        "teaching/assign.html", form=form, quiz=view.quiz, found=None, offered=mine.total
    )
    return page, REFUSED if form.errors else 200


@blueprint.route("/classes/<int:class_id>/assign", methods=["GET", "POST"])
@teacher
def assign_to_class(class_id: int) -> ResponseReturnValue:
    """Set one of the teacher's open quizzes for a class."""
    found = classes.own_class(db.session, class_id, the_user())
    mine = quizzes.list_managed(db.session, user=the_user(), page=1, per_page=_OFFERED)
    offered = [each for each in mine if each.status == "open"]
    form = SetForm()
    form.quiz.choices = choices((str(each.id), each.title) for each in offered)
    if form.validate_on_submit() and _is_set(form, form.quiz.data, [class_id]):
        flash(gettext("The quiz is set for the class."), "success")
        return redirect(url_for("teaching.class_page", class_id=class_id), 303)
    page = render_template(
        "teaching/assign.html", form=form, quiz=None, found=found, offered=len(offered)
    )
    return page, REFUSED if form.errors else 200


def _is_set(form: TermsForm, quiz_id: int, class_ids: list[int]) -> bool:
    try:
        assignments.set_quiz(
            db.session,
            quiz_id=quiz_id,
            class_ids=class_ids,
            terms=form.terms(),
            note=form.note.data or "",
            actor=the_user(),
            now=now(),
        )
    except InvalidInputError as error:
        db.session.rollback()
        form.take(error)
    except ConflictError as error:
        db.session.rollback()
        form.form_errors.append(error_text(error))
    return not form.errors


@blueprint.route("/assignments/<int:assignment_id>", methods=["GET", "POST"])
@teacher
def assignment(assignment_id: int) -> ResponseReturnValue:
    """Show what is set and under which terms, and change these."""
    row = assignments.show_assignment(db.session, assignment_id, user=the_user(), now=now())
    form = TermsForm() if request.method == "POST" else TermsForm(formdata=None)
    if request.method == "GET":
        form.show(row.terms, row.note)
    elif form.validate_on_submit() and _is_changed(form, assignment_id):
        flash(gettext("The terms are saved. Tests that run keep their time."), "success")
        return redirect(url_for("teaching.assignment", assignment_id=assignment_id), 303)
    page = _shown(row, form, _exemption_form(row.class_id))
    return page, REFUSED if form.errors else 200


def _is_changed(form: TermsForm, assignment_id: int) -> bool:
    try:
        assignments.change_terms(
            db.session,
            assignment_id,
            terms=form.terms(),
            note=form.note.data or "",
            actor=the_user(),
            now=now(),
        )
    except InvalidInputError as error:
        form.take(error)
    except ConflictError as error:
        form.form_errors.append(error_text(error))
    return not form.errors


@blueprint.post("/assignments/<int:assignment_id>/exemptions")
@teacher
def exempt(assignment_id: int) -> ResponseReturnValue:
    """Grant a student terms of their own; empty fields take them back."""
    row = assignments.show_assignment(db.session, assignment_id, user=the_user(), now=now())
    form = _exemption_form(row.class_id, sent=True)
    if form.validate_on_submit():
        try:
            assignments.exempt(
                db.session,
                assignment_id,
                form.student.data,
                exemption=form.exemption(),
                actor=the_user(),
                now=now(),
            )
        except InvalidInputError as error:
            form.take(error)
        except ConflictError as error:
            form.form_errors.append(error_text(error))
        else:
            flash(gettext("The student's own terms are saved."), "success")
            return redirect(
                url_for("teaching.assignment", assignment_id=assignment_id) + "#exemptions", 303
            )
    terms = TermsForm(formdata=None)
    terms.show(row.terms, row.note)
    return _shown(row, terms, form), REFUSED


@blueprint.route("/assignments/<int:assignment_id>/remind", methods=["GET", "POST"])
@teacher
def remind(assignment_id: int) -> ResponseReturnValue:
    """Show who has not begun, and remind them."""
    row = assignments.show_assignment(db.session, assignment_id, user=the_user(), now=now())
    found = assignments.own_assignment(db.session, assignment_id, the_user())
    if request.method == "POST":
        try:
            count = reminders.remind(db.session, found, actor=the_user(), now=now())
        except ConflictError as error:
            flash(error_text(error), "warning")
        else:
            flash(
                ngettext("%(num)s student is reminded.", "%(num)s students are reminded.", count),
                "success",
            )
        return redirect(url_for("teaching.assignment", assignment_id=assignment_id), 303)
    reminding = reminders.reminding_of(db.session, found, now=now())
    return render_template("teaching/remind.html", row=row, reminding=reminding)


@blueprint.route("/assignments/<int:assignment_id>/withdraw", methods=["GET", "POST"])
@teacher
def withdraw_assignment(assignment_id: int) -> ResponseReturnValue:
    """Ask once, then take an assignment back."""
    row = assignments.show_assignment(db.session, assignment_id, user=the_user(), now=now())
    if request.method == "POST":
        assignments.withdraw(db.session, assignment_id, actor=the_user(), now=now())
        flash(gettext("The quiz is no longer set for the class."), "success")
        return redirect(url_for("teaching.class_page", class_id=row.class_id), 303)
    return render_template("teaching/withdraw_assignment.html", row=row)


def _exemption_form(class_id: int, *, sent: bool = False) -> ExemptionForm:
    # The page has a form of the terms as well, whose fields are called the same.
    form = ExemptionForm(prefix="own-") if sent else ExemptionForm(formdata=None, prefix="own-")
    students = class_students.list_students(
        db.session, class_id, user=the_user(), per_page=_OFFERED
    )
    form.student.choices = choices(
        (str(each.id), f"{each.display_name} ({each.username})") for each in students
    )
    return form


def _shown(row: assignments.AssignmentRow, form: TermsForm, exemption: ExemptionForm) -> str:
    scores = score_distribution.scores_of_assignment(db.session, row.id)
    return render_template(
        "teaching/assignment.html",
        scores=scores,
        chart=score_chart(scores),
        row=row,
        form=form,
        exemption=exemption,
        exempted=assignments.list_exempted(db.session, row.id, user=the_user()),
    )
