"""What is asked of articles: stems, keys and the reasons against the rest."""

import pytest
from generation_articles import BRIDGE, SOLAR

from quizapp.generation.pipeline import generate
from quizapp.generation.types import Generated


@pytest.fixture(scope="module")
def solar() -> Generated:
    return generate(SOLAR, count=50)


@pytest.fixture(scope="module")
def bridge() -> Generated:
    return generate(BRIDGE, count=50)


def asked(generated: Generated) -> dict[str, str]:
    return {question.stem: question.options[question.key] for question in generated.questions}


@pytest.mark.parametrize(
    ("stem", "key"),
    [
        (
            (
                "On which date did the Union Cabinet endorse the Letter of Intent "
                "signed between India and Morocco on solar pumps?"
            ),
            "March 10, 2021",
        ),
        (
            (
                "With which country did India sign the Letter of Intent on solar pumps "
                "endorsed by the Union Cabinet in March 2021?"
            ),
            "Morocco",
        ),
        ("In which year did India launch the National Solar Pump Policy?", "2014"),
        (
            (
                "In which year did the farmers of India report that the motors of at least 4.5 "
                "million pumps were damaged?"
            ),
            "2018",
        ),
        (
            (
                "In 2018, according to the farmers of India, the motors of how many pumps "
                "were damaged?"
            ),
            "At least 4.5 million",
        ),
        (
            (
                "According to reports in March 2021, how many licensed pump makers were there "
                "in India?"
            ),
            "More than 240",
        ),
        (
            (
                "As of March 2021, how many separate solar farming boards did India have in the "
                "field of solar farming?"
            ),
            "28",
        ),
        (
            "Under which Union ministry does the Solar Pump Repair Unit (SPRU) operate?",
            "Ministry of New and Renewable Energy",
        ),
        (
            (
                "In May 2019, which country offered to lend 2.45 billion USD over 8 years through "
                "its Clean Water Fund?"
            ),
            "Norway",
        ),
        (
            (
                "In May 2019, how much did Norway offer to lend over 8 years through its Clean "
                "Water Fund?"
            ),
            "2.45 billion USD",
        ),
        ("For how many years is the National Irrigation Strategy 2021 to be tested?", "6"),
    ],
)
def test_a_fact_is_asked_for_in_a_question_of_its_own_words(
    solar: Generated, stem: str, key: str
) -> None:
    assert asked(solar)[stem] == key


def test_noise_is_not_asked_about(solar: Generated) -> None:
    assert not any("Reply" in question.stem for question in solar.questions)


def test_what_it_means_is_said_by_the_sentences_that_support_the_stem(solar: Generated) -> None:
    question = next(q for q in solar.questions if "SPRU" in q.stem)
    assert "solar pump repair unit" in question.explanation
    assert question.evidence.text.startswith("It operates under")


@pytest.mark.parametrize(
    ("stem", "key"),
    [
        (
            "In January 2020, who opened the longest rail bridge of Assam in Guwahati?",
            "Piyush Goyal",
        ),
        (
            (
                "In January 2020, in which city did Railway Minister Piyush Goyal open "
                "the longest rail bridge of Assam?"
            ),
            "Guwahati",
        ),
        (
            (
                "According to the Central Water Commission, how many gauges were fixed on the "
                "Brahmaputra in 2019?"
            ),
            "34",
        ),
        ("What is the full form of the abbreviation CWC?", "Central Water Commission"),
    ],
)
def test_a_dated_report_dates_its_questions(bridge: Generated, stem: str, key: str) -> None:
    assert asked(bridge)[stem] == key


@pytest.mark.parametrize(
    "forbidden",
    ["He ", "the agreement", "It will", "second line", "March 3", "praised", "today"],
)
def test_what_is_not_certain_is_not_asked(bridge: Generated, forbidden: str) -> None:
    """No unresolved "he" or "the agreement", no conditions, quotations or opinions."""
    assert not any(forbidden in question.stem for question in bridge.questions)


def test_every_refusal_names_its_rule_and_its_sentence(solar: Generated) -> None:
    rules = {rejection.rule for rejection in solar.rejected}
    assert {"trivial-key", "reference-into-the-article"} <= rules
    assert all(rejection.detail and rejection.evidence in SOLAR for rejection in solar.rejected)


def ask_of(sentence: str) -> list[str]:
    """The stems of a dated article whose second sentence this is."""
    text = f"Notes from the plains\n\n8 January 2020\n\nThe fair of Jaipur opened. {sentence}\n"
    generated = generate(f"{text}In 2011, India launched National Harvest Policy.\n", count=50)
    return [q.stem for q in generated.questions if "Harvest" not in q.stem]


@pytest.mark.parametrize(
    "sentence",
    [
        "ISRO did not launch 14 balloons in 2015.",
        "If the rains fail, India will import 45 dams in 2022.",
        "The company sold 35 mills in 2015.",
        "Between 12 and 15 mills closed in Goa in 2015.",
        "India may have built 15 dams in 2012, 2013 and 2014.",
    ],
)
def test_lists_negations_conditions_and_loose_references_are_left_alone(sentence: str) -> None:
    assert ask_of(sentence) == []
