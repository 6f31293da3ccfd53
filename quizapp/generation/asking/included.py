"""Ask for the part that a count includes: "36 people, including 14 nurses, were infected".

The parser sees the sentence without that aside; what is said of the whole is true of the part.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from quizapp.generation.asking.asked import Asked
from quizapp.generation.clauses.types import Clause
from quizapp.generation.facts.figures import find_figures
from quizapp.generation.types import Fact, Span
from quizapp.generation.values import FigureValue
from quizapp.generation.words import word_set

__all__ = ["included"]

_ASIDE = re.compile(r"(?:\s[^\s,.;:\d]+){1,9},?\s+including\s+")
_PART = re.compile(
    r"\s+(?P<noun>[\w'’-]+(?:\s[\w'’-]+){0,5}?)"
    r"(?=[,.;]|\s(?:and|or|as|from|who|which|that|have|has|had|were|was|are|is|will|did|in|on|at)\b)"
)
_PLURAL = re.compile(r"(?:[a-z]{2,}s|people|personnel|women|men|children|police|staff)")
_OF_A_TIME = re.compile(
    r"\s(?:in|over|during|since|within) the (?:[\w-]+ ){0,4}(?:hour|day|week|month)s?\b"
)
"""What tells that the part, unlike the whole, is that of a few days."""
_TOGETHER = word_set("share total average cost")


def included(clause: Clause, fact: Fact) -> Iterator[tuple[Fact, Asked]]:
    """The part's own fact, and the question for it in the place of the whole."""
    value = fact.value
    if not isinstance(value, FigureValue) or fact.sub_kind != "count" or clause.negated:
        return
    word = next((w for w in clause.sentence.words if w.span == fact.span), None)
    if word is None or clause.verb.lemma in _TOGETHER or clause.existential:
        return
    found = _part(fact)
    counted = clause.sentence.words[word.head]
    if found is None or word.dep != "nummod":
        return
    part, noun = found
    pieces = (clause.subject, *(c for c in clause.tail if c.dep == "obj"))
    chunk = next((c for c in pieces if c.head == counted and not c.case), None)
    if chunk is None or not isinstance(part.value, FigureValue):
        return
    subject = chunk is clause.subject
    yield (
        part,
        Asked(
            f"how many {noun}",
            part.value.text(),
            "count-included",
            () if subject else (chunk,),
            is_subject=subject,
            plural=True,
        ),
    )


def _part(fact: Fact) -> tuple[Fact, str] | None:
    """The included figure as a fact of its own, and its noun."""
    sentence = fact.sentence
    start = fact.span.end - sentence.span.start
    aside = _ASIDE.match(sentence.text, start)
    if aside is None:
        return None
    tail = sentence.text[aside.end() :]
    figure = next((f for f in find_figures(tail) if f.start == 0), None)
    noun = _PART.match(tail, figure.end) if figure is not None else None
    if figure is None or noun is None or figure.sub_kind != "count" or figure.attributive:
        return None
    if _OF_A_TIME.match(tail, noun.end()) or not _PLURAL.fullmatch(noun["noun"].split()[-1]):
        return None
    begin = sentence.span.start + aside.end()
    span = Span(begin + figure.start, begin + figure.end)
    surface = tail[figure.start : figure.end]
    return replace(fact, value=figure.value, span=span, surface=surface), noun["noun"]
