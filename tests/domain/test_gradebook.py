"""What became of an assignment, and who needs help."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest

from quizapp.domain.assignments import Terms
from quizapp.domain.gradebook import WorkState, work_state
from quizapp.domain.needs_help import help_needed
from quizapp.domain.progress import AttemptPoint, TopicStrength

START = datetime(2026, 3, 14, tzinfo=UTC)


def at(hours: int) -> datetime:
    return START + timedelta(hours=hours)


TERMS = Terms(opens_at=at(1), closes_at=at(5), late_until=at(7))


@pytest.mark.parametrize(
    ("submitted", "now", "state"),
    [
        ([], at(0), WorkState.SCHEDULED),
        ([], at(1), WorkState.DUE),
        ([], at(6), WorkState.DUE),
        ([], at(7), WorkState.MISSED),
        ([at(5)], at(9), WorkState.HANDED_IN),
        ([at(6)], at(9), WorkState.LATE),
        ([at(6), at(2)], at(9), WorkState.HANDED_IN),
    ],
)
def test_the_state_of_work(submitted: list[datetime], now: datetime, state: WorkState) -> None:
    assert work_state(TERMS, submitted, now) is state


def test_work_under_way_and_withdrawn() -> None:
    assert work_state(TERMS, [], at(8), working=True) is WorkState.WORKING
    assert work_state(TERMS, [at(2)], at(3), working=True) is WorkState.HANDED_IN
    assert work_state(TERMS, [], at(8), standing=False) is WorkState.NOTHING
    assert work_state(TERMS, [at(2)], at(8), standing=False) is WorkState.HANDED_IN


def points(*percents: int) -> list[AttemptPoint]:
    return [AttemptPoint(at(hour), Fraction(each)) for hour, each in enumerate(percents)]


def topic(answered: int, right: int, name: str = "polity") -> TopicStrength:
    return TopicStrength(name, answered, right, 0, Fraction(0))


def test_a_fall_needs_results_to_tell() -> None:
    needed = help_needed(points(80, 80, 60, 60), [], [])
    assert needed is not None
    assert (needed.fall, needed.reasons) == (Fraction(20), 1)
    assert help_needed(points(80, 80, 70, 70), [], []) is not None
    assert help_needed(points(80, 80, 71, 71), [], []) is None
    assert help_needed(points(80, 0, 0), [], []) is None
    assert help_needed(points(60, 60, 80, 80), [], []) is None


def test_one_missed_assignment_is_no_reason() -> None:
    assert help_needed([], [True, False], []) is None
    needed = help_needed([], [True, False, True], [])
    assert needed is not None
    assert (needed.missed, needed.counted) == (2, 3)


def test_weak_topics_are_told_weakest_first_and_three_at_most() -> None:
    assert help_needed([], [], [topic(4, 0), topic(6, 3)]) is None
    weak = [topic(9, right, f"t{right}") for right in (3, 1, 2, 0)]
    needed = help_needed([], [], weak)
    assert needed is not None
    assert [each.topic for each in needed.topics] == ["t0", "t1", "t2"]


def test_more_reasons_weigh_more() -> None:
    one = help_needed([], [True] * 5, [])
    two = help_needed([], [True] * 2, [topic(6, 0)])
    assert one is not None
    assert two is not None
    assert two.weight > one.weight
