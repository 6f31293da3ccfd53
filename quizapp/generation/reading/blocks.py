"""The lines of an article put together into paragraphs, bullets, headings and rows."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from quizapp.generation.reading import tables
from quizapp.generation.reading.labels import is_of_a_sheet, opens_sheet, parted
from quizapp.generation.reading.lines import (
    CAPITALS,
    HEAD_LINES,
    HEADING_WORDS,
    HEADLINE_WORDS,
    NUMBER,
    SMALL,
    Line,
    bullet_marker,
    continues,
    heading_marker,
    is_heading,
)
from quizapp.generation.reading.publication import dateline
from quizapp.generation.types import Block, BlockKind, Span

SHOUTING = 3
"""So many times as many capitals as small letters: "RBI: 12 NEW RULES FOR ALL BANKS"."""


@dataclass(frozen=True, slots=True)
class Opening:
    """The place that the first paragraph begins with, which line that is, how much of it."""

    place: str = ""
    line: int = -1
    length: int = 0


def opening_of(body: Sequence[Line]) -> Opening:
    """The dateline of the first paragraph, below whatever stands under the headline."""
    for position, line in enumerate(body[:HEAD_LINES]):
        place, length = ("", 0) if heading_marker(line) else dateline(line)
        if place:
            return Opening(place, position, length)
        if line.ends_sentence:
            break
    return Opening()


def blocks_of(lines: Sequence[Line], opening: Opening, text: str) -> Iterator[Block]:
    """Give the blocks below the headline, in order."""
    rows = tables.rows(lines)
    heading = ""
    begun = False
    position = 0
    while position < len(lines):
        line = lines[position]
        last = position if position in rows else _last(lines, position, rows)
        after = lines[position + 1] if position + 1 < len(lines) else None
        begun = begun or position == opening.line
        if position in rows:
            yield Block(BlockKind.ROW, line.text, line.span, heading)
        elif last == position and (_is_title(line, after) or (not begun and _is_deck(line, after))):
            shown = line.without(heading_marker(line) or bullet_marker(line))
            heading = shown.text.rstrip(":* ").lstrip("* ")
            yield Block(BlockKind.HEADING, shown.text, shown.span, heading)
        else:
            begun = True
            skip = bullet_marker(line) or (opening.length if position == opening.line else 0)
            listed = bullet_marker(line) > 0 or is_of_a_sheet(line)
            kind = BlockKind.BULLET if listed else BlockKind.PARAGRAPH
            start, end = line.without(skip).span.start, lines[last].span.end
            for piece, is_label in parted(Line(text[start:end], Span(start, end))):
                heading = piece.text if is_label else heading
                heads = is_label or _is_shouted(piece)
                yield Block(BlockKind.HEADING if heads else kind, piece.text, piece.span, heading)
        position = last + 1


def _last(lines: Sequence[Line], first: int, rows: Collection[int]) -> int:
    """The last of the lines over which a paragraph was broken."""
    last = first
    while (
        last + 1 < len(lines)
        and last + 1 not in rows
        and continues(lines[last], lines[last + 1])
        and not is_of_a_sheet(lines[last])
        and not opens_sheet(lines[last + 1])
    ):
        last += 1
    return last


def _is_title(line: Line, following: Line | None) -> bool:
    """Whether the line, which stands alone, heads what follows."""
    if heading_marker(line):
        return True
    if is_of_a_sheet(line) or next(parted(line))[1]:
        return False
    marker = bullet_marker(line)
    if marker == 0:
        return is_heading(line, following)
    if following is None or not NUMBER.match(line.text) or NUMBER.match(following.text):
        return False
    headed = bullet_marker(following) > 0 or following.words > HEADING_WORDS
    return headed and is_heading(line.without(marker), following)


def _is_shouted(line: Line) -> bool:
    """Whether the line is all in capitals, which hides the names in it."""
    capitals, small = len(CAPITALS.findall(line.text)), len(SMALL.findall(line.text))
    return line.words > HEADING_WORDS // 2 and capitals > SHOUTING * small


def _is_deck(line: Line, following: Line | None) -> bool:
    """Whether a line between headline and first paragraph is a further headline."""
    return (
        following is not None
        and not bullet_marker(line)
        and not is_of_a_sheet(line)
        and not next(parted(line))[1]
        and not line.ends_sentence
        and not line.text.endswith((":", ","))
        and line.words <= HEADLINE_WORDS
    )
