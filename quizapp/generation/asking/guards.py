"""When a name may not be asked for: its place in the clause does not make it the only answer."""

from collections.abc import Sequence

from quizapp.domain.items import FactKind
from quizapp.generation.clauses.types import Chunk, Clause
from quizapp.generation.types import Fact, Word
from quizapp.generation.words import word_set

__all__ = ["follows_a_verb", "is_listed", "is_unique", "is_whole"]

_OFFICES = word_set(
    "president mayor minister governor speaker chancellor premier king queen sultan"
)
_ONE_OF_A_KIND = word_set("first second third last only nodal apex capital headquarters")
_MANY = 2
_SUPERLATIVE = 4
"""Letters that a superlative has at least one more than: "best" is none here, nor "est"."""


def follows_a_verb(clause: Clause, chunk: Chunk) -> bool:
    """As in "approved giving a title to a school in Pune": whose place is Pune?"""
    start = chunk.words[0].index
    before = [c for c in clause.tail if c.words[0].index < start]
    return any(c.dep in {"xcomp", "ccomp", "advcl"} or c.head.pos == "VERB" for c in before)


def is_listed(clause: Clause, chunk: Chunk, word: Word) -> bool:
    """One of several names joined by commas or "and": the others would be right as well."""
    words = clause.sentence.words
    after = words[word.index + 1 : word.index + 3]
    if _is_placed(word, after) and word.dep not in {"conj", "appos"}:
        return False
    hangs = any(w.dep in {"conj", "appos"} and w.head == word.index for w in chunk.words)
    if hangs or word.dep in {"conj", "appos"}:
        return True
    after = words[chunk.words[-1].index + 1 :][:3]
    joined = bool(after) and after[0].text in {",", "and", "or"}
    return joined and any(w.entity == word.entity for w in after[1:])


def _is_placed(word: Word, after: Sequence[Word]) -> bool:
    """As in "Rampur, Uttar Pradesh": a place and, right after it, what it lies in."""
    if word.entity != "place" or [w.text for w in after[:1]] != [","]:
        return False
    within = after[-1]
    return within.entity in {"place", "body"} and (within.dep, within.head) == ("appos", word.index)


def is_whole(clause: Clause, word: Word, fact: Fact) -> bool:
    """No further capitalised word right beside the name, which would make it a longer one."""
    if fact.kind is not FactKind.PERSON:
        return True
    words = clause.sentence.words
    near = [*words[max(0, word.index - 1) : word.index], *words[word.index + 1 : word.index + 2]]
    return not any(w.text[:1].isupper() and w.pos in {"PROPN", "NOUN"} for w in near)


def is_unique(clause: Clause) -> bool:
    """Whether what is said of a subject can be true of one thing only: "the first …"."""
    predicate = clause.tail[0] if clause.tail else None
    if predicate is None or predicate.dep != "pred":
        return False
    words = [w.text.casefold() for w in predicate.words]
    if any(w.entity == "date" for w in predicate.words):
        return "of" in words and bool(_OFFICES & set(words[:3]))
    owned = any(w.tag == "POS" for w in predicate.words[:3])
    told = len(words) > _MANY + 1 or any(w.dep == "case" for w in predicate.words)
    singular = owned or (words[0] == "the" and told)
    return singular and any(
        w in _ONE_OF_A_KIND or (w.endswith("est") and len(w) > _SUPERLATIVE) for w in words
    )
