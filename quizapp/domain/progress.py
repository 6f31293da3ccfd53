"""Progress: what the marks of many attempts say about a student. Plain rows in, figures out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from quizapp.domain.marking import Mark, Outcome
from quizapp.domain.topics import TOPICS

__all__ = [
    "AttemptPoint",
    "MarkedResponse",
    "TopicStrength",
    "items_to_revise",
    "over_time",
    "topic_strengths",
    "topics_to_revise",
    "trend",
]

ENOUGH_ANSWERS = 3
WEAK_BELOW = Fraction(2, 3)


@dataclass(frozen=True, slots=True)
class MarkedResponse:
    """One response of a submitted attempt. `item_id` is the item's, whichever version was seen."""

    item_id: int
    topics: tuple[str, ...]
    mark: Mark
    when: datetime


@dataclass(frozen=True, slots=True)
class TopicStrength:
    """How a student does in a topic.

    `answered` counts items answered, right, partly right or wrong, and `right` the wholly right
    ones; `left_out` those left blank or not attempted; `marks_lost` is what wrong answers deducted
    (≥ 0).
    """

    topic: str
    answered: int
    right: int
    left_out: int
    marks_lost: Fraction

    @property
    def accuracy(self) -> Fraction | None:
        """The share (0–1) of answered items that are right; None where none was answered."""
        return Fraction(self.right, self.answered) if self.answered else None

    @property
    def estimate(self) -> Fraction:
        """How likely the next answer is right, by Laplace's rule of succession.

        (right + 1) / (answered + 2): one lucky answer is no strength, one slip no weakness.
        """
        return Fraction(self.right + 1, self.answered + 2)


@dataclass(frozen=True, slots=True)
class AttemptPoint:
    """A submitted attempt on the line of progress; `percent` is exact and can be below 0."""

    when: datetime
    percent: Fraction


def topic_strengths(responses: Iterable[MarkedResponse]) -> tuple[TopicStrength, ...]:
    """Sum up the responses by topic, the weakest topic first.

    An item with several topics counts in each of them; one without any counts nowhere.
    """
    by_topic: dict[str, list[Mark]] = {}
    for response in responses:
        for topic in response.topics:
            by_topic.setdefault(topic, []).append(response.mark)
    strengths = [_strength(topic, marks) for topic, marks in by_topic.items()]
    listed = list(TOPICS)

    def weakest_first(strength: TopicStrength) -> tuple[Fraction, int, int, str]:
        known = strength.topic in TOPICS
        place = listed.index(strength.topic) if known else len(listed)
        return strength.estimate, -strength.answered, place, strength.topic

    return tuple(sorted(strengths, key=weakest_first))


def _strength(topic: str, marks: Sequence[Mark]) -> TopicStrength:
    right = sum(mark.outcome is Outcome.RIGHT for mark in marks)
    wrong = [mark for mark in marks if mark.outcome is Outcome.WRONG]
    left_out = sum(mark.outcome in {Outcome.BLANK, Outcome.NOT_ATTEMPTED} for mark in marks)
    return TopicStrength(
        topic=topic,
        answered=len(marks) - left_out,
        right=right,
        left_out=left_out,
        marks_lost=sum((-mark.value for mark in wrong), Fraction(0)),
    )


def topics_to_revise(
    strengths: Iterable[TopicStrength],
    *,
    at_least: int = ENOUGH_ANSWERS,
    below: Fraction = WEAK_BELOW,
) -> tuple[TopicStrength, ...]:
    """Pick the topics worth revising, weakest first.

    Those with at least so many answers to judge by, and an estimate below the given share.
    """
    weak = (each for each in strengths if each.answered >= at_least and each.estimate < below)
    return tuple(sorted(weak, key=lambda each: (each.estimate, -each.answered)))


def items_to_revise(responses: Iterable[MarkedResponse]) -> tuple[int, ...]:
    """Give the items whose latest response is not right: wrong before left out, recent first."""
    latest: dict[int, MarkedResponse] = {}
    for response in sorted(responses, key=lambda each: each.when):
        latest[response.item_id] = response
    missed = [each for each in latest.values() if each.mark.outcome is not Outcome.RIGHT]
    missed.sort(key=lambda each: each.when, reverse=True)
    missed.sort(key=lambda each: each.mark.outcome is not Outcome.WRONG)
    return tuple(each.item_id for each in missed)


def over_time(points: Iterable[AttemptPoint]) -> tuple[AttemptPoint, ...]:
    """Put attempts in the order in which they were made."""
    return tuple(sorted(points, key=lambda point: point.when))


def trend(points: Iterable[AttemptPoint], *, window: int = 3) -> Fraction | None:
    """Say by how many percentage points the latest attempts are better than those before them.

    Compares the mean of the last `window` attempts with that of as many before, or the later half
    with the earlier where there are fewer. None for fewer than two attempts.
    """
    percents = [point.percent for point in over_time(points)]
    size = min(window, len(percents) // 2)
    if size < 1:
        return None
    return Fraction(sum(percents[-size:]) - sum(percents[-2 * size : -size]), size)
