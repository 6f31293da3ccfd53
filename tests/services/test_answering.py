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
from sqlalchemy import select
from sqlalchemy.orm import Session
from taking import answer, at, keys, quiz_of, records, save, started, user_of

from quizapp.domain.attempts import AttemptState, PaletteState, SubmittedBy
from quizapp.domain.items import ItemText, StimulusText
from quizapp.domain.marking import MarkingScheme
from quizapp.domain.responses import Blank, Chosen, NotAttempted, Response
from quizapp.domain.saving import SaveOutcome
from quizapp.errors import ConflictError, InvalidInputError, NotFoundError
from quizapp.models import Attempt, AuditEntry, StimulusRecord, StimulusTextRecord, User
from quizapp.services import attempts
from quizapp.services.attempts import AttemptOverError
from quizapp.services.room import Room, RoomQuestion, exam_room
from quizapp.services.saving import Save, save_form, save_responses

WITH_BUBBLE = MarkingScheme(Fraction(1), Fraction(-1, 3), Fraction(-1, 3), Fraction(0))


def page(session: Session, attempt: Attempt, position: int, when: float = 1) -> RoomQuestion:
    """Look at one question alone."""
    return room(session, attempt, position, when).question


def room(
    session: Session, attempt: Attempt, position: int | None = None, when: float = 1, **more: str
) -> Room:
    opened = exam_room(
        session,
        attempt.id,
        user=user_of(session, attempt),
        now=at(when),
        position=position,
        **more,  # type: ignore[arg-type]
    )
    assert opened is not None
    return opened


def states(session: Session, attempt: Attempt) -> list[PaletteState]:
    summary = attempts.attempt_summary(
        session, attempt.id, user=user_of(session, attempt), now=at(1)
    )
    return [square.state for square in summary.palette]


def test_a_page_shows_the_question_and_not_its_key(session: Session) -> None:
    attempt = started(session, quiz_of())
    opened = room(session, attempt, 2)
    shown = opened.question
    assert (shown.position, len(opened.palette), shown.item.language) == (2, 3, "en")
    assert shown.item.stem.startswith("In which year")
    assert [option.letter for option in shown.item.options] == ["A", "B", "C", "D"]
    order = records(session, attempt)[1].option_order
    assert [option.number for option in shown.item.options] == order
    assert sorted(option.text for option in shown.item.options) == ["1987", "1988", "1991", "1993"]
    assert opened.seconds_left == 9 * 60
    assert (shown.response, shown.revision, shown.marked) == (Blank(), 0, False)
    assert not shown.scheme.has_not_attempted
    assert "SingleKey" not in repr(opened)
    assert [square.state for square in opened.palette] == [
        PaletteState.NOT_VISITED,
        PaletteState.NOT_ANSWERED,
        PaletteState.NOT_VISITED,
    ]


def test_the_room_has_all_questions_and_opens_where_it_was_left(session: Session) -> None:
    attempt = started(session, quiz_of(4))
    opened = room(session, attempt)
    assert [question.position for question in opened.questions] == [1, 2, 3, 4]
    assert (opened.position, opened.section, opened.languages) == (1, 0, ())
    assert not any(record.visited for record in records(session, attempt))
    page(session, attempt, 3)
    assert room(session, attempt).position == 3


