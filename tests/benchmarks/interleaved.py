"""Paired timings: the two sides in turn, so that a drift of the machine meets both alike."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Comparison:
    """Median seconds of each side, and the median of the ratios taken pair by pair."""

    subject: float
    yardstick: float
    ratio: float

    def line(self, subject: str, yardstick: str) -> str:
        """One line for a reader: what took how long, as a ratio first."""
        return (
            f"{subject}: {self.ratio:.2f} × {yardstick} "
            f"({self.subject * 1000:.1f} ms against {self.yardstick * 1000:.1f} ms)"
        )


def compare(
    subject: Callable[[], object], yardstick: Callable[[], object], *, pairs: int = 15
) -> Comparison:
    """Time both calls `pairs` times in turn, after one uncounted run of each.

    Args:
        subject: what is measured.
        yardstick: what it is measured against, in the same run.
        pairs: how many pairs are counted.
    """
    subject()
    yardstick()
    timed = [(_seconds(subject), _seconds(yardstick)) for _ in range(pairs)]
    return Comparison(
        statistics.median(a for a, _ in timed),
        statistics.median(b for _, b in timed),
        statistics.median(a / b for a, b in timed),
    )


def _seconds(call: Callable[[], object]) -> float:
    begun = time.perf_counter()
    call()
    return time.perf_counter() - begun
