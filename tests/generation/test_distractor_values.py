"""Wrong figures and dates: distinct, never the key, in its form, as far apart as they must be."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from generation_builders import draft, fact, rng
from hypothesis import given
from hypothesis import strategies as st

from quizapp.domain.items import OptionOrder
from quizapp.generation.distractors import propose
from quizapp.generation.distractors.figures import grain
from quizapp.generation.knowledge import load
from quizapp.generation.types import Draft, Fact
from quizapp.generation.values import Bound, DateValue, FigureValue, Grouping

SEEDS = st.integers(0, 10_000)
AMOUNTS = st.one_of(
    st.integers(1, 5_000_000).map(Decimal),
    st.decimals(Decimal("0.01"), 999, places=2),
    st.decimals(Decimal("0.1"), 99, places=1),
)
FIGURES = st.builds(
    FigureValue,
    amount=AMOUNTS,
    bound=st.sampled_from(Bound),
    before=st.sampled_from(["", "$", "Rs "]),
    after=st.sampled_from(["", " people", " million"]),
    grouping=st.sampled_from(Grouping),
)
DAYS = st.dates(date(1900, 1, 1), date(2090, 12, 31)).map(
    lambda d: DateValue(d.year, d.month, d.day)
)
DATES = st.one_of(
    DAYS,
    DAYS.map(lambda v: replace(v, month_first=True)),
    DAYS.map(lambda v: replace(v, year=None)),
    DAYS.map(lambda v: replace(v, day=None)),
    DAYS.map(lambda v: replace(v, day=None, month=None)),
    DAYS.map(lambda v: DateValue(v.year, end=(v.year or 0) + 1, fiscal=True)),
)


def wrong(asked: Draft, *facts: Fact, seed: int = 0, count: int = 7) -> tuple[str, ...]:
    proposal = propose(
        asked, facts=[asked.fact, *facts], knowledge=load(), rng=rng(seed), count=count
    )
    assert proposal.order is OptionOrder.ASCENDING
    return proposal.distractors


def shape(text: str) -> str:
    """A figure's text with every run of digits made one 9, but the decimals kept."""
    whole, dot, decimals = re.sub(r"(?<=\d),(?=\d)", "", text).partition(".")
    return re.sub(r"\d+", "9", whole) + dot + re.sub(r"\d", "9", decimals)


def date_shape(text: str) -> str:
    """A date's text with M for a month, Y for a year and 9 for a day or the end of a range."""
    years = re.sub(r"\b\d{4}\b", "Y", re.sub(r"[A-Z][a-z]+", "M", text))
    return re.sub(r"\b\d{1,2}\b", "9", years)


def amounts(texts: tuple[str, ...]) -> list[Decimal]:
    return [Decimal(re.sub(r"[^\d.]", "", text).strip(".")) for text in texts]


@given(FIGURES, SEEDS)
def test_figures_keep_the_keys_form_and_differ(value: FigureValue, seed: int) -> None:
    options = (value.text(), *wrong(draft(value), seed=seed))
    assert len(set(options)) == len(options)
    assert {shape(option) for option in options} == {shape(value.text())}


@given(FIGURES, SEEDS)
def test_figures_stay_between_a_quarter_and_four_times_the_key(
    value: FigureValue, seed: int
) -> None:
    for amount in amounts(wrong(draft(value), seed=seed)):
        low, high = min(value.amount / 4, Decimal(1)), max(value.amount * 4, value.amount + 7)
        assert low <= amount <= high


@given(FIGURES.filter(lambda value: value.bound is not Bound.EXACT), SEEDS)
def test_reported_bounds_are_one_and_a_half_times_apart(value: FigureValue, seed: int) -> None:
    row = sorted([value.amount, *amounts(wrong(draft(value), seed=seed))])
    for lower, upper in pairwise(row):
        assert upper >= lower * Decimal("1.5")


@given(st.integers(1, 99), SEEDS)
def test_percentages_stay_below_a_hundred(percent: int, seed: int) -> None:
    value = FigureValue(Decimal(percent), unit="%", after="%")
    for amount in amounts(wrong(draft(value), seed=seed)):
        assert 0 < amount < 100


@given(st.integers(1, 90), st.integers(1, 9), SEEDS)
def test_ranges_overlap_neither_the_key_nor_each_other(low: int, width: int, seed: int) -> None:
    value = FigureValue(Decimal(low), high=Decimal(low + width), unit="%", after="%")
    texts = (value.text(), *wrong(draft(value), seed=seed))
    row = sorted(tuple(map(int, re.findall(r"\d+", text))) for text in texts)
    assert all(first[1] < second[0] for first, second in pairwise(row))


