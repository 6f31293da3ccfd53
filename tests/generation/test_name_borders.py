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
