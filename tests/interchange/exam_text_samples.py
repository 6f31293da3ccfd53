"""Sample papers, and what is read of them, as data that a person can check."""

import json
from pathlib import Path
from typing import Any

from quizapp.interchange.banks import BankItem, Reading, ReadItem, SourceFile
from quizapp.interchange.exam_text.text_file import read

SAMPLES = Path(__file__).parent / "samples" / "exam_text"


def read_sample(name: str) -> Reading:
    path = SAMPLES / f"{name}.txt"
    return read(SourceFile(path.read_bytes(), path.name))


def read_text(text: str) -> Reading:
    return read(SourceFile(text.encode(), "paper.txt"))


def expected(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((SAMPLES / f"{name}.json").read_text("utf-8"))
    return found


def as_data(reading: Reading) -> dict[str, Any]:
    return {
        "title": reading.title,
        "items": list(map(_item, reading.items)),
        "findings": [
            f"{finding.action.value} {finding.place.line}: {finding.problem.text}"
            for finding in reading.findings
        ],
    }


def _item(item: ReadItem) -> dict[str, Any]:
    complete = isinstance(item, BankItem)
    texts = item.content.texts if isinstance(item, BankItem) else item.texts
    key = item.content.key if isinstance(item, BankItem) else item.key
    data: dict[str, Any] = {
        "id": item.id,
        "line": item.place.line,
        "format": (item.content.format if isinstance(item, BankItem) else item.format).value,
        "key": None if key is None else {"type": key.type.value, **key.as_data()},
    }
    if item.category:
        data["category"] = list(item.category)
    if item.stimulus is not None:
        data["stimulus"] = {
            "kind": item.stimulus.kind.value,
            **{language: text.body for language, text in item.stimulus.texts.items()},
        }
    if isinstance(item, BankItem) and item.content.source is not None:
        data["source"] = item.content.source.title
    if not complete:
        data["problems"] = [problem.text for problem in item.problems]
    for language, text in texts.items():
        data[language] = [text.stem, list(text.options)]
        if text.explanation:
            data[language].append(text.explanation)
    return data
