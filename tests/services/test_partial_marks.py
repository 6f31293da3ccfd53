"""Partly right answers: what they earn, and how they count in what many attempts say."""

from fractions import Fraction

import pytest
from databases import CountQueries
from factories import ItemFactory, QuestionSetFactory, QuizFactory, UserFactory
from item_examples import EXAMPLES, MATCHING, MULTIPLE, NUMERIC, SHORT_ANSWER, SINGLE
from sqlalchemy.orm import Session
from taking import at, save, started, user_of

from quizapp.domain.items import ItemContent
from quizapp.domain.marking import MarkingScheme, Outcome
from quizapp.domain.responses import Blank, Chosen, Entered, Matched, Response
from quizapp.models import Attempt, Quiz, User
from quizapp.services import attempts, quizzes
from quizapp.services.progress import my_progress
from quizapp.services.results import attempt_result


def quiz_on(*contents: ItemContent, **changes: object) -> Quiz:
    made = [ItemFactory(content=each) for each in contents]
    given = {"shuffle_items": False, **changes}
    return QuizFactory(question_set=QuestionSetFactory(items=made), **given)


def taken(session: Session, quiz: Quiz, *responses: Response, user: User | None = None) -> Attempt:
    attempt = started(session, quiz, user)
    who = user_of(session, attempt)
    for position, response in enumerate(responses, start=1):
        save(session, attempt, response, position)
    attempts.submit(session, attempt.id, user=who, now=at(1))
    return attempt


@pytest.mark.parametrize(
    ("content", "response", "share", "outcome"),
    [
        (SINGLE, Chosen.of(0), "1", Outcome.RIGHT),
        (SINGLE, Chosen.of(2), "1/2", Outcome.PARTIAL),
        (MULTIPLE, Chosen.of(0), "1/2", Outcome.PARTIAL),
        (MULTIPLE, Chosen.of(0, 1, 2), "1/2", Outcome.PARTIAL),
        (MULTIPLE, Chosen.of(0, 2), "1", Outcome.RIGHT),
        (NUMERIC, Entered("89.5"), "1/4", Outcome.PARTIAL),
        (SHORT_ANSWER, Entered("  WATER "), "1", Outcome.RIGHT),
        (SHORT_ANSWER, Entered("some ice"), "1/2", Outcome.PARTIAL),
        (MATCHING, Matched.of((0, 0)), "1/2", Outcome.PARTIAL),
        (MATCHING, Matched.of((0, 0), (1, 1)), "1", Outcome.RIGHT),
    ],
)
def test_a_share_of_the_mark_is_exact(
    session: Session, content: ItemContent, response: Response, share: str, outcome: Outcome
) -> None:
    attempt = taken(session, quiz_on(content), response)
    result = attempt_result(session, attempt.id, user=user_of(session, attempt), now=at(2))
    (item,) = result.items
    assert (item.outcome, item.mark) == (outcome, 2 * Fraction(share))
    assert result.score.total == 2 * Fraction(share)
    assert (attempt.right_count, attempt.partial_count) == (
        int(outcome is Outcome.RIGHT),
        int(outcome is Outcome.PARTIAL),
    )


@pytest.mark.parametrize(
    ("content", "response"),
    [
        (SINGLE, Chosen.of(1)),
        (MULTIPLE, Chosen.of(0, 1)),
        (MULTIPLE, Chosen.of(1, 3)),
        (NUMERIC, Entered("91")),
        (SHORT_ANSWER, Entered("wate")),
        (MATCHING, Matched.of((0, 1), (1, 0))),
    ],
)
def test_what_earns_nothing_is_wrong_and_loses_what_the_scheme_says(
    session: Session, content: ItemContent, response: Response
) -> None:
    attempt = taken(session, quiz_on(content), response)
    result = attempt_result(session, attempt.id, user=user_of(session, attempt), now=at(2))
    assert (result.items[0].outcome, result.items[0].mark) == (Outcome.WRONG, Fraction(-2, 3))


def test_progress_counts_partly_right_answers_as_answered(session: Session) -> None:
    user = UserFactory()
    quiz = quiz_on(SINGLE, MULTIPLE, NUMERIC, SHORT_ANSWER)
    taken(session, quiz, Chosen.of(0), Chosen.of(0), Entered("0"), Blank(), user=user)
    view = my_progress(session, user=user, now=at(9))
    assert (view.answered, view.right, view.accuracy) == (3, 1, Fraction(1, 3))
    outcomes = [missed.outcome for missed in view.to_revise]
    assert outcomes == [Outcome.WRONG, Outcome.PARTIAL, Outcome.BLANK]
    # Markup is for pages, not for lists.
    assert view.to_revise.items[2].stem == "What is H2O called?"


def test_facility_is_the_mean_share_of_the_mark(session: Session) -> None:
    scheme = MarkingScheme(Fraction(6, 7), Fraction(-2, 7))
    quiz = quiz_on(MULTIPLE, SHORT_ANSWER, scheme=scheme)
    taken(session, quiz, Chosen.of(0, 2), Entered("ice"))
    taken(session, quiz, Chosen.of(0), Blank())
    taken(session, quiz, Chosen.of(2), Entered("fire"))
    owner = session.get_one(User, quiz.owner_id)
    first, second = quizzes.managed_quiz(session, quiz.id, user=owner).items
    assert (first.right, first.partial, first.answered) == (1, 2, 3)
    assert first.facility == Fraction(2, 3)
    assert (second.right, second.partial, second.answered) == (0, 1, 2)
    assert second.facility == Fraction(1, 6)
    assert second.stem == "What is H2O called?"


def test_a_result_of_all_types_asks_no_more_than_one_of_one_type(
    session: Session, count_queries: CountQueries
) -> None:
    counts = []
    for contents in ((SINGLE,), EXAMPLES):
        attempt = taken(session, quiz_on(*contents))
        attempt_id, user_id = attempt.id, attempt.user_id
        session.expunge_all()
        user = session.get_one(User, user_id)
        with count_queries() as counted:
            attempt_result(session, attempt_id, user=user, now=at(3))
        counts.append(len(counted))
    assert counts[0] == counts[1]
