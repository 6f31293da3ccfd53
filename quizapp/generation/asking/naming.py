"""What a name is asked for with: its noun, and the words of its phrase that the noun stands for."""

from dataclasses import dataclass

from quizapp.domain.items import FactKind
from quizapp.generation.facts.classes import PLACE
from quizapp.generation.knowledge.classes import NameClass, class_of_noun
from quizapp.generation.language.tree import children, subtree
from quizapp.generation.types import EntityValue, Fact, Knowledge, Sentence, Word

_BEFORE = frozenset({"det", "amod", "compound", "nummod", "nmod:poss", "advmod", "flat", "nmod"})
"""How what describes a name may hang before it; it goes with the name."""
_INSIDE = frozenset({"compound", "nmod", "amod", "flat", "nmod:unmarked", "obl"})
"""How a name may hang on the common noun after it."""
_BY_NOUN_ONLY = frozenset({"sector"})
"""Kinds whose names mean something else without their noun: "the services sector"."""
_SINGULAR = frozenset({"NN", "NNP"})


@dataclass(frozen=True, slots=True)
class Naming:
    """A name in its phrase: "the Falcon 9 rocket" is asked for as "which rocket".

    `top` is the word that the phrase hangs by, `gone` the indices of what "which FOCUS" replaces
    beside it.
    """

    word: Word
    top: Word
    focus: str
    gone: frozenset[int] = frozenset()


def naming(sentence: Sentence, word: Word, fact: Fact, knowledge: Knowledge) -> Naming | None:
    """How the name is asked for; None where nothing says what sort of thing it is."""
    value = fact.value
    if not isinstance(value, EntityValue) or _runs_on(sentence, word):
        return None
    if value.entry is None and _is_owned(sentence, word, fact):
        return None
    focus = knowledge.focus(value.entry) if value.entry is not None else value.focus
    head = sentence.words[word.head]
    fits = _fits(class_of_noun(head.text), fact, value, focus)
    if fits and _follows(word, head):
        gone = {*range(word.index, head.index), *_described(sentence, head)}
        return Naming(word, head, head.text, frozenset(gone))
    if not focus or value.sub_kind in _BY_NOUN_ONLY:
        return None
    if word.dep in {"appos", "flat"} and head.index == word.index - 1:
        gone = {word.index, *_described(sentence, head)}
        return Naming(word, head, head.text, frozenset(gone)) if fits else None
    before = sentence.words[word.index - 1] if word.index else word
    told = before.head == word.index and before.tag in _SINGULAR
    if told and _fits(class_of_noun(before.text), fact, value, focus):
        focus = before.text
    gone = _described(sentence, word) | _state_after(sentence, word)
    if value.focus == PLACE and value.group:
        focus = f"{focus} in {value.group}"
    return Naming(word, word, focus, frozenset(gone))


def _is_owned(sentence: Sentence, word: Word, fact: Fact) -> bool:
    """As in "the government's LED programme": a description, not the name of a programme."""
    if fact.kind is not FactKind.SCHEME:
        return False
    tops = (word, sentence.words[word.head])
    return any(kid.dep == "nmod:poss" for top in tops for kid in children(sentence, top))


def _runs_on(sentence: Sentence, word: Word) -> bool:
    """As in "Mission Shield | 2.0": the number after it belongs to the name."""
    after = sentence.words[word.index + 1 : word.index + 2]
    return bool(after) and after[0].text[:1].isdigit() and after[0].entity != "date"


def _state_after(sentence: Sentence, word: Word) -> set[int]:
    """The comma and the state or country right after a place: "Rampur, Uttar Pradesh"."""
    after = sentence.words[word.index + 1 : word.index + 3]
    if word.entity != "place" or [w.text for w in after[:1]] != [","]:
        return set()
    return {w.index for w in after} if after[-1].entity in {"place", "body"} else set()


def _follows(word: Word, head: Word) -> bool:
    """Whether the head is a common noun in the singular right after the name."""
    near = word.index < head.index <= word.index + 2
    return near and word.dep in _INSIDE and head.tag in _SINGULAR and head.text.islower()


def _fits(found: NameClass | None, fact: Fact, value: EntityValue, focus: str) -> bool:
    """Whether the noun names the sort of thing that the name is, and not one that it owns."""
    if found is None:
        return False
    if value.entry is not None:
        return found.sub_kind == value.entry.sub_kind or found.focus in focus.split()
    return found.kind == fact.kind and value.sub_kind in {"", found.sub_kind}


def _described(sentence: Sentence, top: Word) -> set[int]:
    """The indices of what stands before the name and describes it."""
    return {
        w.index
        for kid in children(sentence, top)
        if kid.index < top.index and kid.dep in _BEFORE
        for w in subtree(sentence, kid)
        if w.index < top.index
    }
