"""Questions that go stale: found in the bank, drawn by nothing, asked where people want it."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random

import pytest
from databases import CountQueries
from factories import (
    NOW,
    ItemFactory,
    QuestionSetFactory,
    QuizFactory,
    TeacherFactory,
    UserFactory,
    content,
)
from sqlalchemy.orm import Session
from taking import at, quiz_of, records, started, taken

from quizapp.domain.blueprints import Blueprint, Part
from quizapp.domain.daily import day_of
from quizapp.errors import ConflictError, InvalidInputError
from quizapp.models import Item, ItemStatus, ItemVersion, QuestionSet, QuestionSetItem, Quiz, User
from quizapp.services import daily, items, own_tests, staleness
from quizapp.services.bank import Search, matching_ids
from quizapp.services.bank_actions import set_stale_on
from quizapp.services.bank_undo import undo_changes
from quizapp.services.composing import PartChoice, compose_set
from quizapp.services.filling import Wish, fill_blueprint
from quizapp.services.publishing import publish_set, rules_of_preset
from quizapp.services.sets import set_view

TODAY = day_of(NOW)


def days(number: int) -> date:
    return TODAY + timedelta(days=number)


def bank(owner: User, *going: int | None, **more: object) -> list[int]:
    """Store an item for each number of days after which it goes stale, None for never."""
    return [
        ItemFactory(
            owner=owner,
            content=content(stale_on=None if number is None else days(number)),
            **more,
        ).id
        for number in going
    ]


def ids(session: Session, user: User, **wanted: object) -> set[int]:
    return set(matching_ids(session, Search(**wanted), user=user, most=100))


def of_set(session: Session, set_id: int, user: User) -> set[int]:
    return {row.item_id for row in set_view(session, set_id, user=user).items}


def test_the_bank_is_narrowed_by_the_day(session: Session) -> None:
    owner = TeacherFactory()
    never, gone, now, week, month = bank(owner, None, -40, 0, 7, 30)
    # What an earlier version said does not count.
    mended = ItemFactory(owner=owner, content=content(stale_on=days(-1)))
    items.write_version(session, mended, content(), author=owner, now=at(1))
    session.flush()

    assert ids(session, owner, stale_until=TODAY) == {gone, now}
    assert ids(session, owner, stale_since=days(1), stale_until=days(7)) == {week}
    assert ids(session, owner, stale_since=days(1), stale_until=days(30)) == {week, month}
    assert ids(session, owner, fresh_on=TODAY) == {never, week, month, mended.id}


def test_the_day_is_said_of_several_and_taken_back(session: Session) -> None:
    owner = TeacherFactory()
    first, second = bank(owner, None, 5)

    done = set_stale_on(session, [first, second], days(5), actor=owner, now=at(1))
    assert done.changed == (first,)
    assert ids(session, owner, stale_until=days(5)) == {first, second}
    undo_changes(session, at(1), actor=owner, now=at(2))
    assert ids(session, owner, stale_until=days(5)) == {second}
    set_stale_on(session, [second], None, actor=owner, now=at(3))
    assert ids(session, owner, stale_until=days(999)) == set()
    with pytest.raises(InvalidInputError):
        set_stale_on(session, [], None, actor=owner, now=at(3))


def test_a_blueprint_takes_nothing_stale(session: Session) -> None:
    owner = TeacherFactory()
    never, _gone, soon = bank(owner, None, 0, 1)
    plan = Blueprint(name="Weekly", exam="", parts=(Part("", 9),))
    filled = fill_blueprint(session, plan, Wish(seed=1), user=owner, now=NOW)
    assert {each.item_id for each in filled.parts[0]} == {never, soon}


def test_a_composed_paper_takes_nothing_stale(session: Session) -> None:
    owner = TeacherFactory()
    made = bank(owner, None, -1, 1)
    source = QuestionSetFactory(owner=owner, items=[session.get_one(Item, each) for each in made])

    def compose(questions: int | None) -> int:
        part = PartChoice((source.id,), questions=questions)
        return compose_set(session, [part], title="P", actor=owner, now=NOW, rng=Random(1))

    assert of_set(session, compose(None), owner) == {made[0], made[2]}
    assert of_set(session, compose(2), owner) == {made[0], made[2]}
    with pytest.raises(InvalidInputError):
        compose(3)


def test_students_are_drawn_nothing_stale(session: Session) -> None:
    owner, student = TeacherFactory(), UserFactory()
    made = [session.get_one(Item, each) for each in bank(owner, *[None] * 10, -1, 0)]
    QuizFactory(question_set=QuestionSetFactory(owner=owner, items=made))
    matching = own_tests.count_matching(session, own_tests.Choice(), user=student, now=NOW)
    assert matching.total == 10

    quiz_id = daily.make_daily(session, now=NOW)
    asked = session.get_one(Quiz, quiz_id)
    drawn = {
        row.item_id
        for row in session.query(QuestionSetItem).where(QuestionSetItem.set_id == asked.set_id)
    }
    assert drawn == {item.id for item in made[:10]}
    set_stale_on(session, [made[0].id], TODAY, actor=owner, now=NOW)
    tomorrow = NOW + timedelta(days=1)
    assert not daily.is_missing(session, now=tomorrow)
    assert daily.make_daily(session, now=tomorrow) is None


def test_what_was_missed_is_gone_over_while_it_is_true(session: Session) -> None:
    quiz = quiz_of(2)
    student = UserFactory()
    taken(session, quiz, "w-", student)
    owner = session.get_one(User, quiz.owner_id)
    missed = [row.item_id for row in session.query(QuestionSetItem)]
    set_stale_on(session, missed, days(1), actor=owner, now=at(3))

    quiz_id = own_tests.practise_missed(session, title="Again", user=student, now=at(4))
    again = session.get_one(Quiz, quiz_id)
    asked = session.query(QuestionSetItem).where(QuestionSetItem.set_id == again.set_id)
    assert {row.item_id for row in asked} == set(missed)
    with pytest.raises(ConflictError):
        own_tests.practise_missed(
            session, title="Again", user=student, now=at(4) + timedelta(days=1)
        )


def test_a_teacher_is_told_of_published_ones_that_go_stale_soon(
    session: Session, count_queries: CountQueries
) -> None:
    owner = TeacherFactory()
    bank(owner, None, -1, 0, 1, 7, 8)
    bank(owner, 3, status=ItemStatus.ACCEPTED)
    bank(TeacherFactory(), 3)
    with count_queries() as counted:
        assert staleness.published_going_stale(session, user=owner, now=NOW) == 2
    assert len(counted) == 1


def test_what_is_published_though_it_is_stale_is_named(session: Session) -> None:
    owner = TeacherFactory()
    made = [session.get_one(Item, each) for each in bank(owner, *[-1] * 7, 1)]
    made[0].status = ItemStatus.RETIRED
    found: QuestionSet = QuestionSetFactory(owner=owner, items=made)

    stale = staleness.stale_of_set(session, found.id, now=NOW)
    assert stale.total == 6
    assert [item_id for item_id, _stem in stale.first] == [item.id for item in made[1:6]]
    shown = items.current_contents(session, made[1:2])[made[1].id]
    assert stale.first[0][1] == shown.text().stem
    assert staleness.stale_of_set(session, found.id, now=NOW - timedelta(days=9)).total == 0
    assert staleness.count_stale(session, [item.id for item in made], now=NOW) == 7
    assert staleness.count_stale(session, [], now=NOW) == 0


def test_a_paper_that_draws_takes_stale_ones_last_and_for_all_the_same(session: Session) -> None:
    owner = TeacherFactory()
    made = [session.get_one(Item, each) for each in bank(owner, *[None] * 3, *[1] * 9)]
    found: QuestionSet = QuestionSetFactory(owner=owner, items=made)
    four = rules_of_preset("practice", questions=[len(made)])
    four = replace(four, sections=(replace(four.sections[0], questions=4),))

    def asked(quiz: Quiz, when: datetime) -> set[int]:
        versions = [
            each.item_version_id for each in records(session, started(session, quiz, when=when))
        ]
        return {session.get_one(ItemVersion, each).item_id for each in versions}

    fresh, later = {item.id for item in made[:3]}, NOW + timedelta(days=1)
    quiz = session.get_one(
        Quiz, publish_set(session, found.id, title="Q", rules=four, actor=owner, now=NOW)
    )
    assert fresh <= asked(quiz, later)
    assert len(asked(quiz, later)) == 4
    seeded = replace(four, paper_seed=5)
    same = session.get_one(
        Quiz, publish_set(session, found.id, title="S", rules=seeded, actor=owner, now=NOW)
    )
    assert asked(same, later) == asked(same, NOW) != fresh
