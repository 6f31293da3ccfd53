"""Answers with their percentages → the key of a question, or what keeps it from having one."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from quizapp.domain.items import ItemType
from quizapp.domain.keys import (
    AcceptedText,
    MatchingKey,
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
    "Answer",
    "take_choices",
    "take_numbers",
    "take_pairs",
    "take_short_answers",
    "take_truth",
]

ANYTHING = "*"
_ONE = Fraction(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One answer of a question. `tolerance` is for numbers only."""

    text: MarkedText
    weight: Fraction
    feedback: MarkedText = field(default_factory=MarkedText)
    tolerance: str = ""


def take_choices(draft: Draft, answers: Sequence[Answer], *, single: bool) -> None:
    """Make the answers the options of the question, and their weights its key."""
    draft.type = ItemType.SINGLE if single else ItemType.MULTIPLE
    draft.options = [answer.text for answer in answers]
    draft.feedback = [answer.feedback for answer in answers]
    weights = _weights(draft, answers)
    right = [position for position, weight in enumerate(weights) if weight > 0]
    if single:
        whole = [position for position in right if weights[position] == 1]
        if len(whole) == 1:
            plain = set(weights) <= {Fraction(0), _ONE}
            draft.key = SingleKey(whole[0], () if plain else weights)
        elif whole:
            draft.lacks(
                N_("%(count)d options earn the whole mark; where one may be chosen, one must."),
                "key",
                count=len(whole),
            )
        else:
            draft.lacks(N_("No option earns the whole mark; give one of them 100%%."), "key")
    elif right:
        stretched = summing_to_one(weights)
        if stretched != weights:
            draft.note(
                N_("The parts of the right options were stretched to add up to 100%%."), part="key"
            )
        draft.key = MultipleKey(frozenset(right), stretched)
    else:
        draft.lacks(N_("Mark at least one option as right."), "key")


def take_truth(draft: Draft, *, answer: bool, if_true: MarkedText, if_false: MarkedText) -> None:
    """Make it a true/false question, with what is said to those who answer true or false."""
    draft.type = ItemType.TRUE_FALSE
    draft.key = TrueFalseKey(answer)
    draft.options = [MarkedText("true"), MarkedText("false")]
    draft.feedback = [if_true, if_false]


def take_short_answers(
    draft: Draft, answers: Sequence[Answer], *, case_sensitive: bool = False
) -> None:
    """Make the answers what is accepted; in them, as in ours, a star stands for anything."""
    draft.type = ItemType.SHORT_ANSWER
    draft.feedback = [answer.feedback for answer in answers]
    weights = _weights(draft, answers)
    draft.key = ShortAnswerKey(
        tuple(
            AcceptedText(answer.text.text.strip(), weight)
            for answer, weight in zip(answers, weights, strict=True)
        ),
        case_sensitive,
    )


def take_numbers(draft: Draft, answers: Sequence[Answer]) -> None:
    """Make the answers the numbers that are accepted: "5" with a tolerance, or "4..6"."""
    draft.type = ItemType.NUMERIC
    accepted: list[NumericAnswer] = []
    feedback: list[MarkedText] = []
    for answer, weight in zip(answers, _weights(draft, answers), strict=True):
        text = answer.text.text.strip()
        if text in {"", ANYTHING} and not _takes_others(draft, answer, weight, accepted):
            continue
        try:
            accepted.append(
                NumericAnswer.anything(weight)
                if text in {"", ANYTHING}
                else _number(text, answer.tolerance, weight)
            )
        except InvalidInputError as error:
            draft.problems.extend(error.problems)
        feedback.append(answer.feedback)
    draft.feedback = feedback
    draft.key = NumericKey(tuple(accepted))


def _takes_others(
    draft: Draft, answer: Answer, weight: Fraction, before: Sequence[NumericAnswer]
) -> bool:
    """Whether an answer for any other number says something, and is the first to do so."""
    if not weight and not answer.feedback.text.strip():
        return False
    if any(each.is_anything for each in before):
        draft.note(
            N_("More than one thing is said to any other number; the first was taken."),
            part="feedback",
            excerpt=answer.feedback.text,
        )
        return False
    return True


def _number(text: str, tolerance: str, weight: Fraction) -> NumericAnswer:
    low, dots, high = text.partition("..")
    if dots:
        ends = sorted(parse_number(end, field="key") for end in (low, high))
        return NumericAnswer.between(ends[0], ends[1], weight)
    value = parse_number(text, field="key")
    width = abs(parse_number(tolerance, field="key")) if tolerance.strip() else value * 0
    return NumericAnswer(value, width, weight)


def take_pairs(draft: Draft, pairs: Sequence[tuple[MarkedText, MarkedText]]) -> None:
    """Make prompts and options of pairs; an answer without a prompt is an option left over."""
    draft.type = ItemType.MATCHING
    prompts: list[MarkedText] = []
    options: dict[str, int] = {}
    texts: list[MarkedText] = []
    key: list[int] = []
    for prompt, answer in pairs:
        name = normalised(answer.text)
        if name not in options:
            options[name] = len(options)
            texts.append(answer)
        words = prompt.words()
        if words.text or words.pictures:
            prompts.append(prompt)
            key.append(options[name])
    draft.prompts, draft.options = prompts, texts
    draft.key = MatchingKey(tuple(key))


def _weights(draft: Draft, answers: Sequence[Answer]) -> tuple[Fraction, ...]:
    weights = tuple(max(-_ONE, min(_ONE, answer.weight)) for answer in answers)
    if weights != tuple(answer.weight for answer in answers):
        draft.note(
            N_("A part of the mark beyond 100%% was cut to 100%%, or to −100%%."), part="key"
        )
    return weights
