"""Quizzes that are set for classes, on the teacher's side and on the student's."""

from datetime import timedelta
from random import Random

import pytest
from databases import CountQueries
from factories import (
    NOW,
    SCHEME,
    AssignmentFactory,
    ClassFactory,
    TeacherFactory,
    UserFactory,
)
from sqlalchemy.orm import Session
from taking import answer, at, quiz_of

from quizapp.domain.assignments import Exemption, Phase, Terms
from quizapp.domain.sections import Section
from quizapp.errors import ConflictError, InvalidInputError, NotFoundError, QuizappError
from quizapp.models import AssignedAttempt, Attempt, Audience, Class, Quiz, QuizStatus, User
from quizapp.services import assigned, assignments, attempts, classes, publishing, quizzes


def owner_of(session: Session, quiz: Quiz) -> User:
    return session.get_one(User, quiz.owner_id)


def set_for(session: Session, quiz: Quiz, *found: Class, **terms: object) -> list[int]:
    made = assignments.set_quiz(
        session,
        quiz_id=quiz.id,
        class_ids=[each.id for each in found],
        terms=Terms(**terms),  # type: ignore[arg-type]
        note="",
        actor=owner_of(session, quiz),
        now=NOW,
    )
    return [each.id for each in made]


def begin(session: Session, quiz: Quiz, user: User, minutes: float) -> Attempt:
    attempt_id = attempts.start(session, quiz.id, user=user, now=at(minutes), rng=Random(1))
    return session.get_one(Attempt, attempt_id)


def taught(session: Session, quiz: Quiz, *students: User) -> Class:
    return ClassFactory(teacher=owner_of(session, quiz), students=students)


def private_quiz(**changes: object) -> Quiz:
    return quiz_of(3, audience=Audience.PRIVATE, **changes)


def test_a_quiz_is_set_for_all_classes_or_none(session: Session) -> None:
    quiz = private_quiz()
    first, second = taught(session, quiz, UserFactory()), taught(session, quiz)
    set_for(session, quiz, first)
    with pytest.raises(InvalidInputError, match=f"set for “{first.title}” already"):
        set_for(session, quiz, second, first)
    listed = assignments.list_assignments(session, first.id, user=owner_of(session, quiz), now=NOW)
    assert [(row.quiz_id, row.students, row.done, row.phase) for row in listed] == [
        (quiz.id, 1, 0, Phase.OPEN)
    ]


@pytest.mark.parametrize(
    ("changes", "terms", "words"),
    [
        ({"status": QuizStatus.CLOSED}, {}, "is closed"),
        ({"closes_at": at(60)}, {"closes_at": at(61)}, "closes before that"),
        ({"opens_at": at(60)}, {"closes_at": at(60)}, "opens only after that"),
        ({}, {"closes_at": at(0)}, "past already"),
    ],
)
def test_what_nobody_could_take_is_not_set(
    session: Session, changes: dict[str, object], terms: dict[str, object], words: str
) -> None:
    quiz = private_quiz(**changes)
    with pytest.raises(QuizappError, match=words):
        set_for(session, quiz, taught(session, quiz), **terms)


def test_setting_needs_questions_a_class_and_ones_own(session: Session) -> None:
    quiz, empty = private_quiz(), quiz_of(0)
    found = taught(session, quiz)
    with pytest.raises(ConflictError, match="no questions"):
        set_for(session, empty, taught(session, empty))
    with pytest.raises(InvalidInputError, match="at least one class"):
        set_for(session, quiz)
    with pytest.raises(NotFoundError, match="no such class"):
        set_for(session, quiz, ClassFactory())
    classes.archive_class(session, found.id, actor=owner_of(session, quiz), now=NOW)
    with pytest.raises(InvalidInputError, match="is archived"):
        set_for(session, quiz, found)
    with pytest.raises(NotFoundError, match="no such assignment"):
        assignments.show_assignment(session, 0, user=owner_of(session, quiz), now=NOW)


