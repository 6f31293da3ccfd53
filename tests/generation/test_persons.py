"""Who did it: persons asked for by syntax, alone and in pairs, and whose post names them."""

import pytest

from quizapp.errors import ArticleError
from quizapp.generation.knowledge import load
from quizapp.generation.pipeline import generate

ARTICLE = """Notes from the plains

8 January 2020

The fair of Jaipur opened in the old town with songs and with dances. {sentence}

In 2011, India launched National Harvest Policy.
"""


def asked(sentence: str) -> dict[str, str]:
    questions = generate(ARTICLE.format(sentence=sentence), count=60).questions
    return {question.stem: question.draft.key for question in questions}


@pytest.mark.parametrize(
    ("sentence", "stem", "key"),
    [
        (
            (
                "Defence Minister Rajnath Singh and Goa Chief Minister Pramod Sawant opened the "
                "Mandovi bridge in Panaji."
            ),
            (
                "As reported in January 2020, along with Goa Chief Minister Pramod Sawant, who "
                "opened the Mandovi bridge in Panaji?"
            ),
            "Rajnath Singh",
        ),
        (
            (
                "The President of Nepal, Bidya Devi Bhandari, opened the Visit Lumbini campaign "
                "in Kathmandu."
            ),
            "As reported in January 2020, who opened the Visit Lumbini campaign in Kathmandu?",
            "Bidya Devi Bhandari",
        ),
        (
            "Goa Chief Minister Pramod Sawant thanked fishermen from Kerala.",
            "As of January 2020, who was the Chief Minister of Goa?",
            "Pramod Sawant",
        ),
        (
            "The captain of the Indian cricket team is Virat Kohli.",
            "As of January 2020, who was the captain of the Indian cricket team?",
            "Virat Kohli",
        ),
    ],
)
def test_persons_who_are_asked_for(sentence: str, stem: str, key: str) -> None:
    assert asked(sentence).get(stem) == key


@pytest.mark.parametrize(
    "sentence",
    [
        "State Deputy Chief Minister Anil Rao thanked fishermen from Kerala.",
        "In 1961, a medal for courage was given to Anil Rao by President John F. Kennedy.",
        "Rajnath Singh, Amit Shah and Nitin Gadkari opened the Mandovi bridge in Panaji.",
    ],
)
def test_persons_who_are_not(sentence: str) -> None:
    try:
        stems = asked(sentence)
    except ArticleError:
        return
    assert "Anil Rao" not in stems.values()
    assert not any("opened the Mandovi bridge" in stem for stem in stems)


def test_two_names_side_by_side_are_two_people() -> None:
    sentence = (
        "Defence Minister Rajnath Singh and Goa Chief Minister Pramod Sawant opened the Mandovi "
        "bridge in Panaji."
    )
    assert {"Rajnath Singh", "Pramod Sawant"} <= set(asked(sentence).values())


def test_what_is_so_now_is_so_as_of_the_article() -> None:
    stems = asked("India's current Defence Minister Rajnath Singh now has 45 ships in Goa.")
    assert not any(" now " in stem or "current" in stem for stem in stems)


def test_what_an_article_says_of_a_person_elsewhere_finds_their_like() -> None:
    told = "Anil Kamat opened 14 stations in Goa. The Union minister Anil Kamat is from Margao."
    made = generate(ARTICLE.format(sentence=told), count=60).questions
    (question,) = [q for q in made if q.stem.endswith("who opened 14 stations in Goa?")]
    ministers = {entry.name for entry in load().entries("minister")}
    assert set(question.options) - {"Anil Kamat"} <= ministers


def test_two_holders_each_with_their_country_are_asked_for_beside_one_another() -> None:
    told = (
        "Presidents Uhuru Kenyatta of Kenya and Paul Kagame of Rwanda opened the Tana bridge in "
        "Garissa."
    )
    stem = (
        "As reported in January 2020, along with Paul Kagame, who opened the Tana bridge in "
        "Garissa?"
    )
    assert asked(told).get(stem) == "Uhuru Kenyatta"
