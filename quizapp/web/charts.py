"""Charts as inline SVG in our own colours.

pygal does the geometry. What it adds for pages of its own (style sheet, script, tooltips) is taken
out, because the content security policy allows nothing inline; `static/css/charts.css` colours what
is left through the tokens, so that a chart follows light and dark by itself.

A chart is always shown by the macro `chart_figure`, with its figures as a table below it. Shares by
name (topics, options) need no drawing: the macro `bars` is a table whose rows hold their bars.
"""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pygal
from markupsafe import Markup
from pygal.etree import etree
from pygal.style import Style

# pygal hooks itself into every later import to find its maps, in a way that Python has deprecated
# and warns about. There are no maps here.
sys.meta_path[:] = [
    finder for finder in sys.meta_path if not isinstance(finder, pygal.PluginImportFixer)
]

#: The drawing's own units: about the pixels of a phone, so that its labels can be read there.
_WIDTH = 400
_HEIGHT = 220
_LABEL_SIZE = 13

#: As many labels as fit under a chart on a phone.
_MOST_LABELS = 4


@dataclass(frozen=True, slots=True)
class Point:
    """A value of a chart: where it stands, how large it is, and how both are said in words.

    `label` stands under it; `text` ("21 November 2026: 67%") is what a pointer shows on it.
    """

    label: str
    value: float
    text: str


def line(points: Sequence[Point], *, marks: Sequence[float], mark_texts: Sequence[str]) -> Markup:
    """Draw values in their order, joined by a line: progress over time.

    Args:
        points: at least one.
        marks: where the vertical axis has lines; the first and the last bound it.
        mark_texts: what stands at them.
    """
    return _draw(pygal.Line, points, marks, mark_texts)


def columns(
    points: Sequence[Point], *, marks: Sequence[float], mark_texts: Sequence[str]
) -> Markup:
    """Draw values as columns side by side: how the scores of a class are distributed.

    Args:
        points: at least one.
        marks: where the vertical axis has lines; the first and the last bound it.
        mark_texts: what stands at them.
    """
    return _draw(pygal.Bar, points, marks, mark_texts)


def _draw(
    kind: Any,  # noqa: ANN401 - pygal has no types
    points: Sequence[Point],
    marks: Sequence[float],
    mark_texts: Sequence[str],
) -> Markup:
    chart = kind(
        width=_WIDTH,
        height=_HEIGHT,
        margin=8,
        spacing=8,
        css=[],
        js=[],
        show_legend=False,
        show_x_guides=False,
        dots_size=4.5,
        truncate_label=-1,
        range=(marks[0], marks[-1]),
        style=Style(label_font_size=_LABEL_SIZE, major_label_font_size=_LABEL_SIZE),
    )
    chart.y_labels = [
        {"value": value, "label": text} for value, text in zip(marks, mark_texts, strict=True)
    ]
    chart.x_labels = _thinned([point.label for point in points])
    chart.add("", [point.value for point in points])
    root = chart.render_tree()
    _strip(root, [point.text for point in points])
    return Markup(etree.tostring(root, encoding="unicode"))  # noqa: S704 - pygal escapes what it is given


def _thinned(labels: list[str]) -> list[str]:
    """Keep the first and the last label and a few between them, evenly; the others are empty."""
    last = len(labels) - 1
    if last < _MOST_LABELS:
        return labels
    kept = {round(last * step / (_MOST_LABELS - 1)) for step in range(_MOST_LABELS)}
    return [label if index in kept else "" for index, label in enumerate(labels)]


def _strip(root: Any, texts: Sequence[str]) -> None:  # noqa: ANN401 - an element of lxml
    """Leave the drawing only, with the text of each value as the title of its dot or column."""
    for element in list(root.iter()):
        if not isinstance(element.tag, str):  # a comment
            element.getparent().remove(element)
            continue
        element.attrib.pop("style", None)
        overlay = "tooltip-overlay" in element.get("class", "")
        if element.tag in {"defs", "style", "script", "title", "desc"} or overlay:
            element.getparent().remove(element)
    shapes = [
        element
        for element in root.iter("circle", "rect")
        if "tooltip-trigger" in element.get("class", "")
    ]
    for shape, text in zip(shapes, texts, strict=True):
        etree.SubElement(shape, "title").text = text
    root.attrib.pop("id", None)
    root.set("class", "chart-drawing")
    # The figure's caption and table say what it shows.
    root.set("aria-hidden", "true")
    root.set("focusable", "false")
