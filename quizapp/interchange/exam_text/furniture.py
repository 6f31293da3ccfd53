"""What belongs to the page, not to the paper: page numbers, addresses, invitations to channels."""

import re
from collections.abc import Sequence

from quizapp.errors import N_, Problem
from quizapp.interchange.banks import Action, Finding
from quizapp.interchange.exam_text.characters import folded
from quizapp.interchange.exam_text.labels import head_labels, question_label
from quizapp.interchange.exam_text.lines import Line
from quizapp.interchange.exam_text.phrases import (
    answer_label,
    explanation_label,
    heading_of,
    is_directions,
    is_key_heading,
)

__all__ = ["without_furniture"]

REPEATED = 3
LENGTH_MAXIMUM = 120
EXCERPT = 80
_RULE = re.compile(r"[\s\-=_*~#.+|]*[\-=_*~#+]{3,}[\s\-=_*~#.+|]*")
_PAGE = re.compile(
    r"\W*(?:(?:page|pg\.?|p\.|पृष्ठ|पेज)\s?(?:no\.?|सं\.?)?\s?[:-]?\s?\d{1,4}(?:\s?(?:of|/|से|का)\s?\d{1,4})?"
    r"|\d{1,4}\s?\|?\s?p\s?a\s?g\s?e(?:\s?\|?\s?\d{1,4})?)\W*",
    re.IGNORECASE,
)
_LONE_NUMBER = re.compile(r"\s*-?\s?\d{1,4}\s?(?:-|(?:/|of)\s?\d{1,4})?\s*")
_ADDRESS = re.compile(
    r"[^?]{0,50}(?:https?://\S+|\bwww\.\S+|\bt\.me/\S+|\b[\w-]+\.(?:com|in|org|co\.in)\b)[^?]{0,30}",
    re.IGNORECASE,
)
_INVITATION = re.compile(
    r"\b(?:join|subscribe|follow|download|click here|share|whats?app|call)\b[^?]*"
    r"(?:telegram|whats?app|youtube|channel|\bapp\b|instagram|facebook|\bpdfs?\b|\bgroup\b|\bus\b|\d{10})"
    r"|(?:टेलीग्राम|व्हाट्सएप|यूट्यूब|चैनल).*(?:जुड़|जॉइन|ज्वाइन|सब्सक्राइब|करें)"
    r"|©|\bcopyright\b|all rights reserved",
    re.IGNORECASE,
)
_CUSTOMARY = re.compile(
    r"\s*(?:list|column|codes?|select|choose|which|how|statement|assertion|reason|both|only|none|all"
    r"|सूची|कूट|कथन|केवल|दोनों|उपर्युक्त|उपरोक्त|इनमें|true|false)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]{3,}")


def without_furniture(lines: Sequence[Line]) -> tuple[list[Line], list[Finding]]:
    """Leave out what repeats on every page or invites readers elsewhere, with one finding.

    Rules of dashes become blank lines.
    """
    repeated = _repeated(lines)
    kept: list[Line] = []
    dropped: list[Line] = []
    for at, line in enumerate(lines):
        if _RULE.fullmatch(line.text):
            kept.append(Line("", line.place))
        elif line.text.strip() and (_is_furniture(lines, at) or _shape(line) in repeated):
            dropped.append(line)
        else:
            kept.append(line)
    if not dropped:
        return kept, []
    problem = Problem(
        N_("Lines that belong to the page and to no question were left out: %(count)d."),
        {"count": len(dropped)},
    )
    excerpt = "; ".join(dict.fromkeys(line.text.strip() for line in dropped))[:EXCERPT]
    return kept, [Finding(problem, Action.CHANGED, dropped[0].place, excerpt=excerpt)]


def _is_furniture(lines: Sequence[Line], at: int) -> bool:
    text = folded(lines[at].text)
    if len(text) > LENGTH_MAXIMUM:
        return False
    if _PAGE.fullmatch(text):
        return not (head_labels(text) and text.strip()[0] in "([")
    if _LONE_NUMBER.fullmatch(text):
        return _stands_alone(lines, at)
    if _has_label(text):
        return False
    return _INVITATION.search(text) is not None or _ADDRESS.fullmatch(text) is not None


def _stands_alone(lines: Sequence[Line], at: int) -> bool:
    """Whether nothing stands on the line before and after, nor an answer that this could be."""
    before = at == 0 or not lines[at - 1].text.strip()
    after = at + 1 == len(lines) or not lines[at + 1].text.strip()
    asked = next(
        (line.text for line in reversed(lines[max(at - 3, 0) : at]) if line.text.strip()), ""
    )
    return before and after and answer_label(folded(asked)) is None


def _has_label(text: str) -> bool:
    return bool(
        head_labels(text)
        or question_label(text)
        or answer_label(text)
        or explanation_label(text)
        or is_directions(text)
    )


def _repeated(lines: Sequence[Line]) -> set[str]:
    """Find running heads: the same words again and again, at the edge of something."""
    places: dict[str, list[int]] = {}
    for at, line in enumerate(lines):
        text = folded(line.text)
        if (
            len(_WORD.findall(text)) > 1
            and len(text) <= LENGTH_MAXIMUM
            and not text.rstrip().endswith(("?", ":", "।", ".", ",", "-", ";"))
            and not _CUSTOMARY.match(text)
            and not _has_label(text)
            and not heading_of(text)
            and is_key_heading(text) is False
        ):
            places.setdefault(_shape(line), []).append(at)
    return {
        shape
        for shape, found in places.items()
        if len(found) >= REPEATED and 2 * sum(_at_edge(lines, at) for at in found) > len(found)
    }


def _at_edge(lines: Sequence[Line], at: int) -> bool:
    around = [lines[near].text.strip() for near in (at - 1, at + 1) if 0 <= near < len(lines)]
    return len(around) < 2 or any(  # noqa: PLR2004 — the first or the last line
        not text or _PAGE.fullmatch(folded(text)) or _LONE_NUMBER.fullmatch(folded(text))
        for text in around
    )


def _shape(line: Line) -> str:
    """Fold the numbers of a running head, which count pages."""
    return re.sub(r"\d+", "#", " ".join(folded(line.text).casefold().split()))
