"""An item after the test: what was answered, what is right, and what is said to each answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from quizapp.domain.items import ItemContent
from quizapp.domain.judging import answers_given
from quizapp.domain.keys import Key, MatchingKey, MultipleKey, SingleKey, TrueFalseKey
from quizapp.domain.responses import Response
from quizapp.services.keyed_items import AcceptedView, accepted_answers, is_key, option_weight
from quizapp.services.shown_items import ImageView, OptionView, ShownItem

__all__ = [
    "AnsweredItem",
    "ResultOption",
    "ResultPrompt",
    "answered_item",
]


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
        accepted=tuple(each for each in accepted_answers(key) if each.weight > 0),
        feedback="" if is_choice or isinstance(key, MatchingKey) else "".join(heard.values()),
    )


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
