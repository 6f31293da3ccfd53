"""The day of the news itself: "On Tuesday, the academy announced …", "opened the mill today".

The parser does not see such a day; where it stands in its sentence tells which verb it goes with.
Asked only of the first sentences: there the day is that of the event which the article reports.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from quizapp.domain.items import FactKind
from quizapp.generation.asking.asked import Asked
from quizapp.generation.clauses.types import Clause
from quizapp.generation.types import Fact, Sentence, Span

__all__ = ["ask_day", "day_of"]

_DAY = re.compile(
    r"\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|[Tt]oday|[Yy]esterday)\b(?!['\u2019]s)"
)
_LEAD = 2
"""Sentences that tell of the event itself."""
_OPENING = 4
"""Letters before a day that opens its sentence: "On ", nothing."""
_VERBS = frozenset({"VERB", "AUX"})


def day_of(sentence: Sentence) -> Fact | None:
    """The day that one of the first sentences names by a weekday, "today" or "yesterday"."""
    found = list(_DAY.finditer(sentence.text))
    if sentence.day is None or sentence.index >= _LEAD or len(found) != 1:
        return None
    start = sentence.span.start
    span = Span(found[0].start() + start, found[0].end() + start)
    surface = found[0].group()
    return Fact(FactKind.DATE, "day", sentence.day, surface, span, sentence, (0, 1))


def ask_day(clause: Clause, fact: Fact) -> Iterator[Asked]:
    """On which date of its month the clause happened, where the day is told of its own verb."""
    day = fact.sentence.day
    if day is None or clause.speaker is not None or clause.relative or clause.negated:
        return
    simple = clause.finite.tag == "VBD" or clause.finite.text.casefold() in {"was", "were"}
    if not simple or not _is_of_its_verb(clause, fact):
        return
    if any(w.entity == "date" for c in (*clause.tail, *clause.context) for w in c.words):
        return
    month = replace(day, day=None).text()
    yield Asked(
        f"on which date in {month}",
        replace(day, year=None).text(),
        "date-of-news",
        focus="date",
        value=replace(day, year=None),
    )


def _is_of_its_verb(clause: Clause, fact: Fact) -> bool:
    """The day opens the sentence, or no other verb stands between it and the clause's own."""
    sentence = clause.sentence
    if fact.span.start - sentence.span.start <= _OPENING:
        return clause.subject.words[0].index <= _OPENING
    first, last = sorted((clause.verb.span.start, fact.span.start))
    between = [w for w in sentence.words if first < w.span.start < last and w.text]
    return not any(w.pos in _VERBS or w.pos == "PUNCT" or w.text == "that" for w in between)
