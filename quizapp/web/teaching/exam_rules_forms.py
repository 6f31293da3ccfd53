"""The form of exam rules: the paper as a whole, and its sections row by row."""

from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from typing import Any

from wtforms import (
    BooleanField,
    FieldList,
    Form,
    FormField,
    IntegerField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, NumberRange, Optional

from quizapp.domain.attempts import MINUTES_MAXIMUM
from quizapp.domain.items import OPTIONS_MAXIMUM, OPTIONS_MINIMUM
from quizapp.domain.marking import MarkingScheme, format_mark, parse_mark
from quizapp.domain.presets import ExamPreset
from quizapp.domain.sections import QUESTIONS_MAXIMUM, SECTIONS_MAXIMUM, Section
from quizapp.errors import InvalidInputError
from quizapp.web.forms import BaseForm, gather_errors
from quizapp.web.i18n import lazy_gettext as _
from quizapp.web.i18n import problem_text
from quizapp.web.teaching.forms import one_line, too_long

_YEARS = (1990, 2100)


def _from_to(lowest: int, highest: int) -> list[Any]:
    text = _("Enter a number from %(min)d to %(max)d.")
    return [Optional(), NumberRange(lowest, highest, text)]


def _written(value: Fraction | None) -> str:
    """Return a mark as it can be typed again: 8/7, not 1 1/7."""
    return "" if value is None else str(value).replace("-", "−")


class SectionForm(Form):
    """A section of the paper."""

    name = StringField(_("Name of the section"), [too_long()], filters=[one_line])
    questions = IntegerField(_("Questions"), _from_to(1, QUESTIONS_MAXIMUM))
    minutes = IntegerField(_("Minutes of its own"), _from_to(1, MINUTES_MAXIMUM))
    right = StringField(_("Right answer"), filters=[one_line])
    wrong = StringField(_("Wrong answer"), filters=[one_line])
    blank = StringField(_("Nothing marked"), filters=[one_line])
    bubble = BooleanField(_("There is a bubble “not attempted”, which costs nothing"))

    def show(self, section: Section) -> None:
        """Fill the form from a section."""
        scheme = section.scheme
        self.name.data, self.questions.data = section.name, section.questions
        self.minutes.data = section.minutes
        self.right.data, self.wrong.data = _written(scheme.right), _written(scheme.wrong)
        self.blank.data, self.bubble.data = _written(scheme.blank), scheme.has_not_attempted

    def section(self, void_share: Fraction | None) -> Section | None:
        """Return the section, or None with what is wrong at its fields."""
        sound = True
        marks: dict[str, Fraction] = {}
        for field in (self.right, self.wrong, self.blank):
            with _at({"": field}) as problems:
                marks[field.short_name] = parse_mark(field.data or "0")
            sound = sound and not problems
        if not sound:
            return None
        fields = {
            name: getattr(self, name)
            for name in ("name", "questions", "minutes", "right", "wrong", "blank")
        }
        made: list[Section] = []
        with _at({**fields, "": self.name}):
            section = Section(
                name=self.name.data or "",
                questions=self.questions.data,
                minutes=self.minutes.data,
                scheme=MarkingScheme(
                    right=marks["right"],
                    wrong=marks["wrong"],
                    blank=marks["blank"],
                    not_attempted=Fraction(0) if self.bubble.data else None,
                    disqualify_unmarked_over=void_share,
                ),
            )
            made.append(section)
        return made[0] if made else None


class ExamRulesForm(BaseForm):
    """Rules of a teacher's own."""

    name = StringField(
        _("Name of these rules"), [DataRequired(_("Enter a name.")), too_long()], filters=[one_line]
    )
    note = TextAreaField(_("Note (optional)"), [too_long(500)])
    source = StringField(_("Whose rules they are (optional)"), [too_long()], filters=[one_line])
    year = IntegerField(_("Year (optional)"), _from_to(*_YEARS))
    minutes = IntegerField(
        _("Minutes in all"),
        _from_to(1, MINUTES_MAXIMUM),
        description=_("Left empty, there is no clock. With clocks of the sections, their sum."),
    )
    options = IntegerField(
        _("Options of a question"),
        [DataRequired(_("Enter how many.")), *_from_to(OPTIONS_MINIMUM, OPTIONS_MAXIMUM)[1:]],
    )
    qualifying = StringField(
        _("Per cent that qualify (optional)"),
        filters=[one_line],
        description=_("Such as 33 for a paper that only has to be passed."),
    )
    void_share = StringField(
        _("Per cent without any mark that void the paper (optional)"),
        filters=[one_line],
        description=_("Such as 10 where more than that many unmarked questions disqualify."),
    )
    parts = FieldList(FormField(SectionForm), max_entries=SECTIONS_MAXIMUM)

    def show(self, exam: ExamPreset) -> None:
        """Fill the form from rules."""
        self.name.data, self.note.data = exam.name, exam.note
        self.source.data, self.year.data = exam.source, exam.year
        self.minutes.data, self.options.data = exam.minutes, exam.options
        share = exam.scheme.disqualify_unmarked_over
        self.qualifying.data = _percent(exam.qualifying_percent)
        self.void_share.data = _percent(None if share is None else share * 100)
        for section in exam.sections:
            self.parts.append_entry()
            self.parts[-1].form.show(section)

    def add_part(self) -> None:
        """Add an empty section, worth what the one before it is."""
        before = self.parts[-1].form if len(self.parts) else None
        self.parts.append_entry()
        if before is not None:
            for name in ("right", "wrong", "blank", "bubble"):
                getattr(self.parts[-1].form, name).data = getattr(before, name).data

    def remove_part(self, place: int) -> None:
        """Take a section away; one stays."""
        rows = [entry.data for entry in self.parts.entries]
        if len(rows) > 1 and 0 <= place < len(rows):
            del rows[place]
            while len(self.parts):
                self.parts.pop_entry()
            for row in rows:
                self.parts.append_entry(row)

    def exam(self, slug: str) -> ExamPreset | None:
        """Return the rules, or None with what is wrong at its fields."""
        percents: dict[str, Fraction | None] = {}
        sound = True
        for field in (self.qualifying, self.void_share):
            with _at({"": field}) as problems:
                percents[field.short_name] = parse_mark(field.data) if field.data else None
            sound = sound and not problems
        share = percents.get("void_share")
        void_share = None if share is None else share / 100
        parts = [entry.form.section(void_share) for entry in self.parts.entries]
        gather_errors(self.parts)
        if not sound or any(part is None for part in parts):
            return None
        fields = {"name": self.name, "minutes": self.minutes, "options": self.options}
        fields |= {"qualifying_percent": self.qualifying, "": self.name}
        made: list[ExamPreset] = []
        with _at(fields):
            exam = ExamPreset(
                slug=slug,
                name=self.name.data or "",
                year=self.year.data,
                source=self.source.data or "",
                note=self.note.data or "",
                minutes=self.minutes.data
                or sum(part.minutes or 0 for part in parts if part)
                or None,
                options=self.options.data or 0,
                sections=tuple(part for part in parts if part is not None),
                qualifying_percent=percents["qualifying"],
            )
            made.append(exam)
        return made[0] if made else None


@contextmanager
def _at(fields: dict[str, Any]) -> Iterator[list[str]]:
    """Show what the domain refuses at the field of that name, or at the one without a name."""
    found: list[str] = []
    try:
        yield found
    except InvalidInputError as error:
        for problem in error.problems:
            text = problem_text(problem)
            field = fields.get(problem.field or "", fields.get(""))
            if field is not None:
                field.errors = [*field.errors, text]
            found.append(text)


def _percent(value: Fraction | None) -> str:
    return "" if value is None else format_mark(value)
