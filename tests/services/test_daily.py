"""The daily quiz: made once a day, the same for everybody, and in nobody's way."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta

import pytest
from databases import CountQueries
from factories import (
    NOW,
    AdminFactory,
    ItemFactory,
    QuestionSetFactory,
    QuizFactory,
    TeacherFactory,
    UserFactory,
    content,
    use_session,
)
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session
from taking import at, quiz_of, taken

from quizapp.domain.daily import day_of
from quizapp.errors import NotFoundError
from quizapp.models import Audience, QuestionSetItem, Quiz, QuizMode, User
from quizapp.models.engine import BEGIN_IMMEDIATE
from quizapp.services import accounts, daily, quizzes
from quizapp.services.managing import list_managed
from quizapp.services.sets import list_sets

DAY = day_of(NOW)


def after(days: int) -> datetime:
    return NOW + timedelta(days=days)


def made(session: Session, now: datetime = NOW) -> Quiz:
    quiz_id = daily.make_daily(session, now=now)
    assert quiz_id is not None
    return session.get_one(Quiz, quiz_id)


def item_ids(session: Session, quiz: Quiz) -> list[int]:
    return list(
        session.scalars(
            select(QuestionSetItem.item_id)
            .where(QuestionSetItem.set_id == quiz.set_id)
            .order_by(QuestionSetItem.position)
        )
    )


def test_ten_public_questions_become_the_quiz_of_the_day(session: Session) -> None:
    quiz_of(12)
    quiz_of(5, audience=Audience.PRIVATE)

    assert daily.is_missing(session, now=NOW)
    quiz = made(session)

    assert not daily.is_missing(session, now=NOW)
    assert len(item_ids(session, quiz)) == 10
    assert (quiz.daily_on, quiz.mode, quiz.minutes) == (DAY, QuizMode.PRACTICE, None)
    assert quiz.audience is Audience.EVERYONE
    assert made(session, at(60)) is quiz


def test_too_few_questions_make_no_daily_quiz(session: Session) -> None:
    quiz_of(9)

    assert not daily.is_missing(session, now=NOW)
    assert daily.make_daily(session, now=NOW) is None
    view = daily.todays(session, user=UserFactory(), now=NOW)
    assert (view.quiz, view.streak, view.done_today) == (None, 0, False)


def test_the_next_day_has_other_questions(session: Session) -> None:
    quiz_of(25)

    first, second = made(session), made(session, after(1))
    third = made(session, after(2))

    assert not set(item_ids(session, first)) & set(item_ids(session, second))
    # Five are left, and then those that were used longest ago.
    assert len(set(item_ids(session, third)) & set(item_ids(session, first))) == 5
    assert not set(item_ids(session, third)) & set(item_ids(session, second))


def test_recent_news_are_preferred(session: Session) -> None:
    owner = TeacherFactory()
    items = [
        ItemFactory(owner=owner, content=content(news_date=news))
        for news in [date(2026, 3, 10)] * 10 + [date(2025, 3, 10)] * 10
    ]
    QuizFactory(question_set=QuestionSetFactory(owner=owner, items=items))

    assert set(item_ids(session, made(session))) == {item.id for item in items[:10]}


def test_it_is_nobodys_and_stands_in_no_list(session: Session) -> None:
    quiz_of(10)
    quiz = made(session)
    admin = AdminFactory()
    owner = session.get_one(User, quiz.owner_id)

    assert (owner.is_active, owner.role.value) == (False, "student")
    assert accounts.verify(session, login=owner.username, password="!") is None
    assert owner.id not in [row.id for row in accounts.list_users(session, actor=admin)]
    with pytest.raises(NotFoundError):
        accounts.set_active(session, owner.id, active=True, actor=admin, now=NOW)
    assert quiz.id not in [each.id for each in list_managed(session, user=admin)]
    assert quiz.set_id not in [each.id for each in list_sets(session, user=admin)]
    listed = quizzes.list_open(session, user=UserFactory(), now=NOW)
    assert quiz.id not in [card.id for card in listed]
    made(session, after(1))
    assert session.scalar(select(func.count(User.id)).where(User.username == owner.username)) == 1


def test_everybody_can_take_it_also_later(session: Session) -> None:
    quiz_of(10)
    quiz = made(session)

    for when in (at(1), after(3)):
        page = quizzes.quiz_card(session, quiz.id, user=UserFactory(), now=when)
        assert page.can_start
        assert page.card.daily_on == DAY


def test_a_streak_counts_quizzes_that_were_begun_on_their_day(session: Session) -> None:
    quiz_of(40)
    user = UserFactory()
    for days in (0, 1):
        taken(session, made(session, after(days)), "r" * 10, user, after(days))
    late = made(session, after(2))

    view = daily.todays(session, user=user, now=after(2))
    assert (view.streak, view.done_today) == (2, False)
    taken(session, late, "r" * 10, user, after(3))
    view = daily.todays(session, user=user, now=after(3))
    assert (view.streak, view.done_today) == (0, False)
    taken(session, made(session, after(3)), "r" * 10, user, after(3))
    view = daily.todays(session, user=user, now=after(3))
    assert (view.streak, view.done_today) == (1, True)
    assert view.quiz is not None
    assert view.quiz.best_percent == 100


def test_looking_takes_the_same_queries_after_many_days(
    session: Session, count_queries: CountQueries
) -> None:
    quiz_of(30)
    user = UserFactory()
    counts = []
    for days in range(4):
        taken(session, made(session, after(days)), "r" * 10, user, after(days))
        session.expire_all()
        session.refresh(user)
        with count_queries() as counted:
            daily.todays(session, user=user, now=after(days))
        counts.append(len(counted))

    assert counts[0] == counts[-1]


def test_two_who_come_first_at_once_get_the_same_quiz(shared_engine: Engine) -> None:
    with Session(shared_engine) as session:
        use_session(session)
        quiz_of(30)
        session.commit()

    def come(_number: int) -> int | None:
        bind = shared_engine.execution_options(**BEGIN_IMMEDIATE)
        with Session(bind) as session:
            found = daily.make_daily(session, now=NOW)
            session.commit()
            return found

    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(come, range(4)))

    assert len(set(found)) == 1
    assert found[0] is not None
