"""The forms of classes."""

from flask_wtf.file import FileField
from wtforms import IntegerField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, NumberRange

from quizapp.services.classes import TITLE_MAXIMUM, ClassRow
from quizapp.web.forms import BaseForm, choices
from quizapp.web.i18n import lazy_gettext as _
from quizapp.web.teaching.forms import one_line, too_long, trimmed_lines

DAYS_MAXIMUM = 365
_DAYS = 14
_LONGEST_LIST = 50_000


class ClassForm(BaseForm):
    """What a class is called."""

    title = StringField(
        _("Name of the class"),
        [DataRequired(_("Enter a name.")), too_long(TITLE_MAXIMUM)],
        filters=[one_line],
        description=_("As students know it, such as “UPSC Prelims 2027, morning batch”."),
    )


class JoiningForm(BaseForm):
    """How long students can join by a code."""

    days = IntegerField(
        _("Days that it works"),
        [
            InputRequired(_("Enter how many days.")),
            NumberRange(1, DAYS_MAXIMUM, _("Enter a number from %(min)d to %(max)d.")),
        ],
        default=_DAYS,
    )


class TeacherForm(BaseForm):
    """Another teacher of the class."""

    username = StringField(
        _("User name of the teacher"),
        [DataRequired(_("Enter a user name.")), too_long(TITLE_MAXIMUM)],
        filters=[one_line],
    )


class MoveForm(BaseForm):
    """Where a student goes."""

    to = SelectField(_("To the class"), coerce=int)

    def offer(self, classes: list[ClassRow]) -> None:
        """Offer these classes."""
        self.to.choices = choices((str(each.id), each.title) for each in classes)


class ClassListForm(BaseForm):
    """A list of students."""

    text = TextAreaField(
        _("Paste the list"),
        [too_long(_LONGEST_LIST)],
        filters=[trimmed_lines],
        description=_(
            "The first line names the columns: name, user name, e-mail. From a spreadsheet you can "
            "copy the cells and paste them here."
        ),
    )
    file = FileField(_("Or choose a file (CSV or XLSX)"))
