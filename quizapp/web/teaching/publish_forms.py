"""The form of publishing: a set under rules."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import flask_babel
from wtforms import (
    BooleanField,
    DateTimeLocalField,
    HiddenField,
    IntegerField,
    RadioField,
    StringField,
)
from wtforms.validators import (
    DataRequired,
    InputRequired,
    NumberRange,
    Optional,
    StopValidation,
)

from quizapp.domain.attempts import MINUTES_MAXIMUM
from quizapp.domain.marking import MarkingScheme
from quizapp.domain.presets import DEFAULT_PRESET, PRESETS, ExamPreset
from quizapp.models.quizzes import Reveal
from quizapp.services.rules import QuizRules, rules_of_preset
from quizapp.web.forms import BaseForm, choices
from quizapp.web.i18n import gettext
from quizapp.web.i18n import lazy_gettext as _
from quizapp.web.teaching.forms import one_line, too_long

_BROWSERS_FORMATS = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"]
#: No set has a number of questions of so many digits.
_DIGITS = 6


@dataclass(frozen=True, slots=True)
class RuleChoice:
    """The rules of an exam, or of one of its sections where these differ, for so many questions.

    `minutes` is the exam's time for that many questions; None where it has no clock of its own.
    """

    value: str
    preset: ExamPreset
    section: str
    scheme: MarkingScheme
    minutes: int | None


def rule_choices(questions: int) -> tuple[RuleChoice, ...]:
    """Return what can be chosen, in the order of the presets."""
    return tuple(choice for preset in PRESETS.values() for choice in _choices_of(preset, questions))


def _choices_of(preset: ExamPreset, questions: int) -> Iterator[RuleChoice]:
    seen: set[MarkingScheme] = set()
    differ = len({section.scheme for section in preset.sections}) > 1
    for number, section in enumerate(preset.sections):
        if section.scheme in seen:
            continue
        seen.add(section.scheme)
        rules = rules_of_preset(preset.slug, questions=questions, section=number)
        yield RuleChoice(
            value=f"{preset.slug}/{number}",
            preset=preset,
            section=section.name if differ else "",
            scheme=rules.scheme,
            minutes=rules.minutes,
        )


def _needed_for_own_time(form: BaseForm, field: IntegerField) -> None:
    """Ask for the minutes where the teacher wants to set them, and overlook them otherwise."""
    own, typed = form["timing"].data == "own", any(field.raw_data or ())
    if not (own and typed):
        field.errors = []  # that nothing is no number
    if not own:
        raise StopValidation
    if not typed:
        raise StopValidation(gettext("Enter how many minutes students have."))


class PublishForm(BaseForm):
    """What a quiz is called, and the rules it is taken under."""

    questions = HiddenField()
    title = StringField(
        _("Title of the quiz"),
        [DataRequired(_("Enter the title that students will see.")), too_long()],
        filters=[one_line],
    )
    preset = RadioField(
        _("Marks"),
        [InputRequired(_("Choose whose marks count."))],
        default=f"{DEFAULT_PRESET}/0",
        validate_choice=False,
    )
    timing = RadioField(
        _("Time"),
        [InputRequired(_("Choose how long students have."))],
        choices=choices(
            [
                ("exam", _("As in the exam: the time shown with its marks")),
                ("own", _("My own number of minutes")),
                ("none", _("No time limit")),
            ]
        ),
        default="exam",
    )
    minutes = IntegerField(
        _("Minutes"),
        [
            _needed_for_own_time,
            Optional(),
            NumberRange(
                1, MINUTES_MAXIMUM, _("Enter a number of minutes from %(min)d to %(max)d.")
            ),
        ],
    )
    shuffle_items = BooleanField(
        _("Each student gets the questions in another order"), default=True
    )
    shuffle_options = BooleanField(
        _("Each student gets the options in another order"),
        default=True,
        description=_("Years stay in order, and “1 and 2 only” stays where it is."),
    )
    reveal = RadioField(
        _("Right answers and explanations are shown"),
        choices=choices(
            [
                (Reveal.AFTER_SUBMIT.value, _("to each student after submitting")),
                (Reveal.AFTER_CLOSE.value, _("to all when the quiz is closed")),
            ]
        ),
        default=Reveal.AFTER_SUBMIT.value,
    )
    opens_at = DateTimeLocalField(
        _("Opens (optional)"),
        [Optional()],
        format=_BROWSERS_FORMATS,
        description=_("Left empty, it is open at once."),
    )
    closes_at = DateTimeLocalField(
        _("Closes (optional)"),
        [Optional()],
        format=_BROWSERS_FORMATS,
        description=_("Left empty, it is open until you close it."),
    )

    def rules(self) -> QuizRules:
        """Return the rules that the form says.

        Raises:
            InvalidInputError: field preset, section, minutes or closes_at.
        """
        slug, _separator, section = str(self.preset.data).partition("/")
        rules = rules_of_preset(
            slug, questions=self.counted(), section=int(section) if section.isdecimal() else 0
        )
        minutes = {"exam": rules.minutes, "own": self.minutes.data}.get(self.timing.data)
        return replace(
            rules,
            minutes=minutes,
            shuffle_items=bool(self.shuffle_items.data),
            shuffle_options=bool(self.shuffle_options.data),
            reveal=Reveal(self.reveal.data),
            opens_at=_in_utc(self.opens_at.data),
            closes_at=_in_utc(self.closes_at.data),
        )

    def counted(self) -> int:
        """Return the number of questions that the times on the page were worked out for.

        The form carries it: after publishing none of an article's questions is left to count, and
        the same form sent twice is to mean the same rules.
        """
        text = str(self.questions.data or "")
        return int(text) if text.isdecimal() and len(text) < _DIGITS else 0


def _in_utc(local: datetime | None) -> datetime | None:
    """Return the point of time that the reader's clock shows so."""
    if local is None:
        return None
    moment: datetime = flask_babel.to_utc(local)
    return moment.replace(tzinfo=UTC)
