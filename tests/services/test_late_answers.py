"""Answers that arrive late: kept, shown, counted by the teacher, and taken back."""

from fractions import Fraction

import pytest
from databases import CountQueries
from factories import TeacherFactory, UserFactory
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from taking import answer, at, keys, quiz_of, save, started, taken, user_of

from quizapp.domain.responses import Blank, Chosen
from quizapp.domain.saving import SaveOutcome
from quizapp.errors import ConflictError, NotFoundError
from quizapp.models import Attempt, AuditEntry, LateResponse, Quiz, User
from quizapp.services import attempts
from quizapp.services.closing import AttemptOverError
from quizapp.services.late_answers import (
    count_answer,
    count_late,
    late_answers,
    list_late,
    take_back,
)
from quizapp.services.results import attempt_result
from quizapp.services.saving import Save, save_responses


def sends(
    session: Session, attempt: Attempt, option: int, minutes: float, sequence: int = 1
) -> SaveOutcome:
    """Have a page with script send an answer to question 2."""
    answer = save_responses(
        session,
        attempt.id,
        [Save(2, Chosen.of(option), sequence=sequence)],
        user=user_of(session, attempt),
        now=at(minutes),
        client="a-page-of-its-own",
    )
    return answer.results[0].outcome


def teacher_of(session: Session, quiz: Quiz) -> User:
    return session.get_one(User, quiz.owner_id)


def closed_by_clock(session: Session, quiz: Quiz, wanted: str = "r--") -> Attempt:
    """An attempt of ten minutes that was left."""
    attempt = started(session, quiz)
    answer(session, attempt, wanted)
    return attempt


def the_late(session: Session) -> LateResponse:
    return session.scalars(select(LateResponse)).one()


def test_what_arrives_late_is_kept_with_its_time_and_marked_nowhere(session: Session) -> None:
    attempt = closed_by_clock(session, quiz_of())
    key = list(keys(session, attempt))[1]

    assert sends(session, attempt, key, 10.5) is SaveOutcome.LATE

    result = attempt_result(session, attempt.id, user=user_of(session, attempt), now=at(11))
    assert result.score is not None
    assert result.score.total == 2
    assert result.score.blank == 2
    (position, late), *others = result.late.items()
    assert (position, others) == (2, [])
    assert late.response == Chosen.of(key)
    assert late.arrived_at == at(10.5)
    assert not late.is_counted


def test_the_newest_is_kept_and_one_that_is_sent_again_changes_nothing(session: Session) -> None:
    attempt = closed_by_clock(session, quiz_of())

    sends(session, attempt, 1, 11, sequence=5)
    sends(session, attempt, 1, 12, sequence=5)
    sends(session, attempt, 0, 13, sequence=4)
    assert late_answers(session, attempt.id)[2].response == Chosen.of(1)
    assert late_answers(session, attempt.id)[2].arrived_at == at(11)

    sends(session, attempt, 3, 14, sequence=6)
    assert late_answers(session, attempt.id)[2].response == Chosen.of(3)
    assert late_answers(session, attempt.id)[2].arrived_at == at(14)


def test_a_form_without_script_is_refused_and_its_answer_kept(session: Session) -> None:
    attempt = closed_by_clock(session, quiz_of())

    with pytest.raises(AttemptOverError):
        save(session, attempt, Chosen.of(1), 3, at(12))

    assert list(late_answers(session, attempt.id)) == [3]


def test_what_says_nothing_new_or_fits_nothing_is_not_kept(session: Session) -> None:
    attempt = taken(session, quiz_of(), "r--")
    first = next(iter(keys(session, attempt)))
    user = user_of(session, attempt)

    save_responses(
        session,
        attempt.id,
        [
            Save(1, Chosen.of(first), sequence=90),
            Save(2, Blank(), sequence=91),
            Save(3, Chosen.of(9), sequence=92),
            Save(3, marked=True, sequence=93),
            Save(3, time_ms=5000, sequence=94),
        ],
        user=user,
        now=at(3),
        client="another-page",
    )

    assert late_answers(session, attempt.id) == {}


