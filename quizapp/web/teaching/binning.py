"""The bin: what is in it, bringing it back, and deleting it for good."""

from collections.abc import Mapping
from typing import Any, Final

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import SelectField, StringField
from wtforms.validators import Optional

from quizapp.domain.binned import BinKind
from quizapp.errors import N_, ConflictError
from quizapp.services import binning
from quizapp.services.binning import Binned
from quizapp.web.access import the_user
from quizapp.web.clock import now
from quizapp.web.extensions import db
from quizapp.web.forms import BaseForm, choices
from quizapp.web.i18n import error_text, gettext, ngettext
from quizapp.web.i18n import lazy_gettext as _
from quizapp.web.teaching.blueprint import CONFLICT, blueprint, page_number, teacher

_EVERYTHING = ""
#: More than any page of the bin has.
_MOST = 200

KIND_NAMES: Final[Mapping[BinKind, str]] = {
    BinKind.ARTICLE: N_("Article"),
    BinKind.ITEM: N_("Question"),
    BinKind.SET: N_("Set"),
    BinKind.BLUEPRINT: N_("Blueprint"),
    BinKind.RULES: N_("Exam rules"),
}

#: Where something is looked at when it is back: the endpoint and the name of its argument.
_PAGES: Final[Mapping[BinKind, tuple[str, str]]] = {
    BinKind.ARTICLE: ("teaching.review", "article_id"),
    BinKind.ITEM: ("teaching.edit_item", "item_id"),
    BinKind.SET: ("teaching.quiz_set", "set_id"),
    BinKind.BLUEPRINT: ("teaching.blueprints", ""),
    BinKind.RULES: ("teaching.exam_rules", ""),
}


class BinForm(BaseForm):
    """What is looked for in the bin; it comes with the address."""

    class Meta:
        """A search needs no token."""

        csrf = False

    q = StringField(_("Words of the title"))
    kind = SelectField(
        _("What it is"),
        [Optional()],
        choices=choices(
            [
                (_EVERYTHING, _("everything")),
                *((kind.value, _(text)) for kind, text in KIND_NAMES.items()),
            ]
        ),
        default=_EVERYTHING,
    )

    def as_arguments(self) -> dict[str, str]:
        """Give the fields that hold something, for the links to other pages."""
        return {
            name: value for name in ("q", "kind") if (value := request.args.get(name, "").strip())
        }


@blueprint.get("/bin", endpoint="bin")
@teacher
def show_bin() -> ResponseReturnValue:
    """List what is in the bin."""
    return _page()


@blueprint.post("/bin/restore")
@teacher
def restore() -> ResponseReturnValue:
    """Bring back what was chosen; what was deleted a moment ago is opened again."""
    chosen = _chosen()
    if not chosen:
        return _nothing_chosen()
    try:
        titles = binning.restore(db.session, chosen, actor=the_user(), now=now())
    except ConflictError as error:
        return _page(error_text(error)), CONFLICT
    if len(titles) == 1:
        flash(gettext("“%(title)s” is back.", title=_short(*titles.values())), "success")
    else:
        text = ngettext("%(num)s thing is back.", "%(num)s things are back.", len(titles))
        flash(text, "success")
    if request.form.get("undo") and len(titles) == 1:
        return redirect(_address(*titles), 303)
    return redirect(url_for("teaching.bin", **_kept()), 303)


@blueprint.post("/bin/delete")
@teacher
def delete_for_good() -> ResponseReturnValue:
    """Ask once, then delete for good what was chosen."""
    chosen = _chosen()
    if not chosen:
        return _nothing_chosen()
    if not request.form.get("sure"):
        titles = binning.titles_of(db.session, chosen, user=the_user())
        return render_template(
            "teaching/delete_for_good.html",
            titles={_name(what): _short(title) for what, title in titles.items()},
            kept=_kept(),
        )
    try:
        titles = binning.delete_for_good(db.session, chosen, actor=the_user(), now=now())
    except ConflictError as error:
        return _page(error_text(error)), CONFLICT
    text = ngettext(
        "%(num)s thing is deleted for good.", "%(num)s things are deleted for good.", len(titles)
    )
    flash(text, "success")
    return redirect(url_for("teaching.bin", **_kept()), 303)


def _page(refusal: str = "") -> str:
    form = BinForm(request.args)
    form.validate()
    page = binning.list_bin(
        db.session,
        user=the_user(),
        now=now(),
        kind=BinKind(form.kind.data) if form.kind.data in {*BinKind} else None,
        words=form.q.data or "",
        page=page_number(),
    )
    return render_template(
        "teaching/bin.html",
        page=page,
        form=form,
        kept=form.as_arguments(),
        refusal=refusal,
        kinds=KIND_NAMES,
    )


def _chosen() -> list[Binned]:
    """Read what was chosen: the one whose button was pressed, or all that are ticked."""
    only = request.form.get("only")
    names = [only] if only else ",".join(request.form.getlist("what")).split(",")[:_MOST]
    found = []
    for name in names:
        kind, _dash, key = name.rpartition("-")
        if kind in {*BinKind} and key.isascii() and key.isdigit():
            found.append(Binned(BinKind(kind), int(key)))
    return found


def _nothing_chosen() -> ResponseReturnValue:
    flash(gettext("Choose something first."), "warning")
    return redirect(url_for("teaching.bin", **_kept()), 303)


def _kept() -> dict[str, Any]:
    """Give what the list is narrowed by; a form sends it with its address."""
    return BinForm(request.args).as_arguments()


def _name(what: Binned) -> str:
    return f"{what.kind.value}-{what.id}"


def _address(what: Binned) -> str:
    endpoint, argument = _PAGES[what.kind]
    values: dict[str, Any] = {argument: what.id} if argument else {}
    return url_for(endpoint, **values)


def _short(title: str) -> str:
    return title if len(title) <= 100 else f"{title[:99]}…"  # noqa: PLR2004 — as much as a line holds
