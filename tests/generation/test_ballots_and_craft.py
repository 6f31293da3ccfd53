"""Votes and seats of parliaments; rockets and aircraft."""

from datetime import date

import pytest
from generation_builders import rng, sentence

from quizapp.generation.knowledge import load
from quizapp.generation.patterns.ballots import drafts as ballots
from quizapp.generation.patterns.craft import drafts as craft
from quizapp.generation.patterns.craft import propose
from quizapp.generation.reading import read

MAY = "May 2021"


@pytest.mark.parametrize(
    ("text", "stem", "key"),
    [
        (
            "The parliament of Kenya voted 60 to 12 to allow night trains on Friday.",
            (
                "In May 2021, with how many votes in favour did the parliament of Kenya vote "
                "to allow night trains?"
            ),
            "60",
        ),
        (
            "The Senate has 68 members, who meet in the capital.",
            "As of May 2021, how many members did the Senate of Kenya have?",
            "68",
        ),
    ],
)
def test_votes_and_seats(text: str, stem: str, key: str) -> None:
    (made,) = ballots(sentence(text), "Kenya", MAY, load())
    assert (made.stem, made.key) == (stem, key)
    assert text[made.fact.span.start : made.fact.span.end] == key


@pytest.mark.parametrize(
    "text",
    [
        "The village council voted 60 to 12 to allow night trains.",
        "The parliament of Kenya voted 12 to 60 to allow night trains.",
        "The Knesset has 120 members.",
        "The Senate has 68 members from the north.",
        "The club has 68 members.",
    ],
)
def test_other_counts(text: str) -> None:
    assert list(ballots(sentence(text), "Kenya", MAY, load())) == []
    assert list(ballots(sentence(text), "Kenya", "", load())) == []


@pytest.mark.parametrize(
    ("text", "disaster", "stem"),
    [
        (
            "The Kestrel satellite was launched at night on an Atlas V rocket.",
            "",
            "As reported in May 2021, which rocket launched the Kestrel satellite?",
        ),
        (
            "The aircraft, a Boeing 737, had left the runway.",
            "the cargo plane crash near Oldtown",
            (
                "As reported in May 2021, which type of aircraft was involved in "
                "the cargo plane crash near Oldtown?"
            ),
        ),
        ("The aircraft, a Boeing 737, was sold.", "", None),
        ("The aircraft, a Boeing 737, met an Airbus A320.", "the jet crash near Oldtown", None),
        ("The Kestrel satellite was launched in 2019 on an Atlas V rocket.", "", None),
        ("The Kestrel satellite was to be launched with an Atlas V rocket.", "", None),
        ("The Korean satellite was launched on an Atlas V rocket.", "", None),
        ("The Kestrel satellite was paid for with an Atlas V ticket.", "", None),
    ],
)
def test_craft(text: str, disaster: str, stem: str | None) -> None:
    article = read(f"News of the day\n\n{text}\n", published=date(2021, 5, 4))
    made = list(craft(article, [sentence(text)], disaster, MAY, load()))
    assert [draft.stem for draft in made] == ([stem] if stem else [])
    for draft in made:
        wrong = propose(draft, {"Airbus A380", "Antares"}, rng(1), 6).distractors
        assert len(set(wrong)) == len(wrong) >= 3
        assert not {draft.key, "Airbus A380", "Antares"} & set(wrong)
