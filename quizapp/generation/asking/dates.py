"""Which phrase asks for a date in its place in the clause: "By which year", "On which date"."""

from collections.abc import Iterator
from dataclasses import replace

from quizapp.generation.asking.asked import Asked
from quizapp.generation.clauses.types import Chunk, Clause
from quizapp.generation.times import EVERY_YEAR
from quizapp.generation.types import Fact, Word
from quizapp.generation.values import DateValue
from quizapp.generation.words import word_set

_DATE_NOUNS = {"day": "date", "month": "month and year", "year": "year", "range": "financial year"}
_DATE_PREPOSITIONS = word_set("on in by since until till during after before")
_MANY = 2


def ask_date(clause: Clause, chunk: Chunk, word: Word, fact: Fact) -> Iterator[Asked]:
    """The ways to ask for a date that stands at this word of this piece."""
    value = fact.value
    if not isinstance(value, DateValue) or chunk is clause.subject or chunk.head != word:
        return
    preposition = chunk.preposition
    if preposition not in _DATE_PREPOSITIONS or not _is_written(value, chunk, fact):
        return
    if _is_range(clause, word) or _has_other_date(clause, word):
        return
    noun = _DATE_NOUNS[value.precision]
    relative = "year" in fact.surface
    written = replace(value, year=None) if value.resolved and not relative else value
    if value.precision == "day" and value.year is None and not _recurs(clause):
        return
    if value.resolved and value.precision == "day" and not relative:
        noun = f"{noun} in {value.year}"
    elsewhere = clause.sentence.text.replace(fact.surface, "")
    if value.precision == "month" and str(value.year) in elsewhere:
        noun = "month"
    yield Asked(
        f"{preposition} which {noun}",
        written.text(),
        f"date-{preposition}",
        (chunk,),
        focus=noun,
        value=written,
    )


def _is_written(value: DateValue, chunk: Chunk, fact: Fact) -> bool:
    """In figures or by its month, and by itself: "today" and "last year" are not asked for."""
    named = value.month is not None and "year" in fact.surface
    if len(chunk.body) > 1 or not (named or any(c.isdigit() for c in fact.surface)):
        return False
    return not (value.resolved and value.month is None)


def _recurs(clause: Clause) -> bool:
    return EVERY_YEAR.search(clause.sentence.text) is not None


def _is_range(clause: Clause, word: Word) -> bool:
    """As in "March 8 and 9": another date or number joined on."""
    after = clause.sentence.words[word.index + 1 : word.index + 1 + _MANY]
    if len(after) < _MANY or after[0].text not in {"and", "to", "-", ",", "or"}:
        return False
    return after[1].entity in {"date", "figure"} or after[1].text[:1].isdigit()


def _has_other_date(clause: Clause, word: Word) -> bool:
    kept = (clause.subject, *clause.tail, *clause.context)
    others = [w for c in kept for w in c.words if w.entity == "date" and w != word]
    return bool(others) and not EVERY_YEAR.search(clause.sentence.text)
