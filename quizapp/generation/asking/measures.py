"""Ask for money, durations and quantities: "how much", "how many years", "a fine of how much"."""

import re
from collections.abc import Iterator
from dataclasses import replace

from quizapp.generation.asking.slots import Slot
from quizapp.generation.clauses.types import Chunk, Clause
from quizapp.generation.language.tree import children
from quizapp.generation.times import YEAR
from quizapp.generation.types import Fact, Word
from quizapp.generation.values import FigureValue
from quizapp.generation.words import word_set

__all__ = ["plural_unit", "question_for", "slot_of"]

_FIGURE_PREPOSITIONS = word_set("to by at for of from with over in within after across through on")
_MONEY_PREPOSITIONS = frozenset({"", "for", "at", "to", "by", "from", "with"})
_HAS_DURATION = {"in": "over", "over": "over", "for": "for", "within": "within", "after": "after"}
_OF_DURATION = {"to": "to", "by": "by", "from": "from", "at": "at"}
_EXTENDING = word_set(
    "extend cut reduce raise increase shorten lengthen sentence postpone delay stand "
    "remain fix set rise fall go cap improve lower advance"
)
_CASES = frozenset({"case", "mark"})
_DROPPED = word_set(
    "next coming following last past previous even about only just nearly some around roughly "
    "whole the"
)
_AGES = word_set("old age aged ages")
_WORTH = word_set("worth totalling totaling amounting costing")
_PEOPLE = word_set(
    "children child boys girls women men people persons infants adults babies boy girl"
)
"""Of these "of 5 years" tells the age."""
_MANY = 2
_IRREGULAR = {"foot": "feet", "inch": "inches", "man": "men", "woman": "women", "person": "people"}
_FEW_LETTERS = 2


def slot_of(
    clause: Clause, chunk: Chunk, word: Word, words: tuple[Word, ...], fact: Fact
) -> Iterator[Slot]:
    """The place of an amount that is a noun itself: the object, or what a preposition governs."""
    value = fact.value
    if not isinstance(value, FigureValue):
        return
    own = [
        w for w in children(clause.sentence, word) if w.index < word.index and w.dep not in _CASES
    ]
    own = [w for w in own if w in words]
    worth = word.index > 0 and clause.sentence.words[word.index - 1].text.casefold() in _WORTH
    if not worth and any(w.text.casefold() not in _DROPPED and w.pos != "ADV" for w in own):
        return
    before = tuple(w for w in words if w.index < word.index and (worth or w not in own))
    after = tuple(w for w in words if w.index > word.index)
    if before[-2:-1] and before[-2].text.casefold() in _PEOPLE:
        return
    if {w.text.casefold() for w in words} & _AGES or _describes(after):
        return
    asked = question_for(fact, value)
    if asked is None or not _is_plain(clause, fact):
        return
    question, printed = asked
    slot = Slot(word, word, before, question, after, printed.text(), printed, fact.sub_kind)
    slot = replace(slot, focus=value.unit)
    if chunk.head != word:
        if chunk.head.entity != "figure":
            yield slot
        return
    yield from _direct(clause, chunk, slot, fact)


def _describes(after: tuple[Word, ...]) -> bool:
    """As in "a 50 feet tall statue": the amount belongs to an adjective before a noun."""
    return (
        len(after) > 1
        and after[0].pos == "ADJ"
        and after[0].index < after[0].head <= after[-1].index
    )


def question_for(fact: Fact, value: FigureValue) -> tuple[str, FigureValue] | None:
    """The question words, and the value as the options print it: without the unit just named."""
    if fact.sub_kind == "money":
        return "how much", replace(value, after=value.after.replace("-", " "))
    unit = plural_unit(value)
    if not unit:
        return None
    return f"how many {unit}", replace(value, after=f" {value.scale}" if value.scale else "")


def _direct(clause: Clause, chunk: Chunk, slot: Slot, fact: Fact) -> Iterator[Slot]:
    preposition = chunk.preposition
    if fact.sub_kind == "money":
        if chunk is clause.subject:
            yield replace(slot, plural=False)
        elif preposition in _MONEY_PREPOSITIONS:
            yield slot
        return
    if preposition and preposition not in _FIGURE_PREPOSITIONS:
        return
    if fact.sub_kind == "duration" and preposition:
        asks = dict(_HAS_DURATION)
        governor = clause.sentence.words[chunk.head.head].lemma
        if {clause.verb.lemma, governor} & _EXTENDING:
            asks |= _OF_DURATION
        if preposition not in asks:
            return
        yield replace(slot, before=(), asking=f"{asks[preposition]} {slot.asking}")
        return
    if preposition == "in":
        yield replace(slot, before=(), asking=f"over {slot.asking}")
        return
    yield slot


def _is_plain(clause: Clause, fact: Fact) -> bool:
    """Not an age, and no span that two years of the sentence give away."""
    if fact.sub_kind == "money":
        return True
    if "aged" in fact.sentence.text or re.search(r"\bages?\b", fact.sentence.text):
        return False
    return fact.sub_kind != "duration" or len(YEAR.findall(clause.sentence.text)) < _MANY


def plural_unit(value: FigureValue) -> str:
    """What the figure measures, in the plural and without its scale word; empty for "1 year"."""
    unit = " ".join(value.after.split())
    if value.scale and unit.casefold().startswith(value.scale):
        unit = unit[len(value.scale) :].strip()
    unit = unit.strip("- ")
    if not unit or not unit.isascii() or not re.fullmatch(r"[A-Za-z /-]+", unit):
        return ""
    if value.amount == 1 and not value.scale and value.high is None:
        return ""
    return in_plural(unit)


def in_plural(unit: str) -> str:
    """The plural of a unit: "metre" → "metres", "kilometre per hour" → "kilometres per hour"."""
    first, _, rest = unit.partition(" ")
    if first.casefold() in {"square", "sq", "sq.", "cubic", "light", "nautical", "basis"} and rest:
        return f"{first} {in_plural(rest)}"
    stays = len(first) <= _FEW_LETTERS or first.isupper() or first.endswith(("s", "feet", "ph"))
    if not stays and "/" not in first:
        singular = first.rpartition("-")[2].casefold()
        if singular in _IRREGULAR:
            first = first[: len(first) - len(singular)] + _IRREGULAR[singular]
        elif re.search(r"[^aeiou]y$", first):
            first = f"{first[:-1]}ies"
        else:
            first += "es" if first.endswith(("ch", "sh", "x", "z")) else "s"
    return f"{first} {rest}".strip()
