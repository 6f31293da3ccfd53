"""Marking again what had a wrong key."""

from fractions import Fraction

import pytest
from factories import content

from quizapp.domain.items import MultipleKey, SingleKey
from quizapp.domain.marking import MarkingScheme, MarkReason, Outcome, mark, score
from quizapp.domain.regrading import (
    Regrade,
    RegradeRule,
    regrade_problem,
    regraded,
    with_new_key,
)
from quizapp.domain.responses import Blank, Chosen, Response

SCHEME = MarkingScheme(right=Fraction(2), wrong=Fraction(-2, 3))
ITEM = content()
RESPONSES: tuple[Response, ...] = (Blank(), *(Chosen(frozenset({place})) for place in range(4)))


def marks(rule: RegradeRule, option: int | None = None) -> list[Fraction]:
    given = Regrade(rule, option)
    return [regraded(ITEM, response, SCHEME, given).value for response in RESPONSES]


def test_each_rule_gives_its_marks() -> None:
    right, wrong = Fraction(2), Fraction(-2, 3)
    plain = [regraded(ITEM, response, SCHEME, None).value for response in RESPONSES]
    assert plain == [0, right, wrong, wrong, wrong]
    assert marks(RegradeRule.NEW_KEY, 2) == [0, wrong, wrong, right, wrong]
    assert marks(RegradeRule.ACCEPT_BOTH, 2) == [0, right, wrong, right, wrong]
    assert marks(RegradeRule.DROP) == [0] * 5
    assert marks(RegradeRule.FULL_MARKS) == [right] * 5


def test_what_is_dropped_is_no_question_of_the_paper() -> None:
    dropped = regraded(ITEM, Blank(), SCHEME, Regrade(RegradeRule.DROP))
    assert (dropped.reason, dropped.maximum) == (MarkReason.DROPPED, 0)
    right = mark(ITEM, Chosen(frozenset({0})), SCHEME)
    total = score([dropped, right], disqualify_unmarked_over=Fraction(1, 10))
    assert (total.total, total.maximum, total.items) == (2, 2, 1)
    assert not total.disqualified


def test_full_marks_say_why() -> None:
    given = regraded(ITEM, Blank(), SCHEME, Regrade(RegradeRule.FULL_MARKS))
    assert (given.outcome, given.reason) == (Outcome.RIGHT, MarkReason.FULL_MARKS)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        (Regrade(RegradeRule.NEW_KEY), "option"),
        (Regrade(RegradeRule.NEW_KEY, 0), "option"),
        (Regrade(RegradeRule.ACCEPT_BOTH, 4), "option"),
    ],
)
def test_a_rule_needs_an_option_that_is_not_the_key(given: Regrade, field: str) -> None:
    problem = regrade_problem(ITEM, given)
    assert problem is not None
    assert problem.field == field


def test_other_items_are_dropped_or_given_to_all_only() -> None:
    several = content(key=MultipleKey((Fraction(1), Fraction(0), Fraction(1), Fraction(0))))
    problem = regrade_problem(several, Regrade(RegradeRule.NEW_KEY, 1))
    assert problem is not None
    assert problem.field == "rule"
    assert regrade_problem(several, Regrade(RegradeRule.DROP)) is None
    assert regrade_problem(ITEM, Regrade(RegradeRule.ACCEPT_BOTH, 1)) is None


def test_only_a_new_key_takes_the_place_of_the_old_one() -> None:
    assert with_new_key(ITEM, Regrade(RegradeRule.NEW_KEY, 3)).key == SingleKey(3)
    assert with_new_key(ITEM, Regrade(RegradeRule.ACCEPT_BOTH, 3)) is ITEM


@pytest.mark.parametrize("rule", list(RegradeRule))
def test_rules_are_written_and_read(rule: RegradeRule) -> None:
    given = Regrade(rule, 1 if rule is RegradeRule.NEW_KEY else None)
    assert Regrade.from_data(given.as_data()) == given
