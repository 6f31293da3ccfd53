"""Attempts at papers with sections: the IBPS rules from start to result."""

from fractions import Fraction

import pytest
from factories import QuestionSetFactory, UserFactory
from sqlalchemy import select, update
from sqlalchemy.orm import Session
from taking import answer, at, keys, quiz_of, records, save, started, user_of

from quizapp.domain.attempts import SubmittedBy
from quizapp.domain.responses import Chosen
from quizapp.domain.saving import SaveOutcome
from quizapp.domain.sections import SectionState
from quizapp.models import Attempt, QuestionSetItem, Quiz, User
from quizapp.services import attempts, quizzes, results
from quizapp.services.closing import SectionClosedError
from quizapp.services.publishing import publish_set, rules_of_preset
from quizapp.services.room import Room, exam_room
from quizapp.services.rules import rules_of
from quizapp.services.saving import Save, save_responses


def ibps(session: Session, sizes: tuple[int, int, int] = (2, 3, 2)) -> Quiz:
    """Publish a set of three sections as in IBPS PO Prelims, of a minute or two each."""
    made = QuestionSetFactory(items__size=sum(sizes))
    bounds = (0, sizes[0], sizes[0] + sizes[1])
    for section, before in enumerate(bounds):
        session.execute(
            update(QuestionSetItem)
            .where(QuestionSetItem.set_id == made.id, QuestionSetItem.position > before)
            .values(section=section)
        )
    quiz_id = publish_set(
        session,
        made.id,
        title="Three sections",
        rules=rules_of_preset("ibps-po-prelims", questions=sizes),
        actor=session.get_one(User, made.owner_id),
        now=at(0),
    )
    return session.get_one(Quiz, quiz_id)


def test_the_clocks_are_in_proportion_to_the_questions(session: Session) -> None:
    quiz = ibps(session)
    assert [each.minutes for each in rules_of(quiz).sections] == [2, 2, 2]
    assert quiz.minutes == 6
    card = quizzes.quiz_card(session, quiz.id, user=UserFactory(), now=at(0)).card
    assert card.questions == 7
    assert card.maximum == 2 + 3 * Fraction(6, 7) + 2 * Fraction(8, 7)
    assert card.is_timed
    assert card.schemes_differ


def test_questions_are_seen_and_answered_in_their_section_only(session: Session) -> None:
    attempt = started(session, ibps(session))
    user = user_of(session, attempt)
    assert [record.section for record in records(session, attempt)] == [0, 0, 1, 1, 1, 2, 2]

    def page(minutes: float, position: int | None = None) -> Room:
        opened = exam_room(session, attempt.id, position=position, user=user, now=at(minutes))
        assert opened is not None
        return opened

    first = page(0.5)
    # What is asked later has not left the server.
    assert [question.position for question in first.questions] == [1, 2]
    assert len(first.palette) == 7
    assert first.seconds_left == 90
    assert [tab.state for tab in first.sections] == [
        SectionState.OPEN,
        SectionState.LATER,
        SectionState.LATER,
    ]
    with pytest.raises(SectionClosedError, match="is not open yet"):
        page(1, 3)
    second = page(2)
    assert [question.position for question in second.questions] == [3, 4, 5]
    assert (second.position, second.tab.name) == (3, "Quantitative Aptitude")
    with pytest.raises(SectionClosedError, match="is up"):
        page(2, 2)
    with pytest.raises(SectionClosedError):
        save(session, attempt, Chosen.of(0), 2, at(2))
    answer = save_responses(
        session,
        attempt.id,
        [Save(position, Chosen.of(0), sequence=position) for position in (2, 3, 6)],
        user=user,
        now=at(2),
        client="one-page",
        position=3,
    )
    assert [result.outcome for result in answer.results] == [
        SaveOutcome.LATE,
        SaveOutcome.STORED,
        SaveOutcome.REFUSED,
    ]
    assert (answer.section, answer.seconds_left) == (1, 120)
    summary = attempts.attempt_summary(session, attempt.id, user=user, now=at(2.5))
    assert summary.section is not None
    assert (summary.section.name, summary.section.questions) == ("Quantitative Aptitude", 3)
    assert summary.seconds_left == 90


def test_each_section_is_marked_by_its_own_scheme(session: Session) -> None:
    attempt = started(session, ibps(session))
    user = user_of(session, attempt)
    wanted = "rw" + "rw-" + "rr"
    minutes = (1, 1, 3, 3, 3, 5, 5)
    for position, (letter, key, minute) in enumerate(
        zip(wanted, keys(session, attempt), minutes, strict=True), start=1
    ):
        if letter != "-":
            option = key if letter == "r" else (key + 1) % 4
            save(session, attempt, Chosen.of(option), position, at(minute))
    assert attempts.close_overdue(session, now=at(6)) == 1
    result = results.attempt_result(session, attempt.id, user=user, now=at(7))
    assert result.submitted_by is SubmittedBy.CLOCK
    right, quarter = (1, Fraction(6, 7), Fraction(8, 7)), Fraction(1, 4)
    assert [each.score.total for each in result.sections] == [
        right[0] - quarter,
        right[1] * (1 - quarter),
        2 * right[2],
    ]
    assert result.score.total == sum(each.score.total for each in result.sections)
    assert result.score.maximum == 2 + 3 * right[1] + 2 * right[2]


def test_everybody_gets_the_same_paper_where_the_teacher_wants_that(session: Session) -> None:
    quiz = quiz_of(9, paper_seed=1)
    papers = [
        [(each.item_version_id, each.option_order) for each in records(session, made)]
        for made in (started(session, quiz), started(session, quiz))
    ]
    assert papers[0] == papers[1]
    free = quiz_of(9)
    assert session.scalars(select(Attempt.seed).where(Attempt.quiz_id == quiz.id)).all() == [1, 1]
    assert free.paper_seed is None


def test_a_section_may_ask_fewer_than_the_set_has(session: Session) -> None:
    quiz = quiz_of(9)
    quiz.sections = [{**quiz.sections[0], "questions": 4}]
    session.flush()
    attempt = started(session, quiz)
    assert len(records(session, attempt)) == 4
    answer(session, attempt, "rrrr")
    attempts.submit(session, attempt.id, user=user_of(session, attempt), now=at(1))
    assert attempt.score_units == attempt.maximum_units
    assert quizzes.quiz_card(session, quiz.id, user=UserFactory(), now=at(0)).card.questions == 4


def test_own_minutes_keep_the_shares_of_the_sections() -> None:
    rules = rules_of_preset("rbi-grade-b-phase-1", questions=(80, 60, 30, 30))
    assert [each.minutes for each in rules.lasting(60).sections] == [12, 23, 13, 12]
    assert [each.minutes for each in rules.lasting(4).sections] == [1, 1, 1, 1]
    assert {each.minutes for each in rules.lasting(3).sections} == {None}
    assert {each.minutes for each in rules.lasting(None).sections} == {None}
    assert rules.lasting(120) == rules
