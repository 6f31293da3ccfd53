"""A student practises on an article of their own."""

import pytest
from factories import AdminFactory, TeacherFactory, UserFactory
from generated import TEXT, WHAT, WHEN, WHO, generated
from sqlalchemy import select
from sqlalchemy.orm import Session
from taking import at, keys, started, taken

from quizapp.domain.responses import Chosen
from quizapp.errors import ArticleError, InvalidInputError, NotFoundError
from quizapp.generation.types import Question
from quizapp.models import Article, Audience, Item, ItemStatus, Quiz, QuizMode, User
from quizapp.services import (
    attempts,
    checking,
    daily,
    my_tests,
    own_articles,
    own_tests,
    quizzes,
)
from quizapp.services.article_library import list_articles
from quizapp.services.asked import Asked
from quizapp.services.managing import list_managed
from quizapp.services.own_tests import Choice
from quizapp.services.results import attempt_result
from quizapp.services.room import exam_room
from quizapp.services.saving import Save
from quizapp.services.sets import list_sets


def practise(session: Session, user: User, *questions: Question, **changes: object) -> Quiz:
    quiz_id = own_articles.practise_article(
        session,
        user=user,
        text=TEXT,
        generated=generated(*(questions or (WHEN, WHO, WHAT))),
        asked=Asked(count=10),
        now=at(0),
        **changes,
    )
    return session.get_one(Quiz, quiz_id)


def test_an_article_becomes_a_private_practice_quiz_that_says_it_is_not_reviewed(
    session: Session,
) -> None:
    user = UserFactory()

    quiz = practise(session, user)

    assert (quiz.audience, quiz.mode, quiz.owner_id) == (
        Audience.PRIVATE,
        QuizMode.PRACTICE,
        user.id,
    )
    assert quiz.title == "Ferry returns to Lake Sarus"
    card = quizzes.quiz_card(session, quiz.id, user=user, now=at(1)).card
    assert (card.unreviewed, card.questions) == (True, 3)
    attempt = started(session, quiz, user, at(1))
    room = exam_room(session, attempt.id, user=user, now=at(1))
    assert room is not None
    assert room.unreviewed
    answered = Save(1, Chosen.of(next(keys(session, attempt))))
    checking.check(session, attempt.id, 1, user=user, now=at(1), save=answered)
    shown = checking.checked_questions(session, attempt.id, user=user, now=at(5))
    assert shown[1].evidence
    attempts.submit(session, attempt.id, user=user, now=at(3))
    result = attempt_result(session, attempt.id, user=user, now=at(4))
    assert (result.unreviewed, result.score.right) == (True, 1)


def test_the_same_text_gives_the_same_quiz(session: Session) -> None:
    user = UserFactory()

    assert practise(session, user) is practise(session, user)
    assert practise(session, UserFactory()) is not practise(session, user)


def test_its_questions_enter_no_pool_no_bank_and_no_daily_quiz(session: Session) -> None:
    user, other = UserFactory(), TeacherFactory()
    for number in range(4):
        practise(session, UserFactory(), title=f"Copy {number}")
    quiz = practise(session, user)

    assert set(session.scalars(select(Item.status))) == {ItemStatus.DRAFT}
    for reader in (user, other):
        counted = own_tests.count_matching(session, Choice(), user=reader, now=at(1))
        assert counted.total == 0
    assert daily.make_daily(session, now=at(1)) is None
    for reader in (other, AdminFactory()):
        assert list_articles(session, user=reader).total == 0
        assert list_sets(session, user=reader).total == 0
        assert list_managed(session, user=reader).total == 0
    for reader in (other, UserFactory()):
        with pytest.raises(NotFoundError):
            quizzes.quiz_card(session, quiz.id, user=reader, now=at(1))


def test_too_few_questions_are_refused_and_nothing_is_stored(session: Session) -> None:
    with pytest.raises(ArticleError, match="gives: 2; to practise, at least 3") as refused:
        practise(session, UserFactory(), WHEN, WHO)

    assert refused.value.reason == "nothing_askable"
    assert session.scalars(select(Article.id)).all() == []


def test_a_bad_address_is_refused(session: Session) -> None:
    with pytest.raises(InvalidInputError) as refused:
        practise(session, UserFactory(), source_url="ftp://nowhere")

    assert refused.value.field == "source_url"


def test_what_was_missed_of_it_can_be_practised_and_still_says_so(session: Session) -> None:
    user = UserFactory()
    attempt = taken(session, practise(session, user), "rw-", user, at(1))

    quiz_id = own_tests.practise_again(session, attempt.id, title="Missed", user=user, now=at(60))

    card = quizzes.quiz_card(session, quiz_id, user=user, now=at(61)).card
    assert (card.questions, card.unreviewed) == (2, True)


def test_deleting_it_untaken_deletes_the_article_too(session: Session) -> None:
    user = UserFactory()
    quiz = practise(session, user)
    started(session, quiz, user, at(1))

    my_tests.delete_test(session, quiz.id, user=user, now=at(2))

    assert session.scalars(select(Article.id)).all() == []
    assert session.scalars(select(Item.id)).all() == []
    # SQLite gives ids again, and the session remembers the rows that had them.
    session.expunge_all()
    assert practise(session, session.get_one(User, user.id))


def test_deleting_it_after_it_was_taken_keeps_the_result(session: Session) -> None:
    user = UserFactory()
    quiz = practise(session, user)
    attempt = taken(session, quiz, "rw-", user, at(1))

    my_tests.delete_test(session, quiz.id, user=user, now=at(60))

    assert attempt_result(session, attempt.id, user=user, now=at(61)).score.right == 1
    assert my_tests.list_tests(session, user=user, now=at(61)).total == 0
    # The same article again brings the same test back.
    assert practise(session, user) is quiz
    assert my_tests.list_tests(session, user=user, now=at(62)).total == 1
