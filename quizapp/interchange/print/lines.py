"""Runs → lines of a width. Lines break at spaces, and inside a word only where it is too long."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from quizapp.interchange.print.canvas import Canvas
from quizapp.interchange.print.runs import Run

__all__ = ["Line", "break_lines"]

_WORDS = re.compile(r"[^ \t\n]+|[ \t\n]+")
_JOINERS = "\u094d\u200d"


@dataclass(frozen=True, slots=True)
class Line:
    """Runs side by side from the left, and the width that they take together."""

    runs: tuple[Run, ...]
    width: float


def break_lines(canvas: Canvas, runs: Sequence[Run], width: float, size: float) -> list[Line]:
    """Break runs into lines of at most this width, in a font of this size."""
    lines: list[list[Run]] = []
    current: list[Run] = []
    taken = 0.0
    space = canvas.width(Run(" "), size)
    for word in _words(canvas, runs, width, size):
        wide = sum(canvas.width(run, size) for run in word)
        if current and taken + space + wide > width:
            lines.append(current)
            current, taken = [], 0.0
        if current:
            # The space takes the style of both its neighbours, or none.
            same = current[-1] if _alike(current[-1], word[0]) else Run("")
            current.append(Run(" ", same.bold, same.italic, same.shift))
            taken += space
        current.extend(word)
        taken += wide
    if current:
        lines.append(current)
    found = [_merged(line) for line in lines]
    return [Line(line, sum(canvas.width(run, size) for run in line)) for line in found]


def _words(
    canvas: Canvas, runs: Sequence[Run], width: float, size: float
) -> Iterator[tuple[Run, ...]]:
    """Give words, each of the parts of it that differ in style."""
    word: list[Run] = []
    for run in runs:
        for part in _WORDS.findall(run.text):
            if not part.strip(" \t\n"):
                if word:
                    yield tuple(word)
                word = []
                continue
            for piece in _fitting(canvas, Run(part, run.bold, run.italic, run.shift), width, size):
                if piece.text != part and word:
                    yield tuple(word)
                    word = []
                word.append(piece)
    if word:
        yield tuple(word)


def _fitting(canvas: Canvas, run: Run, width: float, size: float) -> Iterator[Run]:
    """Cut a word that is wider than a line, such as an address."""
    if canvas.width(run, size) <= width:
        yield run
        return
    part = ""
    for cluster in _clusters(run.text):
        longer = Run(part + cluster, run.bold, run.italic, run.shift)
        if part and canvas.width(longer, size) > width:
            yield Run(part, run.bold, run.italic, run.shift)
            part = ""
        part += cluster
    yield Run(part, run.bold, run.italic, run.shift)


def _clusters(text: str) -> Iterator[str]:
    """Cut a word into what must not be torn apart: letters with their signs, and conjuncts."""
    cluster = ""
    for character in text:
        joins = unicodedata.category(character).startswith("M") or character in _JOINERS
        if cluster and not joins and cluster[-1] not in _JOINERS:
            yield cluster
            cluster = ""
        cluster += character
    yield cluster


def _alike(one: Run, other: Run) -> bool:
    return (one.bold, one.italic, one.shift) == (other.bold, other.italic, other.shift)


def _merged(runs: Sequence[Run]) -> tuple[Run, ...]:
    merged: list[Run] = []
    for run in runs:
        if merged and _alike(merged[-1], run):
            last = merged.pop()
            run = Run(last.text + run.text, run.bold, run.italic, run.shift)  # noqa: PLW2901
        merged.append(run)
    return tuple(merged)
