"""The form of printing: what a teacher wishes for a paper."""

from collections.abc import Mapping, Sequence

from flask import request
from wtforms import (
    BooleanField,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, InputRequired, NumberRange, Optional

from quizapp.services.printing import SET_LETTERS, PaperLayout, SectionBy
from quizapp.web.forms import BaseForm, choices
from quizapp.web.i18n import lazy_gettext as _
from quizapp.web.teaching.forms import one_line, too_long, trimmed_lines

_LINE = 200
_SEED_MAXIMUM = 9_999

#: What the sections of a paper can be made of; the last where the set has some.
_SECTIONS = {
    SectionBy.NONE: _("None"),
    SectionBy.TYPE: _("By type of question"),
    SectionBy.TOPIC: _("By topic"),
    SectionBy.CATEGORY: _("As in the set"),
}

#: What can be printed, by the languages that the questions have.
LANGUAGE_CHOICES = {
    "en": _("English"),
    "hi": _("Hindi"),
    "en+hi": _("Both: English, then Hindi"),
    "hi+en": _("Both: Hindi, then English"),
}


class PrintForm(BaseForm):
    """What is to stand on a paper, and how."""

    title = StringField(
        _("Title"), [DataRequired(_("Enter a title.")), too_long(_LINE)], filters=[one_line]
    )
    institute = StringField(
        _("Name of the institute (optional)"), [too_long(_LINE)], filters=[one_line]
    )
    minutes = IntegerField(
        _("Time in minutes (optional)"),
        [Optional(), NumberRange(1, 1000, _("Enter a number of minutes from %(min)d to %(max)d."))],
    )
    marks = StringField(_("Maximum marks (optional)"), [too_long(20)], filters=[one_line])
    instructions = TextAreaField(
        _("Instructions (optional)"),
        [too_long(4000)],
        filters=[trimmed_lines],
        description=_("One to a line; they stand above the questions."),
    )
    name_line = BooleanField(_("A line for name and roll number"), default=True)
    languages = RadioField(_("Language"), [InputRequired(_("Choose a language."))])
    columns = RadioField(
        _("Columns"), choices=choices([("1", _("One")), ("2", _("Two"))]), default="1"
    )
    section_by = SelectField(
        _("Sections"),
        choices=choices(_SECTIONS.items()),
        default=SectionBy.NONE.value,
    )
    sets = SelectField(
        _("Sets"),
        choices=choices(
            [("1", _("One paper"))]
            + [
                (str(count), f"{SET_LETTERS[0]}–{SET_LETTERS[count - 1]}")
                for count in range(2, len(SET_LETTERS) + 1)
            ]
        ),
        default="1",
        description=_("The same questions in another order in each set, each with its own key."),
    )
    seed = IntegerField(
        _("Number of the mix"),
        [
            InputRequired(_("Enter a number.")),
            NumberRange(0, _SEED_MAXIMUM, _("Enter a number from %(min)d to %(max)d.")),
        ],
        default=1,
        description=_("The same number gives the same sets again, another one mixes anew."),
    )
    explanations = BooleanField(_("Explanations in the answer key"), default=True)

    def offer(self, languages: Sequence[str], *, has_sections: bool) -> None:
        """Offer the languages that the questions have, and the sections of the set, if any."""
        if not has_sections:
            offers = [(by, name) for by, name in _SECTIONS.items() if by is not SectionBy.CATEGORY]
            self.section_by.choices = choices(offers)
        elif request.method == "GET":
            self.section_by.data = SectionBy.CATEGORY.value
        offered = [value for value in LANGUAGE_CHOICES if set(value.split("+")) <= set(languages)]
        self.languages.choices = choices((value, str(LANGUAGE_CHOICES[value])) for value in offered)
        if request.method == "GET":
            self.languages.data = offered[0]

    def sent(self) -> list[tuple[str, str]]:
        """Return what was sent, so that another page can send it again."""
        names = [field.name for field in self if field.type != "CSRFTokenField"]
        return [(name, value) for name in names for value in request.form.getlist(name)]

    def layout(self, titles: Mapping[str, str]) -> PaperLayout:
        """Return what the form says. Raises `InvalidInputError` with the fields' names."""
        return PaperLayout(
            title=self.title.data or "",
            institute=self.institute.data or "",
            instructions=self.instructions.data or "",
            minutes=self.minutes.data,
            marks=self.marks.data or "",
            name_line=bool(self.name_line.data),
            columns=int(self.columns.data),
            section_by=SectionBy(self.section_by.data),
            section_titles=titles,
            languages=tuple(str(self.languages.data).split("+")),
            sets=int(self.sets.data),
            seed=self.seed.data or 0,
            explanations=bool(self.explanations.data),
        )
