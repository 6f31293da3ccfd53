"""One sentence of news at a time: what it is asked."""

import pytest

from quizapp.errors import ArticleError
from quizapp.generation.pipeline import generate

ARTICLE = """{title}

8 January 2020

The fair of Jaipur opened in the old town with songs and with dances. {sentence}

In 2011, India launched National Harvest Policy.
"""


def asked(sentence: str, title: str = "Notes from the plains") -> dict[str, str]:
    text = ARTICLE.format(title=title, sentence=sentence)
    return {q.stem: q.draft.key for q in generate(text, count=60).questions}


@pytest.mark.parametrize(
    ("sentence", "stem", "key"),
    [
        (
            "Railway Minister Piyush Goyal on Monday opened 14 stations in Goa.",
            "On 6 January 2020, how many stations did Railway Minister Piyush Goyal open in Goa?",
            "14",
        ),
        (
            "Railway Minister Piyush Goyal on Monday opened 14 stations in Goa.",
            "In January 2020, who opened 14 stations in Goa?",
            "Piyush Goyal",
        ),
        (
            "UNESCO reported they had sent 45 thousand books of maps to Fiji by May 2019.",
            "How many books of maps did UNESCO send to Fiji by May 2019?",
            "45 thousand",
        ),
        (
            "A loan of Rs 450 crore was granted to Kerala by the World Bank in 2016.",
            "A loan of how much was granted to Kerala by the World Bank in 2016?",
            "Rs 450 crore",
        ),
        (
            "A loan of Rs 450 crore was granted to Kerala by the World Bank in 2016.",
            "To which state was a loan of Rs 450 crore granted by the World Bank in 2016?",
            "Kerala",
        ),
        (
            "Konkan Railway Chairman Anil Rao has said that 45 bridges were mended in Goa in 2018.",
            (
                "According to Konkan Railway Chairman Anil Rao, how many bridges were mended in "
                "Goa in 2018?"
            ),
            "45",
        ),
        (
            "Kerala, a state in the south, set up 38 clinics in 2017.",
            "How many clinics did Kerala set up in 2017?",
            "38",
        ),
        (
            "While some mills closed, Chile sold 38 ships to Peru in 2014.",
            "To which country did Chile sell 38 ships in 2014?",
            "Peru",
        ),
        (
            "Chile fined 14 mills in 2016.",
            "In which year did Chile fine 14 mills?",
            "2016",
        ),
        (
            "Oslo will be linked to Bergen through a tunnel of Norway by May next year.",
            "By which month and year was Oslo to be linked to Bergen through a tunnel of Norway?",
            "May 2021",
        ),
    ],
)
def test_a_sentence_is_asked(sentence: str, stem: str, key: str) -> None:
    assert asked(sentence).get(stem) == key


def test_an_age_at_death_is_asked_for_and_what_he_did_by_his_name() -> None:
    told = "Poet Olav Lie died on Monday, aged 81. He became mayor of Bergen in 1987."
    stems = asked(told, title="Olav Lie of Bergen dies")
    assert stems["As reported in January 2020, at what age did Olav Lie die?"] == "81"
    assert stems["In which year did Olav Lie become mayor of Bergen?"] == "1987"


@pytest.mark.parametrize(
    "sentence",
    [
        "The bridge, which spans the Tapi, will link two banks by March 2021.",
        '"We will open 45 mills in 2021," said a miller.',
        "Chile condemned the attack in Lima.",
        "Seventeen people died on Monday.",
        "Chile is the land where two mills were opened in 2016.",
        "Fifteen members left in 2018 and in 2019.",
    ],
)
def test_a_loose_sentence_is_left_alone(sentence: str) -> None:
    try:
        stems = asked(sentence)
    except ArticleError:
        return
    assert not [stem for stem in stems if "Harvest" not in stem]