@pytest.mark.parametrize(
    ("text", "step"),
    [
        ("1.67", "0.01"),
        ("3.2", "0.1"),
        ("2.5", "0.5"),
        ("120", "10"),
        ("13000", "1000"),
        ("200", "50"),
        ("25", "5"),
        ("7", "1"),
        ("5462", "1"),
    ],
)
def test_round_keys_get_round_neighbours(text: str, step: str) -> None:
    value = FigureValue(Decimal(text))
    assert grain(value) == Decimal(step)
    for amount in amounts(wrong(draft(value))):
        assert amount % Decimal(step) == 0


def test_ranks_have_the_neighbouring_ranks_beside_them() -> None:
    value = FigureValue(Decimal(12), ordinal=True)
    assert set(wrong(draft(value), count=4)) == {"10th", "11th", "13th", "14th"}
    first = FigureValue(Decimal(1), ordinal=True)
    assert set(wrong(draft(first), count=3)) == {"2nd", "3rd", "4th"}


def test_ages_are_a_few_years_off() -> None:
    value = FigureValue(Decimal(84))
    asked = draft(value, "At what age did the former president die in August 2020?")
    assert all(abs(amount - 84) <= 20 for amount in amounts(wrong(asked)))


def test_other_figures_of_the_article_are_no_options() -> None:
    value = FigureValue(Decimal(5), in_words=True)
    others = [fact(FigureValue(Decimal(n))) for n in (4, 6)]
    assert not {"four", "six"} & set(wrong(draft(value), *others))


def test_no_options_for_a_key_that_the_stem_adds_up_to() -> None:
    stem = "Of 64 boats and 28 rafts in the bay, how many were boats without a raft?"
    assert not wrong(draft(FigureValue(Decimal(36)), stem))
    assert wrong(draft(FigureValue(Decimal(35)), stem))


def test_ranges_in_words_have_ranges_beside_them() -> None:
    value = FigureValue(Decimal(2), high=Decimal(5), unit="month", in_words=True)
    assert len(wrong(draft(value, "For how many months did the ship stay?"))) >= 2


def test_options_take_the_printed_form_of_the_key() -> None:
    value = FigureValue(Decimal(5), unit="year", after=" years")
    asked = draft(value, "For how many years is the plan to run?", key="5")
    assert all(text.isdigit() for text in wrong(asked))


@pytest.mark.parametrize("after", [" year", " day"])
def test_a_lone_singular_has_no_plural_neighbours(after: str) -> None:
    assert wrong(draft(FigureValue(Decimal(1), after=after))) == ()


@given(DATES, SEEDS)
def test_dates_keep_the_keys_shape_and_differ(value: DateValue, seed: int) -> None:
    options = (value.text(), *wrong(draft(value), seed=seed))
    assert len(options) > 2
    assert len(set(options)) == len(options)
    assert {date_shape(option) for option in options} == {date_shape(options[0])}


@given(DATES, st.lists(DATES, max_size=5), SEEDS)
def test_dates_of_the_article_are_no_options(
    value: DateValue, others: list[DateValue], seed: int
) -> None:
    texts = wrong(draft(value), *(fact(other) for other in others), seed=seed)
    same_shape = {o.text() for o in others if o.precision == value.precision}
    assert not (same_shape - {value.text()}) & set(texts)


def test_no_year_after_the_newest_of_the_article() -> None:
    asked = draft(DateValue(2018), "In which year was the market closed?")
    published = fact(DateValue(2020, 10, 7))
    years = {int(text) for seed in range(20) for text in wrong(asked, published, seed=seed)}
    assert max(years) <= 2020


def test_a_key_in_the_future_has_future_neighbours() -> None:
    asked = draft(DateValue(2030), "By which year is the bridge to be built?")
    years = [int(text) for text in wrong(asked, fact(DateValue(2020, 10, 7)))]
    assert max(years) > 2030


def test_months_stay_in_the_year_that_the_stem_names() -> None:
    asked = draft(DateValue(2020, 8), "In which month of 2020 was the hall opened?", key="August")
    texts = wrong(asked, fact(DateValue(2020, 12, 7)))
    assert texts
    assert all(re.fullmatch(r"[A-Z][a-z]+", text) for text in texts)


def test_the_days_beside_an_observed_day_are_consecutive() -> None:
    asked = draft(DateValue(None, 6, 5), "On which date is the day of the harbour observed?")
    assert set(wrong(asked, count=4)) == {"3 June", "4 June", "6 June", "7 June"}
