"""Questions about lengths between two named ends."""

import pytest
from surface_builders import ask

from quizapp.generation.patterns.lengths import drafts


@pytest.mark.parametrize(
    ("told", "what", "key"),
    [
        (
            "He opened the 82-kilometre rail stretch between Mill Lane and Oldtown.",
            "rail stretch between Mill Lane and Oldtown",
            "82 kilometres",
        ),
        (
            "They laid a 1,450 km long gas pipeline from Oldtown to Newport.",
            "gas pipeline from Oldtown to Newport",
            "1,450 kilometres",
        ),
        (
            "The 9.5-km tunnel between Oldtown and Newport is done.",
            "tunnel between Oldtown and Newport",
            "9.5 kilometres",
        ),
    ],
)
def test_the_length_is_asked_with_both_ends(told: str, what: str, key: str) -> None:
    stem = f"As reported in May 2021, what was the length of the {what}?"
    assert ask(drafts, told) == {stem: key}


@pytest.mark.parametrize(
    "told",
    [
        "He opened the 82-kilometre stretch near Oldtown.",
        "The 82-kilometre race between Oldtown and Newport was run.",
        "He opened the stretch between Oldtown and Newport.",
        "He opened the 82-kilometre stretch between Oldtown and Newport.",
        "A 9-km road from Oldtown and Newport was closed.",
    ],
)
def test_without_length_way_or_ends_there_is_no_question(told: str) -> None:
    assert ask(drafts, told) == {}
