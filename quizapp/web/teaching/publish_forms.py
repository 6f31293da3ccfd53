"""The form of publishing: a set under rules."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from wtforms import (
    BooleanField,
    DateTimeLocalField,
    FieldList,
    FormField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectMultipleField,
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
from quizapp.domain.disclosure import DEFAULT_DISCLOSURE, DISCLOSURES, Moment
from quizapp.domain.presets import DEFAULT_PRESET, ExamPreset
from quizapp.domain.sections import SECTIONS_MAXIMUM, Section
from quizapp.errors import N_, InvalidInputError
from quizapp.models.quizzes import Audience, QuizMode
from quizapp.services.rules import QuizRules, rules_of_exam
from quizapp.web.clock import in_utc
from quizapp.web.disclosing import (
    AFTERWARDS,
    DISCLOSED_NAMES,
    DISCLOSURE_NAMES,
    MOMENT_NAMES,
    chosen_disclosure,
)
from quizapp.web.forms import BaseForm, choices, gather_errors
from quizapp.web.i18n import gettext
from quizapp.web.i18n import lazy_gettext as _
from quizapp.web.teaching.draw_forms import DrawForm, Drawing
from quizapp.web.teaching.forms import one_line, too_long

#: Who may take a quiz, as its teacher chooses it.
AUDIENCE_NAMES: dict[Audience, str] = {
    Audience.EVERYONE: N_("Everybody: it stands under “Quizzes”"),
    Audience.LINK: N_("Only who has its link"),
    Audience.PRIVATE: N_("Nobody but me, and the classes it is set for"),
}

_BROWSERS_FORMATS = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"]
#: No set has a number of questions of so many digits.
_DIGITS = 6
#: What a paper that is the same for everybody is drawn with.
FIXED_PAPER = 1


@dataclass(frozen=True, slots=True)
class RuleChoice:
    """The rules of an exam, or of one of its sections where these differ, for a set.

    `section` is the name of the one that is meant, "" for the whole exam. `minutes` is the exam's
    time for that many questions; None where it has no clock of its own.
    """

    value: str
    preset: ExamPreset
    section: str
    sections: tuple[Section, ...]
    minutes: int | None


def rule_choices(
    questions: Sequence[int], exams: Mapping[str, ExamPreset]
) -> tuple[RuleChoice, ...]:
    """Return what can be chosen for a set with so many questions in its sections."""
    return tuple(
        choice for name, exam in exams.items() for choice in _choices_of(name, exam, questions)
    )


def _choices_of(name: str, preset: ExamPreset, questions: Sequence[int]) -> Iterator[RuleChoice]:
    if len(questions) == len(preset.sections) > 1:
        rules = rules_of_exam(preset, questions=questions)
        yield RuleChoice(name, preset, "", rules.sections, rules.minutes)
    seen = set()
    differ = len({section.scheme for section in preset.sections}) > 1
    for number, section in enumerate(preset.sections):
        if section.scheme in seen:
            continue
        seen.add(section.scheme)
        rules = rules_of_exam(preset, questions=questions, section=number)
        yield RuleChoice(
            value=f"{name}/{number}",
            preset=preset,
            section=section.name if differ else "",
            sections=rules.sections,
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


def _boxes(moment: Moment) -> SelectMultipleField:
    """Make a field for what is shown at a moment; most is ticked as teachers mostly want it."""
    return SelectMultipleField(
        _(MOMENT_NAMES[moment]),
        choices=choices((what.value, _(name)) for what, name in DISCLOSED_NAMES.items()),
        default=sorted(DISCLOSURES["marks-at-once"].at(moment)),
    )


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
    mode = RadioField(
        _("How it is taken"),
        choices=choices(
            [
                ("fitting", _("As fits the marks: practice for “Practice”, else a mock test")),
                (QuizMode.PRACTICE.value, _("Practice: students check each answer at once")),
                (QuizMode.MOCK.value, _("Mock test: nothing is shown until the end")),
            ]
        ),
        default="fitting",
    )
    audience = RadioField(
        _("Who can take it"),
        choices=choices((audience.value, _(name)) for audience, name in AUDIENCE_NAMES.items()),
        default=Audience.EVERYONE.value,
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
    draws = FieldList(FormField(DrawForm), max_entries=SECTIONS_MAXIMUM)
    same_paper = BooleanField(
        _("Everybody gets the very same paper"),
        description=_("The same questions in the same order, as on printed paper."),
    )
    shuffle_items = BooleanField(
        _("Each student gets the questions in another order"), default=True
    )
    shuffle_options = BooleanField(
        _("Each student gets the options in another order"),
        default=True,
        description=_("Years stay in order, and “1 and 2 only” stays where it is."),
    )
    disclosure = RadioField(
        _("What students see, and when"),
        choices=choices((value, _(name)) for value, name in DISCLOSURE_NAMES.items()),
        default=DEFAULT_DISCLOSURE,
    )
    explain_checked = BooleanField(
        _("In practice, explain each answer as soon as it is checked"), default=True
    )
    shown_submitted = _boxes(Moment.SUBMITTED)
    shown_later = _boxes(Moment.LATER)
    shown_closed = _boxes(Moment.CLOSED)
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

    def rules(self, exams: Mapping[str, ExamPreset]) -> QuizRules:
        """Return the rules that the form says, of one of these exams.

        Raises:
            InvalidInputError: field preset, section, minutes, disclosure or closes_at.
        """
        slug, _separator, section = str(self.preset.data).partition("/")
        drawn = [entry.form.drawing() for entry in self.draws.entries]
        if slug not in exams:
            raise InvalidInputError(
                N_("These exam rules are not there any more; choose others."), field="preset"
            )
        rules = rules_of_exam(
            exams[slug],
            questions=self._asked(drawn),
            section=int(section) if section.isdecimal() else None,
        )
        rules = _drawing(rules, drawn)
        minutes = {"exam": rules.minutes, "own": self.minutes.data}.get(self.timing.data)
        chosen = self.mode.data
        mode = rules.mode if chosen == "fitting" else QuizMode(chosen)
        return replace(
            rules.lasting(minutes),
            mode=mode,
            disclosure=chosen_disclosure(
                str(self.disclosure.data),
                {moment: self[f"shown_{moment.value}"].data or () for moment in AFTERWARDS},
                practice=mode is QuizMode.PRACTICE,
                explain_checked=bool(self.explain_checked.data),
            ),
            paper_seed=FIXED_PAPER if self.same_paper.data else None,
            shuffle_items=bool(self.shuffle_items.data),
            shuffle_options=bool(self.shuffle_options.data),
            opens_at=in_utc(self.opens_at.data),
            closes_at=in_utc(self.closes_at.data),
        )

    def validate(self, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool:
        """Check each field, and that there is as much to draw from as is asked."""
        sound = super().validate(extra_validators)
        for entry, available in zip(self.draws.entries, self.counted(), strict=False):
            if not entry.errors:
                sound = entry.form.check(available) and sound
        gather_errors(self.draws)
        return sound

    def _asked(self, drawn: Sequence[Drawing]) -> list[int]:
        """Return how many questions each section of a paper asks."""
        chosen = [each.questions for each in drawn]
        chosen += [None] * (len(self.counted()) - len(chosen))
        return [
            asked or available for asked, available in zip(chosen, self.counted(), strict=False)
        ]

    def prefer(self, exam: str, offered: Sequence[RuleChoice]) -> None:
        """Choose the rules of this exam, or those of its first section, where they are offered."""
        values = {choice.value for choice in offered}
        fitting = (value for value in (exam, f"{exam}/0") if value in values)
        self.preset.data = next(fitting, self.preset.data)

    def counted(self) -> tuple[int, ...]:
        """Return the numbers of questions, by section, that the page was worked out for.

        The form carries it: after publishing none of an article's questions is left to count, and
        the same form sent twice is to mean the same rules.
        """
        numbers = str(self.questions.data or "").split(",")[:SECTIONS_MAXIMUM]
        return tuple(
            int(text) if text.isdecimal() and len(text) < _DIGITS else 0 for text in numbers
        )


def _drawing(rules: QuizRules, drawn: Sequence[Drawing]) -> QuizRules:
    """Have the sections of the rules draw what the form says.

    Raises:
        InvalidInputError: field preset; the set has other sections than the exam.
    """
    if not any(each.questions for each in drawn):
        return rules
    if len(drawn) != len(rules.sections):
        raise InvalidInputError(
            N_(
                "The set has %(set)d sections and these marks are for %(exam)d. Draw all the"
                " questions, or choose an exam with as many sections."
            ),
            field="preset",
            set=len(drawn),
            exam=len(rules.sections),
        )
    return replace(
        rules,
        sections=tuple(
            replace(section, questions=each.questions, quotas=each.quotas)
            for section, each in zip(rules.sections, drawn, strict=True)
        ),
    )
