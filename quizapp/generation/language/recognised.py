"""Set right where the names end that the recogniser finds."""

import re

from quizapp.domain.items import FactKind
from quizapp.generation.language.units import is_title
from quizapp.generation.types import Knowledge, Span
from quizapp.generation.values import MONTHS
from quizapp.generation.words import word_set

__all__ = ["bounded"]

_STRIPPED = re.compile(
    r"^(?:the|The|Unlike|Like|In|On|At|By|For|From|When|While|Were|Was|Are|Is|Has|Have|Had|Did|"
    r"Does|Could|Would|Should|But|And|After|Before|Since|Although|Though|If|With|That|This|These|"
    r"Yesterday|Today|Earlier|Meanwhile|However|Also)\s+|['’]s?$|[\s.,;:]+$"
)
_POST_OF = re.compile(r"(?P<noun>[\w-]+) of $")
_LAST_NAME = re.compile(r" (?P<name>[A-Z][a-z]{2,})(?= [a-z])")
_DAYS = word_set("monday tuesday wednesday thursday friday saturday sunday today")


def bounded(span: Span, text: str, kind: FactKind, knowledge: Knowledge) -> Span:
    """The span of a name without what is not its own, a person's with the last name.

    In "President of Mali Amadou Traore" the country belongs to the post; "Speaker Stephen" goes on
    to "Marandi" where one more word with a capital follows that names nothing else.
    """
    span = _trimmed(span, text)
    if kind is not FactKind.PERSON or span.start >= span.end:
        return span
    return _with_last_name(_without_country(span, text, knowledge), text, knowledge)


def _trimmed(span: Span, text: str) -> Span:
    surface = text[span.start : span.end]
    while match := _STRIPPED.search(surface):
        if match.start() == 0:
            span = Span(span.start + match.end(), span.end)
        else:
            span = Span(span.start, span.start + match.start())
        surface = text[span.start : span.end]
    return span


def _without_country(span: Span, text: str, knowledge: Knowledge) -> Span:
    before = _POST_OF.search(text[max(0, span.start - 40) : span.start])
    if before is None or not is_title(before["noun"]):
        return span
    surface = text[span.start : span.end]
    for mention in knowledge.find(surface):
        rest = surface[mention.end :].lstrip()
        if mention.start == 0 and mention.entry.kind is not FactKind.PERSON and rest:
            return Span(span.end - len(rest), span.end)
    return span


def _with_last_name(span: Span, text: str, knowledge: Knowledge) -> Span:
    """A single name that follows a post, with the one that stands behind it."""
    before = text[: span.start].split()[-1:]
    if " " in text[span.start : span.end] or not before or not is_title(before[0]):
        return span
    after = _LAST_NAME.match(text, span.end)
    if after is None or after["name"] in MONTHS or after["name"].casefold() in _DAYS:
        return span
    return span if knowledge.find(after["name"]) else Span(span.start, after.end())
