"""Question files that nobody on this project wrote; see CONTRIBUTING.md."""

import os
from pathlib import Path

import pytest

from quizapp.interchange.banks import Action, BankItem, Reading, SourceFile

__all__ = ["external_file", "shape_of"]


def external_file(path: str) -> SourceFile:
    """Read a file of the folder that `QUIZAPP_EXTERNAL_FIXTURES` names, or skip the test."""
    folder = os.environ.get("QUIZAPP_EXTERNAL_FIXTURES")
    if folder is None:
        pytest.skip("QUIZAPP_EXTERNAL_FIXTURES is not set, so there are no files of others to read")
    file = Path(folder) / path
    return SourceFile(file.read_bytes(), file.name)


def shape_of(reading: Reading) -> dict[str, int]:
    """Count the complete items by type, the unfinished ones, and what was left out."""
    counts: dict[str, int] = {}
    for item in reading.items:
        name = item.content.type.value if isinstance(item, BankItem) else "unfinished"
        counts[name] = counts.get(name, 0) + 1
    left_out = sum(finding.action is Action.LEFT_OUT for finding in reading.findings)
    return counts | ({"left out": left_out} if left_out else {})
