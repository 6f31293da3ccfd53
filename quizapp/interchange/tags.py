"""Tags of questions: topics, and what an item has and other systems have no field for.

A tag that is the slug or the name of a topic files the item under it; “easy”, “medium” and “hard”
say its difficulty. Tags that begin with
“quizapp:” are written by us, so that an item that went through such a system comes back as it was.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from quizapp.domain.difficulty import Difficulty
from quizapp.domain.items import (
    LANGUAGES,
    FactKind,
    ItemContent,
    ItemFormat,
    Language,
    OptionOrder,
)
from quizapp.domain.keys import MatchingKey, MultipleKey
from quizapp.domain.topics import TOPICS
from quizapp.interchange.html_text import as_html, plain_text

__all__ = [
    "ALL_OR_NOTHING",
    "CAPITALS_COUNT",
    "Details",
    "is_all_or_nothing",
    "language_by_letters",
    "read_tags",
    "tags_of",
]

_DEVANAGARI = re.compile("[\u0900-\u097f]")
_LATIN = re.compile("[A-Za-z]")
_OURS = "quizapp:"
ALL_OR_NOTHING = f"{_OURS}all-or-nothing"
CAPITALS_COUNT = f"{_OURS}capitals-count"
"""For formats that have no field for it."""
TOPICS_MAXIMUM = 5

_TOPIC_BY_NAME = {name.casefold(): slug for slug, name in TOPICS.items()} | {
    slug: slug for slug in TOPICS
}

_VALUES: Mapping[str, Callable[[str], object]] = {
    "format": ItemFormat,
    "order": OptionOrder,
    "kind": FactKind,
    "difficulty": Difficulty,
    "news-date": date.fromisoformat,
    "stale-on": date.fromisoformat,
}
"""What our tags that have a value say, each a field of `Details`."""
_DIFFICULTIES = {each.value: each for each in Difficulty} | {
    "moderate": Difficulty.MEDIUM,
    "difficult": Difficulty.HARD,
}


@dataclass(slots=True)
class Details:
    """What the tags of a question say. `other` are the tags that say nothing to us."""

    topics: tuple[str, ...] = ()
    format: ItemFormat = ItemFormat.DIRECT
    order: OptionOrder | None = None
    language: Language | None = None
    kind: FactKind | None = None
    difficulty: Difficulty | None = None
    news_date: date | None = None
    stale_on: date | None = None
    all_or_nothing: bool = False
    capitals_count: bool = False
    other: list[str] = field(default_factory=list)


def read_tags(tags: Iterable[str]) -> Details:
    """Understand the tags of a question."""
    details = Details()
    topics: dict[str, None] = {}
    for tag in map(str.strip, tags):
        topic = _TOPIC_BY_NAME.get(tag.casefold())
        if topic is not None and (topic in topics or len(topics) < TOPICS_MAXIMUM):
            topics[topic] = None
        elif details.difficulty is None and tag.casefold() in _DIFFICULTIES:
            details.difficulty = _DIFFICULTIES[tag.casefold()]
        elif not _take_ours(tag, details) and tag:
            details.other.append(tag)
    details.topics = tuple(topics)
    return details


def _take_ours(tag: str, details: Details) -> bool:
    name, _, value = tag.removeprefix(_OURS).partition("=")
    if not tag.startswith(_OURS):
        return False
    if name in _VALUES:
        try:
            setattr(details, name.replace("-", "_"), _VALUES[name](value))
        except ValueError:
            return False
        return True
    match name:
        case "all-or-nothing":
            details.all_or_nothing = True
        case "capitals-count":
            details.capitals_count = True
        case "language" if value in LANGUAGES:
            details.language = value
        case _:
            return False
    return True


def tags_of(content: ItemContent, expected_order: OptionOrder) -> Iterator[str]:
    """Give the tags of an item; `expected_order` is what a reader of the file would conclude."""
    yield from content.topics
    if is_all_or_nothing(content):
        yield ALL_OR_NOTHING
    if content.format is not ItemFormat.DIRECT:
        yield f"{_OURS}format={content.format.value}"
    if content.option_order is not expected_order:
        yield f"{_OURS}order={content.option_order.value}"
    text = content.text()
    if len(content.texts) == 1 and content.language != language_by_letters(
        as_html(each, content.text_format) for each in (text.stem, *text.options, *text.prompts)
    ):
        yield f"{_OURS}language={content.language}"
    if content.kind is not None:
        yield f"{_OURS}kind={content.kind.value}"
    if content.difficulty is not None:
        yield f"{_OURS}difficulty={content.difficulty.value}"
    if content.news_date is not None:
        yield f"{_OURS}news-date={content.news_date.isoformat()}"
    if content.stale_on is not None:
        yield f"{_OURS}stale-on={content.stale_on.isoformat()}"


def is_all_or_nothing(content: ItemContent) -> bool:
    """Whether only the wholly right answer earns anything though several parts make it up."""
    match content.key:
        case MultipleKey(weights=()):
            return True
        case MatchingKey(all_or_nothing=True):
            return True
        case _:
            return False


def language_by_letters(texts: Iterable[str]) -> Language:
    """Tell the language of a question by the letters of the first text, HTML or plain, with any."""
    for text in texts:
        words = plain_text(text)
        devanagari, latin = len(_DEVANAGARI.findall(words)), len(_LATIN.findall(words))
        if devanagari or latin:
            return "hi" if devanagari > latin else "en"
    return "en"
