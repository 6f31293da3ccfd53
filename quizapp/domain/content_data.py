"""What an item says, as JSON and back: for what is kept before it becomes an item.

The form is that of the columns that hold an item version: keys, sources and the rest as their own
`as_data` write them, texts by language.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from quizapp.domain.difficulty import Difficulty
from quizapp.domain.items import (
    FactKind,
    ItemContent,
    ItemFormat,
    ItemText,
    ItemType,
    Language,
    OptionOrder,
    TextFormat,
)
from quizapp.domain.keys import key_from_data
from quizapp.domain.materials import (
    ImagePlacement,
    ImageRef,
    Source,
    Stimulus,
    StimulusKind,
    StimulusText,
)

__all__ = [
    "content_as_data",
    "content_from_data",
    "images_as_data",
    "images_from_data",
    "stimulus_as_data",
    "stimulus_from_data",
    "texts_as_data",
    "texts_from_data",
]


def content_as_data(content: ItemContent) -> dict[str, Any]:
    """Give the content as JSON."""
    return {
        "texts": texts_as_data(content.texts),
        "type": content.type.value,
        "key": content.key.as_data(),
        "format": content.format.value,
        "text_format": content.text_format.value,
        "option_order": content.option_order.value,
        "topics": list(content.topics),
        "kind": None if content.kind is None else content.kind.value,
        "difficulty": None if content.difficulty is None else content.difficulty.value,
        "news_date": None if content.news_date is None else content.news_date.isoformat(),
        "stale_on": None if content.stale_on is None else content.stale_on.isoformat(),
        "source": None if content.source is None else content.source.as_data(),
        "stimulus_ref": content.stimulus_ref,
        "images": images_as_data(content.images),
    }


def content_from_data(data: Mapping[str, Any]) -> ItemContent:
    """Read what `content_as_data` wrote.

    Raises `InvalidInputError` where it is no sound item, `KeyError` and `ValueError` for other
    forms of data.
    """
    return ItemContent(
        texts=texts_from_data(data["texts"]),
        key=key_from_data(ItemType(data["type"]), data["key"]),
        format=ItemFormat(data["format"]),
        text_format=TextFormat(data["text_format"]),
        option_order=OptionOrder(data["option_order"]),
        topics=tuple(data["topics"]),
        kind=None if data["kind"] is None else FactKind(data["kind"]),
        difficulty=_difficulty(data),
        news_date=None if data["news_date"] is None else date.fromisoformat(data["news_date"]),
        stale_on=_stale_on(data),
        source=None if data["source"] is None else Source.from_data(data["source"]),
        stimulus_ref=data["stimulus_ref"],
        images=images_from_data(data["images"]),
    )


def _difficulty(data: Mapping[str, Any]) -> Difficulty | None:
    # What was kept before items had one does not say it.
    said = data.get("difficulty")
    return None if said is None else Difficulty(said)


def _stale_on(data: Mapping[str, Any]) -> date | None:
    # The same: kept before, it says nothing of it.
    said = data.get("stale_on")
    return None if said is None else date.fromisoformat(said)


def images_as_data(images: Sequence[ImageRef]) -> list[dict[str, Any]]:
    """Give references to pictures as JSON."""
    return [
        {
            "digest": image.digest,
            "placement": image.placement.value,
            "option": image.option,
            "alt": dict(image.alt),
        }
        for image in images
    ]


def images_from_data(data: Sequence[Mapping[str, Any]]) -> tuple[ImageRef, ...]:
    """Read what `images_as_data` wrote."""
    return tuple(
        ImageRef(image["digest"], ImagePlacement(image["placement"]), image["option"], image["alt"])
        for image in data
    )


def texts_as_data(texts: Mapping[Language, ItemText]) -> dict[str, Any]:
    """Give texts by language as JSON."""
    return {
        language: {
            "stem": text.stem,
            "options": list(text.options),
            "explanation": text.explanation,
            "prompts": list(text.prompts),
            "feedback": list(text.feedback),
        }
        for language, text in texts.items()
    }


def texts_from_data(data: Mapping[str, Mapping[str, Any]]) -> dict[Language, ItemText]:
    """Read what `texts_as_data` wrote."""
    return {
        language: ItemText(
            text["stem"],
            _words(text["options"]),
            text["explanation"],
            _words(text["prompts"]),
            _words(text["feedback"]),
        )
        for language, text in data.items()
    }


def stimulus_as_data(stimulus: Stimulus) -> dict[str, Any]:
    """Give a passage or data set as JSON."""
    return {
        "kind": stimulus.kind.value,
        "texts": {
            language: {"title": text.title, "body": text.body}
            for language, text in stimulus.texts.items()
        },
    }


def stimulus_from_data(data: Mapping[str, Any]) -> Stimulus:
    """Read what `stimulus_as_data` wrote. Raises `InvalidInputError` where it is not sound."""
    return Stimulus(
        StimulusKind(data["kind"]),
        {
            language: StimulusText(text["title"], text["body"])
            for language, text in data["texts"].items()
        },
    )


def _words(texts: Sequence[str]) -> tuple[str, ...]:
    return tuple(map(str, texts))
