"""Headings that share a line with what they head: "Context: The Cabinet has approved …"."""

import re
from collections.abc import Iterator
from functools import cache

from quizapp.generation.reading.lines import HEADING_WORDS, Line, wording

MARK = r"\s*(?::-|[:?]|\s[–—-])\s*"


@cache
def _label() -> re.Pattern[str]:
    """A known label, or "About the Fund", at the start of a line or after a full stop."""
    known = "|".join(sorted(map(re.escape, wording()["labels"]), key=len, reverse=True))
    return re.compile(
        rf"(?:^|(?<=[.!?][\s”\"]))(?P<label>(?i:{known})|About(?:\s+[\w&’'().-]+){{1,7}}?)"
        rf"{MARK}(?=[“\"‘'(]?[A-Z0-9])"
    )


@cache
def _sheet_label() -> re.Pattern[str]:
    known = "|".join(sorted(map(re.escape, wording()["sheet_labels"]), key=len, reverse=True))
    return re.compile(rf"(?:{known})(?: in| on| at)?\s*(?::-?|[–—-])\s*\S", re.IGNORECASE)


def is_of_a_sheet(line: Line) -> bool:
    """Whether the line is one of a fact sheet: "Capital – Rome"."""
    return _sheet_label().match(line.text) is not None


def opens_sheet(line: Line) -> bool:
    """Whether the line is one of a fact sheet or the heading of one: "About the Fund"."""
    about = line.text.startswith("About ") and line.words <= HEADING_WORDS
    return is_of_a_sheet(line) or (about and not line.ends_sentence)


def parted(line: Line) -> Iterator[tuple[Line, bool]]:
    """The line cut at its labels, each piece with whether it is a label."""
    end = 0
    for match in _label().finditer(line.text):
        before = line.text[end : match.start()]
        if before.strip():
            yield line.upto(match.start()).without(end), False
        yield line.upto(match.end("label")).without(match.start()), True
        end = match.end()
    yield (line.without(end) if end else line), False
