"""The forms of bringing questions: what comes in, what is meant, and where it goes."""

from flask_wtf.file import MultipleFileField
from wtforms import RadioField, SelectField, StringField, TextAreaField

from quizapp.errors import N_
from quizapp.interchange.formats import FORMATS, READABLE
from quizapp.web.forms import BaseForm, choices
from quizapp.web.i18n import gettext
from quizapp.web.i18n import lazy_gettext as _
from quizapp.web.teaching.forms import lines, one_line, too_long

NEW_SET = "new"
OLD_SET = "old"


class AddQuestionsForm(BaseForm):
    """Questions that are pasted, or come as files."""

    text = TextAreaField(
        _("Paste your questions"),
        filters=[lines],
        description=_("As they stand in your document, with options and answers."),
    )
    files = MultipleFileField(
        _("Or choose files"),
        description=_(
            "Word (.docx), PDF, Excel or CSV, plain text, Moodle XML, GIFT, Aiken, QTI or quizapp"
            " files, up to 50 MB each."
        ),
    )
    format = SelectField(
        _("Format"),
        description=_("It is recognised by the content; choose one only if that goes wrong."),
    )


class StoreForm(BaseForm):
    """Where the chosen questions go."""

    target = RadioField(_("Where to"), default=NEW_SET)
    title = StringField(_("Title of the new set"), [too_long()], filters=[one_line])
    set_id = SelectField(_("Set"), coerce=int, validate_choice=False)


AUTOMATIC = N_("Recognise it")


def with_formats(form: AddQuestionsForm) -> AddQuestionsForm:
    """Give the form the formats that can be read."""
    named = [(name, FORMATS[name].title) for name in READABLE]
    form.format.choices = choices([("", gettext(AUTOMATIC)), *named])
    return form


def with_sets(form: StoreForm, sets: list[tuple[int, str]]) -> StoreForm:
    """Give the form the teacher's sets."""
    form.target.choices = choices(
        [(NEW_SET, gettext("A new set"))]
        + ([(OLD_SET, gettext("A set that I have"))] if sets else [])
    )
    form.set_id.choices = choices((str(id_), title) for id_, title in sets)
    return form
