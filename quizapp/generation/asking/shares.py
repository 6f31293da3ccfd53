"""Ask for a percentage: "what percentage of farmers", "by what percentage", "what tax rate"."""

from collections.abc import Iterator
from dataclasses import replace

from quizapp.generation.asking.slots import Slot, is_plural
from quizapp.generation.clauses.types import Chunk, Clause
from quizapp.generation.language.tree import children
from quizapp.generation.types import Fact, Word
from quizapp.generation.values import FigureValue
from quizapp.generation.words import word_set

__all__ = ["CHANGES", "slot_of"]

CHANGES = word_set(
    "grow rise fall increase decrease decline drop contract expand jump shrink surge dip climb "
    "slip gain lose improve widen narrow soar plunge plummet slump"
)
"""Verbs of more and less."""
_PREPOSITIONS = word_set("to by at for from with over of on in")
_CASES = frozenset({"case", "mark"})
_DROPPED = word_set("only just nearly about some around roughly almost reportedly the a an")


def slot_of(
    clause: Clause, chunk: Chunk, word: Word, words: tuple[Word, ...], fact: Fact
) -> Iterator[Slot]:
    """The place of a percentage that is a noun itself."""
    value = fact.value
    if not isinstance(value, FigureValue):
        return
    own = [
        w for w in children(clause.sentence, word) if w.index < word.index and w.dep not in _CASES
    ]
    if any(w.text.casefold() not in _DROPPED for w in own if w in words):
        return
    before = tuple(w for w in words if w.index < word.index and w not in own)
    after = tuple(w for w in words if w.index > word.index)
    whole = after[0].text == "of" if after else False
    slot = Slot(word, word, before, "what percentage", after, value.text(), value, "percent", "%")
    slot = replace(slot, plural=_whole_is_plural(clause, word))
    if chunk.head != word:
        if chunk.head.entity == "figure":
            return
        if whole or (before and before[-1].text.casefold() in _PREPOSITIONS):
            yield slot
        return
    verb = clause.sentence.words[chunk.head.head]
    if chunk.preposition:
        if chunk.preposition in _PREPOSITIONS:
            yield slot
    elif verb.lemma in CHANGES and chunk is not clause.subject:
        yield replace(slot, asking="by what percentage")
    elif whole or (chunk.dep == "obj" and len(clause.subject.words) > 2):  # noqa: PLR2004 — not "the rate"
        yield slot


def _whole_is_plural(clause: Clause, word: Word) -> bool:
    """Whether it is a percentage of several: "of the voters were", "of the waste was"."""
    wholes = [w for w in children(clause.sentence, word) if w.dep.startswith("nmod")]
    return any(is_plural(w) for w in wholes[:1])
