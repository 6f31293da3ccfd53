"""Where landmarks, firms, islands and researchers belong, read from words."""

from datetime import date

import pytest
from generation_builders import sentence

from quizapp.generation.knowledge import load
from quizapp.generation.patterns.belonging import drafts, researchers
from quizapp.generation.reading import read

MAY = "May 2021"


@pytest.mark.parametrize(
    ("text", "stem", "key"),
    [
        (
            "The talks opened at the Baltic Sea Museum in Helsinki on Friday.",
            "In which city is the Baltic Sea Museum located?",
            "Helsinki",
        ),
        (
            "The Finnish daily newspaper Etela Sanomat told of the sale.",
            "In which country is the daily newspaper Etela Sanomat based?",
            "Finland",
        ),
        (
            "A crane was ordered by Kallio Works, the Finnish manufacturer, in spring.",
            "In which country is the manufacturer Kallio Works based?",
            "Finland",
        ),
        (
            "A Norwegian pump and valve manufacturer Nordlys Gruppe won the bid.",
            "In which country is the manufacturer Nordlys Gruppe based?",
            "Norway",
        ),
        (
            "A ferry left the Greek island of Naxos at dawn.",
            "To which country does the island of Naxos belong?",
            "Greece",
        ),
    ],
)
def test_what_a_sentence_says_of_a_home(text: str, stem: str, key: str) -> None:
    (made,) = drafts(sentence(text), [], load())
    assert (made.stem, made.key) == (stem, key)
    assert text[made.fact.span.start : made.fact.span.end] == made.fact.surface


@pytest.mark.parametrize(
    "text",
    [
        "The study by Lakeside University in Helsinki was read widely.",
        "The talks opened at the Museum in Helsinki on Friday.",
        "The talks opened at the Baltic Sea Museum in Helsinki's harbour.",
        "A former Finnish airline Etela Lines was sold.",
        "The Green newspaper Etela Sanomat told of the sale.",
        "The Indian company Infosys opened, and the French company Infosys too.",
    ],
)
def test_what_is_not_sure(text: str) -> None:
    made = [draft.key for draft in drafts(sentence(text), [], load())]
    assert [key for key in made if key != "India"] == []


def test_researchers_and_their_universities() -> None:
    text = (
        "Moss returns to the old quarry\n\n"
        "Plants came back within a year. That was early, said ecologist Ann Loring of the "
        "University of Tartu in her note. Former geologist Bo Winter of Osaka University was glad, "
        "and gardener Cy Pell of Kyoto University agreed.\n"
    )
    article = read(text, published=date(2021, 5, 4))
    (made,) = researchers(article, MAY, load())
    assert (
        made.stem
        == "As of May 2021, with which university was the ecologist Ann Loring associated?"
    )
    assert made.key == "University of Tartu"
    evidence, fact = made.fact.sentence, made.fact.span
    assert text[fact.start : fact.end] == made.key
    assert text[evidence.span.start : evidence.span.end] == evidence.text
    assert evidence.text.startswith("That was early")
    assert list(researchers(article, "", load())) == []
