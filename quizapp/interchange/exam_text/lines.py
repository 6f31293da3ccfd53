"""The lines of a paper: what every file that a paper comes in is turned into first."""

from dataclasses import dataclass, field

from quizapp.interchange.banks import Place

__all__ = ["Line", "lines_of"]


@dataclass(frozen=True, slots=True)
class Line:
    """One line as people see it, numbering included; an empty text stands for a blank line.

    `marked` are the half-open spans of `text` that are set off (bold, highlighted, underlined or
    coloured), in order and apart from one another: some teachers mark the right option so.
    """

    text: str
    place: Place = field(default_factory=Place)
    marked: tuple[tuple[int, int], ...] = ()


def lines_of(text: str) -> tuple[Line, ...]:
    """Cut plain text into lines, numbered from 1."""
    return tuple(
        Line(line.rstrip(), Place(line=number))
        for number, line in enumerate(text.split("\n"), start=1)
    )
