"""What the forms of all types of items have: words in each language, rows, topics, kinds."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, ClassVar, cast

from wtforms import (
    DateField,
    FieldList,
    HiddenField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import Optional

from quizapp.domain.difficulty import Difficulty
from quizapp.domain.items import (
    FactKind,
    ImageRef,
    ItemContent,
    ItemFormat,
    ItemText,
    ItemType,
    OptionOrder,
    TextFormat,
)
from quizapp.domain.keys import Key, parse_weight
from quizapp.domain.topics import TOPICS
from quizapp.errors import InvalidInputError, Problem
from quizapp.web.forms import BaseForm, choices
from quizapp.web.i18n import gettext
from quizapp.web.i18n import lazy_gettext as _
from quizapp.web.teaching.editing.names import (
    ITEM_FORMAT_NAMES,
    ORDER_NAMES,
    TEXT_FORMAT_NAMES,
)
from quizapp.web.teaching.editing.rows import Data, Rows, with_row, without_row
from quizapp.web.teaching.forms import DIFFICULTY_NAMES, KIND_NAMES, one_line, trimmed_lines

#: No item has a version of so many digits.
_DIGITS = 9
ROW_FIELDS_MAXIMUM = 40


@dataclass(frozen=True, slots=True)
class Words:
    """The fields of one language, and what their names end in; None for what the type has not."""

    language: str
    suffix: str
    stem: TextAreaField
    explanation: TextAreaField
    options: "FieldList[StringField] | None"
    prompts: "FieldList[StringField] | None"
    feedback: "FieldList[StringField] | None"


def row_list(*, of_lines: bool = False) -> "FieldList[StringField]":
    """Return a list of texts, one for each row: short ones, or such of several lines."""
    field = TextAreaField(filters=[trimmed_lines]) if of_lines else StringField(filters=[one_line])
    return FieldList(field, max_entries=ROW_FIELDS_MAXIMUM)


class ItemForm(BaseForm):
    """The form of an item. `making.form_class` adds the words in each language."""

    version = HiddenField()
    text_format = SelectField(
        _("Texts are written in"),
        description=_("Formulas stand in TeX between \\( and \\) in both."),
    )
    topics = SelectMultipleField(_("Topics"), validate_choice=False)
    kind = SelectField(_("What is asked for"))
    difficulty = SelectField(_("Difficulty"))
    news_date = DateField(_("Date of the news (optional)"), [Optional()])
    stale_on = DateField(
        _("Goes stale on (optional)"),
        [Optional()],
        description=_(
            "From this day on, no random draw takes it: a term ends, a figure is renewed."
        ),
    )

    item_type: ClassVar[ItemType]
    #: The lists of fields that grow and shrink together, by name.
    groups: ClassVar[tuple[Rows, ...]] = ()
    #: What the domain calls otherwise than the form.
    renamed: ClassVar[dict[str, str]] = {}
    #: The item's languages, the first one before the others.
    languages: tuple[str, ...] = ()

    def words(self) -> Iterator[Words]:
        """Give the fields of each language."""
        for language in self.languages:
            suffix = self.suffix(language)
            yield Words(
                language,
                suffix,
                cast("TextAreaField", self[f"stem{suffix}"]),
                cast("TextAreaField", self[f"explanation{suffix}"]),
                *(
                    cast("FieldList[StringField] | None", self._fields.get(f"{name}{suffix}"))
                    for name in ("options", "prompts", "feedback")
                ),
            )

    def suffix(self, language: str) -> str:
        """Return what the names of the fields of this language end in."""
        return "" if language == self.languages[0] else f"_{language}"

    def edited_version(self) -> int:
        """Return the version that the form was filled from; 0, which none is, if it says none."""
        text = str(self.version.data or "")
        return int(text) if text.isdecimal() and len(text) < _DIGITS else 0

    # --- rows

    def count(self, group: Rows) -> int:
        """Return how many rows of a group there are."""
        return len(self._list(self._lists(group)[0]))

    def may_add(self, group: Rows) -> bool:
        """Whether there is room for another row."""
        return self.count(group) < group.maximum

    def may_remove(self, group: Rows) -> bool:
        """Whether there are more rows than the fewest that an item needs."""
        return self.count(group) > group.minimum

    def added(self, group: Rows) -> Data:
        """Return the form's data with one more row."""
        return with_row(self.data, self._lists(group))

    def removed(self, group: Rows, place: int) -> Data:
        """Return the form's data without a row; the key stays where it was, if it still is."""
        return {
            **without_row(self.data, self._lists(group), place),
            **self.key_without(group, place),
        }

    def key_without(self, group: Rows, place: int) -> Data:
        """Return what the fields of the key say once a row is gone."""
        del group, place
        return {}

    def _lists(self, group: Rows) -> list[str]:
        return group.lists(tuple(self.suffix(language) for language in self.languages))

    def _list(self, name: str) -> "FieldList[StringField]":
        return cast("FieldList[StringField]", self[name])

    # --- in and out

    def key(self) -> Key:
        """Return the key that the form says. Raises `InvalidInputError` naming its fields."""
        raise NotImplementedError

    @classmethod
    def key_data(cls, key: Key, options: int) -> Data:
        """Return what the fields of the key show of an item with so many options."""
        raise NotImplementedError

    def order(self) -> OptionOrder:
        """Return where the options stand on papers."""
        return OptionOrder.SHUFFLE

    def item_format(self) -> ItemFormat:
        """Return how the question is put."""
        return ItemFormat.DIRECT

    def options_in(self, words: Words) -> tuple[str, ...]:
        """Return the options in one language."""
        return texts_of(words.options)

    def images(self, images: tuple[ImageRef, ...]) -> tuple[ImageRef, ...]:
        """Return the item's pictures where they are now."""
        return images

    def validated_content(
        self, content: ItemContent | None, images: tuple[ImageRef, ...] = ()
    ) -> ItemContent | None:
        """Return what the form says, on top of the item that is edited; None if it is wrong.

        `images` are the pictures that there are where no item is edited. Whatever is wrong is then
        shown at its field, all at once: what the form finds and what the domain does.
        """
        valid = self.validate_on_submit()
        if any(self._fields[name].errors for name in self._selects()):
            return None
        try:
            changed = self._content_on(content, images)
        except InvalidInputError as error:
            self.take(error, self._field_names())
            return None
        return changed if valid else None

    def _selects(self) -> list[str]:
        names = ("kind", "difficulty", "text_format", "option_order", "format")
        return [name for name in names if name in self._fields]

    def _content_on(self, content: ItemContent | None, images: tuple[ImageRef, ...]) -> ItemContent:
        values: dict[str, Any] = {
            "texts": {words.language: self._text(words) for words in self.words()},
            "key": self.key(),
            "format": self.item_format(),
            "text_format": TextFormat(self.text_format.data),
            "option_order": self.order(),
            "topics": tuple(self.topics.data or ()),
            "kind": FactKind(self.kind.data) if self.kind.data else None,
            "difficulty": Difficulty(self.difficulty.data) if self.difficulty.data else None,
            "news_date": self.news_date.data,
            "stale_on": self.stale_on.data,
            "images": self.images(images if content is None else content.images),
        }
        return ItemContent(**values) if content is None else replace(content, **values)

    def _text(self, words: Words) -> ItemText:
        return ItemText(
            words.stem.data or "",
            self.options_in(words),
            words.explanation.data or "",
            texts_of(words.prompts),
            texts_of(words.feedback),
        )

    def _field_names(self) -> dict[str, str]:
        """Return the form's names for the fields that the domain calls otherwise."""
        names = dict(self.renamed)
        for domain, own in self.renamed.items():
            for place in range(ROW_FIELDS_MAXIMUM):
                names[f"{domain}.{place}"] = f"{own}.{place}"
        for words in self.words():
            prefix = f"texts.{words.language}"
            for name in ("stem", "options", "prompts", "feedback", "explanation"):
                names[f"{prefix}.{name}"] = f"{name}{words.suffix}"
                for place in range(ROW_FIELDS_MAXIMUM):
                    names[f"{prefix}.{name}.{place}"] = f"{name}{words.suffix}.{place}"
        return names


