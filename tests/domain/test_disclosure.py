"""What is shown when: what gives away what, and which moment it is."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.domain.disclosure import (
    DISCLOSURES,
    EVERYTHING,
    RIGHT_AFTER,
    Disclosed,
    Disclosure,
    Moment,
    moment_of,
)
from quizapp.errors import InvalidInputError

MARKS, ANSWERS = Disclosed.MARKS, Disclosed.ANSWERS
END = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("what", "told"),
    [
        ({Disclosed.EXPLANATIONS, MARKS}, "Explanations give the right answers away"),
        ({ANSWERS}, "Right answers give the marks away"),
        ({Disclosed.COMPARISON}, "A rank gives the marks away"),
    ],
)
@pytest.mark.parametrize("moment", ["submitted", "later", "closed"])
def test_what_gives_something_away_is_shown_with_it(
    moment: str, what: set[Disclosed], told: str
) -> None:
    with pytest.raises(InvalidInputError, match=told) as refused:
        Disclosure(**{moment: frozenset(what)})
    assert refused.value.field == "disclosure"


def test_nobody_is_compared_before_the_end() -> None:
    with pytest.raises(InvalidInputError, match="nothing to compare"):
        Disclosure(during=EVERYTHING)


@given(st.lists(st.sampled_from(list(Disclosed))), st.sampled_from(list(Moment)))
def test_a_disclosure_that_can_be_survives_as_data(what: list[Disclosed], moment: Moment) -> None:
    try:
        made = Disclosure(**{moment.value: frozenset(what)})
    except InvalidInputError:
        return
    assert Disclosure.from_data(made.as_data()) == made
    assert Disclosure.from_data({moment.value: made.as_data()[moment.value]}) == made


@pytest.mark.parametrize(
    ("preset", "submitted", "later", "closed"),
    [
        ("at-once", EVERYTHING, EVERYTHING, EVERYTHING),
        ("marks-at-once", {MARKS}, {MARKS}, EVERYTHING),
        ("after-closing", set(), set(), EVERYTHING),
    ],
)
def test_the_presets_say_what_their_names_say(
    preset: str, submitted: set[Disclosed], later: set[Disclosed], closed: set[Disclosed]
) -> None:
    made = DISCLOSURES[preset]
    assert [made.at(moment) for moment in Moment] == [set(), submitted, later, closed]
    assert not list(made.problems_of_mode(practice=False))
    practised = made.taken_as(practice=True)
    assert practised.during == EVERYTHING - {Disclosed.COMPARISON}
    assert bool(list(practised.problems_of_mode(practice=True))) == (preset != "at-once")
    assert list(practised.problems_of_mode(practice=False))
    assert practised.taken_as(practice=False) == made


def test_it_is_said_when_something_comes() -> None:
    made = DISCLOSURES["marks-at-once"]
    assert made.next_moment(ANSWERS, Moment.SUBMITTED) is Moment.CLOSED
    assert made.next_moment(MARKS, Moment.DURING) is Moment.SUBMITTED
    assert Disclosure().next_moment(MARKS, Moment.SUBMITTED) is None
    assert made.next_moment(ANSWERS, Moment.CLOSED) is None


@pytest.mark.parametrize(
    ("after", "closed", "moment"),
    [
        (timedelta(0), False, Moment.SUBMITTED),
        (RIGHT_AFTER - timedelta(seconds=1), False, Moment.SUBMITTED),
        (RIGHT_AFTER, False, Moment.LATER),
        (timedelta(0), True, Moment.CLOSED),
    ],
)
def test_the_moment_goes_by_the_end_of_the_attempt(
    after: timedelta, *, closed: bool, moment: Moment
) -> None:
    assert moment_of(END, END + after, closed=closed) is moment
    assert moment_of(None, END + after, closed=closed) is Moment.DURING
