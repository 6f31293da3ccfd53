"""In which state a district, town or village lies, by patterns of words.

"Kannur district of Kerala", "Punjab's Moga town", "Hilltop, a village in Goa": where the sentence
itself says so, and the gazetteers know nothing else. May import the other data types of the engine.
"""

import re
from collections.abc import Iterator

from quizapp.generation.knowledge.gazetteer import Gazetteer
from quizapp.generation.types import Draft, EntityValue, Fact, Mention, Sentence, Span
from quizapp.generation.words import word_set

__all__ = ["drafts"]

_CAP = r"[A-Z][a-z][\w\u2019'-]*(?<!'s)(?<!\u2019s)"
_NAME = rf"(?P<name>{_CAP}(?: {_CAP}){{0,2}})"
_WHAT = r"(?P<what>district|town|village|taluka?|tehsil|city|municipality|national park|dam)"
BEFORE = re.compile(
    rf"(?:^|[\s(])(?:the )?{_NAME} {_WHAT}(?:,? (?:in|of) |, )"
    r"(?:the (?:state|union territory) of )?$"
)
"""As in "Moga district of", right before the name of a state."""
APPOSED = re.compile(
    rf"(?:^|[\s(]){_NAME}, an? "
    rf"(?:(?:small|remote|tiny|historic|quiet|sleepy|coastal|hill|tribal) )?{_WHAT} in $"
)
OWNED = re.compile(rf"^['\u2019]s? {_NAME} {_WHAT}\b(?! (?:of|and)\b)")
"""As in "'s Moga district", right behind the name of a state."""
_OPENERS = word_set(
    "The In At From Near On To Of And But For With Around Under Over Into Outside "
    "Every Each This That Another Any No Some All Many Several Two"
)
_SETTLED = frozenset({"town", "village", "city", "municipality"})
_STRONG = 0.6


def drafts(sentence: Sentence, knowledge: Gazetteer) -> Iterator[Draft]:
    """From "Moga district of Punjab": in which state is the Moga district located?"""
    text = sentence.text
    for place in knowledge.find(text):
        if place.entry.sub_kind not in {"state", "us-state", "province"}:
            continue
        before, after = text[: place.start], text[place.end :]
        match = BEFORE.search(before) or APPOSED.search(before) or OWNED.match(after)
        if match is None or _is_elsewhere(_plain(match["name"]), place, knowledge):
            continue
        yield _draft(sentence, place, _plain(match["name"]), match["what"], knowledge)


def _plain(name: str) -> str:
    """The name without a word that opens its sentence."""
    words = name.split()
    while words and words[0] in _OPENERS:
        words = words[1:]
    return " ".join(words)


def _is_elsewhere(name: str, place: Mention, knowledge: Gazetteer) -> bool:
    """Whether it is no name, gives the state away, or is known as something else."""
    entry = knowledge.lookup(name)
    if not name or place.entry.name in name or name in place.entry.name:
        return True
    if entry is None:
        return bool(knowledge.find(name))
    if knowledge.standing(entry) == 1 or entry.sub_kind not in {"city", "world-city"}:
        return True
    return bool(entry.group) and entry.group != place.entry.name


def _draft(sentence: Sentence, place: Mention, name: str, what: str, knowledge: Gazetteer) -> Draft:
    start = sentence.span.start
    span = Span(place.start + start, place.end + start)
    value = EntityValue(place.entry.name, place.entry.sub_kind, place.entry)
    inside = [word.index for word in sentence.words if word.span.overlaps(span)]
    words = (inside[0], inside[-1] + 1) if inside else (0, 0)
    surface = sentence.text[place.start : place.end]
    fact = Fact(place.entry.kind, place.entry.sub_kind, value, surface, span, sentence, words)
    noun = knowledge.focus(place.entry)
    named = f"the {what} of {name}" if what in _SETTLED else f"the {name} {what}"
    stem = f"In which {noun} is {named} located?"
    return Draft(fact, stem, place.entry.name, "locality", focus=noun, strength=_STRONG)
