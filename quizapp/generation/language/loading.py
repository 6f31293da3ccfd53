"""Load the trained pipeline, once and only when it is needed."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language

MODEL = Path(__file__).with_name("model")


@cache
def pipeline() -> Language:
    """The pipeline of `model/`: sentences, tags, morphology, parse, lemmas, entities."""
    import spacy  # noqa: PLC0415 — a second of import time that only a generated article should cost

    return spacy.load(MODEL)
