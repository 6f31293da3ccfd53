"""Put facts together to questions of the formats that are asked for, each fact once."""

from collections.abc import Callable, Collection, Sequence
from random import Random

from quizapp.domain.difficulty import Difficulty
from quizapp.domain.items import ItemFormat
from quizapp.generation.difficulty import estimate_of
from quizapp.generation.formats.cloze import with_gap
from quizapp.generation.formats.composed import Composed, declarable
from quizapp.generation.formats.orders import in_order, is_dated
from quizapp.generation.formats.pairs import is_pair, matched
from quizapp.generation.formats.statements import how_many, not_correct, which
from quizapp.generation.selection import Candidate, choose

__all__ = ["COMPOSED", "Composed", "compose", "compose_some"]

_Fits = Callable[[Candidate], bool]
_Make = Callable[[Sequence[Candidate], Random, int], Composed | None]
_MAKERS: dict[ItemFormat, tuple[_Fits, _Make]] = {
    ItemFormat.PAIRS: (is_pair, matched),
    ItemFormat.ORDER: (is_dated, in_order),
    ItemFormat.STATEMENTS: (declarable, which),
    ItemFormat.HOW_MANY: (declarable, how_many),
    ItemFormat.NEGATIVE: (declarable, not_correct),
    ItemFormat.CLOZE: (declarable, with_gap),
}
"""Those that few facts fit come first."""
COMPOSED = frozenset(_MAKERS)
"""The formats that are made of statements of facts, most of them of several."""
_FACTS = 3
_ONE_IN = 5
_ALL = 200
"""More questions than an article gives."""


def compose_some(
    candidates: Sequence[Candidate],
    formats: Collection[ItemFormat],
    count: int,
    *,
    rng: Random,
    options: int,
    difficulties: Collection[Difficulty] | None,
) -> tuple[Composed, ...]:
    """The questions of several facts; beside direct ones one in five, of the half that ranks last.

    Where difficulties are asked for, those that are estimated to be of them.
    """
    others = COMPOSED & set(formats)
    if not others:
        return ()
    pool: Sequence[Candidate] = choose(candidates, _ALL)
    if ItemFormat.DIRECT in formats:
        pool = sorted(pool, key=lambda c: (c.rank, c.draft.fact.span))[: len(pool) // 2]
        count = max(1, count // _ONE_IN)
    if difficulties is None:
        return compose(pool, others, count, rng, options)
    return tuple(
        each
        for each in compose(pool, others, _ALL, rng, options)
        if estimate_of(each.of[0].draft, each.format, each.options, each.key) in difficulties
    )[:count]


def compose(
    pool: Sequence[Candidate],
    formats: Collection[ItemFormat],
    count: int,
    rng: Random,
    options: int,
) -> tuple[Composed, ...]:
    """Up to `count` questions of these formats from the pool, taking turns, no fact twice.

    Facts of one question stand in different sentences, so that none tells of another.
    """
    made: list[Composed] = []
    left = list(pool)
    turns = [form for form in _MAKERS if form in formats]
    while turns and len(made) < count:
        for form in tuple(turns):
            composed = _next(form, left, rng, options)
            if composed is None or len(made) == count:
                turns.remove(form)
                continue
            made.append(composed)
            left = [each for each in left if each not in composed.of]
    return tuple(made)


def _next(
    form: ItemFormat, left: Sequence[Candidate], rng: Random, options: int
) -> Composed | None:
    fits, make = _MAKERS[form]
    wanted = {ItemFormat.NEGATIVE: options, ItemFormat.CLOZE: 1}.get(form, _FACTS)
    taken: list[Candidate] = []
    for each in left:
        sentences = {other.draft.fact.sentence.index for other in taken}
        told = {other.draft.key for other in taken}
        if fits(each) and each.draft.fact.sentence.index not in sentences:
            if any(key in each.draft.statement for key in told):
                continue
            taken.append(each)
        if len(taken) == wanted:
            return make(taken, rng, options)
    if form is ItemFormat.STATEMENTS and len(taken) == _FACTS - 1:
        return make(taken, rng, options)
    return None
