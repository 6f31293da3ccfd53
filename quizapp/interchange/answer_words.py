"""The key of an item in words, for papers and cards: letters of options, numbers, texts."""

from collections.abc import Sequence
from typing import assert_never

from quizapp.domain.items import ItemContent, letter
from quizapp.domain.keys import (
    MatchingKey,
    MultipleKey,
    NumericAnswer,
    NumericKey,
    ShortAnswerKey,
    SingleKey,
    TrueFalseKey,
)

__all__ = ["answer_of", "option_label", "prompt_label"]


def option_label(place: int, *, is_matching: bool = False) -> str:
    """Name the option at a place: "a", or "1" in the second list of a matching item."""
    return str(place + 1) if is_matching else letter(place).lower()


def prompt_label(place: int) -> str:
    """Name a prompt of a matching item: "A"."""
    return letter(place)


def answer_of(content: ItemContent, options: Sequence[int]) -> str:
    """Say what is right; `options` gives for each place the stored position of its option."""
    key = content.key
    match key:
        case SingleKey() | TrueFalseKey():
            return option_label(options.index(key.option))
        case MultipleKey():
            places = sorted(map(options.index, key.options))
            return ", ".join(map(option_label, places))
        case NumericKey():
            return " / ".join(_number(each) for each in key.accepted if each.weight == 1)
        case ShortAnswerKey():
            return " / ".join(
                each.text.replace(r"\*", "*") for each in key.accepted if each.weight == 1
            )
        case MatchingKey():
            return ", ".join(
                f"{prompt_label(prompt)}-{option_label(options.index(option), is_matching=True)}"
                for prompt, option in enumerate(key.options)
            )
        case _ as unreachable:
            assert_never(unreachable)


def _number(answer: NumericAnswer) -> str:
    if answer.is_anything:
        return "*"
    value = f"{answer.value:f}"
    return f"{value} ± {answer.tolerance:f}" if answer.tolerance else value
