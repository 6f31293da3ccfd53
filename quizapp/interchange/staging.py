"""A reading as JSON, so that it can be kept while a teacher looks at it."""

from collections.abc import Mapping
from typing import Any

from quizapp.domain.content_data import (
    content_as_data,
    content_from_data,
    images_as_data,
    images_from_data,
    stimulus_as_data,
    stimulus_from_data,
    texts_as_data,
    texts_from_data,
)
from quizapp.domain.items import ItemFormat, ItemType, TextFormat
from quizapp.domain.keys import key_from_data
from quizapp.errors import Problem
from quizapp.interchange.banks import (
    Action,
    BankItem,
    Finding,
    Place,
    ReadItem,
    UnfinishedItem,
)

__all__ = [
    "finding_as_data",
    "finding_from_data",
    "problem_as_data",
    "problem_from_data",
    "read_item_as_data",
    "read_item_from_data",
]


def read_item_as_data(item: ReadItem) -> dict[str, Any]:
    """Give an item of a reading as JSON."""
    common = {
        "id": item.id,
        "category": list(item.category),
        "place": _place_as_data(item.place),
        "stimulus": None if item.stimulus is None else stimulus_as_data(item.stimulus),
    }
    if isinstance(item, BankItem):
        return common | {"content": content_as_data(item.content)}
    return common | {
        "texts": texts_as_data(item.texts),
        "problems": list(map(problem_as_data, item.problems)),
        "type": None if item.type is None else item.type.value,
        "format": item.format.value,
        "text_format": item.text_format.value,
        "images": images_as_data(item.images),
        "key": None
        if item.key is None
        else {"type": item.key.type.value, "data": item.key.as_data()},
    }


def read_item_from_data(data: Mapping[str, Any]) -> ReadItem:
    """Read what `read_item_as_data` wrote."""
    stimulus = None if data["stimulus"] is None else stimulus_from_data(data["stimulus"])
    place, category = Place(**data["place"]), tuple(data["category"])
    if "content" in data:
        return BankItem(
            content=content_from_data(data["content"]),
            id=data["id"],
            category=category,
            place=place,
            stimulus=stimulus,
        )
    key = data["key"]
    return UnfinishedItem(
        texts=texts_from_data(data["texts"]),
        problems=tuple(map(problem_from_data, data["problems"])),
        type=None if data["type"] is None else ItemType(data["type"]),
        format=ItemFormat(data["format"]),
        text_format=TextFormat(data["text_format"]),
        images=images_from_data(data.get("images", ())),
        key=None if key is None else key_from_data(ItemType(key["type"]), key["data"]),
        id=data["id"],
        category=category,
        place=place,
        stimulus=stimulus,
    )


def finding_as_data(finding: Finding) -> dict[str, Any]:
    """Give a finding as JSON."""
    return {
        "problem": problem_as_data(finding.problem),
        "action": finding.action.value,
        "place": _place_as_data(finding.place),
        "item": finding.item,
        "excerpt": finding.excerpt,
    }


def finding_from_data(data: Mapping[str, Any]) -> Finding:
    """Read what `finding_as_data` wrote."""
    return Finding(
        problem_from_data(data["problem"]),
        Action(data["action"]),
        Place(**data["place"]),
        data["item"],
        data["excerpt"],
    )


def problem_as_data(problem: Problem) -> dict[str, Any]:
    """Give a problem as JSON; parameters that are no JSON become their text."""
    plain = (str, int, float, bool, type(None))
    return {
        "message": problem.message,
        "params": {
            name: value if isinstance(value, plain) else str(value)
            for name, value in problem.params.items()
        },
        "field": problem.field,
        "file": problem.file,
        "line": problem.line,
    }


def problem_from_data(data: Mapping[str, Any]) -> Problem:
    """Read what `problem_as_data` wrote."""
    return Problem(data["message"], data["params"], data["field"], data["file"], data["line"])


def _place_as_data(place: Place) -> dict[str, Any]:
    return {"line": place.line, "element": place.element, "file": place.file}
