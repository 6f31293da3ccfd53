"""How well the engine recognises names, by model, gazetteers and patterns, against a gold set.

`python -m quizapp.generation.language.evaluate GOLD ARTICLES` prints precision, recall and F by
type. GOLD is a folder of JSON files that hold how the name of an article's file begins, and the
offsets and types of the names in its body, not its words; ARTICLES is the folder of the articles.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from quizapp.domain.items import FactKind
from quizapp.generation import knowledge, reading
from quizapp.generation.language.analysis import analyse
from quizapp.generation.types import BlockKind, EntityValue, Knowledge

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from quizapp.generation.language.units import Unit
    from quizapp.generation.types import Article

TYPES = ("organisation", "person", "place", "scheme", "law", "event", "product")
_OF_KIND = {FactKind.BODY: "organisation", FactKind.PERSON: "person", FactKind.PLACE: "place"}
_OF_SUB_KIND = {
    "country": "place",
    **dict.fromkeys(
        ("act", "bill", "treaty", "convention", "protocol", "accord", "charter", "statute"), "law"
    ),
    "constitution-article": "law",
    **dict.fromkeys(("summit", "conference", "expo", "festival", "observed-day"), "event"),
    **dict.fromkeys(("sports-event", "military-exercise"), "event"),
    **dict.fromkeys(("missile", "warship", "social-platform", "space-mission"), "product"),
    **dict.fromkeys(("award", "awards", "prize", "index", "report"), ""),
}

Found = tuple[int, int, str]
"""First character, last character + 1, type of a name, in the text of its article."""


@dataclass(slots=True)
class Score:
    """What was found right, found wrong and missed, by type."""

    right: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)

    def add(self, found: set[Found], gold: set[Found]) -> None:
        """Count one article; a name is right when its offsets and its type are."""
        self.right.update(name[2] for name in found & gold)
        self.wrong.update(name[2] for name in found - gold)
        self.missed.update(name[2] for name in gold - found)

    def figures(self, types: Sequence[str] = TYPES) -> tuple[float, float, float]:
        """Precision, recall and F over these types; 0 where there is nothing to divide by."""
        right, wrong, missed = (
            sum(counts[kind] for kind in types) for counts in (self.right, self.wrong, self.missed)
        )
        return (
            right / max(1, right + wrong),
            right / max(1, right + missed),
            2 * right / max(1, 2 * right + wrong + missed),
        )


def evaluate(gold: Path, articles: Path) -> tuple[Score, int]:
    """The score over all gold files and how many sentences of their articles were read."""
    score, sentences = Score(), 0
    known = knowledge.load()
    for path in sorted(gold.glob("*.json")):
        record = json.loads(path.read_text(encoding="utf-8"))
        (source,) = articles.glob(f"{record['article']}-*.txt")
        text = source.read_bytes().decode()
        names = {(first, end, kind) for first, end, kind in record["names"]}
        article = reading.read(text)
        found, read = _recognised(article, known)
        score.add(found, names)
        sentences += read
    return score, sentences


def _recognised(article: Article, known: Knowledge) -> tuple[set[Found], int]:
    """The names in the body of an article, and the number of its sentences."""
    analysis = analyse(article, known)
    heads = [
        block.span
        for block in article.blocks
        if block.kind in {BlockKind.HEADLINE, BlockKind.HEADING}
    ]
    found = {
        name
        for unit in analysis.units.values()
        if not any(head.holds(unit.span) for head in heads)
        for name in _named(unit)
    }
    return found, len(analysis.sentences)


def _named(unit: Unit) -> Iterator[Found]:
    if not isinstance(unit.value, EntityValue):
        return
    general = "scheme" if unit.kind is FactKind.SCHEME else _OF_KIND.get(unit.kind, "")
    kind = _OF_SUB_KIND.get(unit.value.sub_kind, general)
    if kind:
        yield unit.inner.start, unit.inner.end, kind


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m quizapp.generation.language.evaluate")
    parser.add_argument("gold", type=Path, help="folder of gold files")
    parser.add_argument("articles", type=Path, help="folder of the articles that they speak of")
    asked = parser.parse_args(arguments)
    score, sentences = evaluate(asked.gold, asked.articles)
    lines = [f"{sentences} sentences", "type          precision recall      F  names"]
    for label, types in [*((kind, (kind,)) for kind in TYPES), ("all", TYPES)]:
        precision, recall, balanced = score.figures(types)
        count = sum(score.right[kind] + score.missed[kind] for kind in types)
        lines.append(f"{label:13} {precision:9.3f} {recall:6.3f} {balanced:6.3f} {count:6}")
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
