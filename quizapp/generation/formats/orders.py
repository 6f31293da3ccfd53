"""Events to be put in the order of time."""

import re
from collections.abc import Sequence
from itertools import permutations
from random import Random

from quizapp.domain.items import FactKind, ItemFormat, OptionOrder
from quizapp.generation.formats.composed import Composed
from quizapp.generation.selection import Candidate
from quizapp.generation.values import DateValue

__all__ = ["in_order", "is_dated"]

_DATED = re.compile(r"(?:^[Ii]n \{\}, | (?:in|on) \{\})")
_OTHER_TIME = re.compile(r"\b(?:1[5-9]|20)\d\d\b|^As |^In ")


def is_dated(candidate: Candidate) -> bool:
    """Whether the fact is the year or day of an event that can be told without it."""
    value = candidate.draft.fact.value
    dated = candidate.draft.fact.kind is FactKind.DATE and isinstance(value, DateValue)
    return dated and bool(_event(candidate))


def _event(candidate: Candidate) -> str:
    template = candidate.draft.statement
    event = _DATED.sub("", template, count=1)
    if event == template or "{}" in event or _OTHER_TIME.search(event):
        return ""
    return f"{event[:1].upper()}{event[1:]}"


def _when(candidate: Candidate) -> tuple[int, int, int]:
    value = candidate.draft.fact.value
    if not isinstance(value, DateValue):
        return (0, 0, 0)
    return (value.year or 0, value.month or 0, value.day or 0)


def in_order(of: Sequence[Candidate], rng: Random, options: int) -> Composed | None:
    """As in "Arrange the following events in chronological order", three or four of them."""
    years = [_when(each)[0] for each in of]
    if len(of) < 3 or 0 in years or len(set(years)) < len(years):  # noqa: PLR2004 — two are no order
        return None
    shown = list(of)
    rng.shuffle(shown)
    right = tuple(sorted(range(len(shown)), key=lambda i: _when(shown[i])))
    others = [order for order in permutations(range(len(shown))) if order != right]
    codes = [right, *rng.sample(others, options - 1)]
    rng.shuffle(codes)
    lines = [f"{number}. {_event(each)}" for number, each in enumerate(shown, start=1)]
    told = "; ".join(f"{i + 1} \u2013 {shown[i].draft.key}" for i in right)
    sentences = " ".join(" ".join(each.draft.fact.sentence.text.split()) for each in shown)
    return Composed(
        ItemFormat.ORDER,
        "\n".join(
            [
                "Consider the following events:",
                *lines,
                "What is their chronological order, from the earliest to the latest?",
            ]
        ),
        tuple(" \u2013 ".join(str(i + 1) for i in code) for code in codes),
        codes.index(right),
        OptionOrder.SHUFFLE,
        f"The dates: {told}. The article says: \u201c{sentences}\u201d",
        tuple(shown),
    )
