"""How each question of a quiz did, as item analysis sees it: figures for finding faulty ones.

First attempts of each student count; who takes a quiz again knows its answers. As many queries for
a few attempts as for many.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Float, Select, Text, case, cast, func, select
from sqlalchemy.orm import Session

from quizapp.domain.attempts import AttemptState
from quizapp.domain.item_analysis import Doubt, OptionDraw, Sums, doubts_of
from quizapp.domain.items import ItemType
from quizapp.domain.marking import MarkReason, Outcome
from quizapp.domain.responses import Chosen, response_from
from quizapp.models import Attempt, ItemText, ItemVersion, Quiz, RegradeRecord, ResponseRecord

__all__ = ["ItemFigures", "figures_of"]


@dataclass(frozen=True, slots=True)
class ItemFigures:
    """What the answers say of an item.

    `options` are those of its version that most were asked, as the editor has them; empty for items
    that do not have one best option. `regraded` means that a regrade holds: it is settled, and
    nothing is said against it.
    """

    discrimination: float | None = None
    options: tuple[OptionDraw, ...] = ()
    doubts: frozenset[Doubt] = frozenset()
    regraded: bool = False


def figures_of(session: Session, quiz: Quiz) -> dict[int, ItemFigures]:
    """Give the figures of the items that were asked in a quiz, by the item's id."""
    discriminations = _discriminations(session, quiz)
    options = _options(session, quiz)
    ids = discriminations.keys() | options.keys()
    regraded = set(
        session.scalars(
            select(RegradeRecord.item_id).where(
                RegradeRecord.item_id.in_(ids),
                RegradeRecord.undone_at.is_(None),
                RegradeRecord.quizzes_of_id == quiz.owner_id,
            )
        )
    )
    figures = {}
    for item_id in ids:
        found, drawn = discriminations.get(item_id), options.get(item_id, ())
        settled = item_id in regraded
        doubts: frozenset[Doubt] = frozenset() if settled else doubts_of(found, drawn)
        figures[item_id] = ItemFigures(found, drawn, doubts, settled)
    return figures


#: An attempt's share in all of its paper but this response.
_REST = cast(Attempt.score_units - ResponseRecord.mark_units, Float) / cast(
    func.nullif(Attempt.maximum_units - ResponseRecord.maximum_units, 0), Float
)


def _first_attempts(statement: Select[Any], quiz: Quiz) -> Select[Any]:
    first = (
        select(func.min(Attempt.id))
        .where(Attempt.quiz_id == quiz.id, Attempt.state == AttemptState.SUBMITTED)
        .group_by(Attempt.user_id)
    )
    return statement.where(
        Attempt.id.in_(first),
        ResponseRecord.reason.not_in((MarkReason.DROPPED, MarkReason.FULL_MARKS)),
    )


def _discriminations(session: Session, quiz: Quiz) -> dict[int, float | None]:
    earned = case(
        (ResponseRecord.outcome == Outcome.RIGHT, 1.0),
        (
            ResponseRecord.outcome == Outcome.PARTIAL,
            cast(ResponseRecord.mark_units, Float) / cast(ResponseRecord.maximum_units, Float),
        ),
        else_=0.0,
    )
    pairs = _first_attempts(
        select(ItemVersion.item_id, earned.label("x"), _REST.label("y"))
        .select_from(ResponseRecord)
        .join(Attempt, Attempt.id == ResponseRecord.attempt_id)
        .join(ItemVersion, ItemVersion.id == ResponseRecord.item_version_id),
        quiz,
    ).subquery()
    x, y = pairs.c.x, pairs.c.y
    rows = session.execute(
        select(
            pairs.c.item_id,
            func.count(),
            *(func.sum(each) for each in (x, y, x * x, y * y, x * y)),
        )
        .where(y.is_not(None))
        .group_by(pairs.c.item_id)
    )
    return {
        item_id: Sums(count, *(float(each) for each in sums)).discrimination
        for item_id, count, *sums in rows
    }


def _options(session: Session, quiz: Quiz) -> dict[int, tuple[OptionDraw, ...]]:
    said = cast(ResponseRecord.response, Text)
    rows = session.execute(
        _first_attempts(
            select(
                ResponseRecord.item_version_id,
                said,
                func.count().label("times"),
                func.avg(_REST).label("rest"),
            )
            .join(Attempt, Attempt.id == ResponseRecord.attempt_id)
            .join(ItemVersion, ItemVersion.id == ResponseRecord.item_version_id)
            .where(ItemVersion.type == ItemType.SINGLE)
            .group_by(ResponseRecord.item_version_id, said),
            quiz,
        )
    ).all()
    drawn: dict[int, dict[int, tuple[int, float | None]]] = {}
    asked: dict[int, int] = {}
    for version_id, text, times, rest in rows:
        asked[version_id] = asked.get(version_id, 0) + times
        chosen = _one_chosen(text)
        if chosen is not None:
            drawn.setdefault(version_id, {})[chosen] = (times, rest)
    return {
        item_id: tuple(
            OptionDraw(place, *drawn.get(version_id, {}).get(place, (0, None)), place == key)
            for place in range(size)
        )
        for item_id, version_id, key, size in _versions_most_asked(session, asked)
    }


def _one_chosen(said: str) -> int | None:
    match response_from(json.loads(said)):
        case Chosen(options) if len(options) == 1:
            return next(iter(options))
        case _:
            return None


def _versions_most_asked(
    session: Session, asked: Mapping[int, int]
) -> Iterator[tuple[int, int, int, int]]:
    """Give of each item the version that most were asked: item, version, key, number of options."""
    rows = session.execute(
        select(ItemVersion.item_id, ItemVersion.id, ItemVersion.key, ItemText.options)
        .join(ItemText, ItemText.version_id == ItemVersion.id)
        .where(ItemVersion.id.in_(asked))
    ).all()
    best = {row.item_id: row for row in sorted(rows, key=lambda row: (asked[row.id], row.id))}
    for row in best.values():
        yield row.item_id, row.id, row.key["option"], len(row.options)
