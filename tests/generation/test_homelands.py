"""Whose government? What a stem gains from the article's country."""

from dataclasses import replace
from datetime import date

import pytest
from generation_builders import draft, entity

from quizapp.generation.homelands import at_home, country_of, is_local, part_of
from quizapp.generation.knowledge import load
from quizapp.generation.pipeline import examine, generate


@pytest.mark.parametrize(
    ("headline", "country"),
    [
        ("Fijian government lifts its curfew", "Fiji"),
        ("Floods close schools across Kenya", "Kenya"),
        ("Fiji and Kenya sign a treaty", ""),
        ("Schools open again", ""),
    ],
)
def test_a_headline_names_its_country(headline: str, country: str) -> None:
    assert country_of(headline, load()) == country


def test_an_outbreak_is_told_by_its_country() -> None:
    text = (
        "Fijian government moves school terms because of a cholera outbreak\n\n"
        "Nurses visited homes in the villages of the islands. "
        "The Ministry of Health counted 41 cases during the cholera outbreak."
    )
    stems = [q.stem for q in generate(text, published=date(2021, 3, 9)).questions]
    assert any("during the cholera outbreak in Fiji" in stem for stem in stems), stems


@pytest.mark.parametrize(
    ("headline", "country", "part"),
    [
        ("Counting of votes begins in Tamil Nadu village elections", "India", "Tamil Nadu"),
        ("Indian teams leave for Antarctica", "India", "Antarctica"),
        ("India opens a harbour", "India", ""),
        ("Kerala and Goa sign a pact on boats", "India", ""),
    ],
)
def test_a_headline_names_a_part_of_a_country(headline: str, country: str, part: str) -> None:
    assert part_of(headline, country, load()) == part
    assert is_local(headline, country, load()) is bool(part)


def test_a_state_s_cabinet_is_not_the_country_s() -> None:
    text = (
        "Maharashtra ministers receive portfolios\n\n"
        "Chief Minister Uddhav Thackeray spoke in Mumbai, India. "
        "The cabinet was expanded on December 30."
    )
    stems = [q.stem for q in examine(text, published=date(2020, 1, 3)).questions]
    assert not any("of India" in stem for stem in stems), stems


@pytest.mark.parametrize(
    ("stem", "told"),
    [
        ("In May 2021, how many boats did the army buy?", "the army of India buy"),
        ("In May 2021, how many boats did the army chief buy?", None),
        ("In May 2021, how many boats did the capital district administration buy?", None),
        ("In May 2021, how many boats did the cabinet buy for Goa?", None),
    ],
)
def test_a_country_is_told_of_what_stands_alone(stem: str, told: str | None) -> None:
    made = at_home(replace(draft(entity("Norway"), stem), home="India"))
    assert (told in made.stem if made and told else made is None) is True
