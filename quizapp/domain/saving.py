"""Saves of one question that come from several pages, late, twice or in another order.

Every page that opens an attempt is a *client* with a name of its own, and numbers its saves upwards
(`sequence`). A question counts the saves that were taken (its `revision`). A page saves what it
has seen: either it saved the question last itself, or it knows the revision that stands. So nothing
is overwritten that the student did not see, and a save that is sent again changes nothing.
"""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Self

__all__ = ["Arrival", "SaveOutcome", "Standing", "judge_save", "time_spent"]


class SaveOutcome(StrEnum):
    """What became of a save."""

    STORED = "stored"
    """It stands, or stood until the same page saved again."""
    ELSEWHERE = "elsewhere"
    """Another page saved the question meanwhile; that stands."""
    LATE = "late"
    """The question takes no more answers."""
    REFUSED = "refused"
    """It is no answer to this question."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """A save as it comes in: from which page, its number there, and the revision known there.

    A form sent without script has no `client`; it says what it knows, and that alone.
    """

    client: str | None
    sequence: int
    revision: int


@dataclass(frozen=True, slots=True)
class Standing:
    """Of a question: how many saves were taken, and which was the last."""

    revision: int = 0
    client: str | None = None
    sequence: int = 0

    def has_taken(self, save: Arrival) -> bool:
        """Whether the save, or a later one of the same page, is what stands."""
        return self._is_from_the_same_page(save) and save.sequence <= self.sequence

    def is_known_to(self, save: Arrival) -> bool:
        """Whether who sends the save has seen what stands."""
        return self._is_from_the_same_page(save) or save.revision == self.revision

    def after(self, save: Arrival) -> Self:
        """Give what stands once the save is taken."""
        return replace(self, revision=self.revision + 1, client=save.client, sequence=save.sequence)

    def _is_from_the_same_page(self, save: Arrival) -> bool:
        return save.client is not None and save.client == self.client


def judge_save(standing: Standing, save: Arrival, *, is_open: bool) -> tuple[SaveOutcome, Standing]:
    """Say what becomes of a save, and what stands then.

    What was taken before stays stored, also when the question is no longer open and its page never
    heard of it.
    """
    if standing.has_taken(save):
        return SaveOutcome.STORED, standing
    if not is_open:
        return SaveOutcome.LATE, standing
    if not standing.is_known_to(save):
        return SaveOutcome.ELSEWHERE, standing
    return SaveOutcome.STORED, standing.after(save)


def time_spent(stored_ms: int, told_ms: int, passed_ms: int) -> int:
    """Give the time spent on a question: what a page tells, never less than was stored.

    No page spends more time than has passed since the start.
    """
    return max(stored_ms, min(told_ms, passed_ms))
