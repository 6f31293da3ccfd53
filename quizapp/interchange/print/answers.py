"""The key of a question as a paper prints it: letters as they stand in the set, numbers, words."""

from typing import assert_never

from quizapp.domain.items import letter
from quizapp.domain.keys import (
    MatchingKey,
    MultipleKey,
    NumericAnswer,
    NumericKey,
    ShortAnswerKey,
    SingleKey,
    TrueFalseKey,
)
from quizapp.interchange.print.paper_sets import PrintedQuestion

__all__ = ["answer_of", "option_label", "prompt_label"]


def option_label(place: int, *, is_matching: bool = False) -> str:
    """Name the option at a place: "a", or "1" in the second list of a matching item."""
    return str(place + 1) if is_matching else letter(place).lower()


def prompt_label(place: int) -> str:
    """Name a prompt of a matching item: "A"."""
    return letter(place)


def answer_of(question: PrintedQuestion) -> str:
    """Say what is right, in the letters of this set."""
    key = question.item.content.key
    match key:
        case SingleKey() | TrueFalseKey():
            return option_label(question.place_of(key.option))
        case MultipleKey():
            places = sorted(map(question.place_of, key.options))
            return ", ".join(map(option_label, places))
        case NumericKey():
            return " / ".join(_number(each) for each in key.accepted if each.weight == 1)
        case ShortAnswerKey():
            return " / ".join(
                each.text.replace(r"\*", "*") for each in key.accepted if each.weight == 1
            )
        case MatchingKey():
            return ", ".join(
                f"{prompt_label(prompt)}-"
                f"{option_label(question.place_of(option), is_matching=True)}"
                for prompt, option in enumerate(key.options)
            )
        case _ as unreachable:
            assert_never(unreachable)


def _number(answer: NumericAnswer) -> str:
    value = f"{answer.value:f}"
    return f"{value} ± {answer.tolerance:f}" if answer.tolerance else value
