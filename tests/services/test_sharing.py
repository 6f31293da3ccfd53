"""Who may take a quiz, and links."""

from random import Random

import pytest
from factories import AdminFactory, TeacherFactory, UserFactory
from sqlalchemy.orm import Session
from taking import at, quiz_of, started, taken

from quizapp.errors import ConflictError, NotAllowedError, NotFoundError
from quizapp.models import Audience, Quiz, QuizStatus, User
from quizapp.services import attempts, publishing, quizzes, sharing
from quizapp.services.audiences import Access
from quizapp.services.results import attempt_result
from quizapp.services.rules import rules_of_preset

CODE = "xT9_secret-code"


def shared_quiz(**changes: object) -> Quiz:
    return quiz_of(3, audience=Audience.LINK, share_code=CODE, **changes)


def begin(session: Session, quiz: Quiz, user: User, code: str | None = None) -> int:
    return attempts.start(session, quiz.id, user=user, now=at(1), rng=Random(1), share_code=code)


def listed(session: Session, user: User) -> list[int]:
    return [card.id for card in quizzes.list_open(session, user=user, now=at(1))]


def owner_of(session: Session, quiz: Quiz) -> User:
    return session.get_one(User, quiz.owner_id)


def test_a_shared_quiz_is_begun_with_its_code_only(session: Session) -> None:
    quiz, user = shared_quiz(), UserFactory()

    for code in (None, "", "another", CODE.upper()):
        with pytest.raises(NotFoundError):
            begin(session, quiz, user, code)
    with pytest.raises(NotFoundError):
        quizzes.quiz_card(session, quiz.id, user=user, now=at(1))
    assert sharing.quiz_of_link(session, CODE) == quiz.id
    page = quizzes.quiz_card(session, quiz.id, user=user, now=at(1), share_code=CODE)
    assert page.can_start
    assert begin(session, quiz, user, CODE)


def test_who_has_taken_it_keeps_it(session: Session) -> None:
    quiz, user = shared_quiz(), UserFactory()
    attempt_id = begin(session, quiz, user, CODE)

    assert [card.id for card in quizzes.list_begun(session, user=user, now=at(1))] == [quiz.id]
    assert listed(session, user) == []
    attempts.submit(session, attempt_id, user=user, now=at(2))
    sharing.renew_link(session, quiz.id, new_code="new", actor=owner_of(session, quiz), now=at(3))
    assert [card.id for card in sharing.list_shared(session, user=user, now=at(3))] == [quiz.id]
    assert sharing.list_shared(session, user=UserFactory(), now=at(3)) == ()
    assert quizzes.quiz_card(session, quiz.id, user=user, now=at(3)).can_start
    assert attempt_result(session, attempt_id, user=user, now=at(3)).can_retake
    assert begin(session, quiz, user)


def test_a_new_link_makes_the_old_one_worthless(session: Session) -> None:
    quiz = shared_quiz()

    sharing.renew_link(
        session, quiz.id, new_code="another", actor=owner_of(session, quiz), now=at(1)
    )

    with pytest.raises(NotFoundError, match="leads to no quiz any more"):
        sharing.quiz_of_link(session, CODE)
    with pytest.raises(NotFoundError):
        begin(session, quiz, UserFactory(), CODE)
    assert sharing.quiz_of_link(session, "another") == quiz.id


def test_a_private_quiz_is_its_owners(session: Session) -> None:
    quiz = quiz_of(3, audience=Audience.PRIVATE)
    owner = owner_of(session, quiz)

    for user in (UserFactory(), TeacherFactory()):
        assert listed(session, user) == []
        with pytest.raises(NotFoundError):
            quizzes.quiz_card(session, quiz.id, user=user, now=at(1))
        with pytest.raises(NotFoundError):
            begin(session, quiz, user)
    for user in (owner, AdminFactory()):
        assert quizzes.quiz_card(session, quiz.id, user=user, now=at(1)).can_start
        assert begin(session, quiz, user)


def test_the_audience_changes_and_what_was_begun_stays(session: Session) -> None:
    quiz, student = quiz_of(3), UserFactory()
    owner = owner_of(session, quiz)
    running = started(session, quiz, student).id
    done = taken(session, quiz, "rw-", UserFactory())

    def change(audience: Audience, code: str) -> None:
        sharing.change_audience(session, quiz.id, audience, new_code=code, actor=owner, now=at(1))

    change(Audience.LINK, "one")
    change(Audience.LINK, "two")
    assert quiz.share_code == "one"
    change(Audience.PRIVATE, "three")
    assert quiz.share_code is None
    with pytest.raises(NotFoundError):
        sharing.quiz_of_link(session, "one")
    assert begin(session, quiz, student) == running
    reader = session.get_one(User, done.user_id)
    result = attempt_result(session, done.id, user=reader, now=at(2))
    assert (result.score.right, result.can_retake) == (1, False)
    assert not quizzes.quiz_card(session, quiz.id, user=reader, now=at(2)).can_start
    change(Audience.EVERYONE, "four")
    assert listed(session, UserFactory()) == [quiz.id]


def test_only_its_teacher_changes_who_may_take_it(session: Session) -> None:
    quiz = shared_quiz()

    for actor in (TeacherFactory(), UserFactory()):
        with pytest.raises((NotAllowedError, NotFoundError)):
            sharing.change_audience(
                session, quiz.id, Audience.EVERYONE, new_code="n", actor=actor, now=at(1)
            )
        with pytest.raises((NotAllowedError, NotFoundError)):
            sharing.renew_link(session, quiz.id, new_code="n", actor=actor, now=at(1))


def test_a_quiz_without_link_gets_no_new_one(session: Session) -> None:
    quiz = quiz_of(3)

    with pytest.raises(ConflictError, match="not shared by link"):
        sharing.renew_link(session, quiz.id, new_code="n", actor=owner_of(session, quiz), now=at(1))


def test_the_link_of_a_closed_quiz_says_so(session: Session) -> None:
    quiz = shared_quiz(status=QuizStatus.CLOSED)

    page = quizzes.quiz_card(session, quiz.id, user=UserFactory(), now=at(1), share_code=CODE)

    assert not page.can_start
    with pytest.raises(ConflictError, match="closed"):
        begin(session, quiz, UserFactory(), CODE)


def test_a_set_is_published_for_whom_it_is_meant(session: Session) -> None:
    quiz = quiz_of(3)
    rules = rules_of_preset("practice", questions=[3])

    def publish(access: Access | None = None) -> Quiz:
        quiz_id = publishing.publish_set(
            session,
            quiz.set_id,
            title="Again",
            rules=rules,
            access=access,
            actor=owner_of(session, quiz),
            now=at(1),
        )
        return session.get_one(Quiz, quiz_id)

    everyone, link = publish(), publish(Access(Audience.LINK, "c1"))
    assert (everyone.audience, link.audience, link.share_code) == (
        Audience.EVERYONE,
        Audience.LINK,
        "c1",
    )
    # The form sent twice is one quiz, with the link that it has.
    assert publish(Access(Audience.LINK, "c2")) is link
    assert link.share_code == "c1"
    with pytest.raises(ValueError, match="code"):
        Access(Audience.LINK)
