"""What sort of thing a name names is learnt from its words and from what stands beside it."""

from datetime import date

import pytest
from generation_builders import draft, rng

from quizapp.errors import ArticleError
from quizapp.generation.distractors.names import siblings
from quizapp.generation.knowledge import load
from quizapp.generation.knowledge.classes import class_of_name, class_of_noun
from quizapp.generation.pipeline import generate
from quizapp.generation.types import EntityValue, Generated


def made(text: str) -> Generated | None:
    """What comes of a short article."""
    try:
        return generate(text, count=60, filed=date(2021, 3, 9))
    except ArticleError:
        return None


def asked(text: str) -> dict[str, str]:
    """The stems of a short article and their keys."""
    found = made(text)
    return {q.stem: q.options[q.key] for q in found.questions} if found else {}


@pytest.mark.parametrize(
    ("sentence", "stem", "key"),
    [
        (
            "The retailer Brightmart opened 40 shops in Poland in 2020.",
            "Which retailer opened 40 shops in Poland in 2020?",
            "Brightmart",
        ),
        (
            "Brightmart, a supermarket chain, opened 40 shops in Poland in 2020.",
            "Which chain opened 40 shops in Poland in 2020?",
            "Brightmart",
        ),
        (
            "The weather satellite was launched by ISRO on the Garuda 5 rocket in 2019.",
            "On which rocket was the weather satellite launched by ISRO in 2019?",
            "Garuda 5",
        ),
        (
            "Captain Rao received the Golden Oar Medal from the Indian Navy in 2018.",
            "Which award did Captain Rao receive from the Indian Navy in 2018?",
            "Golden Oar Medal",
        ),
        (
            (
                "Engineer Meera Das was awarded the Silver Lamp Prize by the University of Mysore "
                "in 2019."
            ),
            "Which prize was Engineer Meera Das awarded by the University of Mysore in 2019?",
            "Silver Lamp Prize",
        ),
        (
            "India and Nepal held Exercise Snow Leopard in Pithoragarh in 2019.",
            "Which military exercise did India and Nepal hold in Pithoragarh in 2019?",
            "Snow Leopard",
        ),
        (
            "Actor Ravi Menon was born in Tarapur, Maharashtra in 1950.",
            "In which place in Maharashtra was Actor Ravi Menon born in 1950?",
            "Tarapur",
        ),
    ],
)
def test_a_name_is_asked_for_by_its_class(sentence: str, stem: str, key: str) -> None:
    stems = asked(sentence)
    assert stems.get(stem) == key, stems


def test_options_are_of_the_same_class() -> None:
    found = made("The retailer Brightmart opened 40 shops in Poland in 2020.")
    assert found is not None
    question = next(q for q in found.questions if q.stem.startswith("Which retailer"))
    known = {"Walmart", "Tesco", "Carrefour", "Aldi", "Lidl", "Target", "Costco", "Biedronka"}
    assert known & set(question.options)
    assert not {"Boeing", "Cipla", "Infosys"} & set(question.options)


@pytest.mark.parametrize(
    "sentence",
    [
        "The government's LED programme lowered the price of lamps in Goa in 2019.",
        "The Zorvane opened 40 shops in Poland in 2020.",
        "The state's electricity reached 40 villages in 2020.",
    ],
)
def test_what_has_no_class_is_not_asked(sentence: str) -> None:
    stems = asked(sentence)
    words = ("which programme", "which company", "which sector", "which organisation")
    assert not [stem for stem in stems if any(word in stem.casefold() for word in words)], stems


def test_a_typhoon_has_typhoons_beside_it_in_its_own_form() -> None:
    value = EntityValue("Kujira", "storm", None, "typhoon", "typhoon")
    stem = "By which typhoon were the northern ports of Japan hit in 2019?"
    asked_for = draft(value, stem, focus="typhoon")
    options = siblings(asked_for, value, (), load(), rng=rng(1), count=3)
    assert {"Hagibis", "Haiyan", "Phanfone", "Lekima", "Goni", "Faxai", "Jebi", "Mangkhut"} & set(
        options
    )
    assert not any(option.startswith(("Cyclone", "Typhoon", "Hurricane")) for option in options)


@pytest.mark.parametrize(
    ("name", "sub_kind"),
    [
        ("University of Bergen", "university"),
        ("Lakeview General Hospital", "hospital"),
        ("Exercise Snow Leopard", "military-exercise"),
        ("Cyclone Arjun", "storm"),
        ("Corbett Tiger Reserve", "national-park"),
        ("Coastal Road Project", "project"),
    ],
)
def test_the_words_of_a_name_tell_its_class(name: str, sub_kind: str) -> None:
    found = class_of_name(name)
    assert found is not None
    assert found.sub_kind == sub_kind


def test_a_noun_alone_is_no_name_and_an_unknown_noun_no_class() -> None:
    assert class_of_name("University") is None
    assert class_of_name("Blue Umbrella") is None
    assert class_of_noun("umbrella") is None
