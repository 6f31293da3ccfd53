"""Marking again what was marked by a wrong key: the rules that a teacher chooses from. Pure.

They are those of the examining bodies: a key that was wrong is replaced, or the other answer is
taken as well (as in the revised keys of SSC and State commissions after objections); a question
that has no right answer is left out of the total (UPSC, "not evaluated"), or everybody gets its
marks (as the National Testing Agency and SSC give "bonus marks").
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction

from quizapp.domain.items import ItemContent
from quizapp.domain.keys import SingleKey
from quizapp.domain.marking import Mark, MarkingScheme, MarkReason, Outcome, mark
from quizapp.domain.responses import Response
from quizapp.errors import N_, InvalidInputError

__all__ = ["OPTION_RULES", "Regrade", "RegradeRule", "regrade_problem", "regraded", "with_new_key"]

_NOTHING = Fraction(0)


class RegradeRule(StrEnum):
    """What becomes of a question whose key was wrong."""

    NEW_KEY = "new-key"
    """Another option is right."""
    ACCEPT_BOTH = "accept-both"
    """Another option is right as well."""
    DROP = "drop"
    """It counts for nobody, and not in the total."""
    FULL_MARKS = "full-marks"
    """Everybody gets its marks, also who left it blank."""


OPTION_RULES = frozenset({RegradeRule.NEW_KEY, RegradeRule.ACCEPT_BOTH})
"""The rules that name an option; they are for single-best-answer items."""


@dataclass(frozen=True, slots=True)
class Regrade:
    """A rule, with the position of the option that it names, None where it names none."""

    rule: RegradeRule
    option: int | None = None

    def as_data(self) -> dict[str, object]:
        """Give it as JSON."""
        return {"rule": self.rule.value, "option": self.option}

    @classmethod
    def from_data(cls, data: Mapping[str, object]) -> "Regrade":
        """Read the JSON. Raises `ValueError` for an unknown rule."""
        option = data.get("option")
        return cls(RegradeRule(str(data["rule"])), option if isinstance(option, int) else None)


def regrade_problem(content: ItemContent, regrade: Regrade) -> InvalidInputError | None:
    """Say why an item cannot be marked again so; None where it can."""
    if regrade.rule not in OPTION_RULES:
        return None
    key = content.key
    if not isinstance(key, SingleKey):
        return InvalidInputError(
            N_("Only a question with one right option can get another; choose a different rule."),
            field="rule",
        )
    options = len(next(iter(content.texts.values())).options)
    if regrade.option is None or not 0 <= regrade.option < options:
        return InvalidInputError(N_("Choose the option that is right."), field="option")
    if regrade.option == key.option:
        return InvalidInputError(
            N_("This option is the key already; choose another one."), field="option"
        )
    return None


def with_new_key(content: ItemContent, regrade: Regrade) -> ItemContent:
    """Give the item with the key that a rule puts in the place of its own."""
    if regrade.rule is not RegradeRule.NEW_KEY or regrade.option is None:
        return content
    return replace(content, key=SingleKey(regrade.option))


def regraded(
    content: ItemContent, response: Response, scheme: MarkingScheme, regrade: Regrade | None
) -> Mark:
    """Give the mark of a response, by the rule where there is one.

    Of two keys that are accepted the better mark counts, so that nobody loses by it.
    """
    plain = mark(content, response, scheme)
    if regrade is None:
        return plain
    match regrade.rule:
        case RegradeRule.NEW_KEY:
            return mark(with_new_key(content, regrade), response, scheme)
        case RegradeRule.ACCEPT_BOTH:
            other = mark(
                with_new_key(content, Regrade(RegradeRule.NEW_KEY, regrade.option)),
                response,
                scheme,
            )
            return max(plain, other, key=lambda each: each.value)
        case RegradeRule.DROP:
            return Mark(_NOTHING, Outcome.NOT_ATTEMPTED, MarkReason.DROPPED, _NOTHING)
        case RegradeRule.FULL_MARKS:
            return Mark(scheme.right, Outcome.RIGHT, MarkReason.FULL_MARKS, scheme.right)
