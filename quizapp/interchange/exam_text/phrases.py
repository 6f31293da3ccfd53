"""The words that papers are put together with: "Ans.", "व्याख्या", "Directions", "Answer key"."""

import re
from dataclasses import dataclass

__all__ = [
    "ANSWER_HERE",
    "LETTER",
    "Found",
    "answer_at_end",
    "answer_label",
    "explanation_inside",
    "explanation_label",
    "heading_of",
    "is_directions",
    "is_key_heading",
    "range_of",
    "solution_label",
    "without_tag",
]

LETTER = r"(?:[a-hA-H]|[1-8]|[ivIV]{1,3}|[कखगघङअबसदआइई]|बी|सी|डी|ए)"
"""What an answer names an option with."""
ANSWER_HERE = re.compile(
    rf"\s*(?:(?i:option|choice|विकल्प)\s*)?(?:[(\[]\s?{LETTER}\s?[)\]]|{LETTER}(?=[).\]:,]|\s*$|\s-))"
)
_ENGLISH_ANSWER = (
    r"(?:the\s)?(?:(?:correct|right)\s(?:answer|ans|option|choice)|answers?|ans|key(?=\s?[:=]))"
    r"(?:\s(?:option|key))?"
)
_HINDI_ANSWER = r"(?:सही\s(?:उत्तर|विकल्प|जवाब)|उत्तर|उत्तरः|उत्तर|जवाब)"
_AFTER = (
    r"(?P<gap>\s*(?:[:=।ः]|\.|\)|-(?=\s|\W|\w\W*$)|(?i:is)\b\s?[:-]?|है\s?[:-]?)+|\s+)\s*(?:-\s)?"
)
_ANSWER = re.compile(
    rf"[\s\[({{#>]*(?P<word>(?i:{_ENGLISH_ANSWER})(?![^\W\d_])|{_HINDI_ANSWER}(?![\u0900-\u0902\u0904-\u0963]))"
    rf"{_AFTER}"
)
_ANSWER_ALONE = re.compile(rf"[\s\[(]*(?:(?i:{_ENGLISH_ANSWER})|{_HINDI_ANSWER})\s*[:.\-]?\s*$")
_ANSWER_AT_END = re.compile(
    rf"(?<=[\s\t])[\[(]?(?:(?i:answer|ans|correct answer)|उत्तर|सही उत्तर)\s?[.:)=ः-]*\s?-?\s?"
    rf"(?P<answer>[(\[]\s?{LETTER}\s?[)\]]|(?<=[\s.:)=ः-]){LETTER})\s?[\])]?\s*\.?\s*$"
)
_EXPLANATION = (
    r"(?:(?i:(?:detailed\s)?(?:explanation|explaination|solution)|expl?|soln?|rationale)"
    r"|व्याख्या|स्पष्टीकरण|हल|समाधान)"
)
_EXPLANATION_HEAD = re.compile(
    rf"[\s\[(#>]*{_EXPLANATION}(?:\s?[(\[]\w[)\]])?(?:\s?[:.)\]-]+|ः|\s*$)[:\s-]*"
)
_EXPLANATION_INSIDE = re.compile(rf"(?:(?<=\s)|(?<=[).;,।]))[\[(]?{_EXPLANATION}\s?[:.)-]+\s*")
_SOLUTION = re.compile(
    r"\s*(?:(?i:s|sol|solution|ans|answer|explanation|exp|a)\s?-?"
    r"|(?i:s|sol|ans)\.\s?(?=\d+\s?[.):-]*\s?"
    r"(?i:ans|[(\[]))|उत्तर\s?|हल\s?|व्याख्या\s?)(?P<number>\d{1,4})\s?[.):-]+\s?"
)
_KEY_HEADING = re.compile(
    r"\W*(?:(?i:(?:the\s)?answers?\s?-?(?:keys?|sheet)|ans\.?\s?keys?|answers?|keys?"
    r"|correct answers|(?:answers?|hints?|keys?)?(?:\swith\s|\s?(?:and|&)\s?)?"
    r"(?:detailed\s)?(?:solutions?|explanations?))"
    r"|उत्तर\s?-?(?:माला|कुंजी|कुञ्जी|तालिका|सूची)|(?:सही\s)?उत्तर"
    r"|व्याख्या(?:\sसहित\sउत्तर)?|हल(?:\sसहित\sउत्तर)?)"
    r"(?P<rest>[^\n]*)$"
)
_SINGULAR = re.compile(
    r"\W*(?:(?i:answer|key|solution|explanation|ans)|(?:सही\s)?उत्तर|हल|व्याख्या)\W*$"
)
_DIRECTIONS = re.compile(
    r"\W*(?:(?i:directions?|instructions?)\s?(?:[:(\d-]|(?i:for|q)\b)"
    r"|(?i:passage|comprehension|paragraph)(?:\s?[-:]|\s?-?\s?[\dIVXA-D]{0,4}\s?[:.)-]*\s*$)"
    r"|(?i:(?:read|study)\s(?:the|this)\s(?:\w+\s){0,4}?"
    r"(?:passage|paragraph|table|chart|graph|data|information|text)s?\b)"
    r"|(?i:(?:q(?:uestions?|\.)?)\s?(?:nos?\.?\s)?\d+\s?(?:to|-|and|&)\s?\d+)"
    r"|निर्देश\s?[:(\d-]|(?:गद्यांश|अनुच्छेद|परिच्छेद)\s?(?:[-:(]|\d{0,3}\s*$)"
    r"|(?:निम्नलिखित|दिए गए|नीचे दिए गए|निम्न)\s(?:गद्यांश|परिच्छेद|अनुच्छेद|तालिका|आँकड़ों)\sक)"
)
_RANGE = re.compile(r"(\d{1,4})\s?\.?(?:-|to|से|and|&|एवं|और)\s?(?:Q\.?\s?)?(\d{1,4})")
_HEADING = re.compile(
    r"[\W_]*(?:(?i:section|part|unit|chapter|topic|subject)|खण्ड|खंड|भाग|अध्याय|विषय|इकाई)"
    r"(?:\s?[-–—:.]?\s?(?:[A-Z]|[IVX]{1,5}|\d{1,3}|[\u0905-\u0939०-९]{1,2})\s*"
    r"(?:[-–—:.(\[][^\n]{0,80})?|\s?:[^\n]{1,80})[\W_]*$"
)
_KIND_OF_QUESTION = re.compile(
    r"\s*[(\[]?[IVX]{1,5}[.):\]]+\s*(?i:multiple[ -]choice|objective|fill in the blank"
    r"|true (?:or|and|/) false|state (?:whether|true)|(?:very )?(?:short|long) answer|one word"
    r"|answer (?:the following|in (?:one|brief))|match the (?:following|columns?))[^\n?]{0,60}$"
)
_TAG = re.compile(
    r"[\[(]\s?(?P<tag>[^\[\]()]{0,40}\b(?:UPSC|IAS|CSE|CDS|NDA|CAPF|[A-Z]{1,4}PSC|[A-Z]{1,3}PCS|RAS|SSC"
    r"|CGL|CHSL|MTS|CPO|RRB|NTPC|IBPS|SBI|RBI|NABARD|LIC|CTET|[A-Z]{1,3}TET|UGC|NET|NEET|JEE|GATE|CAT"
    r"|CLAT|CUET|CBSE|NCERT|Prelims)\b[^\[\]()]{0,60})\s?[\])]"
)
_MARKDOWN = re.compile(r"\s*#{1,6}\s+(?P<name>\S.*)$")
_HEAD_OF_RANGE = 160
_LONG = 90


