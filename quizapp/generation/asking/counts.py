"""Ask for a count by its noun: "how many harbour boards …", "a bench of how many judges"."""

import re
from collections.abc import Iterator
from dataclasses import replace

from quizapp.generation.asking.slots import Slot, is_plural, said
from quizapp.generation.clauses.types import Chunk, Clause
from quizapp.generation.facts.figures import find_figures
from quizapp.generation.language.tree import children
from quizapp.generation.types import Word
from quizapp.generation.values import FigureValue
from quizapp.generation.wording import text_of
from quizapp.generation.words import word_set

__all__ = ["counted_noun", "headless", "slot_of"]

_DEFINITE = frozenset({"its", "their", "his", "her", "the", "all", "total", "a"})
_HEDGES = word_set(
    "only just nearly almost some reportedly approximately about around roughly over least at than "
    "more as many up to estimated an whopping record overall entire full even an"
)
_KEPT = word_set("additional new fresh")
"""What may stand before the number, and then stands behind "how many"."""
_POINTING = word_set(
    "two both sides countries nations leaders teams parties services houses ends days years times "
    "things ways cases others ones points steps months weeks thirds halves quarters fourths fifths "
    "dozens hundreds thousands"
)
_LABELS = word_set(
    "category type class grade level phase stage tier round group zone article section chapter rule"
)
"""What a number behind it names: "category 4 hurricanes" are not four."""
_FEW = 3
_COUNTED = re.compile(r"\s+(?P<noun>people|[a-z]{3,}s)\b(?! of\b)")
_NUMBER_NOUNS = word_set(
    "number toll tally count total population strength figure membership capacity enrolment"
)


def counted_noun(clause: Clause, chunk: Chunk, word: Word) -> Word | None:
    """The plural noun that the number counts, past what is compounded with it."""
    noun = clause.sentence.words[word.head]
    seen = {word.index}
    while noun.dep in {"compound", "nummod", "amod"} and noun.index not in seen:
        seen.add(noun.index)
        head = clause.sentence.words[noun.head]
        if head.index < noun.index:
            break
        noun = head
    if noun not in chunk.words or noun.index <= word.index or not is_plural(noun):
        return None
    return noun if word.dep in {"nummod", "compound", "amod"} else None


def slot_of(
    clause: Clause, chunk: Chunk, word: Word, words: tuple[Word, ...], value: FigureValue
) -> Iterator[Slot]:
    """The place of a counted noun among the words of its item."""
    noun = counted_noun(clause, chunk, word)
    if noun is None:
        if value.after == "" and _of_a_whole(chunk, word, words):
            yield _slot(word, word, words, value, "how many")
        return
    if _is_label(clause, word, value):
        return
    before = [w for w in words if w.index < word.index]
    determiners = [
        w
        for w in children(clause.sentence, noun)
        if w in before and w.dep not in {"case", "cc", "punct"}
    ]
    determiners += [w for w in before if w.head == word.index and w not in determiners]
    plain = {*_DEFINITE, *_HEDGES}
    kept = [w for w in determiners if w.text.casefold() in _KEPT]
    if any(w.text.casefold() not in plain for w in determiners if w not in kept):
        return
    definite = any(w.text.casefold() in _DEFINITE - {"a"} for w in determiners)
    if _is_common(noun, word, value, definite=definite):
        return
    inner = {w.index for w in determiners}
    outer = tuple(w for w in before if w.index not in inner)
    if text_of(outer).casefold().endswith("a total of"):
        outer = outer[:-3]
    asking = f"how many {text_of(kept)}".strip()
    yield replace(_slot(word, noun, words, value, asking), before=outer)


def _slot(
    word: Word, anchor: Word, words: tuple[Word, ...], value: FigureValue, asking: str
) -> Slot:
    before = tuple(w for w in words if w.index < word.index)
    after = tuple(w for w in words if w.index > word.index)
    return Slot(word, anchor, before, asking, after, value.text(), value, "count")


def _of_a_whole(chunk: Chunk, word: Word, words: tuple[Word, ...]) -> bool:
    """As in "85 of the members": the number is a noun itself."""
    after = [w for w in words if w.index > word.index]
    return bool(after) and after[0].text == "of" and len(after) > 1 and chunk.head == word


def _is_label(clause: Clause, word: Word, value: FigureValue) -> bool:
    """Whether the number names a kind and counts nothing, as a 1 before a plural does too."""
    if value.amount == 1 and not value.scale:
        return True
    ahead = clause.sentence.words[word.index - 1] if word.index else word
    return ahead.text.casefold() in _LABELS


def _is_common(noun: Word, word: Word, value: FigureValue, *, definite: bool) -> bool:
    """What only points back ("the two sides") or has no noun worth a question ("two things")."""
    few = value.amount <= _FEW and not value.scale
    adjacent = noun.index == word.index + 1
    if few and definite:
        return True
    if adjacent and noun.text.casefold() in {"thirds", "halves", "quarters", "fourths", "fifths"}:
        return True
    return few and adjacent and noun.text.casefold() in _POINTING


def headless(
    clause: Clause, chunk: Chunk, word: Word, words: tuple[Word, ...], value: FigureValue
) -> Iterator[Slot]:
    """A number that stands alone: "54 states have signed, only 27 have ratified", "rose to 58"."""
    before = [w for w in words if w.index < word.index]
    rest = said([w for w in words if w.index > word.index])
    if chunk.head != word:
        number = [w.text.casefold() for w in before[-2:]]
        if len(number) > 1 and number[0] in _NUMBER_NOUNS and number[1] == "of" and not rest:
            yield replace(_slot(word, word, words, value, "how many"), pattern="number")
        return
    if rest:
        return
    if chunk is clause.subject:
        noun = _noun_before(clause, word)
        if noun:
            yield replace(_slot(word, word, words, value, f"how many {noun}"), before=())
        return
    subject = {w.text.casefold() for w in clause.subject.words}
    if chunk.preposition in {"to", "at", "from", "by"} and subject & _NUMBER_NOUNS:
        yield replace(_slot(word, word, words, value, "how many"), before=chunk.case)


def _noun_before(clause: Clause, word: Word) -> str:
    """The noun that the only number before this one counts: what "27" are 27 of."""
    sentence = clause.sentence
    before = sentence.text[: max(0, word.span.start - sentence.span.start)]
    counted = [found for found in find_figures(before) if found.sub_kind == "count"]
    noun = _COUNTED.match(before[counted[0].end :]) if len(counted) == 1 else None
    return noun["noun"] if noun is not None else ""
