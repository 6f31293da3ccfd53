"""Files as nobody should write them, for every reader."""

from contextlib import suppress

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from quizapp.errors import QuestionFileError
from quizapp.interchange import formats
from quizapp.interchange.banks import SourceFile

__all__ = ["damaged", "ensure_read_or_refused", "slow_is_no_failure"]

slow_is_no_failure = settings(
    deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much]
)


@st.composite
def damaged(draw: st.DrawFn, whole: bytes) -> bytes:
    """Take a few bytes out of a file and put others in their place."""
    at = draw(st.integers(0, len(whole)))
    until = draw(st.integers(at, min(len(whole), at + 40)))
    return whole[:at] + draw(st.binary(max_size=5)) + whole[until:]


def ensure_read_or_refused(name: str, data: bytes) -> None:
    """Have a format look at a file and read it; anything but a refusal is let through."""
    known = formats.FORMATS[name]
    source = SourceFile(data, f"questions.{known.extensions[0]}")
    assert known.recognises is not None
    assert known.read is not None
    known.recognises(source)
    with suppress(QuestionFileError):
        known.read(source)
