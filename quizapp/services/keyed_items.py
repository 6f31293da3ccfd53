"""An item with its key in words, for whoever may see it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import assert_never

from quizapp.domain.items import ItemContent, Language, letter
from quizapp.domain.keys import (
    Key,
    MatchingKey,
    MultipleKey,
    NumericAnswer,
    NumericKey,
    ShortAnswerKey,
    SingleKey,
    TrueFalseKey,
)
from quizapp.services.shown_items import ImageView, images_of, images_of_explanation

__all__ = [
    "AcceptedView",
    "KeyedItem",
    "KeyedOption",
    "KeyedPrompt",
    "accepted_answers",
    "is_key",
    "keyed_item",
    "number_text",
    "option_weight",
]

_LONG = 15


@dataclass(frozen=True, slots=True)
class KeyedOption:
    """An option in its stored place; `weight` is the share of the mark that it earns by itself.

    The weight is None where the key gives none.
    """

    letter: str
    text: str
    is_key: bool
    weight: Fraction | None
    images: tuple[ImageView, ...]
    feedback: str


@dataclass(frozen=True, slots=True)
class KeyedPrompt:
    """A thing to match, with the letter of its option."""

    text: str
    letter: str
    feedback: str


@dataclass(frozen=True, slots=True)
class AcceptedView:
    """An answer that is accepted, in words, and the share of the mark that it earns."""

    text: str
    weight: Fraction
    feedback: str = ""


@dataclass(frozen=True, slots=True)
class KeyedItem:
    """What an item says in one language, with its key."""

    stem: str
    images: tuple[ImageView, ...]
    options: tuple[KeyedOption, ...]
    prompts: tuple[KeyedPrompt, ...]
    accepted: tuple[AcceptedView, ...]
    explanation: str
    explanation_images: tuple[ImageView, ...]

    @property
    def answer(self) -> str:
        """The key in short: letters, or the first answer that earns the whole mark."""
        full = (each.text for each in self.accepted if each.weight == 1)
        letters = [option.letter for option in self.options if option.is_key]
        pairs = [f"{number}–{each.letter}" for number, each in enumerate(self.prompts, start=1)]
        return ", ".join(pairs or letters) or next(full, "")


def keyed_item(content: ItemContent, language: Language) -> KeyedItem:
    """Show an item of this language with its key."""
    key, text = content.key, content.texts[language]
    said = (*text.feedback, *[""] * key.answers(content.options))
    weighted = isinstance(key, SingleKey | MultipleKey) and bool(key.weights)
    matched = key.options if isinstance(key, MatchingKey) else ()
    return KeyedItem(
        stem=text.stem,
        images=images_of(content, None, language),
        options=tuple(
            KeyedOption(
                letter(place),
                option,
                is_key(key, place),
                option_weight(key, place) if weighted else None,
                images_of(content, place, language),
                "" if matched else said[place],
            )
            for place, option in enumerate(text.options)
        ),
        prompts=tuple(
            KeyedPrompt(prompt, letter(option), words)
            for prompt, option, words in zip(text.prompts, matched, said, strict=False)
        ),
        accepted=accepted_answers(key, text.feedback),
        explanation=text.explanation,
        explanation_images=images_of_explanation(content, language),
    )


def option_weight(key: Key, option: int) -> Fraction:
    """Give the share of the mark that an option, by its stored position, earns by itself."""
    match key:
        case SingleKey():
            return key.weight(option)
        case TrueFalseKey():
            return Fraction(int(option == key.option))
        case MultipleKey(options, weights):
            return weights[option] if weights else Fraction(int(option in options))
        case NumericKey() | ShortAnswerKey() | MatchingKey():
            return Fraction(0)
        case _ as unreachable:
            assert_never(unreachable)


def accepted_answers(key: Key, feedback: Sequence[str] = ()) -> tuple[AcceptedView, ...]:
    """Write the answers that a key accepts in words: "12.5 ± 0.1", "Delhi".

    Empty for items whose answers are not typed.
    """
    found: list[AcceptedView] = []
    match key:
        case NumericKey(accepted):
            found = [AcceptedView(_number_text(each), each.weight) for each in accepted]
        case ShortAnswerKey(texts):
            found = [AcceptedView(each.text.replace(r"\*", "*"), each.weight) for each in texts]
        case SingleKey() | MultipleKey() | TrueFalseKey() | MatchingKey():
            pass
        case _ as unreachable:
            assert_never(unreachable)
    said = (*feedback, *[""] * len(found))
    return tuple(replace(each, feedback=words) for each, words in zip(found, said, strict=False))


def is_key(key: Key, option: int) -> bool:
    """Whether an option, by its stored position, is (a part of) the key."""
    match key:
        case SingleKey() | TrueFalseKey():
            return option == key.option
        case MultipleKey():
            return option in key.options
        case NumericKey() | ShortAnswerKey() | MatchingKey():
            return False
        case _ as unreachable:
            assert_never(unreachable)


def _number_text(answer: NumericAnswer) -> str:
    if answer.is_anything:
        return "*"
    if not answer.tolerance:
        return number_text(answer.value)
    return f"{number_text(answer.value)} ± {number_text(answer.tolerance)}"


def number_text(number: Decimal) -> str:
    """Write a number as people do: in full while it is short, and with a true minus sign."""
    text = str(number) if abs(number.adjusted()) > _LONG else f"{number:f}"
    return text.replace("-", "−")
