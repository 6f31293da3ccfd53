"""Load the trained pipeline, once and only when it is needed."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from quizapp.generation.language import weights

if TYPE_CHECKING:
    from spacy.language import Language

MODEL = Path(__file__).with_name("model")


@cache
def pipeline() -> Language:
    """The pipeline of `model/`: sentences, tags, morphology, parse, lemmas, entities."""
    return load(MODEL)


def load(folder: Path) -> Language:
    """A pipeline from its folder, ready to compute."""
    import spacy  # noqa: PLC0415 — a second of import time that only a generated article should cost

    nlp = spacy.load(folder)
    weights.widen(nlp)
    return nlp
