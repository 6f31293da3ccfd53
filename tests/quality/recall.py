"""Recall of gold facts: which of the facts that an examiner would ask for a run asks for.

A gold fact is asked for by a question whose key is its answer and whose evidence is its sentence:

- the key is the answer or an accepted form of it; where both have two words or more it may also
  hold the other or be held by it, word for word. Case, punctuation, commas in numbers, apostrophes,
  a leading "the" and signs of the rupee do not count, and there is one way to write "percent";
- the evidence holds at least 60 % of the words of the fact's snippet, each as often as it stands
  there;
- a key that is the answer of several facts (a figure that comes twice) counts for those whose
  snippet its evidence holds best.
"""

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

__all__ = ["Asked", "GoldFact", "Tally", "asked_for", "read_gold", "tally", "words"]

ENOUGH = Fraction(6, 10)
"""The share of a snippet's words that the evidence must hold."""
WORTH_ASKING = 2
"""Facts of this importance (3 surely asked, 2 good, 1 optional) are what recall is promised for."""
_TOKEN = re.compile(
    r"%|(?<=\d)\s*[-\u2010-\u2015](?=\d)|(?:[^\W_]|(?<=\d)[.,](?=\d))+", re.IGNORECASE
)
_RUPEES_BEFORE = re.compile(r"rs\.?(?=\d)")
_RUPEES = frozenset({"rs", "inr", "rupee", "rupees"})
_APOSTROPHES = str.maketrans("", "", "'\u2018\u2019")


@dataclass(frozen=True, slots=True)
class GoldFact:
    """A fact worth asking: its answer in each accepted form, and a snippet of its sentence."""

    kind: str
    answer: str
    accepted: tuple[str, ...]
    snippet: str
    importance: int


@dataclass(frozen=True, slots=True)
class Asked:
    """What counts of a question here: the text of its key and its evidence."""

    key: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Tally:
    """So many of so many facts."""

    found: int = 0
    there: int = 0

    def __str__(self) -> str:
        """As in "12/20 = 0.600"."""
        return f"{self.found}/{self.there}" + (
            f" = {self.found / self.there:.3f}" if self.there else ""
        )


def read_gold(path: Path) -> tuple[GoldFact, ...]:
    """The gold facts of a file: a list of {kind, answer, accept, sentence, importance}."""
    return tuple(
        GoldFact(
            kind=fact["kind"],
            answer=fact["answer"],
            accepted=(fact["answer"], *fact.get("accept", ())),
            snippet=fact["sentence"],
            importance=fact["importance"],
        )
        for fact in json.loads(path.read_text("utf-8"))
    )


def words(text: str) -> tuple[str, ...]:
    """The words of a text as facts are compared; see the module."""
    plain = unicodedata.normalize("NFKC", text).casefold().translate(_APOSTROPHES)
    found: list[str] = []
    for match in _TOKEN.finditer(_RUPEES_BEFORE.sub(" ", plain)):
        token = match.group().replace(",", "")
        if token == "cent" and found[-1:] == ["per"]:
            found[-1] = "percent"
        elif token in {"%", "percentage"}:
            found.append("percent")
        elif token.strip()[:1] in {"-", *map(chr, range(0x2010, 0x2016))}:
            found.append("to")
        elif token not in _RUPEES:
            found.append(token)
    return tuple(found[1:] if found[:1] == ["the"] else found)


def asked_for(questions: Iterable[Asked], gold: Sequence[GoldFact]) -> frozenset[int]:
    """The positions in `gold` of the facts that some question asks for."""
    found: set[int] = set()
    for question in questions:
        key, evidence = words(question.key), Counter(words(question.evidence))
        shares = {
            place: _held(fact, evidence) for place, fact in enumerate(gold) if _is_answer(key, fact)
        }
        best = max(shares.values(), default=Fraction(0))
        found.update(place for place, share in shares.items() if share == best >= ENOUGH)
    return frozenset(found)


def tally(scored: Iterable[tuple[Sequence[GoldFact], frozenset[int]]]) -> dict[str, Tally]:
    """Recall by kind, by importance and over all, for articles given as (gold, positions found).

    The label of what recall is promised for, "importance >= 2", comes last.
    """
    there: Counter[str] = Counter()
    found: Counter[str] = Counter()
    for gold, asked in scored:
        for place, fact in enumerate(gold):
            labels = [fact.kind, f"importance {fact.importance}", "all"]
            if fact.importance >= WORTH_ASKING:
                labels += [f"{fact.kind}, importance >= 2", "importance >= 2"]
            there.update(labels)
            found.update(labels if place in asked else ())
    return {label: Tally(found[label], there[label]) for label in sorted(there, key=_order)}


def _order(label: str) -> tuple[int, str]:
    groups = ("importance >= 2", "all", "importance")
    for place, group in enumerate(groups):
        if label == group or (group == "importance" and label.startswith(group)):
            return len(groups) + 1 - place, label
    return int(label.endswith("importance >= 2")), label


def _is_answer(key: tuple[str, ...], fact: GoldFact) -> bool:
    return any(
        key == form
        or (min(len(key), len(form)) > 1 and (_runs_in(key, form) or _runs_in(form, key)))
        for form in map(words, fact.accepted)
    )


def _runs_in(part: tuple[str, ...], whole: tuple[str, ...]) -> bool:
    starts = range(len(whole) - len(part) + 1)
    return any(whole[start : start + len(part)] == part for start in starts)


def _held(fact: GoldFact, evidence: Counter[str]) -> Fraction:
    """The share of the snippet's words that stand in the evidence."""
    snippet = Counter(words(fact.snippet))
    return Fraction((snippet & evidence).total(), max(1, snippet.total()))
