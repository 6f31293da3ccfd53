"""Ask for a rank or a position: "to which rank", "at which position was X ranked"."""

from collections.abc import Iterator

from quizapp.generation.asking.asked import Asked
from quizapp.generation.asking.slots import Slot
from quizapp.generation.clauses.types import Chunk, Clause
from quizapp.generation.language.tree import children
from quizapp.generation.types import Word
from quizapp.generation.values import FigureValue
from quizapp.generation.wording import text_of
from quizapp.generation.words import word_set

__all__ = ["finished", "slot_of"]

_POSITIONS = word_set("position rank place spot slot ranking")
_RANKING = {"rank": "at", "place": "at", "stand": "at", "seed": "at", "finish": "in", "come": "in"}


def slot_of(
    clause: Clause, chunk: Chunk, word: Word, words: tuple[Word, ...], value: FigureValue
) -> Iterator[Slot]:
    """As in "moved to the 34th position": to which position?"""
    noun = clause.sentence.words[word.head]
    if noun.lemma not in _POSITIONS or noun.index != word.index + 1 or noun not in words:
        return
    own = [w for w in children(clause.sentence, noun) if w.index < word.index and w.dep != "case"]
    if any(w.text.casefold() not in {"the", "a", "an", "its", "their"} for w in own):
        return
    before = tuple(w for w in words if w.index < word.index and w not in own)
    after = tuple(w for w in words if w.index > noun.index)
    if {w.text.casefold() for w in after} & {"from", "to"}:
        return
    if chunk is not clause.subject:
        asking = f"which {noun.text}"
        yield Slot(word, noun, before, asking, after, value.text(), value, "rank", noun.text)


def finished(clause: Clause, chunk: Chunk, word: Word, value: FigureValue) -> Iterator[Asked]:
    """As in "was ranked 94th among 107 countries": at which position was it ranked?"""
    preposition = _RANKING.get(clause.verb.lemma)
    if preposition is None or chunk.words[0] != word or chunk is clause.subject:
        return
    rest = text_of(w for w in chunk.words if w.index > word.index)
    if rest and chunk.words[1].pos != "ADP":
        return
    phrase = f"{preposition} which position"
    yield Asked(phrase, value.text(), "rank-verb", (chunk,), focus="position", after=rest)
