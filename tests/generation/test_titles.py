"""Posts that stand before a name: what they are of, and which are nobody's alone."""

import pytest

from quizapp.errors import ArticleError
from quizapp.generation.pipeline import generate

ARTICLE = """Notes from the plains

8 January 2020

The old fair opened with songs and with dances. {sentence}

India launched National Harvest Policy in 2011.
"""


def asked(sentence: str) -> dict[str, str]:
    try:
        questions = generate(ARTICLE.format(sentence=sentence), count=60).questions
    except ArticleError:
        return {}
    return {question.draft.key: question.stem for question in questions}


@pytest.mark.parametrize(
    ("sentence", "post"),
    [
        ("Revenue Secretary Dr Asha Kamat thanked the dancers.", "Revenue Secretary of India"),
        ("Kerala Governor Asha Kamat thanked the dancers.", "Governor of Kerala"),
        ("Goa Chief Minister Pramod Sawant thanked the dancers.", "Chief Minister of Goa"),
        (
            "Chief Election Commissioner Asha Kamat thanked the dancers.",
            "Chief Election Commissioner of India",
        ),
        ("Defence Minister Rajnath Singh thanked the dancers.", "Defence Minister of India"),
        (
            "United States President Donald Trump thanked the dancers.",
            "President of the United States",
        ),
        ("British Foreign Secretary Dominic Raab came.", "Foreign Secretary of the United Kingdom"),
        ("NASA administrator Asha Kamat thanked the dancers.", "Administrator of NASA"),
        ("Lena Oceanography director Asha Kamat came.", "Director of Lena Oceanography"),
        ("Delhi Lt Governor Anil Baijal thanked the dancers.", "Lieutenant Governor of Delhi"),
        ("Kerala chief minister Asha Kamat thanked the dancers.", "Chief Minister of Kerala"),
        ("UP chief minister Asha Kamat thanked them.", "Chief Minister of Uttar Pradesh"),
        ("Goa Health Minister Asha Kamat thanked the dancers.", "Health Minister of Goa"),
    ],
)
def test_posts_that_are_asked_for(sentence: str, post: str) -> None:
    assert f"As of January 2020, who was the {post}?" in asked(sentence).values()


@pytest.mark.parametrize(
    "sentence",
    [
        "Harbour Secretary Asha Kamat thanked the dancers of Kerala.",
        "The then Revenue Secretary Asha Kamat thanked the dancers.",
        "State Deputy Chief Minister Asha Kamat thanked the dancers of Kerala.",
        "Fisheries Minister Asha Kamat thanked the dancers of Kerala.",
        "Park Director Asha Kamat thanked the dancers.",
        "Regional Director Asha Kamat thanked the dancers.",
        "Outgoing Kerala Governor Asha Kamat thanked the dancers.",
        "Independent Director Asha Kamat thanked the dancers.",
        "Fiji's Guardian and Prime Minister Asha Kamat thanked the dancers.",
        "Legislative Council chairman Asha Kamat thanked the dancers.",
        "Punjab Chief Minister Asha Kamat flew home to Pakistan.",
    ],
)
def test_posts_that_are_not(sentence: str) -> None:
    assert "Asha Kamat" not in asked(sentence)
