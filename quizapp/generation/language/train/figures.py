"""The figures of the model card: parse and tags from raw text, names on what was held out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from spacy.tokens import Doc
from spacy.training import Example

from quizapp.generation.language.train import naming, parsing
from quizapp.generation.language.train.standing_in import plain_tree
from quizapp.generation.language.train.treebanks import gold, passages, read_documents

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from spacy.language import Language

_MARKED = re.compile(r"\[([^|\]]+)\|(\w+)\]")
_STRETCH = 180
"""Words of running text that the parser has to cut into sentences itself."""
_SYNTAX = (("UPOS", "pos_acc"), ("UAS", "dep_uas"), ("LAS", "dep_las"), ("sentences", "sents_f"))
_NAMES = ("PERSON", "ORG", "LOC")


def of_syntax(nlp: Language, corpora: Path, part: str = "test") -> Iterator[str]:
    """Two lines for each treebank: from raw text, and of its sentences as the engine shows them."""
    with nlp.select_pipes(disable=[p for p in ("sentencizer", "ner") if p in nlp.pipe_names]):
        for name in parsing.TREEBANKS:
            path = corpora / "ud" / name.format(part=part)
            documents = [gold(t, nlp.vocab) for t in passages(read_documents(path), _STRETCH)]
            scores = nlp.evaluate([Example(nlp.make_doc(doc.text), doc) for doc in documents])
            name_and_part = f"{path.name.split('-')[0]} {part}"
            yield f"{name_and_part}: {_shown(scores)}"
            trees = (plain_tree(tree) for trees in read_documents(path) for tree in trees)
            plain = [gold([tree], nlp.vocab) for tree in trees]
            scores = nlp.evaluate([Example(_sentence(nlp, doc), doc) for doc in plain])
            yield f"{name_and_part}, as the engine shows it: {_shown(scores)}"


def _shown(scores: dict[str, Any]) -> str:
    return "  ".join(f"{label} {scores[key] * 100:.1f}" for label, key in _SYNTAX)


def _sentence(nlp: Language, gold_document: Doc) -> Doc:
    words = [token.text for token in gold_document]
    starts: list[bool | int | None] = [position == 0 for position in range(len(words))]
    return Doc(nlp.vocab, words=words, sent_starts=starts)


def of_names(nlp: Language, corpora: Path) -> Iterator[str]:
    """A line for each test of names: precision, recall, F, and F by label."""
    tests = naming.held_out(corpora, nlp)
    for path in sorted((corpora / "recipe").glob("gold_blind*.txt")):
        tests[path.stem] = [_marked(line, nlp) for line in path.read_text("utf-8").splitlines()]
    with nlp.select_pipes(enable="ner"):
        for name, documents in tests.items():
            examples = [Example(Doc(nlp.vocab, [t.text for t in d]), d) for d in documents]
            scores = nlp.evaluate(examples)
            by_label = scores["ents_per_type"] or {}
            labels = "  ".join(f"{k} {by_label[k]['f']:.3f}" for k in _NAMES if k in by_label)
            total = "  ".join(f"{k} {scores[f'ents_{k.lower()}']:.3f}" for k in "PRF")
            yield f"{name}: {total}  ({labels})"


def _marked(line: str, nlp: Language) -> Doc:
    """The gold document of "[Asha Rao|PERSON] left [Pune|LOC]."."""
    text, names, at = "", [], 0
    for match in _MARKED.finditer(line):
        text += line[at : match.start()]
        names.append((len(text), len(text) + len(match[1]), match[2]))
        text += match[1]
        at = match.end()
    read = nlp.make_doc(text + line[at:])
    spans = [read.char_span(first, end, label=label) for first, end, label in names]
    read.ents = tuple(span for span in spans if span is not None)
    return read
