"""What an answer says: "(c)", "A and C", "2", "c) Pune", "True", "42", or words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from quizapp.domain.items import (
    Key,
    MultipleKey,
    NumericKey,
    ShortAnswerKey,
    SingleKey,
    TrueFalseKey,
)
from quizapp.domain.keys import AcceptedText, NumericAnswer, parse_number
from quizapp.domain.materials import normalised
from quizapp.errors import N_, InvalidInputError, Problem
from quizapp.interchange.exam_text.characters import folded
from quizapp.interchange.exam_text.labels import Family, Label, ordinals
from quizapp.interchange.exam_text.phrases import LETTER

__all__ = ["Answer", "chosen_answer", "key_of_options", "truth_of", "typed_key"]

TRUE: Final = frozenset({"true", "t", "सही", "सत्य", "right", "correct"})
FALSE: Final = frozenset({"false", "f", "गलत", "ग़लत", "असत्य", "wrong", "incorrect"})
EXCERPT: Final = 60
_NAMED = re.compile(
    rf"\s*(?:(?i:options?|choice)|विकल्प)?\s*(?:[(\[]\s?(?P<inner>{LETTER})\s?[)\]]|(?P<plain>{LETTER})(?![\w\u0900-\u0963]))\s*[).:]?"
)
_ARTICLE = re.compile(r"\s*[AaIi]\s+[^\W\d_]{2}")
"""An answer that may begin with a word of one letter, rather than with an option's."""
_NEXT = re.compile(r"\s*(?:,|&|\+|and\b|और|एवं|तथा)\s*(?:and\s|और\s)?")
_RUN = re.compile(r"\s*([A-H]{2,6})\s*\.?\s*$")
_EDGES = " .,;:()[]*\"'“”‘’।-\t"
_RANGE = re.compile(
    r"(?P<low>\S+)\s(?:to|से|-)\s(?P<high>\S+)$|(?P<least>[\d.,]+)-(?P<most>[\d.,]+)$"
)
_ALTERNATIVES = re.compile(r"\s+/\s+|\s*;\s*")


@dataclass(frozen=True, slots=True)
class Answer:
    """Which options are right, what the answer says beyond that, and what is wrong with it."""

    options: frozenset[int] = frozenset()
    rest: str = ""
    problem: Problem | None = None
    doubt: Problem | None = None


def chosen_answer(text: str, labels: Sequence[Label], options: Sequence[Sequence[str]]) -> Answer:
    """Understand an answer to options; `options` holds each option's text in every language."""
    words = [{_bare(each) for each in texts} for texts in options]
    named, rest = _named(text, labels)
    same = _positions(words, _bare(text))
    if len(same) == 1:
        # With words after it, a letter was none: "A good conductor", "5 km".
        return _by_words(text, same[0], [] if rest else named, labels)
    if _ARTICLE.match(text) and not _repeats(rest, named, words):
        return Answer(problem=_names_none(text))
    if not named:
        return Answer(problem=_names_none(text))
    if any(len(each) != 1 for each in named):
        doubled = any(len(each) > 1 for each in named)
        return Answer(problem=_doubled(text) if doubled else _names_none(text))
    positions = frozenset(each[0] for each in named)
    if len(positions) == 1 and rest:
        return _checked_rest(text, next(iter(positions)), rest, words)
    return Answer(positions, rest)


def _repeats(rest: str, named: Sequence[tuple[int, ...]], words: Sequence[set[str]]) -> bool:
    """Whether the words after a letter are those of its option, or name another ("A and C")."""
    if len(named) != 1:
        return bool(named)
    return any(_bare(rest) in words[position] for position in named[0])


def _by_words(
    text: str, position: int, named: Sequence[tuple[int, ...]], labels: Sequence[Label]
) -> Answer:
    """Take an answer that repeats an option's words; a digit may be a label as well as a text."""
    if not named or named == [(position,)]:
        return Answer(frozenset({position}))
    doubt = Problem(
        N_("The answer “%(answer)s” is the text of one option and the label of another."),
        {"answer": text.strip()[:EXCERPT]},
        "key",
    )
    digit = _bare(text).isdigit()
    if digit is (labels[0].family is Family.NUMBER) and len(named) == 1 and len(named[0]) == 1:
        return Answer(frozenset(named[0]), doubt=doubt)
    return Answer(frozenset({position}), doubt=doubt)


