"""Starting an attempt: the paper, the clock, and one attempt at a time."""

from datetime import timedelta
from random import Random

import pytest
from databases import CountQueries
from factories import (
    NOW,
    ItemFactory,
    QuestionSetFactory,
    QuizFactory,
    UserFactory,
    content,
)
from sqlalchemy import select
from sqlalchemy.orm import Session
from taking import answer, at, quiz_of, records, started

from quizapp.domain.attempts import AttemptState, SubmittedBy
from quizapp.domain.items import OptionOrder
from quizapp.errors import ConflictError, NotFoundError
from quizapp.models import Attempt, AuditEntry, Item, ItemStatus, ItemVersion, QuizStatus, User
from quizapp.services import attempts, items


def test_a_paper_has_every_item_once_in_an_order_of_its_own(session: Session) -> None:
    quiz = quiz_of(6)
    attempt = started(session, quiz)
    paper = records(session, attempt)
    versions = session.scalars(select(ItemVersion.id)).all()
    assert sorted(record.item_version_id for record in paper) == sorted(versions)
    assert [record.position for record in paper] == [1, 2, 3, 4, 5, 6]
    assert all(sorted(record.option_order) == [0, 1, 2, 3] for record in paper)
    other = started(session, quiz, UserFactory())
    assert len({record.item_version_id for record in records(session, other)}) == 6
    assert attempt.maximum_units == 6 * 2 * 3
    assert attempt.mark_denominator == 3
    entry = session.scalars(select(AuditEntry)).first()
    assert entry is not None
    assert (entry.action, entry.subject_id) == ("attempt.start", attempt.id)


def test_a_paper_that_is_not_shuffled_is_in_the_sets_order(session: Session) -> None:
    ordered = [ItemFactory(), ItemFactory(content=content(option_order=OptionOrder.FIXED))]
    quiz = QuizFactory(
        question_set=QuestionSetFactory(items=ordered), shuffle_items=False, shuffle_options=False
    )
    paper = records(session, started(session, quiz))
    seen = [session.get_one(ItemVersion, record.item_version_id).item_id for record in paper]
    assert seen == [item.id for item in ordered]
    assert [record.option_order for record in paper] == [[0, 1, 2, 3]] * 2


def test_the_deadline_is_fixed_at_the_start(session: Session) -> None:
    quiz = quiz_of()
    assert started(session, quiz).deadline_at == at(10)
    entitled = UserFactory(extra_time_percent=50)
    assert started(session, quiz, entitled).deadline_at == at(15)
    quiz.closes_at = at(12)
    assert started(session, quiz, UserFactory(extra_time_percent=50)).deadline_at == at(12)
    assert started(session, quiz_of(minutes=None)).deadline_at is None


def test_starting_again_goes_on_with_the_attempt_in_progress(session: Session) -> None:
    quiz, user = quiz_of(), UserFactory()
    first = started(session, quiz, user)
    assert started(session, quiz, user, at(5)) is first
    quiz.status = QuizStatus.CLOSED
    assert started(session, quiz, user, at(6)) is first
    assert started(session, quiz_of(), user) is not first


def test_an_attempt_whose_time_is_up_is_closed_before_the_next(session: Session) -> None:
    quiz, user = quiz_of(), UserFactory()
    first = started(session, quiz, user)
    answer(session, first, "rr-")
    second = started(session, quiz, user, at(30))
    assert second is not first
    assert (first.state, first.submitted_by, first.submitted_at) == (
        AttemptState.SUBMITTED,
        SubmittedBy.CLOCK,
        at(10),
    )
    assert first.score_units == 2 * 2 * 3
    assert second.state is AttemptState.IN_PROGRESS


def test_a_quiz_is_started_only_while_it_is_open(session: Session) -> None:
    quiz = quiz_of(opens_at=at(5), closes_at=at(20))
    user = UserFactory()
    for minutes in (0, 20, 25):
        with pytest.raises(ConflictError):
            started(session, quiz, user, at(minutes))
    assert started(session, quiz, user, at(5))
    quiz.status = QuizStatus.CLOSED
    with pytest.raises(ConflictError, match="closed"):
        started(session, quiz, UserFactory(), at(6))
    for quiz_id in (quiz.id + 1, 0, -3, 2**45):
        with pytest.raises(NotFoundError):
            attempts.start(session, quiz_id, user=user, now=NOW, rng=Random(1))


def test_retired_items_are_not_asked_any_more(session: Session) -> None:
    quiz = quiz_of(2)
    for item, expected in zip(session.scalars(select(Item)).all(), (2, 1), strict=True):
        assert len(records(session, started(session, quiz))) == expected
        item.status = ItemStatus.RETIRED
    with pytest.raises(ConflictError, match="no questions"):
        started(session, quiz)


def test_an_attempt_keeps_the_version_that_was_seen(session: Session) -> None:
    quiz = quiz_of(1)
    before = started(session, quiz)
    version = session.scalars(select(ItemVersion)).one()
    teacher = session.get_one(User, quiz.owner_id)
    items.edit(
        session,
        version.item_id,
        content=content("What does the new version ask?"),
        expected_version=1,
        actor=teacher,
        now=NOW,
    )
    after = started(session, quiz)
    (old,), (new,) = records(session, before), records(session, after)
    assert old.item_version_id == version.id
    assert session.get_one(ItemVersion, new.item_version_id).number == 2


def test_the_same_seed_draws_the_same_paper(session: Session) -> None:
    quiz = quiz_of(8)
    one, two = started(session, quiz), started(session, quiz, UserFactory())
    assert one.seed == two.seed
    assert [(r.item_version_id, r.option_order) for r in records(session, one)] == [
        (r.item_version_id, r.option_order) for r in records(session, two)
    ]


def test_starting_asks_as_much_for_many_items_as_for_few(
    session: Session, count_queries: CountQueries
) -> None:
    few, many = quiz_of(2), quiz_of(40)

    def queries(quiz_id: int) -> int:
        user = UserFactory()
        session.flush()
        with count_queries() as counted:
            attempts.start(session, quiz_id, user=user, now=NOW, rng=Random(1))
        return len(counted)

    assert queries(few.id) == queries(many.id)


def test_overdue_attempts_are_closed_wherever_they_are(
    session: Session, count_queries: CountQueries
) -> None:
    quiz, other = quiz_of(), quiz_of(minutes=60)
    late = [started(session, quiz) for _ in range(4)]
    running = started(session, other)
    endless = started(session, quiz_of(minutes=None))
    answer(session, late[0], "rw-")
    mine = session.get_one(User, late[1].user_id)
    now = at(10) + timedelta(seconds=1)
    assert attempts.close_overdue(session, now=at(9)) == 0
    assert attempts.close_overdue(session, now=now, user=mine) == 1
    assert attempts.close_overdue(session, now=now, quiz_id=other.id) == 0
    with count_queries() as one:
        assert attempts.close_overdue(session, now=now, limit=1) == 1
    with count_queries() as rest:
        assert attempts.close_overdue(session, now=now) == 2
    assert one.reads == rest.reads
    session.expire_all()
    assert [attempt.state for attempt in late] == [AttemptState.SUBMITTED] * 4
    assert (late[0].score_units, late[0].lost_units) == (4, 2)
    assert {attempt.submitted_at for attempt in late} == {at(10)}
    assert running.state is endless.state is AttemptState.IN_PROGRESS
    assert session.scalars(
        select(Attempt.id).where(Attempt.state == AttemptState.IN_PROGRESS).order_by(Attempt.id)
    ).all() == [running.id, endless.id]
