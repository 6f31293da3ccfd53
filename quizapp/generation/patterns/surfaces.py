"""What the modules share that read patterns of words: facts made of a match, and when it was.

May import the other data types of the engine.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from quizapp.domain.items import FactKind
from quizapp.generation.facts.figures import find_figures
from quizapp.generation.knowledge.gazetteer import Gazetteer
from quizapp.generation.types import (
    Article,
    BlockKind,
    EntityValue,
    Entry,
    Fact,
    Sentence,
    Span,
)
from quizapp.generation.values import FigureValue

__all__ = ["Surface", "headline_of", "plainly", "surfaces", "the_state"]

_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
_BRACKETS = re.compile(r"\s*\([^()]*\)")


@dataclass(frozen=True, slots=True)
class Surface:
    """A sentence with its facts, and when the article was written ("January 2020", never empty)."""

    sentence: Sentence
    facts: Sequence[Fact]
    label: str

    @property
    def text(self) -> str:
        """The sentence as the article writes it."""
        return self.sentence.text

    @property
    def elsewhen(self) -> bool:
        """Whether it names a year, so that what it tells may be of another time."""
        return _YEAR.search(self.text) is not None

    def when(self) -> str:
        """An opening for a stem: "In January 2020" where the sentence says the day."""
        if self.sentence.day is not None:
            return f"In {replace(self.sentence.day, day=None).text()}"
        return f"As reported in {self.label}"

    def figure(self, span: tuple[int, int], unit: str = "") -> Fact | None:
        """The fact for a figure that stands at these offsets, `unit` the noun that it counts."""
        start, end = span
        found = next((f for f in find_figures(self.text) if f.start <= start < f.end), None)
        if found is None or found.end < end:
            return None
        value = replace(found.value, unit=found.value.unit or unit)
        return self._fact(FactKind.FIGURE, found.sub_kind, value, found.start, found.end)

    def entity(self, entry: Entry, start: int, end: int) -> Fact:
        """A fact for an entry named at these offsets into the sentence."""
        value = EntityValue(entry.name, entry.sub_kind, entry)
        return self._fact(entry.kind, entry.sub_kind, value, start, end)

    def made(self, value: FigureValue, sub_kind: str, start: int, end: int) -> Fact:
        """A fact for a figure that was read by the pattern itself."""
        return self._fact(FactKind.FIGURE, sub_kind, value, start, end)

    def person_at(self, position: int) -> Fact | None:
        """The fully named person that begins at this offset into the sentence."""
        start = position + self.sentence.span.start
        for fact in self.facts:
            value = fact.value
            if (
                fact.kind is FactKind.PERSON
                and isinstance(value, EntityValue)
                and " " in value.name
                and fact.span.start == start
            ):
                return fact
        return None

    def _fact(
        self, kind: FactKind, sub_kind: str, value: FigureValue | EntityValue, start: int, end: int
    ) -> Fact:
        offset = self.sentence.span.start
        span = Span(start + offset, end + offset)
        inside = [word.index for word in self.sentence.words if word.span.overlaps(span)]
        words = (inside[0], inside[-1] + 1) if inside else (0, 0)
        return Fact(kind, sub_kind, value, self.text[start:end], span, self.sentence, words)


def surfaces(
    sentences: Sequence[Sentence], facts: Sequence[Fact], label: str
) -> tuple[Surface, ...]:
    """The sentences with their facts; none where the time of the article is not known."""
    if not label:
        return ()
    return tuple(
        Surface(s, [f for f in facts if f.sentence.span == s.span], label) for s in sentences
    )


def headline_of(article: Article) -> str:
    """The headline, or the title that was given with the text."""
    blocks = (b.text for b in article.blocks if b.kind is BlockKind.HEADLINE)
    return next(blocks, article.title)


def plainly(text: str) -> str:
    """A phrase without brackets, doubled spaces and curved apostrophes."""
    return " ".join(_BRACKETS.sub("", text).replace("\u2019", "'").split()).rstrip(" ,")


def the_state(name: str, knowledge: Gazetteer) -> str:
    """A country or team as a sentence says it: "the Netherlands"."""
    entry = knowledge.lookup(name)
    plain = entry.name if entry is not None else name
    return f"the {plain}" if plain.startswith(("United", "Netherlands")) else plain
