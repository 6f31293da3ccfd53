"""In which state a district, a town or a village lies, where the sentence says so."""

import pytest
from generation_builders import sentence

from quizapp.generation.knowledge import load
from quizapp.generation.patterns.localities import drafts


def asked(text: str) -> dict[str, str]:
    return {made.stem: made.key for made in drafts(sentence(text), load())}


@pytest.mark.parametrize(
    ("text", "place", "state"),
    [
        ("Two boats sank near Moga district of Punjab.", "the Moga district", "Punjab"),
        ("Two boats sank off Maharashtra's Raigad district.", "the Raigad district", "Maharashtra"),
        ("In Belpur, a small village in Odisha, it rained.", "the village of Belpur", "Odisha"),
        ("It rained at Belpur village in Odisha.", "the village of Belpur", "Odisha"),
        ("It rained in the Belpur town, Odisha.", "the town of Belpur", "Odisha"),
    ],
)
def test_a_locality_is_asked_for_its_state(text: str, place: str, state: str) -> None:
    assert asked(text) == {f"In which state is {place} located?": state}


@pytest.mark.parametrize(
    "text",
    [
        "The district of Punjab with most boats won.",
        "Two boats sank near Goa village in Goa.",
        "Two boats sank near Mumbai city in Maharashtra.",
        "Two boats went from Belpur village to Odisha.",
        "Two boats sank in Kenya's Belpur district.",
        "Every district in Odisha has a boat.",
    ],
)
def test_what_does_not_say_so_is_not_asked(text: str) -> None:
    assert asked(text) == {}
