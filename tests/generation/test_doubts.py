"""What speaks against a question, as figures; and the trust that judged questions taught."""

from dataclasses import replace
from datetime import date

from generation_articles import SOLAR
from generation_builders import draft, entity

from quizapp.generation.doubts import doubts_of, least, trust
from quizapp.generation.pipeline import examine
from quizapp.generation.types import Word

WRONG = ("Sweden", "Finland", "Iceland")


def doubts(stem: str, text: str = "Norway opened the museum in Bergen.") -> dict[str, float]:
    return doubts_of(replace(draft(entity("Norway"), stem, text=text), verb="open"), WRONG)


def test_all_figures_lie_between_nothing_and_one() -> None:
    for question in examine(SOLAR, filed=date(2021, 3, 12)).questions:
        assert question.doubts
        assert all(0 <= value <= 1 for value in question.doubts.values()), question.doubts
        assert question.quality == trust(question.doubts)


def test_what_is_left_out_and_turned_round_counts() -> None:
    near = doubts("In May 1999, which country opened the museum in Bergen?")
    far = doubts(
        "In May 1999, in which country was it?",
        "Norway opened the museum in Bergen and closed forty boat yards along its western coast.",
    )
    assert near["left out"] < far["left out"]
    assert near["turned round"] < far["turned round"]
    assert near["long sentence"] < far["long sentence"]
    assert (near["no name"], far["no name"]) == (0.0, 1.0)


def test_a_tag_that_its_part_of_speech_does_not_have_counts() -> None:
    made = draft(entity("Norway"), "Which country organised it?", text="It organised boats.")
    word = Word(0, "organise", "organise", "ADJ", "NNP", "compound", 0, made.fact.span)
    torn = replace(made.fact, sentence=replace(made.fact.sentence, words=(word,)))
    sound = replace(word, pos="VERB", tag="VB")
    whole = replace(made.fact, sentence=replace(made.fact.sentence, words=(sound,)))
    key = "tags that disagree"
    assert doubts_of(replace(made, fact=torn), WRONG)[key] == 0.25
    assert doubts_of(replace(made, fact=whole), WRONG)[key] == 0.0


def test_more_that_is_left_out_is_trusted_less() -> None:
    figures = doubts("In May 1999, which country opened the museum in Bergen?")
    assert trust(figures | {"left out": 0.9}) < trust(figures | {"left out": 0.0})
    assert 0 < least() < 1


def test_what_is_trusted_too_little_is_refused_by_name() -> None:
    text = (
        "Rain in the hills\n\n"
        '"We have seen forty boats that belong to Norway in the harbour of Bergen, and nobody '
        'knows why," said pilot Olav Lie, who has sailed here for twenty years.'
    )
    made = examine(text, filed=date(2021, 3, 9))
    assert made.questions == ()
    (refused,) = [rejected for rejected in made.rejected if rejected.rule == "low-quality"]
    assert "for how many years had pilot Olav Lie sailed?" in refused.detail
