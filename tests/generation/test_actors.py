"""Whom "the government" and "the Minister" mean."""

from dataclasses import replace

from generation_builders import fact, sentence

from quizapp.domain.items import FactKind
from quizapp.generation.actors import may_be_a_states, with_actors
from quizapp.generation.types import Draft, EntityValue, Fact, Span
from quizapp.generation.values import FigureValue

COUNT = replace(fact(FigureValue(amount=40)), span=Span(900, 902))


def draft(stem: str, *, home: str = "India", told: str = "The hall was opened.") -> Draft:
    said = replace(sentence(told), span=Span(900, 900 + len(told)), index=5)
    return Draft(replace(COUNT, sentence=said), stem, "40", "test", home=home)


def minister(name: str, before: str = "Textiles Minister ", at: int = 0) -> Fact:
    text = f"{before}{name} spoke."
    told = replace(sentence(text), span=Span(at, at + len(text)))
    span = Span(at + len(before), at + len(before) + len(name))
    return Fact(FactKind.PERSON, "minister", EntityValue(name), name, span, told, (0, 0))


ASKED = "As of May 2021, how many looms had the government bought?"


def test_the_government_is_that_of_india_where_no_state_is_named() -> None:
    named = with_actors(draft(ASKED), (), state="")
    assert named.stem == "As of May 2021, how many looms had the Government of India bought?"
    assert with_actors(draft(ASKED), (), state="Goa").stem == ASKED
    nepal = with_actors(draft(ASKED, home="Nepal"), (), state="")
    assert nepal.stem == ASKED.replace("government", "Government of Nepal")
    assert with_actors(draft(ASKED, home=""), (), state="").stem == ASKED
    assert with_actors(draft(ASKED), (country("Ghana", 4),), state="").stem == ASKED
    other = "The government and the Goa government met."
    assert with_actors(draft(ASKED, told=other), (), state="").stem == ASKED


def test_the_government_of_a_named_place_stays() -> None:
    stem = "How many looms had the government of Goa bought by 2020?"
    assert with_actors(draft(stem), (), state="").stem == stem


def test_the_centre_is_the_union_government_even_beside_a_state() -> None:
    stem = "In 2020, how much had the Centre released to the states?"
    named = with_actors(draft(stem), (), state="Goa")
    assert named.stem == "In 2020, how much had the Government of India released to the states?"
    place = "In 2020, how much had the Centre for Looms received?"
    assert with_actors(draft(place), (), state="").stem == place


def test_the_cabinet_is_the_union_cabinet_where_no_state_is_named() -> None:
    stem = "In which month of 2021 did the Cabinet clear the Loom Bill?"
    named = with_actors(draft(stem), (), state="")
    assert named.stem == "In which month of 2021 did the Union Cabinet clear the Loom Bill?"
    assert with_actors(draft(stem), (), state="Goa").stem == stem
    assert with_actors(draft(stem, home="Nepal"), (), state="").stem == stem


def test_the_minister_is_the_only_one_named_before() -> None:
    stem = "In 2020, according to the Minister, how many looms were bought?"
    told = minister("Leela Borkar")
    named = with_actors(draft(stem), (told,), state="")
    assert named.stem == "In 2020, according to Leela Borkar, how many looms were bought?"
    assert named.supports == (told.sentence,)


def test_the_minister_stays_unnamed_where_it_could_be_another() -> None:
    stem = "In 2020, according to the Minister, how many looms were bought?"
    first, second = minister("Leela Borkar"), minister("Anil Tarte", at=100)
    assert with_actors(draft(stem), (first, second), state="").stem == stem
    assert with_actors(draft(stem), (minister("Leela Borkar", at=2000),), state="").stem == stem
    assert with_actors(draft(stem), (minister("Borkar"),), state="").stem == stem
    prime = minister("Leela Borkar", before="Prime Minister ")
    assert with_actors(draft(stem), (prime,), state="").stem == stem


def country(name: str, index: int) -> Fact:
    told = replace(sentence(f"{name} spoke."), index=index)
    span = Span(0, len(name))
    return Fact(FactKind.BODY, "country", EntityValue(name), name, span, told, (0, 0))


def test_the_country_is_india_where_no_other_was_just_named() -> None:
    stem = "As of May 2021, how many looms had the country built?"
    named = "As of May 2021, how many looms had India built?"
    assert (
        with_actors(draft(stem), (country("India", 4), country("Ghana", 1)), state="").stem == named
    )
    assert with_actors(draft(stem), (country("Ghana", 4),), state="").stem == stem


def test_the_ministry_is_the_only_one_named_before() -> None:
    stem = "In 2020, according to the Ministry, how many looms were bought?"
    told = replace(sentence("Ministry of Textiles met."), index=1)
    value = EntityValue("Ministry of Textiles")
    one = Fact(FactKind.BODY, "ministry", value, value.name, Span(0, 20), told, (0, 0))
    other = replace(one, value=EntityValue("Ministry of Coal"), surface="Ministry of Coal")
    named = "In 2020, according to the Ministry of Textiles, how many looms were bought?"
    assert with_actors(draft(stem), (one,), state="").stem == named
    assert with_actors(draft(stem), (one, other), state="").stem == stem
    of_coal = stem.replace("Ministry", "Ministry of Coal")
    assert with_actors(draft(of_coal), (one,), state="").stem == of_coal


def test_the_government_may_be_a_states_where_a_chief_minister_acts() -> None:
    told = "The Chief Minister asked for a list of 40 looms."
    here = replace(COUNT, sentence=replace(sentence(told), span=Span(900, 960), index=5))
    assert may_be_a_states((here,))
    assert not may_be_a_states((COUNT,))
    assert with_actors(draft(ASKED), (here,), state="", of_state=True).stem == ASKED
    goa = replace(here, sub_kind="state", sentence=sentence("Goa has 40 looms."))
    union = replace(goa, sentence=sentence("The Union Cabinet gave Goa 40 looms."))
    assert may_be_a_states((goa,))
    assert not may_be_a_states((union,))


def test_a_government_at_the_centre_keeps_its_words() -> None:
    stem = "In 2020, who joined the coalition government at the Centre?"
    assert with_actors(draft(stem), (), state="").stem == stem


def test_a_country_s_minister_is_that_of_india() -> None:
    stem = "Until which year did Asha Rao serve as country's Textiles Minister?"
    assert with_actors(draft(stem), (), state="").stem == stem.replace("country's", "India's")
    assert with_actors(draft(stem, home="Nepal"), (), state="").stem == stem
