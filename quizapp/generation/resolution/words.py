"""Put another text in the place of a word, and see what a noun phrase says by itself."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from quizapp.generation.language.tree import children, root
from quizapp.generation.types import Sentence, Word
from quizapp.generation.words import word_set

SUBJECTS = frozenset({"nsubj", "nsubj:pass"})
DEFINITE = word_set("the this that these those")
_RESTRICTING = frozenset({"amod", "nmod", "acl", "acl:relcl", "compound", "nummod", "nmod:poss"})


def put(
    sentence: Sentence,
    index: int,
    text: str,
    drop: frozenset[int] = frozenset(),
    *,
    tag: str | None = None,
) -> Sentence:
    """The sentence with this text for the word at the index, and without the words of `drop`."""
    words = tuple(
        replace(
            word,
            text=text,
            pos="PROPN",
            tag=tag or word.tag,
            entity=word.entity or "resolved",
            features={},
        )
        if word.index == index
        else replace(word, text="")
        if word.index in drop
        else word
        for word in sentence.words
    )
    return replace(sentence, words=words)


def restricts(words: Iterable[Word]) -> bool:
    """Whether any of a noun's dependents says which one it is."""
    return any(w.dep in _RESTRICTING for w in words)


def subjects(sentence: Sentence) -> Sequence[Word]:
    """The subjects of the sentence's root."""
    top = root(sentence)
    return [] if top is None else [w for w in children(sentence, top) if w.dep in SUBJECTS]
