from dataclasses import replace
from random import Random

import pytest
from domain_strategies import pools
from hypothesis import given
from hypothesis import strategies as st

from quizapp.domain.items import OptionOrder
from quizapp.domain.ordering import ascending
from quizapp.domain.papers import Paper, PaperItem, PoolItem, draw_paper
from quizapp.errors import InvalidInputError

YEARS = ("2023", "2019", "2021", "2020")
SEEDS = st.integers(0, 2**64)


def draw(pool: list[PoolItem], seed: int = 1, *, items: bool = True, options: bool = True) -> Paper:
    return draw_paper(pool, shuffle_items=items, shuffle_options=options, rng=Random(seed))


@given(pool=pools(), seed=SEEDS, items=st.booleans(), options=st.booleans())
def test_a_paper_asks_everything_once_and_is_the_same_for_a_seed(
    pool: list[PoolItem], seed: int, *, items: bool, options: bool
) -> None:
    paper = draw(pool, seed, items=items, options=options)
    assert paper == draw(pool, seed, items=items, options=options)
    assert [each.position for each in paper] == list(range(len(pool)))
    assert {each.item_version_id for each in paper} == {each.item_version_id for each in pool}


@given(pool=pools(), seed=SEEDS, shuffle=st.booleans())
def test_options_keep_the_order_that_their_item_asks_for(
    pool: list[PoolItem], seed: int, *, shuffle: bool
) -> None:
    by_version = {each.item_version_id: each for each in pool}
    for asked in draw(pool, seed, options=shuffle):
        source = by_version[asked.item_version_id]
        stored = tuple(range(len(source.options)))
        assert sorted(asked.option_order) == list(stored)
        if source.option_order is OptionOrder.ASCENDING:
            assert asked.option_order == ascending(source.options)
        elif source.option_order is OptionOrder.FIXED or not shuffle:
            assert asked.option_order == stored


@given(pools(), SEEDS)
def test_sections_stay_in_order_and_passages_together(pool: list[PoolItem], seed: int) -> None:
    paper = draw(pool, seed)
    assert [each.section for each in paper] == sorted(each.section for each in pool)
    for passage in {(each.section, each.stimulus) for each in pool if each.stimulus}:
        together = [
            each.item_version_id for each in pool if (each.section, each.stimulus) == passage
        ]
        places = [each.position for each in paper if each.item_version_id in together]
        assert places == list(range(places[0], places[0] + len(together)))
        assert [paper[place].item_version_id for place in places] == together


@given(pools(), SEEDS)
def test_without_shuffling_items_stand_as_given(pool: list[PoolItem], seed: int) -> None:
    alone = [replace(each, stimulus=None) for each in pool]
    in_order = sorted(alone, key=lambda each: each.section)
    drawn = [each.item_version_id for each in draw(alone, seed, items=False)]
    assert drawn == [each.item_version_id for each in in_order]


def test_shuffling_does_shuffle() -> None:
    pool = [PoolItem(number, ("a", "b", "c", "d"), OptionOrder.SHUFFLE) for number in range(20)]
    orders = {tuple(each.item_version_id for each in draw(pool, seed)) for seed in range(10)}
    assert len(orders) == 10
    assert len({each.option_order for each in draw(pool)}) > 5
    first_places = [each.option_order[0] for seed in range(50) for each in draw(pool, seed)]
    # A fair shuffle of 1,000 puts each option first about 250 times; six deviations either way.
    assert all(170 < first_places.count(option) < 330 for option in range(4))


def test_years_stand_in_order_whether_shuffled_or_not() -> None:
    pool = [PoolItem(1, YEARS, OptionOrder.ASCENDING)]
    for options in (True, False):
        assert draw(pool, options=options)[0].option_order == (1, 3, 2, 0)


@given(st.permutations(range(5)))
def test_places_and_stored_positions_are_each_other_s_inverse(order: list[int]) -> None:
    asked = PaperItem(3, 1, order)
    assert [asked.displayed(asked.stored(place)) for place in range(5)] == list(range(5))
    assert [asked.stored(place) for place in range(5)] == order
    assert asked.number == 4


@pytest.mark.parametrize("place", [-1, 4])
def test_a_place_that_is_not_there_is_refused(place: int) -> None:
    with pytest.raises(InvalidInputError, match="Question 1 has no option number") as caught:
        PaperItem(0, 1, (0, 1, 2, 3)).stored(place)
    assert caught.value.field == "response"


@pytest.mark.parametrize("order", [(0, 0), (1, 2), (0, 2)])
def test_an_option_order_is_a_permutation(order: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="no order of options"):
        PaperItem(0, 1, order)


def test_the_same_question_twice_is_refused() -> None:
    twice = [PoolItem(7, YEARS, OptionOrder.FIXED)] * 2
    with pytest.raises(InvalidInputError, match="same question twice"):
        draw(twice)
