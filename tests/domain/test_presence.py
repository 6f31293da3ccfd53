"""Where somebody is with a test that runs."""

from datetime import UTC, datetime, timedelta

import pytest

from quizapp.domain.presence import SILENCE, Whereabouts, whereabouts

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("silent_for", "in_front", "where"),
    [
        (timedelta(0), True, Whereabouts.WORKING),
        (SILENCE, True, Whereabouts.WORKING),
        (SILENCE + timedelta(seconds=1), True, Whereabouts.OFFLINE),
        (timedelta(0), False, Whereabouts.AWAY),
        # A page in the background is silent by itself.
        (timedelta(hours=1), False, Whereabouts.AWAY),
    ],
)
def test_whereabouts(silent_for: timedelta, *, in_front: bool, where: Whereabouts) -> None:
    assert whereabouts(NOW - silent_for, NOW, in_front=in_front) is where
