"""Characters that turn the direction of writing: taken out of whatever a file brings.

English and Hindi need none of them, and with them a text or a file's name reads as something that
it is not. The characters are those with the property Bidi_Control of Unicode (UAX 44).
"""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import Any, TypeVar, cast

from quizapp.domain.materials import Stimulus
from quizapp.errors import N_, InvalidInputError, Problem
from quizapp.interchange.banks import (
    Action,
    BankItem,
    Finding,
    Reading,
    ReadItem,
    UnfinishedItem,
)

__all__ = ["BIDI_CONTROLS", "one_direction", "without_bidi_controls"]

BIDI_CONTROLS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_TAKEN_OUT = dict.fromkeys(map(ord, BIDI_CONTROLS))

Value = TypeVar("Value")


def one_direction(reading: Reading, filename: str) -> Reading:
    """Take the characters out of a reading; each question that had some gets a finding.

    A question that is not complete without them, such as one with an option of nothing else, is
    unfinished. Items that share a stimulus still do.
    """
    stimuli: dict[int, Stimulus | None] = {}
    items, found = [], []
    for position, item in enumerate(reading.items):
        cleaned = _cleaned_item(item, stimuli)
        items.append(cleaned)
        if cleaned is not item:
            problem = Problem(
                N_("Characters that turn the direction of writing were taken out."),
                file=filename,
                line=item.place.line or None,
            )
            action = Action.CHANGED if type(cleaned) is type(item) else Action.UNFINISHED
            found.append(Finding(problem, action, cleaned.place, position))
    return replace(
        reading,
        items=tuple(items),
        findings=(*without_bidi_controls(reading.findings), *found),
        title=without_bidi_controls(reading.title),
        details=without_bidi_controls(reading.details),
    )


def without_bidi_controls(value: Value) -> Value:
    """Give the value with the characters taken out of all texts in it; itself if there are none.

    Raises `InvalidInputError` where a part of it is not valid without them.
    """
    if isinstance(value, Enum):
        return value
    changed: Any = value
    if isinstance(value, str):
        changed = value if value.isascii() else value.translate(_TAKEN_OUT)
    elif isinstance(value, tuple):
        changed = tuple(map(without_bidi_controls, value))
    elif isinstance(value, Mapping):
        changed = {key: without_bidi_controls(each) for key, each in value.items()}
    elif is_dataclass(value) and not isinstance(value, type):
        parts = {part.name: getattr(value, part.name) for part in fields(value) if part.init}
        others = {
            name: other
            for name, part in parts.items()
            if (other := without_bidi_controls(part)) is not part
        }
        return cast("Value", replace(value, **others)) if others else value
    return value if changed == value else cast("Value", changed)


def _cleaned_item(item: ReadItem, stimuli: dict[int, Stimulus | None]) -> ReadItem:
    whole = item.stimulus
    if whole is not None and id(whole) not in stimuli:
        stimuli[id(whole)] = _cleaned_stimulus(whole)
    stimulus = None if whole is None else stimuli[id(whole)]
    bare = replace(item, stimulus=None)
    try:
        cleaned = without_bidi_controls(bare)
    except InvalidInputError as error:
        cleaned = _unfinished(bare, error)
    if cleaned is bare and stimulus is whole:
        return item
    return replace(cleaned, stimulus=stimulus)


def _cleaned_stimulus(stimulus: Stimulus) -> Stimulus | None:
    try:
        return without_bidi_controls(stimulus)
    except InvalidInputError:
        # There was nothing to be seen in it.
        return None


def _unfinished(item: ReadItem, error: InvalidInputError) -> ReadItem:
    if not isinstance(item, BankItem):
        raise error
    content = item.content
    return UnfinishedItem(
        texts=without_bidi_controls(content.texts),
        problems=tuple(error.problems),
        type=content.type,
        key=content.key,
        format=content.format,
        text_format=content.text_format,
        images=content.images,
        place=without_bidi_controls(item.place),
        id=without_bidi_controls(item.id),
        category=without_bidi_controls(item.category),
    )
