"""Keys → declarations, response processing and feedback rules of QTI 2.1."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import assert_never

from lxml import etree

from quizapp.domain.items import Key, letter
from quizapp.domain.keys import (
    MatchingKey,
    MultipleKey,
    NumericAnswer,
    NumericKey,
    ShortAnswerKey,
    SingleKey,
    TrueFalseKey,
)
from quizapp.interchange.qti.markup_writer import QTI, xml_text

__all__ = [
    "EXPLANATION",
    "FEEDBACK",
    "RESPONSE",
    "add_declarations",
    "add_processing",
    "choice_names",
    "feedback_name",
    "has_wildcards",
    "option_name",
    "prompt_name",
    "typed_text",
]

RESPONSE = "RESPONSE"
SCORE = "SCORE"
FEEDBACK = "FEEDBACK"
EXPLANATION = "EXPLANATION"


def choice_names(key: Key, options: int) -> list[str]:
    """Name the options of a choice."""
    if isinstance(key, TrueFalseKey):
        return ["true", "false"]
    return [letter(option) for option in range(options)]


def prompt_name(prompt: int) -> str:
    """Name a prompt of a matching item."""
    return f"P{prompt + 1}"


def option_name(option: int) -> str:
    """Name an option of a matching item."""
    return f"O{option + 1}"


def feedback_name(answer: int) -> str:
    """Name what is said to an answer."""
    return f"ANSWER{answer + 1}"


def has_wildcards(key: ShortAnswerKey) -> bool:
    """Whether a star in one of the texts stands for anything."""
    return any("*" in each.text.replace(r"\*", "") for each in key.accepted)


def typed_text(key: ShortAnswerKey, text: str) -> str:
    """Give a text as it is compared: stars are written as they are meant to be typed."""
    return xml_text(text if has_wildcards(key) else text.replace(r"\*", "*"))


def add_declarations(item: etree._Element, key: Key, options: int, *, feedback: bool) -> None:
    """Declare the response with what is right, and the outcomes."""
    base_type, cardinality = _shape(key)
    response = _add(
        item,
        "responseDeclaration",
        identifier=RESPONSE,
        cardinality=cardinality,
        baseType=base_type,
    )
    correct = _add(response, "correctResponse")
    for value in _correct(key, options):
        _add(correct, "value").text = value
    entries = list(_mapping(key, options))
    if entries:
        bounds = {"lowerBound": "0"} if isinstance(key, MultipleKey | MatchingKey) else {}
        mapping = _add(response, "mapping", defaultValue="0", **bounds)
        for value, weight in entries:
            entry = _add(mapping, "mapEntry", mapKey=value, mappedValue=_number(weight))
            if isinstance(key, ShortAnswerKey):
                entry.set("caseSensitive", _truth(key.case_sensitive))
    _add_outcome(item, SCORE, "single", "float")
    if feedback:
        _add_outcome(item, FEEDBACK, "multiple", "identifier")


def add_processing(
    item: etree._Element, key: Key, options: int, said: Sequence[bool], *, explained: bool
) -> None:
    """Say how to score, and when to show what is said to each answer and to all."""
    processing = _add(item, "responseProcessing")
    if isinstance(key, NumericKey):
        _add_numbers(processing, key, said)
    else:
        _add_score(processing, is_mapped=any(True for _ in _mapping(key, options)))
        for answer, is_said in enumerate(said):
            if is_said:
                rule = _add(_add(processing, "responseCondition"), "responseIf")
                _add_answer(rule, key, options, answer)
                _add_said(rule, feedback_name(answer))
    if explained:
        _add_said(processing, EXPLANATION)


def _shape(key: Key) -> tuple[str, str]:
    match key:
        case SingleKey() | TrueFalseKey():
            return "identifier", "single"
        case MultipleKey():
            return "identifier", "multiple"
        case NumericKey():
            return "float", "single"
        case ShortAnswerKey():
            return "string", "single"
        case MatchingKey():
            return "directedPair", "multiple"
        case _ as unreachable:
            assert_never(unreachable)


def _correct(key: Key, options: int) -> Iterator[str]:
    names = choice_names(key, options)
    match key:
        case SingleKey() | TrueFalseKey():
            yield names[key.option]
        case MultipleKey():
            yield from (names[option] for option in sorted(key.options))
        case NumericKey():
            yield str(next(each.value for each in key.accepted if each.weight == 1))
        case ShortAnswerKey():
            yield typed_text(key, next(each.text for each in key.accepted if each.weight == 1))
        case MatchingKey():
            yield from _pairs(key)
        case _ as unreachable:
            assert_never(unreachable)


def _pairs(key: MatchingKey) -> list[str]:
    return [
        f"{prompt_name(prompt)} {option_name(option)}" for prompt, option in enumerate(key.options)
    ]


def _mapping(key: Key, options: int) -> Iterator[tuple[str, Fraction]]:
    match key:
        case SingleKey() | MultipleKey():
            yield from zip(choice_names(key, options), key.weights, strict=False)
        case ShortAnswerKey():
            seen = {typed_text(key, each.text): each.weight for each in reversed(key.accepted)}
            names = dict.fromkeys(typed_text(key, each.text) for each in key.accepted)
            yield from ((name, seen[name]) for name in names)
        case MatchingKey(all_or_nothing=False):
            yield from ((pair, Fraction(1, len(key.options))) for pair in _pairs(key))
        case _:
            return


def _add_score(processing: etree._Element, *, is_mapped: bool) -> None:
    condition = _add(processing, "responseCondition")
    rule = _add(condition, "responseIf")
    if is_mapped:
        _add_variable(_add(rule, "isNull"))
        _set_score(rule, Fraction(0))
        outcome = _add(_add(condition, "responseElse"), "setOutcomeValue", identifier=SCORE)
        _add(outcome, "mapResponse", identifier=RESPONSE)
        return
    match = _add(rule, "match")
    _add_variable(match)
    _add(match, "correct", identifier=RESPONSE)
    _set_score(rule, Fraction(1))
    _set_score(_add(condition, "responseElse"), Fraction(0))


def _add_numbers(processing: etree._Element, key: NumericKey, said: Sequence[bool]) -> None:
    """Score by the first number that fits, and say there what is said to it.

    Of two numbers of the same value, one with a wider tolerance, only the rule tells them apart.
    """
    condition = _add(processing, "responseCondition")
    for number, each in enumerate(key.accepted):
        rule = _add(condition, "responseElseIf" if number else "responseIf")
        _add_equal(rule, each)
        _set_score(rule, each.weight)
        if number < len(said) and said[number]:
            _add_said(rule, feedback_name(number))
    _set_score(_add(condition, "responseElse"), Fraction(0))


def _add_equal(rule: etree._Element, number: NumericAnswer) -> None:
    if number.tolerance:
        equal = _add(rule, "equal", toleranceMode="absolute", tolerance=str(number.tolerance))
    else:
        equal = _add(rule, "equal", toleranceMode="exact")
    _add_variable(equal)
    _add_value(equal, "float", str(number.value))


def _add_answer(
    rule: etree._Element,
    key: SingleKey | TrueFalseKey | MultipleKey | ShortAnswerKey | MatchingKey,
    options: int,
    answer: int,
) -> None:
    match key:
        case SingleKey() | TrueFalseKey():
            match_ = _add(rule, "match")
            _add_variable(match_)
            _add_value(match_, "identifier", choice_names(key, options)[answer])
        case MultipleKey():
            member = _add(rule, "member")
            _add_value(member, "identifier", choice_names(key, options)[answer])
            _add_variable(member)
        case ShortAnswerKey():
            equal = _add(rule, "stringMatch", caseSensitive=_truth(key.case_sensitive))
            _add_variable(equal)
            _add_value(equal, "string", typed_text(key, key.accepted[answer].text))
        case MatchingKey():
            member = _add(rule, "member")
            _add_value(member, "directedPair", _pairs(key)[answer])
            _add_variable(member)
        case _ as unreachable:
            assert_never(unreachable)


def _add_said(parent: etree._Element, name: str) -> None:
    outcome = _add(parent, "setOutcomeValue", identifier=FEEDBACK)
    several = _add(outcome, "multiple")
    _add(several, "variable", identifier=FEEDBACK)
    _add_value(several, "identifier", name)


def _add_outcome(item: etree._Element, name: str, cardinality: str, base_type: str) -> None:
    _add(item, "outcomeDeclaration", identifier=name, cardinality=cardinality, baseType=base_type)


def _set_score(parent: etree._Element, weight: Fraction) -> None:
    _add_value(_add(parent, "setOutcomeValue", identifier=SCORE), "float", _number(weight))


def _add_variable(parent: etree._Element) -> None:
    _add(parent, "variable", identifier=RESPONSE)


def _add_value(parent: etree._Element, base_type: str, text: str) -> None:
    _add(parent, "baseValue", baseType=base_type).text = text


def _add(parent: etree._Element, name: str, **attributes: str) -> etree._Element:
    return etree.SubElement(parent, f"{{{QTI}}}{name}", attributes)


def _number(weight: Fraction) -> str:
    """Write a weight so that its 12,600th part is still told apart."""
    return f"{weight.numerator / weight.denominator:.10f}".rstrip("0").rstrip(".")


def _truth(value: bool) -> str:  # noqa: FBT001 — the value that is written
    return "true" if value else "false"
