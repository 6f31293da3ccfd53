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
BULLET = re.compile(r"(?:[•●▪◦‣■►✓]|[*·–—-](?=\s)|\(?(?:\d{1,2}|[a-z]|[ivx]{2,4})[.)](?=\s))\s*")
MARKDOWN_HEADING = re.compile(r"#{1,6}\s+")
TERMINAL = re.compile(r"[.!?…][\"'”’)\]]*$")
WORD = re.compile(r"\w+")
LINK = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+\.\w+|[@#]\w+")
BYLINE = re.compile(r"[Bb]y:?\s+(?:[A-Z][\w.'-]*,?\s*(?:and\s+|\|\s*)?){1,6}")
WRAP_WIDTH = 45
"""A line shorter than this was not broken because it was full."""
HEADING_WORDS = 14
HEADLINE_WORDS = 30


class Wording(TypedDict):
    """What `words.toml` holds."""

    noise_starts: list[str]
    noise_lines: list[str]
    end_starts: list[str]
    date_labels: list[str]
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


def is_noise(line: Line) -> bool:
    """Whether the line belongs to the page around the article: share buttons, bylines, links."""
    low = line.text.casefold().strip(" *_|>»")
    if low.rstrip(":. ") in wording()["noise_lines"] or not WORD.search(low):
        return True
    if low.startswith(tuple(wording()["noise_starts"])) and (
        line.words <= HEADING_WORDS or not line.ends_sentence
    ):
        return True
    without_links = LINK.sub("", line.text)
    if without_links != line.text and len(WORD.findall(without_links)) <= 2:  # noqa: PLR2004 — "Source: <link>"
        return True
    return BYLINE.fullmatch(line.text) is not None


def ends_article(line: Line) -> bool:
    """Whether what follows the line is no longer the article (comments, related stories)."""
    low = line.text.casefold().rstrip(":. ")
    return any(
        low == start or (low.startswith(start) and line.words <= len(start.split()) + 3)
        for start in wording()["end_starts"]
    )


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
    return not line.text.endswith((".", ",", ";", ":")) or heading_marker(line) > 0


def continues(line: Line, following: Line) -> bool:
    """Whether the second line goes on with the sentence that the first one broke off."""
    return (
        not following.after_gap
        and not line.ends_sentence
        and (len(line.text) >= WRAP_WIDTH or following.text[0].islower())
        and not line.text.endswith(":")
        and not bullet_marker(following)
        and not heading_marker(following)
    )
