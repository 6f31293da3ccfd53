"""Blueprints of papers: the list, the plan, and filling it with questions of the bank."""

from random import SystemRandom
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quizapp.domain.binned import BinKind
from quizapp.domain.presets import PRESETS, ExamPreset
from quizapp.errors import InvalidInputError
from quizapp.services import blueprints as service
from quizapp.services import classes
from quizapp.services.filling import SEED_MAXIMUM, fill_blueprint, make_paper
from quizapp.web.access import the_user
from quizapp.web.clock import now
from quizapp.web.extensions import db
from quizapp.web.forms import choices
from quizapp.web.i18n import gettext
from quizapp.web.teaching.bin_messages import say_in_bin
from quizapp.web.teaching.blueprint import REFUSED, blueprint, teacher
from quizapp.web.teaching.blueprint_forms import (
    BlueprintForm,
    FillForm,
    PaperForm,
    mark_name,
)

_CLASSES_OFFERED = 100


@blueprint.get("/blueprints", endpoint="blueprints")
@teacher
def list_blueprints() -> str:
    """List the teacher's blueprints."""
    own = service.list_blueprints(db.session, user=the_user())
    return render_template("teaching/blueprints.html", own=own, exams=PRESETS)


@blueprint.route("/blueprints/new", methods=["GET", "POST"])
@teacher
def new_blueprint() -> ResponseReturnValue:
    """Write a blueprint, with a part for each section of an exam or with one."""
    exam = PRESETS.get(request.args.get("exam", ""))
    form = BlueprintForm()
    if request.method == "GET":
        form.begin(exam)
    names = _part_names(exam)
    if form.validate_on_submit():
        plan = form.plan(exam.slug if exam else "", names)
        if plan is not None:
            number = service.store_blueprint(db.session, plan, actor=the_user(), now=now())
            flash(gettext("The blueprint is saved. See which questions it finds."), "success")
            return redirect(url_for("teaching.fill", blueprint_id=number), 303)
    page = render_template(
        "teaching/edit_blueprint.html",
        form=form,
        names=names,
        exam=exam,
        exams=PRESETS.values(),
        stored=None,
    )
    return page, REFUSED if form.errors else 200


@blueprint.route("/blueprints/<int:blueprint_id>/edit", methods=["GET", "POST"])
@teacher
def edit_blueprint(blueprint_id: int) -> ResponseReturnValue:
    """Change a blueprint; papers made of it stay as they are."""
    stored = service.own_blueprint(db.session, blueprint_id, user=the_user())
    names = [part.name for part in stored.plan.parts]
    form = BlueprintForm() if request.method == "POST" else BlueprintForm(formdata=None)
    if request.method == "GET":
        form.show(stored.plan)
    if form.validate_on_submit():
        plan = form.plan(stored.plan.exam, names)
        if plan is not None:
            service.change_blueprint(db.session, blueprint_id, plan, actor=the_user(), now=now())
            flash(gettext("Your changes are saved."), "success")
            return redirect(url_for("teaching.fill", blueprint_id=blueprint_id), 303)
    page = render_template(
        "teaching/edit_blueprint.html",
        form=form,
        names=names,
        exam=PRESETS.get(stored.plan.exam),
        exams=(),
        stored=stored,
    )
    return page, REFUSED if form.errors else 200


@blueprint.post("/blueprints/<int:blueprint_id>/copy")
@teacher
def copy_blueprint(blueprint_id: int) -> ResponseReturnValue:
    """Make a copy and open it for changing."""
    stored = service.own_blueprint(db.session, blueprint_id, user=the_user())
    name = gettext("%(name)s (copy)", name=stored.plan.name[:150])
    number = service.copy_blueprint(
        db.session, blueprint_id, name=name, actor=the_user(), now=now()
    )
    return redirect(url_for("teaching.edit_blueprint", blueprint_id=number), 303)


@blueprint.route("/blueprints/<int:blueprint_id>/delete", methods=["GET", "POST"])
@teacher
def delete_blueprint(blueprint_id: int) -> ResponseReturnValue:
    """Ask once, then delete a blueprint."""
    stored = service.own_blueprint(db.session, blueprint_id, user=the_user())
    if request.method == "POST":
        name = service.delete_blueprint(db.session, blueprint_id, actor=the_user(), now=now())
        say_in_bin(BinKind.BLUEPRINT, blueprint_id, name)
        return redirect(url_for("teaching.blueprints"), 303)
    return render_template("teaching/delete_blueprint.html", stored=stored)


@blueprint.route("/blueprints/<int:blueprint_id>/fill", methods=["GET", "POST"])
@teacher
def fill(blueprint_id: int) -> ResponseReturnValue:
    """Show which questions a blueprint finds and what is missing; then make a set of them."""
    stored = service.own_blueprint(db.session, blueprint_id, user=the_user())
    asked = FillForm(request.args)
    wish = asked.wish(SystemRandom().randrange(SEED_MAXIMUM))
    offered = classes.list_classes(db.session, user=the_user(), per_page=_CLASSES_OFFERED)
    asked.class_id.choices = choices(
        [("", gettext("no class")), *((str(row.id), row.title) for row in offered)]
    )
    asked.seed.data = str(wish.seed)
    form = PaperForm()
    if form.validate_on_submit():
        try:
            set_id = make_paper(
                db.session,
                stored.plan,
                wish,
                title=form.title.data or "",
                actor=the_user(),
                now=now(),
            )
        except InvalidInputError as error:
            form.take(error)
        else:
            if request.form.get("then") == "publish":
                flash(gettext("The paper is composed. Choose how it is taken."), "success")
                target = url_for("teaching.publish_set", set_id=set_id, preset=stored.plan.exam)
            else:
                flash(gettext("The paper is composed. Change it as you like."), "success")
                target = url_for("teaching.quiz_set", set_id=set_id)
            return redirect(target, 303)
    if request.method == "GET":
        form.title.data = stored.plan.name
    kept: dict[str, Any] = {
        name: value for name, value in request.args.to_dict().items() if name in asked.data
    } | {"seed": wish.seed}
    page = render_template(
        "teaching/fill_blueprint.html",
        stored=stored,
        plan=stored.plan,
        filled=fill_blueprint(db.session, stored.plan, wish, user=the_user(), now=now()),
        asked=asked,
        form=form,
        shown_at=url_for("teaching.fill", blueprint_id=blueprint_id, **kept),
        again=url_for(
            "teaching.fill",
            blueprint_id=blueprint_id,
            **{**kept, "seed": (wish.seed + 1) % SEED_MAXIMUM},
        ),
        mark_name=mark_name,
    )
    return page, REFUSED if form.errors else 200


def _part_names(exam: ExamPreset | None) -> list[str]:
    return [section.name for section in exam.sections] if exam else [""]
