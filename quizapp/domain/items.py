"""Items: what is asked, in each language, with its answer key, and everything decided with it.

`ItemContent` is what one version of an item holds. Constructing it validates, and raises
`InvalidInputError` with every problem that was found, so that content which exists is sound.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Self, TypeAlias, assert_never

from quizapp.domain.materials import (
    LANGUAGES,
    Evidence,
    ImagePlacement,
    ImageRef,
    Language,
    Source,
    Stimulus,
    StimulusKind,
    StimulusText,
    in_language_order,
    language_problems,
    normalised,
    raise_for,
    text_problems,
)
from quizapp.domain.topics import TOPICS, is_topic
from quizapp.errors import N_, InvalidInputError, Problem

__all__ = [
    "FORMATS_THAT_STAY_PUT",
    "LANGUAGES",
    "Evidence",
    "FactKind",
    "ImagePlacement",
    "ImageRef",
    "ItemContent",
    "ItemFormat",
    "ItemText",
    "ItemType",
    "Key",
    "Language",
    "OptionOrder",
    "SingleKey",
    "Source",
    "Stimulus",
    "StimulusKind",
    "StimulusText",
    "key_from_data",
    "letter",
]

OPTIONS_MINIMUM = 2
OPTIONS_MAXIMUM = 6
STEM_MAXIMUM = 4000
OPTION_MAXIMUM = 1000
EXPLANATION_MAXIMUM = 8000
TOPICS_MAXIMUM = 5


class ItemType(StrEnum):
    """How an item is answered and marked. To add one, follow the steps in the package docstring."""

    SINGLE = "single"
    """Single best answer: exactly one of 2–6 options is right."""


class ItemFormat(StrEnum):
    """How the question of a single-best-answer item is put, as examiners tell formats apart."""

    DIRECT = "single"
    """A plain question. Its value is the name that question files and the command line give it."""
    STATEMENTS = "statements"
    """Which of the numbered statements are correct: "1 and 2 only"."""
    HOW_MANY = "how-many"
    """How many of the numbered statements are correct: "only two"."""
    PAIRS = "pairs"
    """How many pairs are correctly matched, or two lists with codes."""
    ASSERTION_REASON = "assertion-reason"
    """Two statements and the four customary options on how they hang together."""
    ORDER = "order"
    """Events to be put in order, with codes."""
    NEGATIVE = "negative"
    """Which of the following is NOT correct."""


class OptionOrder(StrEnum):
    """Where an item's options stand when a paper is drawn."""

    FIXED = "fixed"
    """As stored: options that refer to one another, such as "1 and 2 only"."""
    ASCENDING = "ascending"
    """By value: years, dates, amounts."""
    SHUFFLE = "shuffle"
    """In an order drawn for each paper."""


class FactKind(StrEnum):
    """What kind of thing an item asks for."""

    DATE = "date"
    FIGURE = "figure"
    BODY = "body"
    PERSON = "person"
    PLACE = "place"
    SCHEME = "scheme"
    OTHER = "other"


FORMATS_THAT_STAY_PUT = frozenset(
    {ItemFormat.STATEMENTS, ItemFormat.HOW_MANY, ItemFormat.ASSERTION_REASON}
)
"""Formats whose options are always in the customary order."""


def letter(option: int) -> str:
    """Name a zero-based position as papers do: 0 is "A"."""
    return chr(ord("A") + option)


@dataclass(frozen=True, slots=True)
class ItemText:
    """An item's words in one language. The order of options is the same in all languages.

    The explanation may be empty. An option may be blank only where an image stands for it.
    """

    stem: str
    options: tuple[str, ...] = ()
    explanation: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "options", tuple(self.options))


@dataclass(frozen=True, slots=True)
class SingleKey:
    """The key of a single-best-answer item: the zero-based position of the right option."""

    option: int

    @property
    def type(self) -> ItemType:
        """The type of items that have such a key."""
        return ItemType.SINGLE

    def problems(self, options: int) -> Iterator[Problem]:
        """Find what is wrong with the key for an item that has this number of options."""
        if not OPTIONS_MINIMUM <= options <= OPTIONS_MAXIMUM:
            yield Problem(
                N_("There are %(count)d options; there must be %(minimum)d to %(maximum)d."),
                {"count": options, "minimum": OPTIONS_MINIMUM, "maximum": OPTIONS_MAXIMUM},
                "options",
            )
        elif not 0 <= self.option < options:
            yield Problem(
                N_("The key is option %(option)d, but the options are numbered 0 to %(last)d."),
                {"option": self.option, "last": options - 1},
                "key",
            )

    def as_data(self) -> dict[str, object]:
        """Give the key as JSON."""
        return {"option": self.option}

    @classmethod
    def from_data(cls, data: Mapping[str, object]) -> Self:
        """Read what `as_data` wrote. Raises `InvalidInputError` for anything else."""
        match data:
            case {"option": int(option)}:
                return cls(option)
            case _:
                raise InvalidInputError(
                    N_("The key of a single-best-answer item is the number of its right option."),
                    field="key",
                )


