"""What press releases say at length: companions, second figures, acts with a year, areas."""

from datetime import date

import pytest

from quizapp.generation.facts.figures import find_figures
from quizapp.generation.pipeline import examine
from quizapp.generation.values import Bound

ARTICLE = """{headline}

{sentence}
"""


def told_of(sentence: str, headline: str = "Notes of the week from Norway") -> tuple[set[str], str]:
    """The stems of the questions, and what was refused."""
    text = ARTICLE.format(headline=headline, sentence=sentence)
    made = examine(text, count=60, published=date(2021, 5, 10))
    return {q.stem for q in made.questions}, " ".join(r.detail for r in made.rejected)


def test_companions_are_left_out_of_a_launch() -> None:
    stems, refused = told_of(
        "The Indian Space Research Organisation will launch Peru's Delta-1 satellite along with 18 "
        "other satellites from the Satish Dhawan Space Centre in Sriharikota on May 28."
    )
    assert any("launch Peru's Delta-1 satellite from the Satish" in stem for stem in stems), refused
    assert not any("other satellites" in stem for stem in stems)
    assert not any("in which island" in stem.casefold() for stem in stems)


def test_what_is_said_of_a_second_figure_is_not_asked_of_the_first() -> None:
    stems, refused = told_of(
        "The Harbour Prize of Norway carries 40 medals and a certificate in the case of a firm and "
        "12 medals in the case of a sailor."
    )
    assert not any("how many medals" in stem and "sailor" in stem for stem in stems), stems
    assert "sailor" in refused


def test_what_was_taken_from_somebody_is_not_called_after_them() -> None:
    stems, refused = told_of(
        "Norway took over the chair of the fishing alliance from Iceland in 2018. Sweden joined "
        "the alliance in 2010."
    )
    assert not any("alliance from Iceland in 2010" in stem for stem in stems), stems
    assert "joined the fishing alliance from" not in refused


def test_a_delegation_needs_to_say_where_it_goes() -> None:
    stems, _ = told_of("Prime Minister Narendra Modi will lead the Indian delegation.")
    assert not any("lead the Indian delegation?" in stem for stem in stems), stems


def test_an_act_goes_with_its_year() -> None:
    stems, refused = told_of(
        "The Reserve Bank of India has imposed a penalty of Rs 2 crore on Delta Bank for violation "
        "of certain provisions of the Banking Regulation Act, 1949."
    )
    assert any(
        "had imposed a penalty of Rs 2 crore on the Delta Bank?" in stem for stem in stems
    ), (
        stems,
        refused,
    )
    assert not any("certain" in stem for stem in stems)


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("The park is spread over 25 square kilometres.", Bound.EXACT),
        ("The park covers over 25 square kilometres.", Bound.MORE),
    ],
)
def test_over_is_a_preposition_behind_what_is_spread(text: str, bound: Bound) -> None:
    (figure,) = find_figures(text)
    assert figure.value.bound is bound