@dataclass(frozen=True, slots=True)
class Found:
    """A phrase in a line: where it begins, and where what it introduces does."""

    start: int
    end: int
    number: int | None = None


def answer_label(shape: str) -> Found | None:
    """Find "Ans." or "उत्तर:" at the head of a folded line, where an answer follows or nothing."""
    found = _ANSWER.match(shape)
    if found is None:
        alone = _ANSWER_ALONE.match(shape)
        return None if alone is None or _wraps(shape) else Found(0, alone.end())
    if not shape[found.end() :].strip() and _wraps(shape):
        return None
    gap = found["gap"]
    if gap.strip() or ANSWER_HERE.match(shape, found.end()):
        return Found(0, found.end())
    return None


def answer_at_end(shape: str) -> Found | None:
    """Find "Ans. (c)" at the end of a folded line that says something else before."""
    found = _ANSWER_AT_END.search(shape)
    return None if found is None else Found(found.start(), found.start("answer"))


def explanation_label(shape: str) -> Found | None:
    """Find "Explanation:" or "Sol." at the head of a folded line."""
    found = _EXPLANATION_HEAD.match(shape)
    if found is None or (found.end() == len(shape) and _wraps(shape)):
        return None
    return Found(0, found.end())


def _wraps(shape: str) -> bool:
    """Whether a lone word is the end of a sentence: "… select the correct / answer:"."""
    return shape.strip()[:1].islower()


