"""The syntax half of the recipe: its training documents and how long it learns from them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizapp.generation.language.train.standing_in import plain_tree
from quizapp.generation.language.train.treebanks import gold, passages, read_documents

if TYPE_CHECKING:
    from pathlib import Path

    from spacy.tokens import Doc
    from spacy.vocab import Vocab

TREEBANKS = ("en_ewt-ud-{part}.rebuilt.conllu.xz", "en_gum-open-{part}.conllu.xz")
PASSAGE = 90
"""Words. Longer documents cost the training of a transition system a second pass over each."""


def documents(corpora: Path, vocab: Vocab, part: str) -> list[Doc]:
    """The passages of both treebanks, and for training what the engine makes of their sentences."""
    out: list[Doc] = []
    for name in TREEBANKS:
        treebank = list(read_documents(corpora / "ud" / name.format(part=part)))
        out += [gold(trees, vocab) for trees in passages(treebank, PASSAGE)]
        if part == "train":
            plain = ((tree, plain_tree(tree)) for trees in treebank for tree in trees)
            out += [gold([made], vocab) for tree, made in plain if made != tree]
    return out
