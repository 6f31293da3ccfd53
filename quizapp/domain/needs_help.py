"""Who of a class needs a teacher's help, and why. Pure rules on rows of figures."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from quizapp.domain.progress import AttemptPoint, TopicStrength, topics_to_revise, trend

__all__ = ["HelpNeeded", "help_needed"]

#: A trend needs so many results, and counts from so many percentage points downwards.
RESULTS_MINIMUM = 4
FALL_MINIMUM = 10
#: So many assignments missed are no accident.
MISSED_MINIMUM = 2
#: A topic is weak with so many answers to judge by, of which fewer than half are right.
ANSWERS_MINIMUM = 5
WEAK_BELOW = Fraction(1, 2)
TOPICS_SHOWN = 3


@dataclass(frozen=True, slots=True)
class HelpNeeded:
    """Why a student needs help.

    `fall` is by how many percentage points the latest results are worse than those before, None
    where they are not much so. `missed` counts assignments that were missed, of `counted` that
    were missed or handed in; 0 where they are too few to tell. `topics` are the weakest first, at
    most three.
    """

    fall: Fraction | None
    missed: int
    counted: int
    topics: tuple[TopicStrength, ...]

    @property
    def reasons(self) -> int:
        """How many of the three there are."""
        return (self.fall is not None) + (self.missed > 0) + bool(self.topics)

    @property
    def weight(self) -> tuple[int, int, Fraction, int]:
        """What those who need it most have the most of."""
        return self.reasons, self.missed, self.fall or Fraction(0), len(self.topics)


def help_needed(
    points: Sequence[AttemptPoint],
    missed: Sequence[bool],
    strengths: Iterable[TopicStrength],
) -> HelpNeeded | None:
    """Say why a student needs help; None where nothing tells of it.

    Args:
        points: their results, one for each assignment that they handed in.
        missed: for each assignment that they missed or handed in, whether they missed it.
        strengths: how they do in each topic.
    """
    change = trend(points) if len(points) >= RESULTS_MINIMUM else None
    times = sum(missed)
    weak = topics_to_revise(strengths, at_least=ANSWERS_MINIMUM, below=WEAK_BELOW)
    found = HelpNeeded(
        fall=-change if change is not None and change <= -FALL_MINIMUM else None,
        missed=times if times >= MISSED_MINIMUM else 0,
        counted=len(missed),
        topics=weak[:TOPICS_SHOWN],
    )
    return found if found.reasons else None
