"""A figure's own item in a list: "301 stores" of "301 stores, two centres and the head office"."""

from collections.abc import Sequence

from quizapp.generation.clauses.types import Chunk
from quizapp.generation.language.tree import children, subtree
from quizapp.generation.types import Sentence, Word
from quizapp.generation.words import word_set

__all__ = ["own_item", "path_to"]

_PLACING = word_set(
    "in at across during throughout within worldwide between among from since to into on under by"
)
_TOGETHER = word_set("between together both share combine total sum respectively")
_MARKS = frozenset({"PUNCT", "CCONJ"})


def path_to(sentence: Sentence, word: Word, top: Word) -> tuple[Word, ...]:
    """The word and its heads up to the top, both included; empty when the top is none of them."""
    path = [word]
    while path[-1].index != top.index:
        head = sentence.words[path[-1].head]
        if head in path:
            return ()
        path.append(head)
    return tuple(path)


def own_item(sentence: Sentence, chunk: Chunk, word: Word) -> tuple[Word, ...]:
    """The words of the piece without the items beside the one that holds the word.

    All its words where it is no list; none where an item cannot be told without the others.
    """
    path = path_to(sentence, word, chunk.head)
    if not path:
        return ()
    gone = _beside(sentence, chunk, path)
    if not gone:
        return chunk.words
    if any(w.lemma in _TOGETHER for w in sentence.words):
        return ()
    if any(w.index in gone and w.entity == "figure" and _is_bare(w) for w in chunk.words):
        return ()
    kept = [w for w in chunk.words if w.index not in gone]
    while kept and kept[-1].pos in _MARKS:
        kept.pop()
    while kept and kept[0].pos in _MARKS:
        kept.pop(0)
    return _with_place(sentence, chunk, tuple(_unmarked(kept, gone)), word)


def _beside(sentence: Sentence, chunk: Chunk, path: Sequence[Word]) -> set[int]:
    """The words of the other items of the list."""
    gone: set[int] = set()
    counted = path[min(1, len(path) - 1)] if path[0].dep == "nummod" else path[0]
    for other in chunk.words:
        if other.dep != "conj" or other in path:
            continue
        if other.head == counted.index or _has_figure(sentence, other):
            gone |= {w.index for w in subtree(sentence, other)}
    if counted.dep == "conj" and counted != chunk.head:
        gone |= _first_of(sentence, counted, path)
    return gone & {w.index for w in chunk.words}


def _first_of(sentence: Sentence, item: Word, path: Sequence[Word]) -> set[int]:
    """What a later item of a list leaves behind: the first one, but for its preposition.

    In "3 cases of flu and 2 deaths" the parser hangs the deaths on the flu; the 3 are the first.
    """
    first = sentence.words[item.head]
    counted = [w for w in path if w.index < item.index and _has_figure(sentence, w)]
    if counted and not _has_figure(sentence, first):
        first = counted[-1]
    own = {w.index for w in subtree(sentence, item)}
    has_case = any(w.dep == "case" for w in children(sentence, item))
    case = {w.index for w in children(sentence, first) if w.dep == "case" and not has_case}
    return {w.index for w in subtree(sentence, first)} - own - case


def _is_bare(word: Word) -> bool:
    """As in "14 stations in Goa and 9 in Kerala": an item that borrows the noun of another."""
    return word.dep == "conj" and word.text.replace(",", "").isalnum()


def _closing_from(chunk: Chunk, starts: Sequence[Word]) -> Word:
    """The preposition from which on only places and times follow to the end of the piece."""
    last = max(
        (w.index for w in chunk.words if w.dep == "conj" or w == chunk.head),
        default=chunk.head.index,
    )
    return next((w for w in starts if w.index > last), starts[-1])


def _has_figure(sentence: Sentence, word: Word) -> bool:
    return any(w.entity == "figure" and w.dep == "nummod" for w in children(sentence, word))


def _unmarked(words: Sequence[Word], gone: set[int]) -> list[Word]:
    """Without the commas and the "and" that stood beside what is gone."""
    return [
        w
        for w in words
        if w.pos not in _MARKS or not ({w.index - 1, w.index + 1, w.index - 2, w.index + 2} & gone)
    ]


def _with_place(
    sentence: Sentence, chunk: Chunk, kept: tuple[Word, ...], word: Word
) -> tuple[Word, ...]:
    """The item with the place or time that closes the list and is true of all its items.

    None where another item has a place of its own: whether it is this one's too is a guess.
    """
    last = [w for w in chunk.words if w not in kept]
    starts = [
        w
        for w in last
        if w.dep == "case"
        and w.text.casefold() in _PLACING
        and sentence.words[w.head].dep.startswith(("nmod", "obl"))
    ]
    if not starts:
        return kept
    first = _closing_from(chunk, starts)
    own = [w for w in kept if word.index < w.index < first.index]
    if any(w.text.casefold() in _PLACING for w in own):
        return kept
    closing = tuple(w for w in chunk.words if w.index >= first.index)
    if first.index < word.index:
        return ()
    return (*(w for w in kept if w.index < first.index), *closing)
