"""The pictures of a reading: checked, stored, and referred to by what is stored of them."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from quizapp.errors import InvalidInputError, Problem
from quizapp.interchange.banks import Action, Finding, Reading, ReadItem, UnfinishedItem
from quizapp.services import images
from quizapp.services.images import Checked, Intake

__all__ = ["with_stored_pictures"]


def with_stored_pictures(
    session: Session, reading: Reading, *, now: datetime, checked: Checked | None = None
) -> Reading:
    """Store the pictures of a reading and have its items refer to them.

    A picture that cannot be stored is a finding of the item that shows it; an item that makes no
    sense without it becomes unfinished.
    """
    if not reading.images:
        return reading
    intake = images.take_in(session, reading.images, now=now, checked=checked)
    items: list[ReadItem] = []
    findings = list(reading.findings)
    for number, item in enumerate(reading.items):
        kept, problems, action = _with_pictures(item, intake)
        items.append(kept)
        findings += [Finding(each, action, item.place, number) for each in problems]
    return replace(reading, items=tuple(items), findings=tuple(findings))


def _with_pictures(item: ReadItem, intake: Intake) -> tuple[ReadItem, tuple[Problem, ...], Action]:
    if isinstance(item, UnfinishedItem):
        kept, problems = images.referring(item.images, intake)
        return replace(item, images=kept), problems, Action.CHANGED
    content = item.content
    try:
        changed, problems = images.rewritten(content, intake)
    except InvalidInputError as error:
        kept, problems = images.referring(content.images, intake)
        unfinished = UnfinishedItem(
            texts=content.texts,
            problems=error.problems,
            type=content.type,
            key=content.key,
            format=content.format,
            text_format=content.text_format,
            images=kept,
            place=item.place,
            id=item.id,
            category=item.category,
            stimulus=item.stimulus,
        )
        return unfinished, problems, Action.UNFINISHED
    return replace(item, content=changed), problems, Action.CHANGED