Key: TypeAlias = SingleKey
"""The key of any item; a union, once there are more types."""


def key_from_data(type_: ItemType, data: Mapping[str, object]) -> Key:
    """Read the JSON of a key of this type of item. Raises `InvalidInputError`, field "key"."""
    match type_:
        case ItemType.SINGLE:
            return SingleKey.from_data(data)
        case _ as unreachable:
            assert_never(unreachable)


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemContent:
    """Everything that one version of an item holds; validated when it is made.

    `news_date` is the day of the news that it asks about, `stimulus_ref` the stored passage or data
    set that it shares with other items. Problems carry a `field` such as "stem", "options.2",
    "key", "topics.0", "images.1.option"; in a language that is not the item's first it is prefixed:
    "texts.hi.options.2".
    """

    texts: Mapping[Language, ItemText] = field(hash=False)
    key: Key
    format: ItemFormat = ItemFormat.DIRECT
    option_order: OptionOrder = OptionOrder.SHUFFLE
    topics: tuple[str, ...] = ()
    kind: FactKind | None = None
    news_date: date | None = None
    source: Source | None = None
    stimulus_ref: int | None = None
    images: tuple[ImageRef, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "texts", in_language_order(self.texts))
        object.__setattr__(self, "topics", tuple(self.topics))
        object.__setattr__(self, "images", tuple(self.images))
        raise_for(self._problems())

    @property
    def type(self) -> ItemType:
        """How the item is answered and marked: its key says it."""
        return self.key.type

    @property
    def language(self) -> Language:
        """The item's first language, in the order of `LANGUAGES`."""
        return next(iter(self.texts))

    @property
    def options(self) -> int:
        """How many options the item has, in every language."""
        return len(self.texts[self.language].options)

    def text(self, language: Language | None = None) -> ItemText:
        """Give the text in this language, or in the item's first one where there is none."""
        return self.texts.get(language or self.language, self.texts[self.language])

    def _problems(self) -> Iterator[Problem]:
        yield from language_problems(self.texts, "texts")
        if not self.texts:
            return
        for language, text in self.texts.items():
            yield from self._text_problems(language, text)
        yield from self.key.problems(self.options)
        if self.format in FORMATS_THAT_STAY_PUT and self.option_order is OptionOrder.SHUFFLE:
            yield Problem(
                N_("The options of this format refer to one another; their order must be fixed."),
                field="option_order",
            )
        yield from self._topic_problems()
        yield from self._image_problems()

    def _text_problems(self, language: Language, text: ItemText) -> Iterator[Problem]:
        prefix = "" if language == self.language else f"texts.{language}."
        yield from text_problems(text.stem, f"{prefix}stem", maximum=STEM_MAXIMUM, required=True)
        yield from text_problems(
            text.explanation, f"{prefix}explanation", maximum=EXPLANATION_MAXIMUM
        )
        if len(text.options) != self.options:
            yield Problem(
                N_(
                    "There are %(count)d options in this language and %(first)d in the other;"
                    " translate each option."
                ),
                {"count": len(text.options), "first": self.options},
                f"{prefix}options",
            )
        seen: dict[tuple[str, tuple[str, ...]], int] = {}
        for position, option in enumerate(text.options):
            where = f"{prefix}options.{position}"
            images = self._option_images(position)
            yield from text_problems(option, where, maximum=OPTION_MAXIMUM, required=not images)
            same = seen.setdefault((normalised(option), images), position)
            if same != position and (option.strip() or images):
                yield Problem(
                    N_("Option %(letter)s is the same as option %(other)s."),
                    {"letter": letter(position), "other": letter(same)},
                    where,
                )

    def _option_images(self, option: int) -> tuple[str, ...]:
        return tuple(image.digest for image in self.images if image.option == option)

    def _topic_problems(self) -> Iterator[Problem]:
        if len(self.topics) > TOPICS_MAXIMUM:
            yield Problem(
                N_("There are %(count)d topics; choose at most %(maximum)d."),
                {"count": len(self.topics), "maximum": TOPICS_MAXIMUM},
                "topics",
            )
        for position, topic in enumerate(self.topics):
            where = f"topics.{position}"
            if not is_topic(topic):
                yield Problem(
                    N_("“%(topic)s” is not a topic; use one of: %(topics)s."),
                    {"topic": topic, "topics": ", ".join(TOPICS)},
                    where,
                )
            elif topic in self.topics[:position]:
                yield Problem(N_("The topic “%(topic)s” is named twice."), {"topic": topic}, where)

    def _image_problems(self) -> Iterator[Problem]:
        for position, image in enumerate(self.images):
            if image.option is not None and not 0 <= image.option < self.options:
                yield Problem(
                    N_("The image belongs to option %(option)d, which there is not."),
                    {"option": image.option},
                    f"images.{position}.option",
                )
            missing = [language for language in self.texts if language not in image.alt]
            if missing:
                yield Problem(
                    N_("Say what the image shows in each language of the item: %(languages)s."),
                    {"languages": ", ".join(missing)},
                    f"images.{position}.alt",
                )
