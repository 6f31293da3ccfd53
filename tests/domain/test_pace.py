"""Which questions are slow."""

from hypothesis import given
from hypothesis import strategies as st

from quizapp.domain.pace import slow_questions

TIMES = st.dictionaries(st.integers(1, 20), st.integers(0, 10**6))


def test_against_others_and_against_oneself() -> None:
    times = {1: 30_000, 2: 30_000, 3: 90_000, 4: 10_000}
    assert slow_questions(times, {}) == {3}
    assert slow_questions(times, {3: 80_000, 4: 5_000}) == {4}
    assert slow_questions(times, dict.fromkeys(times, 100_000)) == frozenset()
    assert slow_questions({}, {1: 5}) == frozenset()


@given(TIMES, TIMES)
def test_no_question_without_time_is_slow_and_more_time_never_makes_one_quick(
    times: dict[int, int], others: dict[int, int]
) -> None:
    known = {question: others.get(question, 1000) for question in times}
    slow = slow_questions(times, known)
    assert all(times[question] for question in slow)
    longer = {question: 2 * spent for question, spent in times.items()}
    assert slow <= slow_questions(longer, known)
