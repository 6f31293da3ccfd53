"""Which phrase asks for a figure in its place in the clause: "how many …", "by what percentage".

The sorts have a module each (`counts`, `measures`, `shares`, `ranks`,
`attributive`); `items` cuts the
figure's own item out of a list, `slots` puts the piece that holds it to the front.
"""

from collections.abc import Iterator

from quizapp.generation.asking import attributive, counts, measures, ranks, shares
from quizapp.generation.asking.asked import Asked
from quizapp.generation.asking.items import own_item
from quizapp.generation.asking.predicates import predicate, there
from quizapp.generation.asking.shares import CHANGES
from quizapp.generation.asking.slots import Slot, placed
from quizapp.generation.clauses.types import Chunk, Clause
from quizapp.generation.types import Fact, Word
from quizapp.generation.values import FigureValue
from quizapp.generation.words import word_set

__all__ = ["ask_amount"]

_CHANGING = CHANGES | word_set(
    "go come bring take move jump slip climb extend expand widen shrink slash shift revise hike "
    "lower upgrade downgrade improve"
)
_PASSED = (["Above"], ["Below"], ["Over"], ["Under"])
_BEFORE_NOUN = frozenset(
    {"compound", "amod", "nummod", "nmod", "nmod:unmarked", "nmod:desc", "advmod"}
)


def ask_amount(clause: Clause, chunk: Chunk, word: Word, fact: Fact) -> Iterator[Asked]:
    """The ways to ask for a figure that stands at this word of this piece."""
    value = fact.value
    if not isinstance(value, FigureValue) or _is_between(clause, word):
        return
    if value.ordinal:
        words = own_item(clause.sentence, chunk, word)
        yield from ranks.finished(clause, chunk, word, value)
        for slot in ranks.slot_of(clause, chunk, word, words, value):
            yield from placed(clause, chunk, slot)
        return
    if chunk.dep == "pred" and chunk.head == word and not chunk.case:
        yield from predicate(clause, chunk, word, fact, value)
        return
    told_apart = any(w.text.casefold() == "respectively" for w in clause.sentence.words)
    if told_apart or _is_level(clause, chunk, value) or _is_one_end(clause, chunk, word):
        return
    words = own_item(clause.sentence, chunk, word)
    if word not in words:
        return
    if clause.existential and chunk is clause.subject:
        yield from there(clause, word, words, value)
        return
    yield from attributive.members(clause, chunk, word, fact)
    for slot in _slots(clause, chunk, word, words, fact):
        yield from placed(clause, chunk, slot)


def _slots(
    clause: Clause, chunk: Chunk, word: Word, words: tuple[Word, ...], fact: Fact
) -> Iterator[Slot]:
    value = fact.value
    if not isinstance(value, FigureValue):
        return
    before_noun = _is_before_noun(clause, chunk, word)
    if fact.sub_kind != "count":
        if before_noun:
            yield from attributive.slot_of(clause, word, words, fact)
        elif fact.sub_kind == "percent":
            yield from shares.slot_of(clause, chunk, word, words, fact)
        else:
            yield from measures.slot_of(clause, chunk, word, words, fact)
        return
    if before_noun and (
        value.after.startswith("-") or counts.counted_noun(clause, chunk, word) is None
    ):
        yield from attributive.slot_of(clause, word, words, fact)
        return
    found = list(counts.slot_of(clause, chunk, word, words, value))
    yield from found or counts.headless(clause, chunk, word, words, value)


def _is_level(clause: Clause, chunk: Chunk, value: FigureValue) -> bool:
    """As in "rose above $98": the level that was passed, not the amount of the change."""
    passed = value.before.split()[:1]
    governor = clause.sentence.words[chunk.head.head].lemma
    change = {clause.verb.lemma, governor} & CHANGES
    return bool(change) and not chunk.case and passed in _PASSED and chunk is not clause.subject


def _is_one_end(clause: Clause, chunk: Chunk, word: Word) -> bool:
    """As in "is sold from ₹40 to ₹90": one end of a span in which nothing changes."""
    other = {"from": "to", "to": "from"}.get(chunk.preposition)
    if clause.verb.lemma in _CHANGING:
        return False
    behind = clause.sentence.words[word.index + 1 : word.index + 3]
    if [w.text for w in behind[:1]] == ["to"] and any(w.entity == "figure" for w in behind):
        return True
    if other is None:
        return False
    return any(
        c.preposition == other and any(w.entity == "figure" for w in c.words) for c in clause.tail
    )


def _is_before_noun(clause: Clause, chunk: Chunk, word: Word) -> bool:
    """As in "a 24 million pounds loss", unlike "24 miles off the coast"."""
    head = clause.sentence.words[word.head]
    if word.dep not in _BEFORE_NOUN or head.index < word.index or head not in chunk.words:
        return False
    between = clause.sentence.words[word.index + 1 : head.index]
    return not any(w.pos in {"ADP", "VERB", "PUNCT", "DET"} for w in between)


def _is_between(clause: Clause, word: Word) -> bool:
    """One end of "between 5 and 7", or one of several figures joined by "and"."""
    words = clause.sentence.words
    joined = any(
        w.dep == "conj" and word.index in {w.head, w.index} and w.entity == "figure" for w in words
    )
    case = [w.text.casefold() for w in words if w.head == word.index and w.dep == "case"]
    before = words[word.index - 1].text.casefold() if word.index else ""
    negative = "(-)" in clause.sentence.text or before in {"minus", "negative"}
    return joined or negative or "between" in case or before == "between"
