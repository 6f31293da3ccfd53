"""Sending letters, one a step, in the language of each reader."""

import gettext
import os
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from fractions import Fraction
from functools import cache
from pathlib import Path
from secrets import token_urlsafe
from typing import Any

from babel.dates import format_datetime, get_timezone
from sqlalchemy.orm import Session

import quizapp
from quizapp.errors import N_
from quizapp.jobs.contract import Kind, Report
from quizapp.mailing.letters import Letter, as_message
from quizapp.mailing.posting import Postman, UndeliveredError
from quizapp.mailing.settings import MailSettings, mail_settings
from quizapp.services import mails
from quizapp.services.job_running import HeldJob
from quizapp.services.mails import TakenMail
from quizapp.services.notice_texts import message_of
from quizapp.services.notices import NoticeKind

__all__ = ["SEND_MAIL"]

_EVERY = timedelta(minutes=5)

# The catalogues are data beside the pages; their package is not loaded.
_CATALOGUES = Path(quizapp.__file__).parent / "web" / "translations"

_SUBJECTS = {
    NoticeKind.REGRADED: N_("A question was marked again"),
    NoticeKind.REGRADE_UNDONE: N_("A question was marked again"),
    NoticeKind.QUIZ_SET: N_("A quiz is set for you"),
    NoticeKind.REMINDER: N_("A quiz is waiting for you"),
    NoticeKind.REVIEW_ASKED: N_("You are asked for a review"),
    NoticeKind.REVIEW_DECIDED: N_("A question was reviewed"),
    NoticeKind.ITEM_COMMENTED: N_("A comment on a question"),
}
# As the pages write it.
_WHEN = {"en": "d MMM y, h:mm a", "hi": "d MMMM y, B h:mm"}

_OF_SETS = N_("A set of questions that is shared")


def _send(
    session: Session, _job: HeldJob, _payload: Mapping[str, Any], report: Report
) -> dict[str, int]:
    settings = mail_settings(os.environ)
    done = {"sent": 0, "failed": 0}
    mails.give_up(session, now=report.now())
    report(0)
    if settings is None:
        return done
    with Postman(settings) as postman:
        while taken := mails.take_next(session, now=report.now(), new_token=token_urlsafe(24)):
            report(sum(done.values()))
            try:
                postman.post(as_message(_letter(taken, settings), settings, report.now()))
            except (UndeliveredError, ValueError) as error:
                of_server = isinstance(error, UndeliveredError) and error.of_server
                mails.failed(
                    session,
                    taken.notice_id,
                    problem=str(error),
                    permanent=not isinstance(error, UndeliveredError) or error.permanent,
                    now=report.now(),
                )
                done["failed"] += 1
                if of_server:
                    # The others would not get through either; they stay due.
                    break
            else:
                mails.sent(session, taken.notice_id, now=report.now())
                done["sent"] += 1
            report(sum(done.values()))
    return done


def _letter(taken: TakenMail, settings: MailSettings) -> Letter:
    translate = _translator(taken.language)
    kind = NoticeKind(taken.kind)
    message, params = message_of(kind, taken.data)
    shown = {name: _shown(value, taken.language) for name, value in params.items()}
    told = translate(message) % shown
    is_announced = kind is NoticeKind.ANNOUNCEMENT
    subject = taken.data["title"] if is_announced else translate(_SUBJECTS.get(kind, _OF_SETS))
    return Letter(
        to=taken.to,
        name=taken.name,
        language=taken.language,
        subject=subject,
        text=f"{told}\n\n{taken.text}" if taken.text else told,
        link=(translate(N_("Open quizapp")), f"{settings.public_url}/notices"),
        foot=translate(N_("Your teachers told you this in quizapp. No more letters, please:")),
        stop_url=f"{settings.public_url}/mail/stop/{taken.token}",
        key=f"notice-{taken.notice_id}",
    )


@cache
def _translator(language: str) -> Callable[[str], str]:
    found = gettext.translation("messages", str(_CATALOGUES), languages=[language], fallback=True)
    return found.gettext


def _shown(value: object, language: str) -> object:
    if isinstance(value, Fraction):
        return _marks(value)
    if isinstance(value, datetime):
        zone = get_timezone(os.environ.get("DEFAULT_TIMEZONE", "").strip() or "Asia/Kolkata")
        form = _WHEN.get(language, _WHEN["en"])
        return format_datetime(value, form, tzinfo=zone, locale=f"{language}_IN")
    return value


def _marks(value: Fraction) -> str:
    """Marks exactly, as the pages show them: "7 1/3"."""
    whole, rest = divmod(abs(value), 1)
    parts = [str(whole)] if whole or not rest else []
    if rest:
        parts.append(f"{rest.numerator}/{rest.denominator}")
    return ("−" if value < 0 else "") + " ".join(parts)


SEND_MAIL = Kind(mails.SEND_JOB, _send, every=_EVERY, due=mails.are_due)
