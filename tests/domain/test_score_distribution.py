"""The distribution of scores, checked against the standard library's own statistics."""

import statistics
from collections import Counter
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.domain.score_distribution import BANDS, distribution

percents = st.fractions(min_value=-35, max_value=100, max_denominator=60)


def test_no_scores_have_no_distribution() -> None:
    assert distribution({}) is None


def test_bands_begin_where_the_one_before_ends() -> None:
    found = distribution(
        {Fraction(-10): 1, Fraction(0): 2, Fraction(999, 100): 1, Fraction(10): 3, Fraction(100): 4}
    )

    assert found is not None
    assert found.bands == (4, 3, 0, 0, 0, 0, 0, 0, 0, 4)
    assert (found.count, found.lowest, found.highest) == (11, -10, 100)


@given(st.lists(percents, min_size=1, max_size=40))
def test_figures_are_those_of_all_scores_one_by_one(scores: list[Fraction]) -> None:
    found = distribution(Counter(scores))

    assert found is not None
    assert found.mean == statistics.mean(scores)
    assert found.median == statistics.median(scores)
    assert found.deviation == pytest.approx(statistics.pstdev(map(float, scores)), abs=1e-6)
    assert (sum(found.bands), len(found.bands)) == (len(scores), BANDS)
