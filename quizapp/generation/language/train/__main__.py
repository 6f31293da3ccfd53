"""`python -m quizapp.generation.language.train --corpora DIR --out DIR`: the whole recipe.

The recogniser of the first experiment (`model-first.tar.xz` of the corpora) learns on, some four
minutes on one core; tags and parse are learnt anew, twenty minutes more. What comes out is
measured, and is the model that ships. With `--figures MODEL` only that model is measured.
"""

from __future__ import annotations

import argparse
import logging
from pathlib import Path
from typing import TYPE_CHECKING

from thinc.api import NumpyOps, set_current_ops

from quizapp.generation.language import loading
from quizapp.generation.language.train import figures, naming, networks, parsing
from quizapp.generation.language.train.learning import Course, learn
from quizapp.generation.language.train.packing import pack

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.language import Language
    from spacy.tokens import Doc

SEED = 0
_SYNTAX = Course(epochs=10, rate=0.001, seed=0)
_NAMES = Course(epochs=2, rate=0.0005, seed=0)
_log = logging.getLogger("quizapp.train")


def _teach(nlp: Language, documents: Sequence[Doc], course: Course, *, fresh: bool) -> None:
    words = sum(len(document) for document in documents)
    _log.info("%s: %d documents, %d words", nlp.pipe_names, len(documents), words)
    for step, losses in learn(nlp, documents, course, fresh=fresh):
        shown = "  ".join(f"{name} {loss:.0f}" for name, loss in losses.items())
        _log.info("%6d  %s", step, shown)


def _syntax(corpora: Path) -> Language:
    nlp = networks.syntax(SEED)
    _teach(nlp, parsing.documents(corpora, nlp.vocab, "train"), _SYNTAX, fresh=True)
    return nlp


def main(arguments: Sequence[str] | None = None) -> None:
    """Train, pack and measure, or only measure."""
    parser = argparse.ArgumentParser(prog="python -m quizapp.generation.language.train")
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--out", type=Path, help="where the packed model goes")
    parser.add_argument("--figures", type=Path, metavar="MODEL", help="only measure this model")
    asked = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    set_current_ops(NumpyOps(use_blis=False))
    model = asked.figures
    if model is None:
        if asked.out is None:
            parser.error("--out or --figures is needed")
        first = networks.first(asked.corpora / "model-first.tar.xz")
        names = networks.blank(SEED)
        names.add_pipe("ner", source=first)
        _teach(names, naming.documents(asked.corpora, names, SEED), _NAMES, fresh=False)
        pack(_syntax(asked.corpora), names, asked.out)
        model = asked.out
    nlp = loading.load(model)
    for line in (*figures.of_syntax(nlp, asked.corpora), *figures.of_names(nlp, asked.corpora)):
        _log.info("%s", line)


if __name__ == "__main__":
    main()
