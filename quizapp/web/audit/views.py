"""The record of changes, on a page and as a file."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from flask import Blueprint, Response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import DateField, SelectField, StringField
from wtforms.validators import Optional

from quizapp.interchange.spreadsheets.csv_files import write_csv
from quizapp.interchange.spreadsheets.spreadsheet_formats import CSV_TYPE
from quizapp.interchange.spreadsheets.tables import Cell
from quizapp.models.users import Role
from quizapp.services import audit
from quizapp.services.audit import AuditFilter, AuditRow
from quizapp.web.access import requires, the_user
from quizapp.web.audit.wording import ACTIONS, PAGES, SUBJECTS
from quizapp.web.clock import in_utc
from quizapp.web.extensions import db
from quizapp.web.forms import BaseForm, choices
from quizapp.web.i18n import format_when, gettext
from quizapp.web.i18n import lazy_gettext as _

blueprint = Blueprint("audit", __name__, url_prefix="/teach/changes")

PER_PAGE = 50
#: Rows of a file; who needs more narrows it by days.
_ROWS_OF_A_FILE = 10_000
_LONGEST_NAME = 200
#: What of the detail says something to people.
_TOLD = ("title", "before", "role", "reason", "why", "note", "username")
_EVERYTHING = ""


class ChangesForm(BaseForm):
    """What is looked for in the record; it comes with the address."""

    class Meta:
        """A search needs no token."""

        csrf = False

    who = StringField(_("User name of who did it"))
    subject = SelectField(
        _("What it was about"),
        [Optional()],
        choices=choices(
            [(_EVERYTHING, _("everything")), *((name, _(text)) for name, text in SUBJECTS.items())]
        ),
        default=_EVERYTHING,
    )
    since = DateField(_("From"), [Optional()])
    until = DateField(_("Until"), [Optional()])

    def wanted(self) -> AuditFilter:
        """Give what is looked for; a field that cannot be read narrows nothing."""
        subject = self.subject.data if self.subject.data in SUBJECTS else None
        return AuditFilter(
            username=(self.who.data or "").strip()[:_LONGEST_NAME] or None,
            subject_type=subject,
            since=None if self.since.errors else _midnight(self.since.data),
            before=None if self.until.errors else _midnight(self.until.data, days=1),
        )

    def as_arguments(self) -> dict[str, str]:
        """Give the fields that hold something, for the links to other pages."""
        return {
            name: value
            for name in ("who", "subject", "since", "until")
            if (value := request.args.get(name, "").strip())
        }


def _midnight(day: date | None, *, days: int = 0) -> datetime | None:
    """Give when a day, or so many days after it, begins for the reader."""
    return None if day is None else in_utc(datetime.combine(day, time()) + timedelta(days=days))


@blueprint.get("")
@requires(Role.TEACHER)
def changes() -> ResponseReturnValue:
    """List what the reader did, or to administrators what everybody did."""
    form = _form()
    page = audit.list_entries(
        db.session,
        actor=the_user(),
        wanted=form.wanted(),
        page=request.args.get("page", 1, type=int),
        per_page=PER_PAGE,
    )
    return render_template(
        "audit/changes.html",
        form=form,
        page=page,
        kept=form.as_arguments(),
        everybody=the_user().role is Role.ADMIN,
        words=_words,
        told=_told,
        address=_address,
        subjects=_Subjects(),
    )


@blueprint.get("/file.csv")
@requires(Role.TEACHER)
def changes_file() -> ResponseReturnValue:
    """Give the same as a file for spreadsheet programs."""
    rows = audit.list_entries(
        db.session,
        actor=the_user(),
        wanted=_form().wanted(),
        per_page=_ROWS_OF_A_FILE,
    )
    return Response(
        write_csv([_head(), *map(_line, rows)]),
        content_type=CSV_TYPE,
        headers={"Content-Disposition": "attachment; filename=changes.csv"},
    )


class _Subjects(dict[str, str]):
    """The words for kinds of subjects; one of a version to come is shown by its name."""

    def __missing__(self, kind: str) -> str:
        return gettext(SUBJECTS[kind]) if kind in SUBJECTS else kind


def _head() -> list[Cell]:
    return [
        gettext("When"),
        gettext("Who did it"),
        gettext("What was done"),
        gettext("What it was about"),
        gettext("Number"),
        gettext("Details"),
    ]


def _line(row: AuditRow) -> list[Cell]:
    return [
        format_when(row.at),
        row.actor_name or gettext("The application itself"),
        _words(row),
        _Subjects()[row.subject_type],
        str(row.subject_id),
        _told(row.detail),
    ]


def _form() -> ChangesForm:
    form = ChangesForm(request.args)
    form.validate()
    return form


def _words(row: AuditRow) -> str:
    """Say what was done; an action of a version to come is shown by its name."""
    return gettext(ACTIONS[row.action]) if row.action in ACTIONS else row.action


def _told(detail: Mapping[str, object]) -> str:
    """Give what of the detail says something to people."""
    return ", ".join(str(detail[name]) for name in _TOLD if detail.get(name))


def _address(row: AuditRow) -> str:
    """Give the page of the subject; "" where there is none, or no longer."""
    page = PAGES.get(row.subject_type)
    if page is None or not row.exists:
        return ""
    endpoint, argument = page
    values: dict[str, Any] = {argument: row.subject_id}
    return url_for(endpoint, **values)