def explanation_inside(shape: str, at: int) -> Found | None:
    """Find "Explanation:" in a folded line after an answer."""
    found = _EXPLANATION_INSIDE.search(shape, at)
    return None if found is None else Found(found.start(), found.end())


def solution_label(shape: str) -> Found | None:
    """Find "S1." or "Solution 1:" at the head of a folded line."""
    found = _SOLUTION.match(shape)
    return None if found is None else Found(0, found.end(), int(found["number"]))


def is_key_heading(shape: str) -> bool | None:
    """Whether a folded line heads answers: None where only what follows can tell ("Answer")."""
    found = _KEY_HEADING.match(shape)
    if found is None or len(shape) > _LONG:
        return False
    rest = found["rest"].strip(" :*#=-_.।\t")
    if _SINGULAR.match(shape):
        return None
    if not rest:
        return True
    named = ANSWER_HERE.match(rest) is not None or any(map(str.isdigit, rest))
    first = rest.split()[0].casefold()
    return not named and (rest[0] in "([/&" or first in {"for", "to", "of", "with", "and", "सहित"})


def is_directions(shape: str) -> bool:
    """Whether a folded line begins a passage or directions for several questions."""
    return _DIRECTIONS.match(shape) is not None


def range_of(shape: str) -> tuple[int, int] | None:
    """Read which questions directions are for: "Directions (1-5): …" gives 1 and 5."""
    found = _RANGE.search(shape[:_HEAD_OF_RANGE])
    if found is None or int(found[1]) > int(found[2]):
        return None
    return int(found[1]), int(found[2])


def heading_of(text: str) -> str | None:
    """Give the name of the section that a line begins; None where it begins none."""
    found = _MARKDOWN.match(text)
    if found is not None:
        return found["name"].strip("# *")
    found = _KIND_OF_QUESTION.match(text)
    if found is not None:
        return text.strip()
    found = _HEADING.match(text)
    if found is None or text.rstrip()[-1:] in ".?।" or len(text) > _LONG:
        return None
    return text.strip("*=_-–— \t:#")


def without_tag(text: str) -> tuple[str, str]:
    """Take "[UPSC 2019]" from the beginning or the end of a text: the rest, and the exam's name."""
    head = _TAG.match(text)
    if head is not None and text[head.end() :].strip():
        return text[head.end() :].strip(), head["tag"].strip()
    at = max(text.rfind("["), text.rfind("("))
    tail = _TAG.fullmatch(text, at) if at >= 0 else None
    if tail is None:
        return text, ""
    return text[:at].rstrip(), tail["tag"].strip()
