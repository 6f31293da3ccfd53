"""What students may see of their attempts at each moment, wherever it could be seen."""

from fractions import Fraction

import pytest
from factories import UserFactory
from sqlalchemy import select
from sqlalchemy.orm import Session
from taking import at, quiz_of, started, taken, user_of

from quizapp.domain.disclosure import EVERYTHING, Disclosed, Disclosure, Moment
from quizapp.errors import ConflictError
from quizapp.models import Attempt, Quiz, QuizStatus, User
from quizapp.services import publishing
from quizapp.services.disclosing import is_shown, shown_to_student
from quizapp.services.own_tests import practise_again
from quizapp.services.progress import my_progress
from quizapp.services.quizzes import list_open, quiz_card
from quizapp.services.results import attempt_result

MARKS = frozenset({Disclosed.MARKS})
KEYS = MARKS | {Disclosed.ANSWERS}
NEVER = Disclosure().as_data()


def every_moment(what: frozenset[Disclosed]) -> dict[str, dict[str, bool]]:
    return Disclosure(submitted=what, later=what, closed=what).as_data()


def test_hidden_marks_are_nowhere(session: Session) -> None:
    user = UserFactory()
    quiz = quiz_of(3, shown="after-closing")
    attempt = taken(session, quiz, "rw-", user)
    open_quiz = quiz_of(2)
    taken(session, open_quiz, "rr", user)

    def seen() -> tuple[object, ...]:
        result = attempt_result(session, attempt.id, user=user, now=at(5))
        page = quiz_card(session, quiz.id, user=user, now=at(5))
        cards = {card.id: card for card in list_open(session, user=user, now=at(5)).items}
        progress = my_progress(session, user=user, now=at(5))
        return (
            (result.score, result.percent, result.sections, result.topics, result.items),
            (page.card.best_percent, [each.percent for each in page.attempts]),
            cards[quiz.id].best_percent if quiz.id in cards else None,
            [point.attempt_id for point in progress.points],
            (progress.attempts, progress.kept_back, progress.answered, progress.right),
            [topic.answered for topic in progress.topics],
            progress.to_revise.total,
        )

    assert seen() == (
        (None, None, (), (), ()),
        (None, [None]),
        None,
        [attempt.id + 1],
        (2, 1, 2, 2),
        [2],
        0,
    )
    quiz.status = QuizStatus.CLOSED
    session.flush()
    result, card, *_rest, totals, topics, missed = seen()
    assert result[1] == Fraction(200, 9)
    assert card == (Fraction(200, 9), [Fraction(200, 9)])
    assert (totals, topics, missed) == ((2, 0, 4, 3), [4], 2)


def test_the_teacher_sees_everything_at_once(session: Session) -> None:
    quiz = quiz_of(2, shown="after-closing")
    attempt = taken(session, quiz, "rw")
    owner = session.get_one(User, quiz.owner_id)
    shown = attempt_result(session, attempt.id, user=owner, now=at(5))
    assert shown.shown == EVERYTHING
    assert len(shown.items) == 2


def test_it_is_told_when_the_rest_comes(session: Session) -> None:
    quiz = quiz_of(2, shown="after-closing")
    attempt = taken(session, quiz, "rw")
    result = attempt_result(session, attempt.id, user=user_of(session, attempt), now=at(5))
    assert result.later == dict.fromkeys(Disclosed, Moment.CLOSED)
    quiz.disclosure = NEVER
    session.flush()
    result = attempt_result(session, attempt.id, user=user_of(session, attempt), now=at(5))
    assert (result.later, result.shown) == ({}, frozenset())


def test_right_answers_can_come_without_explanations(session: Session) -> None:
    quiz = quiz_of(2, disclosure=every_moment(KEYS))
    attempt = taken(session, quiz, "rw")
    result = attempt_result(session, attempt.id, user=user_of(session, attempt), now=at(5))
    for item in result.items:
        assert (item.explanation, item.evidence, item.source_title, item.source_url) == (
            "",
            (),
            "",
            "",
        )
        assert any(option.is_key for option in item.answered.options)


def test_an_hour_after_submitting_it_is_later(session: Session) -> None:
    shown = Disclosure(submitted=EVERYTHING, closed=EVERYTHING)
    quiz = quiz_of(2, disclosure=shown.as_data())
    attempt = taken(session, quiz, "rw")
    user = user_of(session, attempt)
    assert attempt_result(session, attempt.id, user=user, now=at(60)).answers_shown
    assert my_progress(session, user=user, now=at(60)).to_revise.total == 1
    after = attempt_result(session, attempt.id, user=user, now=at(61))
    assert (after.score, after.items) == (None, ())
    assert my_progress(session, user=user, now=at(61)).to_revise.total == 0
    with pytest.raises(ConflictError, match="once it is closed"):
        practise_again(session, attempt.id, title="Again", user=user, now=at(61))


def test_earlier_attempts_are_told_by_what_is_shown_of_them(session: Session) -> None:
    shown = Disclosure(submitted=MARKS)
    quiz, user = quiz_of(2, disclosure=shown.as_data()), UserFactory()
    taken(session, quiz, "rr", user)
    last = taken(session, quiz, "rw", user, at(90))
    result = attempt_result(session, last.id, user=user, now=at(95))
    assert result.percent is not None
    assert result.earlier == ()


@pytest.mark.parametrize("minutes", [2, 61, 200])
@pytest.mark.parametrize("closes", [None, 60.5])
@pytest.mark.parametrize("status", list(QuizStatus))
def test_the_database_says_what_the_rule_says(
    session: Session, minutes: float, closes: float | None, status: QuizStatus
) -> None:
    moments = [Moment.SUBMITTED, Moment.LATER, Moment.CLOSED]
    for bits in range(8):
        chosen = {each.value: KEYS for place, each in enumerate(moments) if bits >> place & 1}
        quiz = quiz_of(1, disclosure=Disclosure(**chosen).as_data())
        taken(session, quiz, "r")
        quiz.closes_at, quiz.status = None if closes is None else at(closes), status
    session.flush()
    now = at(minutes)
    rows = session.execute(
        select(Attempt, Quiz, is_shown(Disclosed.ANSWERS, now)).join(
            Quiz, Quiz.id == Attempt.quiz_id
        )
    ).all()
    assert len(rows) == 8
    for attempt, quiz, said in rows:
        assert bool(said) == (Disclosed.ANSWERS in shown_to_student(attempt, quiz, now))


def test_nothing_is_told_while_others_are_at_it(session: Session) -> None:
    done, busy = UserFactory(), UserFactory()
    quiz = quiz_of(2, shown="after-closing")
    attempt = taken(session, quiz, "rr", done)
    started(session, quiz, busy, at(5))
    owner = session.get_one(User, quiz.owner_id)

    publishing.close_quiz(session, quiz.id, actor=owner, now=at(6))
    # The other one has until the fifteenth minute.
    for minute, shown in ((7, False), (14.9, False), (15, True)):
        now = at(minute)
        assert bool(shown_to_student(attempt, quiz, now)) is shown
        told = select(Attempt.id).join(Quiz).where(Attempt.submitted_at.is_not(None))
        found = session.scalars(told.where(is_shown(Disclosed.ANSWERS, now))).all()
        assert found == ([attempt.id] if shown else [])
    publishing.reopen_quiz(session, quiz.id, actor=owner, now=at(20))
    assert not shown_to_student(attempt, quiz, at(20))
    publishing.close_quiz(session, quiz.id, actor=owner, now=at(21))
    assert shown_to_student(attempt, quiz, at(21)), "nobody is at it any more"
