"""The terms under which a class takes a quiz."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest

from quizapp.domain.assignments import (
    Exemption,
    Phase,
    Terms,
    ensure_may_attempt,
    is_late,
    phase,
)
from quizapp.domain.marking import MarkingScheme
from quizapp.domain.sections import Section, share_extra_minutes
from quizapp.errors import ConflictError, InvalidInputError

START = datetime(2026, 3, 14, 9, tzinfo=UTC)
SCHEME = MarkingScheme(Fraction(1))


def at(hours: float) -> datetime:
    return START + timedelta(hours=hours)


def test_each_time_belongs_to_what_begins_with_it() -> None:
    terms = Terms(opens_at=at(1), closes_at=at(2), late_until=at(3))
    phases = [phase(terms, at(hours)) for hours in (0.9, 1, 1.9, 2, 2.9, 3)]
    assert phases == [
        Phase.SCHEDULED,
        Phase.OPEN,
        Phase.OPEN,
        Phase.LATE,
        Phase.LATE,
        Phase.OVER,
    ]
    assert phase(Terms(), at(0)) is Phase.OPEN
    assert phase(Terms(closes_at=at(2)), at(2)) is Phase.OVER
    assert terms.ends_at == at(3)
    assert Terms(closes_at=at(2)).ends_at == at(2)


@pytest.mark.parametrize(
    ("field", "given"),
    [
        ("closes_at", {"opens_at": at(2), "closes_at": at(1)}),
        ("closes_at", {"opens_at": at(2), "closes_at": at(2)}),
        ("late_until", {"late_until": at(2)}),
        ("late_until", {"closes_at": at(2), "late_until": at(2)}),
        ("attempts_allowed", {"attempts_allowed": 0}),
        ("attempts_allowed", {"attempts_allowed": 21}),
        ("extra_minutes", {"extra_minutes": -1}),
    ],
)
def test_terms_that_cannot_be_are_refused(field: str, given: dict[str, object]) -> None:
    with pytest.raises(InvalidInputError) as refused:
        Terms(**given)  # type: ignore[arg-type]
    assert refused.value.field == field


def test_a_student_has_terms_of_their_own() -> None:
    terms = Terms(at(1), at(2), at(3), attempts_allowed=1)
    assert terms.with_exemption(None) is terms
    own = terms.with_exemption(Exemption(at(5), 2, 15))
    assert own == Terms(at(1), at(5), None, attempts_allowed=2, extra_minutes=15)
    earlier = terms.with_exemption(Exemption(closes_at=at(0.5)))
    assert earlier == Terms(None, at(0.5), at(3), attempts_allowed=1)
    assert Terms().with_exemption(Exemption(attempts_allowed=2)).attempts_allowed is None


def test_only_what_comes_after_the_closing_time_is_late() -> None:
    terms = Terms(closes_at=at(2), late_until=at(3))
    assert not is_late(terms, at(2))
    assert is_late(terms, at(2.1))
    assert not is_late(Terms(), at(100))


def test_an_attempt_needs_its_time_and_one_that_is_left() -> None:
    terms = Terms(at(1), at(2), at(3), attempts_allowed=2)
    ensure_may_attempt(terms, 1, at(1.5))
    ensure_may_attempt(terms, 1, at(2.5))
    ensure_may_attempt(Terms(), 99, at(2.5))
    for used, moment, words in (
        (0, at(0), "later"),
        (0, at(3), "over"),
        (2, at(1), "all attempts"),
    ):
        with pytest.raises(ConflictError, match=words):
            ensure_may_attempt(terms, used, moment)


def test_extra_minutes_are_shared_among_clocks_of_sections() -> None:
    whole = [Section(name="A", scheme=SCHEME), Section(name="B", scheme=SCHEME)]
    clocks = [
        Section(name="A", scheme=SCHEME, minutes=20),
        Section(name="B", scheme=SCHEME, minutes=40),
    ]
    assert share_extra_minutes(whole, 60, 25, 10) == (25, timedelta(minutes=10))
    assert share_extra_minutes(clocks, 60, 25, 10) == (25 + 17, timedelta(0))
    assert share_extra_minutes(clocks, 60, 25, 0) == (25, timedelta(0))
