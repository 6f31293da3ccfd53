"""Formulas in TeX → runs on one line: √(x), (a + b)/c, powers raised and indices lowered."""

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from quizapp.interchange.print.runs import Run

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

__all__ = ["formula_runs", "split_formulas"]

_FORMULA = re.compile(r"\\\((.*?)\\\)|\\\[(.*?)\\\]|\$\$(.*?)\$\$", re.DOTALL)
_SIMPLE = re.compile(r"[\w.,∞°%]*", re.UNICODE)
_RELATIONS = frozenset("=<>≤≥≠≈≡→⇒⇔∈∉⊂⊆∪∩+−×÷±·∝∼")  # noqa: RUF001 — as formulas have them
_ACCENTS = {"→": "\u20d7", "¯": "\u0305", "^": "\u0302", "~": "\u0303", "˙": "\u0307"}
_FENCES = "()[]{}|"


def split_formulas(text: str) -> Iterator[tuple[str, bool]]:
    """Cut a text at its formulas: pieces, each with whether it is the inside of a formula."""
    last = 0
    for found in _FORMULA.finditer(text):
        yield text[last : found.start()], False
        yield next(filter(None, found.groups()), ""), True
        last = found.end()
    yield text[last:], False


def formula_runs(tex: str) -> tuple[Run, ...]:
    """Set a formula on one line; what cannot be understood stays as it is written."""
    # A library that few papers need.
    from latex2mathml.converter import convert_to_element  # noqa: PLC0415

    try:
        return tuple(_joined(_runs(convert_to_element(tex))))
    except Exception:  # noqa: BLE001 — the library lets many kinds escape on broken formulas
        return (Run(tex),)


def _runs(element: "Element") -> list[Run]:  # noqa: PLR0911 — one for each element
    children = list(element)
    match element.tag, children:
        case "mfrac", [above, below]:
            return [*_in_brackets(above), Run("/"), *_in_brackets(below)]
        case "msqrt", _:
            return [Run("√"), *_bracketed(_all(children))]
        case "mroot", [inside, degree]:
            return [*_shifted(_runs(degree), 1), Run("√"), *_in_brackets(inside)]
        case (("msup" | "mover"), [base, above]):
            return _over(_runs(base), above)
        case (("msub" | "munder"), [base, below]):
            return [*_runs(base), *_shifted(_runs(below), -1)]
        case (("msubsup" | "munderover"), [base, below, above]):
            return [*_runs(base), *_shifted(_runs(below), -1), *_shifted(_runs(above), 1)]
        case "mtable", rows:
            return _table(rows)
        case "mspace", _:
            return [Run(" ")]
        case (("mi" | "mn" | "mo" | "mtext"), []):
            return [_token(element)]
        case _:
            return _all(children)


def _token(element: "Element") -> Run:
    from html import unescape  # noqa: PLC0415 — beside the library whose tokens are escaped

    text = unescape(element.text or "")
    if element.tag == "mo" and text in _RELATIONS:
        return Run(f" {text} ")
    if element.tag == "mi" and text.startswith("\\"):
        return Run(text[1:])
    return Run(text, italic=element.tag == "mi" and len(text) == 1 and text.isascii())


def _all(elements: Sequence["Element"]) -> list[Run]:
    return [run for element in elements for run in _runs(element)]


def _over(base: list[Run], above: "Element") -> list[Run]:
    sign = _words(_runs(above)).strip()
    if sign in _ACCENTS and len(_words(base)) == 1:
        return [Run(base[0].text + _ACCENTS[sign], italic=base[0].italic)]
    if sign == "∘":
        return [*base, Run("°")]
    return [*base, *_shifted(_runs(above), 1)]


def _table(rows: Sequence["Element"]) -> list[Run]:
    """Write a matrix row by row: 1, 2; 3, 4."""
    runs: list[Run] = []
    for number, row in enumerate(rows):
        runs += [Run("; ")] if number else []
        for place, cell in enumerate(row):
            runs += [Run(", ")] if place else []
            runs += _runs(cell)
    return runs


def _in_brackets(element: "Element") -> list[Run]:
    return _bracketed(_runs(element))


def _bracketed(runs: list[Run]) -> list[Run]:
    """Put brackets around more than one number or name."""
    text = _words(runs)
    closed = text[:1] in _FENCES and text[-1:] in _FENCES and text.count(text[:1]) == 1
    if _SIMPLE.fullmatch(text) or closed:
        return runs
    return [Run("("), *runs, Run(")")]


def _shifted(runs: list[Run], shift: int) -> list[Run]:
    """Raise or lower; what is raised once stays there."""
    return [
        Run(run.text.strip() or run.text, run.bold, run.italic, run.shift or shift) for run in runs
    ]


def _words(runs: Sequence[Run]) -> str:
    return "".join(run.text for run in runs)


def _joined(runs: list[Run]) -> Iterator[Run]:
    """A sign between two numbers has spaces around it, one in front of a number has none."""
    for position, run in enumerate(runs):
        before = runs[position - 1].text.strip() if position else "("
        if run.text in {" + ", " − "} and (before in _RELATIONS or before[-1:] in {"(", ",", ""}):
            yield Run(run.text.strip(), run.bold, run.italic, run.shift)
        else:
            yield run
