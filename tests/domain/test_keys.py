"""Each key: what is right, what earns a part, what it refuses, what comes back from storage."""

import json
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.domain.judging import MarkReason, Outcome, answers_given, judge
from quizapp.domain.keys import (
    WEIGHT_UNITS,
    AcceptedText,
    ItemType,
    Key,
    MatchingKey,
    MultipleKey,
    NumericAnswer,
    NumericKey,
    ShortAnswerKey,
    SingleKey,
    TrueFalseKey,
    format_weight,
    key_from_data,
    parse_number,
    parse_weight,
)
from quizapp.domain.responses import Chosen, Entered, Matched, Response
from quizapp.errors import InvalidInputError

HALF, THIRD = Fraction(1, 2), Fraction(1, 3)
PARTLY = SingleKey(0, (Fraction(1), HALF, Fraction(0), -HALF))
EXACTLY = MultipleKey(frozenset({0, 2}))
WEIGHED = MultipleKey(frozenset({0, 1, 2}), (THIRD, THIRD, THIRD, -HALF))
NUMBER = NumericKey(
    (NumericAnswer(Decimal("9.8"), Decimal("0.05")), NumericAnswer.between(9, 10, HALF))
)
WORD = ShortAnswerKey(
    (AcceptedText("New Delhi"), AcceptedText("*delhi*", HALF), AcceptedText(r"a\*b"))
)
CAPITALS = ShortAnswerKey((AcceptedText("NaCl"),), case_sensitive=True)
PAIRS = MatchingKey((1, 0, 1))
WHOLE = MatchingKey((1, 0), all_or_nothing=True)


@pytest.mark.parametrize(
    ("key", "response", "weight"),
    [
        (PARTLY, Chosen.of(0), 1),
        (PARTLY, Chosen.of(1), HALF),
        (PARTLY, Chosen.of(2), 0),
        (PARTLY, Chosen.of(3), 0),
        (EXACTLY, Chosen.of(0, 2), 1),
        (EXACTLY, Chosen.of(0), 0),
        (EXACTLY, Chosen.of(0, 1, 2), 0),
        (WEIGHED, Chosen.of(0, 1, 2), 1),
        (WEIGHED, Chosen.of(0, 1), Fraction(2, 3)),
        (WEIGHED, Chosen.of(0, 1, 3), Fraction(1, 6)),
        (WEIGHED, Chosen.of(0, 3), 0),
        (TrueFalseKey(answer=True), Chosen.of(0), 1),
        (TrueFalseKey(answer=True), Chosen.of(1), 0),
        (NUMBER, Entered("9.85"), 1),
        (NUMBER, Entered(" +9.750 "), 1),
        (NUMBER, Entered("9.86"), HALF),
        (NUMBER, Entered("10"), HALF),
        (NUMBER, Entered("10.01"), 0),
        (NUMBER, Entered("nine"), 0),
        (WORD, Entered("  new   DELHI "), 1),
        (WORD, Entered("Delhi"), HALF),
        (WORD, Entered("Old Delhi, India"), HALF),
        (WORD, Entered("A*B"), 1),
        (WORD, Entered("axb"), 0),
        (CAPITALS, Entered(" NaCl"), 1),
        (CAPITALS, Entered("nacl"), 0),
        (PAIRS, Matched.of((0, 1), (1, 0), (2, 1)), 1),
        (PAIRS, Matched.of((0, 1), (2, 1)), Fraction(2, 3)),
        (PAIRS, Matched.of((0, 0)), 0),
        (WHOLE, Matched.of((0, 1), (1, 0)), 1),
        (WHOLE, Matched.of((0, 1)), 0),
        (PARTLY, Entered("A"), 0),
        (WORD, Chosen.of(0), 0),
    ],
    ids=str,
)
def test_an_answer_earns_its_share(key: Key, response: Response, weight: Fraction) -> None:
    outcome = {0: Outcome.WRONG, 1: Outcome.RIGHT}.get(weight, Outcome.PARTIAL)
    reason = {0: MarkReason.WRONG, 1: MarkReason.RIGHT}.get(weight, MarkReason.PARTLY_RIGHT)
    assert judge(key, response) == (outcome, reason, weight)
    assert (weight * key.denominator).denominator == 1


@pytest.mark.parametrize(
    ("key", "response", "places"),
    [
        (WEIGHED, Chosen.of(1, 3), {1, 3}),
        (NUMBER, Entered("9.9"), {1}),
        (NUMBER, Entered("11"), set()),
        (NUMBER, Entered("eleven"), set()),
        (WORD, Entered("DELHI"), {1}),
        (PAIRS, Matched.of((2, 0), (0, 1)), {0, 2}),
        (WORD, Chosen.of(0), set()),
    ],
    ids=str,
)
def test_an_answer_is_known_for_its_feedback(
    key: Key, response: Response, places: set[int]
) -> None:
    assert answers_given(key, response) == places


