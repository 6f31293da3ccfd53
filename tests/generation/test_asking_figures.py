"""Where a figure can stand in a sentence, and the question that asks for it there."""

import re

import pytest
from test_sentences import asked

from quizapp.errors import ArticleError

FINE = "The National Green Tribunal imposed a fine of Rs 640 crore on Tata Motors in 2018."
LIST = "Kerala set up 38 clinics, two tool banks and a seed farm in Goa in 2017."


def figures(sentence: str) -> dict[str, str]:
    try:
        return {
            stem: key
            for stem, key in asked(sentence).items()
            if re.search(r"ow many|ow much|what (?:percentage|magnitude)", stem, re.IGNORECASE)
        }
    except ArticleError:
        return {}


@pytest.mark.parametrize(
    ("sentence", "stem", "key"),
    [
        (LIST, "How many clinics did Kerala set up in Goa in 2017?", "38"),
        (LIST, "How many tool banks did Kerala set up in Goa in 2017?", "two"),
        (
            FINE,
            "A fine of how much did the National Green Tribunal impose on Tata Motors in 2018?",
            "Rs 640 crore",
        ),
        (
            "NABARD opened a 45-acre orchard near Jaipur in 2018.",
            "An orchard of how many acres did NABARD open near Jaipur in 2018?",
            "45",
        ),
        (
            "A five-judge bench of the Supreme Court heard the plea of Kerala in 2018.",
            "A bench of how many judges of the Supreme Court heard the plea of Kerala in 2018?",
            "five",
        ),
        (
            "Tata Motors bought a 14 per cent stake in Air Deccan in 2018.",
            "What percentage stake did Tata Motors buy in Air Deccan in 2018?",
            "14 per cent",
        ),
        (
            "In 2018, UNICEF recorded a 62 per cent vaccination coverage in Bihar.",
            "In 2018, what percentage of vaccination coverage did UNICEF record in Bihar?",
            "62 per cent",
        ),
        (
            "UNESCO held talks with scholars from 38 countries in Paris in 2018.",
            "From how many countries did UNESCO hold talks with scholars in Paris in 2018?",
            "38",
        ),
        (
            "In 2018, UNESCO launched a scheme to train 450 weavers in Assam.",
            "In 2018, how many weavers did UNESCO launch a scheme to train in Assam?",
            "450",
        ),
        (
            "The Konkan Tower was 45 metres taller than the Goa Tower in 2018.",
            "How many metres taller was the Konkan Tower than the Goa Tower in 2018?",
            "45",
        ),
        (
            "Railway Minister Piyush Goyal extended the Goa fair by 15 days in 2018.",
            "By how many days did Railway Minister Piyush Goyal extend the Goa fair in 2018?",
            "15",
        ),
        (
            "NASA launched 14 new balloons from Chile in 2018.",
            "How many new balloons did NASA launch from Chile in 2018?",
            "14",
        ),
        (
            "Exports of tea from India rose from 45 crore yen in 2016 to 62 crore yen in 2018.",
            ("From how much in 2016 did exports of tea from India rise to 62 crore yen in 2018?"),
            "45 crore yen",
        ),
        (
            "At least 450 crore rupees was released to Bihar under the Harvest Charter in 2018.",
            (
                "According to reports in January 2020, how much was released to Bihar under the "
                "Harvest Charter in 2018?"
            ),
            "At least 450 crore rupees",
        ),
        (
            "Bihar has a population of 104 million.",
            "As of January 2020, a population of how many did Bihar have?",
            "104 million",
        ),
        (
            "The Konkan Tower has 62 floors.",
            "As of January 2020, how many floors did the Konkan Tower have?",
            "62",
        ),
        (
            "UNICEF sent 140 helpers, including 36 nurses, to Fiji in 2018.",
            "How many nurses did UNICEF send to Fiji in 2018?",
            "36",
        ),
        (
            "In 2018, 36 people were infected in Kochi, including 14 nurses.",
            "In 2018, how many nurses were infected in Kochi?",
            "14",
        ),
        (
            "Nepal suffered a 6.3 magnitude earthquake in 2018.",
            "An earthquake of what magnitude did Nepal suffer in 2018?",
            "6.3",
        ),
    ],
)
def test_a_figure_is_asked_where_it_stands(sentence: str, stem: str, key: str) -> None:
    assert figures(sentence).get(stem) == key


@pytest.mark.parametrize(
    "sentence",
    [
        "Railway Minister Piyush Goyal opened 14 stations in Goa and 9 in Kerala in 2018.",
        "The two sides met in Paris in 2018.",
        "India signed a two-way pact with Chile in 2018.",
        "Crude prices rose above $98 in London in 2018.",
        "Modi's five-day visit to Chile began in 2018.",
        "Kerala and Goa got 140 and 85 schools respectively in 2018.",
    ],
)
def test_what_is_told_of_several_or_only_points_back_is_left_alone(sentence: str) -> None:
    assert figures(sentence) == {}


@pytest.mark.parametrize(
    ("sentence", "stem", "key"),
    [
        (
            "Nepal was ranked 94th among 107 countries in the Harvest Index in 2018.",
            (
                "At which position was Nepal ranked among 107 countries in the Harvest Index in "
                "2018?"
            ),
            "94th",
        ),
        (
            "In 2018, Kerala moved up to the 14th rank in the Harvest Index.",
            "In 2018, to which rank in the Harvest Index did Kerala move up?",
            "14th",
        ),
    ],
)
def test_a_rank_is_asked_where_it_stands(sentence: str, stem: str, key: str) -> None:
    assert asked(sentence).get(stem) == key


def test_a_list_is_not_told_whole_where_one_item_is_asked() -> None:
    assert not [stem for stem in figures(LIST) if "seed farm" in stem]


@pytest.mark.parametrize(
    "sentence",
    [
        (
            "On the Bergen scale, which is used by NRK for grading ferries, category 1 ferries "
            "must carry boats for at least 46 passengers."
        ),
        (
            "On the Bergen scale, which is used by NRK for grading ferries, category 4 ferries "
            "must carry boats for at least 46 passengers."
        ),
    ],
)
def test_a_number_that_names_a_kind_counts_nothing(sentence: str) -> None:
    assert not any("how many ferries" in stem.casefold() for stem in figures(sentence))
    counted = figures("Norway bought 4 ferries for Bergen in 2018.")
    assert counted == {"How many ferries did Norway buy for Bergen in 2018?": "4"}
