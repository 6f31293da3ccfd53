"""Which of several saves of one question stands, whatever happens to them on the way."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.domain.saving import Arrival, SaveOutcome, Standing, judge_save, time_spent

STORED, ELSEWHERE, LATE = SaveOutcome.STORED, SaveOutcome.ELSEWHERE, SaveOutcome.LATE

pages = st.sampled_from(["page-a", "page-b", "page-c"])
arrivals = st.builds(
    Arrival,
    client=st.one_of(st.none(), pages),
    sequence=st.integers(1, 9),
    revision=st.integers(0, 9),
)


def take(standing: Standing, save: Arrival) -> tuple[SaveOutcome, Standing]:
    return judge_save(standing, save, is_open=True)


def after(saves: list[Arrival]) -> Standing:
    standing = Standing()
    for save in saves:
        _, standing = take(standing, save)
    return standing


@given(before=st.lists(arrivals), save=arrivals)
def test_what_is_sent_again_changes_nothing(before: list[Arrival], save: Arrival) -> None:
    outcome, standing = take(after(before), save)
    again, unchanged = take(standing, save)
    if save.client is not None:
        assert (again, unchanged) == (outcome, standing)
    else:
        # A form has no number; sent again it knows no longer what stands.
        assert unchanged == standing
        assert again is ELSEWHERE


@given(before=st.lists(arrivals), save=arrivals)
def test_nobody_overwrites_what_they_have_not_seen(before: list[Arrival], save: Arrival) -> None:
    standing = after(before)
    _, then = take(standing, save)
    if then != standing:
        assert save.client == standing.client or save.revision == standing.revision
        assert (then.revision, then.client) == (standing.revision + 1, save.client)


@given(saves=st.lists(arrivals))
def test_every_save_that_is_taken_counts_once(saves: list[Arrival]) -> None:
    standing, taken = Standing(), 0
    for save in saves:
        _, then = take(standing, save)
        taken += then != standing
        standing = then
    assert standing.revision == taken


@given(
    order=st.lists(st.integers(1, 6), min_size=1).map(lambda some: [*some, max(some)]),
    known=st.integers(0, 9),
)
def test_the_newest_save_of_a_page_stands_whatever_the_order(order: list[int], known: int) -> None:
    standing = Standing(revision=known)
    for sequence in order:
        outcome, standing = take(standing, Arrival("page", sequence, known))
        assert outcome is STORED
    assert standing.sequence == max(order)


@given(before=st.lists(arrivals), save=arrivals)
def test_once_closed_nothing_changes_and_nothing_taken_is_denied(
    before: list[Arrival], save: Arrival
) -> None:
    standing = after(before)
    outcome, then = judge_save(standing, save, is_open=False)
    assert then == standing
    assert outcome is (STORED if standing.has_taken(save) else LATE)


def test_two_pages_see_each_other() -> None:
    standing = Standing()
    first, second = Arrival("a", 1, 0), Arrival("b", 1, 0)
    outcome, standing = take(standing, first)
    assert outcome is STORED
    assert take(standing, second) == (ELSEWHERE, standing)
    # It was shown what stands, and the student wants the own answer nonetheless.
    outcome, standing = take(standing, Arrival("b", 2, 1))
    assert (outcome, standing) == (STORED, Standing(2, "b", 2))
    assert take(standing, Arrival("a", 2, 1))[0] is ELSEWHERE


def test_two_forms_see_each_other() -> None:
    _, standing = take(Standing(), Arrival(None, 0, 0))
    assert take(standing, Arrival(None, 0, 0)) == (ELSEWHERE, standing)
    assert take(standing, Arrival(None, 0, 1))[1].revision == 2


@pytest.mark.parametrize(
    ("stored", "told", "passed", "spent"),
    [(0, 4_000, 9_000, 4_000), (5_000, 4_000, 9_000, 5_000), (0, 10**9, 9_000, 9_000)],
)
def test_no_page_spends_more_time_than_there_was(
    stored: int, told: int, passed: int, spent: int
) -> None:
    assert time_spent(stored, told, passed) == spent
