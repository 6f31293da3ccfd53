"""Examples of marking, and the forms in which marks are written and read."""

from fractions import Fraction

import pytest
from domain_strategies import item

from quizapp.domain.marking import (
    Mark,
    MarkingScheme,
    MarkReason,
    MarkUnit,
    Outcome,
    ensure_may_respond,
    format_mark,
    mark,
    parse_mark,
    score,
)
from quizapp.domain.responses import Blank, Chosen, NotAttempted, Response
from quizapp.errors import InvalidInputError

THIRD = Fraction(1, 3)
UPSC = MarkingScheme(right=Fraction(2), wrong=Fraction(-2, 3))
BPSC = MarkingScheme(Fraction(1), -THIRD, -THIRD, not_attempted=Fraction(0))


@pytest.mark.parametrize(
    ("scheme", "response", "value", "outcome", "reason"),
    [
        (UPSC, Chosen.of(1), "2", Outcome.RIGHT, MarkReason.RIGHT),
        (UPSC, Chosen.of(0), "-2/3", Outcome.WRONG, MarkReason.WRONG),
        (UPSC, Chosen.of(1, 2), "-2/3", Outcome.WRONG, MarkReason.MORE_THAN_ONE_MARKED),
        (UPSC, Chosen.of(0, 2), "-2/3", Outcome.WRONG, MarkReason.MORE_THAN_ONE_MARKED),
        (UPSC, Blank(), "0", Outcome.BLANK, MarkReason.BLANK),
        (UPSC, NotAttempted(), "0", Outcome.BLANK, MarkReason.BLANK),
        (BPSC, Chosen.of(1), "1", Outcome.RIGHT, MarkReason.RIGHT),
        (BPSC, Chosen.of(3), "-1/3", Outcome.WRONG, MarkReason.WRONG),
        (BPSC, Blank(), "-1/3", Outcome.BLANK, MarkReason.BLANK_PENALISED),
        (BPSC, NotAttempted(), "0", Outcome.NOT_ATTEMPTED, MarkReason.NOT_ATTEMPTED),
    ],
)
def test_each_response_gets_its_mark_with_the_reason(
    scheme: MarkingScheme, response: Response, value: str, outcome: Outcome, reason: MarkReason
) -> None:
    expected = Mark(Fraction(value), outcome, reason, scheme.right)
    assert mark(item(key=1), response, scheme) == expected


def test_not_attempted_costs_what_blank_does_where_there_is_no_such_bubble() -> None:
    scheme = MarkingScheme(Fraction(1), -THIRD, -THIRD)
    given = mark(item(), NotAttempted(), scheme)
    assert (given.value, given.reason) == (-THIRD, MarkReason.BLANK_PENALISED)


@pytest.mark.parametrize(
    ("scheme", "response", "message"),
    [
        (UPSC, Chosen.of(4), "has the options A to D"),
        (BPSC, Chosen.of(0, 9), "has the options A to D"),
        (UPSC, NotAttempted(), "has no “not attempted”"),
    ],
)
def test_what_the_item_cannot_be_answered_with_is_refused(
    scheme: MarkingScheme, response: Response, message: str
) -> None:
    with pytest.raises(InvalidInputError, match=message) as caught:
        ensure_may_respond(item(), response, scheme)
    assert caught.value.field == "response"


@pytest.mark.parametrize("response", [Blank(), NotAttempted(), Chosen.of(3), Chosen.of(0, 1)])
def test_what_the_item_can_be_answered_with_is_taken(response: Response) -> None:
    ensure_may_respond(item(), response, BPSC)


@pytest.mark.parametrize(
    ("arguments", "fields"),
    [
        ({"right": 0}, ["right"]),
        ({"right": 101}, ["right"]),
        ({"right": 1, "wrong": THIRD}, ["wrong"]),
        ({"right": 1, "wrong": -101}, ["wrong"]),
        ({"right": 1, "blank": 1}, ["blank"]),
        ({"right": 1, "not_attempted": THIRD}, ["not_attempted"]),
        ({"right": 1, "not_attempted": -THIRD}, ["not_attempted"]),
        ({"right": 1, "disqualify_unmarked_over": 1}, ["disqualify_unmarked_over"]),
        ({"right": 1, "disqualify_unmarked_over": -1}, ["disqualify_unmarked_over"]),
        ({"right": Fraction(1, 10_007)}, ["right"]),
        ({"right": -1, "wrong": 1}, ["right", "wrong"]),
    ],
    ids=str,
)
def test_a_scheme_must_make_sense(arguments: dict[str, Fraction], fields: list[str]) -> None:
    with pytest.raises(InvalidInputError) as caught:
        MarkingScheme(**arguments)
    assert [problem.field for problem in caught.value.problems] == fields


def test_a_scheme_takes_no_floating_point_numbers() -> None:
    with pytest.raises(TypeError, match=r"exact fraction, not 0\.33"):
        MarkingScheme(right=0.33)


def test_whole_numbers_become_fractions() -> None:
    assert MarkingScheme(right=2, wrong=-1) == MarkingScheme(Fraction(2), Fraction(-1))


