"""Who may take a teacher's quiz, and the link of one that is for those who have it."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from quizapp.domain.attempts import AttemptState
from quizapp.errors import N_, ConflictError, NotFoundError
from quizapp.models import Attempt, Audience, QuestionSet, Quiz, User
from quizapp.services import audit
from quizapp.services.audiences import open_at
from quizapp.services.ownership import own_quiz
from quizapp.services.quizzes import QuizCard, cards_of

__all__ = ["change_audience", "list_shared", "quiz_of_link", "renew_link"]

SHARED_SHOWN = 20


def change_audience(
    session: Session,
    quiz_id: int,
    audience: Audience,
    *,
    new_code: str,
    actor: User,
    now: datetime,
) -> None:
    """Say who may take a quiz from now on; who has begun goes on, and keeps their results.

    `new_code` becomes the secret part of its link where it gets one. A link that it had is worth
    nothing once the quiz is for others.

    Raises:
        NotFoundError: there is no quiz of the actor's with this id.
    """
    quiz = own_quiz(session, quiz_id, actor, lock=True)
    if quiz.audience is audience:
        return
    quiz.audience = audience
    quiz.share_code = new_code if audience is Audience.LINK else None
    audit.record(session, "quiz.audience", "quiz", quiz.id, actor=actor, at=now, audience=audience)
    session.flush()


def renew_link(
    session: Session, quiz_id: int, *, new_code: str, actor: User, now: datetime
) -> None:
    """Give a quiz another link; the old one leads nowhere from now on.

    Raises:
        NotFoundError: there is no quiz of the actor's with this id.
        ConflictError: it is not shared by link.
    """
    quiz = own_quiz(session, quiz_id, actor, lock=True)
    if quiz.audience is not Audience.LINK:
        raise ConflictError(N_("This quiz is not shared by link; choose that first."))
    quiz.share_code = new_code
    audit.record(session, "quiz.renew-link", "quiz", quiz.id, actor=actor, at=now)
    session.flush()


def quiz_of_link(session: Session, code: str) -> int:
    """Find the quiz that a link leads to.

    Raises:
        NotFoundError: none has this code, or not any more.
    """
    quiz_id = session.scalar(select(Quiz.id).where(Quiz.share_code == code))
    if quiz_id is None:
        raise NotFoundError(
            N_("This link leads to no quiz any more. Ask whoever gave it to you for the new one.")
        )
    return quiz_id


def list_shared(session: Session, *, user: User, now: datetime) -> tuple[QuizCard, ...]:
    """List the open quizzes that the user came to by link and has taken, the newest quiz first."""
    taken = (
        select(Attempt.quiz_id)
        .where(Attempt.user_id == user.id, Attempt.state == AttemptState.SUBMITTED)
        .distinct()
    )
    rows = session.execute(
        select(Quiz, QuestionSet.description)
        .join(QuestionSet, QuestionSet.id == Quiz.set_id)
        .where(Quiz.id.in_(taken), Quiz.audience == Audience.LINK, open_at(now))
        .order_by(Quiz.created_at.desc(), Quiz.id.desc())
        .limit(SHARED_SHOWN)
    )
    return tuple(cards_of(session, [(quiz, text) for quiz, text in rows], user=user, now=now))
