"""Lines of a paper whose font nobody named: in Unicode, if they are in the code."""

from collections.abc import Sequence
from dataclasses import replace

from quizapp.errors import N_, Problem
from quizapp.interchange.banks import Action, Finding
from quizapp.interchange.exam_text.lines import Line
from quizapp.interchange.kruti_dev.recognition import convert_line, is_kruti_dev

__all__ = ["lines_in_unicode"]


def lines_in_unicode(
    lines: Sequence[Line], filename: str
) -> tuple[tuple[Line, ...], tuple[Finding, ...]]:
    """Convert lines that are in Kruti Dev's code as their words show, and say so."""
    if not is_kruti_dev("\n".join(line.text for line in lines)):
        return tuple(lines), ()
    problem = Problem(
        N_(
            "The text is in the code of Kruti Dev or a font like it and was turned into Unicode."
            " Check its Hindi."
        ),
        file=filename,
    )
    return tuple(map(_converted, lines)), (Finding(problem, Action.CHECK),)


def _converted(line: Line) -> Line:
    text = convert_line(line.text)
    if text == line.text:
        return line
    # Characters change their number and their places: a line is marked as a whole or not at all.
    is_marked = sum(end - start for start, end in line.marked) * 2 > len(line.text)
    return replace(line, text=text, marked=((0, len(text)),) if is_marked else ())
