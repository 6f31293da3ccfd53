"""The forms of items whose answer is typed: numbers, and words."""

from decimal import Decimal
from fractions import Fraction
from typing import ClassVar

from wtforms import BooleanField

from quizapp.domain.items import ItemType
from quizapp.domain.keys import (
    AcceptedText,
    Key,
    NumericAnswer,
    NumericKey,
    ShortAnswerKey,
    format_weight,
    parse_number,
)
from quizapp.domain.keys.weights import ANSWERS_MAXIMUM
from quizapp.errors import InvalidInputError, Problem
from quizapp.services.keyed_items import number_text
from quizapp.web.i18n import lazy_gettext as _
from quizapp.web.teaching.editing.item_forms import ItemForm, parsed_weights, row_list
from quizapp.web.teaching.editing.rows import Data, Rows

_ONE = Fraction(1)


def weight_texts(weights: list[Fraction]) -> list[str]:
    """Return weights as the form shows them: the whole mark is not worth a word."""
    return ["" if weight == _ONE else format_weight(weight) for weight in weights]


class TypedForm(ItemForm):
    """Accepted answers in rows, each with a weight and feedback if wanted."""

    weights = row_list()

    def given_weights(self) -> list[Fraction]:
        """Return the weights; an empty one is the whole mark."""
        weights = parsed_weights(self.weights.data, "weights")
        return [_ONE if weight is None else weight for weight in weights]


ANY_NUMBER = "*"
"""Stands for every number in the place of one."""


class NumericForm(TypedForm):
    """The form of a numeric item: numbers with their tolerance, or a star for any other."""

    item_type = ItemType.NUMERIC
    groups = (
        Rows("answer", ("feedback",), ("values", "tolerances", "weights"), 1, ANSWERS_MAXIMUM),
    )
    values = row_list()
    tolerances = row_list()
    renamed: ClassVar[dict[str, str]] = {"key": "values"}

    def key(self) -> Key:
        """Return the key that the form says. Raises `InvalidInputError` naming its fields."""
        stars = [(text or "").strip() == ANY_NUMBER for text in self.values.data]
        texts = ["0" if star else text for star, text in zip(stars, self.values.data, strict=True)]
        values = _numbers(texts, "values", required=True)
        tolerances = _numbers(self.tolerances.data, "tolerances", required=False)
        answers = zip(stars, values, tolerances, self.given_weights(), strict=False)
        return NumericKey(
            tuple(
                NumericAnswer.anything(weight) if star else NumericAnswer(value, width, weight)
                for star, value, width, weight in answers
            )
        )

    @classmethod
    def key_data(cls, key: Key, options: int) -> Data:
        """Return what the fields of the key show of an item with so many options."""
        del options
        if not isinstance(key, NumericKey):
            raise TypeError(key)
        return {
            "values": [
                ANY_NUMBER if each.is_anything else number_text(each.value) for each in key.accepted
            ],
            "tolerances": [
                number_text(each.tolerance) if each.tolerance and not each.is_anything else ""
                for each in key.accepted
            ],
            "weights": weight_texts([each.weight for each in key.accepted]),
        }


class ShortAnswerForm(TypedForm):
    """The form of a short-answer item: the texts that are accepted."""

    item_type = ItemType.SHORT_ANSWER
    groups = (Rows("answer", ("feedback",), ("accepted", "weights"), 1, ANSWERS_MAXIMUM),)
    accepted = row_list()
    case_sensitive = BooleanField(
        _("Capitals count"), description=_("Otherwise “delhi” is as good as “Delhi”.")
    )
    renamed: ClassVar[dict[str, str]] = {"key": "accepted"}

    def key(self) -> Key:
        """Return the key that the form says. Raises `InvalidInputError` naming its fields."""
        answers = zip(self.accepted.data, self.given_weights(), strict=False)
        return ShortAnswerKey(
            tuple(AcceptedText(text or "", weight) for text, weight in answers),
            bool(self.case_sensitive.data),
        )

    @classmethod
    def key_data(cls, key: Key, options: int) -> Data:
        """Return what the fields of the key show of an item with so many options."""
        del options
        if not isinstance(key, ShortAnswerKey):
            raise TypeError(key)
        return {
            "accepted": [each.text for each in key.accepted],
            "weights": weight_texts([each.weight for each in key.accepted]),
            "case_sensitive": key.case_sensitive,
        }


def _numbers(texts: list[str | None], field: str, *, required: bool) -> list[Decimal]:
    """Read numbers; empty ones are 0 where they may be. Raises with each that is none."""
    numbers: list[Decimal] = []
    problems: list[Problem] = []
    for place, text in enumerate(texts):
        try:
            given = text or ("" if required else "0")
            numbers.append(parse_number(given, field=f"{field}.{place}"))
        except InvalidInputError as error:
            problems += error.problems
    if problems:
        raise InvalidInputError.from_problems(problems)
    return numbers
