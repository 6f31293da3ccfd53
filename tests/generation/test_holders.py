"""Who held a post when: what the gazetteers know, and what a sentence looks back on."""

from dataclasses import replace

import pytest
from generation_builders import draft

from quizapp.generation.holder_checks import held_by_others, holder_rivals
from quizapp.generation.knowledge.records import read_holders
from quizapp.generation.types import Draft, EntityValue

PRESIDENT = "As of {}, who was the President of the United States?"


def held(stem: str, name: str, text: str = "It was said in the hall.") -> Draft:
    made = draft(EntityValue(name), stem, text=text)
    return replace(made, pattern="post")


@pytest.mark.parametrize(
    ("month", "name", "right"),
    [
        ("July 2020", "Donald Trump", True),
        ("July 2020", "Donald J. Trump", True),
        ("July 2020", "Andrew Jackson", False),
        ("July 2020", "Barack Obama", False),
        ("January 2021", "Donald Trump", True),
        ("January 2021", "Joe Biden", True),
        ("February 2021", "Donald Trump", False),
    ],
)
def test_a_well_known_post_has_the_holder_of_that_month(
    month: str, name: str, *, right: bool
) -> None:
    flaws = held_by_others(held(PRESIDENT.format(month), name), {})
    assert [flaw.rule for flaw in flaws] == ([] if right else ["wrong-holder"])


def test_nothing_is_said_of_posts_and_months_that_the_lists_do_not_hold() -> None:
    assert not held_by_others(held(PRESIDENT.format("May 2031"), "Ann Lee"), {})
    assert not held_by_others(held("As of May 2021, who was the Mayor of Bergen?", "Ann Lee"), {})
    posts, last = read_holders()
    months = [month for held in posts.values() for month in held]
    assert max(months) <= last
    assert all(list(held) == sorted(held) for held in posts.values())


def test_a_holder_of_long_ago_is_none_of_today() -> None:
    statue = "A statue of Mayor Olav Lie was taken from the square."
    flaws = held_by_others(
        held("As of May 2021, who was the Mayor of Bergen?", "Olav Lie", statue), {}
    )
    assert [flaw.rule for flaw in flaws] == ["wrong-holder"]


def test_a_lieutenant_governor_is_no_governor() -> None:
    stem = "As of May 2021, who was the Governor of Delhi?"
    told = "The Lieutenant Governor of Delhi, Asha Kamat, called a meeting."
    assert held_by_others(held(stem, "Asha Kamat", told), {})
    assert not held_by_others(held(stem, "Asha Kamat", told.replace("Lieutenant ", "")), {})


def test_two_holders_of_one_post_are_two_right_answers() -> None:
    stem = "As of May 2021, who was the Mayor of Bergen?"
    drafts = [held(stem, "Olav Lie"), held(stem, "Nils Dahl"), held(stem, "O. Lie")]
    several = holder_rivals(drafts)
    flaws = held_by_others(drafts[0], several)
    assert [(flaw.rule, flaw.detail) for flaw in flaws] == [("second-right-answer", "Nils Dahl")]
    assert not held_by_others(drafts[0], holder_rivals([drafts[0], drafts[2]]))
