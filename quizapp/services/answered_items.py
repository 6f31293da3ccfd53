"""An item after the test: what was answered, what is right, and what is said to each answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import assert_never

from quizapp.domain.items import ItemContent
from quizapp.domain.judging import answers_given
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
from quizapp.domain.responses import Response
from quizapp.services.shown_items import ImageView, OptionView, ShownItem

__all__ = [
    "AcceptedView",
    "AnsweredItem",
    "ResultOption",
    "ResultPrompt",
    "accepted_answers",
    "answered_item",
    "option_weight",
]

_LONG = 15


@dataclass(frozen=True, slots=True)
class ResultOption:
    """An option where the student saw it.

    `weight` is the share of the mark that it earns by itself, `feedback` what is said to whoever
    chose it.
    """

    letter: str
    text: str
    chosen: bool
    is_key: bool
    images: tuple[ImageView, ...]
    weight: Fraction
    feedback: str


@dataclass(frozen=True, slots=True)
class ResultPrompt:
    """A thing that was to be matched, the option it was matched with (if any) and the right one."""

    text: str
    given: OptionView | None
    right: OptionView
    feedback: str

    @property
    def is_right(self) -> bool:
        """Whether it was matched with the right option."""
        return self.given == self.right


@dataclass(frozen=True, slots=True)
class AcceptedView:
    """An answer that is accepted, in words, and the share of the mark that it earns."""

    text: str
    weight: Fraction


@dataclass(frozen=True, slots=True)
class AnsweredItem:
    """What became of an item. `feedback` is what is said to a typed answer."""

    options: tuple[ResultOption, ...]
    prompts: tuple[ResultPrompt, ...]
    accepted: tuple[AcceptedView, ...]
    feedback: str


def answered_item(content: ItemContent, shown: ShownItem, response: Response) -> AnsweredItem:
    """Show the key of an item beside what was answered."""
    key = content.key
    said = content.text(shown.language).feedback
    heard = {place: said[place] for place in answers_given(key, response) if place < len(said)}
    by_number = {option.number: option for option in shown.options}
    is_choice = isinstance(key, SingleKey | MultipleKey | TrueFalseKey)
    return AnsweredItem(
        options=tuple(_option(key, option, heard) for option in shown.options if is_choice),
        prompts=tuple(
            ResultPrompt(
                prompt.text,
                None if prompt.matched is None else by_number[prompt.matched],
                by_number[right],
                heard.get(prompt.number, ""),
            )
            for prompt, right in zip(
                shown.prompts, key.options if isinstance(key, MatchingKey) else (), strict=True
            )
        ),
        accepted=accepted_answers(key),
        feedback="" if is_choice or isinstance(key, MatchingKey) else "".join(heard.values()),
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


def accepted_answers(key: Key) -> tuple[AcceptedView, ...]:
    """Write the answers that a key accepts in words: "12.5 ± 0.1", "Delhi".

    Those that earn nothing are left out; empty for items whose answers are not typed.
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
    return tuple(each for each in found if each.weight > 0)


def _option(key: Key, option: OptionView, heard: Mapping[int, str]) -> ResultOption:
    return ResultOption(
        letter=option.letter,
        text=option.text,
        chosen=option.chosen,
        is_key=is_key(key, option.number),
        images=option.images,
        weight=option_weight(key, option.number),
        feedback=heard.get(option.number, ""),
    )


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
    if not answer.tolerance:
        return number_text(answer.value)
    return f"{number_text(answer.value)} ± {number_text(answer.tolerance)}"


def number_text(number: Decimal) -> str:
    """Write a number as people do: in full while it is short, and with a true minus sign."""
    text = str(number) if abs(number.adjusted()) > _LONG else f"{number:f}"
    return text.replace("-", "−")
