"""The lines of a text put together into an article."""

from collections.abc import Iterator, Sequence
from datetime import date

from quizapp.generation.reading.lines import (
    Line,
    bullet_marker,
    continues,
    ends_article,
    heading_marker,
    is_heading,
    is_headline,
    is_noise,
    split_lines,
)
from quizapp.generation.reading.publication import date_of_line, dateline
from quizapp.generation.reading.refusals import refuse_unreadable
from quizapp.generation.types import Article, Block, BlockKind, Span

HEAD_LINES = 4
"""Among how many lines at the top, and at the end, a line with a date alone is looked for."""


def read(
    text: str,
    *,
    title: str | None = None,
    published: date | None = None,
    filed: date | None = None,
) -> Article:
    """Find headline, date, dateline and sections; drop noise; keep the offsets into `text`.

    A title or a publication date that is given wins over what the text says; a first line that
    repeats the given title is the headline. `filed` is the date of the file that the text came in;
    it counts where the text itself gives none.

    Raises:
        ArticleError: with the reason "empty", "too_long", "binary", "not_text" or "language".
    """
    refuse_unreadable(text)
    lines = list(split_lines(text))
    dated = {i: day for i in _edges(len(lines)) if (day := date_of_line(lines[i])) is not None}
    kept = _kept([line for i, line in enumerate(lines) if i not in dated], len(text))
    headline = _headline(kept, title)
    body = kept[1:] if headline else kept
    place, length = _dateline(body)
    blocks = list(_blocks(body, length, text))
    if headline:
        top = headline.without(heading_marker(headline))
        blocks.insert(0, Block(BlockKind.HEADLINE, top.text, top.span))
    return Article(
        text=text,
        blocks=tuple(blocks),
        title=title or (blocks[0].text if headline else ""),
        published=published or next(iter(dated.values()), None) or filed,
        place=place,
    )


def _edges(count: int) -> Iterator[int]:
    yield from range(min(HEAD_LINES, count))
    yield from range(max(HEAD_LINES, count - HEAD_LINES), count)


def _kept(lines: Sequence[Line], length: int) -> list[Line]:
    """The lines that belong to the article."""
    kept: list[Line] = []
    for line in lines:
        if ends_article(line) and line.span.start > length / 2:
            break
        if not is_noise(line):
            kept.append(line)
    return kept


def _headline(lines: Sequence[Line], title: str | None) -> Line | None:
    if not lines:
        return None
    repeated = (
        title is not None and lines[0].text.casefold().strip(" #") == title.casefold().strip()
    )
    return lines[0] if repeated or is_headline(lines[0], lines[1:]) else None


def _dateline(body: Sequence[Line]) -> tuple[str, int]:
    return dateline(body[0]) if body and not heading_marker(body[0]) else ("", 0)


def _blocks(lines: Sequence[Line], dateline_length: int, text: str) -> Iterator[Block]:
    heading = ""
    position = 0
    while position < len(lines):
        line = lines[position]
        after = lines[position + 1] if position + 1 < len(lines) else None
        last = position
        while last + 1 < len(lines) and continues(lines[last], lines[last + 1]):
            last += 1
        if last == position and not bullet_marker(line) and _is_heading(line, after):
            shown = line.without(heading_marker(line))
            heading = shown.text.rstrip(":* ").lstrip("* ")
            yield Block(BlockKind.HEADING, shown.text, shown.span, heading)
        else:
            marker = bullet_marker(line)
            skip = marker or (dateline_length if position == 0 else 0)
            start, end = line.without(skip).span.start, lines[last].span.end
            kind = BlockKind.BULLET if marker else BlockKind.PARAGRAPH
            yield Block(kind, text[start:end], Span(start, end), heading)
        position = last + 1


def _is_heading(line: Line, following: Line | None) -> bool:
    return heading_marker(line) > 0 or is_heading(line, following)
