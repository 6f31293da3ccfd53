"""What item writers are warned of in the words of an item: known flaws that a machine can see.

After Haladyna, Downing and Rodriguez (2002). A flaw is a hint and never a refusal: there are
items that are better with one. Nothing here knows whether the key is right.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from quizapp.domain.items import ItemFormat, ItemType, OptionOrder
from quizapp.domain.ordering import suggested_order
from quizapp.domain.plain_words import plain_words

__all__ = ["Flaw", "FlawRule", "Wording", "wording_flaws"]


class FlawRule(StrEnum):
    """What can be wrong with the words of an item."""

    NO_QUESTION = "no-question"
    QUIET_NEGATIVE = "quiet-negative"
    LONG_STEM = "long-stem"
    RELATIVE_TIME = "relative-time"
    VAGUE_TERM = "vague-term"
    ARTICLE_CUE = "article-cue"
    KEY_IN_STEM = "key-in-stem"
    WORD_REPEATS = "word-repeats"
    LONGEST_IS_KEY = "longest-is-key"
    ALL_OF_THE_ABOVE = "all-of-the-above"
    NONE_OF_THE_ABOVE = "none-of-the-above"
    ABSOLUTE_TERM = "absolute-term"
    TRUE_FALSE_OPTIONS = "true-false-options"
    UNSORTED = "unsorted"


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of an item in one language; `keys` are the positions of the right options."""

    stem: str
    options: tuple[str, ...] = ()
    keys: Collection[int] = ()
    type: ItemType = ItemType.SINGLE
    format: ItemFormat = ItemFormat.DIRECT
    order: OptionOrder = OptionOrder.SHUFFLE


@dataclass(frozen=True, slots=True)
class Flaw:
    """A flaw, the words that show it, and the option that has it; None for the stem."""

    rule: FlawRule
    words: str = ""
    option: int | None = None


_LONGEST_STEM = 30
_LONGEST_KEY_RATIO = 1.25
_SHORT_OPTION = 12
_TELLING = 4
"""Letters from which a word says something."""
_CHOICES = frozenset({ItemType.SINGLE, ItemType.MULTIPLE})
_ASKS = re.compile(
    r"[?]|_{3,}|\.{4,}|…|:\s*$|^\s*(?:choose|match|identify|find|name|arrange|consider|calculate|"
    r"select|pick|give|evaluate|solve|simplify)\b|(?:कीजिए|करें|चुनिए|चुनें|बताइए|बताएँ)",
    re.IGNORECASE,
)
_NEGATIVE = re.compile(r"\b(?:not|except|incorrect|incorrectly|false)\b")
_RELATIVE = re.compile(
    r"\b(?:today|yesterday|tomorrow|recently|currently|nowadays|(?:last|this|next) (?:year|month|"
    r"week))\b|हाल ही में|आजकल|पिछले (?:साल|वर्ष|महीने)|इस (?:साल|वर्ष)",
    re.IGNORECASE,
)
_VAGUE = re.compile(
    r"\b(?:many|often|usually|sometimes|generally|frequently|rarely|several)\b", re.IGNORECASE
)
_HOW_MANY = re.compile(r"\bhow (?:many|often)\b|\bhow many\b", re.IGNORECASE)
_ENDS_IN_ARTICLE = re.compile(
    r"\b(?P<article>an?)\s*(?:_{3,}|\.{3,}|…|:)?\s*[.:]?\s*$", re.IGNORECASE
)
_ALL = re.compile(
    r"\b(?:all|both) of (?:the above|these|them)\b|(?:उपर्युक्त|उपरोक्त|ये) सभी", re.IGNORECASE
)
_NONE = re.compile(
    r"\b(?:none|neither) of (?:the above|these|them)\b|(?:में|मे) से (?:कोई|एक भी) (?:भी )?नहीं",
    re.IGNORECASE,
)
_ABSOLUTE = re.compile(
    r"\b(?:always|never|only|every|must|completely)\b|हमेशा|कभी नहीं", re.IGNORECASE
)
_TRUE_FALSE = frozenset({"true", "false", "yes", "no", "सही", "गलत", "सत्य", "असत्य", "हाँ", "नहीं"})


