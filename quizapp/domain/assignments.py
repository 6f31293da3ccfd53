"""Assignments: when a class may take a quiz, how often, and who has other terms. Pure.

`now` is always an argument; all times are aware.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Final

from quizapp.errors import N_, ConflictError, InvalidInputError

__all__ = [
    "ATTEMPTS_MAXIMUM",
    "EXTRA_MINUTES_MAXIMUM",
    "Exemption",
    "Phase",
    "Terms",
    "ensure_may_attempt",
    "is_late",
    "phase",
]

ATTEMPTS_MAXIMUM: Final = 20
EXTRA_MINUTES_MAXIMUM: Final = 24 * 60


class Phase(StrEnum):
    """Where an assignment is, for one student."""

    SCHEDULED = "scheduled"
    OPEN = "open"
    LATE = "late"
    """After its closing time, while late work is still taken."""
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Terms:
    """Under which terms a quiz is set.

    `opens_at` None: at once; `closes_at` None: it stays open. `late_until` is the end of the time
    in which late work is taken, None where none is. `attempts_allowed` None: as many as one likes.
    `extra_minutes` come on top of the quiz's time.

    Raises:
        InvalidInputError: field closes_at, late_until, attempts_allowed or extra_minutes.
    """

    opens_at: datetime | None = None
    closes_at: datetime | None = None
    late_until: datetime | None = None
    attempts_allowed: int | None = None
    extra_minutes: int = 0

    def __post_init__(self) -> None:
        if self.opens_at and self.closes_at and self.closes_at <= self.opens_at:
            raise InvalidInputError(
                N_("It must close after it opens; choose a later time."), field="closes_at"
            )
        if self.late_until is not None and (
            self.closes_at is None or self.late_until <= self.closes_at
        ):
            raise InvalidInputError(
                N_("Late work is taken after the closing time; choose a later time, or none."),
                field="late_until",
            )
        if self.attempts_allowed is not None and not 1 <= self.attempts_allowed <= ATTEMPTS_MAXIMUM:
            raise InvalidInputError(
                N_("Allow 1 to %(maximum)d attempts, or leave it empty for any number."),
                field="attempts_allowed",
                maximum=ATTEMPTS_MAXIMUM,
            )
        if not 0 <= self.extra_minutes <= EXTRA_MINUTES_MAXIMUM:
            raise InvalidInputError(
                N_("Extra time must be 0 to %(maximum)d minutes."),
                field="extra_minutes",
                maximum=EXTRA_MINUTES_MAXIMUM,
            )

    @property
    def ends_at(self) -> datetime | None:
        """The moment from which on nothing is taken any more."""
        return self.late_until or self.closes_at

    def with_exemption(self, given: "Exemption | None") -> "Terms":
        """Give the terms of a student who has some of their own.

        A closing time of one's own is taken as it stands: it may lie after the end for late work,
        which then ends with it.
        """
        if given is None:
            return self
        terms = replace(self, extra_minutes=self.extra_minutes + given.extra_minutes)
        if given.closes_at is not None:
            late = self.late_until
            late = late if late is not None and late > given.closes_at else None
            opens = self.opens_at
            opens = opens if opens is not None and opens < given.closes_at else None
            terms = replace(terms, opens_at=opens, closes_at=given.closes_at, late_until=late)
        if given.attempts_allowed is not None and self.attempts_allowed is not None:
            terms = replace(terms, attempts_allowed=given.attempts_allowed)
        return terms


@dataclass(frozen=True, slots=True)
class Exemption:
    """What a teacher grants one student in place of an assignment's terms; None: as the others."""

    closes_at: datetime | None = None
    attempts_allowed: int | None = None
    extra_minutes: int = 0


def phase(terms: Terms, now: datetime) -> Phase:
    """Say where an assignment is; each of its times belongs to what begins with it."""
    if terms.opens_at is not None and now < terms.opens_at:
        return Phase.SCHEDULED
    if terms.closes_at is None or now < terms.closes_at:
        return Phase.OPEN
    if terms.late_until is not None and now < terms.late_until:
        return Phase.LATE
    return Phase.OVER


def is_late(terms: Terms, submitted_at: datetime) -> bool:
    """Whether work that was handed in then came after the closing time.

    An attempt that the clock ends at the closing time itself is in time.
    """
    return terms.closes_at is not None and submitted_at > terms.closes_at


def ensure_may_attempt(terms: Terms, used: int, now: datetime) -> None:
    """Raise `ConflictError` where no attempt may begin now, after `used` of them."""
    match phase(terms, now):
        case Phase.SCHEDULED:
            raise ConflictError(N_("Your teacher opens this quiz later; it cannot be begun yet."))
        case Phase.OVER:
            raise ConflictError(N_("The time for this quiz is over; ask your teacher."))
        case Phase.OPEN | Phase.LATE:
            pass
    if terms.attempts_allowed is not None and used >= terms.attempts_allowed:
        raise ConflictError(
            N_("You have used all attempts that your teacher allows; ask for one more.")
        )
