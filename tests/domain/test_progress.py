from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest
from domain_strategies import item
from hypothesis import given
from hypothesis import strategies as st

from quizapp.domain.marking import MarkingScheme, mark
from quizapp.domain.progress import (
    AttemptPoint,
    MarkedResponse,
    items_to_revise,
    over_time,
    topic_strengths,
    topics_to_revise,
    trend,
)
from quizapp.domain.responses import Blank, Chosen

SCHEME = MarkingScheme(2, Fraction(-2, 3))
MARKS = {
    "+": mark(item(), Chosen.of(0), SCHEME),
    "-": mark(item(), Chosen.of(1), SCHEME),
    " ": mark(item(), Blank(), SCHEME),
}
START = datetime(2026, 5, 1, tzinfo=UTC)


def day(number: int) -> datetime:
    return START + timedelta(days=number)


def responses(marks: str, *topics: str, item_id: int = 1) -> list[MarkedResponse]:
    """One response a day: "+" right, "-" wrong, " " blank."""
    return [
        MarkedResponse(item_id, topics, MARKS[each], day(number))
        for number, each in enumerate(marks)
    ]


def points(*percents: int) -> list[AttemptPoint]:
    return [AttemptPoint(day(number), Fraction(each)) for number, each in enumerate(percents)]


def test_a_topic_s_strength_adds_up() -> None:
    (polity,) = topic_strengths(responses("++- -", "polity"))
    assert (polity.topic, polity.answered, polity.right, polity.left_out) == ("polity", 4, 2, 1)
    assert polity.accuracy == Fraction(1, 2)
    assert polity.marks_lost == Fraction(4, 3)


def test_the_weakest_topic_comes_first_and_one_answer_proves_little() -> None:
    strengths = topic_strengths(
        responses("+", "sport") + responses("+++++", "polity") + responses("----+", "economy")
    )
    assert [each.topic for each in strengths] == ["economy", "sport", "polity"]


def test_an_item_counts_in_each_of_its_topics_and_nowhere_without() -> None:
    strengths = topic_strengths(responses("+", "space", "polity") + responses("-"))
    assert [each.topic for each in strengths] == ["polity", "space"]


def test_a_topic_that_is_off_the_list_is_still_counted() -> None:
    strengths = topic_strengths(responses("+", "former-topic") + responses("+", "sport"))
    assert [each.topic for each in strengths] == ["sport", "former-topic"]


def test_a_topic_only_left_out_has_no_accuracy() -> None:
    (health,) = topic_strengths(responses("  ", "health"))
    assert (health.accuracy, health.estimate) == (None, Fraction(1, 2))


def test_what_to_revise_is_weak_on_enough_evidence() -> None:
    strengths = topic_strengths(
        responses("--", "sport")
        + responses("+--", "polity")
        + responses("---", "economy")
        + responses("++++", "space")
    )
    assert [each.topic for each in topics_to_revise(strengths)] == ["economy", "polity"]
    assert [each.topic for each in topics_to_revise(strengths, at_least=1)][1] == "sport"
    assert topics_to_revise(strengths, below=Fraction(0)) == ()


def test_items_to_revise_are_those_last_missed() -> None:
    history = (
        responses("-+", item_id=1)
        + responses("+-", item_id=2)
        + responses("  ", item_id=3)
        + responses("  -", item_id=4)
        + responses("+", item_id=5)
    )
    assert items_to_revise(history) == (4, 2, 3)
    assert items_to_revise(reversed(history)) == (4, 2, 3)


def test_attempts_stand_in_order_of_time() -> None:
    in_order = points(10, 20, 30)
    assert over_time(reversed(in_order)) == tuple(in_order)


@pytest.mark.parametrize(
    ("percents", "expected"),
    [
        ((), None),
        ((40,), None),
        ((40, 50), Fraction(10)),
        ((40, 50, 90), Fraction(40)),
        ((10, 20, 30, 40), Fraction(20)),
        ((90, 10, 10, 10, 40, 40, 40), Fraction(30)),
        ((50, 30), Fraction(-20)),
    ],
)
def test_the_trend_compares_the_latest_with_those_before(
    percents: tuple[int, ...], expected: Fraction | None
) -> None:
    assert trend(points(*percents)) == expected


@given(st.lists(st.sampled_from("+- "), max_size=30).map("".join))
def test_strengths_are_exact_and_within_bounds(marks: str) -> None:
    for strength in topic_strengths(responses(marks, "polity")):
        assert 0 < strength.estimate < 1
        assert strength.answered + strength.left_out == len(marks)
        assert strength.marks_lost == marks.count("-") * Fraction(2, 3)