def test_an_answer_for_a_section_that_is_over_is_late_while_the_test_goes_on(
    session: Session,
) -> None:
    quiz = quiz_of()
    attempt = started(session, quiz)
    section = attempt.sections[0]
    attempt.sections = [{**section, "closes_at": at(2).isoformat()}]
    session.flush()

    assert sends(session, attempt, 1, 3) is SaveOutcome.LATE

    with pytest.raises(ConflictError, match="still working"):
        count_answer(
            session,
            quiz.id,
            the_late(session).id,
            actor=teacher_of(session, quiz),
            now=at(4),
        )


def test_a_teacher_lets_it_count_and_takes_that_back(session: Session) -> None:
    quiz = quiz_of()
    teacher = teacher_of(session, quiz)
    attempt = closed_by_clock(session, quiz, "rw-")
    key = list(keys(session, attempt))[1]
    sends(session, attempt, key, 10.5)
    attempts.close_overdue(session, now=at(11))
    unit = Fraction(1, attempt.mark_denominator)
    assert attempt.score_units * unit == 2 - Fraction(2, 3)
    late_id = the_late(session).id
    assert count_late(session, quiz.id) == 1

    for _ in range(2):
        count_answer(session, quiz.id, late_id, actor=teacher, now=at(20))

    assert attempt.score_units * unit == 4
    assert (attempt.right_count, attempt.wrong_count) == (2, 0)
    result = attempt_result(session, attempt.id, user=user_of(session, attempt), now=at(21))
    assert result.late[2].is_counted
    assert result.items[1].response == Chosen.of(key)
    assert count_late(session, quiz.id) == 0
    (row,) = list_late(session, quiz.id, user=teacher)
    assert row.counted_by == teacher.display_name
    assert row.counted_at == at(20)
    assert row.standing != row.late.response

    # What comes even later does not touch what counts.
    sends(session, attempt, (key + 1) % 4, 30, sequence=99)
    assert late_answers(session, attempt.id)[2].response == Chosen.of(key)

    for _ in range(2):
        take_back(session, quiz.id, late_id, actor=teacher, now=at(40))

    assert attempt.score_units * unit == 2 - Fraction(2, 3)
    assert (attempt.right_count, attempt.wrong_count) == (1, 1)
    recorded = session.scalars(
        select(AuditEntry.action).where(AuditEntry.action.startswith("late-answer"))
    ).all()
    assert sorted(recorded) == ["late-answer.count", "late-answer.take-back"]


def test_only_the_quizs_teacher_counts(session: Session) -> None:
    quiz, other = quiz_of(), quiz_of()
    attempt = closed_by_clock(session, quiz)
    sends(session, attempt, 1, 11)
    late_id = the_late(session).id

    for actor, quiz_id in (
        (TeacherFactory(), quiz.id),
        (teacher_of(session, other), other.id),
        (teacher_of(session, quiz), 10**12),
    ):
        with pytest.raises(NotFoundError):
            count_answer(session, quiz_id, late_id, actor=actor, now=at(12))
        with pytest.raises(NotFoundError):
            take_back(session, quiz_id, late_id, actor=actor, now=at(12))
    with pytest.raises(NotFoundError):
        list_late(session, quiz.id, user=TeacherFactory())


def test_a_long_list_takes_no_more_queries(session: Session, count_queries: CountQueries) -> None:
    quiz = quiz_of()
    teacher = teacher_of(session, quiz)
    counts = []
    for size in (1, 6):
        for _ in range(size):
            attempt = started(session, quiz, UserFactory())
            attempts.submit(session, attempt.id, user=user_of(session, attempt), now=at(1))
            sends(session, attempt, 1, 2)
        session.expire_all()
        user = session.get_one(User, teacher.id)
        with count_queries() as counted:
            assert list_late(session, quiz.id, user=user).total
        counts.append(len(counted))
    assert counts[0] == counts[1]
    assert session.scalar(select(func.count(LateResponse.id))) == 7
