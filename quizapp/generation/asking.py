"""Which phrase asks for a fact in its place in the clause: "By which year", "Which country"."""

from collections.abc import Iterator
from dataclasses import replace

from quizapp.domain.items import FactKind
from quizapp.generation.amounts import ask_amount
from quizapp.generation.asked import Asked
from quizapp.generation.clause_types import Chunk, Clause
from quizapp.generation.times import EVERY_YEAR
from quizapp.generation.types import EntityValue, Fact, Knowledge, Word
from quizapp.generation.values import DateValue
from quizapp.generation.words import word_set

_DATE_NOUNS = {"day": "date", "month": "month and year", "year": "year", "range": "financial year"}
_DATE_PREPOSITIONS = word_set("on in by since until till during after before")
_ENTITY_PREPOSITIONS = word_set("in at with by under from to for on against")
_OPINIONS = word_set(
    "die bear emphasize emphasise stress underline highlight call congratulate praise wish thank "
    "express condemn welcome laud criticise criticize describe condole mourn greet urge hope feel "
    "think believe want try seek plan expect like love say tell debate discuss address attend "
    "continue help play live study"
)
"""Verbs that are true of many at once: "who praised …" has no one answer."""
_OFFICES = word_set(
    "president mayor minister governor speaker chancellor premier king queen sultan"
)
_ANYWHERE = word_set("study live work teach travel visit speak return come go arrive stay")
"""Verbs that one may do in many places."""
_MANY = 2


def ask(clause: Clause, fact: Fact, knowledge: Knowledge) -> Iterator[Asked]:
    """The ways to ask for the fact in this clause; none where its place is not understood."""
    if clause.negated:
        return
    word = clause.sentence.words[fact.words[0]]
    if clause.relative and word in clause.subject.words:
        return
    for chunk in (clause.subject, *clause.tail, *clause.context):
        if word not in chunk.words:
            continue
        if fact.kind is FactKind.DATE:
            yield from _date(clause, chunk, word, fact)
        elif fact.kind is FactKind.FIGURE:
            yield from ask_amount(clause, chunk, word, fact)
        else:
            yield from _entity(clause, chunk, word, fact, knowledge)


def _date(clause: Clause, chunk: Chunk, word: Word, fact: Fact) -> Iterator[Asked]:
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


def _entity(
    clause: Clause, chunk: Chunk, word: Word, fact: Fact, knowledge: Knowledge
) -> Iterator[Asked]:
    value = fact.value
    if not isinstance(value, EntityValue) or not _stands_alone(clause, chunk, word, fact):
        return
    if fact.kind is FactKind.PERSON:
        yield from _person(clause, chunk, word, value)
        return
    focus = knowledge.focus(value.entry) if value.entry is not None else ""
    if not focus:
        return
    preposition = chunk.preposition
    pattern = f"{fact.kind.value}-{preposition or chunk.dep}"
    if chunk is clause.subject:
        yield Asked(f"which {focus}", value.name, pattern, is_subject=True, focus=focus)
    elif _has_more(clause, chunk) if chunk.dep == "obj" else preposition in _ENTITY_PREPOSITIONS:
        phrase = f"{preposition} which {focus}".strip()
        yield Asked(phrase, value.name, pattern, (chunk,), focus=focus)


def _person(clause: Clause, chunk: Chunk, word: Word, value: EntityValue) -> Iterator[Asked]:
    """By the full name: the article's here, or the one that a last name was resolved to."""
    if " " not in value.name and " " in word.text and word.text.endswith(value.name):
        value = EntityValue(word.text, value.sub_kind, value.entry)
    name = value.name
    if " " not in name:
        return
    if chunk is clause.subject:
        yield Asked("who", name, "person-subject", is_subject=True, focus="person", value=value)
    elif chunk.preposition == "by":
        yield Asked("by whom", name, "person-by", (chunk,), focus="person", value=value)
    elif (
        chunk.dep == "obj" and _has_complement(clause, chunk) and clause.verb.lemma not in _OPINIONS
    ):
        yield Asked("whom", name, "person-obj", (chunk,), focus="person", value=value)


def _has_complement(clause: Clause, chunk: Chunk) -> bool:
    """As in "elected X as leader", "named X to the board"."""
    return any(c.preposition in {"as", "to"} for c in clause.tail if c != chunk)


def _stands_alone(clause: Clause, chunk: Chunk, word: Word, fact: Fact) -> bool:
    """Whether the name is the whole piece, and what the clause says can be true of it only."""
    is_subject = chunk is clause.subject
    if not is_subject and (clause.verb.lemma in _ANYWHERE or _follows_a_verb(clause, chunk)):
        return False
    if chunk.head != word or chunk.dep in {"pred", "xcomp"}:
        return False
    if is_subject and clause.verb.lemma in _OPINIONS:
        return False
    if is_subject and clause.copula and not _is_unique(clause):
        return False
    if _is_listed(clause, chunk, word) or not _is_whole(clause, word, fact):
        return False
    beside = [w for w in chunk.body if w != word and w.text.casefold() != "the"]
    return not beside or (fact.kind is FactKind.PERSON and is_subject)


def _follows_a_verb(clause: Clause, chunk: Chunk) -> bool:
    """As in "approved giving a title to a school in Pune": whose place is Pune?"""
    start = chunk.words[0].index
    before = [c for c in clause.tail if c.words[0].index < start]
    return any(c.dep in {"xcomp", "ccomp", "advcl"} or c.head.pos == "VERB" for c in before)


def _has_more(clause: Clause, chunk: Chunk) -> bool:
    """Whether the clause says anything beside subject, verb, this object and a date."""
    return any(other != chunk and other.head.entity != "date" for other in clause.tail)


def _is_listed(clause: Clause, chunk: Chunk, word: Word) -> bool:
    """One of several names joined by commas or "and": the others would be right as well."""
    words = clause.sentence.words
    hangs = any(w.dep in {"conj", "appos"} and w.head == word.index for w in chunk.words)
    if hangs or word.dep in {"conj", "appos"}:
        return True
    after = words[chunk.words[-1].index + 1 :][:3]
    joined = bool(after) and after[0].text in {",", "and", "or"}
    return joined and any(w.entity == word.entity for w in after[1:])


def _is_whole(clause: Clause, word: Word, fact: Fact) -> bool:
    """No further capitalised word right beside the name, which would make it a longer one."""
    if fact.kind is not FactKind.PERSON:
        return True
    words = clause.sentence.words
    near = [*words[max(0, word.index - 1) : word.index], *words[word.index + 1 : word.index + 2]]
    return not any(w.text[:1].isupper() and w.pos in {"PROPN", "NOUN"} for w in near)


def _is_unique(clause: Clause) -> bool:
    """Whether what is said of a subject can be true of one thing only: "the first …"."""
    predicate = clause.tail[0] if clause.tail else None
    if predicate is None or predicate.dep != "pred":
        return False
    words = [w.text.casefold() for w in predicate.words]
    if any(w.entity == "date" for w in predicate.words):
        return "of" in words and bool(_OFFICES & set(words[:3]))
    singular = words[0] == "the" and len(words) > _MANY
    return singular and any(
        w in {"first", "last", "only", "nodal", "apex"} or (w.endswith("est") and len(w) > 4)  # noqa: PLR2004 — "best", not "est"
        for w in words
    )