def test_students_of_the_class_may_begin_and_nobody_else(session: Session) -> None:
    quiz, student, other = private_quiz(), UserFactory(), UserFactory()
    (assignment_id,) = set_for(
        session, quiz, taught(session, quiz, student), opens_at=at(10), closes_at=at(15)
    )
    with pytest.raises(NotFoundError):
        begin(session, quiz, other, 12)
    with pytest.raises(NotFoundError):
        quizzes.quiz_card(session, quiz.id, user=other, now=at(12))
    with pytest.raises(ConflictError, match="opens this quiz later"):
        begin(session, quiz, student, 9)
    assert not quizzes.quiz_card(session, quiz.id, user=student, now=at(9)).can_start
    assert quizzes.quiz_card(session, quiz.id, user=student, now=at(12)).can_start
    attempt = begin(session, quiz, student, 12)
    assert attempt.deadline_at == at(15)
    row = session.get_one(AssignedAttempt, attempt.id)
    assert row.assignment_id == assignment_id
    with pytest.raises(ConflictError, match="is over"):
        begin(session, quiz, student, 16)


def test_attempts_are_counted_and_late_ones_told(session: Session) -> None:
    quiz, student = private_quiz(minutes=5), UserFactory()
    found = taught(session, quiz, student)
    set_for(session, quiz, found, closes_at=at(10), late_until=at(30), attempts_allowed=1)
    (due,) = assigned.list_set(session, user=student, now=at(1))
    assert (due.is_due, due.phase, due.given.attempts_left) == (True, Phase.OPEN, 1)
    attempt = begin(session, quiz, student, 12)
    answer(session, attempt, "rr-", at(13))
    attempts.submit(session, attempt.id, user=student, now=at(14))
    (done,) = assigned.list_set(session, user=student, now=at(15))
    assert (done.is_due, done.late, done.submitted) == (False, True, 1)
    assert done.best_percent is not None
    assert round(done.best_percent) == 67
    with pytest.raises(ConflictError, match="all attempts"):
        begin(session, quiz, student, 16)
    card = quizzes.quiz_card(session, quiz.id, user=student, now=at(16))
    assert card.given is not None
    assert not card.can_start
    assert assigned.list_set(session, user=student, now=at(40)) == ()
    (over,) = assigned.list_set_in(session, found.id, user=student, now=at(40))
    assert (over.phase, over.missed) == (Phase.OVER, False)
    row = assignments.list_assignments(
        session, found.id, user=owner_of(session, quiz), now=at(40)
    ).items[0]
    assert (row.done, row.working) == (1, 0)


def test_a_student_has_terms_of_their_own(session: Session) -> None:
    quiz, student, other = private_quiz(minutes=10), UserFactory(), UserFactory()
    teacher = owner_of(session, quiz)
    (assignment_id,) = set_for(
        session, quiz, taught(session, quiz, student, other), closes_at=at(10), attempts_allowed=1
    )

    def grant(who: User, exemption: Exemption) -> None:
        assignments.exempt(
            session, assignment_id, who.id, exemption=exemption, actor=teacher, now=NOW
        )

    grant(student, Exemption(at(60), 2, 7))
    with pytest.raises(NotFoundError, match="no such student"):
        grant(UserFactory(), Exemption(extra_minutes=5))
    assert begin(session, quiz, student, 20).deadline_at == at(37)
    with pytest.raises(ConflictError, match="is over"):
        begin(session, quiz, other, 20)
    (told,) = assignments.list_exempted(session, assignment_id, user=teacher)
    assert told.exemption == Exemption(at(60), 2, 7)
    grant(student, Exemption())
    assert assignments.list_exempted(session, assignment_id, user=teacher) == ()
    grant(other, Exemption())


