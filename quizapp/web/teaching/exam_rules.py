"""Exam rules: the presets, and a teacher's own copies of them."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quizapp.domain.binned import BinKind
from quizapp.domain.presets import PRESETS, preset
from quizapp.services import exam_rules as service
from quizapp.web.access import the_user
from quizapp.web.clock import now
from quizapp.web.extensions import db
from quizapp.web.i18n import gettext
from quizapp.web.teaching.bin_messages import say_in_bin
from quizapp.web.teaching.blueprint import REFUSED, blueprint, teacher
from quizapp.web.teaching.exam_rules_forms import ExamRulesForm


@blueprint.get("/exam-rules")
@teacher
def exam_rules() -> str:
    """List the rules that there are, and those of the teacher's own."""
    return render_template(
        "teaching/exam_rules.html",
        own=service.list_rules(db.session, user=the_user()),
        presets=PRESETS.values(),
    )


@blueprint.post("/exam-rules/copies/<slug>")
@teacher
def copy_exam_rules(slug: str) -> ResponseReturnValue:
    """Make a copy of a preset and open it for changing."""
    name = gettext("%(exam)s (my own)", exam=gettext(preset(slug).name))
    rules_id = service.copy_rules(db.session, slug, name=name, actor=the_user(), now=now())
    return redirect(url_for("teaching.edit_exam_rules", rules_id=rules_id), 303)


@blueprint.route("/exam-rules/<int:rules_id>", methods=["GET", "POST"])
@teacher
def edit_exam_rules(rules_id: int) -> ResponseReturnValue:
    """Change rules of one's own; `row` adds or removes a section and saves nothing."""
    rules = service.own_rules(db.session, rules_id, user=the_user())
    form = ExamRulesForm() if request.method == "POST" else ExamRulesForm(formdata=None)
    row = request.form.get("row", "")
    if request.method == "GET":
        form.show(rules.exam)
    elif row == "add":
        form.add_part()
    elif row.isdecimal():
        form.remove_part(int(row))
    elif form.validate_on_submit():
        exam = form.exam(rules.exam.slug)
        if exam is not None:
            service.change_rules(db.session, rules_id, exam, actor=the_user(), now=now())
            flash(gettext("Your rules are saved. Quizzes published before keep theirs."), "success")
            return redirect(url_for("teaching.exam_rules"), 303)
    page = render_template("teaching/edit_exam_rules.html", form=form, rules=rules)
    return page, REFUSED if form.errors else 200


@blueprint.route("/exam-rules/<int:rules_id>/delete", methods=["GET", "POST"])
@teacher
def delete_exam_rules(rules_id: int) -> ResponseReturnValue:
    """Ask once, then delete rules of one's own."""
    rules = service.own_rules(db.session, rules_id, user=the_user())
    if request.method == "POST":
        name = service.delete_rules(db.session, rules_id, actor=the_user(), now=now())
        say_in_bin(BinKind.RULES, rules_id, name)
        return redirect(url_for("teaching.exam_rules"), 303)
    return render_template("teaching/delete_exam_rules.html", rules=rules)
