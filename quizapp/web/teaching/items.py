"""An item: its editor and its history."""

from dataclasses import dataclass

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quizapp.domain.items import ItemContent, letter
from quizapp.domain.permissions import Permission
from quizapp.errors import ConflictError
from quizapp.models.items import ItemStatus
from quizapp.services import copying, items
from quizapp.services.items import ItemView, VersionView
from quizapp.web.access import the_user
from quizapp.web.clock import now
from quizapp.web.extensions import db
from quizapp.web.i18n import gettext
from quizapp.web.teaching.blueprint import CONFLICT, REFUSED, back_to, blueprint, teacher
from quizapp.web.teaching.editing.item_forms import ItemForm
from quizapp.web.teaching.editing.making import filled_form, form_for, ready
from quizapp.web.teaching.editing.rows import Data


@blueprint.get("/items/<int:item_id>/edit")
@teacher
def edit_item(item_id: int) -> ResponseReturnValue:
    """Show the editor of an item."""
    view = items.get_item(db.session, item_id, user=the_user())
    return _page(view, filled_form(view.content, view.version))


@blueprint.post("/items/<int:item_id>/edit")
@teacher
def save_item(item_id: int) -> ResponseReturnValue:
    """Save an item, or give its form one row more or less."""
    view = items.get_item(db.session, item_id, user=the_user())
    form_class = form_for(view.content)
    form = ready(form_class())
    if changed := with_other_rows(form):
        return _page(view, ready(form_class(formdata=None, data=changed)))
    content = form.validated_content(view.content)
    if content is None:
        return _page(view, form), REFUSED
    try:
        saved = items.edit(
            db.session,
            item_id,
            content=content,
            expected_version=form.edited_version(),
            actor=the_user(),
            now=now(),
        )
    except ConflictError:
        present = items.get_item(db.session, item_id, user=the_user())
        # Saving once more is then a decision: the form carries the version that it replaces.
        form.version.data = str(present.version)
        return _page(present, form, other=present.content), CONFLICT
    _after_saving(view, saved)
    return redirect(f"{_back(view)}#item-{item_id}", 303)


def with_other_rows(form: ItemForm) -> Data | None:
    """Return the data of the form with the row that its button adds or takes away.

    Where it is only to be looked over, the data is what was typed: the page has the hints.
    """
    if "check" in request.form:
        return dict(form.data)
    for group in form.groups:
        if f"add_{group.name}" in request.form and form.may_add(group):
            return form.added(group)
        place = request.form.get(f"remove_{group.name}", -1, type=int)
        if 0 <= place < form.count(group) and form.may_remove(group):
            return form.removed(group, place)
    return None


def _after_saving(before: ItemView, saved: ItemView) -> None:
    if request.form.get("then") == "accept" and saved.status is ItemStatus.DRAFT:
        items.accept(db.session, saved.item_id, actor=the_user(), now=now())
        flash(gettext("The question is saved and accepted."), "success")
    elif saved.version == before.version:
        flash(gettext("Nothing was changed."), "info")
    elif saved.in_quizzes:
        flash(
            gettext(
                "The question is saved as version %(version)d. New attempts get it; whoever saw"
                " the old one keeps it.",
                version=saved.version,
            ),
            "success",
        )
    else:
        flash(gettext("The question is saved."), "success")


def _back(view: ItemView) -> str:
    if view.article_id is not None:
        return back_to(url_for("teaching.review", article_id=view.article_id))
    return back_to(url_for("teaching.home"))


def _page(view: ItemView, form: ItemForm, other: ItemContent | None = None) -> str:
    return render_template(
        "teaching/edit_item.html",
        item=view,
        form=form,
        other=other,
        back=_back(view),
        letter=letter,
    )


@dataclass(frozen=True, slots=True)
class Change:
    """A version and what it changed of the one before; nothing for the first."""

    version: VersionView
    parts: tuple[str, ...]


@blueprint.get("/items/<int:item_id>")
@teacher
def item_page(item_id: int) -> ResponseReturnValue:
    """Show an item to be read, also to those who may use and not change it."""
    view = items.get_item(db.session, item_id, user=the_user(), needed=Permission.USE)
    return render_template("teaching/item.html", item=view, back=_back(view))


@blueprint.post("/items/<int:item_id>/copy")
@teacher
def copy_item(item_id: int) -> ResponseReturnValue:
    """Copy an item into the teacher's bank, and open the copy."""
    (copy_id,) = copying.copy_items(db.session, [item_id], actor=the_user(), now=now())
    flash(gettext("This copy is your own. Change it as you like."), "success")
    return redirect(url_for("teaching.edit_item", item_id=copy_id), 303)


@blueprint.get("/items/<int:item_id>/history")
@teacher
def item_history(item_id: int) -> ResponseReturnValue:
    """Show every version of an item, the newest first, with what it changed."""
    view = items.get_item(db.session, item_id, user=the_user(), needed=Permission.USE)
    versions = sorted(
        items.history(db.session, item_id, user=the_user()), key=lambda version: version.number
    )
    changes = [
        Change(version, changed_parts(before.content if before else None, version.content))
        for before, version in zip([None, *versions], versions, strict=False)
    ]
    return render_template(
        "teaching/item_history.html", item=view, changes=changes[::-1], back=_back(view)
    )


def changed_parts(before: ItemContent | None, after: ItemContent) -> tuple[str, ...]:
    """Name what differs between two versions, in the reader's language."""
    if before is None:
        return ()
    parts = []
    for language, text in after.texts.items():
        old = before.texts.get(language)
        parts += [
            name
            for name, same in (
                (gettext("question"), old is not None and old.stem == text.stem),
                (gettext("options"), old is not None and old.options == text.options),
                (gettext("things to match"), old is not None and old.prompts == text.prompts),
                (gettext("explanation"), old is not None and old.explanation == text.explanation),
                (gettext("feedback"), old is not None and old.feedback == text.feedback),
            )
            if not same
        ]
    parts += [
        name
        for name, same in (
            (gettext("right answer"), before.key == after.key),
            (gettext("format"), before.format == after.format),
            (gettext("topics"), before.topics == after.topics),
            (gettext("what is asked for"), before.kind == after.kind),
            (gettext("difficulty"), before.difficulty == after.difficulty),
            (gettext("order of the options"), before.option_order == after.option_order),
            (gettext("date of the news"), before.news_date == after.news_date),
            (gettext("day on which it goes stale"), before.stale_on == after.stale_on),
            (gettext("source"), before.source == after.source),
            (gettext("pictures"), before.images == after.images),
        )
        if not same
    ]
    return tuple(dict.fromkeys(parts))
