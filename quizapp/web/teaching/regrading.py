"""Fixing a wrong key: choosing the rule, seeing who changes, doing it, and undoing it."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import HiddenField, RadioField, TextAreaField
from wtforms.validators import InputRequired, Optional

from quizapp.domain.items import letter
from quizapp.domain.keys import SingleKey
from quizapp.domain.permissions import Permission
from quizapp.domain.regrading import OPTION_RULES, Regrade, RegradeRule
from quizapp.errors import N_, ConflictError, InvalidInputError
from quizapp.services import items, regrading
from quizapp.services.rendering import as_plain
from quizapp.web.access import the_user
from quizapp.web.clock import now
from quizapp.web.extensions import db
from quizapp.web.forms import BaseForm, choices
from quizapp.web.i18n import error_text, gettext, ngettext
from quizapp.web.i18n import lazy_gettext as _
from quizapp.web.teaching.blueprint import REFUSED, back_to, blueprint, teacher
from quizapp.web.teaching.forms import too_long, trimmed_lines

RULE_NAMES: dict[RegradeRule, str] = {
    RegradeRule.NEW_KEY: N_("Another option is right, and the key was wrong"),
    RegradeRule.ACCEPT_BOTH: N_("Another option is right as well: both count"),
    RegradeRule.DROP: N_("Drop the question: it counts for nobody, and not in the total"),
    RegradeRule.FULL_MARKS: N_("Full marks to everybody, also to those who left it blank"),
}
_CHANGES_SHOWN = 200


class RegradeForm(BaseForm):
    """The rule, the option that it names, and a word to the students."""

    rule = RadioField(_("What is to hold"), [InputRequired(_("Choose what is to hold."))])
    option = RadioField(_("The option that is right"), [Optional()], validate_choice=False)
    why = TextAreaField(
        _("A word to the students (optional)"),
        [too_long(regrading.WHY_MAXIMUM)],
        filters=[trimmed_lines],
        description=_("They read it below the question in their result."),
    )
    confirmed = HiddenField()

    def offer(self, faulty: regrading.Faulty) -> None:
        """Offer the rules that the item can be marked again by, and its options but for the key."""
        key, text = faulty.content.key, next(iter(faulty.content.texts.values()))
        single = isinstance(key, SingleKey)
        rules = [rule for rule in RegradeRule if single or rule not in OPTION_RULES]
        self.rule.choices = choices((rule.value, gettext(RULE_NAMES[rule])) for rule in rules)
        self.option.choices = choices(
            (str(place), f"{letter(place)}. {as_plain(option, faulty.content.text_format)}")
            for place, option in enumerate(text.options if single else ())
            if not (isinstance(key, SingleKey) and place == key.option)
        )

    def regrade(self) -> Regrade:
        """Return what is chosen; an option counts only for a rule that names one."""
        rule = RegradeRule(self.rule.data)
        option = self.option.data if rule in OPTION_RULES else None
        return Regrade(rule, int(option) if option and str(option).isdecimal() else None)


@blueprint.route("/items/<int:item_id>/regrade", methods=["GET", "POST"])
@teacher
def regrade(item_id: int) -> ResponseReturnValue:
    """Choose a rule; see who changes; then, confirmed, mark again."""
    try:
        faulty = regrading.faulty_item(db.session, item_id, user=the_user())
    except ConflictError as error:
        flash(error_text(error), "info")
        item = items.get_item(db.session, item_id, user=the_user(), needed=Permission.USE)
        may_edit = item.permission.permits(Permission.EDIT)
        page = "teaching.edit_item" if may_edit else "teaching.item_page"
        return redirect(url_for(page, item_id=item_id), 303)
    form = RegradeForm()
    form.offer(faulty)
    told = None
    if form.validate_on_submit():
        try:
            if form.confirmed.data == "yes":
                return _done(item_id, form)
            told = regrading.preview(
                db.session, item_id, form.regrade(), user=the_user(), now=now()
            )
        except InvalidInputError as error:
            form.take(error)
        except ConflictError as error:
            db.session.rollback()
            form.form_errors.append(error_text(error))
    page = render_template(
        "teaching/regrade.html",
        form=form,
        faulty=faulty,
        told=told,
        shown=_CHANGES_SHOWN,
        rule_names=RULE_NAMES,
        back=back_to(url_for("teaching.item_page", item_id=item_id)),
    )
    return page, REFUSED if form.errors else 200


def _done(item_id: int, form: RegradeForm) -> ResponseReturnValue:
    changes = regrading.regrade(
        db.session,
        item_id,
        form.regrade(),
        why=form.why.data or "",
        actor=the_user(),
        now=now(),
    )
    flash(
        ngettext(
            "The question is marked again: %(num)s result changed, and its student is told.",
            "The question is marked again: %(num)s results changed, and the students are told.",
            len(changes),
        ),
        "success",
    )
    address = url_for("teaching.regrade", item_id=item_id, next=request.values.get("next"))
    return redirect(address, 303)


@blueprint.post("/regrades/<int:regrade_id>/undo")
@teacher
def undo_regrade(regrade_id: int) -> ResponseReturnValue:
    """Let the key count as it was."""
    try:
        changes = regrading.undo(db.session, regrade_id, actor=the_user(), now=now())
    except ConflictError as error:
        flash(error_text(error), "error")
        return redirect(back_to(url_for("teaching.bank")), 303)
    flash(
        ngettext(
            "The regrade is undone: %(num)s result changed back.",
            "The regrade is undone: %(num)s results changed back.",
            len(changes),
        ),
        "success",
    )
    return redirect(back_to(url_for("teaching.bank")), 303)
