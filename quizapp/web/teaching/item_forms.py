"""The form of an item: made for the languages and the number of options that it has."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple, cast

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
from wtforms.validators import InputRequired, Optional

from quizapp.domain.items import (
    OPTIONS_MAXIMUM,
    OPTIONS_MINIMUM,
    FactKind,
    ItemContent,
    ItemText,
    OptionOrder,
    SingleKey,
    letter,
)
from quizapp.domain.topics import TOPICS
from quizapp.errors import N_, InvalidInputError
from quizapp.web.forms import BaseForm, choices
from quizapp.web.i18n import gettext
from quizapp.web.i18n import lazy_gettext as _
from quizapp.web.teaching.forms import one_line, trimmed_lines

#: No item has a version of so many digits.
_DIGITS = 9

KIND_NAMES: dict[FactKind, str] = {
    FactKind.DATE: N_("Date"),
    FactKind.FIGURE: N_("Figure"),
    FactKind.BODY: N_("Body or country"),
    FactKind.PERSON: N_("Person"),
    FactKind.PLACE: N_("Place"),
    FactKind.SCHEME: N_("Scheme"),
    FactKind.OTHER: N_("Other"),
}

ORDER_NAMES: dict[OptionOrder, str] = {
    OptionOrder.SHUFFLE: N_("In any order: each student may see another"),
    OptionOrder.ASCENDING: N_("By value: years, dates and amounts stand in order"),
    OptionOrder.FIXED: N_("As they stand here: options that refer to one another"),
}


class Words(NamedTuple):
    """The fields of one language, and what their names end in."""

    language: str
    suffix: str
    stem: TextAreaField
    options: "FieldList[StringField]"
    explanation: TextAreaField


class ItemForm(BaseForm):
    """What is the same in every language of an item. `item_form` adds the words."""

    version = HiddenField()
    key = RadioField(
        _("Right answer"),
        [InputRequired(_("Choose which option is right."))],
        coerce=int,
        validate_choice=False,
    )
    topics = SelectMultipleField(_("Topics"), validate_choice=False)
    kind = SelectField(_("What is asked for"))
    option_order = RadioField(_("Order of the options"))
    news_date = DateField(_("Date of the news (optional)"), [Optional()])

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
                cast("FieldList[StringField]", self[f"options{suffix}"]),
                cast("TextAreaField", self[f"explanation{suffix}"]),
            )

    def suffix(self, language: str) -> str:
        """Return what the names of the fields of this language end in."""
        return "" if language == self.languages[0] else f"_{language}"

    def field_names(self) -> dict[str, str]:
        """Return the form's names for the fields that the domain calls otherwise."""
        names = {"format": "option_order"}
        for words in self.words():
            prefix = f"texts.{words.language}"
            for name in ("stem", "options", "explanation"):
                names[f"{prefix}.{name}"] = f"{name}{words.suffix}"
            for position in range(len(words.options)):
                names[f"{prefix}.options.{position}"] = f"options{words.suffix}.{position}"
        return names

    def number_of_options(self) -> int:
        """Return how many options the form has: every language as many as the first."""
        return len(next(self.words()).options)

    def edited_version(self) -> int:
        """Return the version that the form was filled from; 0, which none is, if it says none."""
        text = str(self.version.data or "")
        return int(text) if text.isdecimal() and len(text) < _DIGITS else 0

    def may_add(self) -> bool:
        """Whether there is room for another option."""
        return self.number_of_options() < OPTIONS_MAXIMUM

    def may_remove(self) -> bool:
        """Whether there are more options than the fewest that an item needs."""
        return self.number_of_options() > OPTIONS_MINIMUM

    def validated_content(self, content: ItemContent) -> ItemContent | None:
        """Return the item's content with what the form says; None if something is wrong.

        Whatever is wrong is then shown at its field, all at once: what the form finds and what the
        domain does.
        """
        valid = self.validate_on_submit()
        if self.kind.errors or self.option_order.errors:
            return None
        try:
            changed = self._content_on(content)
        except InvalidInputError as error:
            self.take(error, self.field_names())
            return None
        return changed if valid else None

    def _content_on(self, content: ItemContent) -> ItemContent:
        return replace(
            content,
            texts={
                words.language: ItemText(
                    words.stem.data or "",
                    tuple(text or "" for text in words.options.data),
                    words.explanation.data or "",
                )
                for words in self.words()
            },
            key=SingleKey(self.key.data or 0),
            option_order=OptionOrder(self.option_order.data),
            topics=tuple(self.topics.data or ()),
            kind=FactKind(self.kind.data) if self.kind.data else None,
            news_date=self.news_date.data,
        )


def item_form(content: ItemContent) -> type[ItemForm]:
    """Return the form class for an item: with fields for the languages that it has."""
    languages = tuple(content.texts)
    fields: dict[str, object] = {"languages": languages}
    for language in languages:
        suffix = "" if language == languages[0] else f"_{language}"
        fields[f"stem{suffix}"] = TextAreaField(_("Question"), filters=[trimmed_lines])
        fields[f"options{suffix}"] = FieldList(
            StringField(filters=[one_line]), max_entries=OPTIONS_MAXIMUM
        )
        fields[f"explanation{suffix}"] = TextAreaField(
            _("Explanation (optional)"),
            filters=[trimmed_lines],
            description=_("Shown after the test, with the right answer."),
        )
    return type("ItemFormInItsLanguages", (ItemForm,), fields)


def with_choices(form: ItemForm) -> ItemForm:
    """Give the form its choices, in the reader's language."""
    form.key.choices = choices(
        (str(number), letter(number)) for number in range(form.number_of_options())
    )
    form.topics.choices = choices((slug, gettext(name)) for slug, name in TOPICS.items())
    kinds = [(kind.value, gettext(name)) for kind, name in KIND_NAMES.items()]
    form.kind.choices = choices([("", gettext("Not said")), *kinds])
    form.option_order.choices = choices(
        (order.value, gettext(name)) for order, name in ORDER_NAMES.items()
    )
    return form


def form_data(content: ItemContent, version: int) -> dict[str, object]:
    """Return what the form shows of an item before anything is changed."""
    data: dict[str, object] = {
        "version": str(version),
        "key": content.key.option if isinstance(content.key, SingleKey) else None,
        "topics": list(content.topics),
        "kind": content.kind.value if content.kind else "",
        "option_order": content.option_order.value,
        "news_date": content.news_date,
    }
    for language, text in content.texts.items():
        suffix = "" if language == content.language else f"_{language}"
        data[f"stem{suffix}"] = text.stem
        data[f"options{suffix}"] = list(text.options)
        data[f"explanation{suffix}"] = text.explanation
    return data


def with_another_option(data: Mapping[str, object]) -> dict[str, object]:
    """Return a form's data with one more, empty option in every language."""
    return {
        name: [*cast("list[str]", value), ""] if name.startswith("options") else value
        for name, value in data.items()
        if name != "csrf_token"
    }


def without_option(data: Mapping[str, object], position: int) -> dict[str, object]:
    """Return a form's data without one option; the key stays at its option, or is to be chosen."""
    changed = {
        name: _without(cast("list[str]", value), position) if name.startswith("options") else value
        for name, value in data.items()
        if name != "csrf_token"
    }
    key = cast("int | None", changed["key"])
    if key is not None and key >= position:
        changed["key"] = None if key == position else key - 1
    return changed


def _without(options: list[str], position: int) -> list[str]:
    return options[:position] + options[position + 1 :]
