"""Pieces of lines → running text: which ends of lines were meant, and which the margin made."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from quizapp.domain.items import Language
from quizapp.interchange.exam_text.pictures import is_picture_alone

__all__ = ["Piece", "as_paragraphs", "as_stem"]

_OWN_LINE = re.compile(
    r"(?:Which|How many|Select|Choose|Codes?\b|List|Column|Statement|Assertion|Reason|Given below"
    r"|Consider|In the light|कथन|सूची|कूट|अभिकथन|कारण|उपर्युक्त|उपरोक्त|नीचे|सही|[A-Z]\s?[.:)]\s)"
)
_SPACES = re.compile(r"[ \t]{2,}|\t")
CELLS = " | "
"""What stands between the cells of a table that was read out of a document."""
_STOPS = (".", "?", "!", ":", "।", ";", ":-", "…")
_FULL = 0.8
_HALF = 0.5
MARGIN_MINIMUM = 70
"""Lines are not broken off before this column, where they are broken at all."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of text in the order of the paper.

    `begins` says that it is the first of its line, `apart` that a blank line stands before it,
    `listed` that it has a label of its own, such as a numbered statement.
    """

    text: str
    language: Language | None = None
    begins: bool = True
    apart: bool = False
    listed: bool = False


def as_stem(pieces: Sequence[Piece]) -> str:
    """Join the pieces of a stem or option: statements and sentences keep their lines."""
    return _joined(pieces, _own_line)


def as_paragraphs(pieces: Sequence[Piece]) -> str:
    """Join the pieces of a passage or explanation: lines that reach the margin run on."""
    longest = max((len(piece.text) for piece in pieces), default=0)
    longest = max(longest, MARGIN_MINIMUM)

    def breaks(before: Piece, piece: Piece) -> bool:
        short = len(before.text) < _FULL * longest
        ends = short and before.text.endswith(_STOPS)
        heads = len(before.text) < _HALF * longest and piece.text[:1].isupper()
        return ends or heads or _in_columns(before, piece) or _has_row(before, piece)

    return _joined(pieces, breaks)


def _own_line(before: Piece, piece: Piece) -> bool:
    columns = any(_SPACES.search(each.text) for each in (before, piece))
    return (
        columns
        or any(is_picture_alone(each.text) for each in (before, piece))
        or _has_row(before, piece)
        or before.text.endswith(_STOPS)
        or _OWN_LINE.match(piece.text) is not None
    )


def _in_columns(before: Piece, piece: Piece) -> bool:
    """Whether two lines look like rows of a table."""
    return all(_SPACES.search(each.text) for each in (before, piece))


def _has_row(before: Piece, piece: Piece) -> bool:
    """Whether one of two lines is a row of a table."""
    return CELLS in before.text or CELLS in piece.text


def _joined(pieces: Sequence[Piece], breaks: Callable[[Piece, Piece], bool]) -> str:
    parts: list[str] = []
    before: Piece | None = None
    for piece in pieces:
        if not piece.text:
            continue
        if before is not None:
            kept = piece.begins and (piece.listed or piece.apart or breaks(before, piece))
            parts.append("\n" if kept else " ")
        parts.append(_SPACES.sub(" ", piece.text))
        before = piece
    return "".join(parts).strip()
