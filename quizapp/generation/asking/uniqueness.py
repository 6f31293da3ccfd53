"""Whether what a clause says can be true of one thing only, so that it may be asked for."""

from quizapp.generation.clauses.types import Chunk, Clause
from quizapp.generation.types import Word
from quizapp.generation.words import word_set

_LOOSE_OBJECTS = word_set(
    "have need use see visit meet include join support help thank want represent cover face make "
    "call involve affect reach leave enter like love follow address attend find get take tell ask"
)
"""Verbs whose objects are many: "which country did he visit" has no one answer."""
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
    if any(other != chunk and other.head.entity != "date" for other in clause.tail):
        return True
    named = any(w.entity and w.entity != "date" for w in clause.subject.words)
    done = any(w.lemma in {"have", "will"} for w in clause.auxiliaries)
    past = done or clause.finite.tag == "VBD"
    return named and past and clause.verb.lemma not in _LOOSE_OBJECTS


def is_told_apart(clause: Clause, chunk: Chunk) -> bool:
    """Whether the clause without this piece is of one event: it names something.

    What an organ of a country does (its parliament, its army) is told apart by what it did.
    """
    rest = [c for c in (clause.subject, *clause.tail, *clause.context) if c != chunk]
    words = [w for c in rest for w in c.words]
    if any(w.entity and w.entity != "date" for w in words):
        return True
    told = sum(w.pos in _CONTENT for w in words)
    return chunk.head.lemma in _ORGANS and told >= _MANY
