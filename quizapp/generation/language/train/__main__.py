"""`python -m quizapp.generation.language.train --corpora DIR --out DIR`: the whole recipe.

About two hours on one core. The corpora are those that the card of the model names. With
`--figures MODEL` nothing is trained; the figures of that model are printed.
"""

from __future__ import annotations

import argparse
import logging
from pathlib import Path
from typing import TYPE_CHECKING

from thinc.api import NumpyOps, set_current_ops

from quizapp.generation.language import loading
from quizapp.generation.language.train import figures, naming, networks, parsing
from quizapp.generation.language.train.learning import learn
from quizapp.generation.language.train.packing import pack

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.language import Language
    from spacy.tokens import Doc

SEED = 0
_SYNTAX_EPOCHS = 10
_NAMES_EPOCHS = 4
_log = logging.getLogger("quizapp.train")


def _trained(nlp: Language, documents: Sequence[Doc], epochs: float) -> Language:
    words = sum(len(document) for document in documents)
    _log.info("%s: %d documents, %d words", nlp.pipe_names, len(documents), words)
    for step, losses in learn(nlp, documents, epochs=epochs, rate=0.001, dropout=0.2, seed=SEED):
        shown = "  ".join(f"{name} {loss:.0f}" for name, loss in losses.items())
        _log.info("%6d  %s", step, shown)
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
        syntax, names = networks.syntax(SEED), networks.names(SEED)
        _trained(syntax, parsing.documents(asked.corpora, syntax.vocab, "train"), _SYNTAX_EPOCHS)
        _trained(names, naming.documents(asked.corpora, names, SEED), _NAMES_EPOCHS)
        pack(syntax, names, asked.out)
        model = asked.out
    nlp = loading.load(model)
    for line in (*figures.of_syntax(nlp, asked.corpora), *figures.of_names(nlp, asked.corpora)):
        _log.info("%s", line)


if __name__ == "__main__":
    main()
