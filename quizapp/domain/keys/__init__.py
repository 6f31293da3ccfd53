"""Answer keys, one class for each item type: what is right, and what share of the mark it earns.

A weight is the share of the mark for a right answer, an exact fraction from -1 to 1: 1 is right, 0
and less is wrong, anything between is partly right. What a wrong answer costs is never decided
here but by the quiz's marking scheme; negative weights only take away from what other options of
the same multiple-response item have earned.

Every key class has `type`, `denominator` (of the weights that it can give), `answers` (how many
answers can have feedback of their own), `problems`, `as_data` and `from_data`.
"""

from collections.abc import Mapping
from typing import TypeAlias, assert_never

from quizapp.domain.keys.choices import MultipleKey, SingleKey, TrueFalseKey
from quizapp.domain.keys.matching import MatchingKey
from quizapp.domain.keys.typed import (
    AcceptedText,
    NumericAnswer,
    NumericKey,
    ShortAnswerKey,
    parse_number,
)
from quizapp.domain.keys.weights import WEIGHT_UNITS, ItemType, format_weight, parse_weight

__all__ = [
    "WEIGHT_UNITS",
    "AcceptedText",
    "ItemType",
    "Key",
    "MatchingKey",
    "MultipleKey",
    "NumericAnswer",
    "NumericKey",
    "ShortAnswerKey",
    "SingleKey",
    "TrueFalseKey",
    "format_weight",
    "key_from_data",
    "parse_number",
    "parse_weight",
]

Key: TypeAlias = SingleKey | MultipleKey | TrueFalseKey | NumericKey | ShortAnswerKey | MatchingKey
"""The key of any item."""


def key_from_data(type_: ItemType, data: Mapping[str, object]) -> Key:
    """Read the JSON of a key of this type of item. Raises `InvalidInputError`, field "key"."""
    match type_:
        case ItemType.SINGLE:
            return SingleKey.from_data(data)
        case ItemType.MULTIPLE:
            return MultipleKey.from_data(data)
        case ItemType.TRUE_FALSE:
            return TrueFalseKey.from_data(data)
        case ItemType.NUMERIC:
            return NumericKey.from_data(data)
        case ItemType.SHORT_ANSWER:
            return ShortAnswerKey.from_data(data)
        case ItemType.MATCHING:
            return MatchingKey.from_data(data)
        case _ as unreachable:
            assert_never(unreachable)
