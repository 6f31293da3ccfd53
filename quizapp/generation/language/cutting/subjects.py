"""A statement whose subject stands in as "they" or "it": its verb is then hard to miss.

The parser takes "the Oyo Dam supplies 12 towns" for a list of nouns; "it supplies 12 towns" it
reads. The subject is what stands before the first finite verb, and its words hang on its head.
"""

from collections.abc import Sequence
from dataclasses import replace

from quizapp.generation.language.cutting.cuts import Run, first_finite
from quizapp.generation.types import Word
from quizapp.generation.words import word_set

__all__ = ["is_weak", "pronoun_for", "put_back", "subject_length"]

_INSIDE = frozenset({"DET", "ADJ", "NOUN", "PROPN", "NUM", "PART", "CCONJ", "ADP", "PUNCT"})
_NOUNS = frozenset({"NOUN", "PROPN", "NUM"})
_JOINING = word_set("of in for from between on with")
_SINGULAR = frozenset({"was", "has", "is", "does"})


def is_weak(words: Run) -> bool:
    """Whether this parse of a statement found no verb with a subject before it."""
    tops = [word for word in words if word.head == word.index]
    if len(tops) != 1:
        return True
    top = tops[0]
    own = [word for word in words if word.head == top.index and word.index < top.index]
    verbal = top.pos in {"VERB", "AUX"} or any(word.dep == "cop" for word in own)
    subjects = [word for word in own if word.dep.startswith(("nsubj", "expl"))]
    return not verbal or len(subjects) != 1


def subject_length(words: Run) -> int:
    """How many words the subject has by the tags; 0 where it is no plain noun phrase."""
    verb = first_finite(words)
    if not verb:
        return 0
    subject = words[:verb]
    plain = all(_may_stand_in(word) for word in subject)
    opens = subject[0].pos in {"DET", "ADJ", "NOUN", "PROPN", "NUM"} and subject[0].entity != "date"
    return verb if plain and opens and subject[-1].pos in _NOUNS else 0


def _may_stand_in(word: Word) -> bool:
    if word.tag == "IN":
        return word.text in _JOINING
    return word.pos in _INSIDE and word.text != "," and word.tag != "TO"


def pronoun_for(words: Run, length: int) -> str:
    """What the parser sees for the subject, of the number that the verb has."""
    verb = words[length]
    plural = words[_head(words[:length])].features.get("Number") == "Plur"
    single = verb.tag == "VBZ" or verb.text in _SINGULAR or not (plural or verb.tag == "VBP")
    return "It" if single and verb.text != "were" else "They"


def put_back(subject: Run, parsed: Sequence[Word]) -> Run | None:
    """The parse with the words of the subject in the place of the pronoun at its start."""
    pronoun = parsed[0]
    if not pronoun.dep.startswith("nsubj"):
        return None
    shift = len(subject) - 1
    head = _head(subject)
    inner = {word.index: i for i, word in enumerate(subject)}
    words: list[Word] = []
    for i, word in enumerate(subject):
        if i == head:
            words.append(replace(word, index=i, head=pronoun.head + shift, dep=pronoun.dep))
        elif word.head in inner and word.head != word.index:
            words.append(replace(word, index=i, head=inner[word.head]))
        else:
            dep = "det" if word.pos == "DET" else "compound"
            words.append(replace(word, index=i, head=head, dep=dep))
    for word in parsed[1:]:
        above = head if word.head == 0 else word.head + shift
        words.append(replace(word, index=word.index + shift, head=above))
    return tuple(words)


def _head(subject: Run) -> int:
    """The position of the head noun: the last noun before the first "of"."""
    until = next((i for i, word in enumerate(subject) if word.pos == "ADP"), len(subject))
    nouns = [i for i, word in enumerate(subject[:until]) if word.pos in _NOUNS]
    return nouns[-1] if nouns else len(subject) - 1
