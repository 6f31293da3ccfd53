"""Set right in a parse what English leaves no doubt about, however the parser hung it.

Where a phrase hangs is what a small parser gets wrong most. Counted things do not lie "in 2017":
"opened 40 shops in Poland in 2017" tells when and where they were opened.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import pairwise

from quizapp.generation.types import Word
from quizapp.generation.words import word_set

__all__ = ["mended"]

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_LIFTED = word_set("in at on to")
_NOUNS = frozenset({"NOUN", "PROPN", "NUM"})
_SPAN = re.compile(r"\b(?:year|month|week|day|hour|minute)s?\b", re.IGNORECASE)
_DURING = word_set("over for within in during")
_PLACES = frozenset({"place", "body"})


def mended(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """The words with subjects, durations, lists and the phrases at their end on their heads."""
    for mend in (_active, _compared, _with_one_subject, _with_durations, _listed, _lifted):
        words = mend(words)
    return words


def _active(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """As in "a team of nurses | released findings": what has an object is no passive participle."""
    roots = [w for w in words if w.head == w.index]
    if len(roots) != 1 or roots[0].pos not in _NOUNS:
        return words
    (noun,) = roots
    for verb in words[noun.index :]:
        if verb.tag in _FINITE:
            break
        owner = words[verb.head]
        near = owner == noun or (owner.dep == "nmod" and owner.head == noun.index)
        with_object = any(w.dep == "obj" and w.head == verb.index for w in words)
        if verb.tag == "VBN" and verb.dep == "acl" and near and with_object:
            return tuple(_under_verb(word, noun, verb) for word in words)
    return words


def _under_verb(word: Word, noun: Word, verb: Word) -> Word:
    """The word in the clause of this verb, whose subject the noun is."""
    if word == verb:
        return replace(word, head=word.index, dep="root", tag="VBD", pos="VERB")
    if word == noun:
        return replace(word, head=verb.index, dep="nsubj")
    after = word.head == noun.index and word.index > verb.index
    return replace(word, head=verb.index) if after else word


def _compared(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """As in "Unlike Mali, Chad has 12 ports": what has a preposition is no second subject."""
    out = list(words)
    for word in words:
        if word.dep != "nsubj" or not any(_is_case_of(w, word) for w in words[: word.index]):
            continue
        if any(w.dep == "nsubj" and w.head == word.head for w in words[word.index + 1 :]):
            out[word.index] = replace(word, dep="obl")
    return tuple(out)


def _is_case_of(word: Word, top: Word) -> bool:
    return word.dep == "case" and word.head == top.index


def _with_one_subject(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """As in "the retailer | Brightmart opened": a noun and its name are no two subjects."""
    for noun, name in pairwise(words):
        both = noun.dep == name.dep == "nsubj" and noun.head == name.head
        if both and noun.tag == "NN" and noun.text.islower() and name.entity in _PLACES:
            return tuple(
                replace(w, head=name.index, dep="compound")
                if w == noun
                else replace(w, head=name.index)
                if w.head == noun.index
                else w
                for w in words
            )
    return words


def _with_durations(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """As in "lend 2 billion | over 8 years": the years are no second object."""
    objects = {w.head: w.index for w in reversed(words) if w.dep == "obj"}
    out = list(words)
    for word in words:
        first = objects.get(word.head, word.index)
        spans = word.entity == "figure" and _SPAN.search(word.text)
        before = words[word.index - 1] if word.index else word
        if word.dep != "obj" or first >= word.index or not spans or before.text not in _DURING:
            continue
        out[word.index] = replace(word, dep="obl")
        out[before.index] = replace(before, head=word.index, dep="case", pos="ADP", tag="IN")
    return tuple(out)


def _listed(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """As in "set up clinics, banks and a farm": a noun is joined to the object, not the verb."""
    out = list(words)
    for word in words:
        verb = words[word.head]
        if (
            word.dep != "conj"
            or word.pos != "NOUN"
            or verb.pos != "VERB"
            or word.index < verb.index
        ):
            continue
        between = words[verb.index + 1 : word.index]
        objects = [w for w in between if w.dep == "obj" and w.head == verb.index]
        helped = any(w.head == word.index and w.dep in {"cop", "aux", "nsubj"} for w in words)
        if objects and not helped and all(w.pos not in {"VERB", "AUX"} for w in between):
            out[word.index] = replace(word, head=objects[-1].index)
    return tuple(out)


def _lifted(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """Places and dates at the end of a sentence that hang on counted things or on a list's last.

    They are hung on the verb whose object that is, where no other verb stands between.
    """
    out = list(words)
    end = len(words)
    while end and words[end - 1].pos == "PUNCT":
        end -= 1
    roles = {"obj"}
    while phrase := _closing(out, end):
        top = out[end - 1]
        verb = _verb_of(out, top, roles)
        if verb is not None:
            out[top.index] = replace(top, head=verb, dep="obl")
        elif top.entity == "date" and out[end - 2].text == "on" and top.dep == "nmod":
            out[top.index] = replace(top, head=_whole(out, out[top.head]))
            break
        elif top.dep not in {"obl", "obl:unmarked"}:
            break
        if top.entity == "date":
            roles.add("obl")  # "with scholars from 38 countries in Paris | in 2018"
        end -= phrase
    return tuple(out)


def _whole(words: Sequence[Word], noun: Word) -> int:
    """The first noun of "the closure of the offices of the bank": what is done on a day."""
    while noun.dep == "nmod" and any(
        _is_case_of(w, noun) and w.text == "of" for w in words[words[noun.head].index : noun.index]
    ):
        noun = words[noun.head]
    return noun.index


def _closing(words: Sequence[Word], end: int) -> int:
    """The length of the prepositional phrase of a place or date that ends there, or 0."""
    if end < 4:  # noqa: PLR2004 — a subject, a verb, a preposition and a name
        return 0
    top, before = words[end - 1], words[end - 2]
    if top.entity not in {*_PLACES, "date"} or before.text not in _LIFTED:
        return 0
    return 2 if before.head == top.index and before.dep == "case" else 0


def _verb_of(words: Sequence[Word], top: Word, roles: Collection[str]) -> int | None:
    """The verb that the phrase belongs to instead of the noun it hangs on; None where it stays.

    The noun has to be, or to belong to, a piece of the verb of one of these roles.
    """
    noun, sure = words[top.head], False
    if top.dep != "nmod" or noun.pos not in _NOUNS:
        return None
    for _ in range(len(words)):
        counted = any(w.dep == "nummod" and w.head == noun.index for w in words)
        sure = sure or counted or noun.dep == "conj"
        if noun.pos not in _NOUNS or noun.index > top.index:
            return None
        if noun.dep in roles:
            break
        if noun.dep not in {"nmod", "conj"}:
            return None
        noun = words[noun.head]
    else:
        return None
    between = words[noun.index + 1 : top.index]
    if not sure or any(w.pos in {"VERB", "AUX"} for w in between) or noun.head >= noun.index:
        return None
    verb = words[noun.head]
    return verb.index if verb.pos == "VERB" else None
