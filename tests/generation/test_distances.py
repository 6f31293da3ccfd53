"""How far away something lies."""

import pytest
from generation_builders import sentence

from quizapp.generation.patterns.distances import drafts

MAY = "May 2021"


@pytest.mark.parametrize(
    ("text", "asked", "key"),
    [
        (
            "Gull Island is located 900 miles (1,450 km) off the east coast of New Zealand.",
            "how many miles off the east coast of New Zealand is Gull Island located",
            "900",
        ),
        (
            "They found Rho Lyrae b, a hot planet some 1,200 light years from Earth.",
            "about how many light years from Earth is Rho Lyrae b located",
            "1,200",
        ),
        (
            "XK-7b is about 2.5 million km from the Sun.",
            "about how many kilometres from the Sun is XK-7b located",
            "2.5 million",
        ),
    ],
)
def test_distances_that_are_asked_for(text: str, asked: str, key: str) -> None:
    (made,) = drafts(sentence(text), MAY)
    assert made.stem == f"As reported in May 2021, {asked}?"
    assert made.key == key
    assert text[made.fact.span.start : made.fact.span.end] == made.fact.surface


@pytest.mark.parametrize(
    "text",
    [
        "It is nearly 75 light years from Earth.",
        "The village is 40 km from Bergen.",
        "Gull Island is located off the east coast of New Zealand.",
        "Ann Loring was flying 900 miles off the coast of Chile.",
    ],
)
def test_distances_that_are_not(text: str) -> None:
    assert list(drafts(sentence(text), MAY)) == []


def test_no_date_no_question() -> None:
    assert list(drafts(sentence("Gull Island lies 900 miles off the coast of Chile."), "")) == []
