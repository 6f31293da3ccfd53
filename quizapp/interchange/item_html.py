"""Texts of items as they are shown on a page: safe HTML, formulas as MathML."""

import re
from html import escape, unescape

from quizapp.domain.items import TextFormat
from quizapp.interchange.formulas import Formula, as_mathml, pieces
from quizapp.interchange.html_text import cleaned, plain_text

__all__ = ["as_plain", "rendered"]

_TAG = re.compile(r"(<[^<>]*>)")
_VERBATIM = frozenset({"code", "pre"})


def rendered(text: str, text_format: TextFormat) -> str:
    """Write a text as HTML for a page, whatever stands in it.

    A formula that cannot be read is shown as it was written.
    """
    if text_format is TextFormat.HTML:
        return _rendered_html(cleaned(text))
    return _with_formulas(text, is_escaped=False).replace("\n", "<br>\n")


def as_plain(text: str, text_format: TextFormat) -> str:
    """Give the words of a text, for lists and messages; formulas stay in TeX."""
    return plain_text(text) if text_format is TextFormat.HTML else text


def _rendered_html(html: str) -> str:
    """Turn formulas between the tags into MathML, but none inside code."""
    parts, depth = [], 0
    for part in _TAG.split(html):
        if part.startswith("<"):
            name = part.strip("</>").partition(" ")[0]
            depth += (-1 if part.startswith("</") else 1) if name in _VERBATIM else 0
            parts.append(part)
        else:
            parts.append(part if depth else _with_formulas(part, is_escaped=True))
    return "".join(parts)


def _with_formulas(text: str, *, is_escaped: bool) -> str:
    parts = []
    for piece in pieces(text):
        if isinstance(piece, Formula):
            parts.append(_formula(piece, is_escaped=is_escaped))
        else:
            parts.append(piece if is_escaped else escape(piece, quote=False))
    return "".join(parts)


def _formula(formula: Formula, *, is_escaped: bool) -> str:
    tex = unescape(formula.tex) if is_escaped else formula.tex
    mathml = as_mathml(tex, is_block=formula.is_block)
    if mathml is None:
        source = formula.source if is_escaped else escape(formula.source, quote=False)
        return f'<code class="formula-source">{source}</code>'
    if formula.is_block:
        # What can be scrolled must be within reach of the keyboard.
        return f'<span class="formula formula-block" tabindex="0">{mathml}</span>'
    return f'<span class="formula">{mathml}</span>'
