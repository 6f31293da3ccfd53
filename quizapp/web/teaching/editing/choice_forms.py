"""The forms of items whose options are chosen: one of them, several, true or false."""

from dataclasses import replace
from fractions import Fraction
from typing import ClassVar, cast

from wtforms import FieldList, HiddenField, RadioField, SelectField, SelectMultipleField
from wtforms.validators import InputRequired

from quizapp.domain.items import (
    OPTIONS_MAXIMUM,
    OPTIONS_MINIMUM,
    TRUE_FALSE_OPTIONS,
    ImageRef,
    ItemFormat,
    ItemType,
    OptionOrder,
)
from quizapp.domain.keys import Key, MultipleKey, SingleKey, TrueFalseKey, format_weight
from quizapp.web.i18n import lazy_gettext as _
from quizapp.web.teaching.editing.item_forms import (
    ItemForm,
    OrderedForm,
    Words,
    parsed_weights,
    row_list,
    texts_of,
)
from quizapp.web.teaching.editing.rows import Data, Rows, moved

OPTION_ROWS = Rows(
    "option", ("options", "feedback"), ("weights", "origins"), OPTIONS_MINIMUM, OPTIONS_MAXIMUM
)
_ONE, _NOUGHT = Fraction(1), Fraction(0)


class ChoiceForm(OrderedForm):
    """Options in rows, each with a weight and feedback if wanted.

    `origins` holds the place that a row's option has in the stored item, so that its pictures go
    where it goes.
    """

    groups = (OPTION_ROWS,)
    weights = row_list()
    origins = FieldList(HiddenField(), max_entries=OPTIONS_MAXIMUM)

    def images(self, images: tuple[ImageRef, ...]) -> tuple[ImageRef, ...]:
        """Return the item's pictures where they are now; those of options that are gone not."""
        origins = [str(origin) for origin in self.origins.data]
        kept = []
        for image in images:
            if image.option is None:
                kept.append(image)
            elif str(image.option) in origins:
                kept.append(replace(image, option=origins.index(str(image.option))))
        return tuple(kept)

    def given_weights(self, *, right: Fraction | None) -> tuple[Fraction, ...]:
        """Return the weights, none at all where all are left empty.

        An empty one among others is `right` for a right option and nothing for another.
        """
        weights = parsed_weights(self.weights.data, "weights")
        if all(weight is None for weight in weights):
            return ()
        return tuple(
            ((right or _NOUGHT) if self.is_right(place) else _NOUGHT) if weight is None else weight
            for place, weight in enumerate(weights)
        )

    def is_right(self, place: int) -> bool:
        """Whether an option is marked as right."""
        raise NotImplementedError


def option_data(options: int, weights: tuple[Fraction, ...]) -> Data:
    """Return what the rows of options show beside their words."""
    return {
        "weights": [format_weight(each) for each in weights] or [""] * options,
        "origins": [str(place) for place in range(options)],
    }


class SingleForm(ChoiceForm):
    """The form of a single-best-answer item."""

    item_type = ItemType.SINGLE
    key_option = RadioField(
        _("Right answer"),
        [InputRequired(_("Choose which option is right."))],
        coerce=int,
        validate_choice=False,
        name="key",
    )
    format = SelectField(_("Format"), default=ItemFormat.DIRECT.value)
    renamed: ClassVar[dict[str, str]] = {"key": "key_option"}

    def item_format(self) -> ItemFormat:
        """Return how the question is put."""
        return ItemFormat(self.format.data)

    def is_right(self, place: int) -> bool:
        """Whether an option is marked as right."""
        return bool(self.key_option.data == place)

    def key(self) -> Key:
        """Return the key that the form says."""
        return SingleKey(self.key_option.data or 0, self.given_weights(right=_ONE))

    def key_without(self, group: Rows, place: int) -> Data:
        """Return the key at its option, or none if that is gone."""
        del group
        key = cast("int | None", self.key_option.data)
        return {"key_option": None if key is None else moved(key, place)}

    @classmethod
    def key_data(cls, key: Key, options: int) -> Data:
        """Return what the fields of the key show of an item with so many options."""
        if not isinstance(key, SingleKey):
            raise TypeError(key)
        return {"key_option": key.option, **option_data(options, key.weights)}


class MultipleForm(ChoiceForm):
    """The form of a multiple-response item."""

    item_type = ItemType.MULTIPLE
    key_options = SelectMultipleField(_("Right answers"), coerce=int, validate_choice=False)
    renamed: ClassVar[dict[str, str]] = {"key": "key_options"}

    def is_right(self, place: int) -> bool:
        """Whether an option is marked as right."""
        return place in (self.key_options.data or ())

    def key(self) -> Key:
        """Return the key that the form says; empty weights of right options share what is left."""
        options = frozenset(self.key_options.data or ())
        share = Fraction(1, len(options)) if options else None
        return MultipleKey(options, self.given_weights(right=share))

    def key_without(self, group: Rows, place: int) -> Data:
        """Return the keys at their options, without the one that is gone."""
        del group
        keys = [moved(each, place) for each in self.key_options.data or ()]
        return {"key_options": [each for each in keys if each is not None]}

    @classmethod
    def key_data(cls, key: Key, options: int) -> Data:
        """Return what the fields of the key show of an item with so many options."""
        if not isinstance(key, MultipleKey):
            raise TypeError(key)
        return {"key_options": sorted(key.options), **option_data(options, key.weights)}


class TrueFalseForm(ItemForm):
    """The form of a true/false item; what its two options say may be changed."""

    item_type = ItemType.TRUE_FALSE
    groups = (Rows("option", ("options", "feedback"), (), 2, 2),)
    answer = RadioField(
        _("Right answer"),
        [InputRequired(_("Choose which option is right."))],
        choices=[],
        validate_choice=False,
    )
    renamed: ClassVar[dict[str, str]] = {"key": "answer"}

    def is_right(self, place: int) -> bool:
        """Whether an option is marked as right."""
        return str(self.answer.data) == str(place)

    def key(self) -> Key:
        """Return the key that the form says."""
        return TrueFalseKey(answer=str(self.answer.data) == "0")

    def order(self) -> OptionOrder:
        """True comes first."""
        return OptionOrder.FIXED

    def options_in(self, words: Words) -> tuple[str, ...]:
        """Return the two options, in the customary words where they are left empty."""
        customary = TRUE_FALSE_OPTIONS[words.language]
        written = (*texts_of(words.options), "", "")
        return tuple(own or usual for own, usual in zip(written, customary, strict=False))

    @classmethod
    def key_data(cls, key: Key, options: int) -> Data:
        """Return what the fields of the key show of an item with so many options."""
        del options
        if not isinstance(key, TrueFalseKey):
            raise TypeError(key)
        return {"answer": str(key.option)}
