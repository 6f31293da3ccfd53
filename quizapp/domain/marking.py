"""Marking: schemes as exact fractions; a key and a response give a mark with its reason.

Marks are `fractions.Fraction` throughout (−2/3 is not −0.67) and sums are exact. They are stored as
whole numbers of a `MarkUnit`, which fits every mark that a scheme, or several, can give.

The rules are those that exams print on their papers: one mark for the right option, a deduction for
a wrong one, and more than one option marked for a single best answer counts as wrong. Where a key
gives weights, a partly right answer earns its share of the mark. Some exams print a bubble "not
attempted" and deduct for a question on which nothing at all is marked.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from math import lcm
from typing import Self, assert_never

from quizapp.domain.items import ItemContent, letter
from quizapp.domain.judging import MarkReason, Outcome, judge
from quizapp.domain.keys import (
    Key,
    MatchingKey,
    MultipleKey,
    NumericKey,
    ShortAnswerKey,
    SingleKey,
    TrueFalseKey,
    parse_number,
)
from quizapp.domain.materials import raise_for
from quizapp.domain.responses import Blank, Chosen, Entered, Matched, NotAttempted, Response
from quizapp.errors import N_, InvalidInputError, Problem

__all__ = [
    "Mark",
    "MarkReason",
    "MarkUnit",
    "MarkingScheme",
    "Outcome",
    "Score",
    "ensure_may_respond",
    "format_mark",
    "mark",
    "parse_mark",
    "score",
]

MARK_MAXIMUM = 100
DENOMINATOR_MAXIMUM = 10_000
"""With `MARK_MAXIMUM`, the units of a paper of 2,000 items fit into a 32-bit integer."""

_MARK = re.compile(
    r"(?P<sign>[+-]?)(?P<whole>\d{1,7})(?:/(?P<below>\d{1,5})|\.(?P<decimals>\d{1,4}))?"
)
_NO_MARK = Fraction(0)


def parse_mark(text: str, *, field: str | None = None) -> Fraction:
    """Read a mark as people write it: "2", "-2/3", "−1/3", "0.25".

    Decimals are taken as they stand (0.33 is 33/100). Raises `InvalidInputError` with `field`.
    """
    found = _MARK.fullmatch(text.strip().replace("−", "-"))
    if found is None or not int(found["below"] or 1):
        raise InvalidInputError(
            N_("“%(text)s” is not a mark; write a whole number, a fraction or a decimal."),
            field=field,
            text=text[:40],
        )
    return Fraction(found[0])


def format_mark(value: Fraction) -> str:
    """Write a mark for people: "2", "1 1/3", "−2/3" (with a true minus sign)."""
    whole, rest = divmod(abs(value.numerator), value.denominator)
    parts = [str(whole)] if whole or not rest else []
    if rest:
        parts.append(f"{rest}/{value.denominator}")
    return ("−" if value < 0 else "") + " ".join(parts)


@dataclass(frozen=True, slots=True)
class MarkUnit:
    """The unit in which marks are stored: 1/denominator of a mark."""

    denominator: int

    @classmethod
    def of(cls, schemes: Iterable["MarkingScheme"], keys: Iterable[Key] = ()) -> Self:
        """Give the largest unit that all marks for these keys under the schemes are counted in.

        A paper whose sections have 1, 6/7 and 8/7 for a right answer and deduct a quarter of it is
        counted in 1/28; with an item whose four pairs earn a quarter each, in 1/112.
        """
        weights = lcm(*(key.denominator for key in keys))
        return cls(weights * lcm(*(scheme.denominator for scheme in schemes)))

    def to_units(self, value: Fraction) -> int:
        """Count the value in units. Raises `ValueError` when it is not a whole number of them."""
        units = value * self.denominator
        if units.denominator != 1:
            message = f"{value} is not a whole number of 1/{self.denominator}"
            raise ValueError(message)
        return units.numerator

    def from_units(self, units: int) -> Fraction:
        """Give the value of so many units."""
        return Fraction(units, self.denominator)


@dataclass(frozen=True, slots=True)
class MarkingScheme:
    """What each outcome is worth, in marks.

    `blank` is for nothing marked at all. `not_attempted` is for the bubble of that name; None where
    the exam prints no such bubble. Where more than the share `disqualify_unmarked_over` (0–1) of
    the items have nothing marked at all, the paper is not counted. Whole numbers may be given as
    `int`. Raises `InvalidInputError` unless right > 0 ≥ wrong, and 0 ≥ not attempted ≥ blank.
    """

    right: Fraction
    wrong: Fraction = _NO_MARK
    blank: Fraction = _NO_MARK
    not_attempted: Fraction | None = None
    disqualify_unmarked_over: Fraction | None = None

    def __post_init__(self) -> None:
        for name in ("right", "wrong", "blank", "not_attempted", "disqualify_unmarked_over"):
            value = getattr(self, name)
            if isinstance(value, int):
                object.__setattr__(self, name, Fraction(value))
            elif value is not None and not isinstance(value, Fraction):
                message = f"{name} must be an exact fraction, not {value!r}"
                raise TypeError(message)
        raise_for(self._problems())

    def _problems(self) -> Iterator[Problem]:
        if not 0 < self.right <= MARK_MAXIMUM:
            yield Problem(
                N_("A right answer must give more than 0 and at most %(maximum)d marks."),
                {"maximum": MARK_MAXIMUM},
                "right",
            )
        deductions = {"wrong": self.wrong, "blank": self.blank}
        if self.not_attempted is not None:
            deductions["not_attempted"] = self.not_attempted
        for name, value in deductions.items():
            if not -MARK_MAXIMUM <= value <= 0:
                yield Problem(
                    N_("This must be 0 or a deduction of at most %(maximum)d marks."),
                    {"maximum": MARK_MAXIMUM},
                    name,
                )
        if self.not_attempted is not None and self.not_attempted < self.blank:
            yield Problem(
                N_("“Not attempted” must not cost more than leaving the question blank."),
                field="not_attempted",
            )
        share = self.disqualify_unmarked_over
        if share is not None and not 0 <= share < 1:
            yield Problem(
                N_("The share of unmarked questions that disqualifies must be from 0 to below 1."),
                field="disqualify_unmarked_over",
            )
        if self.denominator > DENOMINATOR_MAXIMUM:
            yield Problem(
                N_("These fractions have no common denominator up to %(maximum)d; simplify them."),
                {"maximum": DENOMINATOR_MAXIMUM},
                "right",
            )

    @property
    def has_not_attempted(self) -> bool:
        """Whether students have the bubble "not attempted"."""
        return self.not_attempted is not None

    @property
    def denominator(self) -> int:
        """The least common denominator of all whole marks that the scheme gives."""
        bubble = _NO_MARK if self.not_attempted is None else self.not_attempted
        marks = (self.right, self.wrong, self.blank, bubble)
        return lcm(*(value.denominator for value in marks))

    @property
    def unit(self) -> MarkUnit:
        """The unit in which marks of this scheme are stored."""
        return MarkUnit(self.denominator)

    def to_units(self, value: Fraction) -> int:
        """Count the value in the scheme's unit, as `MarkUnit.to_units` does."""
        return self.unit.to_units(value)

    def from_units(self, units: int) -> Fraction:
        """Give the value of so many of the scheme's units."""
        return self.unit.from_units(units)

    def worth(self, right: Fraction) -> Self:
        """Give the same scheme in proportion, for items worth `right` marks each.

        Raises `InvalidInputError` where that makes no sense as a scheme.
        """
        factor = right / self.right
        bubble = None if self.not_attempted is None else self.not_attempted * factor
        return replace(
            self,
            right=right,
            wrong=self.wrong * factor,
            blank=self.blank * factor,
            not_attempted=bubble,
        )

    def as_data(self) -> dict[str, str | None]:
        """Give the scheme as JSON, fractions as text: `{"right": "2", "wrong": "-2/3", …}`."""
        bubble, share = self.not_attempted, self.disqualify_unmarked_over
        return {
            "right": str(self.right),
            "wrong": str(self.wrong),
            "blank": str(self.blank),
            "not_attempted": None if bubble is None else str(bubble),
            "disqualify_unmarked_over": None if share is None else str(share),
        }

    @classmethod
    def from_data(cls, data: Mapping[str, object]) -> Self:
        """Read what `as_data` wrote; all but "right" may be missing. Raises `InvalidInputError`."""
        optional = {
            name: _read_mark(data, name)
            for name in ("wrong", "blank", "not_attempted", "disqualify_unmarked_over")
            if data.get(name) is not None
        }
        return cls(right=_read_mark(data, "right"), **optional)


