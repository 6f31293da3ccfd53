"""Blueprints: exact shares, and questions chosen so that as many shares as can be are met."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.domain.blueprints import (
    Aspect,
    Blueprint,
    Candidate,
    Part,
    Quota,
    Share,
    apportion,
    choose,
    shortages,
)
from quizapp.errors import InvalidInputError

ECONOMY = (Aspect.TOPIC, "economy")
EASY = (Aspect.DIFFICULTY, "easy")
HARD = (Aspect.DIFFICULTY, "hard")


def candidate(number: int, *marks: tuple[Aspect, str], **more: object) -> Candidate:
    return replace(Candidate(number, frozenset(marks)), **more)


@given(st.integers(0, 500), st.lists(st.integers(0, 100), min_size=1).filter(sum))
def test_apportioning_gives_all_away_within_one_of_the_exact_share(
    questions: int, weights: list[int]
) -> None:
    shares = apportion(questions, weights)
    assert sum(shares) == questions
    for share, weight in zip(shares, weights, strict=True):
        assert abs(share - Fraction(questions * weight, sum(weights))) < 1
    for one, of_one in zip(shares, weights, strict=True):
        assert all(one >= other for other, of in zip(shares, weights, strict=True) if of < of_one)


def test_shares_become_numbers() -> None:
    part = Part(
        "",
        20,
        (
            Share(*ECONOMY, 40),
            Share(Aspect.TOPIC, "polity", 33),
            Share(*HARD, 3, in_percent=False),
        ),
    )
    assert part.quotas() == (
        Quota(*ECONOMY, 8),
        Quota(Aspect.TOPIC, "polity", 7),
        Quota(*HARD, 3),
    )


def test_a_blueprint_says_what_is_wrong_and_where() -> None:
    over = Part("", 10, (Share(*EASY, 60), Share(*HARD, 50)))
    mixed = Part("", 10, (Share(*EASY, 90), Share(*HARD, 5, in_percent=False)))
    twice = Part("", 10, (Share(*EASY, 10), Share(*EASY, 20)))
    with pytest.raises(InvalidInputError) as caught:
        Blueprint(
            name="",
            exam="",
            parts=(over, mixed, twice, Part("", 0)),
            days=3,
            since=date(2026, 1, 2),
            until=date(2026, 1, 1),
        )
    assert [problem.field for problem in caught.value.problems] == [
        "name",
        "days",
        "until",
        "parts.0.shares",
        "parts.1.shares",
        "parts.2.shares",
        "parts.3.questions",
    ]


def test_a_blueprint_survives_storing() -> None:
    part = Part("Quantitative Aptitude", 20, (Share(*ECONOMY, 40),))
    plan = Blueprint(name="Weekly", exam="", parts=(part,), since=date(2026, 1, 2), rested=90)
    assert Blueprint.from_data(plan.as_data()) == plan


@given(st.integers(0, 12), st.integers(0, 12), st.integers(0, 12))
def test_shares_are_met_exactly_where_there_are_enough(easy: int, hard: int, neither: int) -> None:
    part = Part("", 10, (Share(*EASY, 40), Share(*HARD, 30)))
    kinds = [(EASY,)] * easy + [(HARD,)] * hard + [()] * neither
    there = [candidate(number, *marks) for number, marks in enumerate(kinds)]
    chosen = choose(part, there, beside=(), with_others=True)

    assert len(chosen) == min(10, len(there))
    assert sum(EASY in each.marks for each in chosen) >= min(4, easy)
    assert sum(HARD in each.marks for each in chosen) >= min(3, hard)
    if min(easy - 4, hard - 3, neither - 3) >= 0:
        assert sum(EASY in each.marks for each in chosen) == 4
        assert sum(HARD in each.marks for each in chosen) == 3
    short = {each.quota.value: each.missing for each in shortages([part], [chosen]) if each.quota}
    assert short.get("easy", 0) == max(0, 4 - easy)
    assert short.get("hard", 0) == max(0, 3 - hard)


def test_a_question_that_serves_two_shares_is_taken_before_one_that_serves_one() -> None:
    part = Part("", 2, (Share(*ECONOMY, 100), Share(*HARD, 50)))
    there = [candidate(1, ECONOMY), candidate(2, ECONOMY, EASY), candidate(3, ECONOMY, HARD)]
    chosen = choose(part, there, beside=(), with_others=True)
    assert shortages([part], [chosen]) == ()


def test_without_others_the_paper_is_shorter_by_what_is_missing() -> None:
    part = Part("", 10, (Share(*ECONOMY, 40),))
    there = [candidate(1, ECONOMY), *(candidate(number) for number in range(2, 30))]
    assert len(choose(part, there, beside=(), with_others=True)) == 10
    assert len(choose(part, there, beside=(), with_others=False)) == 7


def test_neither_the_same_twice_nor_one_that_tells_anothers_answer() -> None:
    asks = candidate(1, article=7, stem=" who won the prize ", key=" vashti ")
    tells = candidate(2, article=7, stem=" where was vashti born ", key=" patna ")
    elsewhere = candidate(3, article=8, stem=" where was vashti born ", key=" patna ")
    twin, other = (candidate(number, fingerprints=frozenset({"same"})) for number in (4, 5))
    chosen = choose(Part("", 5), [asks, tells, elsewhere, twin, other], beside=(), with_others=True)
    assert [each.item_id for each in chosen] == [1, 3, 4]
    assert choose(Part("", 1), [tells], beside=[asks], with_others=True) == ()
