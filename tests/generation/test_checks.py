"""Each rule of a good question, broken once by an otherwise sound one."""

from dataclasses import replace
from decimal import Decimal

import pytest
from generation_builders import draft, entity

from quizapp.generation.checks import (
    draft_flaws,
    office_of_the_dead,
    other_fillers,
    question_flaws,
    sound,
)
from quizapp.generation.knowledge import load
from quizapp.generation.types import Draft, Span, Word
from quizapp.generation.values import Bound, DateValue, FigureValue

STEM = "In which year did Norway open the Harbour Museum of Bergen to visitors?"


def year_draft(stem: str = STEM) -> Draft:
    made = draft(DateValue(1999), stem, text="Norway opened the museum in 1999.")
    return replace(made, fact=replace(made.fact, surface="1999", span=Span(28, 32)))


def country_draft(stem: str) -> Draft:
    made = draft(entity("Norway"), stem, text="Norway opened the museum in 1999.")
    return replace(made, fact=replace(made.fact, surface="Norway", span=Span(0, 6)))


def rules(made: Draft) -> set[str]:
    return {flaw.rule for flaw in draft_flaws(made, load())}


def test_a_sound_stem_breaks_no_rule() -> None:
    assert rules(year_draft()) == set()


@pytest.mark.parametrize(
    ("rule", "stem"),
    [
        ("unresolved-reference", "In which year did it open the Harbour Museum of Bergen?"),
        ("unresolved-reference", "In which year did this Museum of Bergen open in Norway?"),
        ("relative-time", "In which year did Norway last year open the Bergen Museum?"),
        ("relative-time", "In which year did Norway open the Bergen Museum on Sunday?"),
        ("relative-time", "In which year did Norway open the Bergen Museum in March?"),
        ("reference-into-the-article", "In which year did Norway join the agreement?"),
        ("reference-into-the-article", "In which year did Norway leave the Assembly?"),
        ("reference-into-the-article", "In which year did Norway help the African nation?"),
        ("reference-into-the-article", "In which year did Norway send ships by state?"),
        ("one-question", "In which year did Norway open the Harbour Museum of Bergen."),
        ("one-question", "In which year did Norway say who opened the Museum of Bergen?"),
        ("broken-text", "In which year did Norway open, , the Harbour Museum of Bergen?"),
        ("broken-text", "In which year did Norway open the the Harbour Museum?"),
        ("stem-length", "When did Norway open?"),
        ("negative-stem", "In which year did Norway not open the Harbour Museum of Bergen?"),
        ("vague-term", "In which year did Norway open several museums in Bergen?"),
        ("unfocused", "In which year did he open?"),
        ("dated-in-the-stem", "In which year did Norway open the Museum 1999 of Bergen?"),
    ],
)
def test_a_broken_rule_is_named(rule: str, stem: str) -> None:
    assert rule in rules(year_draft(stem))


def test_a_long_stem_is_refused() -> None:
    assert "stem-length" in rules(year_draft(STEM[:-1] + " of the north" * 10 + "?"))


def test_a_stem_that_names_the_key_or_its_people_gives_it_away() -> None:
    assert "gives-away-the-key" in rules(country_draft("In 1999, which country is Norway?"))
    told = country_draft("In 1999, which country opened the Norwegian Museum of Bergen?")
    assert "gives-away-the-key" in rules(told)


def test_a_figure_needs_its_year() -> None:
    made = draft(FigureValue(Decimal(12)), "How many boats does the Harbour Museum of Bergen own?")
    assert "unfocused" in rules(made)
    dated = replace(made, stem="As of 1999, how many boats did the Museum of Bergen own?")
    assert "unfocused" not in rules(dated)


def test_a_bound_needs_somebody_who_reported_it() -> None:
    value = FigureValue(Decimal(12), bound=Bound.MORE, before="More than ")
    bare = draft(value, "In 1999, how many boats did the Museum of Bergen own?")
    told = replace(bare, stem=f"According to reports in 1999, how {bare.stem[13:]}")
    assert "bound" in rules(bare)
    assert "bound" not in rules(told)


def test_india_is_no_key_of_an_indian_exam() -> None:
    made = draft(entity("India"), "In 1999, which country opened the Museum of Bergen?")
    assert "trivial-key" in rules(made)


@pytest.mark.parametrize(
    ("rule", "options"),
    [
        ("too-few-options", ["Sweden"]),
        ("duplicate-options", ["Sweden", "sweden", "Denmark"]),
        ("option-wording", ["Sweden", "None of the above", "Denmark"]),
        ("second-right-answer", ["Sweden", "Kingdom of Norway", "Denmark"]),
        ("option-in-the-stem", ["Sweden", "Iceland", "Denmark"]),
    ],
)
def test_bad_options_are_named_and_left_out(rule: str, options: list[str]) -> None:
    made = country_draft("In 1999, which country gave Iceland the Harbour Museum of Bergen?")
    assert rule in {flaw.rule for flaw in question_flaws(made, options, load())}
    kept = sound(made, options, load())
    assert {flaw.rule for flaw in question_flaws(made, kept, load())} <= {"too-few-options"}


def test_the_longest_option_by_far_is_not_the_key() -> None:
    made = country_draft("In 1999, which country opened the Harbour Museum of Bergen?")
    made = replace(made, key="United Kingdom of Norway and the Fjords")
    flaws = question_flaws(made, ["Sweden", "Finland", "Denmark"], load())
    assert "longest-option-is-the-key" in {flaw.rule for flaw in flaws}


def test_a_word_of_the_key_alone_does_not_stand_in_the_stem() -> None:
    made = draft(entity("Norway"), "In 1999, which port opened the Fjord Museum?", key="Fjord Town")
    flaws = question_flaws(made, ["Hill Town", "Lake Town", "Sea Town"], load())
    assert ("word-repeats", "fjord") in {(flaw.rule, flaw.detail) for flaw in flaws}


def test_another_thing_that_did_the_same_is_a_second_right_answer() -> None:
    made = replace(
        country_draft("In 1999, which country opened the Museum?"),
        verb="open",
        pattern="body-nsubj",
    )
    opened = Word(1, "opened", "open", "VERB", "VBD", "root", 1, Span(7, 13))
    subject = Word(0, "Sweden", "Sweden", "PROPN", "NNP", "nsubj", 1, Span(0, 6))
    other = draft(entity("Sweden"), text="Sweden opened one as well.").fact
    other = replace(other, sentence=replace(other.sentence, words=(subject, opened)))
    assert [flaw.rule for flaw in other_fillers(made, [other])] == ["second-right-answer"]
    assert other_fillers(replace(made, verb="close"), [other]) == ()


def test_who_held_the_post_of_the_dead_is_not_asked() -> None:
    made = replace(draft(entity("Norway"), key="Olav Lie"), pattern="post")
    assert office_of_the_dead(made, "Mayor Olav Lie dies aged 70")
    assert not office_of_the_dead(made, "Mayor Olav Lie opens a museum")
