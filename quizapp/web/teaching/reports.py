"""What students reported: the inbox, deciding about reports, and taking that back."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import UnprocessableEntity
from wtforms import SelectMultipleField, TextAreaField
from wtforms.validators import DataRequired

from quizapp.domain.permissions import Permission
from quizapp.domain.reports import NOTE_MAXIMUM, ReportReason, ReportState
from quizapp.errors import ConflictError, InvalidInputError
from quizapp.services import items, reporting
from quizapp.services.reported_items import ReportedItem, list_reported
from quizapp.web.access import the_user
from quizapp.web.clock import now
from quizapp.web.extensions import db
from quizapp.web.forms import BaseForm
from quizapp.web.i18n import error_text, gettext, ngettext
from quizapp.web.i18n import lazy_gettext as _
from quizapp.web.teaching.blueprint import CONFLICT, REFUSED, blueprint, page_number, teacher

_ALL = "all"
_DECISIONS = {state.value: state for state in (ReportState.RESOLVED, ReportState.DISMISSED)}

Choice = TypeVar("Choice", bound=StrEnum)


class DecisionForm(BaseForm):
    """Which reports on an item are decided about, and what the students are told."""

    reports = SelectMultipleField(
        _("Reports"),
        [DataRequired(_("Choose at least one report."))],
        coerce=int,
        validate_choice=False,
    )
    note = TextAreaField(
        _("A word to the students (optional)"),
        description=_(
            "They read it below the question in their result. At most %(count)d characters.",
            count=NOTE_MAXIMUM,
        ),
    )


@dataclass(frozen=True, slots=True)
class Filters:
    """Which reports are listed; None lets every state or reason through."""

    state: ReportState | None
    reason: ReportReason | None

    def as_arguments(self) -> dict[str, Any]:
        """Return what an address keeps of them; what it does not say is open, for any reason."""
        state = None if self.state is ReportState.OPEN else self.state or _ALL
        return {"state": state, "reason": self.reason}


def _filters() -> Filters:
    state = request.args.get("state", ReportState.OPEN)
    chosen = _chosen(ReportState, state) or (None if state == _ALL else ReportState.OPEN)
    return Filters(chosen, _chosen(ReportReason, request.args.get("reason", "")))


def _chosen(values: type[Choice], text: str) -> Choice | None:
    return values(text) if text in set(values) else None


@blueprint.get("/reports")
@teacher
def reports() -> ResponseReturnValue:
    """List what students reported, question by question; first what is open."""
    return _inbox(_filters())


@blueprint.post("/reports/items/<int:item_id>")
@teacher
def decide_reports(item_id: int) -> ResponseReturnValue:
    """Resolve or dismiss reports on an item."""
    items.get_item(db.session, item_id, user=the_user(), needed=Permission.USE)
    decision = _DECISIONS.get(request.form.get("decision", ""))
    if decision is None:
        raise UnprocessableEntity
    form, status = DecisionForm(prefix=_prefix(item_id)), REFUSED
    if form.validate_on_submit():
        try:
            reporting.decide(
                db.session,
                form.reports.data or (),
                decision=decision,
                note=form.note.data or "",
                actor=the_user(),
                now=now(),
            )
        except InvalidInputError as error:
            form.take(error)
        except ConflictError as error:
            form.form_errors.append(error_text(error))
            status = CONFLICT
        else:
            return redirect(_address(form.reports.data or ()), 303)
    return _inbox(Filters(None, None), refused=form, item_id=item_id), status


@blueprint.post("/reports/reopen")
@teacher
def reopen_reports() -> ResponseReturnValue:
    """Take decisions back."""
    chosen = request.form.getlist("report", type=int)
    reporting.reopen(db.session, chosen, actor=the_user(), now=now())
    flash(ngettext("The report is open again.", "The reports are open again.", len(chosen)), "info")
    return redirect(_address(), 303)


def _address(done: Sequence[int] = ()) -> str:
    page = request.args.get("page", type=int)
    return url_for("teaching.reports", **_filters().as_arguments(), page=page, done=done)


def _inbox(
    filters: Filters, *, refused: DecisionForm | None = None, item_id: int | None = None
) -> str:
    """Return the page; a form that was refused comes with its own item alone."""
    page = list_reported(
        db.session,
        user=the_user(),
        state=filters.state,
        reason=filters.reason,
        item_id=item_id,
        page=page_number(),
    )
    return render_template(
        "teaching/reports.html",
        page=page,
        forms={each.item_id: refused or _filled(each) for each in page},
        filters=filters,
        tabs_of_states=_tabs(filters),
        reasons=list(ReportReason),
        refused=refused,
        done=reporting.decided(db.session, request.args.getlist("done", type=int), user=the_user()),
    )


def _prefix(item_id: int) -> str:
    return f"item-{item_id}-"


def _filled(item: ReportedItem) -> DecisionForm:
    """Return the form of an item with its open reports chosen and the note of a decision undone."""
    waiting = item.open_reports
    note = next((each.note for each in waiting if each.note), "")
    chosen = {"reports": [each.id for each in waiting], "note": note}
    return DecisionForm(None, prefix=_prefix(item.item_id), data=chosen)


def _tabs(filters: Filters) -> list[tuple[str, str, bool]]:
    """Return the tabs of the states: text, address, and whether it is the one shown."""
    return [
        (
            gettext(state.label) if state else gettext("All"),
            url_for("teaching.reports", **Filters(state, filters.reason).as_arguments()),
            state is filters.state,
        )
        for state in (*ReportState, None)
    ]
