from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.domain.items import ItemFormat, OptionOrder
from quizapp.domain.ordering import ascending, refers_to_options, suggested_order


@pytest.mark.parametrize(
    "in_order",
    [
        ["2018", "2019", "2020", "2021"],
        ["7 October 2019", "6 October 2020", "7 October 2020"],
        ["October 7, 2020", "Nov. 1, 2020", "January 1, 2021"],
        ["3 June", "4 June", "5 June", "6 June"],
        ["9th of June 2020", "10 June 2020"],
        ["May 2020", "October 2020", "January 2021"],
        ["March", "May", "August"],
        ["2018-19", "2019-20", "2020-21"],
        ["14 to 15 %", "16 to 17 %", "18 to 20 %"],
        ["USD 0.9 billion", "USD 2.35 billion", "USD 12 billion"],
        ["₹90 lakh", "₹1 crore", "₹1,500 crore", "₹2 lakh crore"],
        ["1,20,000", "3,00,000", "12,34,567"],
        ["1 year", "2 years", "10 years"],
        ["2nd", "3rd", "11th"],
        ["four", "seven", "twelve", "forty"],
        ["first", "second", "third"],
        ["-5 °C", "0 °C", "12 °C"],
        ["Article 14", "Article 19", "Article 370"],
        ["3 जून 2020", "१० जून 2020", "2 जुलाई 2020"],
        ["५ लाख", "2 करोड़"],
    ],
    ids=lambda options: options[0],
)
def test_options_with_a_common_measure_stand_by_value(in_order: list[str]) -> None:
    backwards = in_order[::-1]
    assert [backwards[position] for position in ascending(backwards)] == in_order
    assert ascending(in_order) == tuple(range(len(in_order)))
    assert suggested_order(ItemFormat.DIRECT, backwards) is OptionOrder.ASCENDING


@pytest.mark.parametrize(
    "options",
    [
        ["Pune", "Delhi", "Agra"],
        ["20 days", "3 weeks"],
        ["$5 million", "₹3 million"],
        ["2021", "May 2020"],
        ["7 May 2020", "6 May"],
        ["2020", "Delhi"],
        ["40", ""],
    ],
    ids=str,
)
def test_options_without_a_common_measure_keep_their_order(options: list[str]) -> None:
    assert ascending(options) == tuple(range(len(options)))
    assert suggested_order(ItemFormat.DIRECT, options) is OptionOrder.SHUFFLE


def test_options_of_one_value_are_not_put_by_value() -> None:
    assert suggested_order(ItemFormat.DIRECT, ["100 lakh", "1 crore"]) is OptionOrder.SHUFFLE


@pytest.mark.parametrize(
    "option",
    [
        "All of the above",
        "none of these",
        "Both A and B",
        "Neither (1) nor (2)",
        "1 only",
        "Only 2",
        "1 and 2 only",
        "1, 2 and 3",
        "More than one of the above",
        "उपर्युक्त सभी",
    ],
)
def test_options_that_speak_of_others_stay_put(option: str) -> None:
    assert refers_to_options(option)
    assert suggested_order(ItemFormat.DIRECT, ["Delhi", option]) is OptionOrder.FIXED


@pytest.mark.parametrize(
    "option",
    ["Above 50 %", "Both Houses", "Bank of the Year", "12 and 13 May", "The commonly owned"],
)
def test_ordinary_options_speak_of_nobody(option: str) -> None:
    assert not refers_to_options(option)


def test_customary_formats_stay_put_whatever_their_options() -> None:
    for item_format in (ItemFormat.STATEMENTS, ItemFormat.HOW_MANY, ItemFormat.ASSERTION_REASON):
        assert suggested_order(item_format, ["2020", "2019"]) is OptionOrder.FIXED


@given(st.lists(st.text(max_size=20) | st.integers().map(str), max_size=6))
def test_any_texts_have_an_order(options: Sequence[str]) -> None:
    assert sorted(ascending(options)) == list(range(len(options)))
    assert suggested_order(ItemFormat.DIRECT, options) in OptionOrder


@given(st.lists(st.integers(1, 10**9), min_size=2, max_size=6))
def test_whole_numbers_stand_as_numbers_do(numbers: list[int]) -> None:
    options = [f"{number:,} km" for number in numbers]
    assert [numbers[position] for position in ascending(options)] == sorted(numbers)
