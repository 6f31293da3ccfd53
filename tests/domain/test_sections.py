"""Sections: what they ask, and when each may be taken."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction
from random import Random

import pytest
from domain_strategies import pools
from hypothesis import given
from hypothesis import strategies as st

from quizapp.domain.difficulty import Difficulty
from quizapp.domain.items import OptionOrder
from quizapp.domain.marking import MarkingScheme
from quizapp.domain.papers import PoolItem, choose_items
from quizapp.domain.presets import preset
from quizapp.domain.quotas import Quota
from quizapp.domain.sections import (
    PaperSection,
    Section,
    SectionState,
    fix_sections,
    open_sections,
    questions_asked,
    section_problems,
    time_in_addition,
)
from quizapp.errors import InvalidInputError

START = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
IBPS = preset("ibps-po-prelims").sections
SCHEME = MarkingScheme(Fraction(1))


def at(minutes: float) -> datetime:
    return START + timedelta(minutes=minutes)


def section(**changes: object) -> Section:
    return Section(**({"name": "Questions", "scheme": SCHEME} | changes))


def test_locked_sections_follow_one_another_without_a_gap() -> None:
    paper = fix_sections(IBPS, [30, 35, 35], started=START, deadline=at(60))
    assert [(each.opens_at, each.closes_at) for each in paper] == [
        (at(0), at(20)),
        (at(20), at(40)),
        (at(40), at(60)),
    ]
    assert open_sections(paper, at(0)) == (0,)
    assert open_sections(paper, at(19.99)) == (0,)
    assert open_sections(paper, at(20)) == (1,)
    assert open_sections(paper, at(60)) == ()
    states = [each.state(at(25)) for each in paper]
    assert states == [SectionState.OVER, SectionState.OPEN, SectionState.LATER]


def test_extra_time_is_given_in_every_section() -> None:
    extra = time_in_addition(IBPS, 60, 25)
    paper = fix_sections(
        IBPS, [30, 35, 35], started=START, deadline=at(60) + extra, extra_percent=25
    )
    assert [each.closes_at for each in paper] == [at(25), at(50), at(75)]
    assert extra == timedelta(minutes=15)


def test_the_closing_of_the_quiz_cuts_the_sections_short() -> None:
    paper = fix_sections(IBPS, [30, 35, 35], started=START, deadline=at(30))
    assert [each.closes_at for each in paper] == [at(20), at(30), at(30)]
    assert open_sections(paper, at(30)) == ()


def test_a_section_without_questions_takes_no_time() -> None:
    paper = fix_sections(IBPS, [30, 0, 35], started=START, deadline=at(60))
    assert [each.closes_at for each in paper] == [at(20), at(20), at(40)]
    assert open_sections(paper, at(20)) == (2,)


def test_sections_without_clocks_are_open_all_the_time() -> None:
    paper = fix_sections(
        preset("ssc-cgl-tier-1").sections, [25] * 4, started=START, deadline=at(60)
    )
    assert open_sections(paper, at(59)) == (0, 1, 2, 3)
    assert {each.closes_at for each in paper} == {None}


@given(
    clocks=st.lists(st.integers(1, 180), min_size=1, max_size=6),
    percent=st.integers(0, 100),
    minute=st.floats(0, 2000, allow_nan=False),
)
def test_at_most_one_timed_section_is_open(clocks: list[int], percent: int, minute: float) -> None:
    sections = [section(minutes=each) for each in clocks]
    total = timedelta(minutes=sum(clocks)) + time_in_addition(sections, sum(clocks), percent)
    paper = fix_sections(
        sections, [1] * len(clocks), started=START, deadline=START + total, extra_percent=percent
    )
    assert paper[-1].closes_at == START + total
    assert len(open_sections(paper, at(minute))) == (1 if at(minute) < START + total else 0)
    assert all(PaperSection.from_data(each.as_data()) == each for each in paper)


@given(pool=pools(), seed=st.integers(0, 2**32), limits=st.lists(st.integers(1, 5), max_size=4))
def test_what_is_chosen_fits_the_sections(
    pool: list[PoolItem], seed: int, limits: list[int]
) -> None:
    sections = [section(questions=limit) for limit in limits] or [section()]
    chosen = choose_items(pool, sections, rng=Random(seed))
    assert chosen == choose_items(pool, sections, rng=Random(seed))
    last = len(sections) - 1
    available = [sum(min(item.section, last) == each for item in pool) for each in range(last + 1)]
    here = [sum(item.section == each for item in chosen) for each in range(last + 1)]
    assert tuple(here) == questions_asked(sections, available)
    order = [item.item_version_id for item in pool]
    places = [order.index(item.item_version_id) for item in chosen]
    assert places == sorted(places)


def test_quotas_are_filled_first_as_far_as_there_are_so_many() -> None:
    topics = ["polity"] * 10 + ["sport"] * 2 + ["economy"] * 10
    pool = [
        PoolItem(number, ("a", "b"), OptionOrder.FIXED, topics=(topic,))
        for number, topic in enumerate(topics)
    ]
    rules = section(questions=8, quotas=[Quota(5, "sport"), Quota(3, "economy")])
    for seed in range(20):
        chosen = choose_items(pool, [rules], rng=Random(seed))
        drawn = [topics[item.item_version_id] for item in chosen]
        assert len(drawn) == 8
        assert drawn.count("sport") == 2
        assert drawn.count("economy") >= 3
    assert Section.from_data(rules.as_data()) == rules
    before = {**rules.as_data(), "quotas": {"sport": 5, "economy": 3}}
    assert Section.from_data(before) == rules


def test_quotas_of_difficulty_and_of_both_are_filled_too() -> None:
    kinds = [("polity", Difficulty.HARD)] * 3 + [("polity", Difficulty.EASY)] * 9
    kinds += [("sport", Difficulty.HARD)] * 3 + [("sport", None)] * 9
    pool = [
        PoolItem(number, ("a", "b"), OptionOrder.FIXED, topics=(topic,), difficulty=difficulty)
        for number, (topic, difficulty) in enumerate(kinds)
    ]
    # The widest stands first, and would take what the narrowest needs.
    quotas = [Quota(3, None, Difficulty.HARD), Quota(3, "polity", Difficulty.HARD)]
    rules = section(questions=8, quotas=quotas)
    for seed in range(20):
        chosen = choose_items(pool, [rules], rng=Random(seed))
        drawn = [kinds[item.item_version_id] for item in chosen]
        assert len(drawn) == 8
        assert drawn.count(("polity", Difficulty.HARD)) == 3
        assert drawn.count(("sport", Difficulty.HARD)) == 3
    assert Section.from_data(rules.as_data()) == rules


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": " "}, "name"),
        ({"questions": 0}, "questions"),
        ({"minutes": 0}, "minutes"),
        ({"minutes": 1441}, "minutes"),
        ({"quotas": [Quota(1, "No Slug")]}, "quotas"),
        ({"quotas": [Quota(1)]}, "quotas"),
        ({"quotas": [Quota(0, "sport")]}, "quotas"),
        ({"questions": 3, "quotas": [Quota(2, "sport"), Quota(2, "polity")]}, "quotas"),
    ],
    ids=str,
)
def test_a_section_that_makes_no_sense_is_refused(changes: dict[str, object], field: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        section(**changes)
    assert caught.value.field == field


def test_marks_need_a_common_denominator() -> None:
    odd = [section(scheme=MarkingScheme(Fraction(1, prime))) for prime in (997, 991, 983)]
    assert [problem.field for problem in section_problems(odd, None)] == ["sections"]
