"""The forms of blueprints: what a paper consists of, and the choices when one is filled."""

from collections.abc import Sequence
from typing import Any

from wtforms import (
    BooleanField,
    DateField,
    FieldList,
    Form,
    FormField,
    HiddenField,
    IntegerField,
    SelectField,
    StringField,
)
from wtforms.validators import DataRequired, InputRequired, NumberRange, Optional

from quizapp.domain.blueprints import (
    DAYS_MAXIMUM,
    PART_QUESTIONS_MAXIMUM,
    SHARES_MAXIMUM,
    Aspect,
    Blueprint,
    Part,
    Share,
)
from quizapp.domain.presets import ExamPreset
from quizapp.domain.sections import SECTIONS_MAXIMUM
from quizapp.domain.topics import TOPICS
from quizapp.errors import InvalidInputError
from quizapp.services.filling import SEED_MAXIMUM, Wish
from quizapp.web.forms import BaseForm, choices, gather_errors
from quizapp.web.i18n import lazy_gettext as _
from quizapp.web.i18n import problem_text
from quizapp.web.teaching.forms import (
    DIFFICULTY_NAMES,
    FORMAT_NAMES,
    KIND_NAMES,
    one_line,
    too_long,
)

_ROWS = 3
_SPARE = 2
_QUESTIONS = 20
_IDS_MAXIMUM = 2**31 - 1

#: What the values of each aspect are called, in the order of the list.
MARK_NAMES: dict[tuple[Aspect, str], tuple[str, str]] = {
    **{(Aspect.TOPIC, slug): (_("Topic"), name) for slug, name in TOPICS.items()},
    **{
        (Aspect.DIFFICULTY, each.value): (_("Difficulty"), name)
        for each, name in DIFFICULTY_NAMES.items()
    },
    **{(Aspect.KIND, each.value): (_("Asks for"), name) for each, name in KIND_NAMES.items()},
    **{(Aspect.FORMAT, each.value): (_("Format"), name) for each, name in FORMAT_NAMES.items()},
}


def mark_name(aspect: Aspect, value: str) -> str:
    """Say what a value of an aspect is called."""
    of, name = MARK_NAMES.get((aspect, value), ("", value))
    return f"{of}: {_(name)}" if of else value


def _from_to(lowest: int, highest: int) -> list[Any]:
    text = _("Enter a number from %(min)d to %(max)d.")
    return [Optional(), NumberRange(lowest, highest, text)]


