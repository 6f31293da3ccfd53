"""Filling a blueprint from the bank: what is left out, what is missing, and what is made."""

from datetime import timedelta

import pytest
from databases import CountQueries
from factories import (
    NOW,
    AssignmentFactory,
    ClassFactory,
    ItemFactory,
    QuestionSetFactory,
    QuizFactory,
    TeacherFactory,
    content,
)
from sqlalchemy import select
from sqlalchemy.orm import Session

from quizapp.domain.blueprints import Aspect, Blueprint, Part, Share
from quizapp.errors import InvalidInputError, NotFoundError
from quizapp.models import ItemStatus, QuestionSetItem
from quizapp.services.blueprints import own_blueprint, store_blueprint
from quizapp.services.filling import Wish, fill_blueprint, make_paper

TODAY = NOW.date()


def plan(*parts: Part, **more: object) -> Blueprint:
    return Blueprint(name="Weekly", exam="", parts=parts, **more)


def test_what_is_no_candidate(session: Session) -> None:
    owner = TeacherFactory()
    good = ItemFactory(owner=owner, content=content(news_date=TODAY))
    old = ItemFactory(owner=owner, content=content(news_date=TODAY - timedelta(days=31)))
    for status in (ItemStatus.DRAFT, ItemStatus.REJECTED, ItemStatus.RETIRED):
        ItemFactory(owner=owner, content=content(news_date=TODAY), status=status)
    ItemFactory(content=content(news_date=TODAY))
    used = ItemFactory(owner=owner, content=content(news_date=TODAY))
    quiz = QuizFactory(question_set=QuestionSetFactory(owner=owner, items=[used]))
    found_class = ClassFactory(teacher=owner)
    AssignmentFactory(class_id=found_class.id, quiz=quiz)

    def found(narrowed: Blueprint, **wish: object) -> set[int]:
        filled = fill_blueprint(session, narrowed, Wish(seed=1, **wish), user=owner, now=NOW)
        return {item.item_id for item in filled.parts[0]}

    everything = {good.id, old.id, used.id}
    assert found(plan(Part("", 9))) == everything
    assert found(plan(Part("", 9), days=30)) == {good.id, used.id}
    assert found(plan(Part("", 9), days=30), any_date=True) == everything
    assert found(plan(Part("", 9), unused=True)) == {good.id, old.id}
    assert found(plan(Part("", 9), rested=5)) == {good.id, old.id}
    assert found(plan(Part("", 9), rested=5), also_used=True) == everything
    assert found(plan(Part("", 9)), class_id=found_class.id) == {good.id, old.id}
    with pytest.raises(NotFoundError):
        found(plan(Part("", 9)), class_id=ClassFactory(teacher=TeacherFactory()).id)


def test_the_same_seed_gives_the_same_paper_and_another_one_another(session: Session) -> None:
    owner = TeacherFactory()
    ItemFactory.create_batch(40, owner=owner)
    of_ten = plan(Part("", 10))
    first, again, other = (
        fill_blueprint(session, of_ten, Wish(seed=seed), user=owner, now=NOW) for seed in (1, 1, 2)
    )
    assert first == again
    assert first != other
    assert first.questions == 10


def test_as_many_queries_for_many_items_as_for_one(
    session: Session, count_queries: CountQueries
) -> None:
    owner = TeacherFactory()
    of_two = plan(Part("", 2, (Share(Aspect.TOPIC, "history", 50),)))
    counts = []
    for size in (1, 30):
        ItemFactory.create_batch(size, owner=owner)
        with count_queries() as counted:
            fill_blueprint(session, of_two, Wish(seed=1), user=owner, now=NOW)
        counts.append(len(counted))
    assert counts[0] == counts[1]


def test_parts_become_the_sections_of_a_set(session: Session) -> None:
    owner = TeacherFactory()
    for _each in range(4):
        ItemFactory(owner=owner)
    for _each in range(3):
        ItemFactory(owner=owner, content=content(topics=("economy",)))
    share = Share(Aspect.TOPIC, "economy", 100)
    wanted = plan(Part("One", 2), Part("Two", 4, (share,)))
    number = store_blueprint(session, wanted, actor=owner, now=NOW)
    stored = own_blueprint(session, number, user=owner)
    assert stored.plan == wanted
    with pytest.raises(NotFoundError):
        own_blueprint(session, number, user=TeacherFactory())

    filled = fill_blueprint(session, stored.plan, Wish(seed=5), user=owner, now=NOW)
    assert [len(part) for part in filled.parts] == [2, 4]
    assert filled.shortages
    set_id = make_paper(session, wanted, Wish(seed=5), title="Paper", actor=owner, now=NOW)
    places = session.execute(
        select(QuestionSetItem.item_id, QuestionSetItem.section)
        .where(QuestionSetItem.set_id == set_id)
        .order_by(QuestionSetItem.position)
    )
    assert [(row.item_id, row.section) for row in places] == [
        (item.item_id, place) for place, part in enumerate(filled.parts) for item in part
    ]
    with pytest.raises(InvalidInputError, match="No question fits"):
        make_paper(session, wanted, Wish(seed=5), title="P", actor=TeacherFactory(), now=NOW)
