"""A name asked for inside a longer piece, which moves with it: "the capital of which state"."""

from collections.abc import Sequence
from dataclasses import replace

from quizapp.generation.asking.naming import Naming
from quizapp.generation.clauses.types import Chunk
from quizapp.generation.language.tree import children
from quizapp.generation.types import Sentence, Word
from quizapp.generation.wording import lowered, text_of
from quizapp.generation.words import word_set

_LINKS = frozenset({"nmod", "nmod:poss", "compound"})
"""How a name may hang inside a piece whose noun it tells apart."""
_LONGEST = 12
_LONGEST_BEFORE = 7
"""Words before "which" that a reader keeps in mind."""
_THINGS = frozenset({"other", "scheme"})
"""Kinds of names that do not lie anywhere: "the rocket from Sriharikota" was launched there."""
_JOINED = frozenset({"conj", "appos"})
_OWN = frozenset({"of"})
_INNER_PREPOSITIONS = word_set("of in at from with by for to under on between against")
_ORGANS = word_set(
    "government parliament legislature army navy police president embassy capital delegation team "
    "administration cabinet economy constitution"
)
"""What a country or state has one of: "the United States government"."""


def piped(sentence: Sentence, chunk: Chunk, name: Naming) -> str | None:
    """The whole piece, its preposition before it, with the name replaced by "which FOCUS".

    None where the name does not stand in it as a plain complement or possessor. A subject or
    object is moved only with what is its own: the winners of a prize, not the winners in a city.
    """
    top = name.top
    core = chunk.dep == "obj" or chunk.dep.startswith("nsubj") or chunk.preposition == "by"
    links = _OWN if core else _INNER_PREPOSITIONS
    if _is_long(chunk, top) or not _is_reached(sentence, chunk, name, links):
        return None
    if any(w.pos in {"VERB", "AUX"} for w in chunk.words):
        return None
    loose = chunk.dep == "obj" or chunk.preposition == "by" or name.word.entity in _THINGS
    if loose and chunk.head == top and _has_place_of_its_own(sentence, chunk):
        return None
    owner = top.dep == "nmod:poss"
    words: list[Word] = []
    for other in chunk.words:
        if other == top:
            words.append(replace(other, text=f"which {name.focus}", entity="", pos="NOUN"))
        elif other.index in name.gone:
            continue
        elif owner and other.index == top.index + 1 and other.text in {"'", "\u2019"}:
            words.append(replace(other, text="'s"))
        else:
            words.append(other)
    if top.dep == "compound":
        words = _as_owner(chunk, top, words)
        if not words:
            return None
    return lowered(text_of(words), words[0])


def _is_long(chunk: Chunk, top: Word) -> bool:
    before = sum(word.index < top.index for word in chunk.words)
    return len(chunk.words) > _LONGEST or before > _LONGEST_BEFORE


def _is_reached(sentence: Sentence, chunk: Chunk, name: Naming, links: frozenset[str]) -> bool:
    """Whether only nouns stand between the name and the head of its piece, joined by `links`."""
    top, gone = name.top, name.gone
    joined = [w for w in chunk.words if w.dep in _JOINED and w.head == top.index]
    if any(w.index not in gone for w in joined):
        return False
    here, seen = top, {top.index}
    while here != chunk.head:
        above = sentence.words[here.head]
        if here.dep not in _LINKS or above not in chunk.words or above.index in seen:
            return False
        if above.pos not in {"NOUN", "PROPN"} or above.entity in {"person", "date", "figure"}:
            return False
        case = [w for w in children(sentence, here) if w.dep == "case" and w.index < here.index]
        if here.dep == "nmod" and (len(case) != 1 or case[0].text not in links):
            return False
        seen.add(above.index)
        here = above
    return True


def _has_place_of_its_own(sentence: Sentence, chunk: Chunk) -> bool:
    """As in "signed the treaty in Colombo": the place is the deed's as much as the treaty's."""
    after = [w for w in chunk.words if w.index > chunk.head.index and w.head == chunk.head.index]
    cases = [w for kid in after for w in children(sentence, kid) if w.dep == "case"]
    return any(w.text != "of" for w in cases)


def _as_owner(chunk: Chunk, top: Word, words: Sequence[Word]) -> list[Word]:
    """As in "NASA astronauts": which space agency's astronauts, without an article before it."""
    position = next(i for i, other in enumerate(words) if other.index == top.index)
    following = words[position + 1 : position + 3]
    if top.entity not in {"body", "place"} or not following:
        return []
    noun = following[0]
    if noun.dep == "compound" and not noun.entity and noun.head == following[-1].index:
        noun = following[-1]
    if top.head not in {noun.index, following[0].index}:
        return []
    if noun.text not in _ORGANS and (noun.tag != "NNS" or top.entity == "place"):
        return []
    before = words[:position]
    if before and before[-1].pos == "DET":
        before = before[:-1]
    if before and before[-1] not in chunk.case and before[-1].pos != "ADP":
        return []
    owner = replace(words[position], text=f"{words[position].text}'s")
    return [*before, owner, *words[position + 1 :]]