def wording_flaws(wording: Wording) -> tuple[Flaw, ...]:
    """The flaws of an item's words, those of the stem first; none while the stem is empty."""
    if not wording.stem.strip():
        return ()
    flaws = [*_of_the_stem(wording)]
    if wording.type in _CHOICES:
        flaws += _of_the_options(wording)
    return tuple(flaws)


def _of_the_stem(wording: Wording) -> Iterator[Flaw]:
    stem = wording.stem
    if wording.type is not ItemType.TRUE_FALSE and not _ASKS.search(stem):
        yield Flaw(FlawRule.NO_QUESTION)
    if (found := _NEGATIVE.search(stem)) and wording.type in _CHOICES:
        yield Flaw(FlawRule.QUIET_NEGATIVE, found.group())
    if wording.format is ItemFormat.DIRECT and len(stem.split()) > _LONGEST_STEM:
        yield Flaw(FlawRule.LONG_STEM, str(len(stem.split())))
    if found := _RELATIVE.search(stem):
        yield Flaw(FlawRule.RELATIVE_TIME, found.group())
    if found := _VAGUE.search(_HOW_MANY.sub("", stem)):
        yield Flaw(FlawRule.VAGUE_TERM, found.group())
    if (found := _ENDS_IN_ARTICLE.search(stem)) and wording.type in _CHOICES:
        yield Flaw(FlawRule.ARTICLE_CUE, found["article"])


def _of_the_options(wording: Wording) -> Iterator[Flaw]:
    filled = [each for each in wording.options if each.strip()]
    plain = wording.format in {ItemFormat.DIRECT, ItemFormat.CLOZE}
    if wording.type is ItemType.SINGLE and len(filled) == len(wording.options) and plain:
        yield from _of_the_key(wording)
    for place, option in enumerate(wording.options):
        if found := _ALL.search(option):
            yield Flaw(FlawRule.ALL_OF_THE_ABOVE, found.group(), place)
        elif found := _NONE.search(option):
            yield Flaw(FlawRule.NONE_OF_THE_ABOVE, found.group(), place)
        elif plain and (found := _ABSOLUTE.search(option)):
            yield Flaw(FlawRule.ABSOLUTE_TERM, found.group(), place)
    if filled and all(each.strip().casefold() in _TRUE_FALSE for each in filled):
        yield Flaw(FlawRule.TRUE_FALSE_OPTIONS)
    if wording.order is not OptionOrder.ASCENDING and _has_values(filled) and plain:
        yield Flaw(FlawRule.UNSORTED)


def _of_the_key(wording: Wording) -> Iterator[Flaw]:
    keys = [place for place in wording.keys if 0 <= place < len(wording.options)]
    if len(keys) != 1 or len(wording.options) <= 1:
        return
    (place,) = keys
    key = wording.options[place]
    others = [each for at, each in enumerate(wording.options) if at != place]
    longest = max(len(each) for each in others)
    if len(key) > max(_SHORT_OPTION, _LONGEST_KEY_RATIO * longest):
        yield Flaw(FlawRule.LONGEST_IS_KEY, key, place)
    said, asked = plain_words(key), plain_words(wording.stem)
    if said and f" {' '.join(said)} " in f" {' '.join(asked)} ":
        yield Flaw(FlawRule.KEY_IN_STEM, key, place)
        return
    elsewhere = {word for other in others for word in plain_words(other)}
    shared = [w for w in said if len(w) >= _TELLING and w in asked and w not in elsewhere]
    if shared:
        yield Flaw(FlawRule.WORD_REPEATS, shared[0], place)


def _has_values(options: Sequence[str]) -> bool:
    """Whether the options are dates, years or amounts, which readers look for in order."""
    ordered = suggested_order(ItemFormat.DIRECT, options) is OptionOrder.ASCENDING
    return len(options) > 1 and ordered