def _read_mark(data: Mapping[str, object], name: str) -> Fraction:
    return parse_mark(str(data.get(name, "")), field=name)


@dataclass(frozen=True, slots=True)
class Mark:
    """The mark of one response. `maximum` is what a right one would have given."""

    value: Fraction
    outcome: Outcome
    reason: MarkReason
    maximum: Fraction


def mark(content: ItemContent, response: Response, scheme: MarkingScheme) -> Mark:
    """Give the mark of a response with its reason.

    A partly right answer earns its share of the mark and loses nothing. "Not attempted" under a
    scheme without that bubble marks no option, and so counts as blank.
    """
    outcome, reason, weight = judge(content.key, response)
    if outcome is Outcome.NOT_ATTEMPTED and scheme.not_attempted is None:
        outcome, reason = Outcome.BLANK, MarkReason.BLANK
    if outcome is Outcome.BLANK and scheme.blank < 0:
        reason = MarkReason.BLANK_PENALISED
    return Mark(_value(outcome, weight, scheme), outcome, reason, scheme.right)


def _value(outcome: Outcome, weight: Fraction, scheme: MarkingScheme) -> Fraction:
    match outcome:
        case Outcome.RIGHT | Outcome.PARTIAL:
            return scheme.right * weight
        case Outcome.WRONG:
            return scheme.wrong
        case Outcome.BLANK:
            return scheme.blank
        case Outcome.NOT_ATTEMPTED:
            return scheme.blank if scheme.not_attempted is None else scheme.not_attempted
        case _ as unreachable:
            assert_never(unreachable)


