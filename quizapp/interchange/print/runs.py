"""Runs of characters in one style: what lines are made of."""

from dataclasses import dataclass

__all__ = ["Run"]


@dataclass(frozen=True, slots=True)
class Run:
    """Characters in one style; `shift` is 1 for raised, -1 for lowered ones, which are smaller."""

    text: str
    bold: bool = False
    italic: bool = False
    shift: int = 0
