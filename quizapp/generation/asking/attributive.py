"""Ask for a figure that stands before its noun: "a five-judge bench", "a 95% coverage".

English moves it behind the noun: a bench of how many judges. Before a name it is asked of the
name: how many members did the union have?
"""

from collections.abc import Iterator
from dataclasses import replace

from quizapp.generation.asking.asked import Asked
from quizapp.generation.asking.measures import in_plural, question_for
from quizapp.generation.asking.slots import Slot, is_plural
from quizapp.generation.clauses.types import Chunk, Clause
from quizapp.generation.language.tree import children
from quizapp.generation.types import Fact, Word
from quizapp.generation.values import FigureValue
from quizapp.generation.wording import text_of
from quizapp.generation.words import word_set

__all__ = ["members", "slot_of"]

_OWN_RATES = word_set("rate level ratio tax duty tariff turnout margin")
_CHANGES = word_set(
    "share stake rise fall increase decrease decline cut hike growth drop jump discount reduction "
    "contraction majority holding interest dip surge rebate quota subsidy"
)
_BELONGING = word_set("member nation country state team club party")
_WHOLE = word_set("full entire whole further total")
_DETERMINERS = frozenset({"a", "an", "the", "its", "their"})
_VOWELS = tuple("aeiou")
_FEWEST = 3


def slot_of(clause: Clause, word: Word, words: tuple[Word, ...], fact: Fact) -> Iterator[Slot]:
    """The noun phrase with the figure turned behind its noun."""
    value = fact.value
    if not isinstance(value, FigureValue):
        return
    noun = _noun(clause, word, words)
    asked = _question(clause, word, fact, value)
    if noun is None or asked is None or (noun.entity and fact.sub_kind != "money"):
        return
    start = _start(clause, noun, word)
    if start and clause.sentence.words[start - 1].tag == "POS":
        return
    inner = [w for w in words if start <= w.index < noun.index]
    determiners = [w for w in inner if w.pos == "DET" or w.tag == "PRP$"]
    unit = asked[2]
    after = tuple(w for w in words if w.index > noun.index)
    if value.unit == "member" and after and after[0].text == "of":
        return
    kept = [w for w in inner if w not in determiners and w not in (word, unit)]
    kept = [w for w in kept if w.text.casefold() not in _WHOLE]
    if any(w.index < word.index for w in kept) or any(w.entity == "figure" for w in kept):
        return
    named = any(_is_name(w) for w in (*kept, noun))  # no highway of any length, but a name
    if named or any(w.text.casefold() not in _DETERMINERS for w in determiners):
        return
    described = text_of([*kept, noun])
    plural = is_plural(noun)
    question, printed = asked[0], asked[1]
    if fact.sub_kind == "percent":
        phrase = _percentage(noun, described)
    else:
        article = "" if plural or noun.entity else _article(described)
        phrase = f"{article} {described} of {question}".strip()
    yield Slot(
        word,
        noun,
        tuple(w for w in words if w.index < start),
        phrase,
        after,
        printed.text(),
        printed,
        f"{fact.sub_kind}-attributive",
        value.unit,
        plural,
    )


def members(clause: Clause, chunk: Chunk, word: Word, fact: Fact) -> Iterator[Asked]:
    """As in "the 55-member African Union": how many members did the African Union have?"""
    value = fact.value
    noun = clause.sentence.words[word.head]
    if not isinstance(value, FigureValue) or noun.entity not in {"body", "scheme", "place"}:
        return
    if value.unit not in _BELONGING or not value.after.startswith("-") or noun not in chunk.words:
        return
    printed = replace(value, after="")
    unit = in_plural(value.unit)
    name = noun.text.removeprefix("the ").removeprefix("The ")
    yield Asked(
        f"how many {unit} did the {name} have",
        printed.text(),
        "count-members",
        (),
        value=printed,
        whole=True,
    )


def _noun(clause: Clause, word: Word, words: tuple[Word, ...]) -> Word | None:
    """The noun that the figure stands before, past "judge" in "three judge bench"."""
    noun = clause.sentence.words[word.head]
    while noun.dep in {"compound", "amod", "advmod"} and noun.head > noun.index:
        noun = clause.sentence.words[noun.head]
    right = noun.index > word.index and noun in words
    return noun if right and noun.pos in {"NOUN", "PROPN", "ADJ"} else None


def _question(
    clause: Clause, word: Word, fact: Fact, value: FigureValue
) -> tuple[str, FigureValue, Word | None] | None:
    """The question words, the printed value, and the word of the unit, where it is apart."""
    if fact.sub_kind == "percent":
        return "what percentage", value, None
    if fact.sub_kind == "count":
        if value.after.startswith("-") and value.amount >= _FEWEST:
            unit = in_plural(value.unit)
            return f"how many {unit}", replace(value, after=""), None
        unit_word = clause.sentence.words[word.head]
        apart = unit_word.dep == "compound" and unit_word.index == word.index + 1
        if apart and unit_word.tag == "NN" and unit_word.text.islower():
            measured = f"what {unit_word.text}"
            many = f"how many {in_plural(unit_word.text)}"
            return measured if value.decimals else many, value, unit_word
        return None
    asked = question_for(fact, value)
    return None if asked is None else (asked[0], asked[1], None)


def _start(clause: Clause, noun: Word, word: Word) -> int:
    """Where the noun phrase begins: its determiner, or the figure."""
    own = [
        w.index
        for w in children(clause.sentence, noun)
        if w.index < word.index and w.dep != "case" and (w.pos == "DET" or w.tag == "PRP$")
    ]
    before = clause.sentence.words[word.index - 1] if word.index else None
    if not own and before is not None and before.pos == "DET":
        own = [before.index]
    return min([*own, word.index])


def _is_name(word: Word) -> bool:
    """The "Express" of "the 23.5-km Eastern Express Highway"; no amount's noun."""
    return word.text[:1].isupper() and word.pos == "PROPN"


def _percentage(noun: Word, named: str) -> str:
    """As in "what tax rate", "what percentage stake", "what percentage of forest cover"."""
    if noun.lemma in _OWN_RATES:
        return f"what {named}"
    if noun.lemma in _CHANGES:
        return f"what percentage {named}"
    return f"what percentage of {named}"


def _article(named: str) -> str:
    return "an" if named.casefold().startswith(_VOWELS) else "a"