def ensure_may_respond(content: ItemContent, response: Response, scheme: MarkingScheme) -> None:
    """Raise `InvalidInputError` (field "response") for what this item cannot be answered with.

    Two options marked on a single-best-answer item can: they are marked as wrong.
    """
    match response:
        case Blank():
            return
        case NotAttempted():
            if not scheme.has_not_attempted:
                raise InvalidInputError(
                    N_("This quiz has no “not attempted”; leave the question blank instead."),
                    field="response",
                )
        case Chosen() | Entered() | Matched():
            _ensure_fits(content, response)
        case _ as unreachable:
            assert_never(unreachable)


def _ensure_fits(content: ItemContent, response: Chosen | Entered | Matched) -> None:
    match content.key, response:
        case (SingleKey() | MultipleKey() | TrueFalseKey(), Chosen(options)):
            if max(options) >= content.options:
                raise InvalidInputError(
                    N_("This question has the options A to %(last)s; choose one of them."),
                    field="response",
                    last=letter(content.options - 1),
                )
        case NumericKey(), Entered(text):
            parse_number(text, field="response")
        case ShortAnswerKey(), Entered():
            return
        case MatchingKey(), Matched(pairs):
            last_prompt, last_option = map(max, zip(*pairs, strict=True))
            if last_prompt >= content.prompts or last_option >= content.options:
                raise InvalidInputError(
                    N_("This question has no such things to match."), field="response"
                )
        case _:
            raise InvalidInputError(
                N_("This question cannot be answered in this way."), field="response"
            )


@dataclass(frozen=True, slots=True)
class Score:
    """The sum of the marks of a paper or a part of it; marks are exact, the rest counts items.

    `lost_to_wrong` and `lost_to_blank` are what was deducted, as numbers ≥ 0. A disqualified paper
    keeps its figures; they just do not count.
    """

    total: Fraction
    maximum: Fraction
    lost_to_wrong: Fraction
    lost_to_blank: Fraction
    right: int
    wrong: int
    blank: int
    not_attempted: int
    partial: int = 0
    disqualified: bool = False

    @property
    def items(self) -> int:
        """How many items were marked."""
        return self.attempted + self.blank + self.not_attempted

    @property
    def attempted(self) -> int:
        """How many items were answered, right, partly right or wrong."""
        return self.right + self.partial + self.wrong

    @property
    def percent(self) -> Fraction:
        """The total in per cent of the maximum, exact; below 0 where deductions outweigh.

        0 where nothing was marked.
        """
        return 100 * self.total / self.maximum if self.maximum else Fraction(0)

    @property
    def accuracy(self) -> Fraction | None:
        """The share (0–1) of answered items that are wholly right; None where none was answered."""
        return Fraction(self.right, self.attempted) if self.attempted else None

    def qualifies(self, percent: Fraction) -> bool:
        """Whether the score reaches a qualifying percentage; compared exactly, never rounded."""
        return not self.disqualified and self.percent >= percent


def score(marks: Iterable[Mark], *, disqualify_unmarked_over: Fraction | None = None) -> Score:
    """Add up marks, of one scheme or of several (sections).

    With the share of the same name of a `MarkingScheme`, the score knows whether it counts.
    "Unmarked" are items on which neither an option nor "not attempted" is marked. What was dropped
    from the paper is no item of it.
    """
    marks = tuple(each for each in marks if each.reason is not MarkReason.DROPPED)
    counts = Counter(each.outcome for each in marks)
    unmarked, allowed = counts[Outcome.BLANK], disqualify_unmarked_over
    return Score(
        total=sum((each.value for each in marks), _NO_MARK),
        maximum=sum((each.maximum for each in marks), _NO_MARK),
        lost_to_wrong=_lost(marks, {Outcome.WRONG}),
        lost_to_blank=_lost(marks, {Outcome.BLANK, Outcome.NOT_ATTEMPTED}),
        right=counts[Outcome.RIGHT],
        wrong=counts[Outcome.WRONG],
        blank=unmarked,
        not_attempted=counts[Outcome.NOT_ATTEMPTED],
        partial=counts[Outcome.PARTIAL],
        disqualified=allowed is not None and unmarked > allowed * len(marks),
    )


def _lost(marks: Iterable[Mark], outcomes: set[Outcome]) -> Fraction:
    return sum((-each.value for each in marks if each.outcome in outcomes), _NO_MARK)
