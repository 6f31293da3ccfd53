"""MathML → a formula in a line: TeX where the formula brings its own, else signs as people type."""

from lxml import etree

__all__ = ["linear", "tex_of"]

DEPTH_MAXIMUM = 60
_TEX = frozenset({"application/x-tex", "tex", "latex", "application/x-latex", "math/tex"})
_PATTERNS = {
    ("mfrac", 2): "{0}/{1}",
    ("msup", 2): "{0}^{1}",
    ("msub", 2): "{0}_{1}",
    ("msubsup", 3): "{0}_{1}^{2}",
    ("munderover", 3): "{0}_{1}^{2}",
    ("munder", 2): "{0}_{1}",
    ("mover", 2): "{0}^{1}",
    ("mroot", 2): "{1}√{0}",
}
_ROWS = {
    "msqrt": ("√(", " ", ")"),
    "mfenced": ("(", ", ", ")"),
    "mtable": ("[", "; ", "]"),
    "mtr": ("", ", ", ""),
}
"""What stands before, between and after the parts."""
_HIDDEN = frozenset({"annotation", "annotation-xml", "mphantom"})


def tex_of(math: etree._Element) -> str | None:
    """Give the TeX that the formula carries as an annotation."""
    for element in math.iter():
        if _name(element) == "annotation" and element.get("encoding", "").casefold() in _TEX:
            return (element.text or "").strip() or None
    return None


def linear(element: etree._Element, depth: int = 0) -> str:
    """Write a formula in a line: "(a + b)/(2a)", "x^2", "√(y)"."""
    name = _name(element)
    if name in _HIDDEN or depth > DEPTH_MAXIMUM:
        return ""
    parts = [linear(child, depth + 1) for child in element]
    if not parts:
        return " ".join((element.text or "").split())
    pattern = _PATTERNS.get((name, len(parts)))
    if pattern is not None:
        return pattern.format(*map(_grouped, parts))
    before, between, after = _ROWS.get(name, ("", " ", ""))
    return before + between.join(part for part in parts if part) + after


def _grouped(text: str) -> str:
    return text if text.isalnum() else f"({text})"


def _name(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2].rpartition(":")[2].lower()
