"""The distribution of the scores of a quiz, of everybody or of those for whom it was set."""

from fractions import Fraction

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from quizapp.domain.attempts import AttemptState
from quizapp.domain.score_distribution import ScoreDistribution, distribution
from quizapp.models import AssignedAttempt, Attempt

__all__ = ["scores_of_assignment", "scores_of_quiz"]


def scores_of_quiz(session: Session, quiz_id: int) -> ScoreDistribution | None:
    """Distribute the first submitted attempt of each student; who goes again knows the answers.

    None where nobody has submitted. Its caller looks whose the quiz is.
    """
    return _distributed(session, Attempt.quiz_id == quiz_id)


def scores_of_assignment(session: Session, assignment_id: int) -> ScoreDistribution | None:
    """As of a quiz, of the attempts that were begun because it was set."""
    given = select(AssignedAttempt.attempt_id).where(AssignedAttempt.assignment_id == assignment_id)
    return _distributed(session, Attempt.id.in_(given))


def _distributed(session: Session, which: ColumnElement[bool]) -> ScoreDistribution | None:
    firsts = (
        select(func.min(Attempt.id))
        .where(which, Attempt.state == AttemptState.SUBMITTED)
        .group_by(Attempt.user_id)
    )
    # As many rows as there are different scores, however many students there are.
    rows = session.execute(
        select(Attempt.score_units, Attempt.maximum_units, func.count())
        .where(Attempt.id.in_(firsts))
        .group_by(Attempt.score_units, Attempt.maximum_units)
    )
    scores: dict[Fraction, int] = {}
    for units, maximum, count in rows:
        percent = Fraction(100 * (units or 0), maximum) if maximum else Fraction(0)
        scores[percent] = scores.get(percent, 0) + count
    return distribution(scores)
