"""Items: what is asked, in each language, with its answer key, and everything decided with it.

`ItemContent` is what one version of an item holds. Constructing it validates, and raises
`InvalidInputError` with every problem that was found, so that content which exists is sound.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from quizapp.domain.difficulty import Difficulty
from quizapp.domain.keys import (
    ItemType,
    Key,
    MatchingKey,
    MultipleKey,
    NumericKey,
    ShortAnswerKey,
    SingleKey,
    TrueFalseKey,
    key_from_data,
)
from quizapp.domain.keys.weights import OPTIONS_MAXIMUM, OPTIONS_MINIMUM
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
from quizapp.errors import N_, Problem

__all__ = [
    "FORMATS_THAT_STAY_PUT",
    "LANGUAGES",
    "OPTIONS_MAXIMUM",
    "OPTIONS_MINIMUM",
    "TRUE_FALSE_OPTIONS",
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
    "MatchingKey",
    "MultipleKey",
    "NumericKey",
    "OptionOrder",
    "ShortAnswerKey",
    "SingleKey",
    "Source",
    "Stimulus",
    "StimulusKind",
    "StimulusText",
    "TextFormat",
    "TrueFalseKey",
    "key_from_data",
    "letter",
]

STEM_MAXIMUM = 8000
OPTION_MAXIMUM = 2000
EXPLANATION_MAXIMUM = 8000
TOPICS_MAXIMUM = 5


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
    CLOZE = "cloze"
    """A sentence with a gap; only where somebody asks for it."""


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


class TextFormat(StrEnum):
    """How the texts of an item are written."""

    PLAIN = "plain"
    """Plain text with line breaks, and formulas in TeX between `\\( \\)`, `\\[ \\]` or `$$ $$`."""
    HTML = "html"
    """The small set of HTML that `interchange.html_text` lets through, and formulas as above."""


TRUE_FALSE_OPTIONS: Mapping[Language, tuple[str, str]] = {
    "en": ("True", "False"),
    "hi": ("सही", "गलत"),
}
"""What the options of a true/false item say where nothing else is written."""

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
    `prompts` are what a matching item asks to match with its options. `feedback`, where there is
    any, says something to each answer that the key counts (`Key.answers`); single ones may be "".
    """

    stem: str
    options: tuple[str, ...] = ()
    explanation: str = ""
    prompts: tuple[str, ...] = ()
    feedback: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for name in ("options", "prompts", "feedback"):
            object.__setattr__(self, name, tuple(getattr(self, name)))
        if not any(self.feedback):
            object.__setattr__(self, "feedback", ())


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemContent:
    """Everything that one version of an item holds; validated when it is made.

    `news_date` is the day of the news that it asks about, `stale_on` the first day on which its
    answer need not be true any more, `stimulus_ref` the stored passage or data set that it shares
    with other items. Problems carry a `field` such as "stem", "options.2",
    "key", "topics.0", "images.1.option"; in a language that is not the item's first it is prefixed:
    "texts.hi.options.2".
    """

    texts: Mapping[Language, ItemText] = field(hash=False)
    key: Key
    format: ItemFormat = ItemFormat.DIRECT
    text_format: TextFormat = TextFormat.PLAIN
    option_order: OptionOrder = OptionOrder.SHUFFLE
    topics: tuple[str, ...] = ()
    kind: FactKind | None = None
    difficulty: Difficulty | None = None
    news_date: date | None = None
    stale_on: date | None = None
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

    @property
    def prompts(self) -> int:
        """How many things a matching item asks to match; 0 for the other types."""
        return len(self.texts[self.language].prompts)

    def text(self, language: Language | None = None) -> ItemText:
        """Give the text in this language, or in the item's first one where there is none."""
        return self.texts.get(language or self.language, self.texts[self.language])

    def images_at(self, option: int | None = None) -> tuple[ImageRef, ...]:
        """Give the images of an option, or those of the stem."""
        place = ImagePlacement.STEM if option is None else ImagePlacement.OPTION
        return tuple(
            image for image in self.images if (image.placement, image.option) == (place, option)
        )

    @property
    def images_of_explanation(self) -> tuple[ImageRef, ...]:
        """Give the images that are shown with the explanation."""
        wanted = ImagePlacement.EXPLANATION
        return tuple(image for image in self.images if image.placement is wanted)

    def _problems(self) -> Iterator[Problem]:
        yield from language_problems(self.texts, "texts")
        if not self.texts:
            return
        for language, text in self.texts.items():
            yield from self._text_problems(language, text)
        yield from self.key.problems(self.options, self.prompts)
        if self.key.type is ItemType.TRUE_FALSE and self.option_order is not OptionOrder.FIXED:
            yield Problem(
                N_("The options of a true/false item stay in their order."), field="option_order"
            )
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
                    "Translate each option. Options in this language: %(count)d;"
                    " in the other: %(first)d."
                ),
                {"count": len(text.options), "first": self.options},
                f"{prefix}options",
            )
        if len(text.prompts) != self.prompts:
            yield Problem(
                N_(
                    "Translate each thing to match. In this language: %(count)d;"
                    " in the other: %(first)d."
                ),
                {"count": len(text.prompts), "first": self.prompts},
                f"{prefix}prompts",
            )
        for position, prompt in enumerate(text.prompts):
            where = f"{prefix}prompts.{position}"
            yield from text_problems(prompt, where, maximum=OPTION_MAXIMUM, required=True)
        yield from self._feedback_problems(text, prefix)
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

    def _feedback_problems(self, text: ItemText, prefix: str) -> Iterator[Problem]:
        answers = self.key.answers(self.options)
        if text.feedback and len(text.feedback) != answers:
            yield Problem(
                N_(
                    "Give one text of feedback for each answer. Answers: %(answers)d;"
                    " texts: %(count)d."
                ),
                {"count": len(text.feedback), "answers": answers},
                f"{prefix}feedback",
            )
        for position, feedback in enumerate(text.feedback):
            yield from text_problems(
                feedback, f"{prefix}feedback.{position}", maximum=EXPLANATION_MAXIMUM
            )

    def _option_images(self, option: int) -> tuple[str, ...]:
        return tuple(image.digest for image in self.images_at(option))

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
