"""Several people, or one person twice, at the same time: real connections, real commits."""

import threading
from collections.abc import Callable
from datetime import timedelta
from random import Random
from typing import Any

import pytest
from factories import NOW, ArticleFactory, ItemFactory, TeacherFactory, UserFactory, use_session
from generated import TEXT, WHEN, WHO, generated
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session
from taking import at, quiz_of

from quizapp.domain.attempts import AttemptState, SubmittedBy
from quizapp.domain.presets import DEFAULT_PRESET
from quizapp.domain.reports import ReportReason
from quizapp.domain.responses import Chosen
from quizapp.domain.saving import SaveOutcome
from quizapp.errors import InvalidInputError
from quizapp.models import (
    Article,
    Attempt,
    AuditEntry,
    Item,
    ItemReport,
    ItemStatus,
    Quiz,
    ResponseRecord,
    Role,
    User,
)
from quizapp.models.engine import begin_writing
from quizapp.services import accounts, articles, attempts, publishing, reporting
from quizapp.services.attempts import AttemptOverError
from quizapp.services.rules import rules_of_preset
from quizapp.services.saving import Save, save_form, save_responses

TOGETHER = 6


def at_once(
    engine: Engine, work: Callable[[Session, int], object], times: int = TOGETHER
) -> tuple[list[Any], list[Exception]]:
    """Run `work` in so many threads, each in a transaction of its own, as requests would."""
    barrier = threading.Barrier(times)
    results: list[Any] = []
    failures: list[Exception] = []

    def run(number: int) -> None:
        barrier.wait()
        try:
            with Session(engine) as session:
                begin_writing(session)
                result = work(session, number)
                session.commit()
            results.append(result)
        except Exception as error:  # noqa: BLE001 - handed to the test
            failures.append(error)

    threads = [threading.Thread(target=run, args=(number,)) for number in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results, failures


@pytest.fixture
def prepared(shared_engine: Engine) -> tuple[int, int]:
    """A quiz and a student, committed: their ids."""
    with Session(shared_engine) as session:
        use_session(session)
        quiz, user = quiz_of(4), UserFactory()
        session.commit()
        return quiz.id, user.id


def begun(engine: Engine, quiz_id: int, user_id: int) -> int:
    with Session(engine) as session:
        begin_writing(session)
        user = session.get_one(User, user_id)
        attempt_id = attempts.start(session, quiz_id, user=user, now=NOW, rng=Random(1))
        session.commit()
        return attempt_id


def test_a_start_pressed_many_times_is_one_attempt(
    shared_engine: Engine, prepared: tuple[int, int]
) -> None:
    quiz_id, user_id = prepared

    def start(session: Session, number: int) -> int:
        user = session.get_one(User, user_id)
        return attempts.start(session, quiz_id, user=user, now=NOW, rng=Random(number))

    results, failures = at_once(shared_engine, start)
    assert failures == []
    assert len(results) == TOGETHER
    assert len(set(results)) == 1
    with Session(shared_engine) as session:
        assert session.scalar(select(func.count(Attempt.id))) == 1
        assert session.scalar(select(func.count()).select_from(ResponseRecord)) == 4
        assert session.scalar(select(func.count(AuditEntry.id))) == 1


def test_a_report_sent_many_times_is_one_report(
    shared_engine: Engine, prepared: tuple[int, int]
) -> None:
    quiz_id, user_id = prepared
    sent = []
    for _attempt in range(2):
        sent.append(begun(shared_engine, quiz_id, user_id))
        with Session(shared_engine) as session:
            begin_writing(session)
            student = session.get_one(User, user_id)
            attempts.submit(session, sent[-1], user=student, now=at(1))
            version_id = session.get_one(ResponseRecord, (sent[0], 1)).item_version_id
            session.commit()

    def report(session: Session, number: int) -> None:
        attempt_id = sent[number % 2]
        position = session.scalars(
            select(ResponseRecord.position).where(
                ResponseRecord.attempt_id == attempt_id,
                ResponseRecord.item_version_id == version_id,
            )
        ).one()
        student = session.get_one(User, user_id)
        reporting.report(
            session,
            attempt_id,
            position,
            user=student,
            reason=ReportReason.UNCLEAR,
            comment="",
            now=at(2),
        )

    _results, failures = at_once(shared_engine, report)
    assert failures == []
    with Session(shared_engine) as session:
        assert session.scalar(select(func.count(ItemReport.id))) == 1


def test_a_submit_pressed_many_times_is_one_submission(
    shared_engine: Engine, prepared: tuple[int, int]
) -> None:
    quiz_id, user_id = prepared
    attempt_id = begun(shared_engine, quiz_id, user_id)

    def submit(session: Session, number: int) -> SubmittedBy:
        user = session.get_one(User, user_id)
        return attempts.submit(session, attempt_id, user=user, now=at(1 + number))

    results, failures = at_once(shared_engine, submit)
    assert failures == []
    assert set(results) == {SubmittedBy.STUDENT}
    with Session(shared_engine) as session:
        submissions = session.scalars(
            select(AuditEntry).where(AuditEntry.action == "attempt.submit")
        ).all()
        assert len(submissions) == 1
        attempt = session.get_one(Attempt, attempt_id)
        assert attempt.state is AttemptState.SUBMITTED
        assert attempt.submitted_at == submissions[0].at


def test_saves_of_one_question_leave_the_newest(
    shared_engine: Engine, prepared: tuple[int, int]
) -> None:
    quiz_id, user_id = prepared
    attempt_id = begun(shared_engine, quiz_id, user_id)

    def save(session: Session, number: int) -> SaveOutcome:
        answer = save_responses(
            session,
            attempt_id,
            [Save(1, Chosen.of(number % 4), sequence=number + 1)],
            user=session.get_one(User, user_id),
            now=at(1),
            client="one-page",
        )
        return answer.results[0].outcome

    results, failures = at_once(shared_engine, save)
    assert failures == []
    assert set(results) == {SaveOutcome.STORED}
    with Session(shared_engine) as session:
        record = session.get_one(ResponseRecord, (attempt_id, 1))
        assert record.sequence == TOGETHER
        assert record.response == {"state": "chosen", "options": [(TOGETHER - 1) % 4]}


def test_of_pages_that_save_together_only_one_is_taken(
    shared_engine: Engine, prepared: tuple[int, int]
) -> None:
    quiz_id, user_id = prepared
    attempt_id = begun(shared_engine, quiz_id, user_id)

    def save(session: Session, number: int) -> SaveOutcome:
        answer = save_responses(
            session,
            attempt_id,
            [Save(2, Chosen.of(0, number + 1), sequence=1)],
            user=session.get_one(User, user_id),
            now=at(1),
            client=f"page-{number}",
        )
        return answer.results[0].outcome

    results, failures = at_once(shared_engine, save, times=3)
    assert failures == []
    assert sorted(results) == [SaveOutcome.ELSEWHERE, SaveOutcome.ELSEWHERE, SaveOutcome.STORED]
    with Session(shared_engine) as session:
        assert session.get_one(ResponseRecord, (attempt_id, 2)).revision == 1


def test_an_answer_beside_the_submit_is_marked_or_refused(
    shared_engine: Engine, prepared: tuple[int, int]
) -> None:
    quiz_id, user_id = prepared
    attempt_id = begun(shared_engine, quiz_id, user_id)

    def either(session: Session, number: int) -> str:
        user = session.get_one(User, user_id)
        if number == 0:
            attempts.submit(session, attempt_id, user=user, now=at(1))
            return "submitted"
        save_form(session, attempt_id, Save(number, Chosen.of(0)), user=user, now=at(1))
        return "saved"

    results, failures = at_once(shared_engine, either, times=5)
    assert all(isinstance(failure, AttemptOverError) for failure in failures)
    with Session(shared_engine) as session:
        attempt = session.get_one(Attempt, attempt_id)
        answered = (attempt.right_count or 0) + (attempt.wrong_count or 0)
        assert answered == results.count("saved")
        assert attempt.blank_count == 4 - answered


def test_overdue_attempts_are_closed_once(shared_engine: Engine, prepared: tuple[int, int]) -> None:
    quiz_id, user_id = prepared
    begun(shared_engine, quiz_id, user_id)
    now = at(10) + timedelta(seconds=1)

    def close(session: Session, _number: int) -> int:
        return attempts.close_overdue(session, now=now)

    results, failures = at_once(shared_engine, close)
    assert failures == []
    assert sorted(results) == [0] * (TOGETHER - 1) + [1]


def test_a_name_wanted_by_many_goes_to_one(shared_engine: Engine) -> None:
    def sign_up(session: Session, number: int) -> int:
        return accounts.sign_up(
            session,
            username="asha",
            password=f"marigold {number} river",
            role=Role.STUDENT,
            now=NOW,
        ).id

    results, failures = at_once(shared_engine, sign_up, times=3)
    assert len(results) == 1
    assert all(isinstance(failure, InvalidInputError) for failure in failures)
    assert {failure.field for failure in failures if isinstance(failure, InvalidInputError)} == {
        "username"
    }


def test_an_article_posted_twice_is_one(shared_engine: Engine) -> None:
    with Session(shared_engine) as session:
        use_session(session)
        teacher_id = TeacherFactory().id
        session.commit()

    def create(session: Session, _number: int) -> tuple[int, bool]:
        stored = articles.create_article(
            session,
            owner=session.get_one(User, teacher_id),
            text=TEXT,
            generated=generated(WHEN, WHO),
            now=NOW,
        )
        return stored.article_id, stored.created

    results, failures = at_once(shared_engine, create, times=4)
    assert failures == []
    assert len({article_id for article_id, _ in results}) == 1
    assert sorted(created for _, created in results) == [False, False, False, True]
    with Session(shared_engine) as session:
        assert session.scalar(select(func.count(Article.id))) == 1
        assert session.scalar(select(func.count(Item.id))) == 2


def test_a_form_that_publishes_twice_makes_one_quiz(shared_engine: Engine) -> None:
    with Session(shared_engine) as session:
        use_session(session)
        teacher = TeacherFactory()
        article = ArticleFactory(owner=teacher)
        ItemFactory.create_batch(
            3, owner=teacher, article_id=article.id, status=ItemStatus.ACCEPTED
        )
        session.commit()
        teacher_id, article_id = teacher.id, article.id

    def publish(session: Session, _number: int) -> int:
        return publishing.publish_article(
            session,
            article_id,
            title="A bridge",
            rules=rules_of_preset(DEFAULT_PRESET, questions=[3]),
            actor=session.get_one(User, teacher_id),
            now=NOW,
        )

    results, failures = at_once(shared_engine, publish, times=4)
    assert failures == []
    assert len(set(results)) == 1
    with Session(shared_engine) as session:
        assert session.scalar(select(func.count(Quiz.id))) == 1
        assert session.scalar(select(func.count(Article.id))) == 1
