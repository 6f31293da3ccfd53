"""Where somebody is with a test that runs: at it, elsewhere on their screen, or out of reach."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

__all__ = ["BEAT_SECONDS", "SILENCE", "Whereabouts", "whereabouts"]

BEAT_SECONDS: Final = 45
"""How often a page in front says that it is there."""

SILENCE: Final = timedelta(seconds=3 * BEAT_SECONDS)
"""After so long without a sign a page counts as offline: two beats may get lost on the way."""


class Whereabouts(StrEnum):
    """Where a student is, in the order in which somebody who watches wants to see them."""

    OFFLINE = "offline"
    """Has begun, and nothing has been heard for a while."""
    AWAY = "away"
    """Looks at something else: the page is there, and not in front."""
    WORKING = "working"
    NOT_BEGUN = "not-begun"
    HANDED_IN = "handed-in"


def whereabouts(last_sign: datetime, now: datetime, *, in_front: bool) -> Whereabouts:
    """Say where somebody is whose attempt is in progress.

    A page that is not in front gives no further sign, so that its silence says nothing.

    Args:
        last_sign: when the page was last heard of, whether it beat or saved something.
        now: the time.
        in_front: whether it was the page in front then.
    """
    if not in_front:
        return Whereabouts.AWAY
    return Whereabouts.OFFLINE if now - last_sign > SILENCE else Whereabouts.WORKING
