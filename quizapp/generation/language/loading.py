"""Load the trained pipeline, once and only when it is needed."""

from __future__ import annotations

import os
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
    """A pipeline from its folder, ready to compute.

    The matrices of a sentence are too small for threads: where several processes share the cores,
    waiting for one another costs them ten times the work. The library reads it when it is loaded.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    import spacy  # noqa: PLC0415 — a second of import time that only a generated article should cost

    nlp = spacy.load(folder)
    weights.widen(nlp)
    return nlp
