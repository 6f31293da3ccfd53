"""Reports: what a student finds wrong with a question, and what its teacher decides about that.

A report is open until the teacher decides; a decision can be taken back.
"""

from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum
from typing import Final

from quizapp.errors import N_, ConflictError

__all__ = [
    "COMMENT_MAXIMUM",
    "NOTE_MAXIMUM",
    "REPORTS_MAXIMUM",
    "REPORTS_WITHIN",
    "ReportReason",
    "ReportState",
    "ensure_may_decide",
]

COMMENT_MAXIMUM: Final = 1000
"""The longest comment of a student, in characters."""

NOTE_MAXIMUM: Final = 1000
"""The longest answer of a teacher, in characters."""

REPORTS_MAXIMUM: Final = 30
"""How many reports one student may send, or change, within `REPORTS_WITHIN`."""

REPORTS_WITHIN: Final = timedelta(hours=1)
"""The time that `REPORTS_MAXIMUM` counts in; it moves along with the clock."""


class ReportReason(StrEnum):
    """What is wrong with a question."""

    WRONG_KEY = "wrong-key"
    UNCLEAR = "unclear"
    OUT_OF_DATE = "out-of-date"
    TYPING_ERROR = "typing-error"
    OTHER = "other"

    @property
    def label(self) -> str:
        """What people read; a msgid."""
        return _REASONS[self]


class ReportState(StrEnum):
    """Where a report is."""

    OPEN = "open"
    RESOLVED = "resolved"
    """The teacher agreed, and did something about it."""
    DISMISSED = "dismissed"
    """The teacher looked at it, and the question stays as it is."""

    @property
    def label(self) -> str:
        """What people read; a msgid."""
        return _STATES[self]


_REASONS: Mapping[ReportReason, str] = {
    ReportReason.WRONG_KEY: N_("The right answer is wrong"),
    ReportReason.UNCLEAR: N_("The question is unclear"),
    ReportReason.OUT_OF_DATE: N_("Out of date"),
    ReportReason.TYPING_ERROR: N_("Typing error"),
    ReportReason.OTHER: N_("Something else"),
}

_STATES: Mapping[ReportState, str] = {
    ReportState.OPEN: N_("Open"),
    ReportState.RESOLVED: N_("Resolved"),
    ReportState.DISMISSED: N_("Dismissed"),
}


def ensure_may_decide(state: ReportState, decision: ReportState) -> None:
    """Raise `ConflictError` where another decision stands: that has to be taken back first."""
    if state is ReportState.OPEN or state is decision:
        return
    if state is ReportState.RESOLVED:
        raise ConflictError(N_("This report is resolved already. Undo that before you dismiss it."))
    raise ConflictError(N_("This report is dismissed already. Undo that before you resolve it."))
