"""Dates asked for in every place of a sentence, and dates that are not."""

from datetime import date

import pytest

from quizapp.errors import ArticleError
from quizapp.generation.pipeline import generate


def asked(text: str, title: str = "A week in the hills of Nepal") -> dict[str, str]:
    """The stems of an article with their keys, the dates only."""
    try:
        made = generate(f"{title}\n\n{text}", count=60, published=date(2020, 1, 10))
    except ArticleError:
        return {}
    return {q.stem: q.options[q.key] for q in made.questions if q.kind == "date"}


@pytest.mark.parametrize(
    ("text", "stem", "key"),
    [
        (
            "Ann Lindqvist chaired the Harbour Board of Bergen from 1987 to 1995.",
            "From which year did Ann Lindqvist chair the Harbour Board of Bergen?",
            "1987",
        ),
        (
            "Ann Lindqvist chaired the Harbour Board of Bergen from 1987 to 1995.",
            "Until which year did Ann Lindqvist chair the Harbour Board of Bergen?",
            "1995",
        ),
        (
            "Norway closed the Narvik Coal Mine in November.",
            "In which month of 2019 did Norway close the Narvik Coal Mine?",
            "November",
        ),
        (
            "Norway will close the Narvik Coal Mine by the end of 2024.",
            "By the end of which year was Norway to close the Narvik Coal Mine?",
            "2024",
        ),
        (
            "Norway opened the Narvik Coal Mine on Wednesday.",
            "On which date in January 2020 did Norway open the Narvik Coal Mine?",
            "8 January",
        ),
        (
            "The collapse of the Narvik Coal Mine in 1931 killed nine men.",
            "In which year did the collapse of the Narvik Coal Mine take place?",
            "1931",
        ),
    ],
)
def test_a_date_is_asked_for(text: str, stem: str, key: str) -> None:
    stems = asked(text)
    assert stems.get(stem) == key, stems


@pytest.mark.parametrize(
    "text",
    [
        "Norway won two medals at the 2016 Summer Games in Lima.",
        "The price of coal in Narvik rose from 30 dollars in 2013 to 50 dollars in 2019.",
        "Norway opened mines in Narvik on March 8 and March 9.",
        "Nurses remembered the miners of the Narvik Coal Mine in 1931.",
        "Norway said that miners who had been held on Wednesday were free.",
        "Two ships await the opening of the Narvik Coal Mine in 2008.",
        "Norway renamed the Narvik Coal Mine in March of that year.",
        "From 2014 to 2016, 42 miners left the Narvik Coal Mine.",
    ],
)
def test_a_date_that_does_not_tell_is_not_asked_for(text: str) -> None:
    assert asked(text) == {}
