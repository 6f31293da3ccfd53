"""Between `ItemContent` of the domain and its rows."""

from datetime import datetime
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Load, Session, joinedload, selectinload
from sqlalchemy.orm.interfaces import ORMOption
from sqlalchemy.orm.strategy_options import _AbstractLoad

from quizapp.domain.fingerprints import fingerprint
from quizapp.domain.items import ItemContent, key_from_data
from quizapp.domain.items import ItemText as ItemWords
from quizapp.domain.materials import ImageRef, Source
from quizapp.domain.plain_words import plain_words
from quizapp.domain.topics import is_topic
from quizapp.errors import N_, InvalidInputError
from quizapp.models import (
    Image,
    ItemText,
    ItemVersion,
    ItemVersionImage,
    ItemVersionTopic,
    User,
)

__all__ = ["content_of", "new_version", "searched_words", "with_content"]

#: Of a longer word only its beginning is found, in characters.
WORD_MAXIMUM: Final = 80


def with_content(path: _AbstractLoad | None = None) -> tuple[ORMOption, ...]:
    """Loader options that bring a version's whole content: four queries, however many versions.

    Args:
        path: how the statement comes to `ItemVersion`, where that is not what it selects.
    """
    start: Any = Load(ItemVersion) if path is None else path
    return (
        start.options(
            selectinload(ItemVersion.texts),
            selectinload(ItemVersion.topics),
            selectinload(ItemVersion.images).options(joinedload(ItemVersionImage.image)),
        ),
    )


def content_of(version: ItemVersion) -> ItemContent:
    """Read the content of a version that was loaded `with_content`."""
    return ItemContent(
        texts={
            text.language: ItemWords(
                text.stem,
                tuple(text.options),
                text.explanation,
                tuple(text.prompts),
                tuple(text.feedback),
            )
            for text in version.texts
        },
        key=key_from_data(version.type, version.key),
        format=version.format,
        text_format=version.text_format,
        option_order=version.option_order,
        # A topic may since have been taken off the list; the item stays readable.
        topics=tuple(each.topic for each in version.topics if is_topic(each.topic)),
        kind=version.kind,
        difficulty=version.difficulty,
        news_date=version.news_date,
        stale_on=version.stale_on,
        source=None if version.source is None else Source.from_data(version.source),
        stimulus_ref=version.stimulus_id,
        images=tuple(
            ImageRef(each.image.digest, each.placement, each.option, each.alt)
            for each in version.images
        ),
    )


def new_version(
    session: Session, content: ItemContent, *, number: int, now: datetime, author: User | None
) -> ItemVersion:
    """Make the row, with all that hangs on it; the caller adds it to its item.

    Raises:
        InvalidInputError: an image that is not stored (field "images.…").
    """
    return ItemVersion(
        number=number,
        type=content.type,
        format=content.format,
        text_format=content.text_format,
        key=content.key.as_data(),
        option_order=content.option_order,
        kind=content.kind,
        difficulty=content.difficulty,
        news_date=content.news_date,
        stale_on=content.stale_on,
        source=None if content.source is None else content.source.as_data(),
        stimulus_id=content.stimulus_ref,
        created_at=now,
        created_by_id=None if author is None else author.id,
        texts=[
            ItemText(
                language=language,
                stem=text.stem,
                options=list(text.options),
                explanation=text.explanation,
                prompts=list(text.prompts),
                feedback=list(text.feedback),
                fingerprint=fingerprint(text, content.images),
            )
            for language, text in content.texts.items()
        ],
        topics=[
            ItemVersionTopic(topic=topic, position=position)
            for position, topic in enumerate(content.topics, start=1)
        ],
        images=_images(session, content),
    )


def searched_words(content: ItemContent) -> str:
    """Give the words by which an item is found: stem, options, what is matched, explanation."""
    words = (
        word
        for text in content.texts.values()
        for part in (text.stem, *text.prompts, *text.options, text.explanation)
        for word in plain_words(part)
    )
    # Each once: how often a word stands in a question says nothing of it.
    return " ".join(dict.fromkeys(word[:WORD_MAXIMUM] for word in words))


def _images(session: Session, content: ItemContent) -> list[ItemVersionImage]:
    if not content.images:
        return []
    digests = {image.digest for image in content.images}
    found = session.execute(select(Image.digest, Image.id).where(Image.digest.in_(digests)))
    ids = {row.digest: row.id for row in found}
    for position, image in enumerate(content.images):
        if image.digest not in ids:
            raise InvalidInputError(
                N_("This image is not stored; upload it first."), field=f"images.{position}"
            )
    return [
        ItemVersionImage(
            position=position,
            image_id=ids[image.digest],
            placement=image.placement,
            option=image.option,
            alt=dict(image.alt),
        )
        for position, image in enumerate(content.images, start=1)
    ]
