"""The daily quiz: its day, its questions, streaks."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from quizapp.domain.daily import QUESTIONS, Candidate, day_of, draw, streak

TODAY = date(2026, 11, 23)


def days_ago(*numbers: int) -> list[date]:
    return [TODAY - timedelta(days=number) for number in numbers]


CANDIDATES = st.lists(
    st.builds(
        Candidate,
        st.integers(1, 10_000),
        st.none() | st.dates(date(2026, 1, 1), date(2026, 12, 31)),
        st.none() | st.dates(date(2026, 10, 1), date(2026, 11, 22)),
    ),
    max_size=60,
    unique_by=lambda each: each.item_id,
)


def test_the_day_begins_at_midnight_in_india() -> None:
    assert day_of(datetime(2026, 11, 22, 18, 29, 59, tzinfo=UTC)) == date(2026, 11, 22)
    assert day_of(datetime(2026, 11, 22, 18, 30, tzinfo=UTC)) == date(2026, 11, 23)


@given(CANDIDATES, st.randoms())
def test_everybody_gets_the_same_ten(candidates: list[Candidate], rng: object) -> None:
    shuffled = candidates[:]
    rng.shuffle(shuffled)

    drawn = draw(TODAY, candidates)

    assert drawn == draw(TODAY, shuffled)
    assert len(drawn) == len(set(drawn)) == (QUESTIONS if len(candidates) >= QUESTIONS else 0)
    assert set(drawn) <= {each.item_id for each in candidates}


@given(CANDIDATES)
def test_nothing_comes_back_while_there_is_something_unused(candidates: list[Candidate]) -> None:
    drawn = set(draw(TODAY, candidates))
    unused = {each.item_id for each in candidates if each.used_on is None}

    if drawn:
        assert drawn <= unused or unused <= drawn


def test_recent_news_comes_first_and_what_is_yet_to_come_is_none() -> None:
    recent = [Candidate(number, TODAY - timedelta(days=number), None) for number in range(1, 6)]
    old = [Candidate(number, TODAY - timedelta(days=31), None) for number in range(11, 31)]
    ahead = [Candidate(number, TODAY + timedelta(days=1), None) for number in range(41, 61)]

    drawn = draw(TODAY, [*ahead, *old, *recent])

    assert {1, 2, 3, 4, 5} < set(drawn)


def test_of_those_used_lately_the_oldest_come_back_first() -> None:
    used = [Candidate(number, None, TODAY - timedelta(days=number)) for number in range(1, 13)]

    assert set(draw(TODAY, used)) == set(range(3, 13))


def test_another_day_has_other_questions() -> None:
    pool = [Candidate(number, None, None) for number in range(100)]

    assert draw(TODAY, pool) != draw(TODAY + timedelta(days=1), pool)


def test_a_streak_counts_days_in_a_row() -> None:
    assert streak([], TODAY) == 0
    assert streak(days_ago(0), TODAY) == 1
    assert streak(days_ago(0, 1, 2, 4, 5), TODAY) == 3
    assert streak(days_ago(2, 3), TODAY) == 0


def test_a_streak_stands_while_today_is_still_open() -> None:
    assert streak(days_ago(1, 2, 3), TODAY) == 3
