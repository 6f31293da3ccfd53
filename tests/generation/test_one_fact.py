"""A fact that a teacher wants asked: the ways there are, and why there is none."""

import pytest

from quizapp.domain.items import ItemFormat
from quizapp.generation.formats.cloze import GAP
from quizapp.generation.one_fact import Asked, ask_fact
from quizapp.generation.pipeline import generate
from quizapp.generation.types import Generated, Span

TEXT = (
    "The Union Cabinet cleared a memorandum of cooperation with Japan on 7 October 2020. "
    "Prime Minister Narendra Modi chaired the meeting. "
    "Singapore set up its Cyber Security Agency in April 2015. "
    "The government wanted the share to reach 20 per cent by 2024."
)


@pytest.fixture(scope="module")
def made() -> Generated:
    return generate(TEXT, count=1)


def asked(words: str) -> Asked:
    start = TEXT.index(words)
    found = ask_fact(TEXT, Span(start, start + len(words)))
    assert found is not None
    return found


def test_every_fact_is_asked_or_left_with_a_rule(made: Generated) -> None:
    left = {each.surface: each for each in made.unasked}
    assert {"Japan", "Narendra Modi", "20 per cent", "2024"} <= set(left)
    assert all(each.rule and each.evidence in TEXT for each in made.unasked)
    assert all(TEXT[each.span.start : each.span.end] == each.surface for each in made.unasked)
    answers = [question.evidence.answer for question in made.questions]
    assert not any(each.span.overlaps(answer) for each in made.unasked for answer in answers)
    everything = generate(TEXT, count=20).questions
    unchosen = {q.evidence.answer for q in everything} - set(answers)
    assert {each.span for each in made.unasked if each.rule == "not-chosen"} == unchosen


def test_a_sure_question_stands_first_and_without_a_rule() -> None:
    way = asked("Singapore").ways[0]
    assert (way.rule, way.format) == ("", ItemFormat.DIRECT)
    assert way.stem.startswith("Which country set up its Cyber Security Agency")
    assert (way.options[way.key], len(way.options)) == ("Singapore", 4)
    assert way.spare
    assert not set(way.spare) & set(way.options)


def test_a_doubtful_one_tells_the_rule_that_stood_against_it() -> None:
    first, *others = asked("Narendra Modi").ways
    assert first.rule == "reference-into-the-article"
    assert first.options[first.key] == "Narendra Modi"
    assert [each.rule for each in others][-1] == "gap"


def test_where_no_stem_was_found_the_sentence_has_a_gap() -> None:
    (way,) = asked("20 per cent").ways
    assert (way.rule, way.format) == ("no-pattern", ItemFormat.CLOZE)
    assert way.stem == f"The government wanted the share to reach {GAP} by 2024."
    assert way.options[way.key] == "20 per cent"


def test_where_nothing_fits_beside_it_none_is_made() -> None:
    found = asked("Cyber Security Agency")
    assert found.ways == ()
    assert [rule for rule, _ in found.refused] == ["too-few-options"]


def test_where_no_fact_stands_there_is_none() -> None:
    start = TEXT.index("cleared")
    assert ask_fact(TEXT, Span(start, start + 7)) is None
