"""What an item is after a journey through a format of Moodle."""

from dataclasses import replace

from quizapp.domain.items import MatchingKey
from quizapp.interchange.banks import BankItem

__all__ = ["as_read_back"]


def as_read_back(item: BankItem) -> BankItem:
    """The item with the options of a matching item in the order in which its prompts name them.

    Feedback for single pairs is gone, which the writers say.
    """
    key = item.content.key
    if not isinstance(key, MatchingKey):
        return item
    left_over = [option for option in range(item.content.options) if option not in key.options]
    order = [*dict.fromkeys(key.options), *left_over]
    texts = {
        language: replace(
            text, options=tuple(text.options[option] for option in order), feedback=()
        )
        for language, text in item.content.texts.items()
    }
    images = tuple(
        image if image.option is None else replace(image, option=order.index(image.option))
        for image in item.content.images
    )
    content = replace(
        item.content,
        texts=texts,
        key=replace(key, options=tuple(order.index(option) for option in key.options)),
        images=tuple(
            sorted(images, key=lambda image: -1 if image.option is None else image.option)
        ),
    )
    return replace(item, content=content)
