"""Make facts of the units in parsed sentences."""

from collections.abc import Mapping

from quizapp.domain.items import FactKind
from quizapp.generation.facts.dates import FoundDate
from quizapp.generation.facts.figures import FoundFigure
from quizapp.generation.language.units import Unit
from quizapp.generation.types import EntityValue, Fact, Sentence, Span, Word

_HEADS: dict[str, tuple[FactKind, str]] = {
    "university": (FactKind.BODY, "university"),
    "college": (FactKind.BODY, "university"),
    "ministry": (FactKind.BODY, "ministry"),
    "department": (FactKind.BODY, "department"),
    "commission": (FactKind.BODY, "commission"),
    "court": (FactKind.BODY, "court"),
    "bank": (FactKind.BODY, "bank"),
    "scheme": (FactKind.SCHEME, "scheme"),
    "mission": (FactKind.SCHEME, "scheme"),
    "yojana": (FactKind.SCHEME, "scheme"),
    "programme": (FactKind.SCHEME, "scheme"),
    "strategy": (FactKind.SCHEME, "strategy"),
    "policy": (FactKind.SCHEME, "policy"),
}


def collect(sentence: Sentence, units: Mapping[Span, Unit]) -> tuple[Fact, ...]:
    """The facts that stand in the sentence, in order."""
    return tuple(
        _fact(sentence, word, units[word.span]) for word in sentence.words if word.span in units
    )


def _fact(sentence: Sentence, word: Word, unit: Unit) -> Fact:
    kind, value = unit.kind, unit.value
    if isinstance(value, FoundDate):
        sub_kind, found = value.value.precision, value.value
        return _build(kind, sub_kind, found, sentence, word, unit)
    if isinstance(value, FoundFigure):
        return _build(kind, value.sub_kind, value.value, sentence, word, unit)
    if not value.sub_kind:
        kind, value = _by_head(kind, value, unit.title)
    return _build(kind, value.sub_kind, value, sentence, word, unit)


def _by_head(kind: FactKind, value: EntityValue, title: str) -> tuple[FactKind, EntityValue]:
    """The kind of a name that no gazetteer knows, by its own words or by the post before it."""
    if kind is FactKind.PERSON:
        return kind, EntityValue(value.name, title.casefold())
    words = value.name.casefold().split()
    heads = [words[-1], *(words[i - 1] for i, word in enumerate(words) if word == "of" and i)]
    for head in heads:
        if head in _HEADS:
            kind, sub_kind = _HEADS[head]
            return kind, EntityValue(value.name, sub_kind)
    return kind, value


def _build(  # noqa: PLR0917 — the fields of a Fact
    kind: FactKind,
    sub_kind: str,
    value: object,
    sentence: Sentence,
    word: Word,
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
        words=(word.index, word.index + 1),
    )
