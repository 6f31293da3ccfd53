"""How difficult a generated question will be: an estimate for the teacher to confirm or change.

It adds up what item writing knows to make a question harder or easier, a point each (Haladyna,
Downing and Rodriguez 2002; Alsubait, Parsia and Sattler 2013 on likeness of key and distractors):

- **format**: statements and pairs ask for several facts at once, and "how many" leaves nothing to
  elimination; so does putting events in order;
- **kind of fact**: a figure or a date has to be remembered itself, a name is recognised;
- **precision**: a day rather than a year, a figure of three digits and more, not a round one;
- **closeness of distractors**: numbers within a fifth of the key, days and years within two of it,
  names that share a word with it;
- **place in the article**: what its first paragraphs tell is its news, what stands far down is not.

The weights are set by hand. They are not calibrated against answers of students: until an item has
enough of those, what this says is a first guess, and the bank shows where answers contradict it.
The same question always gets the same estimate.
"""

import re
from collections.abc import Collection, Sequence
from typing import Final

from quizapp.domain.difficulty import Difficulty
from quizapp.domain.items import ItemFormat
from quizapp.generation.selection import Fits
from quizapp.generation.types import Draft, Question
from quizapp.generation.values import DateValue, FigureValue

__all__ = ["estimate", "estimate_of", "of_difficulty"]

HARD_FROM: Final = 3
"""Points; below `MEDIUM_FROM` the question is easy."""
MEDIUM_FROM: Final = 1
_FORMATS: Final = {
    ItemFormat.NEGATIVE: 1,
    ItemFormat.STATEMENTS: 2,
    ItemFormat.PAIRS: 2,
    ItemFormat.ORDER: 2,
    ItemFormat.ASSERTION_REASON: 2,
    ItemFormat.HOW_MANY: 3,
}
_EARLY, _LATE = 1, 8
"""Blocks of the article, the headline being 0."""
_NEAR: Final = 0.2
_NEAR_DAYS: Final = 2
_ROUND_DIGITS: Final = 2
_WORD_MINIMUM: Final = 4
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


def estimate(question: Question) -> Difficulty:
    """Estimate the difficulty of a question; see the module for what it goes by."""
    form = ItemFormat(question.format)
    return estimate_of(question.draft, form, question.options, question.key)


def estimate_of(draft: Draft, form: ItemFormat, options: Sequence[str], key: int) -> Difficulty:
    """Estimate the difficulty of what would be asked of a fact with these options."""
    points = _FORMATS.get(form, 0) + _by_place(draft)
    # Of several facts the format says it all: what its options say are numbers of statements.
    if form in {ItemFormat.DIRECT, ItemFormat.CLOZE, ItemFormat.NEGATIVE}:
        points += _by_value(draft) + _by_closeness(draft, options, key)
    if points >= HARD_FROM:
        return Difficulty.HARD
    return Difficulty.MEDIUM if points >= MEDIUM_FROM else Difficulty.EASY


def of_difficulty(difficulties: Collection[Difficulty]) -> Fits:
    """Give the condition that a direct question of a draft is estimated to be of one of these."""
    return lambda draft, laid: (
        estimate_of(draft, ItemFormat.DIRECT, laid.options, laid.key) in difficulties
    )


def _by_place(draft: Draft) -> int:
    block = draft.fact.sentence.block
    return -1 if block <= _EARLY else int(block >= _LATE)


def _by_value(draft: Draft) -> int:
    value = draft.fact.value
    if isinstance(value, DateValue):
        return 1 + (value.precision == "day")
    if isinstance(value, FigureValue):
        digits = str(abs(value.amount)).replace(".", "").strip("0")
        return 1 + (len(digits) > _ROUND_DIGITS)
    return 0


def _by_closeness(draft: Draft, options: Sequence[str], place: int) -> int:
    key = options[place]
    others = [text for other, text in enumerate(options) if other != place]
    value = draft.fact.value
    if isinstance(value, DateValue):
        return int(_smallest_gap(key, others) <= _NEAR_DAYS)
    if isinstance(value, FigureValue):
        number = _numbers(key)[:1] or [0.0]
        return int(_smallest_gap(key, others) <= _NEAR * abs(number[0]))
    # A word that all options have tells none of them from another.
    common = set.intersection(_words(key), *map(_words, others))
    return int(any((_words(key) & _words(other)) - common for other in others))


def _smallest_gap(key: str, others: Sequence[str]) -> float:
    """Give the smallest difference, above none, between a number of the key and its like."""
    gaps = [
        abs(mine - theirs)
        for other in others
        for mine, theirs in zip(_numbers(key), _numbers(other), strict=False)
    ]
    return min((gap for gap in gaps if gap), default=float("inf"))


def _numbers(text: str) -> list[float]:
    return [float(number) for number in _NUMBER.findall(text.replace(",", ""))]


def _words(text: str) -> set[str]:
    return {word for word in re.findall(r"\w+", text.casefold()) if len(word) >= _WORD_MINIMUM}
