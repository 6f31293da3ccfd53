"""Texts of items → paragraphs and tables of runs, whatever they are written in."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TypeAlias

from quizapp.domain.items import TextFormat
from quizapp.interchange.html_text import cleaned
from quizapp.interchange.print.formulas import formula_runs, split_formulas
from quizapp.interchange.print.runs import Run

__all__ = ["Paragraph", "RichText", "TableOfRuns", "read_text"]

INDENT_MAXIMUM = 4

_BLOCKS = {"p", "div", "pre", "blockquote", "h3", "h4", "h5", "h6", "ul", "ol", "dl", "dt", "dd"}
_BOLD = {"b", "strong", "th", "h3", "h4", "h5", "h6", "dt"}
_ITALIC = {"i", "em"}
_SPACES = re.compile(r"[ \t\r\n\f\v]+")
_NUMBERED = re.compile(r"(?:[(]?(?:\d{1,2}|[ivx]{1,4}|[IVX]{1,4})[.)]|[•–-])(?=\s)")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Runs on lines of their own. `marker` hangs before the first line, such as "1." in a list."""

    runs: tuple[Run, ...]
    indent: int = 0
    marker: str = ""


@dataclass(frozen=True, slots=True)
class TableOfRuns:
    """Rows of cells."""

    rows: tuple[tuple[tuple[Run, ...], ...], ...]


RichText: TypeAlias = tuple[Paragraph | TableOfRuns, ...]


def read_text(text: str, text_format: TextFormat) -> RichText:
    """Read a text of an item; formulas are set on one line."""
    if text_format is TextFormat.PLAIN:
        return tuple(_plain(line) for line in text.split("\n") if line.strip())
    reader = _Reader()
    reader.feed(cleaned(text))
    reader.close()
    reader.end_paragraph()
    return tuple(reader.blocks)


def _plain(line: str) -> Paragraph:
    """Let numbered statements hang from their numbers."""
    line = line.strip()
    marker = _NUMBERED.match(line)
    if marker is None:
        return Paragraph(tuple(_text_runs(line, Run(""))))
    rest = line[marker.end() :].strip()
    return Paragraph(tuple(_text_runs(rest, Run(""))), 0, marker[0])


def _text_runs(text: str, style: Run) -> Iterator[Run]:
    for piece, is_formula in split_formulas(text):
        if is_formula:
            for run in formula_runs(piece):
                yield Run(run.text, style.bold, run.italic, run.shift or style.shift)
        elif piece:
            yield Run(piece, style.bold, style.italic, style.shift)


@dataclass
class _List:
    number: int | None
    """The number of the next entry, None in a list without numbers."""


@dataclass
class _Table:
    rows: list[list[tuple[Run, ...]]] = field(default_factory=list)


class _Reader(HTMLParser):
    """Reads HTML that was cleaned, so that tags are known and closed."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Paragraph | TableOfRuns] = []
        self._runs: list[Run] = []
        self._marker = ""
        self._bold = self._italic = self._raised = self._lowered = 0
        self._lists: list[_List] = []
        self._tables: list[_Table] = []

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        self._count(tag, 1)
        if tag == "br":
            self.end_paragraph()
        elif tag == "li":
            self.end_paragraph()
            self._marker = self._next_marker()
        elif tag == "table":
            self.end_paragraph()
            self._tables.append(_Table())
        elif tag == "tr" and self._tables:
            self._tables[-1].rows.append([])
        elif tag in {"td", "th"}:
            self._runs = []
        elif tag in _BLOCKS:
            self.end_paragraph()
        if tag in {"ul", "ol"}:
            start = dict(attrs).get("start") or "1"
            first = int(start) if start.isdecimal() and len(start) < len("10000") else 1
            self._lists.append(_List(first if tag == "ol" else None))

    def handle_endtag(self, tag: str) -> None:
        self._count(tag, -1)
        if tag in {"td", "th"} and self._tables:
            table = self._tables[-1]
            if not table.rows:
                table.rows.append([])
            table.rows[-1].append(_trimmed(self._runs))
            self._runs = []
        elif tag == "table" and self._tables:
            rows = tuple(tuple(row) for row in self._tables.pop().rows if row)
            if rows:
                self.blocks.append(TableOfRuns(rows))
        elif tag in _BLOCKS or tag == "li":
            self.end_paragraph()
        if tag in {"ul", "ol"} and self._lists:
            self._lists.pop()

    def handle_data(self, data: str) -> None:
        style = Run("", self._bold > 0, self._italic > 0, (self._raised > 0) - (self._lowered > 0))
        self._runs.extend(_text_runs(_SPACES.sub(" ", data), style))

    def end_paragraph(self) -> None:
        """Close what was collected so far."""
        runs = _trimmed(self._runs)
        self._runs = []
        # Inside a table only its cells count.
        if runs and not self._tables:
            indent = min(max(len(self._lists) - 1, 0), INDENT_MAXIMUM)
            self.blocks.append(Paragraph(runs, indent, self._marker))
            self._marker = ""

    def _next_marker(self) -> str:
        if not self._lists or self._lists[-1].number is None:
            return "•"
        number = self._lists[-1].number
        self._lists[-1].number = number + 1
        return f"{number}."

    def _count(self, tag: str, step: int) -> None:
        self._bold += step * (tag in _BOLD)
        self._italic += step * (tag in _ITALIC)
        self._raised += step * (tag == "sup")
        self._lowered += step * (tag == "sub")


def _trimmed(runs: Sequence[Run]) -> tuple[Run, ...]:
    found = [run for run in runs if run.text]
    if found:
        first, last = found[0], found[-1]
        found[0] = Run(first.text.lstrip(), first.bold, first.italic, first.shift)
        last = found[-1]
        found[-1] = Run(last.text.rstrip(), last.bold, last.italic, last.shift)
    return tuple(run for run in found if run.text)