def test_a_scheme_in_proportion() -> None:
    assert BPSC.worth(Fraction(3)) == MarkingScheme(3, -1, -1, 0)
    costly_bubble = MarkingScheme(2, -1, -1, not_attempted=Fraction(-1, 2))
    assert costly_bubble.worth(Fraction(1)).not_attempted == Fraction(-1, 4)
    quarter = MarkingScheme(1, Fraction(-1, 4)).worth(Fraction(6, 7))
    assert (quarter.wrong, quarter.not_attempted) == (Fraction(-3, 14), None)


def test_a_scheme_says_whether_it_has_the_bubble() -> None:
    assert BPSC.has_not_attempted
    assert not UPSC.has_not_attempted


def test_the_form_of_a_stored_scheme() -> None:
    assert UPSC.as_data() == {
        "right": "2",
        "wrong": "-2/3",
        "blank": "0",
        "not_attempted": None,
        "disqualify_unmarked_over": None,
    }
    assert MarkingScheme.from_data({"right": "2", "wrong": "-2/3"}) == UPSC


@pytest.mark.parametrize("data", [{}, {"right": "two"}, {"right": None}])
def test_a_stored_scheme_needs_its_mark(data: dict[str, object]) -> None:
    with pytest.raises(InvalidInputError) as caught:
        MarkingScheme.from_data(data)
    assert caught.value.field == "right"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2", Fraction(2)),
        (" −2/3 ", Fraction(-2, 3)),
        ("-1/4", Fraction(-1, 4)),
        ("+1", Fraction(1)),
        ("0.25", Fraction(1, 4)),
        ("0.33", Fraction(33, 100)),
        ("10/7", Fraction(10, 7)),
    ],
)
def test_marks_are_read_as_people_write_them(text: str, value: Fraction) -> None:
    assert parse_mark(text) == value


@pytest.mark.parametrize(
    "text",
    ["", "two", "1/0", "1/00", "1e9", "1/-3", "1 1/3", "12345678", ".5", "1.", "--1", "1" * 99],
)
def test_what_is_no_mark_is_refused(text: str) -> None:
    with pytest.raises(InvalidInputError, match="is not a mark") as caught:
        parse_mark(text, field="wrong")
    assert caught.value.field == "wrong"
    assert len(str(caught.value)) < 150


@pytest.mark.parametrize(
    ("value", "text"),
    [("0", "0"), ("2", "2"), ("-2/3", "−2/3"), ("4/3", "1 1/3"), ("-10/7", "−1 3/7")],
)
def test_marks_are_written_for_people(value: str, text: str) -> None:
    assert format_mark(Fraction(value)) == text


def test_a_unit_serves_sections_whose_marks_differ() -> None:
    sections = [MarkingScheme(1, Fraction(-1, 4)).worth(Fraction(n, 7)) for n in (7, 6, 8)]
    unit = MarkUnit.of(sections)
    assert unit == MarkUnit(28)
    assert [unit.to_units(scheme.right) for scheme in sections] == [28, 24, 32]
    assert [unit.to_units(scheme.wrong) for scheme in sections] == [-7, -6, -8]
    assert unit.from_units(-6) == Fraction(-3, 14)


def test_a_value_between_units_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="1/2 is not a whole number of 1/3"):
        UPSC.to_units(Fraction(1, 2))


def test_a_score_adds_up() -> None:
    content = item(key=0)
    answers = [Chosen.of(0), Chosen.of(0), Chosen.of(1), Chosen.of(0, 1), Blank(), NotAttempted()]
    result = score(mark(content, answer, BPSC) for answer in answers)
    assert result.total == 1
    assert result.maximum == 6
    assert (result.lost_to_wrong, result.lost_to_blank) == (Fraction(2, 3), THIRD)
    assert (result.right, result.wrong, result.blank, result.not_attempted) == (2, 2, 1, 1)
    assert (result.items, result.attempted) == (6, 4)
    assert (result.percent, result.accuracy) == (Fraction(50, 3), Fraction(1, 2))
    assert not result.disqualified


def test_a_score_of_nothing_is_no_error() -> None:
    result = score([])
    assert (result.total, result.percent, result.accuracy, result.items) == (0, 0, None, 0)


@pytest.mark.parametrize(
    ("unmarked", "bubbles", "disqualified"), [(5, 0, False), (6, 0, True), (5, 20, False)]
)
def test_more_than_a_tenth_with_nothing_marked_disqualifies(
    unmarked: int, bubbles: int, *, disqualified: bool
) -> None:
    answers = [Blank()] * unmarked + [NotAttempted()] * bubbles
    answers += [Chosen.of(0)] * (50 - len(answers))
    marks = [mark(item(key=0), answer, BPSC) for answer in answers]
    result = score(marks, disqualify_unmarked_over=Fraction(1, 10))
    assert result.disqualified is disqualified
    assert result.qualifies(Fraction(10)) is not disqualified


def test_a_qualifying_percentage_is_compared_exactly() -> None:
    marks = [mark(item(key=0), Chosen.of(0), UPSC)] + [mark(item(), Blank(), UPSC)] * 2
    assert score(marks).qualifies(Fraction(100, 3))
    assert not score(marks).qualifies(Fraction(3334, 100))
