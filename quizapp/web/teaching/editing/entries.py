"""The form of a question of an import: it begins with what was understood of the question."""

from quizapp.domain.items import ItemContent, ItemText, ItemType
from quizapp.interchange.banks import BankItem, ReadItem
from quizapp.web.teaching.editing.item_forms import ItemForm, form_data
from quizapp.web.teaching.editing.making import empty_data, form_for, new_form_class
from quizapp.web.teaching.editing.rows import Data, Rows

__all__ = ["content_of", "entry_data", "entry_form_class", "type_of"]


def type_of(item: ReadItem) -> ItemType:
    """Return the type of a question; where the file does not say it, the one that it looks like."""
    if isinstance(item, BankItem):
        return item.content.type
    if item.type is not None:
        return item.type
    text = next(iter(item.texts.values()))
    if text.prompts:
        return ItemType.MATCHING
    return ItemType.SINGLE if text.options else ItemType.SHORT_ANSWER


def entry_form_class(item: ReadItem, item_type: ItemType) -> type[ItemForm]:
    """Return the form class for a question."""
    if isinstance(item, BankItem):
        return form_for(item.content)
    return new_form_class(item_type, tuple(item.texts))


def entry_data(form: type[ItemForm], item: ReadItem) -> Data:
    """Return what the form shows of a question before anything is changed."""
    if isinstance(item, BankItem):
        return form_data(form, item.content, 0)
    data = empty_data(form) | {"text_format": item.text_format.value, "format": item.format.value}
    if item.key is not None and item.key.type is form.item_type:
        options = max(len(text.options) for text in item.texts.values())
        data |= form.key_data(item.key, options)
    for language in form.languages:
        suffix = "" if language == form.languages[0] else f"_{language}"
        text = item.texts[language]
        data[f"stem{suffix}"], data[f"explanation{suffix}"] = text.stem, text.explanation
        for group in form.groups:
            _take_words(data, group, suffix, text)
    for group in form.groups:
        _make_even(data, form, group)
    return data


def content_of(form: ItemForm, item: ReadItem) -> ItemContent | None:
    """Return what the form says; None if it is wrong, which is then shown at its fields."""
    if isinstance(item, BankItem):
        return form.validated_content(item.content)
    return form.validated_content(None, item.images)


def _take_words(data: Data, group: Rows, suffix: str, text: ItemText) -> None:
    for word in group.words:
        words = list(getattr(text, word))
        if any(words):
            data[f"{word}{suffix}"] = words


def _make_even(data: Data, form: type[ItemForm], group: Rows) -> None:
    """Give all lists of a group as many rows: so many as there are words, or answers of the key."""
    suffixes = tuple("" if each == form.languages[0] else f"_{each}" for each in form.languages)
    lists = group.lists(suffixes)
    rows = {name: _rows(data.get(name)) for name in lists}
    counted = [rows[name] for name in lists if not name.startswith(("feedback", "origins"))]
    filled = [len(each) for each in counted if any(each)] or [len(counted[0])]
    count = min(max(group.minimum, *filled), group.maximum)
    for name in lists:
        data[name] = [*rows[name], *[""] * count][:count]
    if "origins" in lists:
        data["origins"] = [str(place) for place in range(count)]


def _rows(value: object) -> list[object]:
    return list(value) if isinstance(value, list) else []
