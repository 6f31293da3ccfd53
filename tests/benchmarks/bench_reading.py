"""What it costs to read a text that repeats itself, as a proportion of its length."""

import pytest
from interleaved import compare

from quizapp.errors import ArticleError
from quizapp.generation.reading import read

LEAD = "The fair of Goa is what it has been to all of us. " * 40
UNITS = ["a", "(", "a b ", "x|y\n", "1. a\n", "a\n", "Jan 2020 ", "By A ", "Delhi, "]


def _read(text: str) -> None:
    try:
        read(text)
    except ArticleError:
        return


@pytest.mark.parametrize("unit", UNITS)
def test_eight_times_the_text_costs_eight_times_as_much(unit: str) -> None:
    short = LEAD + unit * (12_000 // len(unit))
    long = LEAD + unit * (96_000 // len(unit))
    result = compare(lambda: _read(long), lambda: _read(short), pairs=3)
    print("\n" + result.line(f"8 times as many {unit!r}", "the short text"))
