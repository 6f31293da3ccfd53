"""When a statement holds, as a stem can say it years later."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from quizapp.generation.clauses.types import Chunk, Clause
from quizapp.generation.facts.dates import FoundDate, nearest_year
from quizapp.generation.language.units import Unit
from quizapp.generation.types import Article, Sentence, Span, Word
from quizapp.generation.values import MONTHS, DateValue

YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b(?!\s*(?:UTC|GMT|IST|hrs|hours))")
_DEATH = re.compile(r"\b(?:dies|died|death of|passes away)\b", re.IGNORECASE)
EVERY_YEAR = re.compile(r"\b(?:every|each) year\b", re.IGNORECASE)
_RECURRING = re.compile(r"\b(?:every|each) year\b|\bannual|\bobserved\b", re.IGNORECASE)


_SPEAKING = re.compile(r"(?:Speaking|Addressing|Talking|Briefing|Replying|Interacting)\b")
"""A day in a sentence that opens so is the day on which it was said."""


@dataclass(frozen=True, slots=True)
class When:
    """The time that the article is about: its publication, or the date of its lead."""

    published: date | None
    year: int | None
    month: int | None
    of_death: bool = False
    """The headline says that somebody died."""

    @property
    def label(self) -> str:
        """As in "January 2020", or only the year, or nothing."""
        if self.year is None:
            return ""
        return f"{MONTHS[self.month - 1]} {self.year}" if self.month else str(self.year)


def when(article: Article, sentences: Sequence[Sentence], units: Mapping[Span, Unit]) -> When:
    """The publication date; without one, the past date of the lead sentence."""
    if article.published is not None:
        published = article.published
        dies = _DEATH.search(article.title) is not None
        return When(published, published.year, published.month, dies)
    if sentences:
        for value in dates_in(sentences[0].words, units):
            if value.year is not None and value.month is not None:
                return When(None, value.year, value.month)
    return When(None, None, None)


def dates_in(words: Sequence[Word], units: Mapping[Span, Unit]) -> tuple[DateValue, ...]:
    """The values of the dates among these words."""
    found = [units[word.span].value for word in words if word.span in units]
    return tuple(item.value for item in found if isinstance(item, FoundDate))


def as_phrase(chunk: Chunk, units: Mapping[Span, Unit], now: When, text: str = "") -> str | None:
    """A date with its preposition as a stem can say it; None when it has no certain year.

    `text` is the sentence: a day of "every year" gets no year. A day becomes its
    month and year: enough to know which event, and no answer to a question for the date.
    """
    values = dates_in((chunk.head,), units)
    if len(values) != 1 or chunk.head.entity != "date":
        return None
    value = values[0]
    if value.year is None:
        if now.published is None or _RECURRING.search(text):
            return f"{chunk.preposition or 'on'} {value.text()}" if value.day else None
        value = nearest_year(value, now.published)
    preposition = chunk.preposition
    written = any(c.isdigit() for c in chunk.head.text)
    if value.day is not None and not written:
        return f"in {replace(value, day=None).text()}"
    if not preposition:
        preposition = "on" if value.day is not None else "in"
    if len([w for w in chunk.body if w.index != chunk.head.index]) > 0:
        return None
    if value.day is not None and value.year is not None and preposition == "on":
        return f"in {replace(value, day=None).text()}"
    return f"{preposition} {replace(value, fiscal=False).text()}"


def anchor(clause: Clause, now: When, *, exact: bool = False) -> str | None:
    """A phrase that dates a clause which does not date itself; None when nothing is certain.

    A present or a perfect tense holds as of the article. What a past tense without a date tells
    may have happened at any time, so only the report of it is dated; a birth needs no date.
    `exact` asks for the day itself, for figures that are of that day.
    """
    if now.year is None or clause.verb.text == "born":
        return None
    if clause.finite.tag not in {"VBD", "VBN"}:
        return f"As of {now.label}"
    day = clause.sentence.day
    told = clause.speaker is not None or _SPEAKING.match(clause.sentence.text)
    if day is not None and not told and not clause.relative:
        return f"On {day.text()}" if exact else f"In {replace(day, day=None).text()}"
    if day is not None and exact:
        return None
    return f"As reported in {now.label}"
