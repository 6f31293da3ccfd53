"""Sentences that are cut into simple statements: what is asked of each, and what is not."""

import pytest
from generation_articles import asked


@pytest.mark.parametrize(
    ("sentence", "stem", "key"),
    [
        (
            (
                "The Chess Board of Wales said on Tuesday, 128 teams took part in the Cardiff Open "
                "in May 2018."
            ),
            (
                "According to the Chess Board of Wales, how many teams took part in the Cardiff "
                "Open in May 2018?"
            ),
            "128",
        ),
        (
            "Norway exported 46 turbines to Chile in 2019, according to the Ministry of Energy.",
            "How many turbines did Norway export to Chile in 2019?",
            "46",
        ),
        (
            (
                '"The Port of Mombasa handled 34 million tonnes of cargo in 2018," transport '
                "official Peter Kamau told reporters."
            ),
            "How many tonnes of cargo did the Port of Mombasa handle in 2018?",
            "34 million",
        ),
        (
            "While 54 nations have signed the Nairobi Convention, only 27 have ratified it.",
            "As of May 2020, how many nations had signed the Nairobi Convention?",
            "54",
        ),
        (
            (
                "Kenya was praised by many nurses for its clinics, but Uganda opened 19 clinics in "
                "Karamoja."
            ),
            "As reported in May 2020, how many clinics did Uganda open in Karamoja?",
            "19",
        ),
        (
            "Kerala opened 14 clinics in Kochi whereas Goa opened 6 clinics in Panaji.",
            "As reported in May 2020, how many clinics did Goa open in Panaji?",
            "6",
        ),
        (
            "As per the Delta Sea Act polythene has been banned in Kenya since 2002.",
            "As per the Delta Sea Act, since which year has polythene been banned in Kenya?",
            "2002",
        ),
        (
            "The Zambezi Council, founded in 1921, runs 40 schools in Zambia.",
            "In which year was the Zambezi Council founded?",
            "1921",
        ),
        (
            "Founded in 1874, the Rift Museum holds 3,200 masks in Nakuru.",
            "In which year was the Rift Museum founded?",
            "1874",
        ),
        (
            "In the 2016 polls, the Reed Party won 31 seats and the Lake Party took 14 seats.",
            "In the 2016 polls, how many seats did the Lake Party take?",
            "14",
        ),
        (
            "The Tagus Museum was closed in 1990 and reopened in 2004.",
            "In which year did the Tagus Museum reopen?",
            "2004",
        ),
        (
            (
                "The Ebro Bank opened 40 branches in Peru in 2014 and closed 14 offices in Peru in "
                "2016."
            ),
            "In which year did the Ebro Bank close 14 offices in Peru?",
            "2016",
        ),
        (
            "The Lena Fund is a Russian charity and was founded in 1998 by 9 doctors.",
            "In which year was the Lena Fund founded by 9 doctors?",
            "1998",
        ),
        (
            "Benin is to join the Gulf Pact in 2031.",
            "In which year is Benin to join the Gulf Pact?",
            "2031",
        ),
        (
            "The Delta Treaty signed in 1987 protects 40 lakes in Mali.",
            "In which year was the Delta Treaty signed?",
            "1987",
        ),
        (
            "Karim Bello praised the Oyo Dam, which supplies 12 towns in Ghana.",
            "As of May 2020, how many towns did the Oyo Dam supply in Ghana?",
            "12",
        ),
        (
            "Asha Verma was born in Pune, but she moved to Nagpur in 1998.",
            "In which year did Asha Verma move to Nagpur?",
            "1998",
        ),
        (
            "Karim Bello said he founded 14 schools in Mali in 2011.",
            "In which year did Karim Bello found 14 schools in Mali?",
            "2011",
        ),
        (
            (
                "Water Minister Asha Verma said that 38 dams would be built in Nepal by 2031 with "
                "loans."
            ),
            (
                "According to Water Minister Asha Verma, how many dams were to be built in Nepal "
                "by 2031 with loans?"
            ),
            "38",
        ),
    ],
)
def test_each_statement_of_a_sentence_is_asked_for(sentence: str, stem: str, key: str) -> None:
    assert asked(sentence).get(stem) == key


@pytest.mark.parametrize(
    "sentence",
    [
        "If rain falls, 70 dams in Kenya would overflow, the Ministry of Water of Kenya said.",
        "The minister said he hoped that 80 schools in Uganda might open.",
        '"We have 60 shops in Norway," the manager said.',
        "Have 40 towns in Chile built a tunnel, and will 50 follow?",
        "A man was held in a cell and a woman was released after three years in a home.",
    ],
)
def test_conditions_hopes_and_questions_stay_unasked(sentence: str) -> None:
    assert asked(sentence) == {}


def test_a_denial_is_not_turned_into_a_fact() -> None:
    stems = asked(
        "The Tagus Bank did not open 30 branches in Malawi in 2018 but the Ebro Bank opened 20 "
        "branches in Zambia in 2018."
    )
    assert not any("Tagus" in stem or "Malawi" in stem for stem in stems)


def test_what_hangs_on_another_name_is_not_said_of_the_nearest() -> None:
    stems = asked("The head of the Volta Union, who was born in 1958, visited Togo in 2014.")
    assert not any("Volta Union born" in stem for stem in stems)


def test_a_pronoun_that_may_mean_either_of_two_stays_unasked() -> None:
    stems = asked("Asha Verma met Rita Bose in Pune, and she moved to Nagpur in 1998.")
    assert not any("Nagpur" in stem for stem in stems)


def test_who_is_quoted_speaks_of_another() -> None:
    stems = asked('Karim Bello said of Musa Diop, "He founded 14 schools in Mali in 2011".')
    assert not any(
        "Karim Bello" in key or "Karim Bello found" in stem for stem, key in stems.items()
    )


def test_an_institution_that_nobody_knows_anchors_no_date() -> None:
    assert asked("TMOC reported a 95% vaccination rate on 24 April 2019.") == {}


def test_a_part_of_a_few_days_is_not_asked_as_a_part_of_the_whole() -> None:
    stems = asked(
        "In 2019, the Fever Bureau of Mali treated 1,051 patients, including 79 nurses in the two "
        "weeks of the fair."
    )
    assert "1,051" in stems.values()
    assert "79" not in stems.values()


def test_the_place_of_the_last_of_several_is_not_that_of_all() -> None:
    stems = asked(
        "Sultan Qaboos had his training in Fiji and the Royal Academy, Sandhurst in the United "
        "Kingdom in 1990."
    )
    assert "1990" in stems.values()
    assert "United Kingdom" not in stems.values()


def test_a_find_is_asked_for_and_no_place_of_finding_nothing() -> None:
    stems = asked("In 2019, the Fever Bureau of Mali found 1,051 patients in 14 towns.")
    assert "In 2019, how many patients did the Fever Bureau of Mali find in 14 towns?" in stems
