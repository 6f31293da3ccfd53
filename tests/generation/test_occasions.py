"""Questions about editions, schedules, exchanged lists and provisions of law."""

import pytest
from surface_builders import TODAY, ask

from quizapp.generation.patterns import editions, lists, provisions, schedules


def test_the_edition_of_a_named_event_is_asked_with_its_month() -> None:
    told = "The mayor today inaugurated the 12th edition of the World Honey Congress."
    stem = "Which edition of the World Honey Congress was inaugurated in May 2021?"
    assert ask(editions.drafts, told, day=TODAY) == {stem: "12th"}
    told = "The third phase of Clean Wells Mission began today."
    stem = "Which phase of Clean Wells Mission began in May 2021?"
    assert ask(editions.drafts, told, day=TODAY) == {stem: "3rd"}


def test_a_coming_edition_is_one_that_was_announced() -> None:
    told = "The 31st Rann Kite Festival will be held on the coast."
    stem = "Which edition of the Rann Kite Festival was announced in May 2021?"
    assert ask(editions.drafts, told) == {stem: "31st"}


@pytest.mark.parametrize(
    "told",
    [
        "The first edition of the World Honey Congress began today.",
        "The 9th edition of the World Honey Congress began in 2014.",
        "The 9th edition of the World Honey Congress had many visitors.",
    ],
)
def test_a_first_an_old_and_a_mere_mention_of_an_edition_are_not_asked(told: str) -> None:
    assert ask(editions.drafts, told, day=TODAY) == {}


def test_the_days_and_the_city_of_an_event_are_asked() -> None:
    told = "The minister said that the Desert Art Expo will be held in Jaipur from June 3 to 8."
    assert ask(schedules.drafts, told) == {
        "From which date in 2021 was the Desert Art Expo to be held in Jaipur?": "June 3",
        "Till which date in 2021 was the Desert Art Expo to be held in Jaipur?": "June 8",
        "In which city was the Desert Art Expo to be held in June 2021?": "Jaipur",
    }


def test_days_of_this_month_are_of_the_month_of_the_article() -> None:
    told = "The 5th Handloom Week will take place from 25th to 31st of this month."
    assert ask(schedules.drafts, told) == {
        "From which date in 2021 was the 5th Handloom Week to take place?": "25 May",
        "Till which date in 2021 was the 5th Handloom Week to take place?": "31 May",
    }


def test_a_month_that_is_over_is_one_of_the_next_year() -> None:
    told = "The Desert Art Expo will be held from January 3 to 8."
    stem = "From which date in 2022 was the Desert Art Expo to be held?"
    assert stem in ask(schedules.drafts, told)


@pytest.mark.parametrize(
    "told",
    [
        "The event will be held in Jaipur from June 3 to 8.",
        "It will be held in Jaipur from June 3 to 8.",
        "The Desert Art Expo will be held in Jaipur from June 8 to 3.",
        "The Desert Art Expo will be held in Jaipur from June 28 to 31.",
        "The Desert Art Expo will be held from 3 to 8 pm.",
    ],
)
def test_unnamed_events_and_impossible_days_are_not_asked(told: str) -> None:
    assert ask(schedules.drafts, told) == {}


def test_what_is_on_a_list_is_asked_with_giver_and_taker() -> None:
    told = "Ghana today handed over a list of 61 sailors and 12 traders to Togo."
    assert ask(lists.drafts, told, day=TODAY) == {
        "In May 2021, a list of how many sailors did Ghana hand over to Togo?": "61",
        "In May 2021, a list of how many traders did Ghana hand over to Togo?": "12",
    }
    told = "Ghana gave Togo a list of 61 prisoners, including 20 women and 41 men."
    assert ask(lists.drafts, told) == {
        "As reported in May 2021, a list of how many prisoners did Ghana hand over to Togo?": "61",
        "As reported in May 2021, how many women were on the list of prisoners that Ghana handed "
        "over to Togo?": "20",
        "As reported in May 2021, how many men were on the list of prisoners that Ghana handed "
        "over to Togo?": "41",
    }


def test_a_list_between_other_than_two_countries_is_not_asked() -> None:
    told = "Ghana handed over a list of 61 sailors to the port."
    assert ask(lists.drafts, told) == {}
    told = "Ghana handed over a list of 61 sailors to Togo and Benin."
    assert ask(lists.drafts, told) == {}


def test_the_article_under_which_a_court_put_a_right_is_asked() -> None:
    told = (
        "The Supreme Court has held that clean air is a right under Article 21 of the Constitution."
    )
    stem = (
        "As reported in May 2021, under which Article of the Constitution of India did the "
        "Supreme Court say that clean air is a right?"
    )
    assert ask(provisions.drafts, told) == {stem: "21"}
    told = (
        "The Supreme Court has held that this is not a right under Article 21 of the Constitution."
    )
    assert ask(provisions.drafts, told) == {}
