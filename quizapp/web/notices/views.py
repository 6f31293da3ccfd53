"""The list of notices; looking at it takes them as read."""

from datetime import datetime
from fractions import Fraction

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from quizapp.services import mails
from quizapp.services import notices as service
from quizapp.services.notice_texts import message_of
from quizapp.web.access import public, signed_in, the_user
from quizapp.web.clock import now
from quizapp.web.extensions import db
from quizapp.web.i18n import format_marks, format_when, gettext
from quizapp.web.transactions import writes

blueprint = Blueprint("notices", __name__)


@blueprint.get("/notices")
@signed_in
@writes
def overview() -> ResponseReturnValue:
    """Show what one was told, the newest first, and take all of it as read."""
    page = service.list_notices(
        db.session, user=the_user(), page=request.args.get("page", 1, type=int)
    )
    shown = render_template("notices/overview.html", page=page, notice_text=_text)
    service.mark_read(db.session, user=the_user(), now=now())
    return shown


@blueprint.route("/mail/stop/<token>", methods=["GET", "POST"])
@public
def stop_mail(token: str) -> ResponseReturnValue:
    """Ask once, then send no more letters to whoever has this address."""
    mails.of_token(db.session, token)
    if request.method == "POST":
        mails.stop(db.session, token, now=now())
        return render_template("notices/stop_mail.html", token=token, done=True)
    return render_template("notices/stop_mail.html", token=token, done=False)


def _text(notice: service.NoticeView) -> str:
    """Say what a notice tells, in the reader's language."""
    message, params = message_of(notice.kind, notice.data)
    return gettext(message) % {name: _shown(value) for name, value in params.items()}


def _shown(value: object) -> object:
    if isinstance(value, Fraction):
        return format_marks(value)
    return format_when(value) if isinstance(value, datetime) else value
