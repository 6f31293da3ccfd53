"""The key of a question in a file → the domain's key, one way of writing for each item type."""

from decimal import Decimal
from fractions import Fraction
from typing import assert_never

from quizapp.domain.keys import (
    AcceptedText,
    ItemType,
    Key,
    MatchingKey,
    MultipleKey,
    NumericAnswer,
    NumericKey,
    ShortAnswerKey,
    SingleKey,
    TrueFalseKey,
    parse_number,
    parse_weight,
)
from quizapp.errors import N_, InvalidInputError
from quizapp.interchange.own_format.fields import Fields, Problems, shortened
from quizapp.interchange.own_format.schema import LETTERS, NUMERIC_ANSWER_FIELDS, TEXT_ANSWER_FIELDS
from quizapp.interchange.own_format.yaml_tree import Node, Scalar, Sequence

__all__ = ["KeyReader", "numbers"]

SWITCHES = ("true", "false")
_SEPARATORS = ",;/& "
_ONE = Fraction(1)
_NOUGHT = Decimal(0)


def numbers(count: int) -> tuple[str, ...]:
    """Give the names that so many numbered entries have, from "1" on."""
    return tuple(str(number) for number in range(1, count + 1))


class KeyReader:
    """Reads the key of one question. What is wrong is reported and read as if it were right."""

    def __init__(self, problems: Problems, fields: Fields, options: int, prompts: int) -> None:
        self._problems = problems
        self._fields = fields
        self._letters = LETTERS[:options]
        self._prompts = prompts

    def read(self, type_: ItemType) -> Key:
        """Read the key of an item of this type."""
        match type_:
            case ItemType.SINGLE:
                return SingleKey(self._letter(), self._weights())
            case ItemType.MULTIPLE:
                return MultipleKey(frozenset(self._several()), self._weights())
            case ItemType.TRUE_FALSE:
                return TrueFalseKey(self._truth())
            case ItemType.NUMERIC:
                return NumericKey(tuple(self._number(*entry) for entry in self._entries()))
            case ItemType.SHORT_ANSWER:
                texts = tuple(self._text(*entry) for entry in self._entries())
                return ShortAnswerKey(texts, self._is_on("case_sensitive"))
            case ItemType.MATCHING:
                return MatchingKey(self._pairs(), self._is_on("all_or_nothing"))
            case _ as unreachable:
                assert_never(unreachable)

    def _letter(self) -> int:
        """Read the letter of the one right option; its position, 0 where it is wrong."""
        node = self._fields.node("key")
        several = node is not None and not isinstance(node, Scalar)
        text = "" if several else (self._fields.text("key", required=True) or "").strip().casefold()
        if several or (len(text) > 1 and not set(text) - set(f"{LETTERS}{_SEPARATORS}")):
            self._report(N_("A question of type “single” has one key: give one letter."), "key")
            return 0
        place = self._place(text, self._fields.line_of("key"), self._fields.path("key"))
        return 0 if place is None else place

    def _several(self) -> list[int]:
        node = self._fields.node("key")
        if isinstance(node, Sequence):
            named = self._fields.texts("key")
        else:
            text = self._fields.text("key", required=True) or ""
            for separator in _SEPARATORS:
                text = text.replace(separator, " ")
            named = [(self._fields.line_of("key"), each) for each in text.split()]
        path = self._fields.path("key")
        places = [
            self._place(text.strip().casefold(), line, f"{path}.{number}" if named[1:] else path)
            for number, (line, text) in enumerate(named)
        ]
        return [place for place in places if place is not None] or [0]

    def _place(self, text: str, line: int, path: str) -> int | None:
        """Give the position of a letter; None where no option has it."""
        if text and self._letters and (len(text) > 1 or text not in self._letters):
            message = N_("The key is “%(key)s”, but the options are lettered %(letters)s.")
            params = {"key": shortened(text), "letters": ", ".join(self._letters)}
            self._problems.add(message, line, path, **params)
            return None
        return self._letters.index(text) if text and self._letters else None

    def _weights(self) -> tuple[Fraction, ...]:
        weights = self._fields.below("weights", self._letters) if self._letters else None
        if weights is None:
            return ()
        given = {name: self._weight(weights, name) for name in weights.names()}
        return tuple(given.get(name, Fraction(0)) for name in self._letters)

    def _truth(self) -> bool:
        text = (self._fields.text("key", required=True) or "true").strip().casefold()
        path, line = self._fields.path("key"), self._fields.line_of("key")
        return self._fields.one_of(text, SWITCHES, line, path) == "true"

    def _is_on(self, name: str) -> bool:
        return self._fields.choice(name, SWITCHES) == "true"

    def _entries(self) -> list[tuple[Node, str]]:
        """Give the accepted answers, a single one as well as a list of them, with their paths."""
        node, path = self._fields.node("key"), self._fields.path("key")
        if node is None or (isinstance(node, Scalar) and not node.text):
            self._fields.missing("key")
            return []
        if not isinstance(node, Sequence):
            return [(node, path)]
        return [(entry, f"{path}.{number}") for number, entry in enumerate(node.items)]

    def _number(self, node: Node, path: str) -> NumericAnswer:
        if isinstance(node, Scalar):
            return NumericAnswer(self._decimal(node.text, node.line, path))
        fields = Fields(self._problems, node, path, NUMERIC_ANSWER_FIELDS)
        value, tolerance = fields.text("value", required=True), fields.text("tolerance")
        return NumericAnswer(
            self._decimal(value, fields.line_of("value"), fields.path("value")),
            self._decimal(tolerance, fields.line_of("tolerance"), fields.path("tolerance")),
            self._weight(fields, "weight"),
        )

    def _decimal(self, text: str | None, line: int, path: str) -> Decimal:
        if not text:
            return _NOUGHT
        try:
            return parse_number(text)
        except InvalidInputError as error:
            for problem in error.problems:
                self._problems.add(problem.message, line, path, **problem.params)
            return _NOUGHT

    def _text(self, node: Node, path: str) -> AcceptedText:
        if isinstance(node, Scalar):
            return AcceptedText(node.text)
        fields = Fields(self._problems, node, path, TEXT_ANSWER_FIELDS)
        text = fields.text("text", required=True)
        # A missing text was reported; the dash keeps the domain from reporting it again.
        return AcceptedText("-" if text is None else text, self._weight(fields, "weight"))

    def _weight(self, fields: Fields, name: str) -> Fraction:
        text = fields.text(name)
        if not text:
            return _ONE
        try:
            return parse_weight(text)
        except InvalidInputError as error:
            for problem in error.problems:
                line, path = fields.line_of(name), fields.path(name)
                self._problems.add(problem.message, line, path, **problem.params)
            return _ONE

    def _pairs(self) -> tuple[int, ...]:
        names = numbers(self._prompts)
        pairs = self._fields.below("key", names, required=True)
        if pairs is None:
            return (0,) * self._prompts
        return tuple(self._pair(pairs, name) for name in names)

    def _pair(self, pairs: Fields, name: str) -> int:
        text = (pairs.text(name, required=True) or "").strip().casefold()
        return self._place(text, pairs.line_of(name), pairs.path(name)) or 0

    def _report(self, message: str, name: str, **params: object) -> None:
        line, path = self._fields.line_of(name), self._fields.path(name)
        self._problems.add(message, line, path, **params)
