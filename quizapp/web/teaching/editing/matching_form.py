"""The form of a matching item: things to match, each with the option that goes with it."""

from typing import ClassVar

from wtforms import BooleanField, FieldList, HiddenField, SelectField

from quizapp.domain.items import (
    OPTIONS_MAXIMUM,
    OPTIONS_MINIMUM,
    ImageRef,
    ItemType,
    letter,
)
from quizapp.domain.keys import Key, MatchingKey
from quizapp.domain.keys.matching import PROMPTS_MAXIMUM
from quizapp.errors import N_, InvalidInputError, Problem
from quizapp.web.forms import choices
from quizapp.web.i18n import gettext
from quizapp.web.i18n import lazy_gettext as _
from quizapp.web.teaching.editing.choice_forms import ChoiceForm
from quizapp.web.teaching.editing.item_forms import OrderedForm
from quizapp.web.teaching.editing.rows import Data, Rows, moved

PROMPT_ROWS = Rows("prompt", ("prompts", "feedback"), ("pairs",), OPTIONS_MINIMUM, PROMPTS_MAXIMUM)
OPTION_ROWS = Rows("option", ("options",), ("origins",), OPTIONS_MINIMUM, OPTIONS_MAXIMUM)


class MatchingForm(OrderedForm):
    """The form of a matching item; there may be more options than things to match."""

    item_type = ItemType.MATCHING
    groups = (PROMPT_ROWS, OPTION_ROWS)
    pairs = FieldList(SelectField(validate_choice=False), max_entries=PROMPTS_MAXIMUM)
    origins = FieldList(HiddenField(), max_entries=OPTIONS_MAXIMUM)
    all_or_nothing = BooleanField(
        _("All or nothing"),
        description=_("Only all pairs together earn the mark. Otherwise each earns its part."),
    )
    renamed: ClassVar[dict[str, str]] = {"key": "pairs"}

    def key(self) -> Key:
        """Return the key that the form says. Raises `InvalidInputError` naming its fields."""
        missing = [
            Problem(N_("Choose the option that goes with this."), field=f"pairs.{place}")
            for place, pair in enumerate(self.pairs.data)
            if not _is_number(pair)
        ]
        if missing:
            raise InvalidInputError.from_problems(missing)
        return MatchingKey(
            tuple(int(pair) for pair in self.pairs.data), bool(self.all_or_nothing.data)
        )

    def key_without(self, group: Rows, place: int) -> Data:
        """Return the pairs at their options; those of an option that is gone are to be chosen."""
        if group is PROMPT_ROWS:
            return {}
        pairs = [moved(int(pair), place) if _is_number(pair) else None for pair in self.pairs.data]
        return {"pairs": ["" if pair is None else str(pair) for pair in pairs]}

    def images(self, images: tuple[ImageRef, ...]) -> tuple[ImageRef, ...]:
        """Return the item's pictures where they are now."""
        return ChoiceForm.images(self, images)  # type: ignore[arg-type]  # it has the same origins

    def fill_pairs(self) -> None:
        """Offer the options by their letters, with their beginning where they have words."""
        options = next(self.words()).options or ()
        offered = [
            (str(place), f"{letter(place)}. {option.data or ''}"[:60].strip())
            for place, option in enumerate(options)
        ]
        for pair in self.pairs:
            pair.choices = choices([("", gettext("Choose …")), *offered])

    @classmethod
    def key_data(cls, key: Key, options: int) -> Data:
        """Return what the fields of the key show of an item with so many options."""
        if not isinstance(key, MatchingKey):
            raise TypeError(key)
        return {
            "pairs": [str(option) for option in key.options],
            "origins": [str(place) for place in range(options)],
            "all_or_nothing": key.all_or_nothing,
        }


def _is_number(text: object) -> bool:
    digits = str(text or "")
    return digits.isascii() and digits.isdigit() and len(digits) <= len(str(OPTIONS_MAXIMUM))
