"""The signs of life that the page of an attempt gives while somebody sits at it."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from quizapp.domain.attempts import AttemptState
from quizapp.domain.presence import BEAT_SECONDS
from quizapp.models import AttemptPresence, User
from quizapp.services.closing import own_attempt

__all__ = ["is_news", "note"]

#: A beat that comes sooner after the one before tells nothing new.
_CLOSE: Final = timedelta(seconds=BEAT_SECONDS // 2)


def is_news(
    session: Session, attempt_id: int, *, user: User, in_front: bool, now: datetime
) -> bool:
    """Whether a beat is worth writing; most are, those of two windows at once are not.

    Raises:
        NotFoundError: no attempt of the user's.
    """
    if own_attempt(session, attempt_id, user=user).state is not AttemptState.IN_PROGRESS:
        return False
    known = session.get(AttemptPresence, attempt_id)
    return known is None or known.in_front != in_front or now - known.seen_at > _CLOSE


def note(session: Session, attempt_id: int, *, user: User, in_front: bool, now: datetime) -> None:
    """Note that the page of an attempt is there. One that is over is left alone.

    Raises:
        NotFoundError: no attempt of the user's.
    """
    if not is_news(session, attempt_id, user=user, in_front=in_front, now=now):
        return
    known = session.get(AttemptPresence, attempt_id)
    if known is not None:
        known.seen_at, known.in_front = now, in_front
        session.flush()
        return
    try:
        with session.begin_nested():
            session.add(AttemptPresence(attempt_id=attempt_id, seen_at=now, in_front=in_front))
    except IntegrityError:
        # The first beats of two windows came at once; one of them is enough.
        return
