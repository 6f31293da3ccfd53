r"""Formulas in TeX, as texts of items hold them: finding them, and turning them into MathML.

A formula stands between `\( \)` (in the line), `\[ \]` or `$$ $$` (on a line of its own).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from latex2mathml.converter import convert
from lxml import etree

__all__ = ["Formula", "as_mathml", "pieces"]

FORMULA_MAXIMUM = 2_000
"""The longest formula that is turned into MathML, in characters."""

_FORMULA = re.compile(
    r"\\\((?P<inline>.+?)\\\)|\\\[(?P<block>.+?)\\\]|\$\$(?P<dollars>.+?)\$\$", re.DOTALL
)
_SPACE = "http://www.w3.org/1998/Math/MathML"
_ELEMENT = re.compile(
    r"math|mrow|mi|mn|mo|mtext|mspace|ms|mfrac|msqrt|mroot|mstyle|mpadded|mphantom|mfenced|menclose"
    r"|msub|msup|msubsup|munder|mover|munderover|mmultiscripts|mprescripts|none|mtable|mtr|mtd"
)
_ATTRIBUTE = re.compile(
    r"display|displaystyle|scriptlevel|mathvariant|stretchy|fence|form|separators?|largeop|symmetric"
    r"|movablelimits|accent|accentunder|[lr]space|minsize|maxsize|linethickness|notation|open|close"
    r"|(?:column|row)(?:align|lines|spacing|span)|frame|width|height|depth|voffset"
    r"|math(?:color|background|size)"
)
_CHILDREN = {"mfrac": 2, "mroot": 2, "msub": 2, "msup": 2, "msubsup": 3, "munderover": 3}
_BRACE = re.compile(r"\\.|([{}])", re.DOTALL)
_PLAIN_VALUE = re.compile(r"[\w .,%#()|\[\]{}<>+-]*")


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula of a text: its TeX without the signs around it, and with them as `source`."""

    tex: str
    source: str
    is_block: bool


def pieces(text: str) -> Iterator[str | Formula]:
    """Cut a text into its formulas and what stands between them; joined they are the text."""
    end = 0
    for found in _FORMULA.finditer(text):
        if found.start() > end:
            yield text[end : found.start()]
        tex = found["inline"] or found["block"] or found["dollars"]
        yield Formula(tex, found[0], found["inline"] is None)
        end = found.end()
    if end < len(text):
        yield text[end:]


@lru_cache(maxsize=4096)
def as_mathml(tex: str, *, is_block: bool = False) -> str | None:
    """Write a formula as MathML that a page may hold as it is; None where it cannot be read."""
    if len(tex) > FORMULA_MAXIMUM or not _is_balanced(tex):
        return None
    try:
        made = convert(tex, display="block" if is_block else "inline")
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
        )
        root = etree.fromstring(made, parser)
    except Exception:  # noqa: BLE001 — the converter raises whatever wrong TeX brings it to
        return None
    # It copies words and some arguments as they are, so that only what is known may stay.
    return etree.tostring(root, encoding="unicode") if all(map(_is_known, root.iter())) else None


def _is_balanced(tex: str) -> bool:
    depth = 0
    for found in _BRACE.finditer(tex):
        depth += {"{": 1, "}": -1, None: 0}[found[1]]
        if depth < 0:
            return False
    return depth == 0


def _is_known(element: etree._Element) -> bool:
    name = etree.QName(element)
    return (
        name.namespace == _SPACE
        and _ELEMENT.fullmatch(name.localname) is not None
        and len(element) == _CHILDREN.get(name.localname, len(element))
        # A command that the converter does not know.
        and not (element.text or "").startswith("\\")
        and all(
            _ATTRIBUTE.fullmatch(str(attribute)) and _PLAIN_VALUE.fullmatch(str(value))
            for attribute, value in element.attrib.items()
        )
    )
