"""Who "he" is and which agreement "the agreement" is: read through the real parser."""

from datetime import date

import pytest

from quizapp.generation import knowledge, reading
from quizapp.generation.language.analysis import analyse
from quizapp.generation.language.tree import surface
from quizapp.generation.resolution import resolve


def resolved(text: str, title: str = "A day in the valley") -> list[str]:
    """The sentences of a text with names put in."""
    article = reading.read(f"{title}\n\n{text}", published=date(2021, 5, 14))
    analysis = analyse(article, knowledge.load())
    return [
        surface(word for word in told.sentence.words if word.text)
        for told in resolve(analysis.sentences, analysis.units, article.title)
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Minister Peter Novak opened the mill on Monday. He said the mill would employ people.",
            "Peter Novak said",
        ),
        (
            "Minister Peter Novak opened the mill on Monday.\n\nHe was born in Oslo in 1961.",
            "Peter Novak was born",
        ),
        (
            "Laura Brandt won the race in Vienna. Brandt said she had trained for a year.",
            "Laura Brandt said Laura Brandt had trained",
        ),
        (
            "Laura Brandt won the race in Vienna. Her coach left the team in 2019.",
            "Laura Brandt's coach left",
        ),
        (
            "Norway's Prime Minister Anna Lindqvist came. The Prime Minister opened a school.",
            "Anna Lindqvist opened a school",
        ),
        (
            "Men built a bridge over the Ganges in March. The bridge was paid for by banks.",
            "The bridge over the Ganges was paid",
        ),
        (
            "Kenya banned the airline Mahan Air. The airline was founded by a pilot.",
            "Mahan Air was founded",
        ),
        (
            "The World Bank told of a loan. It approved the plan in May.",
            "the World Bank approved the plan",
        ),
        (
            "Kenya and Uganda signed a treaty on Tuesday. The two countries had talked for a year.",
            "Kenya and Uganda had talked",
        ),
    ],
)
def test_what_points_back_gets_its_name(text: str, told: str) -> None:
    assert told in " ".join(resolved(text))


@pytest.mark.parametrize(
    ("text", "untouched"),
    [
        (
            "Minister Peter Novak met the singer Paul Weber on Monday. He thanked the city.",
            "He thanked",
        ),
        (
            "The driver of the bus hurt her arm when she fell in the yard of Peter Novak.",
            "she fell",
        ),
        ('Peter Novak wrote of the late actor: "He was a friend of the town."', "He was a friend"),
        (
            "Men built a bridge over the Ganges. Girls built a bridge. The bridge was paid for.",
            "The bridge was",
        ),
        ("The World Bank paid for a tunnel. It was opened in May.", "It was opened"),
        ("Laura Brandt greeted Her Majesty in Vienna on Sunday.", "Her Majesty"),
        ("The ferry sank off Oslo. It is expected that divers will look for it.", "It is expected"),
    ],
)
def test_what_could_mean_two_things_stays(text: str, untouched: str) -> None:
    assert untouched in " ".join(resolved(text))


def test_a_quotation_tells_of_somebody_else() -> None:
    told = resolved(
        'Peter Novak mourned the actor. "He was a friend. He taught us all to sing," Novak wrote.'
    )
    assert "He taught us" in " ".join(told)
