"""A statement with a gap for its key: only for those who ask for it."""

from collections.abc import Sequence
from random import Random

from quizapp.domain.items import ItemFormat
from quizapp.generation.formats.composed import Composed
from quizapp.generation.selection import Candidate, KeyPlaces, lay_out

__all__ = ["GAP", "with_gap"]

GAP = "_____"
_OPENING = "Fill in the blank:"


def with_gap(of: Sequence[Candidate], rng: Random, options: int) -> Composed | None:
    """One fact, its key left out of the statement of it."""
    (candidate,) = of
    draft = candidate.draft
    laid = lay_out(candidate, options, KeyPlaces(rng))
    sentence = draft.statement.replace("{}", GAP)
    told = " ".join(draft.fact.sentence.text.split())
    return Composed(
        ItemFormat.CLOZE,
        f"{_OPENING} {sentence[:1].upper()}{sentence[1:]}",
        laid.options,
        laid.key,
        candidate.proposal.order,
        f"{draft.key}. The article says: \u201c{told}\u201d",
        (candidate,),
    )
