"""Which format of question a stem and its options are: statements, pairs, order and so on."""

import re
from collections.abc import Sequence

from quizapp.domain.items import ItemFormat
from quizapp.interchange.exam_text.characters import folded

__all__ = ["format_of"]

_ASSERTION = re.compile(
    r"\bassertion\b.*\breason\b|अभिकथन.*कारण|\bstatement[- ]?i\b.*\bstatement[- ]?ii\b"
    r"|कथन[- ]?i\b.*कथन[- ]?ii\b",
    re.DOTALL,
)
_EXPLAINS = re.compile(r"correct explanation|explains|सही व्याख्या|सही स्पष्टीकरण|व्याख्या करता")
_HOW_MANY = re.compile(
    r"\bhow many\b[^?]*\b(?:above|given|following|statements?|pairs?|these)\b|में से कितने"
)
_PAIRS = re.compile(
    r"\bpairs?\b|\b(?:correctly|wrongly|incorrectly|not properly|properly) matched\b"
    r"|\bmatch (?:the|list|column)"
    r"|\blist[- ]?(?:i|1)\b|\bcolumn[- ]?(?:i|1|a)\b|युग्म|सुमेलित|सूची[- ]?(?:i|1)\b|मिलान"
)
_ORDER = re.compile(
    r"\b(?:chronological|correct|ascending|descending|proper|right|increasing|decreasing)\s+(?:chronological\s+)?"
    r"(?:order|sequence)\b|\barrange\b|कालानुक्रम|सही क्रम|आरोही क्रम|अवरोही क्रम|व्यवस्थित"
)
_CODED = re.compile(
    r"^(?:[a-f1-6]|i{1,3}|iv|v)(?:\s*(?:[-,;>→]|\s)\s*(?:[a-f1-6]|i{1,3}|iv|v)){2,}$"
)
_STATEMENTS = re.compile(
    r"\b(?:which|select|choose)\b.*\b(?:statements?|given above|of the above)\b"
    r"|\bconsider the following\b"
    r"|कथनों पर विचार|उपर्युक्त.*(?:कौन|सही)|कथनों में से"
)
_LISTED = re.compile(r"^\s*[(\[]?(?:[1-9]|i{1,3}|iv|v|[a-e]|कथन)\s?[.):\]-]", re.MULTILINE)
_REFERS = re.compile(
    r"^(?:only|both|neither|either|all|none|statement|कथन|केवल|दोनों|न तो|सभी|कोई नहीं"
    r"|\d|i{1,3}\b|iv\b|[a-e]\b)"
)
_NEGATIVE = re.compile(
    r"\b(?:which|who|what|where|identify|select|choose|find)\b[^?]*\b(?:not|incorrect(?:ly)?|except|false|wrong|odd)\b"
    r"|\bexcept\s*[:?.-]*$|(?:कौन|किस|क्या)[^?]*(?:नहीं|असत्य|गलत|असंगत)|असत्य|को छोड़कर"
)


LOOKED_AT = 1_500


def format_of(stem: str, options: Sequence[str]) -> ItemFormat:
    """Tell the format of a single-best-answer item by its words, in either language."""
    text = folded(_ends(stem)).casefold()
    choices = [folded(option).casefold().strip(" .") for option in options]
    if _ASSERTION.search(text) and any(map(_EXPLAINS.search, [*choices, text])):
        return ItemFormat.ASSERTION_REASON
    if _PAIRS.search(text):
        return ItemFormat.PAIRS
    listed = len(_LISTED.findall(text)) > 1
    if _HOW_MANY.search(text) and listed:
        return ItemFormat.HOW_MANY
    if _ORDER.search(text) and sum(bool(_CODED.match(each)) for each in choices) * 2 > len(choices):
        return ItemFormat.ORDER
    refers = sum(bool(_REFERS.match(each)) for each in choices) * 2 > len(choices)
    if refers and (listed or _ASSERTION.search(text)) and (_STATEMENTS.search(text) or listed):
        return ItemFormat.STATEMENTS
    return ItemFormat.NEGATIVE if _NEGATIVE.search(text) else ItemFormat.DIRECT


def _ends(stem: str) -> str:
    """Leave out the middle of a very long stem: what is asked stands at its beginning or end."""
    return stem if len(stem) <= 2 * LOOKED_AT else f"{stem[:LOOKED_AT]}\n{stem[-LOOKED_AT:]}"
