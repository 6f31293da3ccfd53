"""How far a question may be trusted: figures of what it took to write it, and what they come to.

Each figure is one reason for doubt that a rule cannot settle by itself: how much of the sentence
was left out, how long it is, how sure its parse. Judged questions taught the weights (`python -m
tests.quality calibrate`); they stand in `doubts.json` with the figures of how well they tell good
questions from bad. May import the data types.
"""

import json
import math
import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import cast

from quizapp.domain.items import FactKind
from quizapp.generation.types import Draft, EntityValue, Word
from quizapp.generation.words import word_set

__all__ = ["doubts_of", "least", "trust"]

_CONTENT = re.compile(r"[^\W\d_]{4,}")
_NAME = re.compile(r"(?<=\s)[A-Z][\w'.-]*")
_DATED = re.compile(r"^(?:As of|As reported in|According to reports in|In|On) [^,]*\d{4},")
_ODD = word_set("dep discourse parataxis dislocated reparandum orphan list vocative")
_PLAIN_TAGS: Mapping[str, tuple[str, ...]] = {
    "NOUN": ("NN",),
    "PROPN": ("NN",),
    "VERB": ("VB",),
    "AUX": ("VB", "MD"),
    "ADJ": ("JJ", "DT", "AFX"),
    "ADP": ("IN", "TO", "RP", "RB"),
    "ADV": ("RB", "W", "IN", "RP"),
    "DET": ("DT", "PDT", "W"),
}
"""The tags that each part of speech has, where the two halves of the tagger agree."""
_SIDE = re.compile(r"-(?:piped|advcl|xcomp|attributive|acl|inside|beside|included)")
_SHORT = 12
_LONG = 40
"""Words from which a sentence is as long as it can count for."""
_FAR = 15
_MOST = 4


def doubts_of(draft: Draft, distractors: Sequence[str]) -> dict[str, float]:
    """The figures of one question, each 0 to 1."""
    return {
        **_of_the_sentence(draft),
        **_of_the_stem(draft),
        **_of_the_key(draft, distractors),
    }


def trust(doubts: Mapping[str, float]) -> float:
    """How likely a question with these figures is a good one, 0–1."""
    weights = _weights()
    total = weights["bias"] + sum(weights.get(name, 0.0) * v for name, v in doubts.items())
    return round(1 / (1 + math.exp(-total)), 3)


def least() -> float:
    """The trust below which a question is not shown."""
    return cast("float", _data()["least"])


def _of_the_sentence(draft: Draft) -> dict[str, float]:
    sentence = draft.fact.sentence
    words = sentence.words
    plain = [w for w in words if not w.entity and w.text.isalpha()]
    torn = sum(_disagrees(w) for w in plain)
    odd = sum(w.dep.partition(":")[0] in _ODD for w in words)
    length = len(sentence.text.split())
    return {
        "long sentence": min(max(length - _SHORT, 0), _LONG) / _LONG,
        "tags that disagree": min(torn, _MOST) / _MOST,
        "odd relations": min(odd, _MOST) / _MOST,
        "several statements": min(max(len(sentence.statements) - 1, 0), _MOST) / _MOST,
        "quotation": float(bool(re.search(r"[\"\u201c\u201d]", sentence.text))),
    }


def _of_the_stem(draft: Draft) -> dict[str, float]:
    stem, text = _DATED.sub("", draft.stem), draft.fact.sentence.text
    told, said = _content(stem) | _content(draft.key), _content(text)
    asked, source = _pairs(stem), _pairs(text)
    names = _NAME.findall(stem)
    return {
        "left out": 1 - len(told & said) / len(said) if said else 0.0,
        "not in the sentence": len(_content(stem) - said) / max(1, len(_content(stem))),
        "turned round": 1 - len(asked & source) / max(1, len(asked)),
        "one name": float(len(names) == 1),
        "no name": float(not names),
        "short stem": float(len(stem.split()) < _SHORT),
        "long stem": min(max(len(draft.stem.split()) - 18, 0), 12) / 12,
        "anchored": float("n connection with" in draft.stem),
        "reported": float(bool(re.match(r"As reported|According to", draft.stem))),
        "by a source": float("according to" in draft.stem),
        "resolved": min(len(draft.supports), 2) / 2,
        "undated": float(not re.search(r"\d{4}", draft.stem)),
    }


def _of_the_key(draft: Draft, distractors: Sequence[str]) -> dict[str, float]:
    fact, value = draft.fact, draft.fact.value
    verb = next((w.index for w in fact.sentence.words if w.lemma == draft.verb), None)
    far = abs(verb - fact.words[0]) if verb is not None and draft.verb else 0
    unknown = isinstance(value, EntityValue) and value.entry is None
    return {
        "by words": float(not draft.verb),
        "asked aside": float(bool(_SIDE.search(draft.pattern))),
        "far from its verb": min(far, _FAR) / _FAR,
        "unknown name": float(unknown),
        "few wrong options": float(len(distractors) < 3),  # noqa: PLR2004 — a fourth is wanted
        "figure": float(fact.kind is FactKind.FIGURE),
        "date": float(fact.kind is FactKind.DATE),
        "place": float(fact.kind is FactKind.PLACE),
        "subject": float(bool(re.search(r"-(?:nsubj|subject)", draft.pattern))),
        "verb of being": float(draft.verb in {"be", "have"}),
    }


def _disagrees(word: Word) -> bool:
    tags = _PLAIN_TAGS.get(word.pos)
    return tags is not None and bool(word.tag) and not word.tag.startswith(tags)


def _content(text: str) -> set[str]:
    return {word.casefold()[:6] for word in _CONTENT.findall(text)}


def _pairs(text: str) -> set[tuple[str, str]]:
    return set(pairwise(re.findall(r"\w+", text.casefold())))


def _weights() -> Mapping[str, float]:
    return cast("Mapping[str, float]", _data()["weights"])


@cache
def _data() -> Mapping[str, object]:
    text = files("quizapp.generation").joinpath("doubts.json").read_text("utf-8")
    return cast("Mapping[str, object]", json.loads(text))
