"""Forms of accounts: they check shape. A free name and a good password are for the services."""

from wtforms import BooleanField, EmailField, PasswordField, RadioField, SelectField, StringField
from wtforms.validators import InputRequired, Length, Optional

from quizapp.models.users import Role
from quizapp.web.config import UI_LANGUAGES
from quizapp.web.forms import BaseForm, choices, in_one_direction
from quizapp.web.i18n import lazy_gettext as _

#: Longest value that is read at all; a password of this length is still hashed in no time.
_LONGEST = 200

_too_long = Length(max=_LONGEST, message=_("This is longer than %(max)d characters."))


def _strip(text: str | None) -> str:
    return in_one_direction(text).strip()


class SignInForm(BaseForm):
    """Who is it?"""

    login = StringField(
        _("User name or e-mail"),
        [InputRequired(_("Enter your user name or your e-mail address.")), _too_long],
        filters=[_strip],
    )
    password = PasswordField(_("Password"), [InputRequired(_("Enter your password.")), _too_long])


class SignUpForm(BaseForm):
    """A new account: a student's, unless this installation lets people choose."""

    display_name = StringField(
        _("Your name"),
        [InputRequired(_("Enter the name that others should see.")), _too_long],
        filters=[_strip],
    )
    username = StringField(
        _("User name"),
        [InputRequired(_("Choose a user name to sign in with.")), _too_long],
        filters=[_strip],
    )
    email = EmailField(_("E-mail (optional)"), [Optional(), _too_long], filters=[_strip])
    password = PasswordField(_("Password"), [InputRequired(_("Choose a password.")), _too_long])
    role = RadioField(
        _("What do you want to do?"),
        [InputRequired(_("Choose one."))],
        choices=choices(
            [
                (Role.STUDENT.value, _("Practise for an exam (student)")),
                (Role.TEACHER.value, _("Make quizzes for others (teacher)")),
            ]
        ),
        default=Role.STUDENT.value,
    )

    def only_students(self) -> None:
        """Take the choice of a role away."""
        del self.role

    @property
    def chosen_role(self) -> Role:
        """The role of the new account."""
        return Role(self.role.data) if "role" in self else Role.STUDENT


class ProfileForm(BaseForm):
    """What people may change about themselves."""

    display_name = StringField(
        _("Your name"),
        [InputRequired(_("Enter the name that others should see.")), _too_long],
        filters=[_strip],
    )
    email = EmailField(_("E-mail (optional)"), [Optional(), _too_long], filters=[_strip])
    wants_mail = BooleanField(_("Send me notices by e-mail, too"))
    language = SelectField(_("Language"), choices=choices(UI_LANGUAGES.items()))


class PasswordForm(BaseForm):
    """A new password, with the old one as proof."""

    old_password = PasswordField(
        _("Current password"), [InputRequired(_("Enter your current password.")), _too_long]
    )
    new_password = PasswordField(
        _("New password"), [InputRequired(_("Choose a new password.")), _too_long]
    )
