"""What holds for every text, however strange."""

from random import Random

import pytest
from generation_articles import BRIDGE, SOLAR
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quizapp.errors import ArticleError
from quizapp.generation.facts.dates import find_dates
from quizapp.generation.facts.figures import find_figures
from quizapp.generation.language.asides import left_out
from quizapp.generation.pipeline import generate
from quizapp.generation.plain_data import as_json
from quizapp.generation.types import Generated

SLOW = settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow], database=None
)


def assert_sound(text: str, generated: Generated) -> None:
    for question in generated.questions:
        evidence = question.evidence
        key = question.options[question.key]
        assert text[evidence.span.start : evidence.span.end] == evidence.text
        assert evidence.span.holds(evidence.answer)
        assert text[evidence.answer.start : evidence.answer.end] == question.draft.fact.surface
        assert key == question.draft.key
        assert len({option.casefold() for option in question.options}) == len(question.options)
        assert question.stem.endswith("?")
        assert 0 <= question.quality <= 1
    assert as_json(generated)["questions"] is not None


def attempt(text: str) -> None:
    try:
        generated = generate(text, count=50)
    except ArticleError:
        return
    assert_sound(text, generated)


@SLOW
@given(st.text(max_size=400))
def test_no_text_breaks_the_engine(text: str) -> None:
    attempt(text)


NEWS_WORDS = (
    "India Japan the of in on by 2013 2,50,000 12% Rs 30 crore March 5 was signed opened "
    'Ministry Defence ( ) , . ; " — which said that not if to from and 14 to 15 per cent '
    "CERT (CERT) million USD It He today Wednesday 3rd \n\n"
)
ASIDE_WORDS = ", ; . ( ) which but a of said x y — While"


@SLOW
@given(st.lists(st.sampled_from(NEWS_WORDS.split(" ")), min_size=5, max_size=90).map(" ".join))
def test_no_heap_of_the_words_of_news_breaks_the_engine(text: str) -> None:
    attempt(f"Notes of the day\n\n{text}\n\nThe town of Goa is what it has been for all of us.")


@SLOW
@given(st.data())
def test_no_damage_to_an_article_breaks_the_engine(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from([SOLAR, BRIDGE]))
    for _ in range(data.draw(st.integers(1, 6))):
        start = data.draw(st.integers(0, len(text)))
        end = min(len(text), start + data.draw(st.integers(0, 25)))
        text = text[:start] + data.draw(st.text(max_size=6)) + text[end:]
    attempt(text)


@given(st.text(max_size=200))
def test_dates_and_figures_stand_where_they_say(text: str) -> None:
    for found in (*find_dates(text), *find_figures(text)):
        assert 0 <= found.start < found.end <= len(text)
        assert found.value.text()


@given(st.lists(st.sampled_from(ASIDE_WORDS.split())))
def test_asides_are_positions_of_the_words(words: list[str]) -> None:
    assert left_out(words) <= set(range(len(words)))


@pytest.mark.parametrize(
    "text",
    [
        SOLAR.upper(),
        SOLAR.replace(".", "").replace(",", ""),
        "\n".join(f"{n} | {n * 7} | {n * n}" for n in range(400)),
        "def area(side: int) -> int:\n    return side * side  # the area in 2 steps\n" * 60,
        SOLAR.replace(" ", " \x07"),
        "The mill is old. " * 2000,
    ],
)
def test_odd_texts_end_in_few_questions_or_a_reason(text: str) -> None:
    attempt(text)


def test_shuffled_words_give_hardly_any_question() -> None:
    words = SOLAR.split()
    Random(3).shuffle(words)
    try:
        questions = generate(" ".join(words)).questions
    except ArticleError:
        return
    assert len(questions) <= 3
