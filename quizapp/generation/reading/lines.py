"""The lines of a text, and what each of them is."""

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TypedDict, cast

from quizapp.generation.types import Span

LINE = re.compile(r"[^\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
BULLET = re.compile(
    r"(?:[•●○▪▫◦‣■□▶►➢➤➔→❖♦✓✔✅👉\uf0a7\uf0b7\uf0d8]+\ufe0f?|[*·–—-](?=\s)|o(?=\s\s|\t)"
    r"|\(?(?:\d{1,2}|[a-z]|[ivx]{2,4})[.)](?=\s)|\d{1,2}\.\s?(?=[A-Z][a-z]))\s*"
)
MARKDOWN_HEADING = re.compile(r"#{1,6}\s+")
TERMINAL = re.compile(r"[.!?…][\"'”’)\]]*$")
WORD = re.compile(r"\w+")
CAPITALS = re.compile(r"[A-Z]")
SMALL = re.compile(r"[a-z]")
INITIALS = re.compile(r"\b[A-Z]\.[A-Z]\.$")
NUMBER = re.compile(r"\(?\d{1,2}[.)]")
WRAP_WIDTH = 45
"""A line shorter than this was not broken because it was full."""
WIDEST_WRAP = 120
"""A longer line stands in a text whose lines are not broken to fit a width."""
STARTERS = frozenset(
    {"The", "A", "An", "It", "In", "On", "At", "This", "That", "These", "They", "He", "She", "As"}
)
"""Words that are capitalised where a sentence begins, hardly ever within one."""
UNFINISHED = frozenset(
    {"a", "an", "the", "of", "in", "on", "at", "to", "for", "from", "by", "with", "and", "or", "as"}
)
"""Words that no headline ends with."""
HEAD_LINES = 8
"""Among how many lines at the top a line with a date or a place alone is looked for."""
HEADING_WORDS = 14
HEADLINE_WORDS = 30


class Wording(TypedDict):
    """What `words.toml` holds."""

    noise_starts: list[str]
    noise_words: list[str]
    noise_lines: list[str]
    labels_of_notes: list[str]
    agencies: list[str]
    end_starts: list[str]
    date_words: list[str]
    mastheads: list[str]
    labels: list[str]
    sheet_labels: list[str]
    languages: dict[str, str]


@cache
def wording() -> Wording:
    """The word lists of reading, loaded once."""
    text = (files("quizapp.generation.reading") / "words.toml").read_text(encoding="utf-8")
    return cast("Wording", tomllib.loads(text))


@dataclass(frozen=True, slots=True)
class Line:
    """A line without the white space at its ends. `after_gap`: a blank line stands before it."""

    text: str
    span: Span
    after_gap: bool = False

    def without(self, prefix: int) -> "Line":
        """The line without its first `prefix` code points and the white space after them."""
        rest = self.text[prefix:].lstrip()
        start = self.span.end - len(rest)
        return Line(rest, Span(start, self.span.end), self.after_gap)

    def upto(self, end: int) -> "Line":
        """The line up to its code point `end`, without the white space before it."""
        rest = self.text[:end].rstrip()
        start = self.span.start
        return Line(rest, Span(start, start + len(rest)), self.after_gap)

    @property
    def words(self) -> int:
        """How many words it has."""
        return len(WORD.findall(self.text))

    @property
    def ends_sentence(self) -> bool:
        """Whether it ends as a sentence does."""
        return TERMINAL.search(self.text) is not None


def split_lines(text: str) -> Iterator[Line]:
    """Give the lines that are not blank, in order."""
    end = 0
    for match in LINE.finditer(text):
        raw = match.group()
        stripped = raw.strip()
        if not stripped.strip("\u200b\u200e\u200f\ufeff\xad"):
            continue
        start = match.start() + raw.index(stripped)
        gap = len(re.findall(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]", text[end:start])) > 1
        yield Line(stripped, Span(start, start + len(stripped)), after_gap=gap)
        end = start + len(stripped)


def bullet_marker(line: Line) -> int:
    """The length of the bullet or number that the line begins with, 0 without one."""
    match = BULLET.match(line.text)
    return match.end() if match and match.end() < len(line.text) else 0


def heading_marker(line: Line) -> int:
    """The length of a Markdown heading's hashes, 0 without them."""
    match = MARKDOWN_HEADING.match(line.text)
    return match.end() if match else 0


def is_heading(line: Line, following: Line | None) -> bool:
    """Whether the line is a heading: short, no full stop, and something follows it."""
    if following is None or line.words > HEADING_WORDS:
        return False
    first = WORD.search(line.text)
    if first is None or first.group()[0].islower():
        return False
    return not line.ends_sentence or line.text.endswith("?")


def is_headline(line: Line, following: Sequence[Line]) -> bool:
    """Whether the first line of a text is its headline."""
    if not following or line.words > HEADLINE_WORDS:
        return False
    if heading_marker(line) or INITIALS.search(line.text):
        return True
    return not line.text.endswith((".", ",", ";", ":"))


def goes_on(line: Line, following: Line) -> bool:
    """Whether a headline or heading broke off and goes on in the next line."""
    if following.after_gap or line.ends_sentence or line.text.endswith(":"):
        return False
    if bullet_marker(following) or heading_marker(following):
        return False
    last = WORD.findall(line.text)[-1:]
    return following.text[0].islower() or (last != [] and last[0] in UNFINISHED)


def continues(line: Line, following: Line) -> bool:
    """Whether the second line goes on with the sentence that the first one broke off."""
    if following.after_gap or line.ends_sentence or line.text.endswith(":"):
        return False
    if bullet_marker(following) or heading_marker(following):
        return False
    if following.text[0].islower():
        return True
    first = WORD.search(following.text)
    return (
        len(line.text) >= WRAP_WIDTH
        and len(following.text) <= WIDEST_WRAP
        and (first is None or first.group() not in STARTERS)
    )
