"""Years in office, elections, and what an obituary tells."""

from datetime import date

import pytest
from generation_builders import sentence

from quizapp.domain.items import FactKind
from quizapp.generation.facts.dates import find_dates
from quizapp.generation.knowledge import load
from quizapp.generation.patterns.careers import ages, dead_of, deaths, drafts
from quizapp.generation.reading import read
from quizapp.generation.types import EntityValue, Fact, Span

MAY = "May 2021"
PERSON = "Asha Chelimo"
FOR_HOW_LONG = "As reported in May 2021, for how many years did Asha Chelimo serve as"


def years_in(text: str) -> list[Fact]:
    return [
        Fact(
            FactKind.DATE,
            found.value.precision,
            found.value,
            text[found.start : found.end],
            Span(found.start, found.end),
            sentence(text),
            (0, 0),
        )
        for found in find_dates(text)
    ]


@pytest.mark.parametrize(
    ("text", "stem", "key"),
    [
        (
            "Asha Chelimo, who served as Governor of Ohio for nine years, came home.",
            f"{FOR_HOW_LONG} Governor of Ohio?",
            "nine",
        ),
        (
            "Asha Chelimo then served 12 years as the mayor of Nairobi.",
            f"{FOR_HOW_LONG} the mayor of Nairobi?",
            "12",
        ),
        (
            "Asha Chelimo was mayor of Nairobi from 1990 to 1998.",
            "Until which year did Asha Chelimo serve as mayor of Nairobi?",
            "1998",
        ),
        (
            "Asha Chelimo was elected President in 1999 and travelled much.",
            "In which year was Asha Chelimo elected President of Kenya?",
            "1999",
        ),
        (
            "Asha Chelimo became president of the Commonwealth country in 1999.",
            "In which year did Asha Chelimo become president of Kenya?",
            "1999",
        ),
    ],
)
def test_years_in_office(text: str, stem: str, key: str) -> None:
    (made,) = drafts(sentence(text), years_in(text), (PERSON, "Kenya"), MAY, load())
    assert (made.stem, made.key) == (stem, key)


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("Asha Chelimo was elected President in 1999.", (PERSON, "")),
        ("Asha Chelimo was elected President in 1999.", ("", "Kenya")),
        ("Chelimo became mayor of Nairobi in 1999.", (PERSON, "Kenya")),
        (
            "Asha Chelimo, who served as Governor of Ohio for many years, came home.",
            (PERSON, "Kenya"),
        ),
        ("Asha Chelimo was happy as mayor of Nairobi in 1999.", (PERSON, "Kenya")),
    ],
)
def test_posts_that_are_not_asked_for(text: str, about: tuple[str, str]) -> None:
    assert list(drafts(sentence(text), years_in(text), about, MAY, load())) == []


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Chelimo died at home in Nairobi.", ("city", "Nairobi")),
        ("He was 80 and died in Pine Hollow, California.", ("US state", "California")),
        ("His wife died in Nairobi.", None),
        ("Chelimo died in 1999, and the news reached Nairobi.", None),
        ("The king died in Nairobi.", None),
    ],
)
def test_places_of_death(text: str, asked: tuple[str, str] | None) -> None:
    made = [(draft.stem, draft.key) for draft in deaths(sentence(text), PERSON, MAY, load())]
    expected = []
    if asked is not None:
        noun, key = asked
        expected = [(f"As reported in May 2021, in which {noun} did Asha Chelimo die?", key)]
    assert made == expected


def test_age_in_the_headline() -> None:
    text = "Runner Asha Chelimo dies at 78\n\nThe village mourned for a week.\n"
    article = read(text, published=date(2021, 5, 4))
    value = EntityValue(PERSON)
    at = Span(7, 7 + len(PERSON))
    told = Fact(FactKind.PERSON, "", value, PERSON, at, sentence(text), (0, 0))
    assert dead_of(article, [told]) == PERSON
    assert dead_of(article, []) == ""
    (made,) = ages(article, PERSON, MAY)
    assert made.stem == "As reported in May 2021, at what age did Asha Chelimo die?"
    assert text[made.fact.span.start : made.fact.span.end] == made.key == "78"
    assert list(ages(article, "", MAY)) == []
