"""The lines of a text put together into an article."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from quizapp.generation.knowledge import load
from quizapp.generation.reading.blocks import blocks_of, opening_of
from quizapp.generation.reading.lines import (
    HEAD_LINES,
    HEADLINE_WORDS,
    Line,
    bullet_marker,
    goes_on,
    heading_marker,
    is_headline,
    split_lines,
    wording,
)
from quizapp.generation.reading.noise import ends_article, is_caption, is_noise, without_credit
from quizapp.generation.reading.publication import (
    date_of_line,
    is_date_line,
    place_of_line,
)
from quizapp.generation.reading.refusals import refuse_unreadable
from quizapp.generation.types import Article, Block, BlockKind, Span

FOOT_LINES = 4
ISSUERS = frozenset({"ministry", "department", "regulator", "commission", "agency", "cabinet"})
TRAIL_MARK = re.compile(r"\s[/|>\u00bb\u203a]\s")
SECTION_WORDS = 2
"""A first line of so few words above a longer one is the page's section, not the headline."""


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
    page = _page(list(split_lines(text)), len(text))
    source, lines = _without_masthead(page.lines, title)
    headline = _headline(lines, title)
    body = lines[len(headline) :]
    opening = opening_of(body)
    blocks = list(blocks_of(body, opening, text))
    if headline:
        top = headline[0].without(heading_marker(headline[0]))
        span = Span(top.span.start, headline[-1].span.end)
        blocks.insert(0, Block(BlockKind.HEADLINE, text[span.start : span.end], span))
    return Article(
        text=text,
        blocks=tuple(blocks),
        title=title or (" ".join(blocks[0].text.split()) if headline else ""),
        published=published or page.published or filed,
        source=source,
        place=opening.place or page.place,
    )


@dataclass(frozen=True, slots=True)
class _Page:
    """The lines of the article, and what the lines around them say of it."""

    lines: Sequence[Line]
    published: date | None
    place: str


def _page(lines: Sequence[Line], length: int) -> _Page:
    dated = [i for i in _edges(len(lines)) if is_date_line(lines[i])]
    dates = [day for i in dated if (day := date_of_line(lines[i])) is not None]
    top = range(1, min(HEAD_LINES, len(lines)))
    places = {i: place for i in top if (place := place_of_line(lines[i]))}
    kept: list[Line] = []
    for position, line in enumerate(lines):
        if ends_article(line) and line.span.start > length / 2:
            break
        if position in dated or position in places or is_noise(line) or is_caption(line):
            continue
        kept.append(without_credit(line))
    return _Page(
        [line for line in kept if line.text],
        next(iter(dates), None),
        next(iter(places.values()), ""),
    )


def _edges(count: int) -> Iterator[int]:
    yield from range(min(HEAD_LINES, count))
    yield from range(max(HEAD_LINES, count - FOOT_LINES), count)


def _without_masthead(lines: Sequence[Line], title: str | None) -> tuple[str, Sequence[Line]]:
    """Who issued the text, as far as the lines above its headline say, and the lines from there."""
    issued: list[str] = []
    position = 0
    while title is None and position + 1 < len(lines):
        line, after = lines[position], lines[position + 1]
        if line.ends_sentence or bullet_marker(after):
            break
        if _is_masthead(line):
            issued.append(line.text)
        elif not _is_trail(line, after) and not _is_section(line, after, lines[position + 2 :]):
            break
        position += 1
    return "; ".join(issued), lines[position:]


def _is_masthead(line: Line) -> bool:
    """Whether the line is the name of who issues releases, and nothing else."""
    if line.text.casefold().strip(" *") in wording()["mastheads"]:
        return True
    entry = load().lookup(line.text)
    return entry is not None and entry.sub_kind in ISSUERS


def _is_trail(line: Line, after: Line) -> bool:
    """Whether the line is the way to the headline below it: "News / India / Canal opened"."""
    return after.text in line.text and TRAIL_MARK.search(line.text) is not None


def _is_section(line: Line, after: Line, rest: Sequence[Line]) -> bool:
    """Whether the line is the section of the page: a word or two above a headline."""
    return (
        line.words <= SECTION_WORDS
        and line.after_gap
        and after.words > line.words
        and is_headline(after, rest)
    )


def _headline(lines: Sequence[Line], title: str | None) -> Sequence[Line]:
    if not lines:
        return ()
    repeated = (
        title is not None and lines[0].text.casefold().strip(" #") == title.casefold().strip()
    )
    if repeated:
        return lines[:1]
    last = 0
    while last + 1 < len(lines) and goes_on(lines[last], lines[last + 1]):
        last += 1
    if sum(line.words for line in lines[: last + 1]) > HEADLINE_WORDS:
        return ()
    return lines[: last + 1] if is_headline(lines[last], lines[last + 1 :]) else ()
