"""The live view of a running test, and the signs of life that it rests on."""

from datetime import timedelta
from fractions import Fraction
from typing import NamedTuple

import pytest
from factories import NOW, AssignmentFactory, ClassFactory, UserFactory
from sqlalchemy import select
from sqlalchemy.orm import Session
from taking import answer, at, quiz_of, save, started, taken, user_of

from quizapp.domain.presence import SILENCE, Whereabouts
from quizapp.domain.responses import Chosen
from quizapp.errors import NotFoundError
from quizapp.models import Assignment, Attempt, AttemptPresence, ClassStudent, Quiz, User
from quizapp.services import attempts, presence, score_distribution
from quizapp.services.live import LATELY, LiveView, live_assignment, live_quiz

NAMES = ("Asha", "bela", "Chand", "Devi", "Esha")


class Given(NamedTuple):
    """A quiz of four questions and 10 minutes, set for a class of five."""

    assignment: Assignment
    quiz: Quiz
    students: dict[str, User]


@pytest.fixture
def given(session: Session) -> Given:
    students = {name: UserFactory(display_name=name) for name in NAMES}
    found = ClassFactory(students=[*students.values(), UserFactory(display_name="Gone")])
    gone = session.scalars(select(ClassStudent).order_by(ClassStudent.user_id.desc())).first()
    assert gone is not None
    gone.left_at = NOW
    quiz = quiz_of(4)
    return Given(AssignmentFactory(class_id=found.id, quiz=quiz), quiz, students)


def beat(session: Session, attempt: Attempt, minutes: float = 0, *, in_front: bool = True) -> None:
    user = user_of(session, attempt)
    presence.note(session, attempt.id, user=user, in_front=in_front, now=at(minutes))


def known(session: Session, attempt: Attempt) -> tuple[object, bool] | None:
    row = session.get(AttemptPresence, attempt.id, populate_existing=True)
    return None if row is None else (row.seen_at, row.in_front)


def places(view: LiveView) -> list[tuple[str, str]]:
    return [(row.display_name, row.where.value) for row in view.rows]


def test_a_class_is_seen_with_what_concerns_the_teacher_first(
    session: Session, given: Given
) -> None:
    asha, bela, chand, devi, _esha = (given.students[name] for name in NAMES)
    taken(session, given.quiz, "rrw-", asha)
    silent = started(session, given.quiz, bela)
    beat(session, silent, 1)
    away = started(session, given.quiz, chand)
    beat(session, away, 1)
    beat(session, away, 2, in_front=False)
    working = started(session, given.quiz, devi)
    answer(session, working, "r-w-", at(4))
    beat(session, working, 5)

    view = live_assignment(session, given.assignment, now=at(6))

    assert places(view) == [
        ("bela", "offline"),
        ("Chand", "away"),
        ("Devi", "working"),
        ("Esha", "not-begun"),
        ("Asha", "handed-in"),
    ]
    assert view.counts == dict.fromkeys(Whereabouts, 1)
    offline, _, at_it, idle, done = view.rows
    assert (offline.last_sign, offline.left) == (at(1), timedelta(minutes=4))
    assert (at_it.answered, at_it.questions) == (2, 4)
    assert (idle.attempt_id, idle.position, idle.answered) == (None, None, None)
    assert (done.percent, done.position, done.left) == (Fraction(100 * 10, 3 * 8), None, None)
    some = live_assignment(session, given.assignment, now=at(6), where=Whereabouts.AWAY)
    assert (places(some), some.total) == ([("Chand", "away")], 5)


def test_a_save_is_a_sign_of_life_in_front(session: Session, given: Given) -> None:
    attempt = started(session, given.quiz, given.students["Asha"])
    beat(session, attempt, 1, in_front=False)
    save(session, attempt, Chosen.of(0), when=at(3))

    (first, *_) = live_quiz(session, given.quiz, now=at(4)).rows

    assert (first.where, first.last_sign) == (Whereabouts.WORKING, at(3))


def test_who_has_just_begun_is_not_offline(session: Session, given: Given) -> None:
    started(session, given.quiz, given.students["Asha"])

    (row,) = live_quiz(session, given.quiz, now=NOW + SILENCE).rows
    assert row.where is Whereabouts.WORKING
    (row,) = live_quiz(session, given.quiz, now=NOW + SILENCE + timedelta(seconds=1)).rows
    assert row.where is Whereabouts.OFFLINE


def test_a_quiz_shows_who_is_at_it_and_who_was_lately(session: Session, given: Given) -> None:
    stranger = UserFactory(display_name="Someone")
    taken(session, given.quiz, "rrrr", stranger)
    started(session, given.quiz, given.students["Asha"], when=at(5))

    view = live_quiz(session, given.quiz, now=at(6))
    assert places(view) == [("Asha", "working"), ("Someone", "handed-in")]
    assert not view.overdue
    later = live_quiz(session, given.quiz, now=NOW + LATELY + timedelta(minutes=2))
    assert places(later) == [("Asha", "offline")]
    assert later.overdue


def test_beats_that_come_close_to_each_other_are_one(session: Session, given: Given) -> None:
    attempt = started(session, given.quiz, given.students["Asha"])
    beat(session, attempt)
    beat(session, attempt, 0.2)
    assert known(session, attempt) == (at(0), True)

    beat(session, attempt, 0.3, in_front=False)
    assert known(session, attempt) == (at(0.3), False)
    beat(session, attempt, 2, in_front=False)
    assert known(session, attempt) == (at(2), False)


def test_beats_are_for_own_attempts_that_go_on(session: Session, given: Given) -> None:
    attempt = started(session, given.quiz, given.students["Asha"])
    with pytest.raises(NotFoundError):
        presence.note(session, attempt.id, user=given.students["bela"], in_front=True, now=at(1))
    beat(session, attempt, 1)

    attempts.submit(session, attempt.id, user=given.students["Asha"], now=at(2))
    beat(session, attempt, 3)

    assert known(session, attempt) is None


def test_scores_are_those_of_first_attempts(session: Session, given: Given) -> None:
    assert score_distribution.scores_of_quiz(session, given.quiz.id) is None
    asha, bela = given.students["Asha"], given.students["bela"]
    taken(session, given.quiz, "rr--", asha)
    taken(session, given.quiz, "rrrr", asha, at(5))
    taken(session, given.quiz, "rrr-", bela)
    taken(session, given.quiz, "----", UserFactory())

    scores = score_distribution.scores_of_quiz(session, given.quiz.id)
    assert scores is not None
    assert (scores.count, scores.lowest, scores.median, scores.highest) == (3, 0, 50, 75)
    in_class = score_distribution.scores_of_assignment(session, given.assignment.id)
    assert in_class is not None
    assert (in_class.count, in_class.mean) == (2, Fraction(125, 2))