def test_extra_minutes_lengthen_sections_with_clocks(session: Session) -> None:
    clocks = [
        Section(name=name, scheme=SCHEME, minutes=5, questions=questions).as_data()
        for name, questions in (("A", None), ("B", None))
    ]
    quiz = private_quiz(minutes=10, sections=clocks)
    student = UserFactory()
    (assignment_id,) = set_for(session, quiz, taught(session, quiz, student))
    assignments.exempt(
        session,
        assignment_id,
        student.id,
        exemption=Exemption(extra_minutes=5),
        actor=owner_of(session, quiz),
        now=NOW,
    )
    attempt = begin(session, quiz, student, 0)
    # The second section has no questions in this set, and so no time.
    assert attempt.deadline_at == at(7.5)


def test_terms_change_and_an_assignment_is_withdrawn(session: Session) -> None:
    quiz, student = private_quiz(), UserFactory()
    teacher = owner_of(session, quiz)
    found = taught(session, quiz, student)
    (assignment_id,) = set_for(session, quiz, found)
    assignments.change_terms(
        session,
        assignment_id,
        terms=Terms(closes_at=at(5), attempts_allowed=3),
        note=" Read first. ",
        actor=teacher,
        now=NOW,
    )
    row = assignments.show_assignment(session, assignment_id, user=teacher, now=at(6))
    assert (row.terms.closes_at, row.note, row.phase) == (at(5), "Read first.", Phase.OVER)
    assignments.withdraw(session, assignment_id, actor=teacher, now=NOW)
    assignments.withdraw(session, assignment_id, actor=teacher, now=NOW)
    with pytest.raises(NotFoundError):
        begin(session, quiz, student, 1)
    assert assigned.list_set(session, user=student, now=at(1)) == ()
    with pytest.raises(ConflictError, match="withdrawn"):
        assignments.change_terms(
            session, assignment_id, terms=Terms(), note="", actor=teacher, now=NOW
        )
    assert set_for(session, quiz, found) != [assignment_id]
    with pytest.raises(ConflictError, match="set for a class"):
        publishing.unpublish_quiz(session, quiz.id, actor=teacher, now=NOW)


def test_an_open_quiz_is_for_everybody_once_the_assignment_is_over(session: Session) -> None:
    quiz, student = quiz_of(3), UserFactory()
    set_for(session, quiz, taught(session, quiz, student), opens_at=at(5), closes_at=at(10))
    with pytest.raises(ConflictError, match="later"):
        begin(session, quiz, student, 1)
    assert begin(session, quiz, UserFactory(), 1)
    attempt = begin(session, quiz, student, 11)
    assert session.get(AssignedAttempt, attempt.id) is None
    assert quizzes.quiz_card(session, quiz.id, user=student, now=at(11)).given is None


def test_of_two_classes_the_one_that_is_open_counts(session: Session) -> None:
    quiz, student = private_quiz(), UserFactory()
    first, second = taught(session, quiz, student), taught(session, quiz, student)
    (_, open_id) = (
        *set_for(session, quiz, first, closes_at=at(5)),
        *set_for(session, quiz, second, opens_at=at(4), closes_at=at(20)),
    )
    attempt = begin(session, quiz, student, 10)
    assert session.get_one(AssignedAttempt, attempt.id).assignment_id == open_id


def test_lists_ask_the_same_for_many_as_for_few(
    session: Session, count_queries: CountQueries
) -> None:
    student, teacher = UserFactory(), TeacherFactory()
    found = ClassFactory(teacher=teacher, students=[student])
    counts = []
    for more in (1, 6):
        for _ in range(more):
            AssignmentFactory(class_id=found.id, closes_at=NOW + timedelta(days=1))
        session.expire_all()
        with count_queries() as counted:
            assigned.list_set(session, user=student, now=at(1))
            assignments.list_assignments(session, found.id, user=teacher, now=at(1))
        counts.append(counted.reads)
    assert counts[0] == counts[1]
