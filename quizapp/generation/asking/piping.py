"""A name asked for inside a longer piece, which moves with it: "the capital of which state"."""

from collections.abc import Sequence
from dataclasses import replace

from quizapp.generation.clauses.types import Chunk
from quizapp.generation.language.tree import children, subtree
from quizapp.generation.types import Sentence, Word
from quizapp.generation.wording import lowered, text_of
from quizapp.generation.words import word_set

_LINKS = frozenset({"nmod", "nmod:poss", "compound"})
"""How a name may hang inside a piece whose noun it tells apart."""
_DROPPED = frozenset({"det", "amod", "compound", "nummod", "nmod:poss", "advmod", "flat", "nmod"})
"""What stands before a name and goes with it."""
_LONGEST = 12
_JOINED = frozenset({"conj", "appos"})
_OWN = frozenset({"of"})
_INNER_PREPOSITIONS = word_set("of in at from with by for to under on between against")


def piped(sentence: Sentence, chunk: Chunk, word: Word, focus: str) -> str | None:
    """The whole piece, its preposition before it, with the name replaced by "which FOCUS".

    None where the name does not stand in it as a plain complement or possessor. An object is
    moved only with what is its own: the winners of a prize, not the winners in a city.
    """
    links = _OWN if chunk.dep == "obj" else _INNER_PREPOSITIONS
    if not _is_reached(sentence, chunk, word, links) or len(chunk.words) > _LONGEST:
        return None
    gone = _dropped(sentence, word)
    if gone is None:
        return None
    owner, after = word.dep == "nmod:poss", word.index + 1
    words: list[Word] = []
    for other in chunk.words:
        if other.index in gone:
            continue
        if other == word:
            words.append(replace(word, text=f"which {focus}", entity="", pos="NOUN"))
        elif owner and other.index == after and other.text in {"'", "\u2019"}:
            words.append(replace(other, text="'s"))
        else:
            words.append(other)
    if word.dep == "compound":
        words = _as_owner(chunk, word, words)
        if not words:
            return None
    return lowered(text_of(words), words[0])


def _is_reached(sentence: Sentence, chunk: Chunk, word: Word, links: frozenset[str]) -> bool:
    """Whether only nouns stand between the name and the head of its piece, joined by `links`."""
    if any(w.dep in _JOINED and w.head == word.index for w in chunk.words):
        return False
    here, seen = word, {word.index}
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


def _dropped(sentence: Sentence, word: Word) -> frozenset[int] | None:
    """The indices of what describes the name and goes with it; None where it cannot go."""
    gone: set[int] = set()
    for kid in children(sentence, word):
        if kid.dep == "case" or kid.pos == "PUNCT":
            continue
        if kid.index < word.index and kid.dep in _DROPPED:
            gone |= {w.index for w in subtree(sentence, kid)}
        elif kid.dep.startswith("acl"):
            return None
    return frozenset(gone)


def _as_owner(chunk: Chunk, word: Word, words: Sequence[Word]) -> list[Word]:
    """As in "NASA astronauts": which space agency's astronauts, without an article before it."""
    position = next(i for i, other in enumerate(words) if other.index == word.index)
    following = words[position + 1 : position + 2]
    if word.entity != "body" or not following or following[0].index != word.head:
        return []
    if following[0].tag != "NNS":
        return []
    before = words[:position]
    if before and before[-1].pos == "DET":
        before = before[:-1]
    if before and before[-1] not in chunk.case:
        return []
    owner = replace(words[position], text=f"{words[position].text}'s")
    return [*before, owner, *words[position + 1 :]]
