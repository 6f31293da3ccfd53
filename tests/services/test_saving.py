"""Many saves in one request, from several pages, late, again, and in any order."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from databases import CountQueries
from factories import NOW, UserFactory, content
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session
from taking import at, quiz_of, records, save, started, user_of

from quizapp.domain.attempts import PaletteState
from quizapp.domain.responses import Blank, Chosen, Response, response_from
from quizapp.domain.saving import SaveOutcome
from quizapp.errors import ConflictError
from quizapp.models import Attempt, ItemVersion, QuizMode, User
from quizapp.services import attempts, checking, items, publishing
from quizapp.services.saving import Save, SaveResult, SavesAnswer, save_responses

STORED, ELSEWHERE = SaveOutcome.STORED, SaveOutcome.ELSEWHERE
LATE, REFUSED = SaveOutcome.LATE, SaveOutcome.REFUSED
PAGE, OTHER = "the-first-page", "the-other-page"


def send(
    session: Session,
    attempt: Attempt,
    *saves: Save,
    client: str = PAGE,
    when: float = 1,
    opens: bool = False,
    position: int | None = None,
) -> SavesAnswer:
    return save_responses(
        session,
        attempt.id,
        saves,
        user=user_of(session, attempt),
        now=at(when),
        client=client,
        opens=opens,
        position=position,
    )


def one(session: Session, attempt: Attempt, what: Save, **more: object) -> SaveResult:
    (result,) = send(session, attempt, what, **more).results  # type: ignore[arg-type]
    return result


def outcomes(answer: SavesAnswer) -> list[SaveOutcome]:
    return [result.outcome for result in answer.results]


def responses(session: Session, attempt: Attempt) -> list[Response]:
    return [response_from(record.response) for record in records(session, attempt)]


def choice(option: int, sequence: int, revision: int = 0, position: int = 1) -> Save:
    return Save(position, Chosen.of(option), sequence=sequence, revision=revision)


def test_many_saves_are_stored_in_one_go(session: Session) -> None:
    attempt = started(session, quiz_of(4))
    answer = send(
        session,
        attempt,
        choice(2, 1, position=1),
        Save(2, marked=True, sequence=2),
        Save(3, Chosen.of(0), marked=True, time_ms=5_000, sequence=3),
        Save(4, time_ms=2_000, sequence=4),
    )
    assert outcomes(answer) == [STORED] * 4
    states = [result.stands.state for result in answer.results if result.stands]
    assert states == [
        PaletteState.ANSWERED,
        PaletteState.MARKED,
        PaletteState.ANSWERED_MARKED,
        PaletteState.NOT_ANSWERED,
    ]
    assert (answer.seconds_left, answer.section, answer.is_over) == (9 * 60, 0, False)
    found = records(session, attempt)
    assert [record.time_ms for record in found] == [0, 0, 5_000, 2_000]
    assert [record.revision for record in found] == [1, 1, 1, 0]
    assert responses(session, attempt)[2] == Chosen.of(0)


def test_the_last_save_of_a_question_in_a_request_stands(session: Session) -> None:
    attempt = started(session, quiz_of(1))
    answer = send(session, attempt, choice(2, 1), choice(3, 2), choice(1, 1))
    assert outcomes(answer) == [STORED] * 3
    assert responses(session, attempt) == [Chosen.of(3)]
    assert records(session, attempt)[0].revision == 2


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(order=st.permutations(range(1, 7)))
def test_the_newest_save_stands_whatever_the_order_of_arrival(
    session: Session, order: Sequence[int]
) -> None:
    attempt = started(session, quiz_of(1))
    for sequence in order:
        result = one(session, attempt, choice(sequence % 4, sequence))
        assert result.outcome is STORED
    assert responses(session, attempt) == [Chosen.of(6 % 4)]


def test_what_was_sent_again_is_stored_once(session: Session) -> None:
    attempt = started(session, quiz_of())
    first = one(session, attempt, choice(1, 5))
    assert one(session, attempt, choice(1, 5)) == first
    assert records(session, attempt)[0].revision == 1


def test_two_pages_do_not_overwrite_each_other(session: Session) -> None:
    attempt = started(session, quiz_of())
    one(session, attempt, choice(1, 1))
    stale = one(session, attempt, choice(2, 1), client=OTHER)
    assert stale.outcome is ELSEWHERE
    assert stale.stands is not None
    assert (stale.stands.response, stale.stands.standing.revision) == (Chosen.of(1), 1)
    # The student has seen both, and wants the second.
    assert one(session, attempt, choice(2, 2, 1), client=OTHER).outcome is STORED
    assert one(session, attempt, choice(3, 2, 1)).outcome is ELSEWHERE
    assert responses(session, attempt)[0] == Chosen.of(2)


def test_pages_that_agree_are_in_nobodys_way(session: Session) -> None:
    attempt = started(session, quiz_of())
    one(session, attempt, choice(1, 1))
    assert one(session, attempt, choice(1, 1), client=OTHER).outcome is STORED
    assert records(session, attempt)[0].revision == 1


def test_a_visit_is_in_nobodys_way(session: Session) -> None:
    attempt = started(session, quiz_of())
    one(session, attempt, Save(1, time_ms=9_000, sequence=1), client=OTHER)
    one(session, attempt, choice(1, 1))
    visit = one(session, attempt, Save(1, time_ms=3_000, sequence=2), client=OTHER)
    assert visit.outcome is STORED
    record = records(session, attempt)[0]
    assert (record.time_ms, record.revision, record.client) == (9_000, 1, PAGE)


def test_forged_time_is_cut_to_what_has_passed(session: Session) -> None:
    attempt = started(session, quiz_of())
    one(session, attempt, Save(1, time_ms=10**12, sequence=1))
    assert records(session, attempt)[0].time_ms == 60_000


def test_one_bad_save_keeps_back_no_other(session: Session) -> None:
    attempt = started(session, quiz_of(2))
    answer = send(
        session,
        attempt,
        choice(9, 1, position=1),
        choice(0, 2, position=7),
        choice(0, 3, position=0),
        choice(0, 4, position=2),
    )
    assert outcomes(answer) == [REFUSED, REFUSED, REFUSED, STORED]
    assert [result.error is None for result in answer.results] == [False, False, False, True]
    assert answer.results[0].stands is not None
    assert responses(session, attempt) == [Blank(), Chosen.of(0)]


def test_a_quiz_that_is_closed_and_mended_is_taken_to_its_end(session: Session) -> None:
    quiz = quiz_of(2)
    attempt = started(session, quiz)
    seen = [record.item_version_id for record in records(session, attempt)]
    owner = session.get_one(User, quiz.owner_id)
    mended, retired = (session.get_one(ItemVersion, number).item_id for number in seen)
    items.edit(
        session,
        mended,
        content=content("What does the new version ask?"),
        expected_version=1,
        actor=owner,
        now=at(1),
    )
    items.retire(session, retired, actor=owner, now=at(1))
    publishing.close_quiz(session, quiz.id, actor=owner, now=at(1))
    with pytest.raises(ConflictError):
        publishing.unpublish_quiz(session, quiz.id, actor=owner, now=at(1))

    answer = send(session, attempt, choice(1, 1), choice(2, 2, position=2), when=2)

    assert outcomes(answer) == [STORED, STORED]
    attempts.submit(session, attempt.id, user=user_of(session, attempt), now=at(3))
    assert [record.item_version_id for record in records(session, attempt)] == seen
    assert responses(session, attempt) == [Chosen.of(1), Chosen.of(2)]
    assert attempt.blank_count == 0


def test_after_the_deadline_nothing_changes_and_nothing_taken_is_denied(session: Session) -> None:
    attempt = started(session, quiz_of())
    one(session, attempt, choice(1, 1))
    answer = send(session, attempt, choice(1, 1), choice(2, 2), Save(2, time_ms=5), when=10)
    assert outcomes(answer) == [STORED, LATE, LATE]
    assert (answer.is_over, answer.seconds_left) == (True, 0)
    assert responses(session, attempt)[0] == Chosen.of(1)
    assert not records(session, attempt)[1].visited


def test_after_the_submit_answers_are_late(session: Session) -> None:
    attempt = started(session, quiz_of())
    attempts.submit(session, attempt.id, user=user_of(session, attempt), now=at(1))
    answer = send(session, attempt, choice(1, 1), opens=True, position=2)
    assert (outcomes(answer), answer.is_over) == ([LATE], True)
    assert (attempt.client, attempt.position) == (None, 1)


def test_a_page_learns_that_another_was_opened(session: Session) -> None:
    attempt = started(session, quiz_of())
    assert not send(session, attempt, opens=True).others
    assert not send(session, attempt, client=OTHER, opens=True).others
    assert send(session, attempt, choice(1, 1)).others
    assert not send(session, attempt, opens=True).others
    assert send(session, attempt, client=OTHER).others
    # So it does of one without script.
    save(session, attempt, Chosen.of(2), 2, at(1))
    assert send(session, attempt).others


def test_the_question_that_is_looked_at_is_kept(session: Session) -> None:
    attempt = started(session, quiz_of())
    for position, kept in ((3, 3), (99, 3), (0, 3), (None, 3), (2, 2)):
        send(session, attempt, position=position)
        assert attempt.position == kept


def test_what_was_checked_in_practice_is_final(session: Session) -> None:
    attempt = started(session, quiz_of(mode=QuizMode.PRACTICE, minutes=None))
    one(session, attempt, choice(1, 1))
    checking.check(session, attempt.id, 1, user=user_of(session, attempt), now=at(1))
    refused = one(session, attempt, choice(2, 2))
    assert refused.outcome is REFUSED
    assert "can no longer be changed" in str(refused.error)
    assert one(session, attempt, Save(1, marked=True, sequence=3)).outcome is STORED
    assert responses(session, attempt)[0] == Chosen.of(1)


@pytest.mark.parametrize("mixed", [False, True])
def test_a_paper_is_saved_with_as_many_queries_as_a_question(
    session: Session, count_queries: CountQueries, *, mixed: bool
) -> None:
    def queries(size: int) -> int:
        quiz, user = quiz_of(size), UserFactory()
        attempt_id = started(session, quiz, user).id
        user_id = user.id
        session.expunge_all()
        user = session.get_one(User, user_id)
        saves = [
            Save(
                position,
                Chosen.of(position % 4) if position % 3 or not mixed else None,
                marked=bool(position % 2),
                time_ms=position,
                sequence=position,
            )
            for position in range(1, size + 1)
        ]
        with count_queries() as counted:
            save_responses(
                session, attempt_id, saves, user=user, now=NOW + timedelta(minutes=1), client=PAGE
            )
        return len(counted)

    assert queries(2) == queries(40)
