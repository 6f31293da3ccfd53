"""A new item of a set, written by hand: first its type and languages, then its words."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quizapp.domain.items import LANGUAGES, ItemType, letter
from quizapp.domain.permissions import Permission
from quizapp.services import sets
from quizapp.web.access import the_user
from quizapp.web.clock import now
from quizapp.web.extensions import db
from quizapp.web.i18n import gettext
from quizapp.web.teaching.blueprint import REFUSED, blueprint, teacher
from quizapp.web.teaching.editing.item_forms import ItemForm
from quizapp.web.teaching.editing.making import empty_data, new_form_class, ready
from quizapp.web.teaching.editing.names import TYPE_NAMES
from quizapp.web.teaching.items import with_other_rows

_BEYOND = 1_000_000


@blueprint.get("/sets/<int:set_id>/questions/new")
@teacher
def new_item(set_id: int) -> ResponseReturnValue:
    """Show the form of a new item; without `type`, the types that there are to choose from."""
    view = sets.set_view(db.session, set_id, user=the_user(), needed=Permission.EDIT, per_page=1)
    item_type = _item_type()
    if item_type is None:
        return render_template("teaching/choose_type.html", set=view, types=TYPE_NAMES)
    form_class = new_form_class(item_type, _languages())
    return _page(view, ready(form_class(formdata=None, data=empty_data(form_class))))


@blueprint.post("/sets/<int:set_id>/questions/new")
@teacher
def add_item(set_id: int) -> ResponseReturnValue:
    """Store a new item at the end of a set, or give its form one row more or less."""
    view = sets.set_view(db.session, set_id, user=the_user(), needed=Permission.EDIT, per_page=1)
    item_type = _item_type()
    if item_type is None:
        return redirect(url_for("teaching.new_item", set_id=set_id), 303)
    form_class = new_form_class(item_type, _languages())
    form = ready(form_class())
    if changed := with_other_rows(form):
        return _page(view, ready(form_class(formdata=None, data=changed)))
    content = form.validated_content(None)
    if content is None:
        return _page(view, form), REFUSED
    item_id = sets.add_new_item(db.session, set_id, content, actor=the_user(), now=now())
    flash(gettext("The question is saved, at the end of the set."), "success")
    if request.form.get("then") == "another":
        address = url_for(
            "teaching.new_item", set_id=set_id, type=item_type, language=list(form.languages)
        )
        return redirect(address, 303)
    # There is no such page, so that it is the last one: there the question stands.
    page = sets.set_view(db.session, set_id, user=the_user(), page=_BEYOND).items.number
    address = url_for("teaching.quiz_set", set_id=set_id, page=page if page > 1 else None)
    return redirect(f"{address}#item-{item_id}", 303)


def _item_type() -> ItemType | None:
    try:
        return ItemType(request.args.get("type", ""))
    except ValueError:
        return None


def _languages() -> list[str]:
    chosen = [each for each in request.args.getlist("language") if each in LANGUAGES]
    return chosen or list(LANGUAGES[:1])


def _page(view: sets.SetView, form: ItemForm) -> str:
    address = url_for(
        "teaching.new_item", set_id=view.id, type=form.item_type, language=list(form.languages)
    )
    return render_template(
        "teaching/new_item.html",
        set=view,
        form=form,
        address=address,
        type_name=gettext(TYPE_NAMES[form.item_type][0]),
        letter=letter,
    )
