"""Deaths, fires and matches that say of what a bare number or a deed is told."""

from datetime import date

import pytest

from quizapp.generation.pipeline import examine

DEATH = """Former governor Olav Lie of Norway dies aged 81

On Friday, Olav Lie, the former governor of Norges Bank, died. {sentence}
"""
MATCH = """2nd T20I: Kenya beat Ireland by six wickets in Nairobi

In Cricket, Kenya beat Ireland by six wickets in the second T20 International at the Lakeside \
Stadium in Nairobi on Sunday. {sentence}
"""
FIRE = """Hotel fire kills at least nineteen in Suva

A hotel fire killed at least nineteen people in Suva on Friday. {sentence}
"""


def written(text: str, sentence: str) -> dict[str, str]:
    made = examine(text.format(sentence=sentence), count=60, published=date(2021, 5, 10))
    return {q.stem: q.options[q.key] for q in made.questions}


def test_days_of_mourning_are_asked_with_the_death() -> None:
    asked = written(DEATH, "The government of Norway announced five days of mourning.")
    stem = (
        "As reported in May 2021, in connection with the death of Olav Lie, how many days of "
        "mourning did the government of Norway announce?"
    )
    assert asked.get(stem) == "five", asked


def test_mourning_is_not_anchored_where_the_headline_tells_of_no_death() -> None:
    text = DEATH.replace("dies aged 81", "opens bank")
    asked = written(text, "The government of Norway announced five days of mourning.")
    assert not any("mourning" in stem for stem in asked), asked


def test_who_announced_a_death_is_asked() -> None:
    asked = written(DEATH, "Yesterday, NASA announced the death of astronaut Ann Marie Hall.")
    assert any(key == "NASA" and "the death of" in stem for stem, key in asked.items()), asked


def test_a_score_is_asked_with_its_match() -> None:
    asked = written(MATCH, "Otieno Maina put up 45 runs.")
    match = "In the second T20 International between Kenya and Ireland in May 2021"
    assert asked.get(f"{match}, how many runs did Otieno Maina put up?") == "45", asked


@pytest.mark.parametrize(
    "sentence",
    [
        "In 2019, Otieno Maina put up 45 runs.",  # another match
        "Kenya made 144 runs in 17.3 overs.",  # overs are counted in sixths
    ],
)
def test_other_matches_and_overs_are_not_asked_with_it(sentence: str) -> None:
    asked = written(MATCH, sentence)
    assert not any("45" in key or "17.3" in key for key in asked.values()), asked


def test_the_name_of_a_sport_opens_no_stem() -> None:
    asked = written(MATCH, "")
    assert asked
    assert not any("in cricket" in stem.casefold() for stem in asked), asked


def test_a_fire_is_told_by_what_burnt_and_where() -> None:
    asked = written(FIRE, "Firefighters say 35 people were rescued.")
    told = {stem: key for stem, key in asked.items() if "the hotel fire in Suva" in stem}
    assert "35" in told.values(), asked


def test_a_clause_that_was_taken_for_an_object_is_refused() -> None:
    told = "The embassy confirmed two pilgrims from Fiji died."
    asked = written(FIRE, told)
    assert not any(stem.endswith("died?") and "confirm" in stem for stem in asked), asked
