"""Who leads what did something, posts with a form of address, and where contests were held."""

from datetime import date

import pytest

from quizapp.generation.pipeline import examine

ARTICLE = """{headline}

{sentence}
"""


def written(sentence: str, headline: str = "Notes of the week from Norway") -> dict[str, str]:
    text = ARTICLE.format(headline=headline, sentence=sentence)
    made = examine(text, count=60, published=date(2021, 5, 10))
    return {q.stem: q.options[q.key] for q in made.questions}


def drafted(sentence: str) -> str:
    """Every stem that was written, the refused ones included."""
    text = ARTICLE.format(headline="Notes of the week from Norway", sentence=sentence)
    made = examine(text, count=60, published=date(2021, 5, 10))
    return " ".join([*(q.stem for q in made.questions), *(r.detail for r in made.rejected)])


def test_who_heads_a_bench_is_asked_by_what_it_did() -> None:
    told = (
        "A five judge bench headed by Justice Ranjan Gogoi ordered Tamil Nadu to reopen its mills."
    )
    stem = (
        "As reported in May 2021, who headed the five-judge bench that ordered Tamil Nadu to "
        "reopen its mills?"
    )
    assert written(told).get(stem) == "Ranjan Gogoi", drafted(told)


def test_who_leads_beside_somebody_else_is_not_asked() -> None:
    told = "A team led by Ann Hall and Olav Lie reached the South Pole in Antarctica."
    assert "who led the team" not in drafted(told)


def test_a_post_with_a_form_of_address_is_its_holders() -> None:
    told = "The Prime Minister, Shri Narendra Modi inaugurated the Delta Harbour Bridge in Kochi."
    asked = written(told)
    assert asked.get("As reported in May 2021, who inaugurated the Delta Harbour Bridge in Kochi?")


@pytest.mark.parametrize(
    "told",
    [
        "The former Prime Minister, Shri Manmohan Singh visited the Delta Harbour Bridge in Kochi.",
        "After the rains, Shri Manmohan Singh visited the Delta Harbour Bridge in Kochi.",
    ],
)
def test_a_past_post_or_none_is_not_taken_for_a_post(told: str) -> None:
    assert "who was the Prime Minister" not in drafted(told)


def test_where_a_contest_with_its_year_was_held_is_asked() -> None:
    asked = written("Olav Lie won a medal in the 2014 Harbour Games in Jakarta.")
    assert asked.get("In which city were the 2014 Harbour Games held?") == "Jakarta", asked


def test_a_contest_of_two_cities_is_not_asked() -> None:
    told = "Olav Lie won a medal in the 2014 Harbour Games in Jakarta and Manila."
    assert "Harbour Games held" not in drafted(told)


def test_joined_nouns_lead_up_to_a_number() -> None:
    told = "The ministers and admirals of 25 countries are expected to visit the Harbour Expo 2021."
    stem = (
        "The ministers and admirals of how many countries were expected to visit the "
        "Harbour Expo 2021?"
    )
    assert written(told).get(stem) == "25", drafted(told)


def test_days_before_a_quoted_name_are_not_moved_behind_it() -> None:
    told = "The four-day mega event 'Harbour Fair 2021' at Delta College began in Kochi."
    assert not any("of how many days '" in stem for stem in written(told))
