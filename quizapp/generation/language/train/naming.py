"""The names half of the recipe: its training documents, and the sentences held out for tests."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from quizapp.generation.language.train.entities import (
    Passage,
    document,
    meaning_bank,
    share,
    tagged,
    treebank_names,
)
from quizapp.generation.language.train.sentences import made, name_like

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from spacy.language import Language
    from spacy.tokens import Doc

_GMB_TEST = 3
_WIKI_TEST = 25
"""Per cent held out."""
_MADE = 16_000
_RENAMED = 0.3
_KEPT = 0.3
"""Of the newswire, which the recogniser knows already."""
_LONGEST = 3
_TIMES_MORE = 2


def documents(corpora: Path, nlp: Language, seed: int) -> list[Doc]:
    """Everything that the recogniser learns from, one to three sentences a document."""
    dice = random.Random(seed)  # noqa: S311 — which sentences are joined is no secret
    bank = [p for p in meaning_bank(corpora / "ner/gmb_ner_dataset.zip") if share(p) >= _GMB_TEST]
    places = _places(bank)
    treebank = treebank_names(corpora / "ud/en_gum-open-train.conllu.xz")
    small = [p for p in tagged(corpora / "ner/wikigold.conll.txt.xz") if share(p) >= _WIKI_TEST]
    for part in ("dev", "test"):
        small += tagged(corpora / f"ner/uner_ewt_{part}.iob2.xz", form=1, tag=2)
    small = [_without_metonymy(passage, places) for passage in (*small, *treebank)]
    real = [*(p for p in bank if dice.random() < _KEPT), *small]
    dice.shuffle(real)
    others = [renamed(p, dice) for p in (*bank, *small) if p.names and dice.random() < _RENAMED]
    written = [_written(nlp, dice) for _ in range(_MADE)]
    groups = [*_grouped(real, dice), *_grouped(others, dice), *_grouped(written, dice)]
    return [document(group, nlp) for group in groups]


def held_out(corpora: Path, nlp: Language) -> dict[str, list[Doc]]:
    """The gold documents of each test by name."""
    bank = meaning_bank(corpora / "ner/gmb_ner_dataset.zip")
    places = _places([passage for passage in bank if share(passage) >= _GMB_TEST])
    tests = {
        "GMB": [p for p in bank if share(p) < _GMB_TEST],
        "wikigold": [
            p for p in tagged(corpora / "ner/wikigold.conll.txt.xz") if share(p) < _WIKI_TEST
        ],
        "UNER PUD": tagged(corpora / "ner/uner_pud_test.iob2.xz", form=1, tag=2),
    }
    tests["UNER PUD, countries as places"] = [
        _without_metonymy(p, places) for p in tests["UNER PUD"]
    ]
    return {name: [document([p], nlp) for p in passages] for name, passages in tests.items()}


def _places(bank: Sequence[Passage]) -> frozenset[str]:
    """Names that the newswire has far more often as places."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for passage in bank:
        for first, end, label in passage.names:
            counts[" ".join(passage.words[first:end])][label] += 1
    return frozenset(t for t, seen in counts.items() if seen["LOC"] > _TIMES_MORE * seen["ORG"])


def _without_metonymy(passage: Passage, places: frozenset[str]) -> Passage:
    """A country stays a place where it acts, as in the newswire."""
    names = tuple(
        (first, end, "LOC")
        if label == "ORG" and " ".join(passage.words[first:end]) in places
        else (first, end, label)
        for first, end, label in passage.names
    )
    return replace(passage, names=names)


def renamed(passage: Passage, dice: random.Random) -> Passage:
    """The sentence with most of its names replaced by others of their label."""
    words: list[str] = []
    names: list[tuple[int, int, str]] = []
    at = 0
    for first, end, label in passage.names:
        words += passage.words[at:first]
        kept = passage.words[first:end]
        if dice.random() < 0.8:  # noqa: PLR2004 — the rest stay, to sit beside new ones
            kept = tuple(name_like(label, dice).split())
        names.append((len(words), len(words) + len(kept), label))
        words += kept
        at = end
    words += passage.words[at:]
    return Passage(tuple(words), tuple(names))


def _written(nlp: Language, dice: random.Random) -> Passage:
    text, marked = made(dice)
    read = nlp.make_doc(text)
    spans = [(read.char_span(first, end), label) for first, end, label in marked]
    names = tuple((span.start, span.end, label) for span, label in spans if span is not None)
    return Passage(tuple(token.text for token in read), names)


def _grouped(passages: Sequence[Passage], dice: random.Random) -> Iterator[Sequence[Passage]]:
    begin = 0
    while begin < len(passages):
        length = dice.randint(1, _LONGEST)
        yield passages[begin : begin + length]
        begin += length
