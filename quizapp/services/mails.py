"""Letters for notices: who gets one, which is next, and what became of it.

Whoever gave an e-mail address and has not said otherwise gets a letter for each notice. A letter is
taken before it is handed to the server and written down after that, so that none goes twice; one
during which the work died counts as failed, since nobody knows.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import delete, exists, func, insert, select, update
from sqlalchemy.orm import Session

from quizapp.domain.jobs import OVER
from quizapp.errors import N_, NotFoundError
from quizapp.models import Announcement, Job, Mail, MailState, Notice, User
from quizapp.services import audit, jobs

__all__ = [
    "SEND_JOB",
    "TakenMail",
    "are_due",
    "failed",
    "give_up",
    "of_token",
    "prepare",
    "purge",
    "sent",
    "stop",
    "take_next",
    "undelivered",
]

SEND_JOB: Final = "send-mail"
"""The kind of the background job that sends what is due."""

TRIES_MAXIMUM: Final = 6
FIRST_WAIT: Final = timedelta(minutes=10)
"""After the first failure; after each other one it is twice as long."""

TOO_LATE: Final = timedelta(days=3)
"""A letter that could not be sent for so long is news no more."""

_STUCK = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class TakenMail:
    """A letter that is about to be sent: to whom, and the notice that it tells.

    `text` is what an announcement says; `token` stands in the address that ends these letters.
    """

    notice_id: int
    to: str
    name: str
    language: str
    kind: str
    data: Mapping[str, Any]
    text: str
    token: str


def prepare(session: Session, told: Sequence[Notice], *, now: datetime) -> None:
    """Have letters written for notices of people who want them."""
    wants = set(
        session.scalars(
            select(User.id).where(
                User.id.in_({notice.user_id for notice in told}),
                User.is_active,
                User.wants_mail,
                User.email.is_not(None),
            )
        )
    )
    letters = [
        {"notice_id": notice.id, "state": MailState.WAITING, "tries": 0, "due_at": now}
        for notice in told
        if notice.user_id in wants
    ]
    if not letters:
        return
    session.execute(insert(Mail), letters)
    queued = exists().where(Job.kind == SEND_JOB, Job.state.not_in(OVER), Job.started_at.is_(None))
    if not session.scalar(select(queued)):
        jobs.enqueue(session, SEND_JOB, {}, owner=None, now=now)


def are_due(session: Session, now: datetime) -> bool:
    """Whether there is anything to send, or to give up."""
    waits = (Mail.state == MailState.WAITING) & (Mail.due_at <= now)
    stuck = (Mail.state == MailState.SENDING) & (Mail.due_at <= now - _STUCK)
    return bool(session.scalar(select(exists().where(waits | stuck))))


def give_up(session: Session, *, now: datetime) -> None:
    """Write off what is too late, and what nobody knows to have gone."""
    late = Notice.created_at < now - TOO_LATE
    for condition, problem in (
        (
            (Mail.state == MailState.SENDING) & (Mail.due_at <= now - _STUCK),
            "interrupted while it was sent",
        ),
        (
            (Mail.state == MailState.WAITING)
            & exists().where(Notice.id == Mail.notice_id, late).correlate(Mail),
            "not sent in time",
        ),
    ):
        session.execute(
            update(Mail)
            .where(condition)
            .values(state=MailState.FAILED, problem=problem)
            .execution_options(synchronize_session=False)
        )


def take_next(session: Session, *, now: datetime, new_token: str) -> TakenMail | None:
    """Take the next letter that is due; None where there is none.

    Args:
        session: its transaction is to be committed before the letter is sent.
        now: the time.
        new_token: a secret for the person, who keeps the one they have.
    """
    row = session.execute(
        select(Mail, Notice, User)
        .join(Notice, Notice.id == Mail.notice_id)
        .join(User, User.id == Notice.user_id)
        .where(Mail.state == MailState.WAITING, Mail.due_at <= now)
        .order_by(Mail.due_at, Mail.notice_id)
        .limit(1)
        # Two jobs may send at the same time: each takes another letter.
        .with_for_update(of=Mail, skip_locked=True)
    ).first()
    if row is None:
        return None
    mail, notice, user = row
    mail.state, mail.due_at = MailState.SENDING, now
    mail.tries += 1
    user.mail_token = user.mail_token or new_token
    announced = session.get(Announcement, notice.subject_id) if notice.subject_id else None
    session.flush()
    return TakenMail(
        notice_id=notice.id,
        to=user.email or "",
        name=user.display_name,
        language=user.language,
        kind=notice.kind,
        data=notice.data,
        text=announced.text if announced and notice.kind == "announcement" else "",
        token=user.mail_token,
    )


def sent(session: Session, notice_id: int, *, now: datetime) -> None:
    """Write down that the server took a letter; one that was taken back meanwhile is gone."""
    mail = session.get(Mail, notice_id)
    if mail is not None:
        mail.state, mail.sent_at, mail.problem = MailState.SENT, now, None
        session.flush()


def failed(
    session: Session, notice_id: int, *, problem: str, permanent: bool, now: datetime
) -> None:
    """Write down that the server did not take a letter; it is tried again where that may help."""
    mail = session.get(Mail, notice_id)
    if mail is None:
        return
    mail.problem = problem[:300]
    if permanent or mail.tries >= TRIES_MAXIMUM:
        mail.state = MailState.FAILED
    else:
        mail.state = MailState.WAITING
        mail.due_at = now + FIRST_WAIT * 2 ** (mail.tries - 1)
    session.flush()


def undelivered(session: Session, kind: str, subject_ids: Sequence[int]) -> dict[int, int]:
    """Count the letters about each subject that could not be delivered."""
    found = session.execute(
        select(Notice.subject_id, func.count())
        .join(Mail, Mail.notice_id == Notice.id)
        .where(
            Notice.kind == kind,
            Notice.subject_id.in_(subject_ids),
            Mail.state == MailState.FAILED,
        )
        .group_by(Notice.subject_id)
    )
    return {row[0]: row[1] for row in found if row[0] is not None}


def of_token(session: Session, token: str) -> User:
    """Find out whose letters an address ends. Raises `NotFoundError`."""
    found = session.scalar(select(User).where(User.mail_token == token)) if token else None
    if found is None:
        raise NotFoundError(N_("This address ends nobody's letters. Look at your account instead."))
    return found


def stop(session: Session, token: str, *, now: datetime) -> None:
    """Send somebody no more letters. Raises `NotFoundError`."""
    user = of_token(session, token)
    if user.wants_mail:
        user.wants_mail = False
        session.execute(
            delete(Mail).where(
                Mail.state == MailState.WAITING,
                exists().where(Notice.id == Mail.notice_id, Notice.user_id == user.id),
            )
        )
        audit.record(session, "user.stop-mail", "user", user.id, actor=user, at=now)
        session.flush()


def purge(session: Session, *, before: datetime, limit: int) -> int:
    """Forget letters that are over and older than that; returns how many."""
    some = (
        select(Mail.notice_id)
        .where(
            Mail.state.in_((MailState.SENT, MailState.FAILED)),
            exists().where(Notice.id == Mail.notice_id, Notice.created_at < before),
        )
        .order_by(Mail.notice_id)
        .limit(limit)
    )
    gone = delete(Mail).where(Mail.notice_id.in_(some)).returning(Mail.notice_id)
    return len(session.scalars(gone).all())
