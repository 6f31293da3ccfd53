"""The pictures of a reading: checked, stored, and referred to by what is stored of them."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from quizapp.errors import InvalidInputError, Problem
from quizapp.interchange.banks import Action, BankItem, Finding, Reading, ReadItem, UnfinishedItem
from quizapp.services import images
from quizapp.services.images import Intake

__all__ = ["with_stored_pictures"]


def with_stored_pictures(session: Session, reading: Reading, *, now: datetime) -> Reading:
    """Store the pictures of a reading and have its items refer to them.

    A picture that cannot be stored is a finding of the item that shows it; an item that makes no
    sense without it becomes unfinished.
    """
    if not reading.images:
        return reading
    intake = images.take_in(session, reading.images, now=now)
    items: list[ReadItem] = []
    findings = list(reading.findings)
    for number, item in enumerate(reading.items):
        if not isinstance(item, BankItem) or not item.content.images:
            items.append(item)
            continue
        kept, problems, action = _with_pictures(item, intake)
        items.append(kept)
        findings += [Finding(each, action, item.place, number) for each in problems]
    return replace(reading, items=tuple(items), findings=tuple(findings))


def _with_pictures(item: BankItem, intake: Intake) -> tuple[ReadItem, tuple[Problem, ...], Action]:
    try:
        content, problems = images.rewritten(item.content, intake)
    except InvalidInputError as error:
        content = item.content
        unfinished = UnfinishedItem(
            texts=content.texts,
            problems=error.problems,
            type=content.type,
            key=content.key,
            format=content.format,
            text_format=content.text_format,
            place=item.place,
            id=item.id,
            category=item.category,
            stimulus=item.stimulus,
        )
        return unfinished, tuple(intake.problems.values()), Action.UNFINISHED
    return replace(item, content=content), problems, Action.CHANGED
