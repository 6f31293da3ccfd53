"""What blind guessing gives on average: the figure that a score is to be seen against."""

from fractions import Fraction
from itertools import chain, combinations
from math import comb
from typing import assert_never

from quizapp.domain.items import ItemContent
from quizapp.domain.keys import (
    MatchingKey,
    MultipleKey,
    NumericKey,
    ShortAnswerKey,
    SingleKey,
    TrueFalseKey,
)
from quizapp.domain.marking import MarkingScheme, mark
from quizapp.domain.responses import Chosen

__all__ = ["expected_of_guessing"]


def expected_of_guessing(content: ItemContent, scheme: MarkingScheme) -> Fraction:
    """Give the mean mark of an answer that is drawn blindly, each possible one as likely.

    It is the expected value on which the correction for guessing of classical test theory rests:
    with n options, a deduction of 1/(n − 1) of the mark makes it 0. Of a multiple-response item
    every set of options but the empty one is as likely, of a matching item every option for each
    prompt. What is typed cannot be guessed blindly, and counts as wrong.
    """
    key = content.key
    match key:
        case SingleKey() | TrueFalseKey():
            return _mean_of_sets(content, scheme, largest=1)
        case MultipleKey():
            return _mean_of_sets(content, scheme, largest=content.options)
        case MatchingKey():
            return _mean_of_matching(key, content.options, scheme)
        case NumericKey() | ShortAnswerKey():
            return scheme.wrong
        case _ as unreachable:
            assert_never(unreachable)


def _mean_of_sets(content: ItemContent, scheme: MarkingScheme, *, largest: int) -> Fraction:
    options = range(content.options)
    sets = chain.from_iterable(combinations(options, size) for size in range(1, largest + 1))
    marks = [mark(content, Chosen(frozenset(each)), scheme).value for each in sets]
    return sum(marks, Fraction(0)) / len(marks)


def _mean_of_matching(key: MatchingKey, options: int, scheme: MarkingScheme) -> Fraction:
    """Sum over the number of prompts that are matched rightly, which is binomial."""
    prompts, chance = len(key.options), Fraction(1, options)
    total = Fraction(0)
    for right in range(prompts + 1):
        likely = comb(prompts, right) * chance**right * (1 - chance) ** (prompts - right)
        if right == prompts:
            total += likely * scheme.right
        elif right and not key.all_or_nothing:
            total += likely * scheme.right * Fraction(right, prompts)
        else:
            total += likely * scheme.wrong
    return total
