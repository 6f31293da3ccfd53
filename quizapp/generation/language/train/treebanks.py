"""Read Universal Dependencies treebanks: files to trees, trees to gold documents."""

from __future__ import annotations

import lzma
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from spacy.tokens import Doc

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from spacy.vocab import Vocab

_COLUMNS = 10
_NEW_DOCUMENT = "# newdoc"
_ENTITY = re.compile(r"Entity=([^|]*)")


@dataclass(frozen=True, slots=True)
class Node:
    """A syntactic word of a treebank; `head` is a position in its sentence, its own for the root.

    `mentions` is what the treebank's `Entity` field opens and closes here.
    """

    form: str
    lemma: str
    pos: str
    tag: str
    features: str
    head: int
    relation: str
    space: bool
    mentions: str = ""


Tree = tuple[Node, ...]


def read_text(path: Path) -> str:
    """The text of a file, unpacked when its name ends in `.xz`."""
    if path.suffix == ".xz":
        with lzma.open(path, "rt", encoding="utf-8") as lines:
            return lines.read()
    return path.read_text(encoding="utf-8")


def read_documents(path: Path) -> Iterator[list[Tree]]:
    """The trees of each document of a CoNLL-U file."""
    trees: list[Tree] = []
    for block in read_text(path).split("\n\n"):
        lines = block.splitlines()
        if trees and any(line.startswith(_NEW_DOCUMENT) for line in lines):
            yield trees
            trees = []
        tree = _tree([line.split("\t") for line in lines if line and not line.startswith("#")])
        if tree:
            trees.append(tree)
    if trees:
        yield trees


def _tree(rows: Sequence[Sequence[str]]) -> Tree:
    nodes: list[Node] = []
    last_of_surface, space_after_surface = 0, True
    for row in rows:
        if len(row) != _COLUMNS or "." in row[0]:
            continue
        spaced = "SpaceAfter=No" not in row[9]
        if "-" in row[0]:
            last_of_surface, space_after_surface = int(row[0].split("-")[1]), spaced
            continue
        position = int(row[0])
        if position < last_of_surface:
            spaced = False
        elif position == last_of_surface:
            spaced = space_after_surface
        mention = _ENTITY.search(row[9])
        nodes.append(
            Node(
                form=row[1],
                lemma=row[1] if row[2] == "_" else row[2],
                pos=row[3],
                tag=row[4],
                features="" if row[5] == "_" else row[5],
                head=position - 1 if row[6] == "0" else int(row[6]) - 1,
                relation="ROOT" if row[6] == "0" else row[7],
                space=spaced,
                mentions=mention.group(1) if mention else "",
            )
        )
    return tuple(nodes)


def gold(trees: Sequence[Tree], vocab: Vocab) -> Doc:
    """A document with everything that the treebank says of these sentences."""
    nodes = [node for tree in trees for node in tree]
    offsets = [len(tree) for tree in trees]
    heads: list[int] = []
    starts: list[bool | int | None] = []
    spaces: list[bool] = []
    begin = 0
    for tree, length in zip(trees, offsets, strict=True):
        heads += [node.head + begin for node in tree]
        starts += [position == 0 for position in range(length)]
        spaces += [*(node.space for node in tree[:-1]), True]
        begin += length
    return Doc(
        vocab,
        words=[node.form for node in nodes],
        spaces=spaces,
        tags=[node.tag for node in nodes],
        pos=[node.pos for node in nodes],
        morphs=[node.features for node in nodes],
        lemmas=[node.lemma for node in nodes],
        heads=heads,
        deps=[node.relation for node in nodes],
        sent_starts=starts,
    )


def passages(documents: Iterable[Sequence[Tree]], words: int) -> Iterator[Sequence[Tree]]:
    """The documents cut into runs of sentences, of `words` words or one sentence."""
    for trees in documents:
        begin, length = 0, 0
        for end, tree in enumerate(trees):
            if length and length + len(tree) > words:
                yield trees[begin:end]
                begin, length = end, 0
            length += len(tree)
        yield trees[begin:]
