"""Put the trained halves together into the pipeline that ships, and make it small."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING, Any

import spacy

from quizapp.generation.language import loading, weights

if TYPE_CHECKING:
    from pathlib import Path

    from spacy.language import Language

_CARD = ("README.md", "LICENSE")


def pack(syntax: Language, names: Language, out: Path) -> None:
    """Write the pipeline: sentencizer, encoder, tags, parse, lemmas, names.

    The tables of the lemmatizer, the card and the licence are those of the shipped model.
    """
    syntax.add_pipe("lemmatizer", config={"mode": "rule", "overwrite": True})
    lemmatizer: Any = syntax.get_pipe("lemmatizer")
    lemmatizer.from_disk(loading.MODEL / "lemmatizer", exclude=["vocab"])
    syntax.add_pipe("ner", source=names)
    syntax.add_pipe("sentencizer", first=True)
    syntax.meta.update(
        name="quizapp", version="1.0.0", license="CC BY-SA 4.0", description="See README.md."
    )
    syntax.meta["performance"] = {}
    shutil.rmtree(out, ignore_errors=True)
    syntax.to_disk(out)
    _prune_strings(syntax, out / "vocab" / "strings.json")
    weights.narrow(out)
    for name in _CARD:
        if (loading.MODEL / name).is_file():
            shutil.copyfile(loading.MODEL / name, out / name)


def _prune_strings(nlp: Language, path: Path) -> None:
    """Keep the strings that the labels are made of; the words of the corpora are not needed."""
    kept = set(spacy.blank("en").vocab.strings)
    for name in nlp.pipe_names:
        for label in getattr(nlp.get_pipe(name), "labels", ()):
            kept.add(label)
            for field in label.split("|"):
                kept.update((field, *field.split("=")))
    path.write_text(json.dumps(sorted(kept), ensure_ascii=False), encoding="utf-8")
