"""What a student is shown of an attempt, and when: the teacher decides for each quiz."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final, Self, cast

from quizapp.domain.materials import raise_for
from quizapp.errors import N_, Problem

__all__ = [
    "DEFAULT_DISCLOSURE",
    "DISCLOSURES",
    "EVERYTHING",
    "RIGHT_AFTER",
    "Disclosed",
    "Disclosure",
    "Moment",
    "moment_of",
]

#: How long after its end an attempt counts as just submitted.
RIGHT_AFTER: Final = timedelta(hours=1)


class Disclosed(StrEnum):
    """What can be shown or kept back."""

    MARKS = "marks"
    """The score, and which answers were right."""
    ANSWERS = "answers"
    """The key of each question."""
    EXPLANATIONS = "explanations"
    """Explanation, feedback and source of each question."""
    COMPARISON = "comparison"
    """Rank, percentile, and the time that others took."""


class Moment(StrEnum):
    """When a student looks, in the order in which the moments come."""

    DURING = "during"
    """Before the attempt is submitted: what is checked in practice."""
    SUBMITTED = "submitted"
    """Within `RIGHT_AFTER` of its end."""
    LATER = "later"
    """After that, while the quiz is open."""
    CLOSED = "closed"


EVERYTHING: Final = frozenset(Disclosed)
_NOTHING: Final[frozenset[Disclosed]] = frozenset()

#: What cannot be shown without the other, and why not.
_NEEDS: Final = (
    (
        Disclosed.EXPLANATIONS,
        Disclosed.ANSWERS,
        N_("Explanations give the right answers away; show these at the same time."),
    ),
    (
        Disclosed.ANSWERS,
        Disclosed.MARKS,
        N_("Right answers give the marks away; show these at the same time."),
    ),
    (
        Disclosed.COMPARISON,
        Disclosed.MARKS,
        N_("A rank gives the marks away; show these at the same time."),
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Disclosure:
    """What is shown at each moment.

    Raises `InvalidInputError`, field "disclosure", where something would give away what is kept
    back at that moment.
    """

    during: frozenset[Disclosed] = _NOTHING
    submitted: frozenset[Disclosed] = _NOTHING
    later: frozenset[Disclosed] = _NOTHING
    closed: frozenset[Disclosed] = _NOTHING

    def __post_init__(self) -> None:
        raise_for(self._problems())

    def _problems(self) -> Iterator[Problem]:
        for what, needed, text in _NEEDS:
            if any(what in self.at(moment) and needed not in self.at(moment) for moment in Moment):
                yield Problem(text, field="disclosure")
        if Disclosed.COMPARISON in self.during:
            yield Problem(
                N_("There is nothing to compare before the test is submitted."), field="disclosure"
            )

    def at(self, moment: Moment) -> frozenset[Disclosed]:
        """Give what is shown at a moment."""
        return cast("frozenset[Disclosed]", getattr(self, moment.value))

    def shows(self, what: Disclosed, moment: Moment) -> bool:
        """Whether this is shown at that moment."""
        return what in self.at(moment)

    def next_moment(self, what: Disclosed, after: Moment) -> Moment | None:
        """Say when something that is hidden at a moment is shown; None for never."""
        moments = list(Moment)
        return next(
            (each for each in moments[moments.index(after) + 1 :] if self.shows(what, each)), None
        )

    def problems_of_mode(self, *, practice: bool) -> Iterator[Problem]:
        """Say what goes against the mode in which the quiz is taken."""
        if not practice and self.during:
            yield Problem(
                N_("A mock test shows nothing before it is submitted; choose practice for that."),
                field="disclosure",
            )
        if practice and not all(self.shows(Disclosed.ANSWERS, moment) for moment in Moment):
            yield Problem(
                N_(
                    "Practice shows each answer at once; choose a mock test for answers that are"
                    " to stay hidden until the quiz is closed."
                ),
                field="disclosure",
            )

    def taken_as(self, *, practice: bool) -> Self:
        """Give the same after submitting, and during the attempt what goes with the mode."""
        return replace(self, during=_WHILE_PRACTISING if practice else _NOTHING)

    def as_data(self) -> dict[str, dict[str, bool]]:
        """Give it as JSON: moment, what, whether it is shown. Nothing is left out."""
        return {
            moment.value: {what.value: self.shows(what, moment) for what in Disclosed}
            for moment in Moment
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Mapping[str, object]]) -> Self:
        """Read what `as_data` wrote; what is missing is not shown."""
        shown = {
            moment.value: frozenset(
                what for what in Disclosed if data.get(moment.value, {}).get(what.value)
            )
            for moment in Moment
        }
        return cls(**shown)


_WHILE_PRACTISING: Final = EVERYTHING - {Disclosed.COMPARISON}
_MARKS: Final = frozenset({Disclosed.MARKS})

DEFAULT_DISCLOSURE: Final = "at-once"

#: What teachers choose from, for a mock test; `taken_as` makes it one for practice.
DISCLOSURES: Final[Mapping[str, Disclosure]] = {
    DEFAULT_DISCLOSURE: Disclosure(submitted=EVERYTHING, later=EVERYTHING, closed=EVERYTHING),
    "marks-at-once": Disclosure(submitted=_MARKS, later=_MARKS, closed=EVERYTHING),
    "after-closing": Disclosure(closed=EVERYTHING),
}


def moment_of(submitted_at: datetime | None, now: datetime, *, closed: bool) -> Moment:
    """Say which moment it is for an attempt that ended then, None if it did not yet.

    Args:
        submitted_at: the end of the attempt.
        now: the time.
        closed: whether the quiz is closed.
    """
    if submitted_at is None:
        return Moment.DURING
    if closed:
        return Moment.CLOSED
    return Moment.SUBMITTED if now < submitted_at + RIGHT_AFTER else Moment.LATER
