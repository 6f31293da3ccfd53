"""The forms of a student's own tests."""

from datetime import date, timedelta
from typing import Final

from wtforms import (
    DateField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
)
from wtforms.validators import (
    DataRequired,
    InputRequired,
    NumberRange,
    Optional,
    Regexp,
    ValidationError,
)

from quizapp.domain.attempts import MINUTES_MAXIMUM
from quizapp.domain.difficulty import Difficulty
from quizapp.domain.items import FactKind, ItemFormat
from quizapp.domain.presets import DEFAULT_PRESET, PRESETS
from quizapp.domain.topics import TOPICS
from quizapp.errors import N_
from quizapp.models.quizzes import QuizMode
from quizapp.services.own_tests import MOST_QUESTIONS, Choice, Part, Which
from quizapp.services.rules import QuizRules, mode_of_preset, rules_of_preset
from quizapp.web.forms import BaseForm, choices
from quizapp.web.i18n import gettext
from quizapp.web.i18n import lazy_gettext as _
from quizapp.web.teaching.forms import DIFFICULTY_NAMES, FORMAT_NAMES, one_line, too_long

DEFAULT_COUNT: Final = 10
_RECENT: Final = timedelta(days=30)
_TITLE_MAXIMUM: Final = 200

#: What a question can ask for.
KIND_NAMES: Final[dict[FactKind, str]] = {
    FactKind.DATE: N_("Dates and years"),
    FactKind.FIGURE: N_("Figures and amounts"),
    FactKind.BODY: N_("Ministries, bodies and organisations"),
    FactKind.PERSON: N_("Persons"),
    FactKind.PLACE: N_("Places"),
    FactKind.SCHEME: N_("Schemes, laws and names of things"),
    FactKind.OTHER: N_("Other facts"),
}

#: What helps where too few questions match, by the part of the choice that narrows.
LOOSER: Final[dict[Part, str]] = {
    Part.TOPICS: N_("with all topics"),
    Part.KINDS: N_("with all kinds of facts"),
    Part.FORMATS: N_("with all formats"),
    Part.DIFFICULTIES: N_("with questions of any difficulty"),
    Part.DATES: N_("with news of any date"),
    Part.WHICH: N_("with all questions, whatever you did with them before"),
}


class OwnTestForm(BaseForm):
    """What a student's own test is drawn from, and the rules it is taken under."""

    key = HiddenField(validators=[Regexp(r"[0-9a-f]{16}\Z")])
    title = StringField(
        _("Name of the test (optional)"),
        [too_long(_TITLE_MAXIMUM)],
        filters=[one_line],
        description=_("Left empty, it gets the day as its name."),
    )
    topics = SelectMultipleField(
        _("Topics"),
        choices=choices((slug, _(name)) for slug, name in TOPICS.items()),
        description=_("With none chosen, questions of all topics are asked."),
    )
    kinds = SelectMultipleField(
        _("What is asked for"),
        choices=choices((kind.value, _(name)) for kind, name in KIND_NAMES.items()),
        description=_("With none chosen, everything is asked."),
    )
    formats = SelectMultipleField(
        _("Formats of questions"),
        choices=choices((value.value, _(name)) for value, name in FORMAT_NAMES.items()),
        description=_("With none chosen, all formats are used."),
    )
    difficulties = SelectMultipleField(
        _("Difficulty"),
        choices=choices((level.value, _(name)) for level, name in DIFFICULTY_NAMES.items()),
        description=_("With none chosen, easy and hard questions are mixed."),
    )
    which = RadioField(
        _("Which questions"),
        choices=choices(
            [
                (Which.ALL.value, _("All")),
                (Which.NEW.value, _("Only those that are new to me")),
                (Which.MISSED.value, _("Only those that I missed the last time")),
                (Which.MARKED.value, _("Only those that I marked for review")),
            ]
        ),
        default=Which.ALL.value,
    )
    period = RadioField(
        _("News of"),
        choices=choices(
            [
                ("any", _("Any date")),
                ("month", _("The last 30 days")),
                ("range", _("These days:")),
            ]
        ),
        default="any",
    )
    since = DateField(_("From (optional)"), [Optional()])
    until = DateField(_("To (optional)"), [Optional()])
    count = IntegerField(
        _("Number of questions"),
        [
            InputRequired(_("Enter how many questions you want.")),
            NumberRange(1, MOST_QUESTIONS, _("Enter a number from %(min)d to %(max)d.")),
        ],
        default=DEFAULT_COUNT,
    )
    preset = SelectField(
        _("Marks of"),
        choices=choices((preset.slug, _(preset.name)) for preset in PRESETS.values()),
        default=DEFAULT_PRESET,
    )
    mode = RadioField(
        _("How it is taken"),
        choices=choices(
            [
                ("fitting", _("As fits the marks: practice for “Practice”, else a mock test")),
                (QuizMode.PRACTICE.value, _("Practice: I check each answer at once")),
                (QuizMode.MOCK.value, _("Mock test: nothing is shown until the end")),
            ]
        ),
        default="fitting",
    )
    timing = RadioField(
        _("Time"),
        choices=choices(
            [
                ("exam", _("As in the exam, for this number of questions")),
                ("own", _("My own number of minutes")),
                ("none", _("No time limit")),
            ]
        ),
        default="exam",
    )
    minutes = IntegerField(
        _("Minutes"),
        [
            Optional(),
            NumberRange(
                1, MINUTES_MAXIMUM, _("Enter a number of minutes from %(min)d to %(max)d.")
            ),
        ],
    )

    def validate_until(self, field: DateField) -> None:
        """Refuse days in the wrong order."""
        first, last = self.since.data, field.data
        if self.period.data == "range" and first and last and last < first:
            raise ValidationError(gettext("The last day is before the first; change one of them."))

    def validate_timing(self, field: RadioField) -> None:
        """Ask for the minutes where the student wants to set them."""
        if field.data == "own" and not any(self.minutes.raw_data or ()):
            raise ValidationError(gettext("Enter below how many minutes you want."))

    def choice(self, today: date) -> Choice:
        """Return what to draw from."""
        since, until = {
            "month": (today - _RECENT, None),
            "range": (self.since.data, self.until.data),
        }.get(self.period.data, (None, None))
        return Choice(
            topics=frozenset(self.topics.data or ()),
            kinds=frozenset(map(FactKind, self.kinds.data or ())),
            formats=frozenset(map(ItemFormat, self.formats.data or ())),
            difficulties=frozenset(map(Difficulty, self.difficulties.data or ())),
            since=since,
            until=until,
            which=Which(self.which.data),
        )

    def rules(self) -> QuizRules:
        """Return the rules of the test.

        Raises:
            InvalidInputError: field preset or minutes.
        """
        rules = rules_of_preset(self.preset.data, questions=[self.count.data or DEFAULT_COUNT])
        minutes = {"exam": rules.minutes, "own": self.minutes.data}.get(self.timing.data)
        chosen = self.mode.data
        mode = mode_of_preset(rules.preset) if chosen == "fitting" else QuizMode(chosen)
        return rules.lasting(minutes).taken_as(mode)


class RenameForm(BaseForm):
    """Another name for a test."""

    title = StringField(
        _("Name of the test"),
        [DataRequired(_("Enter a name.")), too_long(_TITLE_MAXIMUM)],
        filters=[one_line],
    )
