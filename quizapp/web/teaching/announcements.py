"""Announcements to classes: the list, a new one, changing and withdrawing one."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import SelectMultipleField, StringField, TextAreaField
from wtforms.validators import DataRequired

from quizapp.errors import ConflictError, InvalidInputError
from quizapp.services import announcements, classes
from quizapp.services.announcements import TEXT_MAXIMUM, TITLE_MAXIMUM
from quizapp.web.access import the_user
from quizapp.web.clock import now
from quizapp.web.extensions import db, limiter
from quizapp.web.forms import BaseForm, choices
from quizapp.web.i18n import error_text, gettext
from quizapp.web.i18n import lazy_gettext as _
from quizapp.web.teaching.blueprint import REFUSED, blueprint, page_number, teacher
from quizapp.web.teaching.forms import one_line, too_long, trimmed_lines

#: Far more than anybody has to tell, and few enough to annoy nobody for long.
_LIMIT = "30 per hour"
_CLASSES_OFFERED = 200


class WordingForm(BaseForm):
    """The words of an announcement."""

    title = StringField(
        _("Title"),
        [DataRequired(_("Enter a title.")), too_long(TITLE_MAXIMUM)],
        filters=[one_line],
        description=_("What it is about, such as “Mock test moved to Sunday”."),
    )
    text = TextAreaField(
        _("Text"),
        [DataRequired(_("Write what you want to tell.")), too_long(TEXT_MAXIMUM)],
        filters=[trimmed_lines],
    )


class AnnouncementForm(WordingForm):
    """A new announcement, and the classes that it is for."""

    classes = SelectMultipleField(_("For the classes"), coerce=int)

    def offer(self) -> None:
        """Offer the teacher's classes, the one of the address chosen."""
        page = classes.list_classes(db.session, user=the_user(), per_page=_CLASSES_OFFERED)
        self.classes.choices = choices((str(each.id), each.title) for each in page)
        if request.method == "GET":
            self.classes.data = [
                each.id for each in page if each.id == request.args.get("class", type=int)
            ] or ([page.items[0].id] if page.total == 1 else [])


@blueprint.get("/announcements", endpoint="announcements")
@teacher
def list_announcements() -> str:
    """List what was announced to the teacher's classes."""
    page = announcements.list_announcements(db.session, user=the_user(), page=page_number())
    return render_template("teaching/announcements.html", page=page)


@blueprint.route("/announcements/new", methods=["GET", "POST"])
@teacher
@limiter.limit(_LIMIT, methods=["POST"])
def new_announcement() -> ResponseReturnValue:
    """Tell classes something."""
    form = AnnouncementForm()
    form.offer()
    if form.validate_on_submit():
        try:
            announcements.announce(
                db.session,
                title=form.title.data or "",
                text=form.text.data or "",
                class_ids=form.classes.data or [],
                actor=the_user(),
                now=now(),
            )
        except InvalidInputError as error:
            form.take(error)
        except ConflictError as error:
            form.form_errors.append(error_text(error))
        else:
            flash(
                gettext("It is announced: your students find it under the bell."),
                "success",
            )
            return redirect(url_for("teaching.announcements"), 303)
    page = render_template("teaching/edit_announcement.html", form=form, found=None)
    return page, REFUSED if form.errors else 200


@blueprint.route("/announcements/<int:announcement_id>/edit", methods=["GET", "POST"])
@teacher
def edit_announcement(announcement_id: int) -> ResponseReturnValue:
    """Correct an announcement."""
    found = announcements.own_announcement(db.session, announcement_id, the_user())
    form = WordingForm() if request.method == "POST" else WordingForm(formdata=None, obj=found)
    if form.validate_on_submit():
        try:
            announcements.change(
                db.session,
                announcement_id,
                title=form.title.data or "",
                text=form.text.data or "",
                actor=the_user(),
                now=now(),
            )
        except InvalidInputError as error:
            form.take(error)
        else:
            flash(gettext("Your changes are saved."), "success")
            return redirect(url_for("teaching.announcements"), 303)
    page = render_template("teaching/edit_announcement.html", form=form, found=found)
    return page, REFUSED if form.errors else 200


@blueprint.route("/announcements/<int:announcement_id>/withdraw", methods=["GET", "POST"])
@teacher
def withdraw_announcement(announcement_id: int) -> ResponseReturnValue:
    """Ask once, then take an announcement back."""
    found = announcements.own_announcement(db.session, announcement_id, the_user())
    if request.method == "POST":
        title = announcements.withdraw(db.session, announcement_id, actor=the_user(), now=now())
        flash(gettext("“%(title)s” is withdrawn.", title=title), "success")
        return redirect(url_for("teaching.announcements"), 303)
    return render_template("teaching/withdraw_announcement.html", found=found)
