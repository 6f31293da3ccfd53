"""The parts of an item where they stand on a student's page, without what gives its key away."""

from collections.abc import Sequence
from dataclasses import dataclass

from quizapp.domain.items import ImageRef, ItemContent, Language, letter
from quizapp.domain.responses import Chosen, Entered, Matched, Response
from quizapp.services.rendering import is_plain

__all__ = [
    "ImageView",
    "OptionView",
    "PromptView",
    "ShownItem",
    "images_of",
    "images_of_explanation",
    "shown_item",
    "shown_language",
]


@dataclass(frozen=True, slots=True)
class ImageView:
    """A picture, and what it shows in words."""

    digest: str
    alt: str


@dataclass(frozen=True, slots=True)
class OptionView:
    """An option where it stands on the page; `number` is what a response names it by."""

    number: int
    letter: str
    text: str
    chosen: bool
    images: tuple[ImageView, ...] = ()


@dataclass(frozen=True, slots=True)
class PromptView:
    """A thing to match; `matched` is the number of the option it was matched with."""

    number: int
    text: str
    matched: int | None


@dataclass(frozen=True, slots=True)
class ShownItem:
    """What a student sees of an item. `language` is that of its texts.

    `entered` is what was typed, "" where nothing was. `has_plain_options` tells whether all options
    can stand in a list to select from.
    """

    language: Language
    stem: str
    images: tuple[ImageView, ...]
    options: tuple[OptionView, ...]
    prompts: tuple[PromptView, ...]
    entered: str
    has_plain_options: bool


def shown_item(
    content: ItemContent, order: Sequence[int], response: Response, language: Language
) -> ShownItem:
    """Show an item in this language, or in its first one, and what was answered.

    `order` gives for each place on the page the stored position of the option there.
    """
    words, shown = content.text(language), shown_language(content, language)
    chosen = response.options if isinstance(response, Chosen) else frozenset()
    matched = dict(response.pairs) if isinstance(response, Matched) else {}
    options = tuple(
        OptionView(
            number,
            letter(place),
            words.options[number],
            number in chosen,
            images_of(content, number, shown),
        )
        for place, number in enumerate(order)
    )
    return ShownItem(
        language=shown,
        stem=words.stem,
        images=images_of(content, None, shown),
        options=options,
        prompts=tuple(
            PromptView(number, text, matched.get(number))
            for number, text in enumerate(words.prompts)
        ),
        entered=response.text if isinstance(response, Entered) else "",
        has_plain_options=all(
            is_plain(option.text, content.text_format) and not option.images for option in options
        ),
    )


def shown_language(content: ItemContent, language: Language) -> Language:
    """Give the language that an item is shown in to somebody who asks for this one."""
    return language if language in content.texts else content.language


def images_of(
    content: ItemContent, option: int | None, language: Language
) -> tuple[ImageView, ...]:
    """Give the pictures of an option, by its stored position, or those of the stem."""
    return _views(content.images_at(option), language)


def images_of_explanation(content: ItemContent, language: Language) -> tuple[ImageView, ...]:
    """Give the pictures of the explanation, for whoever may see the answer."""
    return _views(content.images_of_explanation, language)


def _views(images: Sequence[ImageRef], language: Language) -> tuple[ImageView, ...]:
    return tuple(ImageView(image.digest, image.alt[language]) for image in images)
