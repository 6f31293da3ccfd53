"""What a stem leaves out, and what it says with its year."""

from datetime import date

import pytest

from quizapp.errors import ArticleError
from quizapp.generation.pipeline import generate


def stems(text: str, title: str = "A week in the hills of Norway") -> list[str]:
    try:
        made = generate(f"{title}\n\n{text}", count=60, published=date(2020, 1, 10))
    except ArticleError:
        return []
    return [q.stem for q in made.questions]


@pytest.mark.parametrize(
    ("text", "stem"),
    [
        (
            "In all, 300 nurses of Norway ran in the Oslo Marathon.",
            "As reported in January 2020, how many nurses of Norway ran in the Oslo Marathon?",
        ),
        (
            "Officials said that 400 people live in Narvik.",
            "As reported in January 2020, how many people live in Narvik?",
        ),
        (
            "Last year, Norway tested 40 electric ferries.",
            "In 2019, how many electric ferries did Norway test?",
        ),
        (
            "Norway tested 40 electric ferries in March.",
            "How many electric ferries did Norway test in March 2019?",
        ),
    ],
)
def test_a_stem_says_what_lasts(text: str, stem: str) -> None:
    told = stems(text)
    assert stem in told, told


def test_a_stem_keeps_no_word_of_the_day() -> None:
    told = stems("Norway's current government plans 40 electric ferries now.")
    assert not any("current" in s or "now" in s.split() for s in told), told


def test_what_makes_a_statement_true_is_not_left_out() -> None:
    told = stems("Before this, Norway had 40 electric ferries.")
    assert not any("electric ferries" in s for s in told), told


def test_a_court_is_told_by_its_country() -> None:
    told = stems("The ships were late in Oslo. The Supreme Court fined 40 shipping lines in 2018.")
    assert "How many shipping lines did the Supreme Court of Norway fine in 2018?" in told, told
