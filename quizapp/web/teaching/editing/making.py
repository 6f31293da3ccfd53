"""The form that an item is edited with, and the empty one that a new item begins with."""

from collections.abc import Sequence
from typing import assert_never

from wtforms import TextAreaField

from quizapp.domain.items import (
    LANGUAGES,
    TRUE_FALSE_OPTIONS,
    ItemContent,
    ItemType,
    OptionOrder,
    TextFormat,
)
from quizapp.web.i18n import lazy_gettext as _
from quizapp.web.teaching.editing.choice_forms import MultipleForm, SingleForm, TrueFalseForm
from quizapp.web.teaching.editing.item_forms import ItemForm, form_data, row_list, with_choices
from quizapp.web.teaching.editing.matching_form import MatchingForm
from quizapp.web.teaching.editing.rows import Data
from quizapp.web.teaching.editing.typed_forms import NumericForm, ShortAnswerForm
from quizapp.web.teaching.forms import trimmed_lines

ROWS_AT_FIRST = {
    ItemType.SINGLE: {"option": 4},
    ItemType.MULTIPLE: {"option": 4},
    ItemType.TRUE_FALSE: {"option": 2},
    ItemType.NUMERIC: {"answer": 1},
    ItemType.SHORT_ANSWER: {"answer": 1},
    ItemType.MATCHING: {"prompt": 3, "option": 3},
}


def form_for(content: ItemContent) -> type[ItemForm]:
    """Return the form class for an item."""
    texts = [part for text in content.texts.values() for part in (*text.options, *text.prompts)]
    return _form_class(
        content.type, tuple(content.texts), of_lines=any("\n" in text for text in texts)
    )


def filled_form(content: ItemContent, version: int) -> ItemForm:
    """Return the form as it shows an item before anything is changed."""
    made = form_for(content)
    return ready(made(formdata=None, data=form_data(made, content, version)))


def new_form_class(item_type: ItemType, languages: Sequence[str]) -> type[ItemForm]:
    """Return the form class for a new item."""
    return _form_class(item_type, tuple(each for each in LANGUAGES if each in languages))


def empty_data(form: type[ItemForm]) -> Data:
    """Return what the form of a new item shows: its rows, empty."""
    suffixes = tuple("" if each == form.languages[0] else f"_{each}" for each in form.languages)
    data: Data = {
        "option_order": OptionOrder.SHUFFLE.value,
        "text_format": TextFormat.PLAIN.value,
        "kind": "",
    }
    for group in form.groups:
        count = ROWS_AT_FIRST[form.item_type][group.name]
        data |= {name: [""] * count for name in group.lists(suffixes)}
    if form.item_type is ItemType.TRUE_FALSE:
        for language, suffix in zip(form.languages, suffixes, strict=True):
            data[f"options{suffix}"] = list(TRUE_FALSE_OPTIONS[language])
    return data


def ready(form: ItemForm) -> ItemForm:
    """Give the form its choices, in the reader's language."""
    if isinstance(form, MatchingForm):
        form.fill_pairs()
    return with_choices(form)


def _form_class(
    item_type: ItemType, languages: tuple[str, ...], *, of_lines: bool = False
) -> type[ItemForm]:
    base = _base(item_type)
    fields: dict[str, object] = {"languages": languages}
    for language in languages:
        suffix = "" if language == languages[0] else f"_{language}"
        fields[f"stem{suffix}"] = TextAreaField(_("Question"), filters=[trimmed_lines])
        fields[f"explanation{suffix}"] = TextAreaField(
            _("Explanation (optional)"),
            filters=[trimmed_lines],
            description=_("Shown after the test, with the right answer."),
        )
        for group in base.groups:
            for word in group.words:
                fields[f"{word}{suffix}"] = row_list(of_lines=of_lines or word == "feedback")
    return type("ItemFormInItsLanguages", (base,), fields)


def _base(item_type: ItemType) -> type[ItemForm]:
    match item_type:
        case ItemType.SINGLE:
            return SingleForm
        case ItemType.MULTIPLE:
            return MultipleForm
        case ItemType.TRUE_FALSE:
            return TrueFalseForm
        case ItemType.NUMERIC:
            return NumericForm
        case ItemType.SHORT_ANSWER:
            return ShortAnswerForm
        case ItemType.MATCHING:
            return MatchingForm
        case _ as unreachable:
            assert_never(unreachable)
