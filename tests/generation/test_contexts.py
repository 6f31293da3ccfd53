"""Stems anchored by what the article reports, told as a phrase."""

import pytest

from quizapp.errors import ArticleError
from quizapp.generation.contexts import gerund
from quizapp.generation.pipeline import generate

ARTICLE = """{headline}

8 January 2020

{lead} {sentence}

In 2011, India launched National Harvest Policy.
"""


def stems(headline: str, lead: str, sentence: str) -> list[str]:
    text = ARTICLE.format(headline=headline, lead=lead, sentence=sentence)
    try:
        return [question.stem for question in generate(text, count=60).questions]
    except ArticleError:
        return []


HEADLINE = "Kerala opens harbour academy in Kochi"
LEAD = "Kerala opened a harbour academy in Kochi."


@pytest.mark.parametrize(
    ("sentence", "stem"),
    [
        (
            "As many as 640 boatmen came to the opening.",
            (
                "As reported in January 2020, in connection with Kerala opening a harbour academy "
                "in Kochi, how many boatmen came to the opening?"
            ),
        ),
    ],
)
def test_what_the_lead_reports_says_which_event(sentence: str, stem: str) -> None:
    assert stem in stems(HEADLINE, LEAD, sentence)


def test_an_event_keeps_the_particle_of_its_verb() -> None:
    headline = "Kerala rolls out harbour academy in Kochi"
    lead = "The harbour academy rolled out in Kochi."
    stem = (
        "As reported in January 2020, in connection with the harbour academy rolling out in Kochi, "
        "how many boatmen came to the opening?"
    )
    assert stem in stems(headline, lead, "As many as 640 boatmen came to the opening.")


@pytest.mark.parametrize(
    ("headline", "lead", "sentence"),
    [
        # The sentence tells of another year.
        (HEADLINE, LEAD, "In 1998, the museum had 45 teachers."),
        # A noun that the event does not bring with it.
        (HEADLINE, LEAD, "The museum has 45 teachers."),
        # The lead does not say what the headline says.
        ("Notes from the plains", LEAD, "The academy has 45 teachers."),
    ],
)
def test_nothing_is_anchored_that_it_does_not_explain(
    headline: str, lead: str, sentence: str
) -> None:
    assert not any("connection" in stem for stem in stems(headline, lead, sentence))


@pytest.mark.parametrize(
    ("lemma", "form"),
    [
        ("make", "making"),
        ("die", "dying"),
        ("begin", "beginning"),
        ("agree", "agreeing"),
        ("cut", "cutting"),
        ("open", "opening"),
        ("visit", "visiting"),
        ("quit", "quitting"),
        ("show", "showing"),
    ],
)
def test_gerunds(lemma: str, form: str) -> None:
    assert gerund(lemma) == form
