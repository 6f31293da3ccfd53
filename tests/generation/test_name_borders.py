"""Where names end that the recogniser cuts short, stretches, or that only look like names."""

import pytest
from generation_articles import asked


@pytest.mark.parametrize(
    ("sentence", "stem", "key"),
    [
        (
            "President of Ghana Kofi Ansah launched the Clean Rivers Campaign in Accra.",
            "As reported in May 2020, who launched the Clean Rivers Campaign in Accra?",
            "Kofi Ansah",
        ),
        (
            "Protem Speaker Stephen Marandi gave the oath to 40 members of the Kerala Assembly.",
            ("As reported in May 2020, who gave the oath to 40 members of the Kerala Assembly?"),
            "Stephen Marandi",
        ),
        (
            "Twelve awards were conferred under the Green Villages Scheme in Kerala.",
            (
                "As reported in May 2020, how many awards were conferred under the Green Villages "
                "Scheme in Kerala?"
            ),
            "twelve",
        ),
    ],
)
def test_a_name_is_neither_cut_short_nor_stretched(sentence: str, stem: str, key: str) -> None:
    assert asked(sentence).get(stem) == key


def test_a_word_that_opens_the_sentence_is_no_part_of_a_name() -> None:
    stems = asked("When Kofi Ansah was the mayor of Accra in 2014, the town built 12 schools.")
    assert not any("When" in stem[1:] for stem in stems)


def test_a_post_in_a_name_is_not_offered_as_an_answer() -> None:
    stems = asked("Chief minister Ansah has opened 12 new schools in Kerala.")
    assert not any("minister" in key for key in stems.values())
