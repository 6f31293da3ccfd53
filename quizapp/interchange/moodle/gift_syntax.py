"""GIFT's syntax: questions between empty lines, escapes, comments.

A sign that means something (~ = # { } :) has a backslash before it where it does not; a backslash
before n is a line break, before another backslash a backslash, and before anything else itself.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

__all__ = ["CATEGORY", "Block", "Piece", "blocks", "escaped", "ids_and_tags"]

CATEGORY = "$CATEGORY:"
COMMENT = "//"

_ESCAPE = re.compile(r"\\([\\:#={}~n])")
_SIGN = re.compile(r"[\\:#={}~]")
_ID = re.compile(r"\[id:((?:\\\]|[^\]\\]|\\(?!\])){0,200})\]")
_TAG = re.compile(r"\[tag:([^\]]{0,200})\]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a question. `signs` is its text with every escape blanked out, to find signs in."""

    text: str
    signs: str

    @classmethod
    def of(cls, text: str) -> "Piece":
        """Find the escapes of a text."""
        return cls(text, _ESCAPE.sub("\0\0", text))

    def part(self, start: int, end: int | None = None) -> "Piece":
        """Cut out a part, without the white space around it."""
        text, signs = self.text[start:end], self.signs[start:end]
        left = len(text) - len(text.lstrip())
        right = len(text.rstrip())
        return Piece(text[left:right], signs[left:right])

    def before(self, position: int) -> "Piece":
        """Everything before a position that `find` gave; the whole where it found nothing."""
        return self if position < 0 else self.part(0, position)

    def find(self, sign: str, start: int = 0) -> int:
        """Where the sign stands unescaped, -1 where it does not."""
        return self.signs.find(sign, start)

    @property
    def words(self) -> str:
        """The text as it is meant, escapes resolved."""
        return _ESCAPE.sub(lambda found: "\n" if found[1] == "n" else found[1], self.text).strip()


@dataclass(slots=True)
class Block:
    """The lines of one question, without its comments. `line` is its first, from 1."""

    line: int
    lines: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    is_open: bool = False
    """Whether an answer block began and has not ended."""
    is_closed: bool = False
    """Whether an answer block began and ended."""

    def add(self, line: str) -> None:
        """Take in a line."""
        self.lines.append(line)
        signs = _ESCAPE.sub("", line)
        if not self.is_closed and (self.is_open or "{" in signs):
            after = signs if self.is_open else signs[signs.index("{") :]
            self.is_open = "}" not in after
            self.is_closed = not self.is_open

    def is_followed_by(self, line: str) -> bool:
        """Whether a line, though no empty one stands before it, begins another question."""
        if line.startswith(CATEGORY) or (self.lines and self.lines[0].startswith(CATEGORY)):
            return True
        return self.is_closed and (line.startswith("::") or "{" in _ESCAPE.sub("", line))

    @property
    def piece(self) -> Piece:
        """The question's text."""
        return Piece.of("\n".join(self.lines).strip())


def blocks(text: str) -> Iterator[Block]:
    """Cut a file into questions; an empty line within answers that are closed later ends none."""
    lines = [line.strip() for line in text.split("\n")]
    closes = _closes_next(lines)
    block = Block(1)
    for number, line in enumerate(lines, start=1):
        ends = not line and not (block.is_open and closes[number - 1])
        if ends or (line and block.lines and block.is_followed_by(line)):
            if block.lines:
                yield block
            block = Block(number)
        if line.startswith(COMMENT):
            block.comments.append(line.removeprefix(COMMENT))
        elif line:
            block.line = block.line if block.lines else number
            block.add(line)
    if block.lines:
        yield block


def _closes_next(lines: Sequence[str]) -> list[bool]:
    """For each line, whether the next brace from it on closes one."""
    found: list[bool] = []
    closing = False
    for line in reversed(lines):
        if "{" in line or "}" in line:
            braces = re.sub(r"[^{}]", "", _ESCAPE.sub("", line))
            closing = braces.startswith("}") if braces else closing
        found.append(closing)
    return found[::-1]


def ids_and_tags(comments: Sequence[str]) -> tuple[str, list[str]]:
    """Find the id ("" for none) and the tags that Moodle writes into comments."""
    id_, tags = "", []
    for comment in comments:
        named = _ID.search(comment)
        if named is not None:
            id_ = named[1].replace(r"\]", "]")
        tags += _TAG.findall(comment)
    return id_, tags


def escaped(text: str) -> str:
    r"""Write a text so that none of its characters is a sign; line breaks become `\n`."""
    return _SIGN.sub(r"\\\g<0>", text).replace("\n", r"\n")
