"""Dates as they stand in texts."""

from datetime import date

import pytest

from quizapp.generation.facts.dates import find_dates, nearest_year
from quizapp.generation.values import DateValue

PUBLISHED = date(2020, 1, 10)  # a Friday


@pytest.mark.parametrize(
    ("text", "value", "shown"),
    [
        ("On March 9 2018 it", DateValue(2018, 3, 9, month_first=True), "March 9, 2018"),
        ("on 3rd of April, 2018", DateValue(2018, 4, 3), "3 April 2018"),
        ("in April 2017, it", DateValue(2017, 4, month_first=True), "April 2017"),
        ("by 2031.", DateValue(2031), "2031"),
        ("in 2018-19", DateValue(2018, end=2019, fiscal=True), "2018-19"),
        ("on 14th of April every year", DateValue(None, 4, 14), "14 April"),
        (
            "in May last year",
            DateValue(2019, 5, month_first=True, resolved=True),
            "May 2019",
        ),
        ("It rained yesterday", DateValue(2020, 1, 9, resolved=True), "9 January 2020"),
        ("on Wednesday evening", DateValue(2020, 1, 8, resolved=True), "8 January 2020"),
        ("on Friday", DateValue(2020, 1, 10, resolved=True), "10 January 2020"),
    ],
)
def test_a_date_is_understood_and_printed(text: str, value: DateValue, shown: str) -> None:
    (found,) = find_dates(text, PUBLISHED)
    assert found.value == value
    assert found.value.text() == shown


@pytest.mark.parametrize(
    "text",
    ["Clean Water Strategy 2020", "2,020 people", "no more than 2020 of them"],
)
def test_a_number_that_looks_like_a_year_or_a_day_is_none(text: str) -> None:
    assert find_dates(text) == ()


def test_a_day_that_no_calendar_has_is_no_day() -> None:
    assert all(found.value.day is None for found in find_dates("on 31 February 2020"))


def test_without_a_publication_date_relative_days_are_not_found() -> None:
    assert find_dates("It was opened on Wednesday, not today") == ()


def test_a_day_takes_the_year_of_the_date_before_it_or_of_the_publication() -> None:
    first, second = find_dates("From 3 May 2019 it ran until June 5.")
    assert first.value.year == second.value.year == 2019
    assert second.value.resolved
    lone = DateValue(None, 12, 20)
    assert nearest_year(lone, PUBLISHED).year == 2019
    assert nearest_year(DateValue(None, 2, 5), PUBLISHED).year == 2020
    assert nearest_year(DateValue(2011, 2, 5), PUBLISHED).year == 2011


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("The academy had trained 450 teachers by March 9", 2019),
        ("The academy had to train 450 teachers by March 9", 2020),
        ("Kenya had asked the academy to train 450 teachers by March 9", 2020),
        ("Kenya had said that the academy would train 450 teachers by March 9", 2020),
        ("The academy is training 450 teachers by March 9", 2020),
    ],
)
def test_what_had_been_done_by_a_day_lies_before_the_publication(text: str, year: int) -> None:
    (found,) = find_dates(text, PUBLISHED)
    assert found.value.year == year


def test_offsets_point_at_the_date() -> None:
    text = "Work began in March 2011 and ended on 5 April 2014."
    assert [text[f.start : f.end] for f in find_dates(text)] == ["March 2011", "5 April 2014"]


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("The bridge opened in November.", ["November 2019"]),
        ("The bridge will open in November.", ["November 2020"]),
        ("The fair runs from 6 to 11 January 2020.", ["6 January 2020", "11 January 2020"]),
        ("It rained on December 5 and 6 in Oslo.", ["December 5, 2019", "December 6, 2019"]),
        (
            "Drills are held from 15th to 22nd of this month.",
            ["15 January 2020", "22 January 2020"],
        ),
        ("It was closed from January to March 2019.", ["January 2019", "March 2019"]),
        ("Voting is on the 8th of next month.", ["8 February 2020"]),
        ("They met last month.", ["December 2019"]),
        ("Trust in May's plan fell on March 8 and 9 people left.", ["March 8, 2019"]),
    ],
)
def test_months_and_halves_of_spans_take_what_they_leave_out(text: str, dates: list[str]) -> None:
    found = find_dates(text, date(2020, 1, 10))
    assert [item.value.text() for item in found] == dates