def test_a_choice_survives_a_reload(session: Session) -> None:
    attempt = started(session, quiz_of())
    saved = save(session, attempt, Chosen.of(2), when=at(1), marked=True, time_ms=4_000)
    assert saved.outcome is SaveOutcome.STORED
    assert saved.stands is not None
    assert (saved.stands.standing.revision, saved.stands.state) == (
        1,
        PaletteState.ANSWERED_MARKED,
    )
    session.expire_all()
    shown = page(session, attempt, 1)
    assert (shown.response, shown.marked, shown.revision, shown.time_ms) == (
        Chosen.of(2),
        True,
        1,
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
    assert (shown.response, shown.marked, shown.revision) == (Blank(), True, 3)


@pytest.mark.parametrize("response", [Chosen.of(4), Chosen.of(0, 9), NotAttempted()])
def test_what_cannot_be_is_refused_and_nothing_is_stored(
    session: Session, response: Response
) -> None:
    attempt = started(session, quiz_of())
    save(session, attempt, Chosen.of(1))
    with pytest.raises(InvalidInputError) as caught:
        save(session, attempt, response)
    assert caught.value.field == "response"
    shown = page(session, attempt, 1)
    assert (shown.response, shown.revision) == (Chosen.of(1), 1)


def test_a_form_that_did_not_see_what_stands_is_not_taken(session: Session) -> None:
    attempt = started(session, quiz_of())
    save(session, attempt, Chosen.of(1))
    stale = save(session, attempt, Chosen.of(2), revision=0, marked=True)
    assert stale.outcome is SaveOutcome.ELSEWHERE
    assert stale.stands is not None
    assert (stale.stands.response, stale.stands.marked) == (Chosen.of(1), False)
    # The same again, as when a button is pressed twice, is no conflict.
    assert save(session, attempt, Chosen.of(1), revision=0).outcome is SaveOutcome.STORED
    shown = room(session, attempt, 1)
    assert (shown.question.response, shown.question.revision) == (Chosen.of(1), 1)


def test_an_answer_that_was_not_taken_is_shown_again(session: Session) -> None:
    attempt = started(session, quiz_of())
    save(session, attempt, Chosen.of(1))
    opened = exam_room(
        session,
        attempt.id,
        user=user_of(session, attempt),
        now=at(1),
        position=1,
        answer=Chosen.of(3),
    )
    assert opened is not None
    chosen = [option.number for option in opened.question.item.options if option.chosen]
    assert (chosen, opened.question.response) == ([3], Chosen.of(1))


def test_time_is_cut_to_what_has_passed_and_never_shrinks(session: Session) -> None:
    attempt = started(session, quiz_of())
    save(session, attempt, Chosen.of(0), when=at(1), time_ms=10_000_000)
    assert page(session, attempt, 1).time_ms == 60_000
    save(session, attempt, Chosen.of(0), when=at(2), time_ms=5)
    assert page(session, attempt, 1, 2).time_ms == 60_000
    save(session, attempt, Chosen.of(0), when=at(2))
    save(session, attempt, Chosen.of(0), when=at(2), time_ms=61_000)
    assert page(session, attempt, 1, 2).time_ms == 61_000


def test_not_attempted_is_an_answer_where_the_scheme_knows_it(session: Session) -> None:
    attempt = started(session, quiz_of(scheme=WITH_BUBBLE))
    assert page(session, attempt, 1).scheme.has_not_attempted
    saved = save(session, attempt, NotAttempted())
    assert saved.stands is not None
    assert saved.stands.state is PaletteState.ANSWERED
    assert page(session, attempt, 1).is_not_attempted
    save(session, attempt, Chosen.of(next(keys(session, attempt))), 2)
    attempts.submit(session, attempt.id, user=user_of(session, attempt), now=at(2))
    assert (attempt.not_attempted_count, attempt.blank_count, attempt.right_count) == (1, 1, 1)
    assert attempt.score_units == 3 - 1


def test_somebody_elses_attempt_is_not_there(session: Session) -> None:
    attempt, other = started(session, quiz_of()), UserFactory()
    calls = (
        lambda: exam_room(session, attempt.id, user=other, now=NOW),
        lambda: exam_room(session, attempt.id, user=other, now=NOW, position=1),
        lambda: save_form(session, attempt.id, Save(1, Chosen.of(0)), user=other, now=NOW),
        lambda: save_responses(session, attempt.id, [], user=other, now=NOW, client="a-page"),
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
        lambda: room(session, attempt),
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
        save(session, attempt, Chosen.of(0), 2, when=at(10))
    assert caught.value.by_clock
    assert records(session, attempt)[1].revision == 1
    user = user_of(session, attempt)
    assert attempts.submit(session, attempt.id, user=user, now=at(99)) is SubmittedBy.CLOCK
    assert (attempt.submitted_at, attempt.score_units) == (at(10), 6)


def test_the_last_moment_still_counts(session: Session) -> None:
    attempt = started(session, quiz_of())
    last = 10 - 1 / 6000
    assert save(session, attempt, Chosen.of(0), when=at(last)).outcome is SaveOutcome.STORED
    assert room(session, attempt, when=last).seconds_left == 1


def test_without_a_clock_there_is_no_end(session: Session) -> None:
    attempt = started(session, quiz_of(minutes=None))
    assert room(session, attempt, 1, 10**6).seconds_left is None
    saved = save(session, attempt, Chosen.of(0), when=at(10**6))
    assert saved.outcome is SaveOutcome.STORED


def test_two_marked_options_are_stored_and_count_as_wrong(session: Session) -> None:
    attempt = started(session, quiz_of(1))
    save(session, attempt, Chosen.of(0, 1))
    attempts.submit(session, attempt.id, user=user_of(session, attempt), now=at(2))
    assert (attempt.wrong_count, attempt.score_units) == (1, -2)


def test_a_disqualified_paper_says_so(session: Session) -> None:
    strict = MarkingScheme(
        Fraction(1), not_attempted=Fraction(0), disqualify_unmarked_over=Fraction(1, 10)
    )
    attempt = started(session, quiz_of(scheme=strict))
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
    opened = room(session, attempt)
    assert (opened.language, opened.languages) == ("hi", ("en", "hi"))
    hindi, english = opened.question.shown
    assert (hindi.language, hindi.stem) == ("hi", "वर्षा कब हुई?")
    assert (english.language, english.stem) == ("en", "When did it rain?")
    assert [o.number for o in english.options] == [o.number for o in hindi.options]
    assert room(session, attempt, 1, language="en").question.item.stem == "When did it rain?"


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
    opened = room(session, attempt)
    (shown,) = opened.passages
    assert opened.question.passage == shown.id
    assert dict(shown.texts) == {"en": StimulusText("The river", "It rose in 1987.")}


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
            exam_room(session, attempt_id, user=user, now=at(1))
        with count_queries() as saved:
            save_form(session, attempt_id, Save(1, Chosen.of(0)), user=user, now=at(1))
        with count_queries() as submitted:
            attempts.submit(session, attempt_id, user=user, now=at(1))
        return len(shown), len(saved), submitted.reads

    assert queries(2) == queries(12)
