"""The bin: what people delete is kept for a while, and can be brought back."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

__all__ = ["BIN_KEPT", "BinKind", "days_left"]

BIN_KEPT: Final = timedelta(days=30)
"""So long something stays in the bin before it is deleted for good."""

_DAY: Final = timedelta(days=1)


class BinKind(StrEnum):
    """What can be in the bin; what others are made of comes first."""

    ARTICLE = "article"
    ITEM = "item"
    SET = "set"
    BLUEPRINT = "blueprint"
    RULES = "exam_rules"


def days_left(deleted_at: datetime, now: datetime) -> int:
    """Say for how many days something can still be brought back, a day that has begun included."""
    left = deleted_at + BIN_KEPT - now
    return max(0, -(-left // _DAY))
