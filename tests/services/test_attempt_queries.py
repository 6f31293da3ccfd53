"""An attempt asks the database no more where others, and the student, have made many before."""

from collections.abc import Callable
from datetime import timedelta
from random import Random

from databases import CountQueries
from factories import NOW, UserFactory
from sqlalchemy.orm import Session
from taking import at, quiz_of, taken

from quizapp.domain.responses import Chosen
from quizapp.models import User
from quizapp.services import attempts
from quizapp.services.results import attempt_result
from quizapp.services.room import exam_room
from quizapp.services.saving import Save, save_responses

Step = Callable[[User], object]


def _steps(session: Session, quiz_id: int) -> dict[str, Step]:
    """Start, open, save, submit, look at the result; each a minute after the one before."""
    begun: list[int] = []
    save = [Save(1, Chosen.of(1), sequence=1)]
    return {
        "start": lambda user: begun.append(
            attempts.start(session, quiz_id, user=user, now=at(100), rng=Random(7))
        ),
        "room": lambda user: exam_room(session, begun[0], user=user, now=at(101)),
        "save": lambda user: save_responses(
            session, begun[0], save, user=user, now=at(102), client="page"
        ),
        "submit": lambda user: attempts.submit(session, begun[0], user=user, now=at(103)),
        "result": lambda user: attempt_result(session, begun[0], user=user, now=at(104)),
    }


def test_an_attempt_asks_as_much_among_many_as_among_few(
    session: Session, count_queries: CountQueries
) -> None:
    def queries(others: int) -> dict[str, int]:
        quiz, user = quiz_of(), UserFactory()
        for number in range(others):
            when = NOW + timedelta(minutes=5 * number)
            taken(session, quiz, "rw-", when=when)
            taken(session, quiz, "r--", user, when)
        user_id, counts = user.id, {}
        for name, step in _steps(session, quiz.id).items():
            session.flush()
            session.expunge_all()
            user = session.get_one(User, user_id)
            with count_queries() as counted:
                step(user)
            counts[name] = len(counted)
        return counts

    # Enough for a comparison.
    few = queries(5)
    assert queries(12) == few
    assert all(few.values())
