"""Questions about one match: each says which match it was."""

from decimal import Decimal

import pytest
from generation_builders import draft, rng
from surface_builders import ask

from quizapp.generation.distractors import propose
from quizapp.generation.knowledge import load
from quizapp.generation.patterns.contests import drafts
from quizapp.generation.stem_checks import draft_flaws
from quizapp.generation.values import FigureValue

HEADLINE = "Kenya defeat Ireland by 34 runs in 3rd ODI"
MATCH = "the 3rd ODI between Kenya and Ireland in May 2021"


def test_the_margin_and_the_place_are_asked_with_the_match() -> None:
    told = "Kenya defeated Ireland by six wickets in the fourth T20 International at Nairobi."
    assert ask(drafts, told) == {
        "By how many wickets did Kenya defeat Ireland "
        "in the fourth T20 International in May 2021?": "six",
        "In which city was the fourth T20 International between Kenya and Ireland in May 2021 "
        "played?": "Nairobi",
    }


def test_the_match_is_taken_from_the_headline() -> None:
    told = "Chasing a target of 212 runs, Ireland lost early wickets."
    stem = f"A target of how many runs was Ireland chasing in {MATCH}?"
    assert ask(drafts, told, headline=HEADLINE) == {stem: "212"}


def test_what_a_fully_named_player_did_is_asked() -> None:
    one = ask(drafts, "Otieno Maina scored 88 runs.", headline=HEADLINE, persons=("Otieno Maina",))
    assert one == {f"How many runs did Otieno Maina score in {MATCH}?": "88"}
    two = ask(drafts, "Liam Doyle took 3 wickets.", headline=HEADLINE, persons=("Liam Doyle",))
    assert two == {f"How many wickets did Liam Doyle take in {MATCH}?": "3"}
    shared = "Otieno Maina and Liam Doyle took 3 wickets."
    assert ask(drafts, shared, headline=HEADLINE, persons=("Otieno Maina", "Liam Doyle")) == {}
    three = ask(
        drafts,
        "Otieno Maina was adjudged man of the match.",
        headline=HEADLINE,
        persons=("Otieno Maina",),
    )
    assert three == {f"Who was named Man of the Match in {MATCH}?": "Otieno Maina"}


def test_a_last_name_alone_is_not_asked() -> None:
    assert ask(drafts, "Maina scored 88 runs.", headline=HEADLINE, persons=("Maina",)) == {}


def test_balls_and_another_year_are_not_runs_of_the_match() -> None:
    told = "Otieno Maina hit 6 sixes."
    assert ask(drafts, told, headline=HEADLINE, persons=("Otieno Maina",)) == {}
    told = "Otieno Maina scored 88 runs in 2019."
    assert ask(drafts, told, headline=HEADLINE, persons=("Otieno Maina",)) == {}


def test_without_a_match_or_known_teams_there_is_no_question() -> None:
    told = "Chasing a target of 212 runs, Ireland lost early wickets."
    assert ask(drafts, told, headline="Kenya defeat Ireland") == {}
    assert ask(drafts, told, headline="Mill Lane defeat Oldtown by 4 runs in 3rd ODI") == {}
    assert ask(drafts, told, headline=HEADLINE, label="") == {}


def test_teams_that_are_no_countries_of_their_own_play_too() -> None:
    told = "West Indies beat England by 12 runs in the first Test."
    stem = "By how many runs did the West Indies defeat England in the first Test in May 2021?"
    assert ask(drafts, told) == {stem: "12"}


@pytest.mark.parametrize(
    ("stem", "sound"),
    [
        ("As reported in May 2021, how many runs did Otieno Maina score for Kenya?", False),
        ("As reported in May 2021, in how many overs did Kenya reach home in Nairobi?", False),
        ("How many runs did Otieno Maina score in the 3rd ODI in May 2021?", True),
    ],
)
def test_a_score_needs_its_match(stem: str, *, sound: bool) -> None:
    flaws = draft_flaws(draft(FigureValue(Decimal(88)), stem), load())
    assert ("of what match" not in {flaw.detail for flaw in flaws}) == sound


def test_nobody_takes_more_than_ten_wickets() -> None:
    asked = draft(FigureValue(Decimal(9)), "How many wickets did Otieno Maina take in the 3rd ODI?")
    for seed in range(20):
        proposal = propose(asked, facts=(), knowledge=load(), rng=rng(seed), count=6)
        assert all(int(option) <= 10 for option in proposal.distractors)
        assert proposal.distractors


def test_a_contest_is_no_superlative() -> None:
    stem = "As reported in May 2021, how many pupils from Goa took part in the {}?"
    for noun, sound in (("contest", False), ("protest", False), ("largest school quiz", True)):
        flaws = draft_flaws(draft(FigureValue(Decimal(88)), stem.format(noun)), load())
        assert ("reference-into-the-article" not in {flaw.rule for flaw in flaws}) == sound