@pytest.mark.parametrize(
    ("key", "options", "prompts", "words"),
    [
        (SingleKey(0, (Fraction(1),)), 2, 0, "Options: 2; weights: 1"),
        (SingleKey(0, (HALF, Fraction(1))), 2, 0, "Exactly the right option has the weight 1"),
        (SingleKey(0, (Fraction(1), Fraction(1, 11))), 2, 0, "“1/11” is not a weight"),
        (SingleKey(0), 2, 1, "Only matching items"),
        (MultipleKey(frozenset()), 2, 0, "at least one option as right"),
        (MultipleKey(frozenset({2})), 2, 0, "names option 2"),
        (MultipleKey(frozenset({0}), (HALF, HALF)), 2, 0, "add up to 1"),
        (MultipleKey(frozenset({0}), (Fraction(1), Fraction(2))), 2, 0, "“2” is not a weight"),
        (TrueFalseKey(answer=True), 3, 0, "has two options"),
        (NumericKey(()), 0, 0, "at least one answer"),
        (NumericKey((NumericAnswer(Decimal(1), Decimal(-1)),)), 0, 0, "0 or more"),
        (NumericKey((NumericAnswer(Decimal("NaN")),)), 0, 0, "Write a number"),
        (NumericKey((NumericAnswer(Decimal(1), weight=HALF),)), 0, 0, "whole mark"),
        (NumericKey((NumericAnswer(Decimal(1)),)), 2, 0, "has no options"),
        (ShortAnswerKey((AcceptedText(" "),)), 0, 0, "must not be empty"),
        (ShortAnswerKey((AcceptedText("x" * 201),)), 0, 0, "at most 200"),
        (MatchingKey((0,)), 2, 1, "2 to 12"),
        (MatchingKey((0,)), 2, 2, "pairs 1 of 2"),
        (MatchingKey((0, 2)), 2, 2, "an option that there is not"),
    ],
    ids=str,
)
def test_a_key_that_does_not_fit_says_why(key: Key, options: int, prompts: int, words: str) -> None:
    found = [problem.text for problem in key.problems(options, prompts)]
    assert any(words in text for text in found), found


@pytest.mark.parametrize("type_", ItemType)
@pytest.mark.parametrize(
    "data",
    [
        {},
        {"option": "0", "options": ["0"], "answer": 1, "accepted": [{"value": 1}]},
        {"option": 0, "weights": "1", "options": 0, "accepted": [1]},
        {"option": 0, "weights": ["x"], "options": [True], "accepted": [{"text": "a"}]},
    ],
    ids=str,
)
def test_what_is_no_key_is_refused(type_: ItemType, data: dict[str, object]) -> None:
    with pytest.raises(InvalidInputError) as caught:
        key_from_data(type_, json.loads(json.dumps(data)))
    assert caught.value.field == "key"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12.5", "12.5"),
        ("1,50,000", "150000"),
        ("−3", "-3"),
        ("1e3", "1000"),
        ("१२", "12"),
        (".5", ".5"),
    ],
)
def test_numbers_are_read_as_people_type_them(text: str, number: str) -> None:
    assert parse_number(f" {text} ") == Decimal(number)


@pytest.mark.parametrize(
    "text", ["", "-", "1 2", "12 km", "1..2", "0x1F", "inf", "NaN", "1e101", "1e-200", "9" * 41]
)
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(InvalidInputError, match="is not a number") as caught:
        parse_number(text, field="here")
    assert caught.value.field == "here"


@pytest.mark.parametrize(
    ("text", "weight"),
    [
        ("50%", "1/2"),
        ("−25 %", "-1/4"),
        ("1/3", "1/3"),
        ("0.5", "1/2"),
        ("33.33%", "1/3"),
        ("1", "1"),
    ],
)
def test_weights_are_read_as_people_write_them(text: str, weight: str) -> None:
    assert parse_weight(f" {text} ") == Fraction(weight)


@pytest.mark.parametrize("text", ["", "half", "1/0", "%", "1//2", "1e3", "9" * 30])
def test_what_is_no_weight_is_refused(text: str) -> None:
    with pytest.raises(InvalidInputError, match="is not a weight"):
        parse_weight(text)


@given(st.integers(-WEIGHT_UNITS, WEIGHT_UNITS))
def test_a_weight_is_read_as_it_was_written(units: int) -> None:
    weight = Fraction(units, WEIGHT_UNITS)
    assert parse_weight(format_weight(weight)) == weight


def test_the_last_number_of_a_key_can_stand_for_all_others() -> None:
    key = NumericKey((NumericAnswer(Decimal(5)), NumericAnswer.anything()))
    assert [key.fitting(Decimal(text)) for text in ("5", "-7.25", "6e40")] == [0, 1, 1]
    assert [key.weight(Decimal(text)) for text in ("5", "6")] == [1, 0]
    assert [*key.problems(0)] == []
    assert NumericKey.from_data(key.as_data()).accepted[1].is_anything
