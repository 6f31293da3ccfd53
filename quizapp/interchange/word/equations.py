"""Word's formulas (OMML, ECMA-376 part 1, 22.1) → TeX, as far as exam papers use them."""

from collections.abc import Callable, Mapping

from lxml import etree

from quizapp.interchange.word.elements import child, children, descend, name_of, value_of

__all__ = ["tex_of"]

_FUNCTIONS = frozenset({"sin", "cos", "tan", "cot", "sec", "csc", "log", "ln", "lim", "max", "min"})
_NARY = {
    "∑": r"\sum",
    "∏": r"\prod",
    "∫": r"\int",
    "∬": r"\iint",
    "∮": r"\oint",
    "\u22c3": r"\bigcup",
    "\u22c2": r"\bigcap",
}
_ACCENTS = {"\u0302": r"\hat", "\u0304": r"\bar", "\u0305": r"\bar", "\u20d7": r"\vec"}
_BRACKETS = {"{": r"\{", "}": r"\}", "": "."}
# Characters that TeX takes for commands.
_ESCAPES = str.maketrans({each: f"\\{each}" for each in "#$%&_{}"} | {"\\": r"\backslash "})


def tex_of(element: etree._Element) -> str:
    """Write a formula in TeX, without delimiters; "" where it is empty."""
    return _all(element).strip()


def _all(element: etree._Element | None) -> str:
    return "" if element is None else "".join(map(_one, element))


def _one(element: etree._Element) -> str:
    name = name_of(element)
    if name in _WRITERS:
        return _WRITERS[name](element)
    return "" if name.endswith("Pr") else _all(element)


def _run(element: etree._Element) -> str:
    text = "".join(each.text or "" for each in children(element, "t"))
    if text.strip() in _FUNCTIONS:
        return f"\\{text.strip()} "
    return text.translate(_ESCAPES)


def _group(element: etree._Element | None) -> str:
    return f"{{{_all(element)}}}"


def _part(element: etree._Element, name: str) -> str:
    return _group(child(element, name))


def _fraction(element: etree._Element) -> str:
    if value_of(child(element, "fPr"), "type") == "lin":
        return f"{_part(element, 'num')}/{_part(element, 'den')}"
    return rf"\frac{_part(element, 'num')}{_part(element, 'den')}"


def _radical(element: etree._Element) -> str:
    degree = _all(child(element, "deg")).strip()
    return rf"\sqrt{f'[{degree}]' if degree else ''}{_part(element, 'e')}"


def _scripts(element: etree._Element) -> str:
    text = _part(element, "e")
    for name, sign in (("sub", "_"), ("sup", "^")):
        if child(element, name) is not None:
            text += sign + _part(element, name)
    return text


def _nary(element: etree._Element) -> str:
    settings = child(element, "naryPr")
    sign = value_of(settings, "chr") or "∫"
    text = _NARY.get(sign, sign)
    for name, mark in (("sub", "_"), ("sup", "^")):
        if _all(child(element, name)).strip():
            text += mark + _part(element, name)
    return f"{text} {_all(child(element, 'e'))}"


def _delimited(element: etree._Element) -> str:
    settings = child(element, "dPr")
    opening, closing, separator = (
        value_of(settings, name) if descend(settings, name) is not None else default
        for name, default in (("begChr", "("), ("endChr", ")"), ("sepChr", "|"))
    )
    inner = f" {separator or ''} ".join(_all(each) for each in children(element, "e"))
    left, right = (_BRACKETS.get(each or "", each) for each in (opening, closing))
    return rf"\left{left} {inner} \right{right}"


def _matrix(element: etree._Element) -> str:
    rows = r" \\ ".join(
        " & ".join(_all(cell) for cell in children(row, "e")) for row in children(element, "mr")
    )
    return rf"\begin{{matrix}}{rows}\end{{matrix}}"


def _rows(element: etree._Element) -> str:
    rows = r" \\ ".join(_all(row) for row in children(element, "e"))
    return rf"\begin{{matrix}}{rows}\end{{matrix}}"


def _function(element: etree._Element) -> str:
    return f"{_all(child(element, 'fName'))} {_part(element, 'e')}"


def _accent(element: etree._Element) -> str:
    sign = value_of(child(element, "accPr"), "chr") or "\u0302"
    return _ACCENTS.get(sign, r"\hat") + _part(element, "e")


def _bar(element: etree._Element) -> str:
    is_above = value_of(child(element, "barPr"), "pos") == "top"
    return (r"\overline" if is_above else r"\underline") + _part(element, "e")


def _limit_below(element: etree._Element) -> str:
    return f"{_all(child(element, 'e'))}_{_part(element, 'lim')}"


def _limit_above(element: etree._Element) -> str:
    return f"{_all(child(element, 'e'))}^{_part(element, 'lim')}"


_WRITERS: Mapping[str, Callable[[etree._Element], str]] = {
    "r": _run,
    "f": _fraction,
    "rad": _radical,
    "sSub": _scripts,
    "sSup": _scripts,
    "sSubSup": _scripts,
    "nary": _nary,
    "d": _delimited,
    "m": _matrix,
    "eqArr": _rows,
    "func": _function,
    "acc": _accent,
    "bar": _bar,
    "limLow": _limit_below,
    "limUpp": _limit_above,
}
