"""Make facts of the units in parsed sentences."""

from collections.abc import Mapping
from dataclasses import replace

from quizapp.domain.items import FactKind
from quizapp.generation.facts.dates import FoundDate
from quizapp.generation.facts.figures import FoundFigure
from quizapp.generation.language.units import Unit
from quizapp.generation.types import EntityValue, Fact, Sentence, Span, Word


def collect(sentence: Sentence, units: Mapping[Span, Unit]) -> tuple[Fact, ...]:
    """The facts that stand in the sentence, in order."""
    return tuple(
        _fact(sentence, word, units[word.span]) for word in sentence.words if word.span in units
    )


def left_out(sentence: Sentence, units: Mapping[Span, Unit]) -> tuple[Fact, ...]:
    """The persons whom the sentence names where its words leave something out: in asides."""
    kept = [word.span for word in sentence.words]
    return tuple(
        _build(unit.kind, unit.value.sub_kind, unit.value, sentence, None, unit)
        for span, unit in units.items()
        if unit.kind is FactKind.PERSON
        and isinstance(unit.value, EntityValue)
        and sentence.span.holds(span)
        and not any(span.overlaps(other) for other in kept)
    )


def _fact(sentence: Sentence, word: Word, unit: Unit) -> Fact:
    kind, value = unit.kind, unit.value
    if isinstance(value, FoundDate):
        sub_kind, found = value.value.precision, value.value
        return _build(kind, sub_kind, found, sentence, word, unit)
    if isinstance(value, FoundFigure):
        return _build(kind, value.sub_kind, value.value, sentence, word, unit)
    if kind is FactKind.PERSON and not value.sub_kind:
        value = replace(value, sub_kind=unit.title.casefold())
    return _build(kind, value.sub_kind, value, sentence, word, unit)


def _build(  # noqa: PLR0917 — the fields of a Fact
    kind: FactKind,
    sub_kind: str,
    value: object,
    sentence: Sentence,
    word: Word | None,
    unit: Unit,
) -> Fact:
    start, end = unit.inner.start - sentence.span.start, unit.inner.end - sentence.span.start
    return Fact(
        kind=kind,
        sub_kind=sub_kind,
        value=value,  # type: ignore[arg-type]
        surface=sentence.text[start:end],
        span=unit.inner,
        sentence=sentence,
        words=(word.index, word.index + 1) if word is not None else (0, 0),
    )
