"""What an item says to answers: to each, to right ones, to wrong ones, and to all.

Items here have an explanation and something to say to each answer. What is said to every right or
every wrong answer goes to each of them where they can be told apart; where not, it is left out, and
that is said.
"""

from collections.abc import Sequence
from itertools import chain

from quizapp.errors import N_
from quizapp.interchange.drafts import Draft
from quizapp.interchange.marked_texts import MarkedText
from quizapp.interchange.qti.texts import joined

__all__ = ["Feedback"]

_NONE = MarkedText()


class Feedback:
    """The feedback of one item. What was not asked for in the end is said to be left out."""

    def __init__(self) -> None:
        self.general: list[MarkedText] = []
        self.right = _NONE
        self.wrong = _NONE
        self.by_value: dict[str, list[MarkedText]] = {}
        self.by_rule: list[tuple[object, str, MarkedText]] = []
        self.by_prompt: dict[str, MarkedText] = {}
        self.hints: list[MarkedText] = []
        self.unknown: list[MarkedText] = []

    def say(self, value: str, text: MarkedText) -> None:
        """Add what is said to one value."""
        self.by_value.setdefault(value, []).append(text)

    def say_by(self, rule: object, value: str, text: MarkedText) -> None:
        """Add what a rule that scores says to one of its values."""
        self.by_rule.append((rule, value, text))

    def of_value(self, value: str, *, is_right: bool = False) -> MarkedText:
        """What is said to one value."""
        said = [text for _rule, each, text in self.by_rule if each == value]
        self.by_rule = [each for each in self.by_rule if each[1] != value]
        own = joined(*self.by_value.pop(value, []), *said)
        return joined(own, self.right) if is_right else own

    def of_rule(self, rule: object, value: str, *, is_right: bool = False) -> MarkedText:
        """What is said where a rule scores: by itself, and by rules that only speak of its value.

        Two rules may accept the same number, one of them with a wider tolerance.
        """
        said = {id(text): text for each, _value, text in self.by_rule if each is rule}
        self.by_rule = [each for each in self.by_rule if each[0] is not rule]
        own = joined(*said.values(), *self.by_value.pop(value, []))
        return joined(own, self.right) if is_right else own

    def of_values(
        self, draft: Draft, values: Sequence[str], right: Sequence[bool], *, single: bool
    ) -> list[MarkedText]:
        """What is said to each option; [] where nothing is.

        With `single` one answer is right or wrong, so that what all of these hear goes to each.
        """
        said = [self.of_value(value) for value in values]
        if single and any(right):
            said = [
                joined(own, self.right if is_right else self.wrong)
                for own, is_right in zip(said, right, strict=True)
            ]
            self.right = self.wrong = _NONE
        elif self.right.text:
            self._leave_out(draft, self.right)
            self.right = _NONE
        return said if any(text.text for text in said) else []

    def of_prompt(self, response: str) -> MarkedText:
        """What is said about one pair of a matching item."""
        own = self.of_value(response)
        return self.by_prompt.pop(response, own)

    def explanation(self, draft: Draft) -> MarkedText:
        """What is said to everybody; names what is left out."""
        ruled = (text for _rule, _value, text in self.by_rule)
        unheard = chain(self.by_prompt.values(), *self.by_value.values(), ruled)
        for text in chain([self.wrong], self.hints, self.unknown, unheard):
            self._leave_out(draft, text)
        return joined(*self.general)

    @staticmethod
    def _leave_out(draft: Draft, text: MarkedText) -> None:
        if text.text:
            draft.note(
                N_("Feedback that belongs to no single answer, or a hint, was left out."),
                part="feedback",
                excerpt=text.words().text,
            )
