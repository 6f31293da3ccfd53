"""Declarations and response processing of QTI 2.x and 3.0: what is right, what scores how much.

Understood are the standard templates, the mapping of responses, and rules that compare a response
with values and set an outcome. Names are those of 2.x (`trees` brings 3.0's to them).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from lxml import etree

from quizapp.interchange.qti.answers import middle_of, number

__all__ = ["Declaration", "Rule", "Scoring", "number_of", "read_scoring"]

SCORE = "SCORE"
_HUNDRED = 100
_PRECISION_MAXIMUM = 20


@dataclass(frozen=True, slots=True)
class Entry:
    """What a mapping gives for a value."""

    score: Fraction
    case_sensitive: bool


@dataclass(slots=True)
class Declaration:
    """A response: its shape, its right values, and its mapping where it has one."""

    identifier: str
    cardinality: str
    base_type: str
    correct: list[str]
    mapping: dict[str, Entry]
    default: Fraction = Fraction(0)


@dataclass(slots=True)
class Rule:
    """A condition with what it sets. `values` are what a response is compared with.

    `condition` is None for what is set in any case, `is_else` true for what is set where the
    conditions before it do not hold.
    """

    condition: etree._Element | None
    is_else: bool = False
    values: list[str] = field(default_factory=list)
    compares_with_correct: bool = False
    outcomes: list[tuple[str, list[str]]] = field(default_factory=list)

    @property
    def score(self) -> Fraction | None:
        """What it sets the score to, None where it does not."""
        for name, values in self.outcomes:
            if name == SCORE:
                found = number(values[0]) if len(values) == 1 else None
                return None if found is None else Fraction(found)
        return None


@dataclass(slots=True)
class Scoring:
    """What an item says of scores. `uses_mapping` and `is_known` speak of the whole item."""

    declarations: dict[str, Declaration]
    rules: list[Rule]
    uses_mapping: bool
    is_known: bool


def read_scoring(item: etree._Element) -> Scoring:
    """Read the declarations and the response processing of an item."""
    declared = [_declaration(each) for each in item.iterfind("responseDeclaration")]
    processing = item.find("responseProcessing")
    rules = [] if processing is None else list(_rules(processing))
    template = "" if processing is None else processing.get("template", "")
    maps = processing is not None and processing.find(".//mapResponse") is not None
    compares = any(rule.compares_with_correct or rule.values for rule in rules)
    has_mapping = any(each.mapping for each in declared)
    return Scoring(
        declarations={each.identifier: each for each in declared},
        rules=rules,
        uses_mapping="map_response" in template or maps or (processing is None and has_mapping),
        is_known=processing is None or bool(template) or maps or compares,
    )


def _declaration(element: etree._Element) -> Declaration:
    mapping = element.find("mapping")
    entries = {} if mapping is None else dict(_entries(mapping))
    values = element.iterfind("correctResponse/value")
    return Declaration(
        identifier=element.get("identifier", ""),
        cardinality=element.get("cardinality", "single"),
        base_type=element.get("baseType", ""),
        correct=[" ".join((each.text or "").split()) for each in values],
        mapping=entries,
        default=Fraction(0) if mapping is None else _score(mapping.get("defaultValue", "0")),
    )


def _entries(mapping: etree._Element) -> Iterator[tuple[str, Entry]]:
    for each in mapping.iterfind("mapEntry"):
        case = each.get("caseSensitive", "true") != "false"
        yield each.get("mapKey", ""), Entry(_score(each.get("mappedValue", "0")), case)


def _score(text: str) -> Fraction:
    found = number(text)
    return Fraction(0) if found is None else Fraction(found)


def _rules(parent: etree._Element) -> Iterator[Rule]:
    """Give what is set, in order, each with the condition closest to it."""
    for element in parent:
        match str(element.tag):
            case "responseCondition" | "responseProcessingFragment":
                yield from _rules(element)
            case "responseIf" | "responseElseIf":
                yield _rule(element, element[0] if len(element) else None)
                yield from _rules(element)
            case "responseElse":
                yield _rule(element, None, is_else=True)
                yield from _rules(element)
            case "setOutcomeValue" if parent.tag == "responseProcessing":
                yield Rule(None, outcomes=[_outcome(element)])
            case _:
                pass


def _rule(
    element: etree._Element, condition: etree._Element | None, *, is_else: bool = False
) -> Rule:
    rule = Rule(condition, is_else)
    rule.outcomes = [_outcome(each) for each in element.iterfind("setOutcomeValue")]
    if condition is not None:
        rule.values = [_text(each) for each in condition.iter("baseValue")]
        rule.compares_with_correct = next(condition.iter("correct"), None) is not None
    return rule


def _outcome(element: etree._Element) -> tuple[str, list[str]]:
    return element.get("identifier", ""), [_text(each) for each in element.iter("baseValue")]


def _text(element: etree._Element) -> str:
    return (element.text or "").strip()


def number_of(rule: Rule, correct: str) -> tuple[str, Decimal | None, Decimal]:
    """Give the numbers that a rule accepts: the value as written, its number, its tolerance."""
    text = rule.values[0] if rule.values else correct
    nothing = Decimal(0)
    ends: list[Decimal] = []
    for element in () if rule.condition is None else rule.condition.iter():
        value = number(next((_text(each) for each in element.iter("baseValue")), correct))
        if value is None:
            continue
        match str(element.tag):
            case "equal":
                return text, *_around(value, element)
            case "equalRounded":
                return text, value, _half_a_unit(value, element)
            case "match":
                return text, value, nothing
            case "gte" | "gt" | "lte" | "lt":
                ends.append(value)
            case _:
                pass
    if len(ends) == len(("low", "high")):
        return " – ".join(rule.values), *middle_of(*ends)
    return text, None, nothing


def _around(value: Decimal, element: etree._Element) -> tuple[Decimal, Decimal]:
    given = [number(each) for each in element.get("tolerance", "").split()]
    tolerances = [abs(each) for each in given if each is not None]
    mode = element.get("toleranceMode", "exact")
    if mode == "exact" or not tolerances:
        return value, Decimal(0)
    if mode == "relative":
        tolerances = [abs(value) * each / _HUNDRED for each in tolerances]
    below, above = tolerances[0], tolerances[-1]
    return (value, below) if below == above else middle_of(value - below, value + above)


def _half_a_unit(value: Decimal, element: etree._Element) -> Decimal:
    figures = number(element.get("figures", ""))
    if figures is None or not 0 <= figures <= _PRECISION_MAXIMUM:
        return Decimal(0)
    decimals = element.get("roundingMode") == "decimalPlaces"
    return Decimal(5).scaleb(-int(figures) - 1 if decimals else value.adjusted() - int(figures))