def _checked_rest(text: str, position: int, rest: str, words: Sequence[set[str]]) -> Answer:
    """See whether the words after a letter are those of its option, or an explanation."""
    bare = _bare(rest)
    if bare in words[position]:
        return Answer(frozenset({position}))
    for option in words[position]:
        if option and bare.startswith((f"{option}.", f"{option}:", f"{option},")):
            cut = re.match(rf"\W*.{{{len(option)}}}\W*", rest)
            return Answer(frozenset({position}), rest[cut.end() :] if cut else rest)
    if len(_positions(words, bare)) == 1:
        problem = Problem(
            N_("The answer “%(answer)s” names one option, but repeats another."),
            {"answer": text.strip()[:EXCERPT]},
            "key",
        )
        return Answer(problem=problem)
    return Answer(frozenset({position}), rest)


def _named(text: str, labels: Sequence[Label]) -> tuple[list[tuple[int, ...]], str]:
    """Read the labels at the head of an answer as positions, and give what follows them."""
    shape = folded(text)
    run = _RUN.match(shape)
    if run is not None and list(run[1]) == sorted(set(run[1])):
        return [_position(letter, labels) for letter in run[1]], ""
    named: list[tuple[int, ...]] = []
    at, found = 0, _NAMED.match(shape)
    while found is not None:
        named.append(_position(found["inner"] or found["plain"], labels))
        at = found.end()
        again = _NEXT.match(shape, at)
        found = None if again is None else _NAMED.match(shape, again.end())
    return named, text[at:].lstrip(" \t.:-–—").rstrip()


def _position(letter: str, labels: Sequence[Label]) -> tuple[int, ...]:
    """Give the positions of the options that a letter names: several where two are labelled so."""
    same = dict(ordinals(letter))
    family = labels[0].family
    wanted = {same[family]} if family in same else set(same.values())
    found = tuple(at for at, label in enumerate(labels) if label.ordinal in wanted)
    if found or len({label.ordinal for label in labels}) == len(labels):
        return found
    # Where two options are labelled alike, one of them was meant to have the label that is missing.
    return tuple(ordinal - 1 for ordinal in wanted if ordinal <= len(labels))


def _positions(words: Sequence[set[str]], bare: str) -> list[int]:
    return [at for at, each in enumerate(words) if bare and bare in each]


def _bare(text: str) -> str:
    return normalised(folded(text)).strip(_EDGES)


def _names_none(text: str) -> Problem:
    return Problem(
        N_("The answer “%(answer)s” names none of the options. Choose the right one."),
        {"answer": text.strip()[:EXCERPT]},
        "key",
    )


def _doubled(text: str) -> Problem:
    return Problem(
        N_("The answer “%(answer)s” names a label that two options have. Choose the right one."),
        {"answer": text.strip()[:EXCERPT]},
        "key",
    )


def truth_of(text: str) -> bool | None:
    """Read "True" or "गलत"; None for anything else."""
    bare = _bare(text)
    return True if bare in TRUE else False if bare in FALSE else None


def typed_key(text: str) -> Key | None:
    """Make the key of a question without options: a number, a range, or words."""
    truth = truth_of(text)
    if truth is not None:
        return TrueFalseKey(truth)
    words = text.strip().rstrip(".।").strip()
    number = _number(words)
    if number is not None:
        return NumericKey((NumericAnswer(number),))
    span = _RANGE.match(folded(words))
    if span is not None:
        low, high = _number(span["low"] or span["least"]), _number(span["high"] or span["most"])
        if low is not None and high is not None and low <= high:
            return NumericKey((NumericAnswer.between(low, high),))
    accepted = [each.strip() for each in _ALTERNATIVES.split(words) if each.strip()]
    if not accepted:
        return None
    return ShortAnswerKey(tuple(AcceptedText(each.replace("*", r"\*")) for each in accepted))


def key_of_options(positions: frozenset[int]) -> Key:
    """Make the key of a question with options."""
    if len(positions) == 1:
        return SingleKey(next(iter(positions)))
    return MultipleKey(positions)


def _number(text: str) -> Decimal | None:
    try:
        return parse_number(folded(text))
    except InvalidInputError:
        return None
