"""Practice: checking an answer, and what it shows."""

import pytest
from databases import CountQueries
from factories import UserFactory
from sqlalchemy.orm import Session
from taking import answer, at, keys, quiz_of, records, save, started, user_of

from quizapp.domain.disclosure import DISCLOSURES
from quizapp.domain.marking import Outcome
from quizapp.domain.responses import Blank, Chosen
from quizapp.errors import ConflictError, InvalidInputError, NotFoundError
from quizapp.models import Attempt, QuizMode
from quizapp.services import attempts, checking, rules
from quizapp.services.closing import AttemptOverError
from quizapp.services.room import exam_room
from quizapp.services.rules import rules_of_preset
from quizapp.services.saving import Save


def practising(session: Session, size: int = 3, **changes: object) -> Attempt:
    return started(session, quiz_of(size, mode=QuizMode.PRACTICE, minutes=None, **changes))


def check(session: Session, attempt: Attempt, position: int, option: int | None = None) -> None:
    checking.check(
        session,
        attempt.id,
        position,
        user=user_of(session, attempt),
        now=at(1),
        save=None if option is None else seen(session, attempt, position, option),
    )


def seen(session: Session, attempt: Attempt, position: int, option: int) -> Save:
    """The answer of a form that knows what stands."""
    known = {record.position: record.revision for record in records(session, attempt)}
    return Save(position, Chosen.of(option), revision=known.get(position, 0))


def shown(session: Session, attempt: Attempt) -> dict[int, Outcome]:
    found = checking.checked_questions(
        session, attempt.id, user=user_of(session, attempt), now=at(5)
    )
    return {position: item.outcome for position, item in found.items()}


def test_a_checked_answer_is_shown_with_key_explanation_and_source(session: Session) -> None:
    attempt = practising(session)
    first, second, _third = keys(session, attempt)

    check(session, attempt, 1, first)
    check(session, attempt, 2, (second + 1) % 4)

    assert shown(session, attempt) == {1: Outcome.RIGHT, 2: Outcome.WRONG}
    items = checking.checked_questions(
        session, attempt.id, user=user_of(session, attempt), now=at(5)
    )
    assert [option.text for option in items[2].answered.options if option.is_key] == ["1987"]
    assert items[2].explanation.startswith("It met in")
    assert items[2].evidence[0].answer == "1987"
    assert items[2].source_name == "Town Crier"


def test_nothing_is_shown_of_what_was_answered_and_not_checked(session: Session) -> None:
    attempt = practising(session)
    answer(session, attempt, "rrr")

    assert shown(session, attempt) == {}


def test_a_stored_answer_can_be_checked(session: Session) -> None:
    attempt = practising(session)
    answer(session, attempt, "rw-")

    check(session, attempt, 1)
    check(session, attempt, 2)

    assert shown(session, attempt) == {1: Outcome.RIGHT, 2: Outcome.WRONG}


def test_a_question_without_an_answer_cannot_be_checked(session: Session) -> None:
    attempt = practising(session)

    with pytest.raises(InvalidInputError, match="Answer the question first") as refused:
        check(session, attempt, 1)

    assert refused.value.field == "response"
    assert shown(session, attempt) == {}


def test_a_checked_answer_is_final(session: Session) -> None:
    attempt = practising(session)
    (key, *_others) = keys(session, attempt)
    check(session, attempt, 1, (key + 1) % 4)

    for response in (Chosen.of(key), Blank()):
        with pytest.raises(ConflictError, match="can no longer be changed"):
            save(session, attempt, response, when=at(2))
    with pytest.raises(ConflictError, match="can no longer be changed"):
        check(session, attempt, 1, key)
    # What changes nothing may come again, and the mark for review stays free.
    check(session, attempt, 1, (key + 1) % 4)
    save(session, attempt, None, when=at(2), marked=True)
    assert shown(session, attempt) == {1: Outcome.WRONG}
    assert records(session, attempt)[0].checked_at == at(1)


def test_a_mock_test_shows_nothing_before_its_end(session: Session) -> None:
    attempt = started(session, quiz_of(3))
    answer(session, attempt, "rrr")

    with pytest.raises(ConflictError, match="mock test"):
        check(session, attempt, 1)

    assert shown(session, attempt) == {}
    assert records(session, attempt)[0].checked_at is None


def test_nobody_else_checks_or_sees_it(session: Session) -> None:
    attempt = practising(session)
    check(session, attempt, 1, 0)
    other = UserFactory()

    with pytest.raises(NotFoundError):
        checking.check(session, attempt.id, 1, user=other, now=at(1))
    with pytest.raises(NotFoundError):
        checking.checked_questions(session, attempt.id, user=other, now=at(5))


def test_a_question_that_is_not_in_the_paper_cannot_be_checked(session: Session) -> None:
    attempt = practising(session)

    with pytest.raises(NotFoundError):
        check(session, attempt, 4, 0)


def test_a_submitted_attempt_takes_no_more_checks(session: Session) -> None:
    attempt = practising(session)
    attempts.submit(session, attempt.id, user=user_of(session, attempt), now=at(1))

    with pytest.raises(AttemptOverError):
        check(session, attempt, 1, 0)


def test_a_practice_attempt_is_marked_like_any_other(session: Session) -> None:
    attempt = practising(session)
    answer(session, attempt, "rw-")
    check(session, attempt, 1)
    attempts.submit(session, attempt.id, user=user_of(session, attempt), now=at(2))

    assert (attempt.right_count, attempt.wrong_count, attempt.blank_count) == (1, 1, 1)


def test_the_room_says_its_mode_and_what_was_checked(
    session: Session,
) -> None:
    attempt = practising(session)
    check(session, attempt, 1, 0)

    room = exam_room(session, attempt.id, user=user_of(session, attempt), now=at(1))

    assert room is not None
    assert [question.is_checked for question in room.questions] == [True, False, False]
    assert room.mode is QuizMode.PRACTICE


def test_queries_do_not_grow_with_what_was_checked(
    session: Session, count_queries: CountQueries
) -> None:
    counts = []
    for size in (2, 20):
        attempt = practising(session, size)
        user = user_of(session, attempt)
        for position in range(1, size + 1):
            check(session, attempt, position, 0)
        session.expire_all()
        with count_queries() as counted:
            checking.checked_questions(session, attempt.id, user=user, now=at(5))
        counts.append(len(counted))

    assert counts[0] == counts[1]


def test_an_exam_is_a_mock_test_and_practice_is_practice() -> None:
    assert rules_of_preset("upsc-prelims-gs1", questions=[10]).mode is QuizMode.MOCK
    assert rules_of_preset("practice", questions=[10]).mode is QuizMode.PRACTICE


def test_practice_does_not_keep_its_answers() -> None:
    given = rules_of_preset("practice", questions=[10])

    with pytest.raises(InvalidInputError, match="Practice shows each answer at once") as refused:
        rules.QuizRules(
            preset=given.preset,
            sections=given.sections,
            minutes=None,
            mode=QuizMode.PRACTICE,
            disclosure=DISCLOSURES["marks-at-once"],
        )

    assert refused.value.field == "disclosure"
