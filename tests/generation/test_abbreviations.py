"""Full forms of abbreviations in brackets."""

from collections import Counter
from random import Random

import pytest
from generation_builders import rng, sentence

from quizapp.generation.knowledge import load
from quizapp.generation.patterns.abbreviations import drafts, propose


@pytest.mark.parametrize(
    ("text", "short", "full"),
    [
        ("The Central Water Commission (CWC) met.", "CWC", "Central Water Commission"),
        ("It uses an application program interface (API).", "API", "Application Program Interface"),
        ("The Bank of the Northern Hills (BNH) lent.", "BNH", "Bank of the Northern Hills"),
        ("A CWC (Central Water Commission) team came.", "CWC", "Central Water Commission"),
    ],
)
def test_the_words_before_the_bracket_are_found(text: str, short: str, full: str) -> None:
    (found,) = drafts(sentence(text))
    assert (found.key, found.stem) == (full, f"What is the full form of the abbreviation {short}?")
    span = found.fact.span
    assert text[span.start : span.end].casefold() == full.casefold()


@pytest.mark.parametrize(
    "text",
    ["The water board (CWC) met.", "It rained (DELHI) today.", "Central (CW) met.", "(CWC) met."],
)
def test_other_brackets_are_left_alone(text: str) -> None:
    assert not list(drafts(sentence(text)))


@pytest.mark.parametrize("seed", range(8))
def test_wrong_forms_have_the_same_initials_and_none_stands_nearest_to_the_rest(seed: int) -> None:
    (found,) = drafts(sentence("The International Health Research Forum (IHRF) met."))
    options = [found.key, *propose(found, load(), rng(seed)).distractors]
    assert len(set(options)) == 4
    assert {"".join(word[0] for word in option.split()) for option in options} == {"IHRF"}
    counts = Counter(word for option in options for word in option.split())
    likeness = [sum(counts[word] for word in option.split()) for option in options]
    assert len(set(likeness)) == 1


def test_no_wrong_form_where_no_word_has_its_like() -> None:
    (found,) = drafts(sentence("The Yak Herders Quorum (YHQ) met."))
    assert propose(found, load(), Random(1)).distractors == ()
