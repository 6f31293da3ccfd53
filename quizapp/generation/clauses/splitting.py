"""A closing phrase cut off the noun that the parser hung it on: "in six valleys of …"."""

from dataclasses import replace

from quizapp.generation.clauses.types import Chunk, Clause
from quizapp.generation.language.tree import ancestors, contiguous, subtree
from quizapp.generation.types import Word
from quizapp.generation.words import word_set

_PARTICIPLES = frozenset({"VBN", "VBG", "VBD", "VBZ", "VBP"})
_SPLITTING = word_set("in at on during through to from under")
_COMPLEX = word_set("addition order accordance response relation regard terms favour")
_EVENTS = word_set(
    "hold organise organize launch inaugurate confer award unveil sign open host celebrate release "
    "begin start conduct win achieve install distribute set build construct present extend mark "
    "commission flag dedicate establish"
)


def split_for(clause: Clause, word: Word) -> Clause | None:
    """The clause with a closing "in six valleys of …" that holds the word as a piece of its own.

    The parser hangs such a phrase on the noun before it as often as on the verb; a question may
    put it first only where both come to the same.
    """
    for position, chunk in enumerate(clause.tail):
        if word not in chunk.words or chunk.head == word:
            continue
        cut = _closing_phrase(clause, chunk, word)
        if cut is None:
            continue
        first = cut.words[0].index
        kept = tuple(w for w in chunk.words if w.index < first)
        if not kept or kept == chunk.case:
            return None
        rest = replace(chunk, words=kept)
        tail = (*clause.tail[:position], rest, cut, *clause.tail[position + 1 :])
        return replace(clause, tail=tail)
    return None


def _closing_phrase(clause: Clause, chunk: Chunk, word: Word) -> Chunk | None:
    eventful = chunk.dep != "obj" or clause.verb.lemma in _EVENTS
    if not eventful:
        return None
    allowed = _SPLITTING
    if clause.copula:
        # "is a judge at the High Court" comes apart, "is the capital in the north" not.
        allowed = frozenset({"at"})
    for top in (word, *ancestors(clause.sentence, word)):
        if top not in chunk.words or top == chunk.head:
            return None
        inner = [w for w in subtree(clause.sentence, top) if w in chunk.words]
        case = [w for w in inner if w.dep == "case" and w.head == top.index and w.index < top.index]
        before = clause.sentence.words[case[0].index - 1] if case else None
        if before is not None and (before.pos == "ADP" or before.lemma in _COMPLEX):
            return None
        if clause.sentence.words[top.head].tag in _PARTICIPLES or _has_verb(chunk, word):
            return None
        closes = bool(inner) and inner[-1] == chunk.words[-1] and contiguous(inner)
        if case and closes and case[0] == inner[0] and case[0].text in allowed:
            return Chunk(tuple(inner), top, "obl", tuple(case))
    return None


def _has_verb(chunk: Chunk, word: Word) -> bool:
    """What belongs to another verb: in "the deadline set in 2017" the year is the deadline's.

    So is a place in "approve conferring a title on a school in Pune": nothing was approved there.
    """
    other = any(w.tag in _PARTICIPLES for w in chunk.words)
    return other and (word.entity == "date" or chunk.dep in {"xcomp", "ccomp", "advcl"})
