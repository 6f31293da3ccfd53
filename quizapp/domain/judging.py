"""Judging: a key and a response give an outcome, its reason, and the share of the mark earned."""

from contextlib import suppress
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple, assert_never

from quizapp.domain.keys import (
    Key,
    MatchingKey,
    MultipleKey,
    NumericKey,
    ShortAnswerKey,
    SingleKey,
    TrueFalseKey,
    parse_number,
)
from quizapp.domain.responses import Blank, Chosen, Entered, Matched, NotAttempted, Response
from quizapp.errors import InvalidInputError

__all__ = ["Judgement", "MarkReason", "Outcome", "answers_given", "judge"]

_NOTHING = Fraction(0)


class Outcome(StrEnum):
    """What became of an item."""

    RIGHT = "right"
    PARTIAL = "partial"
    """Partly right: it earned a share of the mark."""
    WRONG = "wrong"
    BLANK = "blank"
    """Nothing at all was marked."""
    NOT_ATTEMPTED = "not-attempted"


class MarkReason(StrEnum):
    """Why a response got its mark."""

    RIGHT = "right"
    PARTLY_RIGHT = "partly-right"
    WRONG = "wrong"
    MORE_THAN_ONE_MARKED = "more-than-one-marked"
    BLANK = "blank"
    BLANK_PENALISED = "blank-penalised"
    NOT_ATTEMPTED = "not-attempted"
    DROPPED = "dropped"
    """The question counts for nobody; see `domain.regrading`."""
    FULL_MARKS = "full-marks"
    """Everybody gets its marks; see `domain.regrading`."""


class Judgement(NamedTuple):
    """What became of a response, whatever it is worth. `weight` (0–1) is the share it earned."""

    outcome: Outcome
    reason: MarkReason
    weight: Fraction = _NOTHING


def judge(key: Key, response: Response) -> Judgement:
    """Compare a response with the key. One that no such item can have is wrong."""
    match response:
        case Blank():
            return Judgement(Outcome.BLANK, MarkReason.BLANK)
        case NotAttempted():
            return Judgement(Outcome.NOT_ATTEMPTED, MarkReason.NOT_ATTEMPTED)
        case Chosen() | Entered() | Matched():
            return _judge_answer(key, response)
        case _ as unreachable:
            assert_never(unreachable)


def _judge_answer(key: Key, response: Chosen | Entered | Matched) -> Judgement:
    match key, response:
        case (SingleKey() | TrueFalseKey(), Chosen(options)) if len(options) > 1:
            return Judgement(Outcome.WRONG, MarkReason.MORE_THAN_ONE_MARKED)
        case _:
            return _weighed(_earned(key, response))


def _earned(key: Key, response: Chosen | Entered | Matched) -> Fraction:
    weight = _NOTHING
    match key, response:
        case SingleKey(), Chosen(options):
            weight = key.weight(next(iter(options)))
        case TrueFalseKey(), Chosen(options):
            weight = Fraction(int(key.option in options))
        case MultipleKey(), Chosen(options):
            weight = key.weight(options)
        case NumericKey(), Entered(text):
            with suppress(InvalidInputError):
                weight = key.weight(parse_number(text))
        case ShortAnswerKey(), Entered(text):
            weight = key.weight(text)
        case MatchingKey(), Matched(pairs):
            weight = key.weight(pairs)
        case _:
            pass
    return weight


def _weighed(weight: Fraction) -> Judgement:
    if weight <= 0:
        return Judgement(Outcome.WRONG, MarkReason.WRONG)
    if weight < 1:
        return Judgement(Outcome.PARTIAL, MarkReason.PARTLY_RIGHT, weight)
    return Judgement(Outcome.RIGHT, MarkReason.RIGHT, weight)


def answers_given(key: Key, response: Response) -> frozenset[int]:
    """Give the positions of the answers that a response gave, as `Key.answers` counts them.

    They are the chosen options, the accepted answer that what was typed fits, or the prompts that
    were matched; empty where nothing was answered.
    """
    place: int | None = None
    match key, response:
        case (SingleKey() | MultipleKey() | TrueFalseKey(), Chosen(options)):
            return options
        case MatchingKey(), Matched(pairs):
            return frozenset(prompt for prompt, _ in pairs)
        case NumericKey(), Entered(text):
            with suppress(InvalidInputError):
                place = key.fitting(parse_number(text))
        case ShortAnswerKey(), Entered(text):
            place = key.fitting(text)
        case _:
            pass
    return frozenset() if place is None else frozenset({place})
