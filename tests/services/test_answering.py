"""Inside an attempt: the page, saving, the summary, submitting."""

from fractions import Fraction
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
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session
from taking import answer, at, keys, quiz_of, records, started, user_of

from quizapp.domain.attempts import AttemptState, PaletteState, SubmittedBy
from quizapp.domain.items import ItemText
from quizapp.domain.marking import MarkingScheme
from quizapp.domain.responses import Blank, Chosen, NotAttempted, Response
from quizapp.errors import ConflictError, InvalidInputError, NotFoundError
from quizapp.models import Attempt, AuditEntry, StimulusRecord, StimulusTextRecord, User
from quizapp.services import attempts
from quizapp.services.answering import QuestionPage, SavedResponse
from quizapp.services.attempts import AttemptOverError

WITH_BUBBLE = MarkingScheme(Fraction(1), Fraction(-1, 3), Fraction(-1, 3), Fraction(0))


def page(session: Session, attempt: Attempt, position: int, when: float = 1) -> QuestionPage:
    return attempts.question_page(
        session, attempt.id, position, user=user_of(session, attempt), now=at(when)
    )


def save(
    session: Session,
    attempt: Attempt,
    response: Response | None,
    position: int = 1,
    when: float = 1,
    **more: object,
) -> SavedResponse:
    return attempts.save_response(
        session,
        attempt.id,
        position,
        user=user_of(session, attempt),
        now=at(when),
        response=response,
        **more,  # type: ignore[arg-type]
    )


def states(session: Session, attempt: Attempt) -> list[PaletteState]:
    summary = attempts.attempt_summary(
        session, attempt.id, user=user_of(session, attempt), now=at(1)
    )
    return [square.state for square in summary.palette]


def test_a_page_shows_the_question_and_not_its_key(session: Session) -> None:
    attempt = started(session, quiz_of())
    shown = page(session, attempt, 2)
    assert (shown.position, shown.total, shown.item.language) == (2, 3, "en")
    assert shown.item.stem.startswith("In which year")
    assert [option.letter for option in shown.item.options] == ["A", "B", "C", "D"]
    order = records(session, attempt)[1].option_order
    assert [option.number for option in shown.item.options] == order
    assert sorted(option.text for option in shown.item.options) == ["1987", "1988", "1991", "1993"]
    assert shown.seconds_left == 9 * 60
    assert (shown.response, shown.sequence, shown.marked) == (Blank(), 0, False)
    assert not shown.not_attempted_allowed
    assert "SingleKey" not in repr(shown)
    assert [square.state for square in shown.palette] == [
        PaletteState.NOT_VISITED,
        PaletteState.NOT_ANSWERED,
        PaletteState.NOT_VISITED,
    ]


def test_a_choice_survives_a_reload(session: Session) -> None:
    attempt = started(session, quiz_of())
    saved = save(session, attempt, Chosen.of(2), marked=True, time_ms=4_000, sequence=5)
    assert saved.stored
    assert (saved.sequence, saved.state) == (5, PaletteState.ANSWERED_MARKED)
    session.expire_all()
    shown = page(session, attempt, 1)
    assert (shown.response, shown.marked, shown.sequence, shown.time_ms) == (
        Chosen.of(2),
        True,
        5,
        4_000,
    )
    assert [option.number for option in shown.item.options if option.chosen] == [2]


def test_the_palette_knows_five_states(session: Session) -> None:
    attempt = started(session, quiz_of(5))
    page(session, attempt, 2)
    save(session, attempt, Chosen.of(0), 3)
    save(session, attempt, Blank(), 4, marked=True)
    save(session, attempt, Chosen.of(1), 5, marked=True)
    assert states(session, attempt) == [
        PaletteState.NOT_VISITED,
        PaletteState.NOT_ANSWERED,
        PaletteState.ANSWERED,
        PaletteState.MARKED,
        PaletteState.ANSWERED_MARKED,
    ]
    summary = attempts.attempt_summary(
        session, attempt.id, user=user_of(session, attempt), now=at(1)
    )
    assert list(summary.counts.values()) == [1, 1, 1, 1, 1]
    assert (summary.total, summary.started_at) == (5, NOW)


def test_clearing_and_marking_leave_the_rest_as_it_is(session: Session) -> None:
    attempt = started(session, quiz_of())
    save(session, attempt, Chosen.of(1))
    save(session, attempt, None, marked=True)
    assert page(session, attempt, 1).response == Chosen.of(1)
    save(session, attempt, Blank())
    shown = page(session, attempt, 1)
    assert (shown.response, shown.marked, shown.sequence) == (Blank(), True, 3)


