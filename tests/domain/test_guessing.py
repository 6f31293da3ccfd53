"""The expected mark of a blind guess."""

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.domain.guessing import expected_of_guessing
from quizapp.domain.items import ItemContent, ItemText, OptionOrder
from quizapp.domain.keys import (
    AcceptedText,
    Key,
    MatchingKey,
    MultipleKey,
    ShortAnswerKey,
    SingleKey,
    TrueFalseKey,
)
from quizapp.domain.marking import MarkingScheme, mark
from quizapp.domain.presets import PRESETS
from quizapp.domain.responses import Matched

PLAIN = MarkingScheme(right=Fraction(1))


def item(key: Key, options: int, prompts: int = 0) -> ItemContent:
    text = ItemText(
        "What fits?",
        tuple(f"option {number}" for number in range(options)),
        "",
        tuple(f"prompt {number}" for number in range(prompts)),
    )
    return ItemContent(texts={"en": text}, key=key, option_order=OptionOrder.FIXED)


@given(st.integers(2, 6), st.integers(0, 1))
def test_a_deduction_of_one_in_n_minus_one_makes_guessing_worth_nothing(
    options: int, place: int
) -> None:
    scheme = MarkingScheme(right=Fraction(2), wrong=Fraction(-2, options - 1))
    assert expected_of_guessing(item(SingleKey(place), options), scheme) == 0


def test_the_exams() -> None:
    four = item(SingleKey(2), 4)
    upsc = PRESETS["upsc-prelims-gs1"].sections[0].scheme
    # 1/4 · 2 − 3/4 · 2/3: four options and a third deducted are worth nothing.
    assert expected_of_guessing(four, upsc) == 0
    assert expected_of_guessing(four, PLAIN) == Fraction(1, 4)


def test_other_types() -> None:
    scheme = MarkingScheme(right=Fraction(1), wrong=Fraction(-1, 4))
    assert expected_of_guessing(item(TrueFalseKey(answer=True), 2), scheme) == Fraction(3, 8)
    # Three sets of two options, one of them right.
    several = item(MultipleKey(frozenset({0, 1})), 2)
    assert expected_of_guessing(several, PLAIN) == Fraction(1, 3)
    many = item(MultipleKey(frozenset(range(12))), 12)
    assert expected_of_guessing(many, PLAIN) == Fraction(1, 2**12 - 1)
    typed = item(ShortAnswerKey((AcceptedText("Delhi", Fraction(1)),)), 0)
    assert expected_of_guessing(typed, scheme) == Fraction(-1, 4)


@pytest.mark.parametrize("all_or_nothing", [True, False])
@pytest.mark.parametrize(("prompts", "options"), [(2, 2), (2, 3), (3, 4)])
def test_matching_is_the_mean_over_all_ways(
    prompts: int, options: int, *, all_or_nothing: bool
) -> None:
    key = MatchingKey(tuple(range(prompts)), all_or_nothing=all_or_nothing)
    content = item(key, options, prompts)
    scheme = MarkingScheme(right=Fraction(3), wrong=Fraction(-1))
    marks = [
        mark(content, Matched.of(*enumerate(way)), scheme).value
        for way in product(range(options), repeat=prompts)
    ]
    assert expected_of_guessing(content, scheme) == sum(marks) / len(marks)
