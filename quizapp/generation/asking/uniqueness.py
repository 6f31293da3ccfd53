"""Whether what a clause says can be true of one thing only, so that it may be asked for."""

from quizapp.generation.clauses.types import Chunk, Clause
from quizapp.generation.types import Word
from quizapp.generation.words import word_set

_ONCE = word_set(
    "acquire purchase buy defeat beat replace succeed abolish repeal ban annex invade rename win "
    "receive discover invent scrap quit capture occupy decipher"
)
"""Verbs of deeds that are done once to one thing: which firm another one bought in a year."""
_ORGANS = word_set(
    "government parliament legislature assembly senate cabinet president minister king queen army "
    "navy police court bank ministry capital leader leaders"
)
_CONTENT = frozenset({"NOUN", "PROPN", "ADJ", "VERB"})
_MANY = 2


def partners(chunk: Chunk, word: Word) -> str:
    """The other names of a list of two or three that is the whole piece; empty for other pieces."""
    names = [w for w in chunk.body if w.entity]
    plain = {w.text.casefold() for w in chunk.body if not w.entity} - {",", "the"}
    alike = all(w.entity == word.entity for w in names)
    chain = [w for w in names if w != chunk.head]
    joined = chunk.head in names and all(w.dep == "conj" for w in chain)
    if plain != {"and"} or not alike or not joined or not 1 < len(names) <= _MANY + 1:
        return ""
    return " and ".join(w.text for w in names if w != word)


def is_specific(clause: Clause, chunk: Chunk) -> bool:
    """Whether the clause tells an object apart: by further pieces, or by a deed done once."""
    before = [c for c in clause.tail if c.words[0].index < chunk.words[0].index]
    if any(other.dep in {"obj", "iobj"} for other in before):
        return False
    if any(other != chunk and other.head.entity != "date" for other in clause.tail):
        return True
    named = any(w.entity and w.entity != "date" for w in clause.subject.words)
    return named and is_done(clause) and clause.verb.lemma in _ONCE


def is_done(clause: Clause) -> bool:
    """Whether the clause tells what was or will be done, not what is always so."""
    done = any(w.lemma in {"have", "will"} for w in clause.auxiliaries)
    return done or clause.finite.tag == "VBD"


def is_told_apart(clause: Clause, chunk: Chunk) -> bool:
    """Whether the clause without this piece is of one event: it names something or does it to it.

    What an organ of a country does (its parliament, its army) is told apart by what it did.
    """
    rest = [c for c in (clause.subject, *clause.tail, *clause.context) if c != chunk]
    words = [w for c in rest for w in c.words]
    if any(w.entity and w.entity != "date" for w in words):
        return True
    told = sum(w.pos in _CONTENT for w in words)
    if any(c.dep == "obj" and sum(w.pos in _CONTENT for w in c.words) >= _MANY for c in rest):
        return True
    return chunk.head.lemma in _ORGANS and told >= _MANY
