"""Names are asked for wherever they stand in a piece, where only one name can be right."""

from datetime import date

import pytest

from quizapp.errors import ArticleError
from quizapp.generation.pipeline import generate


def asked(text: str, filed: date = date(2021, 3, 9)) -> dict[str, str]:
    """The stems of an article with this sentence, and their keys."""
    try:
        made = generate(text, count=60, filed=filed)
    except ArticleError:
        return {}
    return {question.stem: question.options[question.key] for question in made.questions}


@pytest.mark.parametrize(
    ("sentence", "stem", "key"),
    [
        (
            "The parliament of Norway passed a law on electric ferries on Tuesday.",
            "In March 2021, the parliament of which country passed a law on electric ferries?",
            "Norway",
        ),
        (
            "Kerala's government launched a broadband network for fishing villages in 2019.",
            "Which state's government launched a broadband network for fishing villages in 2019?",
            "Kerala",
        ),
        (
            "The solar plant was built in the north of Gujarat by two cooperatives in 2018.",
            "In the north of which state was the solar plant built by two cooperatives in 2018?",
            "Gujarat",
        ),
        (
            "Zambia and Malawi were selected by the World Bank in 2016 to test river sensors.",
            (
                "Along with Malawi, which country was selected by the World Bank in 2016 to test "
                "river sensors?"
            ),
            "Zambia",
        ),
        (
            "Boeing acquired Embraer in 2018.",
            "Which aerospace company did Boeing acquire in 2018?",
            "Embraer",
        ),
        (
            "Leaders of African Union member states met in Accra in July 2018.",
            "Leaders of which grouping's member states met in Accra in July 2018?",
            "African Union",
        ),
        (
            "Engineer Meera Das was elected as a Fellow of the Royal Society in 1981.",
            "As a Fellow of which academy was Engineer Meera Das elected in 1981?",
            "Royal Society",
        ),
        (
            "The capital of Niger is Niamey.",
            "Which city is the capital of Niger?",
            "Niamey",
        ),
        (
            "The winners of the Abel Prize were announced by the academy of Norway in 2017.",
            "The winners of which prize were announced by the academy of Norway in 2017?",
            "Abel Prize",
        ),
        (
            "The opera house was built in the capital of Latvia by the firm Skonto in 2009.",
            "In the capital of which country was the opera house built by the firm Skonto in 2009?",
            "Latvia",
        ),
        (
            "India, Japan and Kenya signed the Harbour Treaty in 2012.",
            "Along with India and Kenya, which country signed the Harbour Treaty in 2012?",
            "Japan",
        ),
    ],
)
def test_a_name_is_asked_for_in_its_piece(sentence: str, stem: str, key: str) -> None:
    stems = asked(sentence)
    assert stems.get(stem) == key, stems


@pytest.mark.parametrize(
    "sentence",
    [
        "The president of Kenya visited a school in March 2021.",
        "Leaders of France and Italy condemned the attack on the market in March 2021.",
        "The minister praised the government of Peru in March 2021.",
        "Tunisia is facing a long drought of the southern wells and the eastern farms.",
        "The Labour Party was the largest party in March 2021.",
        "Chile launched a new policy for its harbours in 2021 and in 2022.",
        "India and Nepal have old ties of trade and faith across the hills of Terai.",
        "Officials from Norway, Sweden, Iceland, Finland and Denmark signed a pact in 2021.",
    ],
)
def test_what_several_names_fit_is_not_asked(sentence: str) -> None:
    stems = asked(sentence)
    phrases = ("which country", "which political party")
    assert not [stem for stem in stems if any(p in stem for p in phrases)], stems