class OrderedForm(ItemForm):
    """The form of an item whose options can stand in several orders."""

    option_order = RadioField(_("Order of the options"), default=OptionOrder.SHUFFLE.value)

    def order(self) -> OptionOrder:
        """Return where the options stand on papers."""
        return OptionOrder(self.option_order.data)


def texts_of(field: "FieldList[StringField] | None") -> tuple[str, ...]:
    """Return what stands in the rows of a list; nothing where there is none."""
    return () if field is None else tuple(text or "" for text in field.data)


def parsed_weights(texts: list[str | None], field: str) -> list[Any]:
    """Read weights; None for empty ones. Raises `InvalidInputError` with each that is wrong."""
    weights: list[Any] = []
    problems: list[Problem] = []
    for place, text in enumerate(texts):
        try:
            weights.append(parse_weight(text, field=f"{field}.{place}") if text else None)
        except InvalidInputError as error:
            problems += error.problems
    if problems:
        raise InvalidInputError.from_problems(problems)
    return weights


def with_choices(form: ItemForm) -> ItemForm:
    """Give the form its choices, in the reader's language."""
    form.topics.choices = choices((slug, gettext(name)) for slug, name in TOPICS.items())
    kinds = [(kind.value, gettext(name)) for kind, name in KIND_NAMES.items()]
    form.kind.choices = choices([("", gettext("Not said")), *kinds])
    levels = [(level.value, gettext(name)) for level, name in DIFFICULTY_NAMES.items()]
    form.difficulty.choices = choices([("", gettext("Not said")), *levels])
    tables: dict[str, dict[Any, str]] = {
        "text_format": TEXT_FORMAT_NAMES,
        "option_order": ORDER_NAMES,
        "format": ITEM_FORMAT_NAMES,
    }
    for name, table in tables.items():
        if name in form:
            field = cast("SelectField", form[name])
            field.choices = choices((each.value, gettext(text)) for each, text in table.items())
    return form


def form_data(form: type[ItemForm], content: ItemContent, version: int) -> Data:
    """Return what the form shows of an item before anything is changed."""
    data: Data = {
        "version": str(version),
        "topics": list(content.topics),
        "kind": content.kind.value if content.kind else "",
        "difficulty": content.difficulty.value if content.difficulty else "",
        "text_format": content.text_format.value,
        "option_order": content.option_order.value,
        "format": content.format.value,
        "news_date": content.news_date,
        "stale_on": content.stale_on,
        **form.key_data(content.key, content.options),
    }
    answers = content.key.answers(content.options)
    for language, text in content.texts.items():
        suffix = "" if language == content.language else f"_{language}"
        data[f"stem{suffix}"] = text.stem
        data[f"options{suffix}"] = list(text.options)
        data[f"prompts{suffix}"] = list(text.prompts)
        data[f"feedback{suffix}"] = list(text.feedback or [""] * answers)
        data[f"explanation{suffix}"] = text.explanation
    return data