def test_an_older_save_never_overwrites_a_newer_one(session: Session) -> None:
    attempt = started(session, quiz_of())
    save(session, attempt, Chosen.of(1), sequence=7)
    for sequence in (3, 7):
        late = save(session, attempt, Chosen.of(2), sequence=sequence, marked=True)
        assert not late.stored
        assert (late.sequence, late.state) == (7, PaletteState.ANSWERED)
    assert page(session, attempt, 1).response == Chosen.of(1)
    assert save(session, attempt, Chosen.of(3)).sequence == 8


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(order=st.permutations(range(1, 7)))
def test_the_newest_save_stands_whatever_the_order_of_arrival(
    session: Session, order: list[int]
) -> None:
    attempt = started(session, quiz_of(1))
    for sequence in order:
        save(session, attempt, Chosen.of(sequence % 4), sequence=sequence)
    assert page(session, attempt, 1).response == Chosen.of(6 % 4)


@pytest.mark.parametrize(
    ("response", "more", "field"),
    [
        (Chosen.of(4), {}, "response"),
        (Chosen.of(0, 9), {}, "response"),
        (NotAttempted(), {}, "response"),
        (Chosen.of(0), {"time_ms": -1}, "time_ms"),
        (Chosen.of(0), {"time_ms": 2**60}, "time_ms"),
        (Chosen.of(0), {"sequence": 0}, "sequence"),
        (Chosen.of(0), {"sequence": 2**70}, "sequence"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_stored(
    session: Session, response: Response, more: dict[str, int], field: str
) -> None:
    attempt = started(session, quiz_of())
    save(session, attempt, Chosen.of(1))
    with pytest.raises(InvalidInputError) as caught:
        save(session, attempt, response, **more)
    assert caught.value.field == field
    shown = page(session, attempt, 1)
    assert (shown.response, shown.sequence) == (Chosen.of(1), 1)


def test_time_is_cut_to_what_has_passed_and_never_shrinks(session: Session) -> None:
    attempt = started(session, quiz_of())
    save(session, attempt, Chosen.of(0), when=1, time_ms=10_000_000)
    assert page(session, attempt, 1).time_ms == 60_000
    save(session, attempt, Chosen.of(0), when=2, time_ms=5)
    assert page(session, attempt, 1, 2).time_ms == 60_000
    save(session, attempt, Chosen.of(0), when=2)
    save(session, attempt, Chosen.of(0), when=2, time_ms=61_000)
    assert page(session, attempt, 1, 2).time_ms == 61_000


def test_not_attempted_is_an_answer_where_the_scheme_knows_it(session: Session) -> None:
    attempt = started(session, quiz_of(scheme=WITH_BUBBLE.as_data()))
    assert page(session, attempt, 1).not_attempted_allowed
    saved = save(session, attempt, NotAttempted())
    assert saved.state is PaletteState.ANSWERED
    save(session, attempt, Chosen.of(next(keys(session, attempt))), 2)
    attempts.submit(session, attempt.id, user=user_of(session, attempt), now=at(2))
    assert (attempt.not_attempted_count, attempt.blank_count, attempt.right_count) == (1, 1, 1)
    assert attempt.score_units == 3 - 1


def test_somebody_elses_attempt_is_not_there(session: Session) -> None:
    attempt, other = started(session, quiz_of()), UserFactory()
    calls = (
        lambda: attempts.question_page(session, attempt.id, 1, user=other, now=NOW),
        lambda: attempts.save_response(
            session, attempt.id, 1, user=other, now=NOW, response=Chosen.of(0)
        ),
        lambda: attempts.attempt_summary(session, attempt.id, user=other, now=NOW),
        lambda: attempts.submit(session, attempt.id, user=other, now=NOW),
    )
    for call in calls:
        with pytest.raises(NotFoundError):
            call()
    assert attempt.state is AttemptState.IN_PROGRESS
    assert not any(record.visited for record in records(session, attempt))


@pytest.mark.parametrize("position", [0, -1, 4, 2**40, -(2**40)])
def test_a_question_that_is_not_in_the_paper_is_not_there(session: Session, position: int) -> None:
    attempt = started(session, quiz_of(3))
    with pytest.raises(NotFoundError):
        page(session, attempt, position)
    with pytest.raises(NotFoundError):
        save(session, attempt, Chosen.of(0), position)


def test_a_submitted_attempt_takes_no_answers(session: Session) -> None:
    attempt = started(session, quiz_of())
    user = user_of(session, attempt)
    answer(session, attempt, "rw-")
    assert attempts.submit(session, attempt.id, user=user, now=at(3)) is SubmittedBy.STUDENT
    for call in (
        lambda: save(session, attempt, Chosen.of(0)),
        lambda: page(session, attempt, 1),
        lambda: states(session, attempt),
    ):
        with pytest.raises(AttemptOverError) as caught:
            call()
        assert isinstance(caught.value, ConflictError)
        assert (caught.value.attempt_id, caught.value.by_clock) == (attempt.id, False)
    assert (attempt.score_units, attempt.lost_units, attempt.submitted_at) == (4, 2, at(3))


def test_submitting_again_changes_nothing(session: Session) -> None:
    attempt = started(session, quiz_of())
    user = user_of(session, attempt)
    answer(session, attempt, "rrr")
    attempts.submit(session, attempt.id, user=user, now=at(3))
    assert attempts.submit(session, attempt.id, user=user, now=at(50)) is SubmittedBy.STUDENT
    assert (attempt.submitted_at, attempt.score_units) == (at(3), 18)
    entries = session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)).all()
    assert entries == ["attempt.start", "attempt.submit"]


def test_an_answer_after_the_deadline_is_refused(session: Session) -> None:
    attempt = started(session, quiz_of())
    answer(session, attempt, "r--")
    with pytest.raises(AttemptOverError, match="time is up") as caught:
        save(session, attempt, Chosen.of(0), 2, when=10)
    assert caught.value.by_clock
    assert records(session, attempt)[1].sequence == 1
    user = user_of(session, attempt)
    assert attempts.submit(session, attempt.id, user=user, now=at(99)) is SubmittedBy.CLOCK
    assert (attempt.submitted_at, attempt.score_units) == (at(10), 6)


def test_the_last_moment_still_counts(session: Session) -> None:
    attempt = started(session, quiz_of())
    saved = save(session, attempt, Chosen.of(0), when=10 - 1 / 6000)
    assert saved.stored
    assert saved.seconds_left == 1


def test_without_a_clock_there_is_no_end(session: Session) -> None:
    attempt = started(session, quiz_of(minutes=None))
    assert page(session, attempt, 1, 10**6).seconds_left is None
    assert save(session, attempt, Chosen.of(0), when=10**6).seconds_left is None


def test_two_marked_options_are_stored_and_count_as_wrong(session: Session) -> None:
    attempt = started(session, quiz_of(1))
    save(session, attempt, Chosen.of(0, 1))
    attempts.submit(session, attempt.id, user=user_of(session, attempt), now=at(2))
    assert (attempt.wrong_count, attempt.score_units) == (1, -2)


def test_a_disqualified_paper_says_so(session: Session) -> None:
    strict = MarkingScheme(
        Fraction(1), not_attempted=Fraction(0), disqualify_unmarked_over=Fraction(1, 10)
    )
    attempt = started(session, quiz_of(scheme=strict.as_data()))
    answer(session, attempt, "rr-")
    attempts.submit(session, attempt.id, user=user_of(session, attempt), now=at(2))
    assert attempt.disqualified
    assert attempt.score_units == 2


def test_a_question_is_shown_in_the_students_language(session: Session) -> None:
    both = content(
        texts={
            "en": ItemText("When did it rain?", ("1987", "1988")),
            "hi": ItemText("वर्षा कब हुई?", ("१९८७", "१९८८")),
        },
        source=None,
    )
    quiz = QuizFactory(question_set=QuestionSetFactory(items=[ItemFactory(content=both)]))
    attempt = started(session, quiz, UserFactory(language="hi"))
    shown = page(session, attempt, 1)
    assert (shown.item.language, shown.item.stem, shown.languages) == (
        "hi",
        "वर्षा कब हुई?",
        ("en", "hi"),
    )
    user = user_of(session, attempt)
    english = attempts.question_page(session, attempt.id, 1, user=user, now=at(1), language="en")
    assert english.item.stem == "When did it rain?"
    assert [o.number for o in english.item.options] == [o.number for o in shown.item.options]


def test_a_passage_is_shown_with_its_questions(session: Session) -> None:
    owner = UserFactory()
    passage = StimulusRecord(
        owner_id=owner.id,
        kind="passage",
        created_at=NOW,
        texts=[StimulusTextRecord(language="en", title="The river", body="It rose in 1987.")],
    )
    session.add(passage)
    session.flush()
    item = ItemFactory(content=content(stimulus_ref=passage.id))
    quiz = QuizFactory(question_set=QuestionSetFactory(items=[item]))
    session.expunge_all()
    attempt = started(session, session.merge(quiz), session.get_one(User, owner.id))
    shown = page(session, attempt, 1)
    assert shown.stimulus is not None
    assert (shown.stimulus.title, shown.stimulus.body) == ("The river", "It rose in 1987.")


def test_saving_asks_as_much_in_a_long_paper_as_in_a_short_one(
    session: Session, count_queries: CountQueries
) -> None:
    def queries(size: int) -> tuple[int, int, int]:
        quiz, user = quiz_of(size), UserFactory()
        for _ in range(size):
            started(session, quiz)
        attempt_id = attempts.start(session, quiz.id, user=user, now=NOW, rng=Random(1))
        user_id = user.id
        session.expunge_all()
        user = session.get_one(User, user_id)
        with count_queries() as shown:
            attempts.question_page(session, attempt_id, 1, user=user, now=at(1))
        with count_queries() as saved:
            attempts.save_response(
                session, attempt_id, 1, user=user, now=at(1), response=Chosen.of(0)
            )
        with count_queries() as submitted:
            attempts.submit(session, attempt_id, user=user, now=at(1))
        return len(shown), len(saved), submitted.reads

    assert queries(2) == queries(12)
