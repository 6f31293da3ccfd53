"""Tolls, asked with the disaster that the headline names."""

from datetime import date

import pytest
from generation_builders import rng, sentence

from quizapp.domain.items import FactKind
from quizapp.generation.facts.figures import find_figures
from quizapp.generation.knowledge import load
from quizapp.generation.patterns.tolls import disaster_of, drafts, magnitude, magnitudes
from quizapp.generation.reading import read
from quizapp.generation.types import Fact, Span

MAY = "May 2021"
FIRE = "the mill fire in Oldtown"


def figures_in(text: str) -> list[Fact]:
    return [
        Fact(
            FactKind.FIGURE,
            "count",
            found.value,
            text[found.start : found.end],
            Span(found.start, found.end),
            sentence(text),
            (0, 0),
        )
        for found in find_figures(text)
    ]


@pytest.mark.parametrize(
    ("text", "stem"),
    [
        (
            "On Monday, 23 people died.",
            f"As reported in May 2021, how many people died in {FIRE}?",
        ),
        (
            "Officers said 31 workers were rescued.",
            f"As reported in May 2021, how many workers were rescued during {FIRE}?",
        ),
        (
            "The flames spread quickly, killing 23 people.",
            f"As reported in May 2021, how many people were killed in {FIRE}?",
        ),
        (
            "At least 23 people were injured.",
            f"According to reports in May 2021, how many people were injured in {FIRE}?",
        ),
    ],
)
def test_tolls_that_are_asked_for(text: str, stem: str) -> None:
    (made,) = drafts(figures_in(text), FIRE, MAY, load())
    assert made.stem == stem


@pytest.mark.parametrize(
    "text",
    [
        "On the Greek side 23 people died.".replace("Greek side", "isle of Samos,"),
        "In 2011, 23 people died.",
        "In March, 23 people died.",
        "Another 23 people died.",
        "About 23 people were evacuated in the north.",
        "The hall holds 23 people.",
        "He was jailed after he killed 23 people.",
    ],
)
def test_tolls_of_something_else(text: str) -> None:
    assert drafts(figures_in(text), FIRE, MAY, load()) == ()


def test_tolls_of_a_part_of_the_disaster() -> None:
    told = figures_in("In Samoa, 23 people died, while in Fiji 41 people were injured.")
    stems = [draft.stem for draft in drafts(told, "Cyclone Ada", MAY, load())]
    assert stems == [
        "As reported in May 2021, in Samoa, how many people died during Cyclone Ada?",
        "As reported in May 2021, in Fiji, how many people were injured during Cyclone Ada?",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "In Samoa, 23 people died.",
        "Chilean officials reported 23 deaths.",
        "In Suva, 23 died in Chile.",
    ],
)
def test_outbreaks_are_of_one_country(text: str) -> None:
    assert drafts(figures_in(text), "the measles outbreak in Fiji", MAY, load()) == ()


def test_two_answers_to_one_stem_leave_none() -> None:
    told = [*figures_in("The blaze killed 23 people."), *figures_in("It killed 25 people.")]
    assert drafts(told[:1], FIRE, MAY, load()) != ()
    assert drafts(told, FIRE, MAY, load()) == ()
    assert drafts(told[:1], "", MAY, load()) == ()


@pytest.mark.parametrize(
    ("headline", "event", "disaster"),
    [
        ("Cyclone Ada reaches the coast", None, "Cyclone Ada"),
        ("Mill fire kills many", f"{FIRE}, in May 2021", FIRE),
        ("Book fair opens", "the Spring Book Fair in May 2021", ""),
        ("Indian earthquake wakes many", None, ""),
        (
            "North Sea earthquake off Bergen shakes towns",
            None,
            "the North Sea earthquake off Bergen",
        ),
        ("Fijian cabinet meets over measles outbreak", None, "the measles outbreak in Fiji"),
        ("Cabinet meets over laughter outbreak", None, ""),
    ],
)
def test_disasters_of_headlines(headline: str, event: str | None, disaster: str) -> None:
    article = read(f"{headline}\n\nThe town slept little that night.\n", published=date(2021, 5, 4))
    assert disaster_of(article, event, MAY, load()) == disaster


def test_magnitude_of_the_earthquake() -> None:
    quake = "the North Sea earthquake off Bergen"
    told = [sentence("The tremor of magnitude 6.8 woke the town."), sentence("A cat ran away.")]
    (made,) = magnitude(told, quake, MAY)
    assert made.stem == f"As reported in May 2021, what was the magnitude of {quake}?"
    assert made.key == "6.8"
    wrong = magnitudes(made, rng(3), 7).distractors
    assert len(set(wrong)) == len(wrong) >= 4
    assert all(4.5 <= float(option) <= 9.2 and option != "6.8" for option in wrong)
    twice = [*told, sentence("A 5.1-magnitude tremor came after it.")]
    assert list(magnitude(twice, quake, MAY)) == []
    assert list(magnitude(told, FIRE, MAY)) == []
