"""Flaws of wording that a machine can see, and good wording in which it sees none."""

import pytest

from quizapp.domain.items import ItemFormat, ItemType, OptionOrder
from quizapp.domain.wording_flaws import Flaw, FlawRule, Wording, wording_flaws

CITIES = ("Jaipur", "Bhopal", "Patna", "Raipur")
ASKED = "Which city is the capital of Rajasthan?"


def rules(stem: str, options: tuple[str, ...] = CITIES, **fields: object) -> list[FlawRule]:
    return [flaw.rule for flaw in wording_flaws(Wording(stem, options, (0,), **fields))]


@pytest.mark.parametrize(
    ("stem", "options"),
    [
        (ASKED, CITIES),
        ("", ("All of the above", "")),
        ("How many states does India have?", ("Twenty eight", "Some", "Few", "Plenty")),
        ("Which of these is NOT a capital?", CITIES),
        ("The capital of Rajasthan is _____.", CITIES),
        ("Identify the capital of Rajasthan.", CITIES),
        ("राजस्थान की राजधानी कौन-सी है?", ("जयपुर", "भोपाल", "पटना")),
        ("Which ministry runs it?", ("Ministry of Coal", "Ministry of Steel")),
    ],
)
def test_good_wording_has_no_flaw(stem: str, options: tuple[str, ...]) -> None:
    assert rules(stem, options) == []


@pytest.mark.parametrize(
    ("stem", "options", "rule", "words", "option"),
    [
        ("The capital of Rajasthan", CITIES, FlawRule.NO_QUESTION, "", None),
        ("Which is not a capital?", CITIES, FlawRule.QUIET_NEGATIVE, "not", None),
        (f"{'very ' * 24}{ASKED}", CITIES, FlawRule.LONG_STEM, "31", None),
        ("Which city was named last year?", CITIES, FlawRule.RELATIVE_TIME, "last year", None),
        ("हाल ही में किस शहर को चुना गया?", CITIES, FlawRule.RELATIVE_TIME, "हाल ही में", None),
        ("Where do many people live?", CITIES, FlawRule.VAGUE_TERM, "many", None),
        ("A person who flies is a:", CITIES, FlawRule.ARTICLE_CUE, "a", None),
        ("Is Jaipur a city of Rajasthan?", CITIES, FlawRule.KEY_IN_STEM, "Jaipur", 0),
        (
            "Which city has a port on the Hooghly?",
            ("Port Blair", "Agra", "Delhi Cantt"),
            FlawRule.WORD_REPEATS,
            "port",
            0,
        ),
        (
            ASKED,
            ("Jaipur, formerly Amber", "Bhopal", "Patna"),
            FlawRule.LONGEST_IS_KEY,
            "Jaipur, formerly Amber",
            0,
        ),
        (ASKED, (*CITIES, "All of the above"), FlawRule.ALL_OF_THE_ABOVE, "All of the above", 4),
        (ASKED, (*CITIES, "इनमें से कोई नहीं"), FlawRule.NONE_OF_THE_ABOVE, "में से कोई नहीं", 4),
        (ASKED, ("Jaipur", "It is always Agra"), FlawRule.ABSOLUTE_TERM, "always", 1),
        ("Is it so?", ("True", "False"), FlawRule.TRUE_FALSE_OPTIONS, "", None),
        ("When was it?", ("1950", "1947", "1952"), FlawRule.UNSORTED, "", None),
    ],
)
def test_each_flaw_is_found_at_its_place(
    stem: str, options: tuple[str, ...], rule: FlawRule, words: str, option: int | None
) -> None:
    assert wording_flaws(Wording(stem, options, (0,))) == (Flaw(rule, words, option),)


def test_what_a_format_brings_along_is_no_flaw() -> None:
    options = ("Only one", "Only two", "All three", "None")
    stem = f"{'Consider these statements and say of them: ' * 6} How many are correct?"
    assert rules(stem, options, format=ItemFormat.HOW_MANY, order=OptionOrder.FIXED) == []
    assert rules("When was it?", ("1947", "1950"), order=OptionOrder.ASCENDING) == []
    assert rules("Jaipur is not old.", (), type=ItemType.TRUE_FALSE) == []
    assert rules("What is not in it?", (), type=ItemType.SHORT_ANSWER) == []


def test_a_key_that_is_not_chosen_yet_has_no_flaws() -> None:
    long = ("Jaipur, the Pink City of Rajasthan", "Agra")
    assert wording_flaws(Wording(ASKED, long)) == ()
    assert wording_flaws(Wording(ASKED, long, (7,))) == ()
    assert wording_flaws(Wording(ASKED, (*long, ""), (0,))) == ()
