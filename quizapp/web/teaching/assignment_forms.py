"""The forms of assignments."""

from wtforms import (
    DateTimeLocalField,
    IntegerField,
    SelectField,
    SelectMultipleField,
    TextAreaField,
)
from wtforms.validators import NumberRange, Optional

from quizapp.domain.assignments import (
    ATTEMPTS_MAXIMUM,
    EXTRA_MINUTES_MAXIMUM,
    Exemption,
    Terms,
)
from quizapp.services.assignments import NOTE_MAXIMUM
from quizapp.web.clock import in_utc, on_clock
from quizapp.web.forms import BaseForm
from quizapp.web.i18n import lazy_gettext as _
from quizapp.web.teaching.forms import too_long, trimmed_lines

_BROWSERS_FORMATS = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"]


def _moment(label: str, description: str) -> DateTimeLocalField:
    return DateTimeLocalField(
        label, [Optional()], format=_BROWSERS_FORMATS, description=description
    )


def _attempts(description: str) -> IntegerField:
    wrong = _("Enter a number from %(min)d to %(max)d.")
    return IntegerField(
        _("Attempts allowed (optional)"),
        [Optional(), NumberRange(1, ATTEMPTS_MAXIMUM, wrong)],
        description=description,
    )


class TermsForm(BaseForm):
    """Under which terms a quiz is set."""

    opens_at = _moment(_("Opens (optional)"), _("Left empty, it is open at once."))
    closes_at = _moment(_("Closes (optional)"), _("Left empty, it stays open."))
    late_until = _moment(
        _("Late work is taken until (optional)"),
        _("It is marked as late. Left empty, nothing is taken after the closing time."),
    )
    attempts_allowed = _attempts(_("Left empty, each student may take it as often as they like."))
    note = TextAreaField(
        _("Note to the students (optional)"), [too_long(NOTE_MAXIMUM)], filters=[trimmed_lines]
    )

    def show(self, terms: Terms, note: str) -> None:
        """Fill the form from terms."""
        self.opens_at.data, self.closes_at.data = (
            on_clock(terms.opens_at),
            on_clock(terms.closes_at),
        )
        self.late_until.data = on_clock(terms.late_until)
        self.attempts_allowed.data, self.note.data = terms.attempts_allowed, note

    def terms(self) -> Terms:
        """Return the terms. Raises `InvalidInputError` where they cannot be."""
        return Terms(
            in_utc(self.opens_at.data),
            in_utc(self.closes_at.data),
            in_utc(self.late_until.data),
            self.attempts_allowed.data,
        )


class AssignForm(TermsForm):
    """A quiz for classes."""

    classes = SelectMultipleField(_("For which classes"), coerce=int)


class SetForm(TermsForm):
    """A class gets a quiz."""

    quiz = SelectField(_("Which quiz"), coerce=int)


class ExemptionForm(BaseForm):
    """What one student is granted."""

    student = SelectField(_("Student"), coerce=int)
    closes_at = _moment(
        _("Closes for this student (optional)"), _("Left empty, as for the others.")
    )
    attempts_allowed = _attempts(_("Left empty, as for the others."))
    extra_minutes = IntegerField(
        _("Extra minutes (optional)"),
        [
            Optional(),
            NumberRange(0, EXTRA_MINUTES_MAXIMUM, _("Enter a number from %(min)d to %(max)d.")),
        ],
    )

    def exemption(self) -> Exemption:
        """Return what is granted; empty where every field is."""
        return Exemption(
            in_utc(self.closes_at.data), self.attempts_allowed.data, self.extra_minutes.data or 0
        )
