"""Wrong options: of the key's kind, sub-kind, form and era, plausible, and certainly wrong.

It may import `quizapp.domain`, `quizapp.generation.types`, `values` and `knowledge`. `figures` and
`dates` build values around the key, `names` takes siblings from the gazetteers, `kinship` says
which entries may never stand beside each other and which are alike.
"""

from collections.abc import Sequence
from random import Random

from quizapp.domain.items import OptionOrder
from quizapp.generation.distractors.dates import around_date
from quizapp.generation.distractors.figures import around_figure
from quizapp.generation.distractors.names import siblings
from quizapp.generation.types import Draft, Fact, Knowledge, Proposal
from quizapp.generation.values import DateValue, FigureValue

__all__ = ["propose"]


def propose(
    draft: Draft, *, facts: Sequence[Fact], knowledge: Knowledge, rng: Random, count: int
) -> Proposal:
    """Up to `count` wrong options, best first; see `types.Propose` for what is promised.

    Options with a value come from below and above the key in turn, the nearest first, so that the
    key can be given any place in the row.
    """
    value = draft.fact.value
    if isinstance(value, FigureValue):
        return Proposal(around_figure(draft, value, facts, rng, count), OptionOrder.ASCENDING)
    if isinstance(value, DateValue):
        return Proposal(around_date(draft, value, facts, rng, count), OptionOrder.ASCENDING)
    return Proposal(
        siblings(draft, value, facts, knowledge, rng=rng, count=count), OptionOrder.SHUFFLE
    )
