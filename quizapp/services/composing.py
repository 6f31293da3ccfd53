"""Composing a paper: questions of several sets become one set with the sections of an exam."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from random import Random

from sqlalchemy import select
from sqlalchemy.orm import Session

from quizapp.domain.difficulty import Difficulty
from quizapp.domain.sections import SECTIONS_MAXIMUM
from quizapp.errors import N_, InvalidInputError, Problem
from quizapp.models import Item, ItemStatus, ItemVersion, ItemVersionTopic, QuestionSetItem, User
from quizapp.services.ownership import Permission, find_set
from quizapp.services.sets import make_set
from quizapp.services.staleness import is_fresh

__all__ = ["PartChoice", "compose_set"]


@dataclass(frozen=True, slots=True)
class PartChoice:
    """Where the questions of a section come from.

    `topic` and `difficulty` are None for any. `questions` is how many are taken, drawn
    at random where there are more; None takes them all.
    """

    set_ids: tuple[int, ...]
    topic: str | None = None
    questions: int | None = None
    difficulty: Difficulty | None = None


def compose_set(
    session: Session,
    parts: Sequence[PartChoice],
    *,
    title: str,
    actor: User,
    now: datetime,
    rng: Random,
) -> int:
    """Make a set whose sections are filled from other sets, and return its id.

    The items are not copied: a question that is mended later is mended here, too. One that several
    sections could have goes to the first of them; those that went stale are left out.

    Raises:
        NotFoundError: a set that the actor may not use.
        InvalidInputError: field title; or parts.0.set_ids, parts.0.questions …: nothing is chosen,
            or there are too few questions.
    """
    if not 1 <= len(parts) <= SECTIONS_MAXIMUM:
        raise InvalidInputError(
            N_("A paper has 1 to %(maximum)d sections."),
            field="parts",
            maximum=SECTIONS_MAXIMUM,
        )
    for set_id in sorted({set_id for part in parts for set_id in part.set_ids}):
        find_set(session, set_id, actor, Permission.USE)
    problems: list[Problem] = []
    items: list[Item] = []
    sections: list[int] = []
    for place, part in enumerate(parts):
        found = _candidates(session, part, now, without={item.id for item in items})
        problem = _problem(part, len(found), place)
        if problem is not None:
            problems.append(problem)
            continue
        if part.questions is not None and part.questions < len(found):
            drawn = {item.id for item in rng.sample(found, part.questions)}
            found = [item for item in found if item.id in drawn]
        items += found
        sections += [place] * len(found)
    if problems:
        raise InvalidInputError.from_problems(problems)
    made = make_set(session, items, owner=actor, title=title, now=now, sections=sections)
    return made.id


def _problem(part: PartChoice, found: int, place: int) -> Problem | None:
    if not part.set_ids:
        return Problem(
            N_("Choose at least one set to take questions from."), {}, f"parts.{place}.set_ids"
        )
    wanted = 1 if part.questions is None else part.questions
    if found < wanted:
        return Problem(
            N_(
                "These sets have %(found)d such questions that no section before takes, and"
                " %(wanted)d are asked for. Stale ones are not counted. Choose more sets, another"
                " topic or difficulty, or fewer questions."
            ),
            {"found": found, "wanted": wanted},
            f"parts.{place}.questions",
        )
    return None


def _candidates(
    session: Session, part: PartChoice, now: datetime, *, without: set[int]
) -> list[Item]:
    statement = (
        select(Item, QuestionSetItem.set_id)
        .join(QuestionSetItem, QuestionSetItem.item_id == Item.id)
        .where(
            QuestionSetItem.set_id.in_(part.set_ids),
            Item.status.in_((ItemStatus.ACCEPTED, ItemStatus.PUBLISHED)),
            is_fresh(now),
        )
        .order_by(QuestionSetItem.set_id, QuestionSetItem.position)
    )
    if part.topic is not None or part.difficulty is not None:
        statement = statement.join(
            ItemVersion,
            (ItemVersion.item_id == Item.id) & (ItemVersion.number == Item.version_number),
        )
    if part.difficulty is not None:
        statement = statement.where(ItemVersion.difficulty == part.difficulty)
    if part.topic is not None:
        statement = statement.where(
            select(ItemVersionTopic.version_id)
            .where(
                ItemVersionTopic.version_id == ItemVersion.id, ItemVersionTopic.topic == part.topic
            )
            .exists()
        )
    found = dict.fromkeys(item for item, _set_id in session.execute(statement))
    return [item for item in found if item.id not in without]
