"""What an article is about, put into a stem that does not say it."""

from datetime import date

import pytest

from quizapp.errors import ArticleError
from quizapp.generation import reading
from quizapp.generation.anchoring import topic_of
from quizapp.generation.knowledge import load
from quizapp.generation.pipeline import examine, generate

OUTBREAK = (
    "Officials lift curfew after cholera outbreak\n\n"
    "The ministry of Fiji lifted a curfew in Suva. The cholera outbreak closed schools of Fiji. "
    "Doctors said that 41 people died in tents."
)


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        (OUTBREAK, "the cholera outbreak in Fiji"),
        ("Officials lift curfew after cholera outbreak\n\nThe curfew was long. It is over.", ""),
        ("Storm follows flood in Oslo\n\nThe flood was long. The storm is over now.", ""),
        (
            "Nurses win at Harbour Cup\n\nThey won the Harbour Cup Trophy of the North in Oslo.",
            "",
        ),
    ],
)
def test_the_headline_names_the_topic_that_the_article_tells_of(text: str, topic: str) -> None:
    article = reading.read(text, published=date(2021, 3, 9))
    assert topic_of(article, "Fiji", load()) == topic


def test_a_bare_number_is_asked_with_the_topic() -> None:
    made = examine(OUTBREAK, published=date(2021, 3, 9))
    written = [q.stem for q in made.questions]
    written += [refused.detail for refused in made.rejected if refused.rule == "low-quality"]
    asked = "in connection with the cholera outbreak in Fiji, how many people died"
    assert any(asked in stem for stem in written), written


def test_what_happened_in_another_year_is_not_told_of_the_topic() -> None:
    text = OUTBREAK.replace("died in tents", "died in tents in 1998")
    try:
        stems = [q.stem for q in generate(text, published=date(2021, 3, 9)).questions]
    except ArticleError:
        stems = []
    assert not any("cholera outbreak" in stem and "tents" in stem for stem in stems), stems
