"""Composing a paper with the sections of an exam out of the teacher's sets."""

from random import SystemRandom
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import (
    FieldList,
    Form,
    FormField,
    IntegerField,
    SelectField,
    SelectMultipleField,
    StringField,
)
from wtforms.validators import DataRequired, NumberRange, Optional

from quizapp.domain.difficulty import Difficulty
from quizapp.domain.permissions import Permission
from quizapp.domain.presets import PRESETS, ExamPreset
from quizapp.domain.sections import QUESTIONS_MAXIMUM, SECTIONS_MAXIMUM
from quizapp.domain.topics import TOPICS
from quizapp.errors import InvalidInputError
from quizapp.services import sets
from quizapp.services.composing import PartChoice, compose_set
from quizapp.web.access import the_user
from quizapp.web.clock import now
from quizapp.web.extensions import db
from quizapp.web.forms import BaseForm, choices, gather_errors
from quizapp.web.i18n import gettext, ngettext, problem_text
from quizapp.web.i18n import lazy_gettext as _
from quizapp.web.teaching.blueprint import REFUSED, blueprint, teacher
from quizapp.web.teaching.forms import DIFFICULTY_NAMES, one_line, too_long

_SETS_SHOWN = 100
_FIRST_SHOWN = "ibps-po-prelims"


class PartForm(Form):
    """Where the questions of a section come from."""

    set_ids = SelectMultipleField(_("Sets to take questions from"), coerce=int)
    topic = SelectField(
        _("Topic"),
        choices=choices(
            [("", _("any topic")), *((slug, _(name)) for slug, name in TOPICS.items())]
        ),
    )
    difficulty = SelectField(
        _("Difficulty"),
        choices=choices(
            [("", _("any")), *((each.value, _(name)) for each, name in DIFFICULTY_NAMES.items())]
        ),
    )
    questions = IntegerField(
        _("Questions"),
        [
            Optional(),
            NumberRange(1, QUESTIONS_MAXIMUM, _("Enter a number from %(min)d to %(max)d.")),
        ],
        description=_("Left empty, all that there are."),
    )

    def part(self) -> PartChoice:
        """Return what is chosen."""
        difficulty = self.difficulty.data
        return PartChoice(
            tuple(self.set_ids.data or ()),
            self.topic.data or None,
            self.questions.data,
            Difficulty(difficulty) if difficulty else None,
        )


class ComposeForm(BaseForm):
    """The name of a paper, and its sections."""

    title = StringField(
        _("Title of the set"),
        [DataRequired(_("Enter a title.")), too_long()],
        filters=[one_line],
    )
    parts = FieldList(FormField(PartForm), max_entries=SECTIONS_MAXIMUM)

    def offer(self, exam: ExamPreset, offered: list[tuple[str, str]], *, fresh: bool) -> None:
        """Have a part for each section of the exam, with these sets to choose from."""
        while len(self.parts) < len(exam.sections):
            self.parts.append_entry()
        while len(self.parts) > len(exam.sections):
            self.parts.pop_entry()
        for entry, section in zip(self.parts.entries, exam.sections, strict=True):
            entry.form.set_ids.choices = choices(offered)
            if fresh:
                entry.form.questions.data = section.questions

    def refuse(self, error: InvalidInputError) -> None:
        """Show at their fields what the service found."""
        for problem in error.problems:
            first, _dot, rest = (problem.field or "").partition(".")
            place, _dot, name = rest.partition(".")
            if first == "parts" and place.isdecimal():
                field: Any = getattr(self.parts[int(place)].form, name)
                field.errors = [*field.errors, problem_text(problem)]
            else:
                self.form_errors.append(problem_text(problem))
        gather_errors(self.parts)


def _of(row: sets.SetRow) -> str:
    return gettext("%(title)s (of %(name)s)", title=row.title, name=row.owner_name)


@blueprint.route("/papers/new", methods=["GET", "POST"])
@teacher
def compose_paper() -> ResponseReturnValue:
    """Choose an exam and, section by section, the sets that its questions come from."""
    slug = request.args.get("exam", _FIRST_SHOWN)
    exam = PRESETS.get(slug, PRESETS[_FIRST_SHOWN])
    usable = sets.list_sets(
        db.session, user=the_user(), needed=Permission.USE, per_page=_SETS_SHOWN
    )
    form = ComposeForm()
    offered = [
        (
            str(row.id),
            ngettext(
                "%(title)s, %(num)s question",
                "%(title)s, %(num)s questions",
                row.items,
                title=row.title if row.permission is Permission.OWN else _of(row),
            ),
        )
        for row in usable
        if row.items
    ]
    form.offer(exam, offered, fresh=request.method == "GET")
    if form.validate_on_submit():
        try:
            set_id = compose_set(
                db.session,
                [entry.form.part() for entry in form.parts.entries],
                title=form.title.data or "",
                actor=the_user(),
                now=now(),
                rng=SystemRandom(),
            )
        except InvalidInputError as error:
            form.refuse(error)
        else:
            flash(gettext("The paper is composed. Choose how it is taken."), "success")
            return redirect(url_for("teaching.publish_set", set_id=set_id, preset=exam.slug), 303)
    page = render_template(
        "teaching/compose.html",
        form=form,
        exam=exam,
        exams=PRESETS.values(),
        any_sets=bool(offered),
        more_sets=usable.total > _SETS_SHOWN,
    )
    return page, REFUSED if form.errors else 200
