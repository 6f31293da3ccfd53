"""Years put to "last year", "September 10" and "in March", so that a stem tells them later."""

import re
from collections.abc import Mapping
from dataclasses import replace

from quizapp.generation.facts.dates import FoundDate
from quizapp.generation.language.tree import children
from quizapp.generation.language.units import Unit
from quizapp.generation.types import Sentence, Span, Word
from quizapp.generation.values import DateValue

_YEAR = re.compile(r"\b\d{4}\b")
_STANDS_FOR_WHEN = ("obl", "nmod", "advmod")


def put_years(sentence: Sentence, units: Mapping[Span, Unit]) -> Sentence:
    """The sentence with whole dates for those that only the day of publication explains."""
    words = [_with_year(sentence, word, units.get(word.span)) for word in sentence.words]
    return replace(sentence, words=tuple(words))


def _with_year(sentence: Sentence, word: Word, unit: Unit | None) -> Word:
    found = unit.value if unit is not None else None
    if not isinstance(found, FoundDate) or found.value.year is None or found.value.end:
        return word
    if _YEAR.search(word.text) and (found.value.day is not None or "," not in word.text):
        return word
    return replace(word, text=_told(sentence, word, found.value))


def _told(sentence: Sentence, word: Word, value: DateValue) -> str:
    """As in "2019" or, where nothing stands before it, "in 2019"."""
    text = value.text()
    linked = any(w.dep == "case" for w in children(sentence, word))
    after = sentence.words[word.index + 1 : word.index + 2]
    owns = bool(after) and after[0].text in {"'s", "\u2019s", "'", "\u2019"}
    alone = value.day is None and not linked and not owns
    if alone and word.dep.startswith(_STANDS_FOR_WHEN) and not any(c.isdigit() for c in word.text):
        return f"{'In' if word.index == 0 else 'in'} {text}"
    return text
