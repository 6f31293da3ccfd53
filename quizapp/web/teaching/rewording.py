"""Other words and other wrong options for a question, and the way back to an earlier version."""

from collections.abc import Callable

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from wtforms import IntegerField, RadioField, StringField
from wtforms.validators import InputRequired

from quizapp.domain.items import letter
from quizapp.errors import ArticleError, ConflictError, InvalidInputError
from quizapp.services import articles, items, rewording
from quizapp.services.items import ItemView
from quizapp.services.rewording import Alternatives
from quizapp.web.access import the_user
from quizapp.web.clock import now
from quizapp.web.extensions import db
from quizapp.web.forms import BaseForm, choices
from quizapp.web.i18n import error_text, gettext
from quizapp.web.i18n import lazy_gettext as _
from quizapp.web.teaching.blueprint import back_to, blueprint, teacher
from quizapp.web.teaching.rules import rule_text


class VersionForm(BaseForm):
    """The version of the item that a change is made on."""

    version = IntegerField(validators=[InputRequired()])


class RewordForm(VersionForm):
    """Another stem."""

    stem = StringField(validators=[InputRequired()])


class OptionForm(VersionForm):
    """A wrong option, and what takes its place."""

    place = RadioField(
        _("Replace"), [InputRequired(_("Choose a wrong option to replace."))], coerce=int
    )
    # Without script a text of the teacher's own goes along with the button that is chosen, or none.
    text = RadioField(_("With"), validate_choice=False)
    own = StringField(_("Or with your own"))


class RestoreForm(VersionForm):
    """An earlier version."""

    number = IntegerField(validators=[InputRequired()])


@blueprint.get("/items/<int:item_id>/alternatives")
@teacher
def alternatives(item_id: int) -> ResponseReturnValue:
    """Show other wordings and wrong options for a question, each to be taken with a press."""
    view = items.get_item(db.session, item_id, user=the_user())
    offered = _offered(view)
    form = _option_form(view, offered)
    return render_template(
        "teaching/alternatives.html",
        item=view,
        offered=offered,
        rule_text=rule_text,
        form=form,
        is_fit=rewording.evidence_of(view.content) is not None,
        before=rewording.version_before(db.session, item_id, user=the_user()),
        back=_back(view),
    )


@blueprint.post("/items/<int:item_id>/reword")
@teacher
def reword(item_id: int) -> ResponseReturnValue:
    """Take another wording."""
    form = RewordForm()
    return _changed(
        item_id,
        form,
        lambda version: rewording.reword(
            db.session,
            item_id,
            form.stem.data or "",
            version=version,
            actor=the_user(),
            now=now(),
        ),
    )


@blueprint.post("/items/<int:item_id>/option")
@teacher
def replace_option(item_id: int) -> ResponseReturnValue:
    """Replace one wrong option."""
    view = items.get_item(db.session, item_id, user=the_user())
    form = _option_form(view, Alternatives())
    return _changed(
        item_id,
        form,
        lambda version: rewording.replace_option(
            db.session,
            item_id,
            form.place.data,
            (form.own.data or "").strip() or form.text.data or "",
            version=version,
            actor=the_user(),
            now=now(),
        ),
    )


@blueprint.post("/items/<int:item_id>/undo")
@teacher
def undo(item_id: int) -> ResponseReturnValue:
    """Go back to what stood before the last change."""
    return _changed(
        item_id,
        VersionForm(),
        lambda version: rewording.go_back(
            db.session, item_id, version=version, actor=the_user(), now=now()
        ),
    )


@blueprint.post("/items/<int:item_id>/restore")
@teacher
def restore_version(item_id: int) -> ResponseReturnValue:
    """Let the question say again what an earlier version said."""
    form = RestoreForm()
    return _changed(
        item_id,
        form,
        lambda version: rewording.restore_version(
            db.session,
            item_id,
            form.number.data or 0,
            version=version,
            actor=the_user(),
            now=now(),
        ),
    )


def _changed(
    item_id: int, form: VersionForm, change: Callable[[int], ItemView]
) -> ResponseReturnValue:
    """Make a change and return to where it was asked for; say what stood against it."""
    page = back_to(url_for("teaching.alternatives", item_id=item_id))
    view = items.get_item(db.session, item_id, user=the_user())
    if not form.validate_on_submit():
        problems = [str(error) for errors in form.errors.values() for error in errors]
        flash(problems[0] if problems else gettext("Nothing was changed."), "error")
        return redirect(page, 303)
    try:
        saved = change(form.version.data or 0)
    except (ConflictError, InvalidInputError) as error:
        flash(error_text(error), "error")
    else:
        if saved.version == view.version:
            flash(gettext("Nothing was changed."), "info")
        else:
            flash(
                gettext("The question is saved as version %(version)d.", version=saved.version),
                "success",
            )
    return redirect(page, 303)


def _offered(view: ItemView) -> Alternatives:
    if view.article_id is None:
        return Alternatives()
    article = articles.article_text(db.session, view.article_id, user=the_user())
    try:
        return rewording.alternatives(article, view.content)
    except ArticleError:
        return Alternatives()


def _option_form(view: ItemView, offered: Alternatives) -> OptionForm:
    """Return the form with the item's wrong options, and what may take their place."""
    form = OptionForm()
    key = getattr(view.content.key, "option", None)
    form.place.choices = choices(
        (str(place), f"{letter(place)}. {text}")
        for place, text in enumerate(view.content.text().options)
        if place != key
    )
    form.text.choices = choices((each, each) for each in offered.options)
    return form


def _back(view: ItemView) -> str:
    if view.article_id is not None:
        return back_to(url_for("teaching.review", article_id=view.article_id))
    return back_to(url_for("teaching.home"))
