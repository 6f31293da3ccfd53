"""A question put together from several facts, and the statements that it is put together from."""

import re
from dataclasses import dataclass

from quizapp.domain.items import ItemFormat, OptionOrder
from quizapp.generation.selection import Candidate
from quizapp.generation.values import Bound, FigureValue
from quizapp.generation.wording import needs_article

__all__ = ["Composed", "Statement", "declarable", "said"]

_LONGEST = 30
"""Words of one statement."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement about a fact: as the article has it, or with one wrong option in its place."""

    candidate: Candidate
    text: str
    wrong: str = ""
    """The wrong option that stands for the key; empty in a true statement."""

    @property
    def true(self) -> bool:
        """Whether the article says so."""
        return not self.wrong


@dataclass(frozen=True, slots=True)
class Composed:
    """A question of several facts. `key` is the zero-based position of the right option."""

    format: ItemFormat
    stem: str
    options: tuple[str, ...]
    key: int
    order: OptionOrder
    explanation: str
    of: tuple[Candidate, ...]
    """The facts it is made of; the first is what it counts as asking for."""


def declarable(candidate: Candidate) -> bool:
    """Whether the fact can stand in a statement that is either true or false."""
    draft = candidate.draft
    value = draft.fact.value
    bounded = isinstance(value, FigureValue) and value.bound is not Bound.EXACT
    fits = bool(draft.statement) and len(draft.statement.split()) <= _LONGEST
    return fits and not bounded and bool(candidate.proposal.distractors)


def said(candidate: Candidate, *, true: bool) -> Statement:
    """The statement of a fact, true, or with the likeliest wrong option in the key's place."""
    wrong = "" if true else candidate.proposal.distractors[0]
    return Statement(
        candidate, _filled(candidate.draft.statement, wrong or candidate.draft.key), wrong
    )


def _filled(template: str, name: str) -> str:
    bare = not re.search(r"\bthe \{\}", template)
    shown = f"the {name}" if bare and needs_article(name) else name
    text = template.replace("{}", shown)
    return f"{text[:1].upper()}{text[1:]}"
