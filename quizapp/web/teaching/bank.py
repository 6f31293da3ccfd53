"""The bank: finding questions, and what is done with those that are chosen."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any, TypeVar

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict
from wtforms import DateField, SelectField, StringField
from wtforms.validators import Length, Optional

from quizapp.domain.items import FactKind, ItemType
from quizapp.domain.topics import TOPICS
from quizapp.errors import InvalidInputError
from quizapp.models.items import ItemStatus
from quizapp.services import bank_actions, sets
from quizapp.services.bank import Order, Search, Which, search_bank
from quizapp.services.bank_actions import Done
from quizapp.web.access import the_user
from quizapp.web.clock import now
from quizapp.web.extensions import db
from quizapp.web.forms import BaseForm, choices
from quizapp.web.i18n import gettext, ngettext, problem_text
from quizapp.web.i18n import lazy_gettext as _
from quizapp.web.teaching.blueprint import REFUSED, back_to, blueprint, page_number, teacher
from quizapp.web.teaching.editing.names import TYPE_NAMES
from quizapp.web.teaching.forms import KIND_NAMES, one_line

_SETS_OFFERED = 100
_WORDS_MAXIMUM = 200

_STATUS_NAMES = {
    ItemStatus.DRAFT: _("To review"),
    ItemStatus.ACCEPTED: _("Accepted"),
    ItemStatus.PUBLISHED: _("Published"),
    ItemStatus.RETIRED: _("Retired"),
    ItemStatus.REJECTED: _("Rejected"),
}
_WHICH_NAMES = {
    Which.UNUSED: _("In no quiz"),
    Which.REPORTED: _("Reported by students"),
    Which.TWICE: _("There more than once"),
}
_ORDER_NAMES = {
    Order.NEWEST: _("Newest first"),
    Order.OLDEST: _("Oldest first"),
    Order.NEWS: _("Latest news first"),
}

Value = TypeVar("Value", bound=StrEnum)


def _any(first: str, pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return choices([("", first), *pairs])


class SearchForm(BaseForm):
    """What is looked for. It stands in the address, so that a search can be kept and shared."""

    class Meta:
        """It changes nothing, and needs no token."""

        csrf = False

    q = StringField(_("Words"), [Length(max=_WORDS_MAXIMUM)], filters=[one_line])
    topic = SelectField(
        _("Topic"),
        [Optional()],
        choices=_any(_("any topic"), ((slug, _(name)) for slug, name in TOPICS.items())),
    )
    status = SelectField(
        _("Status"),
        [Optional()],
        choices=_any(_("all but rejected"), _STATUS_NAMES.items()),
    )
    which = SelectField(_("Only"), [Optional()], choices=_any(_("all"), _WHICH_NAMES.items()))
    type = SelectField(
        _("Type"),
        [Optional()],
        choices=_any(
            _("any type"), ((each, _(name)) for each, (name, _hint) in TYPE_NAMES.items())
        ),
    )
    kind = SelectField(
        _("Asks for"),
        [Optional()],
        choices=_any(_("anything"), ((each, _(name)) for each, name in KIND_NAMES.items())),
    )
    since = DateField(_("News from"), [Optional()])
    until = DateField(_("News until"), [Optional()])
    order = SelectField(_("Order"), [Optional()], choices=choices(_ORDER_NAMES.items()))

    @property
    def narrows(self) -> bool:
        """Whether anything but words is asked for."""
        fields = (self.topic, self.status, self.which, self.type, self.kind, self.since, self.until)
        return any(field.data for field in fields)

    def as_arguments(self) -> dict[str, str]:
        """Return what the address keeps."""
        kept = {field.name: request.args.get(field.name, "") for field in self}
        return {name: value for name, value in kept.items() if value}

    def search(self) -> Search:
        """Return what is looked for; what cannot be understood narrows nothing."""
        return Search(
            words=self.q.data or "",
            topic=self.topic.data if self.topic.data in TOPICS else None,
            status=_value(ItemStatus, self.status.data),
            which=_value(Which, self.which.data),
            type=_value(ItemType, self.type.data),
            kind=_value(FactKind, self.kind.data),
            since=self.since.data,
            until=self.until.data,
            order=_value(Order, self.order.data) or Order.NEWEST,
        )


def _value(values: type[Value], text: str | None) -> Value | None:
    return values(text) if text in set(values) else None


@blueprint.get("/bank")
@teacher
def bank() -> ResponseReturnValue:
    """Find questions."""
    form = SearchForm(request.args)
    form.validate()
    return _page(form)


def _page(form: SearchForm, refused: str = "", **kept: Any) -> str:  # noqa: ANN401 — what was chosen
    page = search_bank(db.session, form.search(), user=the_user(), page=page_number())
    own = sets.list_sets(db.session, user=the_user(), per_page=_SETS_OFFERED)
    return render_template(
        "teaching/bank.html",
        form=form,
        page=page,
        sets=own,
        topics=TOPICS,
        refused=refused,
        chosen=kept.get("chosen", ()),
        title=kept.get("title", ""),
    )


@blueprint.post("/bank")
@teacher
def change_bank() -> ResponseReturnValue:
    """Do something with the questions that are chosen."""
    chosen = request.form.getlist("item", type=int)
    action = request.form.get("action", "")
    here = back_to(url_for("teaching.bank"))
    try:
        if action == "set":
            return _into_set(chosen)
        if action == "topic":
            done = bank_actions.file_under(
                db.session, chosen, request.form.get("topic", ""), actor=the_user(), now=now()
            )
        else:
            done = bank_actions.change_status(
                db.session, chosen, action, actor=the_user(), now=now()
            )
    except InvalidInputError as error:
        db.session.rollback()
        form = SearchForm(MultiDict(request.args))
        form.validate()
        texts = " ".join(problem_text(problem) for problem in error.problems)
        title = request.form.get("title", "")
        return _page(form, refused=texts, chosen=chosen, title=title), REFUSED
    _tell(done)
    return redirect(here, 303)


def _into_set(chosen: list[int]) -> ResponseReturnValue:
    set_id, done = bank_actions.add_to_set(
        db.session,
        chosen,
        set_id=request.form.get("set", type=int),
        title=request.form.get("title", ""),
        actor=the_user(),
        now=now(),
    )
    flash(
        ngettext(
            "%(num)s question is in the set now.",
            "%(num)s questions are in the set now.",
            len(done.changed),
        ),
        "success",
    )
    if done.refused:
        flash(
            ngettext(
                "%(num)s was left out: it is in the set already, rejected or retired.",
                "%(num)s were left out: they are in the set already, rejected or retired.",
                len(done.refused),
            ),
            "info",
        )
    return redirect(url_for("teaching.quiz_set", set_id=set_id), 303)


def _tell(done: Done) -> None:
    if done.changed:
        flash(
            ngettext(
                "%(num)s question is changed.", "%(num)s questions are changed.", len(done.changed)
            ),
            "success",
        )
    else:
        flash(gettext("Nothing was changed: the questions are so already."), "info")
    if done.refused:
        flash(
            ngettext(
                "%(num)s was left as it is, because its status does not allow it.",
                "%(num)s were left as they are, because their status does not allow it.",
                len(done.refused),
            ),
            "info",
        )
