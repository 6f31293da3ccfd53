"""What response processing says of answers → the key of a question, or what it lacks."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from quizapp.domain.items import ItemType
from quizapp.domain.keys import (
    WEIGHT_UNITS,
    AcceptedText,
    MultipleKey,
    NumericAnswer,
    NumericKey,
    ShortAnswerKey,
    SingleKey,
    TrueFalseKey,
    parse_number,
)
from quizapp.domain.materials import normalised
from quizapp.errors import N_, InvalidInputError
from quizapp.interchange.drafts import Draft
from quizapp.interchange.marked_texts import MarkedText
from quizapp.interchange.weights import summing_to_one

__all__ = [
    "TypedAnswer",
    "UnsupportedError",
    "is_true_false",
    "middle_of",
    "number",
    "take_multiple",
    "take_numbers",
    "take_short_answers",
    "take_single",
    "take_true_false",
    "weight_of",
]

_ONE = Fraction(1)
_TRUTH = frozenset({"true", "सही", "सत्य", "t"})
_FALSEHOOD = frozenset({"false", "गलत", "ग़लत", "असत्य", "f"})


class UnsupportedError(Exception):
    """The item is of a type that cannot be taken in; `str()` is the name of the type."""


@dataclass(slots=True)
class TypedAnswer:
    """Something that may be typed, with the share of the mark that it earns.

    `value` is its number, None where it is none, and `tolerance` goes with it.
    """

    text: str
    weight: Fraction
    feedback: MarkedText = field(default_factory=MarkedText)
    value: Decimal | None = None
    tolerance: Decimal = Decimal(0)


def weight_of(score: Fraction, maximum: Fraction) -> Fraction:
    """Give the weight that comes nearest to a score, at most 1 and at least −1."""
    share = score / maximum if maximum else Fraction(0)
    return max(-_ONE, min(_ONE, Fraction(round(share * WEIGHT_UNITS), WEIGHT_UNITS)))


def middle_of(low: Decimal, high: Decimal) -> tuple[Decimal, Decimal]:
    """Give the value and the tolerance that accept what lies between two numbers."""
    middle = NumericAnswer.between(min(low, high), max(low, high))
    return middle.value, middle.tolerance


def number(text: str) -> Decimal | None:
    """Read a number of a file; None for what is none, or is out of all proportion."""
    try:
        return parse_number(text)
    except InvalidInputError:
        return None


def is_true_false(options: Sequence[MarkedText]) -> bool:
    """Whether the options say no more than true and false, in either order."""
    said = [normalised(option.words().text) for option in options]
    first, *rest = said if len(said) == len((True, False)) else ["", ""]
    pair = (first, rest[0])
    return (pair[0] in _TRUTH and pair[1] in _FALSEHOOD) or (
        pair[1] in _TRUTH and pair[0] in _FALSEHOOD
    )


def take_true_false(draft: Draft, scores: Sequence[Fraction]) -> None:
    """Make it a true/false question, "true" first.

    Options that say something else, such as "correct" and "incorrect", stay in their order.
    """
    draft.type = ItemType.TRUE_FALSE
    is_turned = normalised(draft.options[0].words().text) in _FALSEHOOD
    if is_turned and is_true_false(draft.options):
        draft.options = draft.options[::-1]
        draft.feedback = draft.feedback[::-1]
        scores = scores[::-1]
    if len(set(scores)) == 1 or max(scores) <= 0:
        _lacks_key(draft)
        return
    draft.key = TrueFalseKey(answer=scores[0] > scores[1])
    if min(scores) > 0:
        draft.note(N_("A wrong answer to a true/false question earns nothing here."), part="key")


def take_single(draft: Draft, scores: Sequence[Fraction]) -> None:
    """Make it a single-best-answer question, in which an option earns what it scores."""
    draft.type = ItemType.SINGLE
    best = max(scores, default=Fraction(0))
    right = [position for position, score in enumerate(scores) if score == best]
    if best <= 0:
        _lacks_key(draft)
    elif len(right) > 1:
        draft.lacks(
            N_("%(count)d options earn the whole mark; where one may be chosen, one must."),
            "key",
            count=len(right),
        )
    else:
        weights = tuple(weight_of(score, best) for score in scores)
        plain = set(weights) <= {Fraction(0), _ONE}
        draft.key = SingleKey(right[0], () if plain else weights)


def take_multiple(
    draft: Draft, right: Collection[int], scores: Sequence[Fraction] | None = None
) -> None:
    """Make it a multiple-response question; without scores only the whole answer earns the mark."""
    draft.type = ItemType.MULTIPLE
    if not right:
        _lacks_key(draft)
        return
    weights: tuple[Fraction, ...] = ()
    if scores is not None:
        total = sum((score for score in scores if score > 0), Fraction(0))
        weights = summing_to_one([weight_of(score, total) for score in scores])
    draft.key = MultipleKey(frozenset(right), weights)


def take_short_answers(
    draft: Draft, answers: Sequence[TypedAnswer], *, case_sensitive: bool
) -> None:
    r"""Make it a short-answer question; `*` in the answers stands for anything, `\*` for itself."""
    draft.type = ItemType.SHORT_ANSWER
    kept: dict[str, TypedAnswer] = {}
    for answer in answers:
        name = answer.text if case_sensitive else normalised(answer.text)
        first = kept.setdefault(name, answer)
        if first is not answer and answer.feedback.text not in {"", first.feedback.text}:
            draft.note(
                N_("“%(other)s” counts as “%(text)s”; what was said to it alone was left out."),
                part="feedback",
                other=answer.text,
                text=first.text,
            )
    _take_feedback(draft, kept.values())
    if kept:
        accepted = tuple(AcceptedText(each.text, each.weight) for each in kept.values())
        draft.key = ShortAnswerKey(accepted, case_sensitive)
    else:
        _lacks_key(draft)


def take_numbers(draft: Draft, answers: Sequence[TypedAnswer]) -> None:
    """Make it a numeric question."""
    draft.type = ItemType.NUMERIC
    accepted = []
    for answer in answers:
        if answer.value is None:
            draft.lacks(
                N_("“%(text)s” is not a number; write digits only, such as 12.5 or -3."),
                "key",
                text=answer.text,
            )
        else:
            value, tolerance = _plain(answer.value), _plain(abs(answer.tolerance))
            accepted.append(NumericAnswer(value, tolerance, answer.weight))
    _take_feedback(draft, answers)
    if accepted:
        draft.key = NumericKey(tuple(accepted))
    elif not draft.problems:
        _lacks_key(draft)


def _take_feedback(draft: Draft, answers: Collection[TypedAnswer]) -> None:
    if any(answer.feedback.text for answer in answers):
        draft.feedback = [answer.feedback for answer in answers]


def _plain(number: Decimal) -> Decimal:
    """Drop the zeroes behind the point that machines write: 12.0 is 12."""
    sign, digits, exponent = number.as_tuple()
    if not number:
        return Decimal(0)
    cut = 0
    while isinstance(exponent, int) and exponent + cut < 0 and digits[len(digits) - cut - 1] == 0:
        cut += 1
    return Decimal((sign, digits[: len(digits) - cut], int(exponent) + cut)) if cut else number


def _lacks_key(draft: Draft) -> None:
    draft.lacks(N_("The file does not say which answer is right."), "key")
