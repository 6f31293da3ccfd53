"""Which phrase asks for a person in their place in the clause: "who", "by whom", "whom"."""

import re
from collections.abc import Iterator
from dataclasses import replace

from quizapp.generation.asking.asked import Asked
from quizapp.generation.asking.guards import follows_a_verb, is_listed, is_unique, is_whole
from quizapp.generation.asking.opinions import ANYWHERE, OPINIONS
from quizapp.generation.clauses.types import Chunk, Clause
from quizapp.generation.types import EntityValue, Fact, Word
from quizapp.generation.wording import text_of
from quizapp.generation.words import word_set

_PLURAL_POST = re.compile(r"^((?:Prime |Chief |Foreign )?[A-Z]\w+(?:t|r|or|n|al))s(?= [A-Z])")
_CHOSEN = word_set(
    "succeed replace defeat beat elect appoint name nominate select choose designate declare crown"
)
"""Verbs whose object is one person for one office, match or prize."""


def ask_person(clause: Clause, chunk: Chunk, word: Word, fact: Fact) -> Iterator[Asked]:
    """By the full name: the article's here, or the one that a last name was resolved to."""
    value = fact.value
    if not isinstance(value, EntityValue):
        return
    if " " not in value.name and " " in word.text and word.text.endswith(value.name):
        value = replace(value, name=word.text)
    if " " not in value.name or not is_whole(clause, word, fact):
        return
    if chunk.head != word:
        yield from _beside(clause, chunk, word, value)
    elif chunk is clause.subject:
        yield from _subject(clause, chunk, word, value)
    elif not is_listed(clause, chunk, word):
        yield from _elsewhere(clause, chunk, value)


def _subject(clause: Clause, chunk: Chunk, word: Word, value: EntityValue) -> Iterator[Asked]:
    """As in "A B unveiled the statue": who unveiled it; with one other: along with C, who did?"""
    if clause.verb.lemma in OPINIONS or (clause.copula and not is_unique(clause)):
        return
    asked = Asked("who", value.name, "person-subject", is_subject=True, focus="person", value=value)
    other = _partner(clause, chunk, word)
    if other is not None:
        phrase = f"along with {_one(other)}, who"
        yield replace(asked, phrase=phrase, pattern="person-beside", singular=True)
    elif not is_listed(clause, chunk, word):
        yield asked


def _beside(clause: Clause, chunk: Chunk, word: Word, value: EntityValue) -> Iterator[Asked]:
    """The second of two persons who did something together."""
    if chunk is not clause.subject or clause.copula or clause.verb.lemma in OPINIONS:
        return
    other = _partner(clause, chunk, word)
    if other is not None:
        phrase = f"along with {_one(other)}, who"
        yield Asked(
            phrase,
            value.name,
            "person-beside",
            is_subject=True,
            singular=True,
            focus="person",
            value=value,
        )


def _partner(clause: Clause, chunk: Chunk, word: Word) -> Word | None:
    """The other of exactly two persons whom "and" joins and who are the whole piece."""
    persons = [w for w in chunk.words if w.entity == "person" and " " in w.text]
    plain = [w for w in chunk.words if w not in persons and w.entity not in {"place", "body"}]
    rest = [w.text.casefold() for w in plain if w.text.casefold() not in {"the", "of"}]
    if len(persons) != 2 or word not in persons or rest != ["and"]:  # noqa: PLR2004 — a pair
        return None
    first, second = persons
    if clause.finite.index != chunk.words[-1].index + 1:
        return None
    return second if word == first else first


def _one(person: Word) -> str:
    """As in "Presidents A B of X and C D of Y": "President A B"."""
    return _PLURAL_POST.sub(r"\1", person.text)


def _elsewhere(clause: Clause, chunk: Chunk, value: EntityValue) -> Iterator[Asked]:
    """After the verb: by whom it was done, whom they chose, who it is."""
    asked = Asked("whom", value.name, "person-obj", (chunk,), focus="person", value=value)
    if chunk.dep == "pred":
        subject = clause.subject
        singular = not any(w.dep == "conj" for w in subject.words)
        if singular and text_of(subject.words).casefold().startswith("the ") and _bare(chunk):
            yield replace(asked, phrase="who", pattern="person-be")
        return
    if clause.verb.lemma in ANYWHERE or follows_a_verb(clause, chunk) or not _bare(chunk):
        return
    if chunk.preposition == "by":
        yield replace(asked, phrase="by whom", pattern="person-by")
    elif chunk.dep == "obj" and clause.verb.lemma not in OPINIONS:
        told = _has_complement(clause, chunk) or clause.verb.lemma in _CHOSEN
        if told and len(clause.tail) > 1:
            yield asked


def _bare(chunk: Chunk) -> bool:
    return all(w == chunk.head or w.text.casefold() == "the" for w in chunk.body)


def _has_complement(clause: Clause, chunk: Chunk) -> bool:
    """As in "elected X as leader", "named X to the board"."""
    return any(c.preposition in {"as", "to"} for c in clause.tail if c != chunk)
