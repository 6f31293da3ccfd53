"""Discrimination, and what speaks against an item."""

from math import isclose

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.domain.item_analysis import Doubt, OptionDraw, Sums, doubts_of


def sums_of(pairs: list[tuple[float, float]]) -> Sums:
    return Sums(
        len(pairs),
        sum(x for x, _ in pairs),
        sum(y for _, y in pairs),
        sum(x * x for x, _ in pairs),
        sum(y * y for _, y in pairs),
        sum(x * y for x, y in pairs),
    )


@given(st.lists(st.tuples(st.sampled_from([0, 0.5, 1]), st.integers(-5, 15)), min_size=10))
def test_it_is_the_correlation_with_the_rest(drawn: list[tuple[float, int]]) -> None:
    pairs = [(float(x), y / 15) for x, y in drawn]
    found = sums_of(pairs).discrimination
    xs, ys = zip(*pairs, strict=True)
    if len(set(xs)) == 1 or len(set(ys)) == 1:
        assert found is None
    else:
        assert found is not None
        assert isclose(found, float(np.corrcoef(xs, ys)[0, 1]), abs_tol=1e-6)


def test_few_answers_say_nothing() -> None:
    pairs = [(float(number % 2), float(number)) for number in range(9)]
    assert sums_of(pairs).discrimination is None
    assert sums_of([*pairs, (1.0, 9.0)]).discrimination is not None


@pytest.mark.parametrize(
    ("key", "rival", "doubts"),
    [
        ((3, 0.4), (9, 0.6), {Doubt.RIVAL}),
        ((3, 0.4), (9, 0.4), {Doubt.RIVAL}),
        ((0, None), (10, 0.1), {Doubt.RIVAL}),
        ((3, 0.7), (9, 0.6), set()),
        ((6, 0.4), (6, 0.6), set()),
        ((3, 0.4), (6, 0.6), set()),
    ],
)
def test_an_option_that_beats_the_key_is_told(
    key: tuple[int, float | None], rival: tuple[int, float | None], doubts: set[Doubt]
) -> None:
    options = [OptionDraw(0, *key, is_key=True), OptionDraw(1, *rival, is_key=False)]
    assert doubts_of(0.3, options) == doubts
    assert doubts_of(0.3, options[1:]) == set()
    assert Doubt.UPSIDE_DOWN in doubts_of(-0.1, options)