class ShareForm(Form):
    """A share of a part; a row without a value counts for nothing."""

    mark = SelectField(_("Share of"), default="")
    amount = IntegerField(_("How many"), _from_to(1, PART_QUESTIONS_MAXIMUM))
    unit = SelectField(
        _("Counted in"),
        choices=choices([("percent", _("per cent")), ("number", _("questions"))]),
        default="percent",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 — what WTForms takes
        """Have all values to choose from, in the language of the page."""
        super().__init__(*args, **kwargs)
        named = ((f"{of}:{value}", mark_name(of, value)) for of, value in MARK_NAMES)
        self.mark.choices = choices([("", str(_("nothing"))), *named])

    def share(self) -> Share | None:
        """Return the share, None of an empty row."""
        aspect, colon, value = (self.mark.data or "").partition(":")
        if not colon:
            return None
        return Share(Aspect(aspect), value, self.amount.data or 0, self.unit.data == "percent")


class PartForm(Form):
    """A part of the paper."""

    questions = IntegerField(
        _("Questions"),
        [InputRequired(_("Enter how many.")), *_from_to(1, PART_QUESTIONS_MAXIMUM)[1:]],
        default=_QUESTIONS,
    )
    shares = FieldList(FormField(ShareForm), min_entries=_ROWS, max_entries=SHARES_MAXIMUM)


class BlueprintForm(BaseForm):
    """A blueprint."""

    name = StringField(
        _("Name of the blueprint"),
        [DataRequired(_("Enter a name.")), too_long(200)],
        filters=[one_line],
    )
    days = IntegerField(
        _("News of the last days (optional)"),
        _from_to(1, DAYS_MAXIMUM),
        description=_("Such as 30. Questions without a date of the news are left out then."),
    )
    since = DateField(_("Or news from (optional)"), [Optional()])
    until = DateField(_("News until (optional)"), [Optional()])
    unused = BooleanField(_("Only questions that are in no quiz"))
    rested = IntegerField(
        _("None that was used in the last days (optional)"),
        _from_to(1, DAYS_MAXIMUM),
        description=_("Such as 90: neither published nor assigned in that time."),
    )
    parts = FieldList(FormField(PartForm), max_entries=SECTIONS_MAXIMUM)

    def begin(self, exam: ExamPreset | None) -> None:
        """Have a part for each section of the exam, one without an exam."""
        for section in exam.sections if exam else (None,):
            self.parts.append_entry()
            if section is not None and section.questions is not None:
                self.parts[-1].form.questions.data = section.questions

    def show(self, plan: Blueprint) -> None:
        """Fill the form from a blueprint, with rows to spare."""
        self.name.data, self.days.data, self.rested.data = plan.name, plan.days, plan.rested
        self.since.data, self.until.data, self.unused.data = plan.since, plan.until, plan.unused
        for part in plan.parts:
            self.parts.append_entry()
            form = self.parts[-1].form
            form.questions.data = part.questions
            wanted = min(SHARES_MAXIMUM, max(_ROWS, len(part.shares) + _SPARE))
            while len(form.shares) < wanted:
                form.shares.append_entry()
            for row, share in zip(form.shares.entries, part.shares, strict=False):
                row.form.mark.data = f"{share.aspect}:{share.value}"
                row.form.amount.data = share.amount
                row.form.unit.data = "percent" if share.in_percent else "number"

    def plan(self, exam: str, names: Sequence[str]) -> Blueprint | None:
        """Return the blueprint, or None with what is wrong at its fields."""
        rows = [[row.form.share() for row in part.form.shares.entries] for part in self.parts]
        if len(rows) != len(names):
            self.form_errors.append(str(_("The parts of the exam changed; begin again.")))
            return None
        try:
            return Blueprint(
                name=self.name.data or "",
                exam=exam,
                parts=tuple(
                    Part(name, entry.form.questions.data or 0, tuple(filter(None, shares)))
                    for name, entry, shares in zip(names, self.parts.entries, rows, strict=True)
                ),
                days=self.days.data,
                since=self.since.data,
                until=self.until.data,
                unused=self.unused.data,
                rested=self.rested.data,
            )
        except InvalidInputError as error:
            self._refuse(error)
        return None

    def _refuse(self, error: InvalidInputError) -> None:
        for problem in error.problems:
            path = (problem.field or "").split(".")
            field: Any = getattr(self, path[0], self.name)
            if path[0] == "parts" and len(path) > 2:  # noqa: PLR2004 — parts.0.questions
                # A list of rows has no place for a text: it stands at the number of the part.
                field = self.parts[int(path[1])].form.questions
            field.errors = [*field.errors, problem_text(problem)]
        gather_errors(self.parts)


class FillForm(BaseForm):
    """What is chosen when a blueprint is filled. It stands in the address."""

    class Meta:
        """It changes nothing, and needs no token."""

        csrf = False

    seed = HiddenField()
    class_id = SelectField(_("For the class"), [Optional()], validate_choice=False, default="")
    missing = SelectField(
        _("Where a share lacks questions"),
        choices=choices(
            [("others", _("take others instead")), ("less", _("make the paper shorter"))]
        ),
        default="others",
    )
    any_date = BooleanField(_("Also news of other days"))
    also_used = BooleanField(_("Also questions that were used"))

    def wish(self, seed: int) -> Wish:
        """Return what is chosen; what cannot be understood narrows nothing."""
        chosen = str(self.class_id.data or "")
        number = int(chosen) if chosen.isdecimal() and len(chosen) <= len(str(_IDS_MAXIMUM)) else 0
        given = str(self.seed.data or "")
        is_seed = given.isdecimal() and len(given) <= len(str(SEED_MAXIMUM))
        return Wish(
            seed=int(given) if is_seed else seed,
            class_id=number or None,
            others=self.missing.data != "less",
            any_date=bool(self.any_date.data),
            also_used=bool(self.also_used.data),
        )


class PaperForm(BaseForm):
    """The set that is made of a filled blueprint."""

    title = StringField(
        _("Title of the set"),
        [DataRequired(_("Enter a title.")), too_long(200)],
        filters=[one_line],
    )
