"""Walk the parse of a sentence."""

from collections.abc import Iterable

from quizapp.generation.types import Sentence, Word

__all__ = ["ancestors", "children", "contiguous", "root", "subtree", "surface"]


def root(sentence: Sentence) -> Word | None:
    """The word that is its own head; None when there is not exactly one."""
    roots = [word for word in sentence.words if word.head == word.index]
    return roots[0] if len(roots) == 1 else None


def children(sentence: Sentence, word: Word) -> tuple[Word, ...]:
    """The words that hang on this one, in order."""
    return tuple(
        other for other in sentence.words if other.head == word.index and other.index != word.index
    )


def ancestors(sentence: Sentence, word: Word) -> tuple[Word, ...]:
    """The chain of heads, nearest first; a broken parse with a cycle ends the chain."""
    chain: list[Word] = []
    seen = {word.index}
    while word.head not in seen:
        word = sentence.words[word.head]
        seen.add(word.index)
        chain.append(word)
    return tuple(chain)


def subtree(sentence: Sentence, word: Word) -> tuple[Word, ...]:
    """The word and all that hangs on it, in order."""
    inside = {word.index}
    grown = True
    while grown:
        new = {w.index for w in sentence.words if w.head in inside} - inside
        inside |= new
        grown = bool(new)
    return tuple(w for w in sentence.words if w.index in inside)


def contiguous(words: Iterable[Word]) -> bool:
    """Whether the words stand side by side."""
    indices = [word.index for word in words]
    return indices == list(range(indices[0], indices[0] + len(indices))) if indices else False


def surface(words: Iterable[Word]) -> str:
    """The words as text, spaced as in the article; a group of words is one word here."""
    parts: list[str] = []
    end = -1
    for word in words:
        parts.append(word.text if word.span.start == end else f" {word.text}")
        end = word.span.end
    return "".join(parts).strip()
