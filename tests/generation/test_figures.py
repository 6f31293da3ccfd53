"""Figures as they stand in texts: what they are, and how they print again."""

from dataclasses import replace
from decimal import Decimal

import pytest

from quizapp.generation.facts.figures import find_figures
from quizapp.generation.values import Bound, FigureValue, Grouping, group, in_words, ordinal


@pytest.mark.parametrize(
    ("text", "sub_kind", "amount", "shown"),
    [
        ("makes up 31 to 33 percentage of it", "percent", "31", "31 to 33%"),
        ("grew 6.3 per cent after", "percent", "6.3", "6.3 per cent"),
        ("lend 2.85 billion USD to", "money", "2.85", "2.85 billion USD"),
        ("worth US$7.2 trillion.", "money", "7.2", "US$7.2 trillion"),
        ("cost Rs 5,200 crore.", "money", "5200", "Rs 5,200 crore"),
        ("85 thousand crore rupees", "money", "85", "85 thousand crore rupees"),
        ("for 18 days from", "duration", "18", "18 days"),
        ("nearly 359 metres above", "quantity", "359", "About 359 metres"),
        ("1,23,456 farmers", "count", "123456", "1,23,456"),
        ("thirty-five people", "count", "35", "thirty-five"),
        ("the 17th round", "rank", "17", "17th"),
        ("a stay of two to five months", "duration", "2", "two to five months"),
        ("48 thousand 937 crore rupees were", "money", "48937", "48,937 crore rupees"),
        ("about 1 lakh 32 thousand kilometres", "quantity", "1.32", "About 1.32 lakh kilometres"),
        ("a seven-judge bench", "count", "7", "seven-judge"),
        ("a prize of SEK8 million", "money", "8", "SEK8 million"),
        ("a 2.4 km-long pier", "quantity", "2.4", "2.4 km"),
        ("built over 6 years", "duration", "6", "6 years"),
        ("for over 6 years", "duration", "6", "Over 6 years"),
        ("in 2016 to 62 crore rupees", "money", "62", "62 crore rupees"),
    ],
)
def test_a_figure_is_understood_and_printed(
    text: str, sub_kind: str, amount: str, shown: str
) -> None:
    (found,) = find_figures(text)
    assert (found.sub_kind, found.value.amount) == (sub_kind, Decimal(amount))
    assert found.value.text().replace("Nearly", "About") == shown


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("more than 130 mills", Bound.MORE),
        ("at least 6.8 million pipes", Bound.AT_LEAST),
        ("up to 260 seats", Bound.AT_MOST),
        ("fewer than 9 teams", Bound.LESS),
        ("around 40 huts", Bound.ABOUT),
        ("as many as 40 huts", Bound.EXACT),
    ],
)
def test_a_hedge_becomes_a_bound_and_stays_in_the_option(text: str, bound: Bound) -> None:
    (found,) = find_figures(text)
    assert found.value.bound is bound
    assert (bound is Bound.EXACT) == found.value.text()[:1].isdigit()


@pytest.mark.parametrize(
    "text",
    [
        *("COVID-19", "a 5G net", "Article 370", "K2-18b", "F-16", "Flight 752"),
        *("a three-way tie", "the 2019-nCoV virus"),
    ],
)
def test_a_number_in_a_name_is_no_figure(text: str) -> None:
    assert find_figures(text) == ()


def test_a_changed_figure_keeps_its_form() -> None:
    (found,) = find_figures("at least 1,23,456 cards")
    changed = replace(found.value, amount=Decimal(2345678))
    assert changed.text() == "At least 23,45,678"
    assert FigureValue(Decimal("1.50"), after=" km").text() == "1.50 km"


def test_a_scale_word_counts_in_the_magnitude() -> None:
    (found,) = find_figures("1.2 lakh crore rupees")
    assert found.value.magnitude == Decimal("1.2") * 10**12


def test_numbers_are_grouped_and_named() -> None:
    assert group("1234567", Grouping.INDIAN) == "12,34,567"
    assert group("1234567", Grouping.WESTERN) == "1,234,567"
    assert group("999", Grouping.WESTERN) == "999"
    assert [in_words(n) for n in (0, 13, 20, 41)] == ["zero", "thirteen", "twenty", "forty-one"]
    assert [ordinal(n) for n in (1, 2, 3, 4, 11, 112, 22)] == [
        "1st", "2nd", "3rd", "4th", "11th", "112th", "22nd",
    ]  # fmt: skip
