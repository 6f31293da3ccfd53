"""Response processing of QTI 1.2: which values score how much, and what is said to them.

Only what marks an answer by its value is understood: conditions on equality and ranges. A condition
that several values meet counts for each of them.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from lxml import etree

from quizapp.domain.keys import parse_number
from quizapp.errors import InvalidInputError
from quizapp.interchange.qti.answers import TypedAnswer, middle_of, number

__all__ = ["Condition", "Value", "names_of", "numbers_of", "read_conditions"]

_NUMBER_MAXIMUM = 40
_EXPONENT_MAXIMUM = 20
_HUNDRED = 100
_ADDING = {"add": 1, "subtract": -1}


@dataclass(frozen=True, slots=True)
class Value:
    """A value that a response is compared with."""

    response: str
    text: str
    case_sensitive: bool = False


@dataclass(slots=True)
class Condition:
    """What happens when a response meets a condition.

    `values` are those that it may or must equal, `excluded` those that it must not. `score` is what
    is set or added, None where nothing is; `feedback` are the names of what is said.
    """

    element: etree._Element
    values: list[Value] = field(default_factory=list)
    excluded: list[Value] = field(default_factory=list)
    score: Fraction | None = None
    feedback: list[str] = field(default_factory=list)
    is_marked_right: bool = False

    @property
    def scores(self) -> bool:
        """Whether it earns anything."""
        return self.score is not None and self.score > 0


def read_conditions(item: etree._Element) -> list[Condition]:
    """Read the conditions of an item in their order."""
    return [_condition(each) for each in item.iterfind("resprocessing/respcondition")]


def _condition(element: etree._Element) -> Condition:
    condition = Condition(element)
    for variables in element.iterfind("conditionvar"):
        for value, is_excluded in _values(variables, excluded=False):
            (condition.excluded if is_excluded else condition.values).append(value)
    for setting in element.iterfind("setvar"):
        amount = _amount(setting)
        if amount is not None:
            condition.score = (condition.score or Fraction(0)) + amount
    links = (each.get("linkrefid", "") for each in element.iterfind("displayfeedback"))
    condition.feedback = [link for link in links if link]
    condition.is_marked_right = element.get("correctanswer", "").casefold() == "yes"
    return condition


def _values(parent: etree._Element, *, excluded: bool) -> Iterator[tuple[Value, bool]]:
    for each in parent:
        name = each.tag
        if name in {"varequal", "varsubset"}:
            text = (each.text or "").strip()
            case = each.get("case", "").casefold() == "yes"
            parts = text.split(",") if name == "varsubset" else [text]
            for part in parts:
                yield Value(each.get("respident", ""), part.strip(), case), excluded
        elif name in {"and", "or", "not"}:
            yield from _values(each, excluded=excluded ^ (name == "not"))


def _amount(setting: etree._Element) -> Fraction | None:
    text = (setting.text or "").strip()
    if text.casefold().endswith(".max"):
        return Fraction(1)
    try:
        amount = Fraction(parse_number(text))
    except InvalidInputError:
        return None
    return amount * _ADDING.get(setting.get("action", "set").casefold(), 1)


def names_of(condition: Condition) -> list[str]:
    """Name the answers that meet a condition: values, or else the range."""
    low, high = _range(condition)
    values = [value.text for value in condition.values]
    is_range = not values and (low is not None or high is not None)
    return [_range_name(low, high)] if is_range else values


def _range(condition: Condition) -> tuple[Decimal | None, Decimal | None]:
    element = condition.element
    return _end(element, "vargte", "vargt"), _end(element, "varlte", "varlt")


def _range_name(low: Decimal | None, high: Decimal | None) -> str:
    return " – ".join(str(each) for each in (low, high) if each is not None)


def numbers_of(condition: Condition, weight: Fraction) -> list[TypedAnswer]:
    """Give the numbers that meet a condition: values, a range, or a value with the range around it.

    A value beside a range that it does not lie in counts with its own margin. The ends of a range
    belong to it here, even where the file leaves out the very end.
    """
    low, high = _range(condition)
    around = None if low is None or high is None else middle_of(low, high)
    if next(condition.element.iter("varequal"), None) is None:
        answer = TypedAnswer(_range_name(low, high), weight)
        if around is not None:
            answer.value, answer.tolerance = around
        return [answer] if answer.text else []
    answers = []
    for each in condition.element.iter("varequal"):
        text = (each.text or "").strip()
        answer = TypedAnswer(text, weight, value=number(text))
        if answer.value is not None:
            answer.tolerance = _margin(each, answer.value)
            if around is not None and abs(answer.value - around[0]) <= around[1]:
                answer.value, answer.tolerance = around
        answers.append(answer)
    return answers


def _end(element: etree._Element, *names: str) -> Decimal | None:
    found = next(element.iter(*names), None)
    return None if found is None else number(found.text or "")


def _margin(equal: etree._Element, value: Decimal) -> Decimal:
    """The tolerance that Canvas writes beside a value: a margin, per cent, digits or decimals."""
    margin = number(equal.get("margin", ""))
    if margin is not None:
        share = abs(value) / _HUNDRED if equal.get("margintype") == "percent" else Decimal(1)
        return abs(margin) * share
    precision = number(equal.get("precision", ""))
    if precision is None or not 0 <= precision <= _EXPONENT_MAXIMUM:
        return Decimal(0)
    digits = int(precision)
    if equal.get("precisiontype") == "decimals":
        return Decimal(5).scaleb(-digits - 1)
    return Decimal(5).scaleb(value.adjusted() - digits)
