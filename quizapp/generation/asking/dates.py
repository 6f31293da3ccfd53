"""Which phrase asks for a date in its place in the clause: "By which year", "On which date"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from quizapp.generation.asking.asked import Asked
from quizapp.generation.clauses.types import Chunk, Clause
from quizapp.generation.language.tree import children
from quizapp.generation.times import EVERY_YEAR
from quizapp.generation.types import Fact, Word
from quizapp.generation.values import DateValue
from quizapp.generation.words import word_set

_DATE_NOUNS = {"day": "date", "month": "month and year", "year": "year", "range": "financial year"}
_DATE_PREPOSITIONS = word_set("on in by since until till during after before from")
_ENDS = word_set("to until till")
_SPAN = frozenset({"from", "until"})
_PARTS = word_set("end beginning start middle")
_HEDGES = word_set("early late mid year the of")
_GROWTH = word_set(
    "grow rise fall increase decrease decline drop climb go come shrink jump surge improve move"
)
_LOOKING_BACK = word_set("remember recall commemorate mourn relive")
"""Verbs whose date may be that of what is remembered."""
_RELATIVE = re.compile(r"\b(?:last|this|next) (?:year|month)\b")
_LASTING = re.compile(r"\b(?:year|month|week|day)s?\b")
_MANY = 2


def ask_date(clause: Clause, chunk: Chunk, word: Word, fact: Fact) -> Iterator[Asked]:
    """The ways to ask for a date that stands at this word of this piece."""
    value = fact.value
    if not isinstance(value, DateValue) or chunk is clause.subject:
        return
    if clause.verb.lemma in _LOOKING_BACK or _is_told_of_then(clause, value):
        return
    if _is_one_of_two(clause, word) or not _is_written(value, fact):
        return
    if value.precision == "day" and value.year is None and not _recurs(clause):
        return
    preposition = _preposition(clause, chunk, word)
    rest = _left_out(clause, chunk, word, value)
    if preposition is None or rest is None:
        return
    if preposition in _SPAN and _counts_in_between(clause, chunk):
        return
    noun, written = _noun(clause, value, fact)
    yield Asked(
        f"{preposition} which {noun}",
        written.text(),
        f"date-{preposition.partition(' ')[0]}",
        (chunk, *rest),
        focus=noun,
        value=written,
    )


def _noun(clause: Clause, value: DateValue, fact: Fact) -> tuple[str, DateValue]:
    """What is asked for, and the date as an option shows it: without the year that is told."""
    noun = _DATE_NOUNS[value.precision]
    relative = _RELATIVE.search(fact.surface) is not None
    told = value.resolved and not relative and value.year is not None
    written = replace(value, year=None) if told else value
    if told:
        noun = f"{noun} in {value.year}" if value.day else f"month of {value.year}"
    elsewhere = clause.sentence.text.replace(fact.surface, "")
    if not told and value.precision == "month" and str(value.year) in elsewhere:
        noun = "month"
    return noun, written


def _preposition(clause: Clause, chunk: Chunk, word: Word) -> str | None:
    """What stands before the asked noun: "in", "by the end of", "until" for the end of a span."""
    preposition = chunk.preposition
    if chunk.head != word:
        return _inner_preposition(clause, chunk, word)
    if preposition == "from":
        return preposition if _end_of(clause, word) or not _is_bounded(clause) else None
    if preposition in _ENDS:
        starts = any(c.preposition == "from" for c in clause.tail)
        return "until" if preposition != "to" or starts else None
    beside = [w for w in chunk.body if w != word and w.text.casefold() not in _HEDGES]
    return preposition if preposition in _DATE_PREPOSITIONS and not beside else None


def _inner_preposition(clause: Clause, chunk: Chunk, word: Word) -> str | None:
    """A date inside its piece: "at the end of 2020", "in the year 2020", "from 1977 to 1995"."""
    own = [w for w in children(clause.sentence, word) if w.dep == "case"]
    link = own[0].text.casefold() if own else ""
    top = chunk.head
    if word.head != top.index:
        return None
    if top.entity == "date" and link in _ENDS:
        return "until" if chunk.preposition == "from" else None
    if chunk.preposition not in _DATE_PREPOSITIONS:
        return None
    if top.lemma in _PARTS and link == "of":
        return f"{chunk.preposition} the {top.text} of"
    return chunk.preposition if top.lemma == "year" and not link else None


def _end_of(clause: Clause, word: Word) -> bool:
    """Whether a "from" has its end beside it: "from 1977 to 1995"."""
    near = [*children(clause.sentence, word), *(c.head for c in clause.tail)]
    return any(w.entity == "date" and w != word for w in near)


def _counts_in_between(clause: Clause, chunk: Chunk) -> bool:
    """As in "from 2014 to 2016, 42 boats sank": either end alone says nothing of the count."""
    pieces = (chunk, *(c for c in (*clause.tail, *clause.context) if c.head.entity == "date"))
    ends = {w.text.casefold() for piece in pieces for w in piece.words} & {"from", *_ENDS}
    counted = any(
        w.entity == "figure" and not _LASTING.search(w.text)
        for c in (clause.subject, *clause.tail)
        if c != chunk
        for w in c.words
    )
    return len(ends) > 1 and counted


def _is_bounded(clause: Clause) -> bool:
    """Whether something else may stand between the ends: "from 4 % in 2013"."""
    return any(w.entity == "figure" for c in clause.tail for w in c.words)


def _left_out(
    clause: Clause, chunk: Chunk, word: Word, value: DateValue
) -> tuple[Chunk, ...] | None:
    """The pieces with other dates that the stem leaves out; None where one would give this away.

    The other end of a span and a date of the same year go, a date of another year stays.
    """
    gone: list[Chunk] = []
    if EVERY_YEAR.search(clause.sentence.text):
        return ()
    grows = clause.verb.lemma in _GROWTH
    for other in (clause.subject, *clause.tail, *clause.context):
        dates = [w for w in other.words if w.entity == "date" and w != word]
        if other == chunk or not dates:
            continue
        if grows:
            return None
        spans = other.head in dates and (chunk.preposition == "from" or other.preposition == "from")
        same = any(str(value.year) in w.text or not _has_year(w) for w in dates)
        if not (spans or same):
            continue
        if other.head not in dates or other == clause.subject:
            return None
        gone.append(other)
    return tuple(gone)


def _has_year(word: Word) -> bool:
    return re.search(r"\b\d{4}\b", word.text) is not None


def _is_written(value: DateValue, fact: Fact) -> bool:
    """In figures or by its month: a bare "today" or "last year" is not asked for."""
    if value.month is None:
        return not value.resolved
    return value.day is None or any(c.isdigit() for c in fact.surface)


def _recurs(clause: Clause) -> bool:
    return EVERY_YEAR.search(clause.sentence.text) is not None


def _is_told_of_then(clause: Clause, value: DateValue) -> bool:
    """As in "in 2008, two shuttles await their launch": a caption, or a story that goes on."""
    simple = clause.finite == clause.verb and clause.finite.tag in {"VBZ", "VBP"}
    return simple and not clause.copula and value.year is not None and not _recurs(clause)


def _is_one_of_two(clause: Clause, word: Word) -> bool:
    """As in "March 8 and 9": another date or number joined on."""
    words = clause.sentence.words
    after = words[word.index + 1 : word.index + 1 + _MANY]
    if len(after) == _MANY and after[0].text in {"and", "-", ",", "or", "&"}:
        joined = after[1].entity in {"date", "figure"} or after[1].text[:1].isdigit()
        if joined:
            return True
    before: Sequence[Word] = words[max(0, word.index - _MANY) : word.index]
    return (
        len(before) == _MANY and before[0].entity == "date" and before[1].text in {"and", "or", "&"}
    )
